"""What an address in a flow points at: its origin, whether it is only of this machine. Opens nothing."""

from __future__ import annotations

from urllib.parse import SplitResult, urlsplit

_DEFAULT_PORTS = {"https": 443, "http": 80}
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


def split(address: str) -> SplitResult | None:
    """The parts of an address, None when it is none at all."""
    try:
        parts = urlsplit(address)
        _ = parts.port
    except ValueError:
        return None
    return parts


def origin_of(address: str) -> str | None:
    """`https://x.com` for an absolute http(s) address; None for a relative one or another scheme."""
    parts = split(address)
    if parts is None or parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    port = "" if parts.port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def is_relative(address: str) -> bool:
    """Whether it stands on whatever origin the flow is at: `/settings`, `settings`, `#privacy`."""
    parts = split(address)
    return parts is not None and not parts.scheme and not address.startswith(("//", "\\", "/\\"))


def is_loopback(address: str) -> bool:
    """Whether it points at this machine."""
    parts = split(address)
    host = (parts.hostname or "") if parts is not None else ""
    return host in _LOOPBACK or host.endswith(".localhost") or host.startswith("127.")
