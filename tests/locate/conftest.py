"""Makes the tab and the outlines of `outlines.py` known to the tests of this folder; the same examples in every run."""

from hypothesis import settings

from tests.locate.outlines import outline_of, shared_page

__all__ = ["outline_of", "shared_page"]

settings.register_profile("same every time", database=None, deadline=None, derandomize=True)
settings.load_profile("same every time")
