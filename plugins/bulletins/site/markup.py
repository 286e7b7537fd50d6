"""The body of a post as HTML that can run nothing, with every statistic wrapped as an anchor.

The blocks are those of ``bulletins.markdown`` (headings, paragraphs, captions, lists, tables), so page, search and
figures read the same words. Only a line that holds an editor's own marks (bold, link, image) goes through
Python-Markdown, whose other patterns are off; everything else is text. nh3 is the last step.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import nh3

from ..markdown import CAPTION, CELL, HEADING, ITEM, RULE_ROW
from ..views import ContentsEntry
from .anchors import Anchor, Piece, text_of, wrap_anchors
from .inline import Inline, Resolve

# XML can't hold these, and no reader can see them.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# A list item that brings its own number, dots and brackets perhaps escaped: it needs no bullet.
ENUMERATOR = re.compile(
    r"(?:[（(]|\\\()?(?:[0-9０-９]{1,3}|[一二三四五六七八九十百]{1,4})(?:\\?[)）．.](?![0-9０-９])|、)|[①-⑳]|第[一二三四五六七八九十百]+[条项类]"
)
# A number in a cell, with a hedge and a unit at most; what stands in a cell that has none.
NUMBER = re.compile(r"[约近超]?[+＋−-]?\d[\d,，]*(?:\.\d+)?[^\d\s]{0,4}")
BLANK = frozenset({"", "-", "—", "——", "－", "–", "/", "／", "…"})
LONGEST_TEXT = 10_000
NOT_WORD = re.compile(r"[\W_]+")

TAGS = {
    *("p", "br", "h2", "h3", "h4", "h5", "h6", "ul", "li", "strong", "em", "a", "img", "data"),
    *("table", "thead", "tbody", "tr", "th", "td", "div"),
}
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "data": {"id", "value"},
    **{f"h{level}": {"id"} for level in range(2, 7)},
}
FIXED = {"div": {"tabindex": {"0"}, "role": {"region"}, "aria-label": {"表格"}}, "th": {"scope": {"col"}}}
CLASSES = {"ul": {"enumerated"}, "p": {"caption"}, "data": {"quantity"}, "div": {"table-box"}}
CLASSES |= {"th": {"cell--number"}, "td": {"cell--number"}}
SCHEMES = {"http", "https", "mailto"}


@dataclass(slots=True)
class Body:
    """A body that is still a tree. ``text`` has one line a block, item or row; ``pieces`` lead back to the tree."""

    root: ET.Element
    text: str
    pieces: list[Piece]
    contents: tuple[ContentsEntry, ...]


def parse_body(source: str, resolve: Resolve) -> Body:
    """Read Markdown into a tree of allowed elements; linear in the length of ``source``.

    ``resolve(address, is_image)`` gives the address to print, or "" when it may not be linked: the words then stand
    without a link. Safe for any text: raw HTML, references and attribute lists are words like any other.

    >>> print(render(parse_body("## 一、做法\\n\\n<b>8</b>个\\n\\n*图*", lambda address, image: "")), end="")
    <h2 id="s-一做法">一、做法</h2>
    <p>&lt;b&gt;8&lt;/b&gt;个</p>
    <p class="caption">图</p>
    """
    root = ET.Element("body")
    inline = Inline(resolve)
    for kind, lines in _blocks(CONTROL.sub("", source)):
        _append(root, kind, lines, inline)
    contents = _name_headings(root)
    text, pieces = text_of(root)
    return Body(root, text, pieces, contents)


def render(body: Body, anchors: tuple[Anchor, ...] = ()) -> str:
    """Serialise, anchors wrapped, and sanitise. Uses up ``body``: its tree is changed."""
    wrap_anchors(body.pieces, anchors)
    for element in list(body.root.iter()):
        _part_long_text(element)
    html = "".join(ET.tostring(element, "unicode", method="html") + "\n" for element in body.root)
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        allowed_classes=CLASSES,
        tag_attribute_values=FIXED,
        url_schemes=SCHEMES,
        link_rel=None,
    )


def _part_long_text(element: ET.Element) -> None:
    """Part a long text by elements that the sanitiser drops: it takes quadratic time for the ampersands and hard blanks
    of one text.

    >>> element = ET.Element("p"); element.text = "&" * (2 * LONGEST_TEXT + 1); _part_long_text(element)
    >>> [len(element.text), *(len(child.tail or "") for child in element)] == [LONGEST_TEXT, LONGEST_TEXT, 1]
    True
    """
    words = element.text or ""
    if len(words) > LONGEST_TEXT:
        element.text = words[:LONGEST_TEXT]
        for place, part in enumerate(_parts(words[LONGEST_TEXT:])):
            element.insert(place, part)
    if any(len(child.tail or "") > LONGEST_TEXT for child in element):
        children = list(element)
        for child in children:
            element.remove(child)
        for child in children:
            words, child.tail = child.tail or "", (child.tail or "")[:LONGEST_TEXT]
            element.append(child)
            element.extend(_parts(words[LONGEST_TEXT:]))


def _parts(words: str) -> Iterator[ET.Element]:
    for start in range(0, len(words), LONGEST_TEXT):
        part = ET.Element("span")
        part.tail = words[start : start + LONGEST_TEXT]
        yield part


def _blocks(source: str) -> Iterator[tuple[str, list[str]]]:
    """Blocks as (kind, lines), divided as ``bulletins.markdown`` divides them."""
    gathered: list[str] = []
    for line in [*source.split("\n"), ""]:
        heading = HEADING.match(line)
        if (heading or not line.strip()) and gathered:
            yield _kind(gathered), gathered
            gathered = []
        if heading:
            yield f"h{max(len(heading.group(1)), 2)}", [heading.group(2) or ""]
        elif line.strip():
            gathered.append(line.rstrip())


def _kind(lines: list[str]) -> str:
    if CAPTION.fullmatch("\n".join(lines)):
        return "caption"
    if all(ITEM.match(line) for line in lines):
        return "list"
    return "table" if len(lines) > 1 and RULE_ROW.match(lines[1]) else "p"


def _append(root: ET.Element, kind: str, lines: list[str], inline: Inline) -> None:
    if kind == "list":
        words = [ITEM.sub("", line, count=1) for line in lines]
        items = ET.SubElement(root, "ul", {"class": "enumerated"} if all(map(ENUMERATOR.match, words)) else {})
        for item in words:
            inline.fill(ET.SubElement(items, "li"), [item])
    elif kind == "table":
        _table(root, lines, inline)
    elif kind == "caption":
        whole = "\n".join(lines)[1:-1]
        inline.fill(ET.SubElement(root, "p", {"class": "caption"}), whole.split("\n"))
    else:
        inline.fill(ET.SubElement(root, kind), lines)


def _table(root: ET.Element, lines: list[str], inline: Inline) -> None:
    box = ET.SubElement(root, "div", {"class": "table-box", "role": "region", "aria-label": "表格", "tabindex": "0"})
    table = ET.SubElement(box, "table")
    for part, cell, rows in (("thead", "th", lines[:1]), ("tbody", "td", lines[2:])):
        group = ET.SubElement(table, part)
        for line in rows:
            row = ET.SubElement(group, "tr")
            for words in _cells(line):
                inline.fill(ET.SubElement(row, cell, {"scope": "col"} if cell == "th" else {}), [words])
    _mark_numbers(list(table.iter("tr")))


def _mark_numbers(rows: list[ET.Element]) -> None:
    """Give the cells of every column that holds numbers alone a class, so that digits stand below each other."""
    for column in range(len(rows[0])):
        cells = [row[column] for row in rows if column < len(row)]
        words = [text for cell in cells[1:] if (text := "".join(cell.itertext()).strip()) not in BLANK]
        if words and all(map(NUMBER.fullmatch, words)):
            for cell in cells:
                cell.set("class", "cell--number")


def _cells(line: str) -> list[str]:
    """Cells of a row, still escaped."""
    line = line.strip().removeprefix("|")
    ends = [found.end() - 1 for found in CELL.finditer(line)]
    starts = [0, *(end + 1 for end in ends)]
    if starts[-1] < len(line):
        ends.append(len(line))
    return [line[start:end].strip() for start, end in zip(starts, ends, strict=False)]


def _name_headings(root: ET.Element) -> tuple[ContentsEntry, ...]:
    """Give headings ids made of their own words: they stay when another heading is added before them."""
    times: Counter[str] = Counter()
    entries: list[ContentsEntry] = []
    for element in root:
        if not re.fullmatch(r"h[2-6]", element.tag):
            continue
        words = "".join(element.itertext())
        stem = "s-" + (NOT_WORD.sub("", words)[:24] or "x")
        times[stem] += 1
        # No stem holds a hyphen of its own, so that no number can make it another's.
        name = stem if times[stem] == 1 else f"{stem}-{times[stem]}"
        element.set("id", name)
        entries.append(ContentsEntry(name, words, int(element.tag[1]) - 1))
    return tuple(entries)
