"""The folder that is served and the releases beside it: where it may lie, and what a kill or a visitor left."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletins.problems import Refusal
from bulletins.site.release import MARKER, MARKER_TEXT, Releases


def site(place: Path, words: str) -> Path:
    """A folder that looks like one of our sites."""
    place.mkdir(parents=True)
    (place / MARKER).write_text(MARKER_TEXT, "utf-8")
    (place / "index.html").write_text(words, "utf-8")
    return place


def served(releases: Releases) -> str:
    return (releases.output / "index.html").read_text("utf-8")


def publish(releases: Releases, words: str) -> None:
    releases.store.mkdir(parents=True, exist_ok=True)
    place = releases.prepare()
    (place / MARKER).write_text(MARKER_TEXT, "utf-8")
    (place / "index.html").write_text(words, "utf-8")
    releases.publish()


def test_a_project_may_lie_in_a_home(tmp_path: Path) -> None:
    content = tmp_path / "project/content"
    content.mkdir(parents=True)
    releases = Releases(tmp_path / "project/output")
    releases.refuse([content], [tmp_path])
    with releases.locked(lambda: None):
        assert releases.prepare().is_relative_to(tmp_path / "project")


@pytest.mark.parametrize("where", [".", "project", "project/content", "project/content/output"])
def test_an_output_around_what_is_needed_is_refused(tmp_path: Path, where: str) -> None:
    content = tmp_path / "project/content"
    content.mkdir(parents=True)
    with pytest.raises(Refusal):
        Releases(tmp_path / where).refuse([content], [tmp_path])


def test_an_exchange_cut_short_serves_the_old_site_again(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "output")
    site(releases.store / "aside", "旧站")
    site(releases.store / "building", "新站")
    releases.prepare()
    assert served(releases) == "旧站"
    assert not (releases.store / "aside").exists()


def test_an_exchange_cut_short_at_its_end_keeps_the_old_site(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "output")
    site(releases.output, "新站")
    site(releases.store / "aside", "旧站")
    releases.prepare()
    assert served(releases) == "新站"
    releases.rollback()
    assert served(releases) == "旧站"


def test_rollback_serves_a_release_where_the_output_is_gone(tmp_path: Path) -> None:
    releases = Releases(tmp_path / "output")
    for words in ("一", "二"):
        publish(releases, words)
    releases.output.rename(tmp_path / "elsewhere")
    assert releases.rollback() == 0
    assert served(releases) == "一"
    with pytest.raises(Refusal):
        releases.rollback()


@pytest.mark.parametrize("forged", ["", "anything", "link"])
def test_a_folder_with_a_forged_mark_is_not_ours(tmp_path: Path, forged: str) -> None:
    output = tmp_path / "output"
    output.mkdir()
    (output / "letter.txt").write_text("somebody's", "utf-8")
    (tmp_path / "mark").write_text(MARKER_TEXT, "utf-8")
    if forged == "link":
        (output / MARKER).symlink_to(tmp_path / "mark")
    else:
        (output / MARKER).write_text(forged, "utf-8")
    with pytest.raises(Refusal):
        Releases(output).refuse()
    (output / MARKER).unlink()
    (output / MARKER).write_text(MARKER_TEXT, "utf-8")
    Releases(output).refuse()
