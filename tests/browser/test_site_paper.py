"""Bulletins on paper, as Chromium prints them: read back from the PDF, sheet by sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext
from site_sample import Sample, visit

pytestmark = pytest.mark.browser

A4 = (595, 842)  # points
HEAD = "统计内容 数字 限定"
EDGE = 50  # points: nothing is printed nearer to the edge than the printer's own margin


@dataclass(frozen=True)
class Sheet:
    """A printed page: its words with blanks set to one, its size, and the tops and bottoms of its lines."""

    words: str
    size: tuple[int, int]
    lines: tuple[tuple[float, float], ...]


def printed(context: BrowserContext, sample: Sample, path: str, place: Path) -> list[Sheet]:
    """What a page is on paper."""
    page = visit(context, sample, path).page
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.pdf(path=place / "page.pdf", prefer_css_page_size=True)
    document = pypdfium2.PdfDocument(place / "page.pdf")
    sheets = []
    for number in range(len(document)):
        sheet = document[number]
        text = sheet.get_textpage()
        boxes = [text.get_rect(place) for place in range(text.count_rects())]
        words = " ".join(text.get_text_range().split())
        width, height = sheet.get_size()
        sheets.append(Sheet(words, (round(width), round(height)), tuple((box[1], box[3]) for box in boxes)))
    document.close()
    return sheets


def same(words: str) -> str:
    """Words without blanks and hyphens: lines end anywhere on paper, and PDF marks the hyphens at their ends."""
    return re.sub(r"[\s\x02\ufffe-]+", "", words)


def test_a_bulletin_is_whole_on_paper(phone: BrowserContext, sample: Sample, tmp_path: Path) -> None:
    path = max(sample.bulletins, key=lambda path: len(sample.read(path).select(".figures-table tbody tr")))
    page = sample.read(path)
    sheets = printed(phone, sample, path, tmp_path)
    assert len(sheets) >= 2 and {sheet.size for sheet in sheets} == {A4}
    whole = same("".join(sheet.words for sheet in sheets))
    first = same(sheets[0].words)
    for part in page.select(".bulletin__title, .facts dt, .facts dd"):
        assert same(part.get_text()) in first, part
    assert same(f"{sample.address}/{path}") in first
    for navigation in (".channels a", ".tools button", ".contents__title", ".bulletin__foot h2", ".footer a"):
        words = same("".join(part.get_text() for part in page.select(navigation)))
        assert words and words not in whole, navigation
    for block in page.select(".prose > p, .prose > h2, .prose li"):
        assert same(block.get_text()) in whole, block


def test_no_row_is_cut_and_every_sheet_has_the_heads_of_its_table(
    phone: BrowserContext, sample: Sample, tmp_path: Path
) -> None:
    path = max(sample.bulletins, key=lambda path: len(sample.read(path).select(".figures-table tbody tr")))
    rows = [same(row.get_text()) for row in sample.read(path).select(".figures-table tbody tr")]
    sheets = printed(phone, sample, path, tmp_path)
    start = next(number for number, sheet in enumerate(sheets) if HEAD in sheet.words)
    tables = sheets[start:]
    assert len(tables) >= 2, "the longest table should run over a sheet"
    assert all(HEAD in sheet.words for sheet in tables)
    found = [row for sheet in tables for row in rows if row in same(sheet.words)]
    assert set(rows) <= set(found)
    for sheet in sheets:
        assert all(bottom >= EDGE and top <= A4[1] - EDGE for bottom, top in sheet.lines)


def test_a_head_left_alone_is_followed_by_its_words(phone: BrowserContext, sample: Sample, tmp_path: Path) -> None:
    for path in sample.bulletins[:: len(sample.bulletins) // 4]:
        page = sample.read(path)
        heads = {same(head.get_text()) for head in page.select(".prose h2, .prose h3, main h2, summary")}
        for sheet in printed(phone, sample, path, tmp_path):
            last = same(sheet.words)
            assert not any(last.endswith(head) for head in heads), (path, last[-40:])
