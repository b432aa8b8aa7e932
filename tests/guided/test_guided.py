"""Guided mode whole: a played person at a real window does every click, by mouse, by keyboard or in her own way."""

from __future__ import annotations

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from optout.errors import ExitCode
from tests.cli.process import ROOT, optout, write_flow
from tests.guided.conftest import Guide, at_a_terminal
from tests.person.played import Person
from tests.runner.pages import Answer, Tiny, flow_text, opt_out

BOX = (
    "Allow your public data as well as your interactions, inputs, and results with Grok and xAI "
    "to be used for training and fine-tuning"
)
X = ("x/grok-training", "--replay")
NAV = "<nav><p><a href=/>Home</a><p><a href=/settings>Settings</a></nav>"
PATH = ["Settings", "Privacy"]
WHOLE = opt_out(path=PATH, link="/privacy")
INPUT = re.compile(r'SEND ►.*"method":"Input\.')


def settings(site: Tiny, head: str = "") -> None:
    """Home, then Settings, then Privacy with the box."""
    site.show(head + NAV + "<h1>Home</h1>")
    site.show(
        head + NAV + "<h1>All settings</h1><a href=/account>Account</a><br><a href=/privacy>Privacy</a>", "/settings"
    )
    site.show(head + NAV + "<h1>Your account</h1><p>Nothing to see</p>", "/account")
    site.show_box("/privacy", head + NAV + "<h1>Your privacy</h1>")


@pytest.fixture
def flow(tmp_path: Path) -> str:
    return str(write_flow(tmp_path, WHOLE))


def walk_x(person: Person) -> None:
    """X's menu, click by click, as the panel says."""
    for number, words in ((1, "More menu items"), (2, "Settings and privacy"), (3, "Privacy and safety")):
        person.wait_for(f"Step {number} of 6")
        person.click(words)
    person.wait_for("Step 5 of 6")
    person.click("Grok & Third-party Collaborators")


def test_the_whole_of_x_is_walked_by_the_person_and_proved_by_the_tool(person: Person, guide: Guide) -> None:
    with guide(*X, DEBUG="pw:protocol") as run:
        walk_x(person)
        person.wait_for(f"It is still on. Take the tick out of the box “{BOX}”.")
        person.click(BOX, "checkbox")
        done(person)
        record = run.record
    assert (run.end().code, record["outcome"], record["before"], record["after"]) == (0, "opted_out", "on", "off")
    assert [step["how"] for step in record["steps"]] == [
        "address",
        "person",
        "person",
        "person",
        "open already",
        "person",
    ]
    assert "pw:protocol" in run.end().stderr
    assert INPUT.findall(run.end().stderr) == []


def test_the_check_for_input_events_sees_those_of_an_automatic_run(person: Person, guide: Guide) -> None:
    with guide(*X, "--automatic", "--via", "menu", DEBUG="pw:protocol") as run:
        assert run.record["outcome"] == "opted_out"
    assert len(INPUT.findall(run.end().stderr)) > 10


def click_marked(person: Person, selector: str) -> None:
    """What the ring is around: she knows no words for it."""
    with person.eye.page() as page:
        script = f"(() => {{ const b = document.querySelector({selector!r}).getBoundingClientRect(); "
        x, y = page.evaluate(f"{script} return [b.x + b.width / 2, b.y + b.height / 2]; }})()")
    person.click_at(x, y)


def done(person: Person) -> None:
    """Take note of the verdict."""
    person.wait_for("Done and proved: a fresh tab says so too.")
    person.click("Close", "button")


def test_in_chinese(person: Person, guide: Guide) -> None:
    with guide(*X, "--lang", "zh-Hans") as run:
        for number, words in ((1, "更多菜单项"), (2, "设置和隐私"), (3, "隐私和安全")):
            person.wait_for(f"第 {number} 步，共 6 步")
            person.click(words)
        # From here on the flow knows no Chinese words: the marks do.
        person.wait_for("第 5 步，共 6 步")
        click_marked(person, "a[href='/settings/grok_settings']")
        person.wait_for("它仍然开启着")
        click_marked(person, "[name=allowXaiDataSharingCustomization]")
        person.wait_for("已完成并得到证明")
        person.click("关闭", "button")
        assert run.record["outcome"] == "opted_out"
    assert run.record["language"] == "zh-Hans"


