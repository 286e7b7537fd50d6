"""Head lines: series, title, subtitle, document number, issue and date move from the body into the identity."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise

from .dates import date_line, hour_below
from .desk import Desk
from .draft import Draft, Edit, Line, between
from .enumerators import confirmed, enumerator_of
from .headfacts import PERSON, REPORTERS, SPEAKER, fact_of, occasion, signed_number
from .kinds import kind_of
from .markup import BULLET
from .mastheads import masthead
from .names import despaced
from .pagefacts import opens_with_key
from .part import parts
from .repeats import exclaims, headlike, key_of, looks_like_title
from .titlelines import SHORTEST, genres, headline, is_page_name
from .titlescore import better_title, over_path
from .wordlists import HAN

# 附件2, 特急 over the title: they stay in the body, and the title is sought below.
_REST = re.compile(rf"(?:[和与及的暨]|工作)[{HAN}]{{1,8}}|[{HAN}]{{2,3}}")
_PRELUDE = re.compile(
    r"附件\s?\d{0,2}|文件|特急|特提|加急|(?:机密|秘密)(?:★.{0,6})?|内部资料.{0,8}|注意保存|\d{6,8}|(?:此件)?(?:主动|依申请|不予)公开"
    # The class of an answer to a deputy's proposal.
    r"|[（(]?[A-D]类?[）)]?|[（(](?:根据|按照?)录音整理[^（）()]*[）)]"
)
_SPEAKER = re.compile(rf"[【〖［]?[{HAN}]{{2,12}}(?:局|委|办|院|中心|大队|支队|委员会|政府)(?:[：:｜|]|[】〗］])")
_NAME = 3
_ACCOUNT = 8
# What a page sets over its text is no headline, taken out or not.
_OF_PAGES = frozenset({"account-head", "breadcrumb", "counter", "follow-us", "font-size", "page-widget", "print-close"})
_HOUR = re.compile(r"\d{1,2}:\d\d")
_DECREE = 8
# 类别：防疫 under a headline says something of the page, whatever its key.
_KEYED = re.compile(rf"[{HAN}]{{2,4}}[:：][^。；]{{1,12}}")
# （统计日期：2025年10月1日至31日） says something of the text.
_ASIDE = re.compile(r"[（(][^（）()]*[:：][^（）()]*[）)]")
_FRAMED = re.compile("【[^【】]{2,10}】")
_CONTENTS = re.compile(r"[【\[]?(?:本期)?(?:要目|目录|目 录|导读|内容提要|摘要|提要|要点|导语|编者按)[】\]]?[:：]?")
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


def _zone(draft: Draft, lines: list[Line], note: str, running: frozenset[str], *, keep_body: bool) -> Iterator[Edit]:
    """Edits for the head lines at the beginning of ``lines``."""
    candidates: list[Line] = []
    facts: list[Edit] = []
    days: list[datetime] = []
    titled = False
    pictures, stated = draft.places("picture"), draft.places("facts")
    dated = list(stated)
    for line in lines:
        if number := signed_number(line.text):
            end = line.start + number
            facts += [Edit(line.start, end, "", "document-number"), Edit(end, line.end, "", "signer")]
            continue
        named = draft.mark(line) == "title"
        fact = note if named else fact_of(line.text)
        titled = titled or named
        if fact in {"date", "byline"} and len(candidates) > 1 and _is_account(candidates[-1].text, line.text):
            account = candidates.pop()
            facts.append(Edit(account.start, account.end, "", "byline"))
        if fact == "date" and (day := date_line(line.text)):
            days.append(day)
            if day != days[0]:  # a second day is no date of the bulletin and stays
                continue
        if fact:
            if fact in {"date", "byline"}:
                dated = sorted([*dated, draft.origin(line.start)])
                stated = dated if _HOUR.search(line.text) else stated
            facts.append(Edit(line.start, line.end, "", fact))
            continue
        if not candidates and kind_of(line.text) in _OF_PAGES:
            continue
        # 【经验交流】 under the name and number of a serial is its column.
        if len(candidates) == 1 and _FRAMED.fullmatch(line.text) and any(edit.note == "issue" for edit in facts):
            continue
        if _is_prelude(line.text) or occasion(line.text) or (candidates and _is_person(line.text)):
            continue
        if not keep_body and not candidates and draft.mark(line) == "department":
            continue
        if titled or draft.mark(line) or not _head_line(line.text, running, bool(candidates)):
            break
        if candidates and _SPEAKER.match(line.text):
            break
        if candidates and between(pictures, draft.origin(candidates[-1].start), draft.origin(line.start)):
            break
        candidates.append(line)
    else:
        candidates = candidates[:-1] if keep_body else candidates
    series, title = masthead(_over_facts(draft, candidates, stated), facts)
    chosen = title if not keep_body else better_title(draft, lines, headline(title, whole=draft.whole), dated)
    if keep_body and chosen:
        taken = {edit.start for edit in facts} | {line.start for line in series}
        facts += [
            Edit(line.start, line.end, "", "page-widget")
            for line in over_path(draft, lines, chosen)
            if line.start not in taken and not _is_prelude(line.text)
        ]
    found = facts + [Edit(line.start, line.end, "", "series") for line in series]
    for line in chosen:
        marked = _FOOTNOTE.fullmatch(line.text)
        end = line.start + marked.end(1) if marked else line.end
        found += [Edit(line.start, end, "", note), Edit(end, line.end, "", "footnote")][: 1 + (marked is not None)]
    yield from sorted(found)


def _over_facts(draft: Draft, candidates: list[Line], stated: list[int]) -> list[Line]:
    """The head lines above the facts of the page (发布时间：…) and below the path to it (首页 > 要闻): the headline
    stands there. Where nothing stands above the facts, they stood over the headline, and all lines remain."""
    if not candidates:
        return candidates
    first, last = draft.origin(candidates[0].start), draft.origin(candidates[-1].start)
    gap = next((place for place in stated if first < place < last), last + 1)
    above = [line for line in candidates if draft.origin(line.start) < gap]
    path = max((place for place in draft.places("path") if first < place < draft.origin(above[-1].start)), default=-1)
    above = [line for line in above if draft.origin(line.start) > path]
    gaps = draft.places("dropped")
    names = [
        line
        for line, after in pairwise(above)
        if is_page_name(line.text)
        # The name of an account, with what it says of itself taken out below it.
        or (len(line.text) <= _ACCOUNT and between(gaps, draft.origin(line.start), draft.origin(after.start)))
    ]
    kept = [line for line in above if line not in names]
    rest = candidates[candidates.index(above[-1]) + 1 :]
    account = max(len(line.text) for line in kept) <= _ACCOUNT and rest and len(rest[0].text) >= SHORTEST
    return kept + rest if account else kept


def _is_account(text: str, below: str) -> bool:
    """A short name over a date with its hour: the account that published the page."""
    return len(text) <= _ACCOUNT and " " not in text and _HOUR.search(below) is not None


def _is_prelude(text: str) -> bool:
    """What may stand over a headline and belongs to the text: 附件2, 特急, 编者按：…"""
    return _PRELUDE.fullmatch(despaced(text)) is not None or text.lstrip("【〔[").startswith(
        ("编者按", "编者的话", "按语")
    )


def _is_person(text: str) -> bool:
    """Whether a line under a title names who spoke, and is not the title's last word."""
    if REPORTERS.fullmatch(text):
        return True
    if SPEAKER.fullmatch(text.replace(" ", "")):
        return True
    return text[0] not in "和与及的暨" and text not in genres() and PERSON.fullmatch(text) is not None


def _tail_end(text: str) -> bool:
    """The short rest of a headline that was broken: 和窗口, 工作的通知."""
    found = _REST.fullmatch(text)
    return found is not None and (len(text) > _NAME or text[0] in "和与及的暨" or text in genres())


def _head_line(text: str, running: frozenset[str], following: bool) -> bool:
    """Whether a line could be a headline here, or the rest of one: neither a sentence nor an item."""
    text = despaced(text)
    if _CONTENTS.fullmatch(text):
        return False
    if following and _tail_end(text):
        return True
    if (
        opens_with_key(text)
        or (following and (_KEYED.fullmatch(text) or _FRAMED.fullmatch(text)))
        or _ASIDE.fullmatch(text)
    ):
        return False
    if BULLET.match(text) or not (headlike(text) or (not following and exclaims(text))):
        return False
    found = enumerator_of(text)
    return found is None or (found.style.startswith("lead") and found.style not in running)


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
