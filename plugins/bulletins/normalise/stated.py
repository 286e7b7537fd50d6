"""What the lines taken out of a report say of a bulletin's identity, read back from the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from ..model import Change
from .dates import DATE, date_line, find_date
from .names import despaced
from .pagefacts import facts_of, with_colon, with_colons
from .posts import front_facts


@dataclass
class Stated:
    """What the lines taken out of one bulletin say, in the order of the report; lines as (report line, words)."""

    title: list[str] = field(default_factory=list)
    department: list[tuple[int, str]] = field(default_factory=list)
    publisher: list[tuple[int, str]] = field(default_factory=list)  # 发布机构： of the page
    dates: list[str] = field(default_factory=list)  # of lines of their own
    published: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    document_number: str = ""
    series: list[str] = field(default_factory=list)
    named: str = ""  # 标题： of a source line, for a report whose text has no headline
    issue: str = ""
    origin: str = ""
    origin_line: int = 0
    sources_from: int = 0
    account: str = ""
    author: str = ""

    def take(self, change: Change) -> None:
        """File one entry of the ledger."""
        words = change.before.strip()
        if change.note == "title":
            self.title.append(despaced(words))
        elif change.note in {"department", "signature"}:
            self.department.append((change.line, words))
            if find_date(words):
                self.dates.append(words)
        elif change.note == "series":
            self.series.append(despaced(words))
        elif change.note == "issue":
            self.issue += f"（{unframed(words)}）" if self.issue else unframed(words)
        elif change.note == "document-number":
            self.document_number = self.document_number or words.strip("（）() ")
        elif change.note == "date":
            self.dates.append(words)
        elif change.note == "byline":
            self.dates.append(dateline_of(words)[1])
            self.account = byline_name(words)
            if name := dateline_of(words)[0]:
                self.department.append((change.line, name))
        elif change.note == "front-matter":
            self._front_matter(change)
        elif change.note == "source-line":
            self._facts(change)

    def _front_matter(self, change: Change) -> None:
        for kind, words in front_facts(change.before + "\n"):
            if kind == "title":
                self.title.append(words)
            elif kind == "date":
                self.dates.append(words)
            elif kind == "department":
                self.department.append((change.line, words))
            elif kind == "origin":
                self.origin, self.origin_line = words, change.line
            else:
                self.author = words

    @property
    def all_dates(self) -> list[str]:
        """Words that date the bulletin: when the page says it was published, lines of dates, when it was written,
        when it was last changed."""
        return self.published + self.dates + self.written + self.updated

    @property
    def issuing(self) -> list[tuple[int, str]]:
        """Lines that name the issuer; a name over the page's own facts (索引号：…) is the site's, if one follows."""
        below = [(line, words) for line, words in self.department if line > self.sources_from]
        return below if self.sources_from and below else self.department

    def completed(self, preface: Stated) -> Stated:
        """With what the head of a compendium says for all its parts: series, date, source."""
        return replace(
            self,
            series=preface.series or self.series,
            dates=self.all_dates or preface.all_dates,
            published=[],
            written=[],
            updated=[],
            origin=self.origin or preface.origin,
            origin_line=self.origin_line or preface.origin_line,
            author=self.author or preface.author,
            issue=self.issue or preface.issue,
        )

    def _facts(self, change: Change) -> None:
        words = change.before.replace("\n", "")
        self.sources_from = self.sources_from or change.line
        paired = "：".join(part.strip(" ：:") for part in change.before.split("\n"))
        facts = facts_of(change.before, loose=True) or facts_of(with_colons(words)) or facts_of(with_colon(words))
        facts = facts or facts_of(paired)
        if not facts and (date := words.replace("：", ":").partition(":")[2].strip()):
            self.published.append(date)
        for fact in facts:
            if fact.kind == "date":
                self.published.append(fact.value)
            elif fact.kind in {"written", "updated"}:
                (self.written if fact.kind == "written" else self.updated).append(fact.value)
            elif fact.kind == "department":
                self.publisher.append((change.line, fact.value))
            elif fact.kind == "origin" and not self.origin:
                self.origin, self.origin_line = fact.value, change.line
            elif fact.kind == "author":
                self.author = self.author or fact.value
            elif fact.kind == "document_number":
                self.document_number = self.document_number or fact.value
            elif fact.kind == "title":
                self.named = fact.value


def unframed(words: str) -> str:
    """Words without the brackets around them.

    >>> unframed("（第3期）"), unframed("第5号（总第86号）")
    ('第3期', '第5号（总第86号）')
    """
    around = words[:1] + words[-1:]
    return words[1:-1].strip() if around in {"（）", "()", "【】", "[]"} else words


def dateline_of(words: str) -> tuple[str, str]:
    """(office, date) of a dateline in brackets; ("", the words) for any other byline.

    >>> dateline_of("【石桥县水务局 2024年3月1日】")
    ('石桥县水务局', '2024年3月1日')
    """
    name, _, date = unframed(words).rpartition(" ")
    framed = words[:1] in {"【", "（", "(", "["} and date_line(date) is not None
    return (name, date) if framed else ("", words)


def byline_name(words: str) -> str:
    """The last name of a byline, the account that published it.

    >>> byline_name("原创 小应 云溪应急 2024-07-29 18:05")
    '云溪应急'
    """
    names = [] if dateline_of(words)[0] else DATE.split(words, maxsplit=1)[0].split()
    return names[-1] if names and names[-1] != "原创" and "." not in names[-1] else ""


def stated(changes: Iterable[Change]) -> Stated:
    """What the ledger entries of one bulletin say about its identity."""
    found = Stated()
    for change in changes:
        found.take(change)
    return found
