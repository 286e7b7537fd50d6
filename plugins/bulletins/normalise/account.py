"""The promise that nothing vanishes, checked on every run and independently of the rules."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby, islice, pairwise
from operator import itemgetter, sub

from ..markdown import unescape
from ..model import Bulletin, Change, Normalised, Report, body_text
from .contents import entries_of
from .draft import report_lines
from .memory import uncollected
from .quiet import quiet

# The only reasons for which words may leave the body: what a line moved to, or what it was taken for.
IDENTITY = frozenset({
    "title", "series", "department", "signature", "date", "document-number", "issue", "byline", "option",
    "front-matter", "footnote", "signer",
})  # fmt: skip
FURNITURE = frozenset({
    "share-bar", "counter", "font-size", "print-close", "breadcrumb", "neighbours", "scan-code", "page-widget",
    "disclaimer", "follow-us", "account", "account-head", "parting", "editor-line", "footer", "related-head",
    "related-links", "ruler", "picture", "page-number", "source-line", "repeated-headline", "contents",
})  # fmt: skip
_SHORTEST = 4
_LONGEST = 80
# What is neither letter nor digit.
_NO_WORDS = re.compile(r"[\W_]+")


def replay(report: Report, ledger: Iterable[Change]) -> str:
    """Carry the ledger out on the report once more; the result is the text of all bulletins, one after the other.

    Raises ValueError when an entry does not meet the text it says it changed.

    >>> replay(Report("a", "甲,乙"), [Change("half-width-marks", 0, 1, 2, ",", "，", 1, 2)])
    '甲，乙'
    """
    text = report.text
    for _, changes in groupby(ledger, key=lambda change: change.step):
        parts: list[str] = []
        done = 0
        for change in changes:
            if text[change.start : change.end] != change.before:
                raise ValueError(f"{change.rule}: {change.line}:{change.column} 与原文不符")
            parts += (text[done : change.start], change.after)
            done = change.end
        text = "".join(parts) + text[done:]
    return text


def unaccounted(report: Report, normalised: Normalised) -> tuple[str, ...]:
    """What of the report is neither in a bulletin nor in the ledger, in words; empty when nothing is lost.

    Five independent looks: the ledger replayed gives the bulletins' text; a replacement keeps letters and digits
    (after NFKD), a line leaves the body only for a reason of the closed list; what left as furniture says no sentence
    and no quantity, or stands elsewhere in the bulletins; every line that moved into the
    identity is found there; and all letters and digits of the report, in order, are those of the bulletins and of
    the dropped lines, each at its place.
    """
    with uncollected():
        return tuple(_faults(report, normalised))


def _faults(report: Report, normalised: Normalised) -> list[str]:
    faults: list[str] = []
    try:
        if replay(report, normalised.ledger) != "".join(body_text(bulletin) for bulletin in normalised.bulletins):
            faults.append("按规范化记录重做一遍，得到的文字与公报不同")
    except ValueError as error:
        faults.append(f"规范化记录不能重做：{error}")
    faults += [fault for change in normalised.ledger if (fault := _fault(change))]
    faults += _said(normalised)
    faults += _missing_identity(normalised)
    faults += _missing_characters(report, normalised)
    return faults


def _fault(change: Change) -> str:
    """Why an entry is not allowed, "" when it is."""
    if change.note:
        if change.note not in IDENTITY | FURNITURE:
            return f"第{change.line}行：不认识的去除理由“{change.note}”"
        return "" if not change.after else f"第{change.line}行：去除时不应写入文字"
    if not (_same_words(change.before, change.after) or _is_entity(change)):
        return f"第{change.line}行：规则 {change.rule} 改动了文字“{change.before[:20]}”"
    return ""


def _said(normalised: Normalised) -> Iterator[str]:
    """Lines dropped as furniture that say a sentence or a quantity, and headlines dropped as repeats of nothing."""
    heads = lines = frozenset[str]()
    for change in normalised.ledger:
        if change.note == "repeated-headline":
            heads = heads or _heads(normalised)
            words = bare(change.before)
            beginnings = {words, *(words[:end] for end in range(_SHORTEST, len(words)))}
            if heads & beginnings:
                continue
            lines = lines or _short_lines(normalised)
            if not lines & beginnings and words not in _whole(normalised):
                yield f"第{change.line}行：“{change.before[:20]}”不是重复的标题，却被去除"
        elif change.note == "contents":
            heads = heads or _heads(normalised)
            whole = _whole(normalised)
            if not all(entry in heads or entry in whole for entry in entries_of(change.before)):
                yield f"第{change.line}行：“{change.before[:20]}”不在正文里，却被当作目录去除"
        elif change.note in FURNITURE and not quiet(change.before, change.note):
            yield f"第{change.line}行：“{change.before[:20]}”是一句话或一个数量，却被当作页面杂项去除"


def _whole(normalised: Normalised) -> str:
    """Letters and digits of titles, series and bodies, for a headline that a wrap joined to the line above."""
    return bare("".join(f"{one.title}{one.series}{body_text(one)}" for one in normalised.bulletins))


def _heads(normalised: Normalised) -> frozenset[str]:
    """Letters and digits of each line that became part of an identity, and of how titles and series begin."""
    heads = frozenset(bare(words) for bulletin in normalised.bulletins for words in (bulletin.title, bulletin.series))
    moved = (bare(change.before) for change in normalised.ledger if change.note in IDENTITY)
    return heads.union((head[:end] for head in heads for end in range(_SHORTEST, len(head))), moved) - {""}


def _short_lines(normalised: Normalised) -> frozenset[str]:
    """Letters and digits of each short line of the bulletins, and of each two in a row."""
    texts = (body_text(bulletin).split("\n") for bulletin in normalised.bulletins)
    lines = [line for lines in texts for line in lines if 0 < len(line) <= _LONGEST]
    return frozenset(map(bare, [*lines, *map("".join, pairwise(lines))]))


def _is_entity(change: Change) -> bool:
    """&lt; read as <: Markdown's way to write a mark in letters."""
    return change.rule == "markdown" and change.before[:1] == "&" and unescape(change.before) == change.after


