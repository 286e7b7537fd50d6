"""Head lines: series, title, subtitle, document number, issue and date move from the body into the identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from .dates import date_line, hour_below
from .desk import Desk
from .draft import Draft, Edit, Line, between
from .enumerators import confirmed, enumerator_of
from .headfacts import fact_of, occasion, signed_number
from .headlike import FRAMED, is_head_line, is_person, is_prelude
from .kinds import kind_of
from .mastheads import masthead
from .names import despaced
from .part import parts
from .repeats import key_of, looks_like_title
from .titlelines import SHORTEST, headline, is_page_name
from .titlescore import better_title, over_path
from .wordlists import HAN

_SPEAKER = re.compile(rf"[【〖［]?[{HAN}]{{2,12}}(?:局|委|办|院|中心|大队|支队|委员会|政府)(?:[：:｜|]|[】〗］])")
_ACCOUNT = 8
# What a page sets over its text is no headline, taken out or not.
_OF_PAGES = frozenset({"account-head", "breadcrumb", "counter", "follow-us", "font-size", "page-widget", "print-close"})
_ISSUES = 4
_HOUR = re.compile(r"\d{1,2}:\d\d")
_DECREE = 8
_FOOTNOTE = re.compile(r"(.*?\S)\s*(?:[\[［]\d{1,2}[\]］]|[①-⑩]|\*{1,3})")


def headlines(draft: Draft, desk: Desk) -> Iterator[Edit]:
    """Take the head lines of each bulletin into its identity, each with the name of the field as its note.

    The zone ends at the first line that is no head line: a sentence, an enumerated line, an addressee, a caption.
    One or two lines are the title (a third only when it completes 关于…的通知); of four and more lines without a
    stop the first is the title and the others are a verse of the body.
    """
    preface, *bodies = parts(draft)
    running = confirmed(enumerator_of(line.text[:8]) for line in draft.lines)
    several = len(bodies) > 1
    yield from _zone(draft, preface, "option" if desk.title and several else "series", running, keep_body=False)
    titled = "option" if desk.title and not several else "title"
    for body in bodies:
        edits = list(_zone(draft, body, titled, running, keep_body=True))
        if not several and not any(edit.note == titled for edit in edits):
            edits += _title_inside(draft, body, {edit.start for edit in edits}, titled)
        edits = _decreed(body, edits, titled) if not several else edits
        edits += _closing_date(body, {edit.start for edit in edits})
        yield from sorted(edits)


_NAMED = re.compile("《([^《》]{4,50})》")


def _decreed(lines: list[Line], edits: list[Edit], titled: str) -> list[Edit]:
    """某市人民政府令 第38号 over a regulation numbers it; the title is the regulation's own, which the decree names in
    《》 and which stands alone above its text."""
    at = next((index for index, edit in enumerate(edits) if edit.note == titled), -1)
    line = next((one for one in lines if at >= 0 and one.start == edits[at].start), None)
    if not line or not despaced(line.text).endswith("令") or not any(edit.note == "issue" for edit in edits):
        return edits
    named = next((found[1] for one in lines[:_DECREE] if (found := _NAMED.search(one.text))), "")
    own = next((one for one in lines if named and key_of(one.text) == key_of(named)), None)
    if not own:
        return edits
    number = edits[at]._replace(note="document-number")
    return sorted([*edits[:at], number, *edits[at + 1 :], Edit(own.start, own.end, "", titled)])


@dataclass
class _Zone:
    """The head of one bulletin: lines that may be its title, facts taken out, and where in the report facts stood."""

    stated: list[int]  # 发布时间：… and moments with their hour
    dated: list[int]  # the same, and days
    candidates: list[Line] = field(default_factory=list)
    facts: list[Edit] = field(default_factory=list)
    days: list[datetime] = field(default_factory=list)
    titled: bool = False
    numbered: int = 0
    document: str = ""


def _zone(draft: Draft, lines: list[Line], note: str, running: frozenset[str], *, keep_body: bool) -> Iterator[Edit]:
    """Edits for the head lines at the beginning of ``lines``."""
    zone = _read(draft, lines, note, running, keep_body=keep_body)
    series, title = masthead(_over_facts(draft, zone.candidates, zone.stated), zone.facts)
    chosen = title if not keep_body else better_title(draft, lines, headline(title, whole=draft.whole), zone.dated)
    found = zone.facts + [Edit(line.start, line.end, "", "series") for line in series]
    if keep_body and chosen:
        taken = {edit.start for edit in found}
        found += [
            Edit(line.start, line.end, "", "page-widget")
            for line in over_path(draft, lines, chosen)
            if line.start not in taken and not is_prelude(line.text)
        ]
    for line in chosen:
        marked = _FOOTNOTE.fullmatch(line.text)
        end = line.start + marked.end(1) if marked else line.end
        found += [Edit(line.start, end, "", note), Edit(end, line.end, "", "footnote")][: 1 + (marked is not None)]
    yield from sorted(found)


def _read(draft: Draft, lines: list[Line], note: str, running: frozenset[str], *, keep_body: bool) -> _Zone:
    """Go through the head lines to the first line that is none."""
    stated = draft.places_in("facts", lines)
    zone = _Zone(stated, list(stated))
    pictures = draft.places("picture")
    for line in lines:
        if _takes_fact(draft, zone, line, note) or _passes(draft, zone, line, keep_body=keep_body):
            continue
        above = zone.candidates[-1] if zone.candidates else None
        if zone.titled or draft.mark(line) or not is_head_line(line.text, running, above is not None):
            break
        if above and _SPEAKER.match(line.text):
            break
        if above and between(pictures, draft.origin(above.start), draft.origin(line.start)):
            break
        zone.candidates.append(line)
    else:
        zone.candidates = zone.candidates[:-1] if keep_body else zone.candidates
    zone.stated.sort()
    zone.dated.sort()
    return zone


def _takes_fact(draft: Draft, zone: _Zone, line: Line, note: str) -> bool:
    """Whether a head line states a fact, which goes into the zone; a second day, or a second
    document number, is none of the bulletin's and stays."""
    if number := signed_number(line.text):
        end = line.start + number
        zone.facts += [Edit(line.start, end, "", "document-number"), Edit(end, line.end, "", "signer")]
        return True
    named = draft.mark(line) == "title"
    fact = note if named else fact_of(line.text)
    zone.titled = zone.titled or named
    dates = fact in {"date", "byline"}
    if dates and len(zone.candidates) > 1 and _is_account(zone.candidates[-1].text, line.text):
        account = zone.candidates.pop()
        zone.facts.append(Edit(account.start, account.end, "", "byline"))
    if fact == "date" and (day := date_line(line.text)):
        zone.days.append(day)
        if day != zone.days[0]:
            return True
    if dates:
        zone.dated.append(draft.origin(line.start))
        if _HOUR.search(line.text):
            zone.stated.append(zone.dated[-1])
    if fact == "issue":
        zone.numbered += 1
        if zone.numbered > _ISSUES:  # no serial counts itself so often
            return False
    if fact == "document-number":
        zone.document = zone.document or key_of(line.text)
        if key_of(line.text) != zone.document:
            return True
    if fact:
        zone.facts.append(Edit(line.start, line.end, "", fact))
    return bool(fact)


