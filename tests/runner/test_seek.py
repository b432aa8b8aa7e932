"""Finding what a step names: late, scrolled, behind a dialog, twice, renamed, or not there."""

from __future__ import annotations

import pytest

from optout.flow.model import Step
from optout.results import DriftClass, Outcome
from optout.runner.halt import Halt
from optout.runner.journey import Journey
from optout.runner.seek import click, dismissals, look_for, seek, wanted_for
from tests.runner.conftest import OnPage
from tests.runner.pages import Answer, Heard, Tiny, flow_of, opt_out

NONE: frozenset[tuple[str, str]] = frozenset()
MORE = Step(verb="click", words=("More", "More menu items"))


def sought(journey: Journey, step: Step = MORE) -> str:
    return seek(journey, step, "click “More”", NONE).candidate.words


def halted(journey: Journey, step: Step = MORE) -> Halt:
    with pytest.raises(Halt) as caught:
        seek(journey, step, "click “More”", NONE)
    return caught.value


def test_by_its_text_its_name_or_another_of_its_words(on_page: OnPage) -> None:
    assert sought(on_page("<button>More</button>")) == "More"
    assert sought(on_page("<button aria-label='More menu items'>…</button>")) == "More menu items"


def test_a_link_before_plain_text_of_the_same_words(on_page: OnPage) -> None:
    journey = on_page("<p>More</p><h2>More</h2><a href='/more'>More</a>")
    spotted = seek(journey, MORE, "click “More”", NONE)
    assert spotted.candidate.target.role == "link"


def test_what_comes_late_is_waited_for(on_page: OnPage) -> None:
    late = "setTimeout(() => document.body.insertAdjacentHTML('beforeend', '<button>More</button>'), 900)"
    assert sought(on_page(f"<h1>Home</h1><script>{late}</script>")) == "More"


def test_what_appears_only_when_scrolled_to_is_scrolled_to(on_page: OnPage) -> None:
    lazy = "onscroll = () => { if (scrollY > 800 && !window.b) { b = document.createElement('button');" + (
        " b.textContent = 'More'; document.body.append(b) } }"
    )
    assert sought(on_page(f"<div style='height:3000px'>Home</div><script>{lazy}</script>")) == "More"


def test_twins_are_a_refusal_that_shows_both(on_page: OnPage) -> None:
    halt = halted(on_page("<a href='/a'>More</a><p>or</p><a href='/b'>More</a>"))
    assert halt.outcome is Outcome.DRIFT
    assert halt.drift is not None
    assert halt.drift.kind is DriftClass.AMBIGUOUS
    assert [seen.words for seen in halt.drift.seen] == ["More", "More"]
    assert "Nothing was clicked" in halt.reason


def test_what_is_gone_says_what_was_looked_for_and_what_came_closest(on_page: OnPage) -> None:
    halt = halted(on_page("<button>Morels</button><button>Home</button>"))
    assert halt.drift is not None
    assert halt.drift.looked_for == ("More", "More menu items")
    assert halt.drift.seen[0].words == "Morels"
    assert len(halt.drift.seen) <= 5


def test_nothing_alike_is_gone(on_page: OnPage) -> None:
    halt = halted(on_page("<button>Banana</button>"))
    assert halt.drift is not None
    assert halt.drift.kind is DriftClass.GONE


def test_all_languages_are_tried_and_said(on_page: OnPage) -> None:
    flow = flow_of(labels={"de": {"More": "Mehr"}})
    step = Step(verb="click", words=("More",))
    assert sought(on_page("<button>Mehr</button>", flow), step) == "Mehr"
    halt = halted(on_page("<button>Banana</button>", flow), step)
    assert halt.drift is not None
    assert halt.drift.looked_for == ("More", "Mehr")
    assert wanted_for(on_page("<p>x</p>", flow), step).words == ("More", "Mehr")


def test_the_flow_s_own_interruptions_are_known_in_all_languages(on_page: OnPage) -> None:
    flow = flow_of(interruptions=[{"dismiss": "Another day"}], labels={"de": {"Another day": "Ein andermal"}})
    assert dismissals(on_page("<p>x</p>", flow)) == ("Another day", "Ein andermal")


def test_what_lies_behind_a_dialog_is_reached_by_closing_it(on_page: OnPage) -> None:
    heard = Heard()
    journey = on_page(
        "<button>More</button><dialog id=d>New here!<button onclick='d.close()'>Not now</button></dialog>"
        "<script>d.showModal()</script>",
        heard=heard,
    )
    assert sought(journey) == "More"
    assert heard.notes == ["Closed what lay over the page (Not now)."]
    assert journey.clicks == 1


def test_a_server_s_error_is_said_instead_of_drift(on_page: OnPage, site: Tiny) -> None:
    site.pages["/"] = Answer("<h1>Oops</h1>", 503)
    halt = halted(on_page())
    assert halt.outcome is Outcome.UNVERIFIED
    assert "503" in halt.reason


def test_looking_with_a_time_limit_ends_in_time(on_page: OnPage) -> None:
    spotted, view, ranked = look_for(on_page("<h1>Home</h1>"), MORE, NONE, 0.0)
    assert spotted is None
    assert ranked.found is None
    assert view.outline.nodes


def test_clicking_goes_around_what_lies_over_it(on_page: OnPage) -> None:
    heard = Heard()
    journey = on_page(
        "<button onclick='document.title=`Done`'>More</button><div id=o style='position:fixed;inset:0;background:#fff'>"
        "Cookies?<button onclick='document.title=`Wrong`'>Accept all</button><button onclick='o.remove()'>Reject all"
        "</button></div>",
        heard=heard,
    )
    click(journey, seek(journey, MORE, "click “More”", NONE))
    assert journey.tab.page.title() == "Done"


def test_what_cannot_be_uncovered_is_not_clicked(on_page: OnPage) -> None:
    journey = on_page(
        "<button onclick='document.title=`Wrong`'>More</button><div style='position:fixed;inset:0;background:#fff'"
        " onclick='document.title=`Wrong`'>Buy our thing</div>"
    )
    with pytest.raises(Halt, match="something lies over it") as caught:
        click(journey, seek(journey, MORE, "click “More”", NONE))
    assert caught.value.outcome is Outcome.UNVERIFIED
    assert journey.tab.page.title() == "Example"


def test_the_click_budget_ends_a_run(on_page: OnPage) -> None:
    journey = on_page("<button>More</button>", flow_of(opt_out()), clicks=0)
    with pytest.raises(Halt, match="more than 0 clicks"):
        click(journey, seek(journey, MORE, "click “More”", NONE))
