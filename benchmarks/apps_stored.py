"""Every setting that an application has stored, read from its files, so that a run's side effects can be shown.

Each reader gives flat text: key -> value. Left out is only what is no setting; each exception says why.
"""

from __future__ import annotations

import http.cookiejar
import json
import re
import sqlite3
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from xml.etree import ElementTree as Xml

from apps_served import Served

Stored = dict[str, str]

THE_ANSWER: dict[str, tuple[str, ...]] = {
    "jupyterlab": ("settings/notification/fetchNews",),
    "nodered": (".config.runtime.json/telemetryEnabled",),
    "pretix": ("pretixbase_globalsettingsobject_settingsstore/update_check_perform",),
    "deluge": ("daemon/send_info",),
    # How the answer is kept: which report was agreed to and last shown, and the id that goes with an agreement.
    "syncthing": ("options/urAccepted", "options/urSeen", "options/urUniqueID"),
}
"""What a run may change."""


def _flat(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """Leaves by path. Numbers and texts that look the same are the same: forms send numbers as text."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{path}/{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _flat(inner, f"{path}/{index}")
    else:
        yield path, value if isinstance(value, str) else json.dumps(value)


def _jupyterlab(app: Served) -> Stored:
    # The settings page writes a section's other values out too, at their defaults; absent they mean the same.
    found = {"settings/notification/checkForUpdates": "true", "settings/notification/doNotDisturbMode": "false"}
    for file in sorted((app.data / "settings").rglob("*.jupyterlab-settings")):
        text = re.sub(r"(?m)^\s*//.*$", "", file.read_text())
        found.update(_flat(json.loads(text), f"settings/{file.stem}"))
    for file in sorted((app.data / "config").rglob("*.json")):
        if "announcements" not in file.name:  # which news were shown already
            found.update(_flat(json.loads(file.read_text()), f"config/{file.name}"))
    return found


def _node_red(app: Served) -> Stored:
    found = {"settings.js": (app.data / "settings.js").read_text()}
    for file in sorted(app.data.glob(".config.*.json")):
        if not file.name.endswith(".backup"):
            found.update(_flat(json.loads(file.read_text()), file.name))
    return found


_NO_SETTINGS = re.compile(
    r"django_session$|staffsession|auditlog|logentry"  # who was signed in, in which mode, and what was done
    r"|knownloginsource|knowndomain|cachedfile|cachedticket"  # by-products of signing in and of showing pages
)


def _pretix(app: Served) -> Stored:
    found: Stored = {}
    base = sqlite3.connect(f"file:{app.data / 'db.sqlite3'}?mode=ro", uri=True)
    try:
        tables = [name for (name,) in base.execute("select name from sqlite_master where type = 'table'")]
        for table in sorted(tables):
            if not _NO_SETTINGS.search(table) and table != "sqlite_sequence":
                found.update(_rows(base, table))
    finally:
        base.close()
    return found


def _rows(base: sqlite3.Connection, table: str) -> Iterator[tuple[str, str]]:
    cursor = base.execute(f'select * from "{table}"')
    names = [column[0] for column in cursor.description]
    for row in cursor:
        values = dict(zip(names, row, strict=True))
        if table.endswith("_settingsstore"):
            owner = f"{values['object_id']}/" if "object_id" in values else ""
            yield f"{table}/{owner}{values['key']}", str(values["value"])
            continue
        values.pop("last_login", None)
        yield f"{table}/{row[0]}", json.dumps(values, default=str)


def _deluge(app: Served) -> Stored:
    """The daemon is asked, since it writes its file with delay."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))

    def ask(method: str, *params: str) -> Any:
        body = json.dumps({"id": 1, "method": method, "params": params}).encode()
        head = {"Content-Type": "application/json"}
        request = urllib.request.Request(f"http://127.0.0.1:{app.port}/json", body, head)
        with opener.open(request, timeout=20) as reply:
            return json.load(reply)["result"]

    ask("auth.login", PASSWORD)
    found = dict(_flat(ask("core.get_config"), "daemon"))
    web = ask("web.get_config")
    return {**found, **dict(_flat(web, "web"))}


def _syncthing(app: Served) -> Stored:
    return dict(_elements(Xml.parse(app.data / "config.xml").getroot(), ""))


def _elements(element: Xml.Element, path: str) -> Iterator[tuple[str, str]]:
    for key, value in element.attrib.items():
        yield f"{path}@{key}", value
    if not len(element) and path:
        yield path, (element.text or "").strip()
    seen: dict[str, int] = {}
    for child in element:
        number = seen[child.tag] = seen.get(child.tag, 0) + 1
        name = child.tag if number == 1 else f"{child.tag}[{number}]"
        yield from _elements(child, f"{path}/{name}" if path else name)


USER, PASSWORD = "tester", "optout-Test-1"
"""What the folder's applications are set up with."""

READERS: dict[str, Callable[[Served], Stored]] = {
    "jupyterlab": _jupyterlab,
    "nodered": _node_red,
    "pretix": _pretix,
    "deluge": _deluge,
    "syncthing": _syncthing,
}


def stored(app: Served) -> Stored:
    """All stored settings of the application now."""
    return READERS[app.folder.name](app)


def changed(app: str, before: Stored, after: Stored) -> list[str]:
    """What differs beside the answer itself: `key: old -> new`."""
    own = THE_ANSWER[app]
    keys = sorted(k for k in {*before, *after} - set(own) if before.get(k) != after.get(k))
    return [f"{key}: {before.get(key, '(absent)')[:80]} -> {after.get(key, '(absent)')[:80]}" for key in keys]
