"""The picture that a shared link shows: 1200 × 630, the bulletin's title and its main figure.

Drawn only where a font with Chinese characters is at hand; elsewhere pages name the theme's general picture.
Equal input, font and library give equal bytes, and a card is drawn again only when one of them has changed.
"""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..grouping import Entry
from ..views import SiteView
from .cache import key_of
from .page import File

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH, HEIGHT, EDGE = 1200, 630, 80
PAPER, INK, QUIET, RED = "#fffefc", "#1c1a18", "#57514b", "#9c1f1a"
SERIF, SANS = "Noto Serif CJK SC", "Noto Sans CJK SC"
# Marks that may not begin a line.
CLOSING = frozenset("，。、；：？！）》」』】〕”’…—%％")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file, and the number of the face in it."""

    path: str
    index: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """All that a card says."""

    site: str
    title: str
    source: str
    figure: str = ""
    label: str = ""


class Cards:
    """Cards of a site that wants them. Without a font or the drawing library there are none."""

    def __init__(self, view: SiteView) -> None:
        self._site = view.name
        self._faces = faces(view.share_font) if view.share_cards else None

    def address(self, entry: Entry) -> str:
        """Where the card of a bulletin stands below the root of the site; "" when there is none."""
        return f"{entry.url}card.png" if self._faces else ""

    def files(self, entries: tuple[Entry, ...]) -> Iterator[File]:
        """The cards of bulletins, each with a key of all that it shows."""
        if not self._faces:
            return
        for entry in entries:
            words = words_of(entry, self._site)
            look = "\0".join((words.site, words.title, words.source, words.figure, words.label))
            key = key_of("card", library(), repr(self._faces), look)
            yield File(self.address(entry), partial(draw, words, self._faces), key)


def words_of(entry: Entry, site: str) -> Words:
    """What the card of a bulletin says: its first highlight is its main figure."""
    figure = entry.figure
    source = f"{'、'.join(entry.departments)}　{entry.date.year}年{entry.date.month}月{entry.date.day}日"
    title = entry.bulletin.title
    return Words(site, title, source, figure.printed, figure.label) if figure else Words(site, title, source)


@cache
def faces(chosen: str = "") -> tuple[Face, Face] | None:
    """(face of the title, face of the rest): the chosen file, or what fontconfig has; None without either."""
    try:
        from PIL import ImageFont  # noqa: PLC0415 - a site without cards needs no drawing library
    except ImportError:
        return None
    if chosen:
        found = [Face(chosen)] if Path(chosen).is_file() else []
    else:
        found = [face for family in (SERIF, SANS) if (face := _installed(family))]
    for face in found:
        try:
            ImageFont.truetype(face.path, 20, index=face.index)
        except OSError:
            return None
    return (found[0], found[-1]) if found else None


def _installed(family: str) -> Face | None:
    """The bold face of a family. fontconfig always names some font: only the family itself will do."""
    command = ["fc-match", "--format=%{family}|%{index}|%{file}", f"{family}:bold"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=10, check=True).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    names, index, path = answer.split("|", 2)
    return Face(path, int(index)) if family in names.split(",") else None


def library() -> str:
    import PIL  # noqa: PLC0415

    return PIL.__version__


def draw(words: Words, faces: tuple[Face, Face]) -> bytes:
    """The card as PNG. Long words are set smaller, then cut: nothing stands outside the picture."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    picture = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(picture)
    song, sans = faces
    pen.rectangle((0, 0, WIDTH, 15), RED)
    pen.text((EDGE, 48), words.site, RED, _font(song, 38))
    sizes, most = ((60, 52, 46), 3) if words.figure else ((76, 64, 56), 5)
    top = _lines(pen, (EDGE, 118), words.title, song, sizes, most) + 14
    pen.text((EDGE, top), _cut(words.source, _font(sans, 27), WIDTH - 2 * EDGE), QUIET, _font(sans, 27))
    if words.figure:
        _figure(pen, words, sans)
    stream = io.BytesIO()
    picture.quantize(48, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(stream, "PNG", compress_level=6)
    return stream.getvalue()


def _figure(pen: ImageDraw, words: Words, face: Face) -> None:
    pen.line((EDGE, 436, WIDTH - EDGE, 436), RED, 3)
    size = next((size for size in (104, 84, 64, 48) if _font(face, size).getlength(words.figure) <= 600), 36)
    large = _font(face, size)
    figure = _cut(words.figure, large, 640)
    pen.text((EDGE, 520), figure, RED, large, anchor="lm")
    left = EDGE + large.getlength(figure) + 36
    label = wrap(words.label, _font(face, 36), WIDTH - EDGE - left)[:2]
    for place, line in enumerate(label):
        pen.text((left, 520 + (place - (len(label) - 1) / 2) * 50), line, INK, _font(face, 36), anchor="lm")


def _lines(pen: ImageDraw, at: tuple[int, int], text: str, face: Face, sizes: tuple[int, ...], most: int) -> float:
    """Set a text in the largest size that needs at most so many lines; gives where the next may begin."""
    for size in sizes:
        font = _font(face, size)
        lines = wrap(text, font, WIDTH - 2 * EDGE)
        if len(lines) <= most:
            break
    shown = _even(lines, text, font)[:most]
    if len(lines) > most:
        shown[-1] = shown[-1][:-1] + "…"
    for place, line in enumerate(shown):
        pen.text((at[0], at[1] + place * size * 1.4), line, INK, font)
    return at[1] + len(shown) * size * 1.4


def wrap(text: str, font: FreeTypeFont, width: float) -> list[str]:
    """Lines no wider than ``width``. A closing mark, or two, may hang at the end of a line rather than begin one."""
    lines = [""]
    for char in text:
        most = width + 2 * font.size if char in CLOSING else width
        if font.getlength(lines[-1] + char) <= most:
            lines[-1] += char
        else:
            lines.append(char)
    return lines


def _even(lines: list[str], text: str, font: FreeTypeFont) -> list[str]:
    """As many lines, but of like length, so that the last one holds more than a character or two."""
    average = font.getlength(text) / len(lines)
    tries = (wrap(text, font, average * more) for more in (1.04, 1.1, 1.2, 1.3))
    return next((found for found in tries if len(found) == len(lines)), lines)


def _cut(text: str, font: FreeTypeFont, width: float) -> str:
    if font.getlength(text) <= width:
        return text
    while text and font.getlength(text + "…") > width:
        text = text[:-1]
    return text + "…"


@cache
def _font(face: Face, size: int) -> FreeTypeFont:
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(face.path, size, index=face.index, layout_engine=ImageFont.Layout.BASIC)