def _passes(draft: Draft, zone: _Zone, line: Line, *, keep_body: bool) -> bool:
    """Whether a line that belongs to the text or the page may stand among head lines."""
    if not zone.candidates and kind_of(line.text) in _OF_PAGES:
        return True
    # 【经验交流】 under the name and number of a serial is its column.
    if len(zone.candidates) == 1 and zone.numbered and FRAMED.fullmatch(line.text):
        return True
    if is_prelude(line.text) or occasion(line.text) or (zone.candidates and is_person(line.text)):
        return True
    return not keep_body and not zone.candidates and draft.mark(line) == "department"


def _over_facts(draft: Draft, candidates: list[Line], stated: list[int]) -> list[Line]:
    """The head lines above the facts of the page (发布时间：…) and below the path to it (首页 > 要闻): the headline
    stands there. Where nothing stands above the facts, they stood over the headline, and all lines remain."""
    if not candidates:
        return candidates
    first, last = draft.origin(candidates[0].start), draft.origin(candidates[-1].start)
    gap = next((place for place in stated if first < place < last), last + 1)
    above = [line for line in candidates if draft.origin(line.start) < gap]
    path = max(draft.places_in("path", above), default=-1)
    above = [line for line in above if draft.origin(line.start) > path]
    gaps = draft.places("dropped")
    names = [
        line
        for line, after in pairwise(above)
        if is_page_name(line.text)
        # The name of an account, with what it says of itself taken out below it.
        or (len(line.text) <= _ACCOUNT and between(gaps, draft.origin(line.start), draft.origin(after.start)))
    ]
    dropped = {line.start for line in names}
    kept = [line for line in above if line.start not in dropped]
    rest = [line for line in candidates if line.start > above[-1].start]
    account = max(len(line.text) for line in kept) <= _ACCOUNT and rest and len(rest[0].text) >= SHORTEST
    return kept + rest if account else kept


def _is_account(text: str, below: str) -> bool:
    """A short name over a date with its hour: the account that published the page."""
    return len(text) <= _ACCOUNT and " " not in text and _HOUR.search(below) is not None


def _title_inside(draft: Draft, lines: list[Line], taken: set[int], note: str) -> list[Edit]:
    """A report that begins with its text may hold its title further down, as the page repeated it. A line under a
    department's or a date is left alone: it may head another text."""
    signed = False
    for line in lines if len(lines) > len(taken) + 1 else ():
        free = line.start not in taken and not signed
        if free and len(line.text) >= SHORTEST and looks_like_title(line.text):
            return [Edit(line.start, line.end, "", note)]
        signed = draft.mark(line) == "department" or fact_of(line.text) != ""
    return []


def _closing_date(lines: list[Line], taken: set[int]) -> Iterator[Edit]:
    """Dates on the last lines, under a signature or alone; the first line stays."""
    found: list[Edit] = []
    days: set[datetime] = set()
    for line in reversed(lines[1:]):
        day = date_line(line.text)
        # Of two different days the last one dates the text; the other is what the text has to say.
        if line.start in taken or not (day or (not found and hour_below(line.text))) or (day and days - {day}):
            break
        days |= {day} if day else set()
        found.append(Edit(line.start, line.end, "", "date"))
    yield from reversed(found)
