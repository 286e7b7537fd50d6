"""Which line over a text is its headline, by what the text goes on to speak of.

A page sets its own names, menus and tools over a text, and no list knows them all. But a headline says what the text
says: its words come back below, and it stands right over the facts of the page (发布时间：…).
"""

from __future__ import annotations

import re
from itertools import pairwise

from .draft import Draft, Line, between
from .enumerators import enumerator_of
from .headfacts import REPORTERS, SPEAKER, fact_of
from .kinds import kind_of
from .markup import BULLET
from .names import despaced
from .pagefacts import opens_with_key
from .quiet import quiet
from .repeats import headlike, looks_like_title
from .wordlists import HAN

_LINES = 24
_CONTEXT = 1500
_SHORTEST = 8
_OVER_FACTS = 0.5
_MARGIN = 0.3
_LONG = 8
_HALF = 12
_NAME = 30
_STOP = re.compile("[。；：:！？]")
_ENOUGH = 0.6
_HAN = re.compile(f"[{HAN}]+")
_EDITORS_WORD = ("编者按", "【编者按", "编者的话", "按语")


def better_title(draft: Draft, lines: list[Line], chosen: list[Line], stated: list[int]) -> list[Line]:
    """The title lines, or a single line that is far more surely the headline than they are.

    ``stated`` are the places in the report at which the facts of the page were taken out. Safe: only a line over the
    first sentence is looked at, and what isn't chosen stays in the body.
    """
    head, words = _head(lines)
    pool = [index for index, line in enumerate(head) if _eligible(draft, line)]
    if not pool:
        return chosen
    known = _pairs(words)
    scores = {index: _score(draft, head, index, known, stated) for index in range(len(head))}
    best = max(pool, key=lambda index: (scores[index], -index))
    if scores[best] < _ENOUGH or (scores[best] <= 1 and any(looks_like_title(line.text) for line in chosen)):
        return chosen
    taken = [index for index, line in enumerate(head) if line in chosen]
    if best in taken:
        kept = [index for index in taken if _wrapped(draft, head, index, best) or not _outdone(scores, index, best)]
        return [head[index] for index in kept]
    if scores[best] < max((scores[index] for index in taken), default=0.0) + _MARGIN:
        return chosen
    subtitle = head[best + 1 : best + 2]
    return [head[best], *(line for line in subtitle if line.text.startswith("——"))]


def over_path(draft: Draft, lines: list[Line], chosen: list[Line]) -> list[Line]:
    """Short lines over the path to the page (首页 > 要闻), which stands over the headline: names and tools of the page.

    Safe: a line of which the text has the words, a sentence, a quantity or a department stays.
    """
    begin = lines.index(chosen[0])
    path = next(iter(draft.places_in("path", lines[: begin + 1])), -1)
    above = [line for line in lines[:begin] if draft.origin(line.start) < path]
    if not above or any(len(line.text) > _NAME or _STOP.search(line.text) for line in above):
        return []
    known = _pairs("".join(line.text for line in lines[begin : begin + _LINES])[:_CONTEXT])
    return [
        line
        for line in above
        if not draft.mark(line)
        and quiet(line.text, "page-widget")
        and len(_pairs(line.text) & known) < _MARGIN * max(len(_pairs(line.text)), 1)
    ]


def _outdone(scores: dict[int, float], index: int, best: int) -> bool:
    """Whether a line of a title, over the line that is surely the headline, says nothing that the text says."""
    return index < best and scores[best] > 1 and scores[index] + _MARGIN < scores[best] - _OVER_FACTS


def _wrapped(draft: Draft, head: list[Line], index: int, best: int) -> bool:
    """Whether a long line stands right over the headline, with nothing taken out between: it is its first half."""
    near = not between(draft.gaps, draft.origin(head[index].start), draft.origin(head[best].start))
    return index + 1 == best and near and len(head[index].text) >= _HALF and not head[best].blanks


def _head(lines: list[Line]) -> tuple[list[Line], str]:
    """The lines over the first sentence, without an editor's word, and the words from there on."""
    head: list[Line] = []
    above = ""
    for line in lines[:_LINES]:
        if "。" in line.text and not above.startswith(_EDITORS_WORD) and not line.text.startswith(_EDITORS_WORD):
            break
        head.append(line)
        above = line.text
    rest = lines[len(head) : len(head) + _LINES * 2]
    return head, "".join(line.text for line in rest)[:_CONTEXT]


def _eligible(draft: Draft, line: Line) -> bool:
    text = despaced(line.text)
    if draft.mark(line) or not (len(text) >= _SHORTEST and headlike(text)) or text.startswith("——"):
        return False
    found = enumerator_of(text)
    plain = (found is None or found.style.startswith("lead")) and not BULLET.match(text)
    if REPORTERS.fullmatch(line.text) or SPEAKER.fullmatch(text.replace(" ", "")):
        return False
    return plain and not (kind_of(text) or fact_of(text) or opens_with_key(text))


def _score(draft: Draft, head: list[Line], index: int, known: frozenset[str], stated: list[int]) -> float:
    """Share of a line's pairs of characters that the text has as well, more when it stands over the page's facts."""
    pairs = _pairs(head[index].text)
    share = len(pairs & known) / max(len(pairs), 4)
    following = head[index + 1] if index + 1 < len(head) else None
    end = draft.origin(following.start) if following else draft.origin(head[index].start) + _CONTEXT
    share *= min(1.0, len(pairs) / _LONG)
    return share + (_OVER_FACTS if between(stated, draft.origin(head[index].start), end) else 0.0)


def _pairs(words: str) -> frozenset[str]:
    return frozenset(one + two for run in _HAN.findall(words) for one, two in pairwise(run))
