"""HTML as text: the main content, a line for a paragraph, cells parted by tabs."""

from __future__ import annotations

import re
from itertools import pairwise

from lxml import etree

from .layout import Layout

# What is never part of a text, wherever it stands.
# fmt: off
SKIPPED = frozenset((
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "audio",
    "video", "select", "button", "textarea", "form", "datalist", "dialog", "map", "title",
))
# fmt: on
# What surrounds a text; inside the main content these hold its headline or its notes.
AROUND = frozenset(("nav", "aside", "header", "footer"))
# Classes of boxes that hold nothing but menus.
AROUND_NAMES = frozenset(("nav", "navbar", "menu", "mainnav", "topnav", "navigation", "main-nav", "top-nav", "menubar"))
# fmt: off
VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
))
BLOCKS = frozenset((
    "address", "article", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "main", "p", "pre", "section", "summary", "ul", "ol", "li", "caption", "hr", "nav",
    "aside", "header", "footer",
))
# fmt: on
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
MAIN = frozenset(("article", "main"))
# Names that the site systems of public offices give to the box of the text.
MAIN_NAMES = re.compile(
    r"(?<![\w-])(?:TRS_U?EDITOR(?:_view)?|UCAPCONTENT|article-?con(?:tent)?|pages_content|my_doccontent|neirong|zoom(?:con)?"
    r"|Custom_UnionStyle|wp_articlecontent|detail-content)(?![\w-])",
    re.IGNORECASE,
)
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
ENUMERATED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]|第?[一二三四五六七八九十\d]+是?|[①-⑳])")
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
# After the headline, the title of a window names the column or the site.
TITLE_END = re.compile(r"[-_|｜–—]")
# A picture in a block of its own: normalising takes the sign out again, so that the ledger tells of it.
PICTURE = "[图片]"
_ICON = 48
SUPERSCRIPT = re.compile(r"\s*[-+]?\d+\s*")


def text_of_html(page: str) -> str:
    """Return the text of a page's main content; "" when it has none.

    Main content is ``<main>``, ``<article>`` or a box with a name known from office sites, if it holds at least
    half of the words outside links; otherwise the page without navigation, header and footer. The page's headline,
    date and source are put in front when the text doesn't show them. Safe on any markup: nothing is fetched or run,
    hidden parts are left out, and time grows with the length alone.

    >>> text_of_html("<nav>首页</nav><h1>防汛</h1><p>面积3万m<sup>2</sup></p><table><tr><td>甲<td>1</table>")
    '防汛\\n\\n面积3万m²\\n\\n甲\\t1\\n'
    """
    target = _Target()
    parser = etree.HTMLParser(target=target, huge_tree=True, remove_comments=True, remove_pis=True)
    # One leading element keeps the parser from taking a byte-order mark or blank for the whole document.
    parser.feed("<!doctype html>" + page.lstrip("\ufeff"))
    parser.close()
    return target.text()


