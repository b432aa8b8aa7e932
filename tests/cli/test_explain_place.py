from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from optout.cli.explain import Asked
from optout.cli.explain_place import Quietly, visits
from optout.errors import ExitCode, OptoutError
from optout.results import StepDone
from optout.runner.batch import Visit
from tests.cli.process import write_flow
from tests.runner.pages import opt_out

AT = "http://127.0.0.1:8384"


@pytest.fixture
def flow(tmp_path: Path) -> str:
    return str(write_flow(tmp_path, opt_out(), opt_out(path=["Privacy"])))


def planned(*targets: str, **asked: Any) -> list[Visit]:
    return list(visits(Asked(targets, headless=True, **asked)))


def refused(*targets: str, **asked: Any) -> OptoutError:
    with pytest.raises(OptoutError) as caught:
        planned(*targets, **asked)
    assert caught.value.exit_code is ExitCode.USAGE
    assert caught.value.hint
    return caught.value


def test_live_with_a_profile(flow: str, optout_home: Path) -> None:
    (visit,) = planned(flow, at=AT)
    assert (visit.base, visit.origins, len(visit.opt_outs)) == (f"{AT}/", (AT,), 2)
    assert visit.start.profile is not None
    assert visit.start.profile.is_relative_to(optout_home)
    assert visit.start.headless


def test_live_with_a_session(flow: str, tmp_path: Path) -> None:
    (visit,) = planned(flow, at=f"{AT}/app", session=tmp_path / "state.json")
    assert (visit.base, visit.start.profile, visit.start.session) == (f"{AT}/app", None, tmp_path / "state.json")


def test_a_public_platform_lies_at_its_own_address() -> None:
    (visit,) = planned("x/grok-training")
    assert (visit.base, visit.origins) == ("https://x.com/", ("https://x.com",))
    assert "--at is for self-hosted" in refused("x", at=AT).message


def test_on_a_recording_the_flow_is_the_one_of_its_day() -> None:
    (now,) = planned("x/grok-training", replay=True)
    (then,) = planned("x/grok-training", replay=True, recording=Path("recordings/x/2024-07-26-en"))
    assert now.start.walled
    assert now.prepare is not None
    assert [len(now.opt_outs[0].path), len(then.opt_outs[0].path)] == [5, 4]


def test_on_a_saved_page_there_is_no_way_to_walk(flow: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<h1>Hello</h1>", encoding="utf-8")
    (visit,) = planned(flow, html=page)
    assert [(o.path, o.link) for o in visit.opt_outs] == [((), "/"), ((), "/")]
    assert visit.start.walled
    assert visit.base == f"{visit.origins[0]}/"
    (public,) = planned("x/grok-training", html=page)
    assert public.base == "https://x.com/"


@pytest.mark.parametrize("other", [{"at": AT}, {"replay": True}, {"session": Path("s.json")}, {"attach": AT}])
def test_a_saved_page_stands_for_itself(flow: str, tmp_path: Path, other: dict[str, Any]) -> None:
    assert "--html goes with no other place" in refused(flow, html=tmp_path / "page.html", **other).message


def test_what_is_wrong_with_an_address(flow: str) -> None:
    assert "address is needed" in refused(flow).message
    assert "is no web address" in refused(flow, at="nonsense").message


def test_several_platforms_are_several_visits(flow: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPTOUT_BASIC_AUTH", "name:word")
    assert [v.flow.platform for v in planned(flow, "syncthing", at=AT)] == ["tiny", "syncthing"]


def test_steps_are_not_told_twice(capsys: pytest.CaptureFixture[str]) -> None:
    progress = Quietly(quiet=False, person=False)
    progress.step(StepDone(1, "click", "Click it", "it", "label", "", 1))
    progress.note("Look here")
    assert capsys.readouterr().err == "  note: Look here\n"
