"""Words inside a block: line breaks, and an editor's bold, links and pictures. Everything else is text."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import markdown

from ..markdown import ENTITIES, unescape

Resolve = Callable[[str, bool], str]

# An unescaped mark that only an editor writes.
MARKS = re.compile(r"(?<!\\)(?:\\\\)*[*\[]")
# A block with more marks than any editor sets is text: Python-Markdown takes quadratic time for such blocks.
MOST_MARKS = 60
LONGEST_MARKED = 20_000
ENTITY = re.compile(rf"&({'|'.join(ENTITIES)});")
OFF = (
    *("backtick", "reference", "image_reference", "short_reference", "short_image_ref"),
    *("autolink", "automail", "linebreak", "html", "entity"),
)
ESCAPED = [*"\\`*_{}[]()>#+-.!|~"]


class Inline:
    """Fills elements with words; Python-Markdown reads only those that carry an editor's marks."""

    def __init__(self, resolve: Resolve) -> None:
        self.resolve = resolve
        self.reader = markdown.Markdown()
        for name in OFF:
            self.reader.inlinePatterns.deregister(name)
        if self.reader.delimiters:
            self.reader.delimiters.remove("_")
        self.reader.ESCAPED_CHARS = ESCAPED

    def fill(self, element: ET.Element, lines: list[str]) -> None:
        """Put lines into an element, parted by line breaks."""
        whole = "\n".join(lines)
        marks = len(MARKS.findall(whole)) if len(whole) < LONGEST_MARKED else 0
        if 0 < marks <= MOST_MARKS:
            self._marked(element, whole)
        else:
            element.text = unescape(whole)
        for node in list(element.iter()):
            _break_lines(node)

    def _marked(self, element: ET.Element, text: str) -> None:
        wrapped = ET.Element("div")
        words = ET.SubElement(wrapped, "p")
        words.text = text
        self.reader.treeprocessors["inline"].run(wrapped)
        self.reader.treeprocessors["unescape"].run(wrapped)
        element.text = _entities(words.text)
        for child in list(words):
            element.append(child)
        for node in list(element.iter()):
            if node is not element:
                node.text, node.tail = _entities(node.text), _entities(node.tail)
                self._address(node)

    def _address(self, node: ET.Element) -> None:
        """Keep a link or picture that may be shown; otherwise put the words back as they were typed."""
        picture = node.tag == "img"
        name = "src" if picture else "href"
        if name not in node.attrib:
            return
        written, title, alt = (node.attrib.get(key, "") for key in (name, "title", "alt"))
        printed = self.resolve(written, picture)
        node.attrib.clear()
        if printed:
            node.attrib.update({name: printed, "alt": alt} if picture else {name: printed})
            return
        # The sanitiser drops the element and keeps its words.
        node.tag = "span"
        node.text = f"![{alt}" if picture else "[" + (node.text or "")
        rest = f'{written} "{title}")' if title else f"{written})"
        if len(node):
            node[-1].tail = f"{node[-1].tail or ''}]({rest}"
        else:
            node.text += f"]({rest}"


def _entities(text: str | None) -> str:
    return ENTITY.sub(lambda found: ENTITIES[found.group(1)], text or "")


def _break_lines(node: ET.Element) -> None:
    """Turn the line ends of a node's own text, and of its children's tails, into <br>."""
    if "\n" in (node.text or ""):
        first, *rest = (node.text or "").split("\n")
        node.text = first
        for place, line in enumerate(rest):
            node.insert(place, _break(line))
    for child in list(node):
        if child.tag != "br" and "\n" in (child.tail or ""):
            first, *rest = (child.tail or "").split("\n")
            child.tail = first
            place = list(node).index(child) + 1
            for offset, line in enumerate(rest):
                node.insert(place + offset, _break(line))


def _break(line: str) -> ET.Element:
    element = ET.Element("br")
    element.tail = line
    return element
