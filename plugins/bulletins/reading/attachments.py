"""What stands in a file that is published beside a bulletin: for looking at, never for publishing.

Names and numbers have leaked from lists in attachments more often than from texts, and from what a program doesn't
show: hidden sheets, tracked deletions, comments, headers. So everything is read here that is written anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from itertools import chain
from pathlib import PurePath

from lxml import etree

from .encoding import decode
from .hidden import hidden_words
from .names import attribute, child, children, local, number
from .package import Package
from .refusing import MAX_BYTES, refuse

TEXTS = frozenset((".txt", ".csv", ".md", ".html", ".htm", ".json", ".xml", ".svg"))
PACKAGES = frozenset((".docx", ".xlsx", ".pptx", ".docm", ".xlsm"))
WRITTEN = re.compile(r"(?:word|ppt)/(?!theme|media|fonts)[^\n]+\.xml")
# Comments, drawings, properties and the like: shown by a click, or by any program that looks.
ASIDE = re.compile(
    r"docProps/\w+\.xml|customXml/item\d*\.xml|xl/(?:comments|threadedComments|drawings|charts|persons|workbook)[\w/]*\.xml"
)
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
MOST_CHARACTERS = 20_000_000
REFERENCE = re.compile(r"([A-Z]{1,3})\d")
WIDEST = 20
MOST_ROWS = 500_000
"""Lines of a text or table: each is looked through for personal data."""
SIGN = re.compile("[Ff]0[2-7][0-9A-Fa-f]")
# A resident ID: a row of eleven figures may be anything.
FORM_ROW = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")
WORDS = frozenset(("t", "delText"))
# Elements whose words belong together, however many runs they are cut into.
WHOLE = frozenset(("comment", "threadedComment", "p"))

Place = tuple[str, str]


def attachment_lines(data: bytes, source: str) -> tuple[Place, ...]:
    """(where it stands, words) for each line, paragraph or row; () for a kind that can't be looked into.

    Raises Refusal when a file of a known kind is broken, encrypted, inflated, or not in a known encoding.

    >>> attachment_lines("姓名,电话\\n".encode("gb18030"), "files/名单.csv")
    (('第1行', '姓名,电话'),)
    """
    ending = PurePath(source.replace("\\", "/")).suffix.lower()
    if len(data) > MAX_BYTES:
        raise refuse(source, "too-large", f"附件超过 {MAX_BYTES // 1_000_000} MB", "压缩图片，或拆成几份")
    if ending in PACKAGES:
        package = Package(data, source)
        lines = chain(_written(package), _cells(package), _aside(package), hidden_words(package))
        return tuple(dict.fromkeys(_bounded(lines, source)))
    if ending in TEXTS:
        text, _ = decode(data, source)
        if text.count("\n") > MOST_ROWS:
            raise refuse(source, "too-large", f"附件超过 {MOST_ROWS} 行", "拆成几份")
        return tuple((f"第{place}行", words) for place, words in enumerate(text.split("\n"), 1) if words.strip())
    return ()


def _written(package: Package) -> Iterator[Place]:
    """Paragraphs of Word and PowerPoint parts, those of headers, comments, notes and deletions among them."""
    for name in package.names:
        root = package.xml(name) if WRITTEN.fullmatch(name) else None
        if root is None:
            continue
        part = name.rpartition("/")[2].removesuffix(".xml")
        for place, words in enumerate(_paragraphs(root), 1):
            if words:
                yield f"{part} 第{place}段", words


def _aside(package: Package) -> Iterator[Place]:
    """What stands in the parts around text and cells: one line for each paragraph, comment, property or name."""
    for name in package.names:
        root = package.xml(name) if ASIDE.fullmatch(name) else None
        if root is None:
            continue
        part = name.rpartition("/")[2].removesuffix(".xml")
        whole = [element for element in root.iter() if local(element.tag) in WHOLE]
        inside = {piece for element in whole for piece in element.iter()}
        whole += [element for element in root.iter() if isinstance(element.tag, str) and element not in inside]
        for element in whole:
            found = element.itertext() if local(element.tag) in WHOLE else [element.text or ""]
            words = " ".join(filter(None, ["".join(found).strip(), element.get("name")]))
            if words:
                yield part, words


def _paragraphs(root: etree._Element) -> Iterator[str]:
    """The words of each paragraph, those of text boxes hung into it apart."""
    open_ones: list[list[str]] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        name = local(element.tag)
        if name == "p" and event == "start":
            open_ones.append([])
        elif name == "p":
            yield "".join(open_ones.pop())
        elif name in WORDS and event == "start" and open_ones:
            open_ones[-1].append(element.text or "")
        elif name == "sym" and event == "start" and open_ones:
            # Fonts of signs hold the usual characters in a private area.
            code = attribute(element, "char")
            open_ones[-1].append(chr(int(code[-2:], 16)) if SIGN.fullmatch(code) else " ")
        elif name == "tr" and event == "end":
            # A form with one digit in each cell.
            cells = [_words(cell).strip() for cell in children(element, "tc")]
            yield from FORM_ROW.findall("".join(cell if len(cell) == 1 else " " for cell in cells))


def _bounded(lines: Iterable[Place], source: str) -> Iterator[Place]:
    """The lines, until they are more than any office file holds: shared words may be referred to without end."""
    room = MOST_CHARACTERS
    for place, words in lines:
        room -= len(words)
        if room < 0:
            raise refuse(source, "too-large", "附件展开后的文字太多", "拆成几份")
        yield place, words


def _words(element: etree._Element) -> str:
    return "".join(found.text or "" for found in element.iter() if local(found.tag) in WORDS)


def _cells(package: Package) -> Iterator[Place]:
    """Rows of all sheets of a workbook, hidden ones too, cells parted by tabs."""
    sheets = [name for name in package.names if SHEET.fullmatch(name)]
    strings = package.xml("xl/sharedStrings.xml") if sheets else None
    shared = [_words(item) for item in children(strings, "si")] if strings is not None else []
    for name in sheets:
        part = name.rpartition("/")[2].removesuffix(".xml")
        data = child(package.xml(name), "sheetData")
        rows = list(children(data, "row")) if data is not None else []
        width = min(max(map(len, rows), default=0), WIDEST)
        for place, row in enumerate(rows, 1):
            words = "\t".join(_row(row, shared, width))
            if words.strip():
                yield f"{part} 第{attribute(row, 'r') or place}行", words


def _row(row: etree._Element, shared: list[str], width: int) -> list[str]:
    """The cells of a row, each at its place, so that one stands below the head of its column."""
    cells: list[str] = []
    for cell in children(row, "c"):
        found = REFERENCE.match(attribute(cell, "r"))
        place = 0
        for letter in found[1] if found else "":
            place = place * 26 + ord(letter) - 64
        cells += [""] * (min(place, WIDEST) - 1 - len(cells))
        cells.append(_cell(cell, shared))
    return cells + [""] * (max(width, 2) - len(cells))


def _cell(cell: etree._Element, shared: list[str]) -> str:
    kind = attribute(cell, "t")
    if kind == "inlineStr":
        return _words(cell)
    value = child(cell, "v")
    words = (value.text or "") if value is not None else ""
    if kind == "s":
        index = number(words, len(shared))
        return shared[index] if index < len(shared) else ""
    return _plain_number(words)


def _plain_number(words: str) -> str:
    """A number without its exponent: a workbook may store 13800138000 as 1.3800138E10.

    >>> _plain_number("1.3800138E10"), _plain_number("姓名"), _plain_number("1E999999")
    ('13800138000', '姓名', '1E999999')
    """
    if "E" not in words.upper() or len(words) > 40:
        return words
    try:
        value = Decimal(words)
    except InvalidOperation:
        return words
    return f"{value:f}" if value.is_finite() and abs(value.adjusted()) < 25 else words
