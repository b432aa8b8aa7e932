"""Opening, following, and what goes wrong, in a real Chromium."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Playwright

from optout.browser.credentials import BasicCredentials
from optout.browser.origin import Origins
from optout.browser.profile import ProfileBusy, hold, profile_folder
from optout.browser.tab import OffOrigin, PageTrouble, StartOptions, Tab, Window, start
from optout.errors import OptoutError

from .conftest import PLAIN, Answer, Site, eventually

HOLDS = """
import sys
from pathlib import Path
from optout.browser.profile import hold
with hold(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_goto_tells_status_date_and_address(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("", 302, {"Location": "/home"})
    site.pages["/home"] = Answer("<h1>home</h1>")
    loaded = tab.goto(f"{site.origin}/")
    assert (loaded.status, loaded.url, loaded.ok) == (200, f"{site.origin}/home", True)
    assert loaded.date
    assert loaded.date.endswith("GMT")


def test_an_error_page_is_a_page_that_is_not_ok(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<h1>broken</h1>", 500)
    loaded = tab.goto(f"{site.origin}/")
    assert (loaded.status, loaded.ok) == (500, False)


def test_an_address_elsewhere_is_not_even_asked_for(tab: Tab, elsewhere: Site) -> None:
    with pytest.raises(OffOrigin, match="not at the flow's origins"):
        tab.goto(f"{elsewhere.origin}/")
    assert elsewhere.hits == []


def test_a_server_that_is_not_there_is_a_network_trouble(playwright: Playwright) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{free.getsockname()[1]}"
    with start(PLAIN, Origins((nobody,)), playwright=playwright) as window, pytest.raises(PageTrouble) as caught:
        window.new_tab().goto(f"{nobody}/?token=secret")
    assert (caught.value.kind, caught.value.code, caught.value.exit_code) == ("network", "ERR_CONNECTION_REFUSED", 6)
    assert "secret" not in caught.value.message


def test_a_server_that_does_not_answer_is_a_timeout(playwright: Playwright) -> None:
    with socket.create_server(("127.0.0.1", 0)) as mute:
        origin = f"http://127.0.0.1:{mute.getsockname()[1]}"
        with start(PLAIN, Origins((origin,)), playwright=playwright) as window, pytest.raises(PageTrouble) as caught:
            window.new_tab().goto(f"{origin}/", timeout=0.5)
    assert caught.value.kind == "timeout"


def test_a_closed_page_says_so(tab: Tab, site: Site) -> None:
    tab.close()
    tab.close()
    with pytest.raises(PageTrouble) as caught:
        tab.goto(f"{site.origin}/")
    assert caught.value.kind == "closed"


def test_a_page_that_moves_itself_while_it_loads_is_awaited(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<script>location.replace('/home')</script>")
    site.pages["/home"] = Answer("<h1>home</h1>")
    tab.goto(f"{site.origin}/")
    assert eventually(tab, lambda: tab.page.url == f"{site.origin}/home")


@pytest.mark.parametrize(
    "how", ["target=_blank", "target=_blank rel=noopener", "onclick=\"window.open('/two');return false\""]
)
def test_a_tab_that_a_click_opened_is_followed(how: str, tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer(f"<a id=go {how} href='/two'>two</a>")
    site.pages["/two"] = Answer("<h1>two</h1>")
    tab.goto(f"{site.origin}/")
    assert tab.follow() is tab
    tab.page.click("#go")
    assert eventually(tab, lambda: len(tab.window.context.pages) == 2)
    tab.page.wait_for_timeout(100)
    other = tab.follow()
    assert other.page.url == f"{site.origin}/two"
    assert other.window is tab.window
    assert tab.follow() is tab


def test_native_dialogs_are_dismissed_and_noted_unless_one_is_armed(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    tab.goto(f"{site.origin}/")
    assert tab.page.evaluate("() => confirm('Turn off?')") is False
    tab.window.accept_next_dialog()
    assert tab.page.evaluate("() => confirm('Turn off?')") is True
    assert tab.page.evaluate("() => confirm('And this?')") is False
    assert tab.window.dialogs == ["Turn off?", "And this?"]
    tab.window.accept_next_dialog()
    assert tab.window.disarm_dialog()
    assert not tab.window.disarm_dialog()


def test_a_page_cannot_hold_us_back_when_we_leave(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<button onclick='onbeforeunload = e => e.preventDefault()'>hold</button>")
    site.pages["/two"] = Answer("<p>two")
    tab.goto(f"{site.origin}/")
    tab.page.click("button")
    assert tab.goto(f"{site.origin}/two").ok


def test_downloads_are_refused_and_noted(tab: Tab, site: Site) -> None:
    site.pages["/"] = Answer("<a id=go download href='/file.bin'>file</a>")
    site.pages["/file.bin"] = Answer(
        "bytes", headers={"Content-Disposition": "attachment"}, kind="application/octet-stream"
    )
    tab.goto(f"{site.origin}/")
    tab.page.click("#go")
    assert eventually(tab, lambda: tab.window.downloads == ["file.bin"])


def test_basic_credentials_go_to_the_flows_origin_only(playwright: Playwright, site: Site, elsewhere: Site) -> None:
    wanted = "Basic " + base64.b64encode(b"anna:s3cret").decode()
    locked = Answer("locked", 401, {"WWW-Authenticate": 'Basic realm="r"'})
    site.pages["/"] = lambda given: Answer(f"<img src='{elsewhere.origin}/x'>") if given == wanted else locked
    elsewhere.pages["/x"] = locked
    options = StartOptions(headless=True, basic=BasicCredentials("anna", "s3cret"))
    with start(options, Origins((site.origin,)), playwright=playwright) as window:
        tab = window.new_tab()
        assert tab.goto(f"{site.origin}/").status == 200
        assert eventually(tab, lambda: ("GET", "/x") in elsewhere.hits)
    assert not any(elsewhere.authorization)


def test_a_session_file_signs_in(playwright: Playwright, site: Site, tmp_path: Path) -> None:
    cookie = {
        "name": "sid",
        "value": "1",
        "domain": "127.0.0.1",
        "path": "/",
        "expires": -1,
        "httpOnly": False,
        "secure": False,
        "sameSite": "Lax",
    }
    session = tmp_path / "session.json"
    session.write_text(json.dumps({"cookies": [cookie], "origins": []}))
    site.pages["/"] = Answer("<p>hi")
    options = StartOptions(headless=True, session=session)
    with start(options, Origins((site.origin,)), playwright=playwright) as window:
        tab = window.new_tab()
        tab.goto(f"{site.origin}/")
        assert tab.page.evaluate("document.cookie") == "sid=1"


def test_a_session_file_that_the_browser_refuses_is_said(playwright: Playwright, tmp_path: Path) -> None:
    session = tmp_path / "session.json"
    session.write_text('{"cookies": [{"name": "sid"}], "origins": []}')
    with (
        pytest.raises(OptoutError, match="session file"),
        start(StartOptions(headless=True, session=session), Origins(()), playwright=playwright),
    ):
        pass


def test_a_profile_is_remembered_and_held(playwright: Playwright, site: Site) -> None:
    folder = profile_folder("x")
    options = StartOptions(headless=True, profile=folder)
    site.pages["/"] = Answer("<p>hi")
    for begins, code in (("null", "localStorage.setItem('k', 'kept')"), ("kept", "0")):
        with start(options, Origins((site.origin,)), playwright=playwright) as window:
            tab = window.new_tab()
            tab.goto(f"{site.origin}/")
            assert tab.page.evaluate("String(localStorage.getItem('k'))") == begins
            tab.page.evaluate(code)
            assert window.browser_version
            said = subprocess.run(
                [sys.executable, "-c", HOLDS, str(folder)], input="", capture_output=True, text=True, check=False
            )
            assert f"in use by process {os.getpid()}" in said.stderr


def test_a_killed_browser_is_noticed(playwright: Playwright, site: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    with start(PLAIN, Origins((site.origin,)), playwright=playwright) as window:
        tab = window.new_tab()
        tab.goto(f"{site.origin}/")
        assert window.is_alive
        assert window.context.browser
        session = window.context.browser.new_browser_cdp_session()
        with pytest.raises(Exception):  # noqa: B017 - whatever Playwright makes of it
            session.send("Browser.crash")
        with pytest.raises(PageTrouble) as caught:
            tab.goto(f"{site.origin}/")
        assert caught.value.kind == "closed"
        assert not window.is_alive
        with pytest.raises(PageTrouble):
            window.new_tab()


def test_attaching_uses_and_leaves_the_running_browser(playwright: Playwright, site: Site, elsewhere: Site) -> None:
    site.pages["/"] = Answer("<p>hi")
    site.pages["/out"] = Answer("", 302, {"Location": f"{elsewhere.origin}/"})
    elsewhere.pages["/"] = Answer("<p>theirs")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    from optout.browser.find import find_browser
    from optout.browser.launch import flags, is_root_on_linux

    arguments = [*flags(PLAIN, root=is_root_on_linux()), f"--remote-debugging-port={port}"]
    theirs = playwright.chromium.launch(executable_path=find_browser().path, args=arguments)
    try:
        options = StartOptions(headless=True, attach=f"http://127.0.0.1:{port}")
        with start(options, Origins((site.origin,)), playwright=playwright) as window:
            tab = window.new_tab()
            assert tab.goto(f"{site.origin}/").ok
            assert window.context.service_workers == []
            with pytest.raises(OffOrigin):
                tab.goto(f"{site.origin}/out")
            assert window.is_alive
        assert theirs.is_connected()
        assert theirs.new_page().evaluate("() => 1 + 1") == 2
        assert elsewhere.hits == []
    finally:
        theirs.close()


def test_nobody_to_attach_to_is_said(playwright: Playwright) -> None:
    options = StartOptions(headless=True, attach="http://127.0.0.1:9")
    with pytest.raises(OptoutError, match="No browser answers"), start(options, Origins(()), playwright=playwright):
        pass


def test_behind_the_wall_only_what_is_answered_by_us_exists(
    playwright: Playwright, site: Site, elsewhere: Site
) -> None:
    """Fulfilled answers arrive; a request let go, a redirect, a socket in a worker and a prefetch reach nobody."""
    site.pages["/let-go"] = Answer("<p>reached")
    script = f"new WebSocket('ws://127.0.0.1:{elsewhere.port}/ws'); fetch('{elsewhere.origin}/from-worker')"
    page = f"""<link rel=prefetch href='{elsewhere.origin}/prefetched'><link rel=preconnect href='{elsewhere.origin}'>
        <link rel=dns-prefetch href='//nowhere.example'><h1>replayed</h1>
        <script>new Worker(URL.createObjectURL(new Blob([`{script}`])))</script>
        <script type=speculationrules>{{"prefetch": [{{"urls": ["/sp"], "eagerness": "immediate"}}]}}</script>"""

    def prepare(context: BrowserContext) -> None:
        context.route(f"{site.origin}/", lambda route: route.fulfill(body=page, content_type="text/html"))
        context.route(
            f"{site.origin}/moved",
            lambda route: route.fulfill(status=302, headers={"Location": f"{site.origin}/let-go"}),
        )

    with start(
        StartOptions(headless=True, walled=True), Origins((site.origin,)), prepare, playwright=playwright
    ) as window:
        tab = window.new_tab()
        assert tab.goto(f"{site.origin}/").status == 200
        assert tab.page.inner_text("h1") == "replayed"
        tab.page.wait_for_timeout(500)
        for path in ("/let-go", "/moved"):
            with pytest.raises(PageTrouble) as caught:
                tab.goto(f"{site.origin}{path}")
            assert caught.value.kind == "network"
    assert site.hits == []
    assert elsewhere.hits == []


def test_prepare_comes_before_any_page_and_sees_requests_that_the_guard_lets_by(playwright: Playwright) -> None:
    seen: list[int] = []

    def prepare(context: BrowserContext) -> None:
        seen.append(len(context.pages))
        context.route("**/*", lambda route: route.fulfill(body="<p>ours", content_type="text/html"))

    with start(PLAIN, Origins(("https://never.example",)), prepare, playwright=playwright) as window:
        assert window.new_tab().goto("https://never.example/").ok
    assert seen == [0]


INTERRUPTED = """
import sys
from optout.browser.origin import Origins
from optout.browser.tab import StartOptions, start
try:
    with start(StartOptions(headless=True), Origins(())) as window:
        page = window.new_tab().page
        print("ready", flush=True)
        page.wait_for_function("() => false", timeout=60_000)
except KeyboardInterrupt:
    print("alive" if window.is_alive else "closed", flush=True)
    sys.exit(130)
"""


def test_ctrl_c_in_the_middle_of_a_call_ends_cleanly() -> None:
    """The whole group gets the signal, as from a terminal; what remains is our own KeyboardInterrupt and silence."""
    with subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    ) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.readline() == "ready\n"
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (130, "closed\n", "")


def test_two_windows_on_one_profile_are_refused(playwright: Playwright) -> None:
    folder = profile_folder("x")
    command = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        other.stdout.readline()
        with (
            pytest.raises(ProfileBusy),
            start(StartOptions(headless=True, profile=folder), Origins(()), playwright=playwright),
        ):
            pass
        other.kill()
    with hold(folder):
        pass


def test_a_window_lists_nothing_at_first(window: Window) -> None:
    assert (window.dialogs, window.downloads, window.guard.violations) == ([], [], [])
