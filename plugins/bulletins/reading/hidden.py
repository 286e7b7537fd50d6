"""What stands in a Word file, workbook or presentation beside its words: found by pointing, in properties, in names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from lxml import etree

from ..problems import Refusal
from .names import local
from .package import Package

Place = tuple[str, str]

POINTED_AT = etree.XPath(
    "//@*[local-name()='descr' or local-name()='title' or local-name()='tooltip' or local-name()='display'"
    " or local-name()='alt' or local-name()='prompt' or local-name()='instr']",
    smart_strings=False,
)
FORMULAS = etree.XPath(
    "//*[local-name()='f' or local-name()='formula1' or local-name()='formula2' or local-name()='definedName']/text()",
    smart_strings=False,
)
# Texts that a formula puts together: "138"&"0013".
JOINED = re.compile(r'"\s*&\s*"')
HEADS_OF_SHEETS = etree.XPath(
    "//*[contains(local-name(), 'Header') or contains(local-name(), 'Footer')]/text()", smart_strings=False
)
# The codes of a page's head: &"SimSun"&12 and the like.
AROUND_WORDS = re.compile(r'&(?:"[^"]*"|[A-Z]|\d{1,2})?')
FIELD_CODES = etree.XPath("//*[local-name()='instrText']/text()", smart_strings=False)
# Only these can be personal: eight digits, or the name of a paper.
TELLING = re.compile(r"(?:\d\D{0,3}){8}|护照|通行证")
# Numbers that programs give to parts and places.
GIVEN = re.compile(r"\{?[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}\}?|(?<![\d.])-?\d{1,10}(?![\d-])")
ASIDE_IN_XML = re.compile(rb"<!--(.*?)-->|<\?(?!xml\s)(.*?)\?>", re.DOTALL)
# A point before letters would make a number a decimal.
FILE_ENDING = re.compile(r"(?<=\d)\.(?=[A-Za-z])")
LOOSE = re.compile(r"(?!\[)[^\n]+\.(?:txt|csv|json|md|log|ini)", re.IGNORECASE)
BODIES = re.compile(r"xl/(?:worksheets/[^/]+|sharedStrings)\.xml")
COUNTED, PARAGRAPH = frozenset(("numCache", "numLit")), frozenset(("p",))
READ_ELSEWHERE = frozenset(("t", "delText", "instrText"))


def hidden_words(package: Package) -> Iterator[Place]:
    """(part, words) of attributes, of what leads elsewhere, of codes of fields and cells, of names and comments."""
    yield from (("文件名", re.sub(r"[\W_]+", " ", name)) for name in package.names if TELLING.search(name))
    if package.comment.strip():
        yield "说明", package.comment
    for name in package.names:
        if LOOSE.fullmatch(name):
            yield name.rpartition("/")[2], package.bytes(name).decode("utf-8", "replace")
        if not name.endswith((".xml", ".rels", ".vml")) or name == "[Content_Types].xml":
            continue
        part = name.rpartition("/")[2].removesuffix(".rels").removesuffix(".xml")
        root = drawn(package, name)
        if root is None:
            continue
        if BODIES.fullmatch(name):
            yield from ((part, unquote(words)) for words in POINTED_AT(root) if words.strip())
        else:
            yield from ((part, words) for words in _beside(root) if TELLING.search(GIVEN.sub(" ", words)))
        if name.startswith("xl/"):
            yield from ((part, JOINED.sub("", words).replace('"', " ")) for words in FORMULAS(root))
            yield from ((part, AROUND_WORDS.sub(" ", words)) for words in HEADS_OF_SHEETS(root))
        if codes := "".join(FIELD_CODES(root)).strip():
            yield part, codes
        for found in ASIDE_IN_XML.findall(package.bytes(name)):
            yield part, b" ".join(found).decode("utf-8", "replace")


def drawn(package: Package, name: str) -> etree._Element | None:
    """A part that is parsed; None for a drawing in the older language, which programs write as no XML at times."""
    try:
        return package.xml(name)
    except Refusal:
        if name.endswith(".vml"):
            return None
        raise


def _beside(root: etree._Element) -> Iterator[str]:
    """Every attribute, and the words of every element that is no text of a paragraph nor a figure of a chart."""
    for element in root.iter():
        yield from (FILE_ENDING.sub(" ", unquote(str(words))) for words in element.attrib.values())
        kind = local(element.tag)
        read = kind in READ_ELSEWHERE and _within(element, PARAGRAPH)
        if element.text and not read and not (kind == "v" and _within(element, COUNTED)):
            yield element.text


def _within(element: etree._Element, kinds: frozenset[str]) -> bool:
    return any(local(above.tag) in kinds for above in element.iterancestors())