# Most entries are one mark for another, the same few over and over.
@lru_cache(maxsize=1024)
def _same_words(before: str, after: str) -> bool:
    return bare(before) == bare(after)


def bare(text: str) -> str:
    """Letters and digits only, width and compatibility forms levelled (NFKD, which never joins two characters).

    >>> bare("２０２２年，Ａ级。")
    '2022年A级'
    """
    return _NO_WORDS.sub("", text if text.isascii() else unicodedata.normalize("NFKD", text))


def _missing_identity(normalised: Normalised) -> Iterator[str]:
    """Title, series and number lines whose words are in no bulletin's identity."""
    kept = bare("\n".join(_identity(bulletin) for bulletin in normalised.bulletins))
    for change in normalised.ledger:
        if change.note in {"title", "series", "document-number"} and bare(change.before) not in kept:
            yield f"第{change.line}行：“{change.before[:20]}”没有进入公报的标题、系列或文号"


def _identity(bulletin: Bulletin) -> str:
    return "\n".join((bulletin.title, bulletin.series, bulletin.document_number))


def _missing_characters(report: Report, normalised: Normalised) -> Iterator[str]:
    """Compare the report with what the bulletins and the dropped lines hold, in the order of the report."""
    starts = report_lines(report.text)
    places = [(starts[change.line - 1] + change.column - 1, change) for change in normalised.ledger]
    pieces = [(place, change.before) for place, change in places if change.note]
    for bulletin, origins in zip(normalised.bulletins, normalised.origins, strict=True):
        pieces += _runs(body_text(bulletin), origins)
    pieces.sort(key=lambda piece: piece[0])
    found = bare("".join(piece for _, piece in pieces))
    wanted = bare(_with_entities_read(report.text, [(at, change) for at, change in places if _is_entity(change)]))
    if found != wanted:
        at = next(
            (i for i, (a, b) in enumerate(zip(found, wanted, strict=False)) if a != b), min(len(found), len(wanted))
        )
        yield f"原文的字与公报、去除的行合起来不同，从“{wanted[max(0, at - 8) : at + 12]}”起"


def _with_entities_read(text: str, entities: list[tuple[int, Change]]) -> str:
    """The report with the marks that its entities stand for, as a dropped line has them too."""
    parts: list[str] = []
    done = 0
    for place, change in sorted(entities, key=itemgetter(0)):
        if place >= done and text.startswith(change.before, place):
            parts += (text[done:place], change.after)
            done = place + len(change.before)
    return "".join(parts) + text[done:]


def _runs(text: str, origins: tuple[int, ...]) -> Iterator[tuple[int, str]]:
    """Pieces of a body that stand together in the report, each with its offset there."""
    if len(text) != len(origins):
        yield -1, "位置表的长度不符"
        return
    steps = map(sub, islice(origins, 1, None), origins)
    breaks = [0, *(at for at, step in enumerate(steps, 1) if step != 1), len(text)]
    for start, end in pairwise(breaks):
        if start < end and origins[start] >= 0:
            yield origins[start], text[start:end]
