from __future__ import annotations

from pathlib import Path

import pytest

from optout.errors import OptoutError
from optout.recording.yaml_text import read_text_yaml


def read(folder: Path, text: str) -> object:
    file = folder / "a.yaml"
    file.write_text(text, "utf-8")
    return read_text_yaml(file)


def test_every_scalar_is_text(tmp_path: Path) -> None:
    assert read(tmp_path, "on: off\nno: [2026-11-22, 12:30, 1, ~, '']\n") == {
        "on": "off",
        "no": ["2026-11-22", "12:30", "1", "~", ""],
    }


def test_an_empty_file_is_an_empty_mapping(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing\n") == {}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: &x 1\nb: *x\n", "a.yaml:1: anchors and aliases are not allowed"),
        ("a: 1\na: 2\n", "a.yaml:2: the key 'a' is given twice"),
        ("a: !!python/name:os.system\n", "a.yaml:1: the tag 'tag:yaml.org,2002:python/name:os.system' is not allowed"),
        ("? [a]\n: b\n", "a.yaml:1: a key has to be plain text"),
        ("a: " + "[" * 14 + "]" * 14, "nested deeper than 12 levels"),
        ("a: [\n", "is not YAML"),
        ("a: b: c\n", "is not YAML"),
        ("#" * 1_000_001, "is larger than 1000000 bytes"),
    ],
)
def test_refusals_name_file_and_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(OptoutError) as raised:
        read(tmp_path, text)
    assert said in raised.value.message
    assert "a.yaml" in raised.value.message


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(OptoutError, match=r"a\.yaml cannot be read: No such file"):
        read_text_yaml(tmp_path / "a.yaml")


def test_bytes_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"a: \xff\xfe\n")
    with pytest.raises(OptoutError, match="is not YAML"):
        read_text_yaml(tmp_path / "a.yaml")
