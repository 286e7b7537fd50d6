"""The nouns of a text, from report to bulletin: frozen, slotted types without input or output.

One noun, one meaning (docs/words.md). Nothing here knows of files, Pelican, clocks or languages.
All spans are code-point offsets, end exclusive, into the text that the owning function was given.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Report:
    """The text as an office sent it: never edited, decoded once.

    ``text`` is the decoded file exactly as it stands on disk (line ends too, a byte-order mark excepted),
    so that offsets into it can be shown to the sender. ``digest`` is the SHA-256 of the bytes, in hex. ``remarks``
    says in words what the file holds beside the text: comments, deletions, hidden words.
    """

    source: str
    text: str
    media_type: str = "text/plain"
    encoding: str = "utf-8"
    digest: str = ""
    remarks: tuple[str, ...] = ()


class Basis(StrEnum):
    """Where a field of a bulletin's identity comes from. Everything but STATED and OPTION awaits an editor."""

    STATED = "stated"  # the report says it
    OPTION = "option"  # the editor said it on the command line
    COMPOSED = "composed"  # put together from the report's own words
    REGISTRY = "registry"  # a short form of the report, completed from the registry
    ASSUMED = "assumed"  # the same, and the report names no town: the registry's own
    PROPOSED = "proposed"  # the report's words; the registry doesn't know them
    HISTORY = "history"  # the file's first commit
    MODIFIED = "modified"  # the file's time stamp, the weakest basis
    NONE = "none"

    @property
    def inferred(self) -> bool:
        """True when an editor has to look at it.

        >>> Basis.COMPOSED.inferred, Basis.STATED.inferred
        (True, False)
        """
        return self not in {Basis.STATED, Basis.OPTION, Basis.REGISTRY}


class BlockKind(StrEnum):
    """How a run of text stands on the page."""

    PARAGRAPH = "paragraph"  # one line, or several whose breaks are kept (verses, slogans, addresses)
    CAPTION = "caption"  # the words under a picture
    LIST = "list"  # one item a line
    TABLE = "table"  # one row a line, cells parted by a tab; the first row is the head


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, caption, list or table. ``text`` is plain: never Markdown, never HTML.

    >>> Block("8个高铁站").kind
    <BlockKind.PARAGRAPH: 'paragraph'>
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of a verse, items of a list, or rows of a table."""
        return tuple(self.text.split("\n"))


@dataclass(frozen=True, slots=True)
class Section:
    """Heading, level, paragraphs. Level 1 is the outermost; the text before any heading has level 0 and no heading.

    The heading keeps its enumerator and wording (一是…, 二、…), without the full stop that parted it from its body.
    """

    heading: str = ""
    level: int = 0
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """A dated note that an editor adds when a published bulletin was wrong."""

    date: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Bulletin:
    """One department's normalised text: identity, sections, body.

    ``departments`` holds canonical names, several for a joint issue. ``date`` is Beijing time without a zone;
    midnight means that only the day is known. ``basis`` says for "title", "date" and "department" where each
    comes from. ``highlights`` is None when the choice is left to the program, () when an editor wants none,
    else the statistics an editor names by their printed words. ``slug`` may be empty until a post is written.
    """

    title: str
    departments: tuple[str, ...]
    date: datetime | None = None
    sections: tuple[Section, ...] = ()
    slug: str = ""
    column: str = "工作动态"
    topics: tuple[str, ...] = ()
    series: str = ""
    part: int = 0  # place among the parts of a compendium, from 1; 0 when it stands alone
    source: str = ""
    origin: str = ""  # 来源 as the report states it
    author: str = ""  # 作者 / 供稿 as the report states it
    document_number: str = ""
    period: str = ""  # the time that the text covers, in its own words: 2026年1至10月
    status: str = "published"
    corrections: tuple[Correction, ...] = ()
    highlights: tuple[str, ...] | None = None
    basis: tuple[tuple[str, Basis], ...] = ()

    @property
    def review(self) -> tuple[str, ...]:
        """Names of the fields that were inferred and wait for an editor's eye.

        >>> Bulletin("防汛情况", ("云溪市水务局",), basis=(("title", Basis.COMPOSED), ("date", Basis.STATED))).review
        ('title',)
        """
        return tuple(name for name, basis in self.basis if basis.inferred)

    def basis_of(self, name: str) -> Basis:
        """The basis of one field; STATED when nothing else is noted."""
        return dict(self.basis).get(name, Basis.STATED)


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the ledger: what a rule did at one place.

    ``start`` and ``end`` are offsets into the text as it stood when the pass of that rule began, so that the
    ledger can be replayed pass by pass; ``line`` and ``column`` count from 1 in the report itself.
    ``note`` names what a dropped line was taken for (e.g. "share-bar"), or why a line moved into the identity.
    """

    rule: str
    step: int
    start: int
    end: int
    before: str
    after: str
    line: int
    column: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A department the registry does not know (or knows twice), with what speaks for it.

    ``name`` is the fullest form the report supports, ``aliases`` the other forms met, ``evidence`` pairs of
    (line in the report, words of the report). ``candidates`` are registry names when the words are ambiguous.
    """

    name: str
    aliases: tuple[str, ...] = ()
    evidence: tuple[tuple[int, str], ...] = ()
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Normalised:
    """What normalising one report gave: bulletins, the ledger, and departments to be added to the registry."""

    bulletins: tuple[Bulletin, ...]
    ledger: tuple[Change, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    dropped: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    suspicions: tuple[tuple[int, str], ...] = ()  # (line in the report, what looks like a slip); never repaired
    impossible: tuple[tuple[int, str], ...] = ()  # (line in the report, a stated date that no calendar has)
    # For each bulletin, for each character of body_text(bulletin), its offset in Report.text, or -1 for none.
    origins: tuple[tuple[int, ...], ...] = field(default=(), repr=False)


def body_text(bulletin: Bulletin) -> str:
    """The words of a bulletin's body as plain text: headings and blocks, one a line, parted by blank lines.

    This is the text that figures are found in and that searching covers (with the title). Safe to rely on: it
    depends on the sections alone, and equal sections give equal text.

    >>> body_text(Bulletin("标题", ("甲局",), sections=(Section("", 0, (Block("导语。"),)), Section("一、做法", 1))))
    '导语。\\n\\n一、做法\\n'
    """
    runs: list[str] = []
    for section in bulletin.sections:
        if section.heading:
            runs.append(section.heading)
        runs.extend(block.text for block in section.blocks)
    return "\n\n".join(runs) + "\n" if runs else ""
