"""Whole reports with what must come of them; add one by adding a folder under tests/cases/normalise/documents.

A folder holds ``report.txt`` (UTF-8) and ``expected.toml``: one ``[[bulletin]]`` for each bulletin, with only the
fields that matter. ``headings`` are "level words"; ``dropped`` and ``captions`` cover the whole report.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bulletins.departments import Registry
from bulletins.model import Block, BlockKind, Bulletin, Normalised, Report, body_text
from bulletins.normalise import normalise, unaccounted

DOCUMENTS = Path(__file__).parents[1] / "cases" / "normalise" / "documents"
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())
KINDS = {"lists": BlockKind.LIST, "tables": BlockKind.TABLE, "verses": BlockKind.PARAGRAPH}


def normalised(name: str) -> tuple[Report, Normalised, dict[str, Any]]:
    folder = DOCUMENTS / name
    report = Report(f"{name}.txt", (folder / "report.txt").read_bytes().decode("utf-8"))
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    return report, normalise(report, Registry()), expected


def blocks(bulletin: Bulletin, kind: BlockKind) -> Iterator[Block]:
    for section in bulletin.sections:
        yield from (block for block in section.blocks if block.kind is kind)


def moment(bulletin: Bulletin) -> str:
    if bulletin.date is None:
        return ""
    midnight = (bulletin.date.hour, bulletin.date.minute) == (0, 0)
    return bulletin.date.strftime("%Y-%m-%d" if midnight else "%Y-%m-%d %H:%M")


@pytest.mark.parametrize("name", NAMES)
def test_document(name: str) -> None:
    report, done, expected = normalised(name)
    assert unaccounted(report, done) == ()
    assert len(done.bulletins) == len(expected["bulletin"])
    for bulletin, wanted in zip(done.bulletins, expected["bulletin"], strict=True):
        for field in ("title", "series", "origin", "author", "document_number", "column", "period"):
            if field in wanted:
                assert getattr(bulletin, field) == wanted[field], field
        assert list(bulletin.departments) == wanted["departments"]
        assert moment(bulletin) == wanted["date"]
        assert [f"{s.level} {s.heading}" for s in bulletin.sections if s.heading] == wanted["headings"]
        for field in ("title", "date", "department", "period"):
            if f"{field}_basis" in wanted:
                assert bulletin.basis_of(field).value == wanted[f"{field}_basis"]
        for field, kind in KINDS.items():
            texts = [block.text for block in blocks(bulletin, kind)]
            if field == "verses":
                texts = [text for text in texts if "\n" in text]
            if field in wanted:
                assert texts == wanted[field]
        for words in wanted.get("body_has", []):
            assert words in body_text(bulletin)
    for field in ("dropped", "captions"):
        wanted_lines = [line for bulletin in expected["bulletin"] for line in bulletin.get(field, [])]
        assert list(getattr(done, field)) == wanted_lines


@pytest.mark.parametrize("words", ["写 &lt;b&gt; 与 &amp; 与 &#61;", r"目录 C:\[新建]\*.txt 与 \_"])
@pytest.mark.parametrize(("media_type", "read"), [("text/plain", False), ("text/markdown", True)])
def test_escapes_are_read_only_where_the_report_says_that_it_is_markdown(
    words: str, media_type: str, read: bool
) -> None:
    report = Report("a.txt", f"关于防汛工作情况的通报\n\n全市平稳。\n\n# 一、做法\n\n{words}。\n", media_type)
    (bulletin,) = normalise(report, Registry()).bulletins
    assert (words in body_text(bulletin)) is not read
