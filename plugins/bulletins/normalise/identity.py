"""Who issued a bulletin, when, under which title: read back from the ledger, completed from the text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..model import Basis, Bulletin, Change, Proposal, Section
from .dates import DATE, DAY, YEAR, date_line, find_date, moment_of, years_of
from .desk import Desk
from .naming import Naming, Part
from .sources import facts_of, with_colon
from .titles import column_of, compose_title, joined_title

_LEAD_DATE = re.compile(
    r"^(?:(?:近日|日前)，)?(?P<full>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)|^(?P<day>\d{1,2}月\d{1,2}日)"
)


@dataclass
class Stated:
    """What the lines taken out of one bulletin say, in the order of the report; lines as (report line, words)."""

    title: list[str] = field(default_factory=list)
    department: list[tuple[int, str]] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
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
            self.title.append(words)
        elif change.note in {"department", "signature"}:
            self.department.append((change.line, words))
            if find_date(words):
                self.dates.append(words)
        elif change.note == "series":
            self.series.append(words)
        elif change.note == "issue":
            self.issue = words
        elif change.note == "document-number":
            self.document_number = self.document_number or words.strip("（）() ")
        elif change.note == "date":
            self.dates.append(words)
        elif change.note == "byline":
            self.dates.append(words)
            self.account = byline_name(words)
        elif change.note == "source-line":
            self._facts(change)

    def completed(self, preface: Stated) -> Stated:
        """With what the head of a compendium says for all its parts: series, date, source."""
        return replace(
            self,
            series=preface.series or self.series,
            dates=self.dates or preface.dates,
            origin=self.origin or preface.origin,
            origin_line=self.origin_line or preface.origin_line,
            author=self.author or preface.author,
            issue=self.issue or preface.issue,
        )

    def _facts(self, change: Change) -> None:
        facts = facts_of(change.before) or facts_of(with_colon(change.before.replace("\n", "")))
        for fact in facts:
            if fact.kind == "date":
                self.dates.insert(0, fact.value)
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


def byline_name(words: str) -> str:
    """The last name of a byline, the account that published it.

    >>> byline_name("原创 小应 云溪应急 2024-07-29 18:05")
    '云溪应急'
    """
    names = DATE.split(words, maxsplit=1)[0].split()
    return names[-1] if names and names[-1] != "原创" else ""


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
    title, title_basis = _title(found, None if several else desk.title, naming.printed, part.words)
    date, date_basis = _date(found, desk, title, part.words)
    bulletin = Bulletin(
        title=title,
        departments=departments,
        date=date,
        sections=sections,
        column=column_of(title if title_basis is Basis.STATED else ""),
        series=(desk.title if several else "") or joined_title(found.series),
        origin=found.origin or found.account,
        author=found.author,
        document_number=found.document_number,
        basis=(("title", title_basis), ("date", date_basis), ("department", department_basis)),
    )
    return bulletin, proposals


def _title(found: Stated, chosen: str | None, printed: str, words: str) -> tuple[str, Basis]:
    if chosen:
        return chosen, Basis.OPTION
    issue = found.issue.strip("（）()【】[] ")
    title = joined_title(found.title) or found.named
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
    opening = _LEAD_DATE.match(words.lstrip())
    if opening and opening["full"]:
        return find_date(opening["full"]), Basis.COMPOSED
    day = next((match for line in found.dates if (match := DAY.search(line))), None)
    day = day or (DAY.match(opening["day"]) if opening else None)
    year = _year(title, words)
    if not day or not year:
        return None, Basis.NONE
    moment = moment_of(year, int(day["month"]), int(day["day"]))
    return moment, Basis.COMPOSED if moment else Basis.NONE


def _year(title: str, words: str) -> int:
    """The year that the title states, else the only one that the text gives with a month; 0 for none."""
    if stated_year := YEAR.search(title):
        return int(stated_year[1])
    years = years_of(words)
    return next(iter(years)) if len(years) == 1 else 0
