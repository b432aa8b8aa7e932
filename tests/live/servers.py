"""Released applications on loopback, each with its telemetry turned on, and what they have really stored.

Each is started with every address that it would call replaced by one that does not answer.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import re
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar
from xml.etree import ElementTree as Xml

from tests.live.install import debian_app, python_app
from tests.live.process import free_port, running

USER = "somebody"
PASSWORD = "live-Test-Password-7"
NOWHERE = "http://127.0.0.1:9/"
"""The discard port: connections are refused at once."""


@dataclass
class Server(ABC):
    """One application that runs. `stored` gives every setting behind the page, flat, so that two can be compared."""

    folder: Path
    port: int
    platform: ClassVar[str]
    path: ClassVar[str] = "/"
    own_settings: ClassVar[frozenset[str]] = frozenset()
    """The keys of `stored` that belong to the answer itself."""

    @property
    def url(self) -> str:
        """Where a person would go."""
        return f"http://127.0.0.1:{self.port}{self.path}"

    @abstractmethod
    def prepare(self) -> None:
        """Install the application, and write its settings with the telemetry on."""

    @abstractmethod
    def command(self) -> tuple[list[str | Path], Mapping[str, str]]:
        """What starts it, and with which environment."""

    @abstractmethod
    def truth(self) -> str:
        """`on`, `off` or `unset`: the telemetry as stored, read behind the page's back."""

    @abstractmethod
    def stored(self) -> dict[str, str]:
        """All stored settings."""

    @contextlib.contextmanager
    def up(self) -> Iterator[Server]:
        """Prepared and answering, until the end of the block."""
        self.prepare()
        command, env = self.command()
        with running(command, url=self.url, folder=self.folder, env=env):
            yield self


class Syncthing(Server):
    """Behind HTTP Basic; the setting is a list of choices in a window that has a Save button."""

    platform = "syncthing"
    # Older versions drop the last one, which they do not know, whenever they store their settings.
    own_settings = frozenset({"options/urAccepted", "options/urSeen", "options/urUniqueID", "gui/sendBasicAuthPrompt"})
    _start: ClassVar[dict[str, str]] = {
        "urAccepted": "3",
        "urSeen": "3",
        "urUniqueID": "for-tests",
        "urURL": NOWHERE,
        "releasesURL": NOWHERE,
        "crashReportingURL": NOWHERE,
        "crashReportingEnabled": "false",
        "autoUpgradeIntervalH": "0",
        "startBrowser": "false",
        "globalAnnounceEnabled": "false",
        "localAnnounceEnabled": "false",
        "relaysEnabled": "false",
        "natEnabled": "false",
        "listenAddress": "tcp://127.0.0.1:0",
    }

    @property
    def _program(self) -> Path:
        return debian_app("syncthing", "syncthing") / "usr" / "bin" / "syncthing"

    def prepare(self) -> None:
        who = [f"--gui-user={USER}", f"--gui-password={PASSWORD}"]
        make = [self._program, "generate", "--home", self.folder, "--no-default-folder", "--skip-port-probing", *who]
        subprocess.run([str(part) for part in make], check=True, capture_output=True, env={"HOME": str(self.folder)})
        tree = Xml.parse(self.folder / "config.xml")
        options, gui = tree.find("options"), tree.find("gui")
        assert options is not None
        assert gui is not None
        for name, value in self._start.items():
            _child(options, name).text = value
        _child(gui, "address").text = f"127.0.0.1:{self.port}"
        # Versions since 1.27 ask on a page of their own unless told to use the browser's question.
        _child(gui, "sendBasicAuthPrompt").text = "true"
        tree.write(self.folder / "config.xml")

    def command(self) -> tuple[list[str | Path], Mapping[str, str]]:
        return [self._program, "serve", "--home", self.folder, "--no-browser", "--no-restart", "--no-upgrade"], {
            "HOME": str(self.folder)
        }

    def truth(self) -> str:
        value = int(self.stored()["options/urAccepted"])
        return "on" if value > 0 else "off" if value < 0 else "unset"

    def stored(self) -> dict[str, str]:
        root = Xml.parse(self.folder / "config.xml").getroot()
        return dict(_flat(root, ""))


