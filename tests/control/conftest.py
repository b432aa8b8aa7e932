"""Makes the tab and the outlines of `outlines.py`, and the runner's tiny site, known to the tests of this folder."""

from tests.locate.outlines import outline_of, shared_page
from tests.runner.conftest import _site, _window, on_page, run_tiny, site, warm, window

__all__ = ["_site", "_window", "on_page", "outline_of", "run_tiny", "shared_page", "site", "warm", "window"]
