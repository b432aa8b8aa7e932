import pytest

from optout.flow.address import is_loopback, is_relative, origin_of


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://x.com/settings?a=1#b", "https://x.com"),
        ("HTTPS://X.COM:443/", "https://x.com"),
        ("http://127.0.0.1:8384/", "http://127.0.0.1:8384"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
        ("https://user:pw@x.com/", "https://x.com"),
        ("/settings", None),
        ("javascript:alert(1)", None),
        ("https://", None),
        ("https://x.com:port/", None),
        ("//x.com/settings", None),
    ],
)
def test_origins(address: str, origin: str | None) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize("address", ["/a", "a", "#a", "?a=1", ""])
def test_relative_addresses(address: str) -> None:
    assert is_relative(address)


@pytest.mark.parametrize("address", ["//evil.example/", "/\\evil.example", "\\\\evil", "https://x.com", "data:x"])
def test_addresses_that_leave(address: str) -> None:
    assert not is_relative(address)


@pytest.mark.parametrize(
    ("address", "is_own"),
    [
        ("http://localhost:1/", True),
        ("http://app.localhost/", True),
        ("http://127.8.8.8/", True),
        ("http://[::1]/", True),
        ("http://localhost.example/", False),
        ("http://10.0.0.1/", False),
    ],
)
def test_loopback(address: str, is_own: bool) -> None:
    assert is_loopback(address) is is_own
