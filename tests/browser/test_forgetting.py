"""Which profiles there are, and removing them from the disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from optout.browser import forgetting
from optout.browser.forgetting import Profile, forget, listed
from optout.browser.profile import ProfileBusy, hold, profile_folder
from optout.errors import OptoutError
from tests.browser.test_profile import another_process_holds


def names(found: list[Profile]) -> list[str]:
    return [str(each) for each in found]


def test_listed_with_what_they_hold() -> None:
    folder = profile_folder("x")
    (folder / "Default").mkdir()
    (folder / "Default" / "Cookies").write_bytes(b"12345")
    (folder / "Local State").write_bytes(b"123")
    profile_folder("x", "work")
    profile_folder("pretix")
    assert names(listed()) == ["pretix/default", "x/default", "x/work"]
    assert names(listed("x")) == ["x/default", "x/work"]
    assert names(listed("x", "work")) == ["x/work"]
    assert listed("y") == []
    (only,) = listed("x", "default")
    assert (only.files, only.size, only.folder) == (2, 8, folder)
    assert only.used.count("-") == 2


def test_removed_with_everything_and_only_what_was_named(optout_home: Path) -> None:
    folder, work, other = profile_folder("x"), profile_folder("x", "work"), profile_folder("pretix")
    (folder / "Cookies").write_text("secret")
    forget(listed("x", "work"))
    assert (work.exists(), folder.exists()) == (False, True)
    forget(listed("x"))
    assert not (optout_home / "profiles" / "x").exists()
    assert other.is_dir()
    forget(listed())
    assert listed() == []


def test_looser_rights_do_not_keep_it_from_being_removed() -> None:
    folder = profile_folder("x")
    folder.chmod(0o755)
    forget(listed("x"))
    assert not folder.exists()


def test_nothing_is_removed_while_one_of_them_is_in_use() -> None:
    folder, work = profile_folder("x"), profile_folder("x", "work")
    with another_process_holds(work), pytest.raises(ProfileBusy, match="x/work is in use by process"):
        forget(listed())
    assert folder.is_dir()
    assert work.is_dir()


def test_it_can_be_made_again() -> None:
    profile_folder("x")
    forget(listed("x"))
    with hold(profile_folder("x")) as folder:
        assert folder.is_dir()


def test_what_a_link_leads_to_is_left_alone(optout_home: Path, tmp_path: Path) -> None:
    profile_folder("x", "work")
    (tmp_path / "Cookies").write_text("secret")
    link = optout_home / "profiles" / "x" / "default"
    link.symlink_to(tmp_path)
    with pytest.raises(OptoutError, match="is a link to"):
        forget(listed("x"))
    assert (tmp_path / "Cookies").exists()
    assert names(listed("x")) == ["x/default", "x/work"]


def test_a_disk_that_refuses_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = profile_folder("x")

    def refuse(path: Path) -> None:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(forgetting.shutil, "rmtree", refuse)
    with pytest.raises(OptoutError, match="cannot be removed: Permission denied") as caught:
        forget(listed("x"))
    assert str(folder) in caught.value.hint


def test_bad_names_are_refused() -> None:
    for wrong in (("../x",), ("x", "../y")):
        with pytest.raises(OptoutError, match="cannot name a profile"):
            listed(*wrong)
