import pytest

from optout.flow.languages import closest


@pytest.mark.parametrize(
    ("wanted", "available", "found"),
    [
        ("zh-Hans", ["en", "zh-Hans"], "zh-Hans"),
        ("zh-CN", ["en", "zh-Hans"], "zh-Hans"),
        ("zh_CN.UTF-8", ["en", "zh-Hans"], "zh-Hans"),
        ("zh", ["en", "zh-Hans"], "zh-Hans"),
        ("zh-TW", ["en", "zh-Hans"], None),
        ("zh-TW", ["zh-Hans", "zh-Hant"], "zh-Hant"),
        ("de-AT", ["en", "de"], "de"),
        ("pt", ["en", "pt-BR"], "pt-BR"),
        ("EN-us", ["en"], "en"),
        ("fr", ["en", "de"], None),
    ],
)
def test_the_closest_language(wanted: str, available: list[str], found: str | None) -> None:
    assert closest(wanted, available) == found
