"""Word files (.docx) as text: what a reader of the printed page sees, numbers of lists included."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field

from lxml import etree

from .heads import words_of_heads
from .layout import Layout
from .names import attribute, child, children, local, number
from .numbering import Numbering, read_numbering
from .package import Package
from .refusing import MAX_CHARACTERS, refuse
from .styles import Styles, switched

# Deleted or moved text, field codes, properties, phonetic guides, and the second copy of a drawing.
# fmt: off
SKIPPED = frozenset((
    "del", "moveFrom", "delText", "instrText", "delInstrText", "fldData", "rPr", "tblPr", "tblGrid", "trPr", "tcPr",
    "sectPr", "sdtPr", "sdtEndPr", "rt", "tblPrEx", "pPr", "rubyPr", "oMathParaPr", "ctrlPr",
    "docPartObj",
))
# fmt: on
# Rows and cells of a table that a tracked change deletes.
GONE = {"tr": ("trPr", "del"), "tc": ("tcPr", "cellDel")}
# A whole document hung in by reference: leaving it out would lose text without a word.
ELSEWHERE = frozenset(("altChunk", "subDoc"))
BREAKS = frozenset(("br", "cr"))
PRINTED = {"tab": " ", "ptab": " ", "noBreakHyphen": "-", "softHyphen": ""}
# What a formula prints and its elements only mean: a bar of a fraction, a root, brackets.
FORMULA = {"den": "/", "rad": "√", "d": "("}
# Symbol fonts draw a letter of the private area; these are the marks that office forms use.
SYMBOLS = {
    ("wingdings", "fe"): "☑",
    ("wingdings", "a8"): "□",
    ("wingdings", "fc"): "✓",
    ("wingdings", "6c"): "●",
    ("wingdings", "6e"): "■",
    ("wingdings", "75"): "◆",
    ("wingdings", "d8"): "➢",
    ("wingdings 2", "52"): "☑",
    ("wingdings 2", "a3"): "□",
    ("wingdings 2", "50"): "✓",
    ("symbol", "b7"): "•",
    ("symbol", "b0"): "°",
    ("symbol", "b1"): "±",
    ("symbol", "b4"): "×",
    ("symbol", "a3"): "≤",
    ("symbol", "b3"): "≥",
}
MOST_NOTES = 10_000
MOST_PARAGRAPHS = 70_000
"""Those in cells too; more than any office file holds, and what can be normalised in the time that a report has."""
SUPERSCRIPTS = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")


# What the file holds and the page doesn't show, by the element that holds it.
LEFT_OUT = {
    "commentReference": "批注",
    "textpath": "艺术字或水印",
    "del": "修订中删去的文字",
    "moveFrom": "修订中移走的文字",
    "r": "隐藏文字",
    "blip": "图片",
    "hdr": "页眉或页脚里的文字",
}


@dataclass(slots=True)
class _Reader:
    """Walks parts of one file in reading order and fills the layout."""

    source: str
    styles: Styles
    numbering: Numbering
    layout: Layout = field(default_factory=Layout)
    boxes: deque[etree._Element] = field(default_factory=deque)
    notes: list[tuple[str, str]] = field(default_factory=list)  # kind, id in the file
    left_out: Counter[str] = field(default_factory=Counter)
    heading: bool = False
    hidden: bool = False  # what the style of the paragraph says
    raised: bool = False
    length: int = 0
    prefix: str = ""  # what the next paragraph begins with: the mark of a note
    before: int = 0  # lines when the paragraph began
    paragraphs: int = 0

    def read(self, root: etree._Element) -> None:
        """Read one block and then the text boxes hung into it, where a reader of the page finds them too."""
        self._walk(root)
        while self.boxes:
            self._walk(self.boxes.popleft())

    def _walk(self, root: etree._Element) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            name = local(element.tag)
            if event == "end":
                self._end(element, name)
            elif self._leave_out(element, name, root):
                walk.skip_subtree()
            else:
                self._start(element, name)
            if self.length > MAX_CHARACTERS + 1:
                return

    def _leave_out(self, element: etree._Element, name: str, root: etree._Element) -> bool:
        if name == "txbxContent" and element is not root:
            self.boxes.append(element)
            return True
        if name == "Fallback":
            return child(element.getparent(), "Choice") is not None
        if name == "sdt":
            return child(element, "sdtPr", "showingPlcHdr") is not None
        if name == "r" and self._is_hidden(element):
            self.left_out[name] += 1
            return True
        if name in ("del", "moveFrom"):
            self.left_out[name] += any(local(found.tag) in ("t", "delText") for found in element.iter())
        return name in SKIPPED or (name in GONE and child(element, *GONE[name]) is not None)

    def _is_hidden(self, run: etree._Element) -> bool:
        properties = child(run, "rPr")
        if properties is None:
            return self.hidden
        style = attribute(child(properties, "rStyle"), "val")
        return switched(child(properties, "vanish"), self.styles.get(style).hidden if style else self.hidden)

    def _start(self, element: etree._Element, name: str) -> None:
        if name == "p":
            self._start_paragraph(element)
        elif name in ("commentReference", "blip") or (name == "textpath" and attribute(element, "string").strip()):
            self.left_out[name] += 1
        elif name in ELSEWHERE:
            message = "正文里嵌入了别的文档，读不到其中的文字"
            raise refuse(self.source, "file-type", message, "用 Word 打开，另存为新的 .docx；或把文字复制到 .txt 文件")
        elif name == "r":
            power = local(getattr(element.getparent(), "tag", "")) == "sup"
            self.raised = power or attribute(child(element, "rPr", "vertAlign"), "val") == "superscript"
        elif name == "t":
            self._add(element.text or "")
        elif name in PRINTED and local(getattr(element.getparent(), "tag", "")) == "r":
            self._add(PRINTED[name])
        elif name in BREAKS:
            self.layout.end_line()
        elif name in FORMULA:
            own = child(element, "dPr", "begChr") if name == "d" else None
            self._add(FORMULA[name] if own is None else attribute(own, "val"))
        elif name == "sym":
            code = attribute(element, "char").lower().removeprefix("f0").removeprefix("00")
            self._add(SYMBOLS.get((attribute(element, "font").lower(), code), "\ufffd"))
        elif name in ("footnoteReference", "endnoteReference"):
            self.notes.append((name.removesuffix("Reference"), attribute(element, "id")))
            if len(self.notes) > MOST_NOTES:
                message = f"脚注和尾注超过 {MOST_NOTES} 条"
                raise refuse(self.source, "too-large", message, "按部门或章节分成几份")
            self._add(f"[{len(self.notes)}]")
        elif name == "tbl":
            self.layout.start_table()
        elif name == "tc":
            self.layout.start_cell(columns=number(attribute(child(element, "tcPr", "gridSpan"), "val"), 1))

    def _add(self, words: str) -> None:
        plain = words.strip()
        if self.raised and plain.strip("+-").isdigit() and plain.isascii():
            words = words.translate(SUPERSCRIPTS)
        self.length += len(words)
        self.layout.add(words)

    def _start_paragraph(self, element: etree._Element) -> None:
        self.paragraphs += 1
        if self.paragraphs > MOST_PARAGRAPHS:
            message = f"段落超过 {MOST_PARAGRAPHS} 个"
            raise refuse(self.source, "too-large", message, "按部门或章节分成几份")
        properties = child(element, "pPr")
        style = self.styles.get(attribute(child(properties, "pStyle"), "val"))
        outlined = attribute(child(properties, "outlineLvl"), "val")
        self.hidden = style.hidden
        self.heading = style.heading or (outlined != "" and number(outlined, 9) < 9)
        self.layout.part() if self.heading else self.layout.end_line()
        self._add(self.prefix)
        self.prefix = ""
        own = child(properties, "numPr")
        use = attribute(child(own, "numId"), "val") or style.use
        level = number(attribute(child(own, "ilvl"), "val"), style.level)
        if use and _prints(element):
            self._add(self.numbering.next(use, level))
        self.before = self.layout.count

    def _end(self, element: etree._Element, name: str) -> None:
        if name == "p":
            self.layout.end_line(blank=self.layout.count == self.before)
            if self.heading:
                self.layout.part()
                self.heading = False
        elif name == "tc":
            self.layout.end_cell()
        elif name == "d":
            own = child(element, "dPr", "endChr")
            self._add(")" if own is None else attribute(own, "val"))
        elif name == "tr":
            self.layout.end_row()
        elif name == "tbl":
            self.layout.end_table()


def _prints(paragraph: etree._Element) -> bool:
    """Whether a numbered paragraph has anything to number: Word counts empty ones too, but prints no text there."""
    return any(local(found.tag) in ("t", "sym", "drawing", "pict") for found in paragraph.iter())


def text_of_docx(data: bytes, source: str) -> tuple[str, tuple[str, ...]]:
    """Return (text of a .docx, what was left out): paragraphs as lines, tables as rows of cells parted by tabs, notes
    at the end.

    Tracked deletions, hidden text, comments, headers and footers are left out; insertions, text boxes and
    automatic numbers are read. Raises Refusal for a file that is broken, encrypted, inflated or no Word file.
    """
    package = Package(data, source)
    root = package.xml(package.main_name)
    reader = _Reader(source, Styles(package.related("styles")), read_numbering(package.related("numbering")))
    body = child(root, "body")
    for block in body if body is not None else ():
        if reader.length > MAX_CHARACTERS:
            break  # it will be refused as too long, whatever follows
        if local(block.tag) != "sectPr":
            reader.read(block)
    _read_notes(reader, package)
    reader.left_out["hdr"] += words_of_heads(package)
    remarks = tuple(f"{count} 处{words}" for key, words in LEFT_OUT.items() if (count := reader.left_out[key]))
    return reader.layout.finish(), remarks


def _read_notes(reader: _Reader, package: Package) -> None:
    wanted = tuple(reader.notes)
    notes: dict[tuple[str, str], etree._Element] = {}
    for kind in {kind for kind, _ in wanted}:
        part = package.related(kind + "s")
        notes |= {(kind, attribute(note, "id")): note for note in (children(part, kind) if part is not None else ())}
    for place, key in enumerate(wanted, 1):
        if key in notes and reader.length <= MAX_CHARACTERS:
            reader.prefix = f"[{place}] "
            for paragraph in children(notes[key], "p"):
                reader.read(paragraph)
