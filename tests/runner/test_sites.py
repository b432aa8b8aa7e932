"""Every small misbehaving site: no lie may be believed, every honest switch must be turned, no neighbour touched."""

from __future__ import annotations

import pytest

from tests.runner.conftest import RunFlow
from tests.sites.expected import names
from tests.sites.server import serve_site


@pytest.mark.parametrize("name", [*names(honest=False), *names(honest=True)])
def test_site(name: str, run_flow: RunFlow) -> None:
    with serve_site(name) as site:
        before = site.stored()
        result = run_flow(site.flow, site.url)
        complaints = site.entry.complaints(result.outcome.value, site.stored(), before)
        assert complaints == [], f"{result.reason} {result.drift}"
        assert site.elsewhere_writes == []
