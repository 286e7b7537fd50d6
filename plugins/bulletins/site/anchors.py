"""Spans of a text as elements of the tree that the text was read from."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass

Place = tuple[int, int, "Anchor"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A span of a body's text that becomes ``<data class="quantity">``."""

    start: int
    end: int
    id: str
    value: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A text node: where its words begin in the body's text. They are the element's tail when ``parent`` is set."""

    start: int
    element: ET.Element
    parent: ET.Element | None = None

    @property
    def text(self) -> str:
        return (self.element.text if self.parent is None else self.element.tail) or ""


def text_of(root: ET.Element) -> tuple[str, list[Piece]]:
    """The words of a tree, one line a block, item or row, cells parted by a tab; and the nodes they came from.

    >>> text_of(ET.fromstring("<body><p>甲<br/>乙</p><ul><li>丙</li></ul></body>"))[0]
    '甲\\n乙\\n丙\\n'
    """
    runs: list[str] = []
    pieces: list[Piece] = []
    length = 0

    def add(words: str, element: ET.Element | None = None, parent: ET.Element | None = None) -> None:
        nonlocal length
        if element is not None and words:
            pieces.append(Piece(length, element, parent))
        runs.append(words)
        length += len(words)

    def walk(element: ET.Element) -> None:
        if element.tag == "br":
            add("\n")
        else:
            add(element.text or "", element)
        for child in element:
            walk(child)
            add(child.tail or "", child, element)
        if element.tag in {"td", "th"}:
            add("\t")
        elif element.tag in {"li", "tr"}:
            add("\n")

    for block in root:
        walk(block)
        if block.tag not in {"ul", "div"}:
            add("\n")
    return "".join(runs), pieces


def wrap_anchors(pieces: list[Piece], anchors: tuple[Anchor, ...]) -> None:
    """Wrap each anchor's words in the tree. One that runs over a bold word or a link wraps its first part:
    the fragment then still leads to the number, and its value is whole. Linear in pieces and anchors.
    """
    # New children by their parent and the child that they follow, None being the beginning.
    added: dict[ET.Element, dict[ET.Element | None, list[ET.Element]]] = {}
    for piece, inside in _by_piece(pieces, anchors):
        holder, after = (piece.element, None) if piece.parent is None else (piece.parent, piece.element)
        added.setdefault(holder, {})[after] = _wrap(piece, inside)
    for holder, runs in added.items():
        children = list(runs.get(None, ()))
        for child in holder:
            children += (child, *runs.get(child, ()))
        holder[:] = children


def _by_piece(pieces: list[Piece], anchors: tuple[Anchor, ...]) -> Iterator[tuple[Piece, list[Place]]]:
    waiting = sorted(anchors, key=lambda anchor: anchor.start)
    at = 0
    for piece in pieces:
        words = piece.text
        inside: list[Place] = []
        while at < len(waiting) and waiting[at].start < piece.start + len(words):
            anchor = waiting[at]
            at += 1
            start = max(anchor.start - piece.start, inside[-1][1] if inside else 0)
            end = min(anchor.end - piece.start, len(words))
            if start < end:
                inside.append((start, end, anchor))
        if inside:
            yield piece, inside


def _wrap(piece: Piece, inside: list[Place]) -> list[ET.Element]:
    """The elements that take the place of a text node's words from its first anchor on; what is before stays."""
    words = piece.text
    ends = [start for start, _, _ in inside[1:]] + [len(words)]
    elements: list[ET.Element] = []
    for (start, end, anchor), until in zip(inside, ends, strict=True):
        element = ET.Element("data", {"class": "quantity", "id": anchor.id, "value": anchor.value})
        element.text, element.tail = words[start:end], words[end:until]
        elements.append(element)
    head = words[: inside[0][0]]
    if piece.parent is None:
        piece.element.text = head
    else:
        piece.element.tail = head
    return elements