class JupyterLab(Server):
    """Behind a page that asks for a password; the setting is a list without a name, stored when it is changed."""

    platform = "jupyterlab"
    path = "/lab"
    own_settings = frozenset({"notification/fetchNews"})
    _version: ClassVar[str] = "4.6.6"
    _defaults: ClassVar[dict[str, str]] = {
        # The page writes these out beside the answer; absent and so written they mean the same.
        "notification/checkForUpdates": "true",
        "notification/doNotDisturbMode": "false",
    }

    @property
    def _settings(self) -> Path:
        return self.folder / "settings"

    def prepare(self) -> None:
        self._python = python_app(f"jupyterlab-{self._version}", f"jupyterlab=={self._version}")
        store = self._settings / "@jupyterlab" / "apputils-extension" / "notification.jupyterlab-settings"
        store.parent.mkdir(parents=True)
        store.write_text('{"fetchNews": "true"}')
        (self.folder / "work").mkdir()
        config = self.folder / "config"
        config.mkdir()
        salt = "0123456789ab"
        digest = hashlib.sha1((PASSWORD + salt).encode()).hexdigest()
        server = {
            "ip": "127.0.0.1",
            "port": self.port,
            "port_retries": 0,
            "open_browser": False,
            "allow_root": True,
            "root_dir": str(self.folder / "work"),
        }
        lab = {"news_url": NOWHERE, "check_for_updates_class": "jupyterlab.NeverCheckForUpdate"}
        identity = {"hashed_password": f"sha1:{salt}:{digest}", "token": ""}
        text = json.dumps(
            {
                "ServerApp": server,
                "PasswordIdentityProvider": identity,
                "LabApp": {**lab, "extension_manager": "readonly"},
            }
        )
        (config / "jupyter_server_config.json").write_text(text)

    def command(self) -> tuple[list[str | Path], Mapping[str, str]]:
        return [self._python, "-m", "jupyterlab"], {
            "HOME": str(self.folder),
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "JUPYTER_DATA_DIR": str(self.folder / "share"),
            "JUPYTER_RUNTIME_DIR": str(self.folder / "runtime"),
            "JUPYTERLAB_SETTINGS_DIR": str(self._settings),
            "JUPYTERLAB_WORKSPACES_DIR": str(self.folder / "workspaces"),
        }

    def truth(self) -> str:
        return {"true": "on", "false": "off"}.get(self.stored()["notification/fetchNews"], "unset")

    def stored(self) -> dict[str, str]:
        found = dict(self._defaults)
        for file in sorted(self._settings.rglob("*.jupyterlab-settings")):
            plain = re.sub(r"(?m)^\s*//.*$", "", file.read_text())
            for key, value in json.loads(plain).items():
                found[f"{file.stem}/{key}"] = value if isinstance(value, str) else json.dumps(value, sort_keys=True)
        return found


def _child(parent: Xml.Element, name: str) -> Xml.Element:
    found = parent.find(name)
    return Xml.SubElement(parent, name) if found is None else found


def _flat(element: Xml.Element, path: str) -> Iterator[tuple[str, str]]:
    """Every text and attribute below the element, by its path; twins are numbered."""
    for key, value in element.attrib.items():
        yield f"{path}@{key}", value
    if not len(element) and path:
        yield path, (element.text or "").strip()
    counts: dict[str, int] = {}
    for child in element:
        number = counts[child.tag] = counts.get(child.tag, 0) + 1
        name = child.tag if number == 1 else f"{child.tag}[{number}]"
        yield from _flat(child, f"{path}/{name}" if path else name)


def server(kind: type[Server], folder: Path) -> Server:
    """One that is not started yet, on a free port."""
    return kind(folder, free_port())