class _Target:
    """Receives the parser's events; feeds every word to the page's layout, and to the main one inside it."""

    def __init__(self) -> None:
        self.page, self.main = Layout(), Layout()
        self.open: list[tuple[str, bool, bool]] = []  # element, hides its words, is main content
        self.hidden = self.inside = self.linked = 0
        self.length = self.main_length = 0  # words outside links, which menus consist of
        self.lists: list[tuple[str, int]] = []
        self.meta: dict[str, str] = {}
        self.headline: list[str] = []
        self.empty_since = 0
        self.pictured = False
        self.item_number = ""

    @property
    def layouts(self) -> tuple[Layout, ...]:
        return (self.page, self.main) if self.inside else (self.page,)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "meta":
            self.meta[attributes.get("name", "").lower()] = attributes.get("content", "")
        if tag in VOID:
            self.pictured |= tag == "img" and not self.hidden and self.length > 0 and not _is_icon(attributes)
            if tag in ("br", "hr") and not self.hidden:
                self._each("end_line", blank=tag == "br")
            return
        hides = self._hides(tag, attributes)
        named = f"{attributes.get('id', '')} {attributes.get('class', '')}" if attributes else ""
        is_main = tag in MAIN or bool(MAIN_NAMES.search(named))
        if not self.hidden and not hides:
            self._before(tag, attributes)
        self.open.append((tag, hides, is_main))
        self.hidden += hides
        self.inside += is_main
        self.linked += tag == "a"

    def end(self, tag: str) -> None:
        if tag in VOID or not self.open:
            return
        tag, hides, is_main = self.open.pop()
        self.hidden -= hides
        self.linked -= tag == "a"
        if not self.hidden and not hides:
            self._after(tag)
        self.inside -= is_main

    def data(self, words: str) -> None:
        tag = self.open[-1][0] if self.open else ""
        if tag == "title":
            self.meta["title"] = self.meta.get("title", "") + words
        if self.hidden or not tag:
            return
        if SUPERSCRIPT.fullmatch(words) and any(name == "sup" for name, _, _ in self.open[-3:]):
            words = words.translate(SUPERSCRIPTS)
        if self.item_number and words.strip():
            words = words if ENUMERATED.match(words) else self.item_number + words.lstrip()
            self.item_number = ""
        if tag == "h1":
            self.headline.append(words)
        if not self.linked:
            self.length += len(words.strip())
            self.main_length += len(words.strip()) if self.inside else 0
        for layout in self.layouts:
            (layout.add_kept if tag == "pre" else layout.add)(words)

    def close(self) -> None:
        """Called by the parser at the end of the page; ``text`` does the rest."""

    def _hides(self, tag: str, attributes: dict[str, str]) -> bool:
        if not attributes:
            return tag in SKIPPED or (tag in AROUND and not self.inside)
        named = not AROUND_NAMES.isdisjoint(attributes.get("class", "").lower().split())
        around = (tag in AROUND or named or attributes.get("role") == "navigation") and not self.inside
        return tag in SKIPPED or around or "hidden" in attributes or bool(HIDDEN.search(attributes.get("style", "")))

    def _each(self, action: str, **arguments: int) -> None:
        for layout in self.layouts:
            getattr(layout, action)(**arguments)

    def _before(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in HEADINGS:
            self._each("part")
        elif tag in BLOCKS:
            self._each("end_line")
            self.empty_since = self.page.count
            self.pictured = False
        elif tag == "table":
            self._each("start_table")
        elif tag in ("td", "th"):
            self._each("start_cell", columns=_whole(attributes, "colspan"), rows=_whole(attributes, "rowspan"))
        if tag in ("ul", "ol"):
            self.lists.append((tag, _whole(attributes, "start") - 1))
        elif tag == "li":
            self.item_number = self._next_number()

    def _next_number(self) -> str:
        kind, number = self.lists.pop() if self.lists else ("ul", 0)
        self.lists.append((kind, number + 1))
        return f"{number + 1}. " if kind == "ol" else "• "

    def _after(self, tag: str) -> None:
        if tag in HEADINGS:
            self._each("part")
        elif tag in BLOCKS:
            self._each("end_line")
            if self.pictured and self.page.count == self.empty_since:
                for layout in self.layouts:
                    layout.add(PICTURE)
                self._each("end_line")
            self.pictured = False
            if tag == "p" and self.page.count == self.empty_since:
                self._each("end_line", blank=True)
        elif tag == "table":
            self._each("end_table")
        elif tag == "tr":
            self._each("end_row")
        elif tag in ("td", "th"):
            self._each("end_cell")
        if tag in ("ul", "ol") and self.lists:
            self.lists.pop()
        elif tag == "li":
            self.item_number = ""

    def text(self) -> str:
        """The chosen text, with headline, date and source in front where they are missing."""
        page, main = self.page.finish(), self.main.finish()
        text = main if main and 2 * self.main_length >= self.length else page
        if not text:
            return ""
        return (
            "".join(self._missing(text, TITLE_END.split(self.meta.get("title", ""))[0] if text != page else "")) + text
        )

    def _missing(self, text: str, window: str) -> list[str]:
        """What the page says of the text elsewhere; ``window`` is the title of the browser's window."""
        lines: list[str] = []
        headline = " ".join("".join(self.headline).split())
        title = headline or self.meta.get("articletitle", "").strip() or window.strip()
        if title and not _heads(title, text):
            lines.append(title + "\n\n")
        date, origin = self.meta.get("pubdate", "").strip(), self.meta.get("contentsource", "").strip()
        facts = [f"发布时间：{date}"] if date and not any(form in text for form in _forms(date)) else []
        facts += [f"来源：{origin}"] if origin and origin not in text else []
        return [*lines, " ".join(facts) + "\n\n"] if facts else lines


def _is_icon(attributes: dict[str, str]) -> bool:
    """Whether a picture is an ornament of the page by its size."""
    sizes = [attributes.get(name, "").removesuffix("px") for name in ("width", "height")]
    return any(size.isascii() and size.isdigit() and int(size[:5]) <= _ICON for size in sizes)


def _whole(attributes: dict[str, str], name: str) -> int:
    """A small whole number out of an attribute; 1 for anything else."""
    words = attributes.get(name, "")
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else 1


def _heads(title: str, text: str) -> bool:
    """Whether a line of the text is the title, or two lines together; words within a sentence are not.

    >>> _heads("甲 乙", "甲\\n乙\\n丙"), _heads("乙", "甲乙。")
    (True, False)
    """
    lines = ["".join(line.split()) for line in text.splitlines() if line.strip()]
    pairs = (first + second for first, second in pairwise(lines))
    return "".join(title.split()) in {*lines, *pairs}


def _forms(date: str) -> tuple[str, ...]:
    """How a text may print the day of a meta tag.

    >>> _forms("2022-11-03 09:30")
    ('2022-11-03', '2022年11月3日')
    """
    found = DAY.match(date)
    return (date[:10], f"{found[1]}年{int(found[2])}月{int(found[3])}日") if found else (date,)
