"""Who issued a bulletin, when, under which title: as its head lines state it, completed from the text."""

from __future__ import annotations

import re
from datetime import datetime

from ..model import Basis, Bulletin, Proposal, Section
from ..onelines import INK, one_line
from .dates import DAY, YEAR, date_line, find_date, impossible_dates, moment_of, years_of
from .desk import Desk
from .headfacts import occasion
from .naming import Naming
from .part import Part
from .periods import period_of
from .repeats import key_of, looks_like_title
from .stated import Stated
from .titles import column_of, compose_title, is_serial, joined_title, series_of

_LEAD_DATE = re.compile(
    r"^(?:(?:近日|日前)，)?(?P<full>(?:19|20)\d\d年\d{1,2}月\d{1,2}日)"
    r"|^(?:(?:本报|本网|本台)?讯?(?:（[^（）]{1,24}）)?\s?)?(?P<day>\d{1,2}月\d{1,2}日)"
)

# 政府工作报告——2025年1月8日在县人民代表大会会议上
_HELD = re.compile(r"——((?:19|20)\d\d年\d{1,2}月\d{1,2}日)[在于]")
_HEAD_LINES = 8
_LAST_LINES = 14
_LAST_LONGEST = 50


def identify(
    found: Stated, sections: tuple[Section, ...], part: Part, desk: Desk
) -> tuple[Bulletin, tuple[Proposal, ...]]:
    """Make the bulletin of one part: every field with its basis, and proposals for departments not yet registered."""
    naming = Naming(desk, part)
    departments, department_basis, proposals = naming.issuers(
        found.issuing, found.publisher, (found.origin_line, found.origin), joined_title(found.title)
    )
    several = part.whole.compendium
    number, edition = _numbers(found)
    title, title_basis = _title(found, None if several else desk.title, edition, naming.printed, part.words)
    date, date_basis = _date(found, desk, title, part.words)
    period, period_basis = period_of("" if title_basis.inferred else title, part.words)
    bulletin = Bulletin(
        title=title,
        departments=departments,
        date=date,
        sections=sections,
        column=column_of(title if title_basis is Basis.STATED else ""),
        series=(desk.title if several else "") or joined_title(found.series) or series_of(title, title_basis),
        origin=next((value for value in map(one_line, (found.origin, found.account)) if INK.search(value)), ""),
        author=one_line(found.author) if INK.search(found.author) else "",
        document_number=number,
        period=period,
        basis=(
            ("title", title_basis),
            ("date", date_basis),
            ("department", department_basis),
            *([("period", period_basis)] if period else []),
        ),
    )
    return bulletin, proposals


def _numbers(found: Stated) -> tuple[str, str]:
    """(document number, edition): （2023年第28号） under the title of one announcement numbers the document; 第3期, and
    any number under the name of a serial, tells which edition it is."""
    issue, title = found.issue, joined_title(found.title)
    if issue and found.document_number.endswith("令"):
        return found.document_number + issue, ""
    if issue.startswith("〔"):
        return found.document_number or issue, ""
    if not issue or found.series or not title or is_serial(title) or ("期" in issue and looks_like_title(title)):
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
    composed = compose_title(words.replace("\t", " "), printed)
    return f"{composed}（{issue}）" if issue and issue not in composed else composed, Basis.COMPOSED


def _date(found: Stated, desk: Desk, title: str, words: str) -> tuple[datetime | None, Basis]:
    """The publication date: the editor's, else the stated one, else the day that the first sentence opens with.

    A day without a year (4月9日) takes it from the title (2020年第3期), or from the text where it gives just one year.
    """
    if desk.date:
        return desk.date, Basis.OPTION
    doubtful = False
    for line in found.dates:
        if moment := find_date(line) or date_line(line):
            return moment, Basis.COMPOSED if doubtful else Basis.STATED
        doubtful = doubtful or any(impossible_dates(line))
    for line in words.split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if held := occasion(line) or date_line(line):
            return held, Basis.STATED
    if below := _date_below(words):
        return below, Basis.STATED
    if subtitle := _HELD.search(title):
        return find_date(subtitle[1]), Basis.COMPOSED
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
