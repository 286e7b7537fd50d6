"""Who issued a bulletin, when, under which title: read back from the ledger, completed from the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..model import Basis, Bulletin, Change, Proposal, Section
from .dates import DATE, DAY, YEAR, date_line, find_date, moment_of, years_of
from .desk import Desk
from .headlines import occasion
from .names import despaced
from .naming import Naming, Part
from .posts import front_facts
from .repeats import key_of
from .sources import facts_of, with_colon, with_colons
from .titles import column_of, compose_title, is_serial, joined_title, series_of

_LEAD_DATE = re.compile(
    r"^(?:(?:近日|日前)，)?(?P<full>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|^(?:(?:本报|本网|本台)?讯?(?:（[^（）]{1,24}）)?\s?)?(?P<day>\d{1,2}月\d{1,2}日)"
)

_HEAD_LINES = 6
_LAST_LINES = 14
_LAST_LONGEST = 50


@dataclass
class Stated:
    """What the lines taken out of one bulletin say, in the order of the report; lines as (report line, words)."""

    title: list[str] = field(default_factory=list)
    department: list[tuple[int, str]] = field(default_factory=list)
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
        facts = facts_of(change.before) or facts_of(with_colons(words)) or facts_of(with_colon(words))
        if not facts and (date := words.replace("：", ":").partition(":")[2].strip()):
            self.published.append(date)
        for fact in facts:
            if fact.kind == "date":
                self.published.append(fact.value)
            elif fact.kind in {"written", "updated"}:
                (self.written if fact.kind == "written" else self.updated).append(fact.value)
            elif fact.kind == "department":
                self.department.insert(0, (change.line, fact.value))
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


def identify(
    found: Stated, sections: tuple[Section, ...], part: Part, desk: Desk
) -> tuple[Bulletin, tuple[Proposal, ...]]:
    """Make the bulletin of one part: every field with its basis, and proposals for departments not yet registered."""
    naming = Naming(desk, part)
    departments, department_basis, proposals = naming.issuers(
        found.department, (found.origin_line, found.origin), joined_title(found.title)
    )
    several = part.whole.compendium
    number, edition = _numbers(found)
    title, title_basis = _title(found, None if several else desk.title, edition, naming.printed, part.words)
    date, date_basis = _date(found, desk, title, part.words)
    bulletin = Bulletin(
        title=title,
        departments=departments,
        date=date,
        sections=sections,
        column=column_of(title if title_basis is Basis.STATED else ""),
        series=(desk.title if several else "") or joined_title(found.series) or series_of(title, title_basis),
        origin=found.origin or found.account,
        author=found.author,
        document_number=number,
        basis=(("title", title_basis), ("date", date_basis), ("department", department_basis)),
    )
    return bulletin, proposals


def _numbers(found: Stated) -> tuple[str, str]:
    """(document number, edition): （2023年第28号） under the title of one announcement numbers the document; 第3期, and
    any number under the name of a serial, tells which edition it is."""
    issue, title = found.issue, joined_title(found.title)
    if issue.startswith("〔"):
        return found.document_number or issue, ""
    if not issue or found.series or issue.endswith("期") or "期" in issue or is_serial(title):
        return found.document_number, issue
    return found.document_number or issue, ""


def _title(found: Stated, chosen: str | None, issue: str, printed: str, words: str) -> tuple[str, Basis]:
    if chosen:
        return chosen, Basis.OPTION
    title, issue = joined_title(found.title), issue.partition("（")[0]
    # 标题： of the page has it whole where a letterhead took the beginning.
    if not title or key_of(title) in key_of(found.named):
        title = found.named or title
    if title:
        shown = issue and not found.series and issue not in title
        return f"{title}（{issue}）" if shown else title, Basis.STATED
    if found.series and issue:
        return f"{joined_title(found.series)}（{issue}）", Basis.COMPOSED
    return compose_title(words, printed), Basis.COMPOSED


def _date(found: Stated, desk: Desk, title: str, words: str) -> tuple[datetime | None, Basis]:
    """The publication date: the editor's, else the stated one, else the day that the first sentence opens with.

    A day without a year (4月9日) takes it from the title (2020年第3期), or from the text where it gives just one year.
    """
    if desk.date:
        return desk.date, Basis.OPTION
    for line in found.dates:
        if moment := find_date(line) or date_line(line):
            return moment, Basis.STATED
    for line in words.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if held := occasion(line):
            return held, Basis.STATED
    if below := _date_below(words):
        return below, Basis.STATED
    opening = _LEAD_DATE.match(words.lstrip())
    if opening and opening["full"]:
        return find_date(opening["full"]), Basis.COMPOSED
    day = next((match for line in found.dates if (match := DAY.search(line))), None)
    day = day or (DAY.match(opening["day"]) if opening else None)
    year = _year(title + found.issue, words)
    if not day or not year:
        return None, Basis.NONE
    moment = moment_of(year, int(day["month"]), int(day["day"]))
    return moment, Basis.COMPOSED if moment else Basis.NONE


def _date_below(words: str) -> datetime | None:
    """The date under a text: alone on one of the last lines, or in 某办公室 2023年4月23日印发."""
    for line in reversed(words.rstrip("\n").split("\n")[-_LAST_LINES:]):
        if len(line) < _LAST_LONGEST and (found := date_line(line) or (line.endswith("印发") and find_date(line))):
            return found
    return None


def _year(title: str, words: str) -> int:
    """The year that the title states, else the only one that the text gives with a month; 0 for none."""
    if stated_year := YEAR.search(title):
        return int(stated_year[1])
    years = years_of(words)
    return next(iter(years)) if len(years) == 1 else 0
