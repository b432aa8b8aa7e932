"""How real runs on misbehaving sites end, in Chinese: no English sentence is left but for words of the page."""

from __future__ import annotations

import re

import pytest

from optout import i18n
from optout.report.terminal import details
from tests.runner.conftest import RunFlow
from tests.sites.server import serve_site

PAGE_WORDS = re.compile(r"“[^”]*”|‘[^’]*’|'[^']*'|\"[^\"]*\"|`[^`]*`|--?[a-z]+(?: link)?|https?:\S*|\S*/\S*")
ENGLISH = re.compile(r"[A-Za-z]{2,} [a-z]{2,}")
SITES = (
    "native-checkbox",
    "flips-back-on-server",
    "refused-with-error",
    "disabled",
    "menu-gone",
    "menu-ambiguous",
    "setting-absent",
    "same-words-twice",
)


@pytest.mark.parametrize("name", SITES)
def test_a_site_in_chinese(name: str, run_flow: RunFlow) -> None:
    with serve_site(name) as site:
        result = run_flow(site.flow, site.url)
    i18n.speak("zh-Hans")
    told = details(result)
    left = ENGLISH.search(PAGE_WORDS.sub("", told))
    assert left is None, f"{left}: {result.reason} | {result.hint}\n{told}"
    assert re.search("[一-鿿]", i18n.say(result.reason)), result.reason
