"""How far the person has come: noticed from the page, noted as it was made, going back included."""

from __future__ import annotations

from optout.guided.panel import Panel
from optout.guided.progress import Progress
from optout.guided.screen import Screen
from optout.runner.journey import Journey, wait_for
from tests.guided.conftest import OnPage
from tests.runner.pages import Tiny, flow_of, opt_out

FLOW = flow_of(opt_out(path=["Settings", {"expand": "Sharing"}, "Privacy"], link="/privacy"))
HOME = "<p><a href=/settings id=a>Settings</a></p>"
SETTINGS = "<h2>Sharing</h2><p><a href=/privacy id=a>Privacy</a></p>"


def progress_of(journey: Journey) -> Progress:
    return Progress(journey, Screen(journey, Panel(), "en"))


def notice(progress: Progress, at: int) -> bool:
    """Look until it stands there."""

    def there() -> bool:
        progress.notice(progress.journey.look())
        return progress.at == at

    return wait_for(progress.journey, 8.0, there)


def test_steps_are_noticed_and_noted(on_page: OnPage, site: Tiny) -> None:
    site.show(SETTINGS, "/settings")
    journey = on_page(HOME, FLOW)
    progress = progress_of(journey)
    assert notice(progress, 0)
    assert progress.seen.found is not None
    journey.tab.page.click("#a")
    assert notice(progress, 2)
    assert [(s.says.split(" “")[0], s.how) for s in journey.steps] == [
        ("Click", "person"),
        ("Open the section", "open already"),
    ]
    progress.arrived(journey.look())
    assert (progress.over, journey.steps[-1].how) == (True, "person")


def test_another_route_is_noted_as_what_it_was(on_page: OnPage, site: Tiny) -> None:
    site.show("<h1>Privacy page</h1>", "/privacy")
    journey = on_page(HOME, FLOW)
    progress = progress_of(journey)
    assert notice(progress, 0)
    journey.goto(f"{site.url}/privacy")
    assert notice(progress, 3)
    assert progress.is_on_page(journey.look())
    assert [s.how for s in journey.steps] == []


def test_a_page_without_the_way_is_waited_at_and_the_time_runs(on_page: OnPage, site: Tiny) -> None:
    journey = on_page("<h1>Sign in</h1>", FLOW)
    progress = progress_of(journey)
    progress.skip()
    begun = progress.begun
    assert notice(progress, 3)
    assert wait_for(journey, 4.0, lambda: progress.notice(journey.look()) is None and progress.rests(0.5))
    assert progress.begun == begun
    site.show(HOME, "/home")
    journey.goto(f"{site.url}/home")
    assert notice(progress, 0)