def test_who_goes_straight_to_the_page_is_not_sent_along_the_menu(
    person: Person, guide: Guide, site: Tiny, flow: str
) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        person.go_to(f"{site.url}/privacy")
        person.wait_for("It is still on.")
        person.click("Use my posts for AI training", "checkbox")
        done(person)
        assert run.record["outcome"] == "opted_out"
    assert [(step["verb"], step["how"]) for step in run.record["steps"]] == [("open", "address"), ("open", "person")]
    assert site.on is False


def test_a_wrong_turn_and_the_way_back(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        person.click("Settings", "link")
        person.wait_for("Step 2 of 3")
        person.click("Account", "link")
        person.wait_for("Your account")
        person.wait_for("Step 1 of 3")
        person.press("alt+Left")
        person.wait_for("Step 2 of 3")
        person.click("Privacy", "link")
        person.wait_for("It is still on.")
        person.press("alt+Left")
        person.wait_for("Step 2 of 3")
        person.press("alt+Right")
        person.wait_for("It is still on.")
        person.click("Use my posts for AI training", "checkbox")
        done(person)
        assert run.record["outcome"] == "opted_out"
    assert site.on is False


@pytest.mark.parametrize("close", [Person.close_window, Person.close_tab], ids=["window", "tab"])
def test_a_window_that_is_closed_ends_the_run_in_words(
    person: Person, guide: Guide, site: Tiny, flow: str, close: object
) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        close(person)  # type: ignore[operator]
        record = run.record
    assert (run.end().code, record["outcome"]) == (ExitCode.INTERRUPTED, "stopped")
    assert "You closed the window" in record["reason"]
    assert "Nothing was changed" in record["reason"]
    assert site.on is True


def test_stop_means_stop(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        person.click("Stop", "button")
        record = run.record
    assert (record["outcome"], record["reason"]) == ("stopped", "You stopped the guided run. Nothing was changed.")


def test_a_strict_policy_hides_nothing_of_the_panel(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    policy = "default-src 'none'; script-src 'nonce-n'; connect-src 'self'; require-trusted-types-for 'script'"
    settings(site)
    for path, page in list(site.pages.items()):

        def strict(page: object = page) -> Answer:
            body = page() if callable(page) else page
            assert isinstance(body, str)
            return Answer(body.replace("<script>", "<script nonce=n>"), headers={"Content-Security-Policy": policy})

        site.pages[path] = strict
    with guide(flow, "--at", site.url) as run:
        panel = person.wait_for("Guide by optout", "region")
        assert panel.box[2] == 340
        person.click("Settings", "link")
        person.wait_for("Step 2 of 3")
        person.click("Privacy", "link")
        person.wait_for("It is still on.")
        person.click("Use my posts for AI training", "checkbox")
        done(person)
        assert run.record["outcome"] == "opted_out"


def test_a_body_that_is_redrawn_every_second(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    redraw = (
        "<script>setInterval(() => { const old = document.body, now = old.cloneNode(true);"
        " now.querySelectorAll('input').forEach((box) => { box.onchange = () => fetch('/api', {method: 'POST', body:"
        " JSON.stringify(box.checked)}); }); old.replaceWith(now); }, 1000)</script>"
    )
    settings(site, redraw)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        person.click("Settings", "link")
        person.wait_for("Step 2 of 3")
        person.click("Privacy", "link")
        person.wait_for("It is still on.")
        person.wait_until(lambda: _unticked(person, site), "the box being off")
        done(person)
        assert run.record["outcome"] == "opted_out"
    assert site.on is False


def _unticked(person: Person, site: Tiny) -> bool:
    """A redraw may take the box from under the mouse; then she presses again."""
    if site.on:
        person.click("Use my posts for AI training", "checkbox")
    return not site.on


def test_at_200_percent(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        person.zoom_in(5)
        person.wait_until(lambda: person._place().scale == 2, "the zoom")
        person.click("Settings", "link")
        person.wait_for("Step 2 of 3")
        place, panel = person._place(), person.wait_for("Guide by optout", "region")
        assert panel.box[0] >= 0
        assert panel.box[0] + panel.box[2] <= place.width
        assert panel.box[1] + panel.box[3] <= place.height
        person.click("Privacy", "link")
        person.wait_for("It is still on.")
        person.click("Use my posts for AI training", "checkbox")
        done(person)
        assert run.record["outcome"] == "opted_out"


def test_by_keyboard_alone(person: Person, guide: Guide, site: Tiny, flow: str) -> None:
    settings(site)
    with guide(flow, "--at", site.url) as run:
        person.wait_for("Step 1 of 3")
        # Typing an address puts the keyboard into the page; a new window has it in its address bar.
        person.go_to(f"{site.url}/")
        person.wait_for("Step 1 of 3")
        person.press("Tab", "Tab", "Return")
        person.wait_for("Step 2 of 3")
        person.press("alt+o")
        panel = person.wait_for("Guide by optout", "region")
        person.press("Left", "Up")
        person.wait_until(lambda: person.wait_for("Guide by optout", "region").box[0] < panel.box[0], "a moved panel")
        person.press("Tab", "Return")
        person.wait_for("Unfold the panel", "button")
        person.press("Return")
        person.wait_for("Fold the panel", "button")
        person.go_to(f"{site.url}/privacy")
        person.wait_for("It is still on.")
        person.press("Tab", "Tab", "Tab", "space")
        done(person)
        assert run.record["outcome"] == "opted_out"


def test_a_question_in_a_dialog_over_everything(person: Person, guide: Guide, site: Tiny, tmp_path: Path) -> None:
    body = """<label><input type=checkbox id=t checked> Use my posts for AI training</label>
      <dialog id=d><p>Really turn it off?</p><button id=keep>Keep</button><button id=off>Turn off</button></dialog>
      <script>
        t.onclick = (e) => { if (!t.checked) { e.preventDefault(); d.showModal(); } };
        keep.onclick = () => d.close();
        off.onclick = () => { d.close(); t.checked = false; fetch('/api', {method: 'POST', body: 'false'}); };
      </script>"""
    page = Answer("")

    def shown() -> Answer:
        page.body = "<!doctype html><html lang=en><title>Example</title>" + body.replace(
            " checked>", " checked>" if site.on else ">"
        )
        return page

    site.pages["/"] = shown
    flow = write_flow(tmp_path, opt_out(confirm={"button": "Turn off"}))
    with guide(str(flow), "--at", site.url) as run:
        person.wait_for("Step 1 of 2")
        person.click("Use my posts for AI training", "checkbox")
        person.wait_for("Step 2 of 2")
        # The panel can be used although the dialog makes all around it dead.
        person.click("Fold the panel", "button")
        person.click("Unfold the panel", "button")
        person.wait_for("Stop", "button")
        person.click("Keep", "button")
        person.wait_for("Step 1 of 2")
        person.click("Use my posts for AI training", "checkbox")
        person.wait_for("Step 2 of 2")
        person.click("Turn off", "button")
        done(person)
        assert run.record["outcome"] == "opted_out"
    assert run.record["witnesses"] == {"fresh_read": True, "write_seen": "yes"}


RENAMED = "Your data and AI"


@pytest.fixture
def moved(tmp_path: Path) -> Path:
    """X's recording of today with its menu changed, and with the signs of a person in it."""
    source, folder = ROOT / "recordings" / "x" / "2026-11-22-en", tmp_path / "x" / "moved"
    shutil.copytree(source, folder)
    for page in folder.glob("*.html"):
        text = page.read_text(encoding="utf-8").replace("<span>Privacy and safety</span>", f"<span>{RENAMED}</span>")
        text = text.replace('<nav aria-label="Settings">', f'<nav aria-label="Settings">{MINE}')
        page.write_text(text, encoding="utf-8")
    about = folder / "recording.yaml"
    today = datetime.now(UTC).date().isoformat()
    about.write_text(about.read_text(encoding="utf-8").replace("date: 2026-11-22", f"date: {today}"), encoding="utf-8")
    return folder


SECRETS = [f"{kind}Qz{number:02}vault" for number, kind in enumerate(("name", "handle", "mail", "token", "typed") * 4)]
MINE = (
    f"<p>{SECRETS[0]} Doe</p><p>@{SECRETS[1]}</p><p>{SECRETS[2]}@example.org</p>"
    f'<a href="#" data-testid="own-{SECRETS[3]}" aria-label="Signed in as {SECRETS[5]}">@{SECRETS[6]}</a>'
    f'<label>Find <input value="{SECRETS[8]}"></label>'
    + "".join(f'<a href="/{secret}?token={secret}">@{secret}</a> ' for secret in SECRETS[9:])
)


def walk_the_moved_menu(person: Person) -> None:
    """As the panel says, then a wrong turn onto her own name, something typed, and the entry as it is called now."""
    person.wait_for("Step 1 of 6")
    person.click("More menu items")
    person.wait_for("Step 2 of 6")
    person.click("Settings and privacy")
    person.wait_for("I cannot see “Privacy and safety”. It used to be under “Settings and privacy”.")
    person.click(f"Signed in as {SECRETS[5]}", "link")
    person.click("Find", "textbox")
    person.type(SECRETS[4])
    person.click(RENAMED)
    person.wait_for("Step 5 of 6")
    person.click("Grok & Third-party Collaborators")
    person.wait_for("It is still on.")
    person.click(BOX, "checkbox")
    done(person)


def test_a_moved_menu_is_taught_and_then_run_without_a_person(person: Person, moved: Path, optout_home: Path) -> None:
    target = ("x/grok-training", "--replay", "--recording", str(moved))
    alone = (*target, "--headless", "--automatic", "--via", "menu", "--json")
    assert optout("run", *alone).records[0]["outcome"] == "drift"
    with at_a_terminal("run", *target, "--guided", **person.env) as terminal:
        walk_the_moved_menu(person)
        terminal.wait_for("Save it among your own flows?")
        terminal.type("y\n")
        terminal.wait_for("Saved: ")
    assert terminal.code == 0
    drafted = optout_home / "flows" / "x.yaml"
    assert f"- click: {RENAMED}\n" in drafted.read_text(encoding="utf-8")
    record = optout("run", *alone).records[0]
    assert (record["outcome"], record.get("drift")) == ("opted_out", None)
    assert RENAMED in str(record["steps"])
    said = terminal.said.encode()
    written = [path for path in optout_home.rglob("*") if path.is_file() and path.suffix != ".png"]
    assert [(path, s) for path in [drafted] for s in SECRETS if s in path.read_text("utf-8")] == []
    assert drafted in written
    assert [secret for secret in SECRETS if secret.encode() in said] == []


def test_with_json_the_patch_is_told_and_nothing_is_saved(
    person: Person, guide: Guide, moved: Path, optout_home: Path
) -> None:
    with guide("x/grok-training", "--replay", "--recording", str(moved)) as run:
        walk_the_moved_menu(person)
        assert run.record["outcome"] == "opted_out"
    assert f"+      - click: {RENAMED}\n" in run.end().stderr
    assert not (optout_home / "flows").exists()
    assert [secret for secret in SECRETS if secret in run.end().said] == []


def test_a_language_that_the_flow_does_not_know_is_learned(
    person: Person, guide: Guide, site: Tiny, tmp_path: Path
) -> None:
    head = "<!doctype html><html lang=zh-CN><meta charset=utf-8><title>例子</title>"
    box = "<label><input type=checkbox id=t{on}> 将我的帖子用于人工智能训练</label>"
    save = "<script>t.onchange = () => fetch('/api', {method: 'POST', body: JSON.stringify(t.checked)})</script>"
    site.pages["/"] = f"{head}<a href=/settings>设置</a>"
    site.pages["/settings"] = f"{head}<a href=/privacy>隐私</a>"
    site.pages["/privacy"] = lambda: head + box.replace("{on}", " checked" if site.on else "") + save
    path = tmp_path / "tiny.yaml"
    path.write_text(yaml.safe_dump(json.loads(flow_text(WHOLE)), sort_keys=False), encoding="utf-8")
    with guide(str(path), "--at", site.url) as run:
        person.wait_for("I cannot see “Settings”.")
        person.click("设置", "link")
        person.click("隐私", "link")
        person.wait_for("I cannot see “Use my posts for AI training”.")
        person.click("将我的帖子用于人工智能训练", "checkbox")
        person.wait_for("Is “将我的帖子用于人工智能训练” the setting that was called “Use my posts for AI training”?")
        person.click("Yes, this is it", "button")
        done(person)
        record = run.record
    assert (record["outcome"], record["before"], record["after"]) == ("opted_out", "on", "off")
    learned = ("Settings: 设置", "Privacy: 隐私", "Use my posts for AI training: 将我的帖子用于人工智能训练")
    assert [words for words in learned if f"+    {words}\n" not in run.end().stderr] == []
