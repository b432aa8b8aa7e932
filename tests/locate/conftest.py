"""Makes the tab and the outlines of `outlines.py` known to the tests of this folder."""

from tests.locate.outlines import outline_of, shared_page

__all__ = ["outline_of", "shared_page"]
