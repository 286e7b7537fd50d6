"""Styles of a Word file: headings, numbering, hidden words."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from .names import attribute, child, children, number

HEADING_STYLES = ("heading", "title", "subtitle", "标题", "副标题")
OFF = frozenset(("0", "false", "off"))


@dataclass(frozen=True, slots=True)
class Style:
    """What a style says of its paragraphs or words."""

    heading: bool = False
    hidden: bool = False
    use: str = ""
    level: int = 0


class Styles:
    """Paragraph styles, looked up when a paragraph uses one; each takes over what the one it is based on says."""

    def __init__(self, root: etree._Element | None) -> None:
        styles = children(root, "style") if root is not None else ()
        self._elements = {attribute(style, "styleId"): style for style in styles}
        self._known: dict[str, Style] = {}

    def get(self, key: str) -> Style:
        """The style of that name; one that says nothing when there is none."""
        chain: list[str] = []
        while key in self._elements and key not in self._known:
            chain.append(key)
            self._known[key] = Style()  # what a style based on itself gets from there
            key = attribute(child(self._elements[key], "basedOn"), "val")
        style = self._known.get(key, Style())
        for name in reversed(chain):
            style = self._known[name] = _style(self._elements[name], style)
        return style


def _style(element: etree._Element, base: Style) -> Style:
    name = attribute(child(element, "name"), "val").lower()
    outlined = attribute(child(element, "pPr", "outlineLvl"), "val")
    own = child(element, "pPr", "numPr")
    level = attribute(child(own, "ilvl"), "val")
    return Style(
        hidden=switched(child(element, "rPr", "vanish"), base.hidden),
        heading=base.heading or name.startswith(HEADING_STYLES) or (outlined != "" and number(outlined, 9) < 9),
        use=attribute(child(own, "numId"), "val") or base.use,
        level=number(level) if level else base.level,
    )


def switched(element: etree._Element | None, otherwise: bool) -> bool:
    """A property that is on when it stands there, unless it says off."""
    return otherwise if element is None else attribute(element, "val").lower() not in OFF
