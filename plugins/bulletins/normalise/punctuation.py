"""Punctuation by GB/T 15834-2011: full-width marks beside Han text, dashes and ellipses whole, doubled marks mended.

Every rule leaves letters and digits alone, and stays out of web addresses, e-mail addresses and code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .draft import Draft, Edit
from .wordlists import HAN

_WIDE_MARKS = "，。、；：？！…—）》」』】〕〉”’％℃㎡"
BESIDE = f"[{HAN}{_WIDE_MARKS}]"
_AHEAD = f"[{HAN}（《「『【〔“‘]"
# Where nothing may be changed: addresses, mail, code.
_SHIELD = re.compile(
    rf"(?:https?|ftp)://[^\s{HAN}，。；、）】》”\"]+|www\.[^\s{HAN}，。；、）】》”\"]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|`[^`\n]*`"
    # An entity, the target of a link or picture, a call with words in quotation marks: not prose either.
    r"|&(?:amp;){0,9}(?:#[0-9]{1,12}|#x[0-9A-Fa-f]{1,8}|[A-Za-z][A-Za-z0-9]{0,30});"
    r"|!?\[[^\[\]\n]{0,200}\]\((?=[!-'*-~]{0,300}[/:{.#])[^()\n]{1,300}(?:\([^()\n]{0,100}\)[^()\n]{0,100}){0,3}\)"
    r"|[A-Za-z_][\w.]{0,60}\((?:[\"'][^\"'\n]{0,200}[\"'],? ?){1,5}\)"
)
_SHIELDED = ("://", "www.", "@", "`", "&", "](", '("', "('")
# The mark comes first in the pattern, so that the scan can leap from mark to mark; marks in a row go together.
_HALF = re.compile(
    rf"(?<![,;:?!])[,;:?!]+(?= ?{_AHEAD})|[,;:?!](?:(?<={BESIDE}.)|(?<={BESIDE} .)|(?<=[{HAN}]\".))[,;:?!]*(?!//)"
)
# A semicolon never stands inside a number, a comma never after its %.
_BETWEEN_FIGURES = re.compile(r"(?<=[\d%‰℃]);(?=\d)|(?<=[%‰℃]),(?=\d)")
_STOP = re.compile(rf"\.(?<=[{HAN}）》”]\.)(?=[”’）]|[^\S\n]*$)|[｡､]", re.M)
# Not after a lone Han numeral or 第, 图, 附, 表: those number something.
_STOP_ANYWHERE = re.compile(rf"\.(?<=[{HAN}）》”]\.)(?<![图表附第]\.)(?=[{HAN}\d“《（(”’）]|[^\S\n]*$)|[｡､]", re.M)
_DASHES = re.compile(r"(?:[—―─]|－－|(?<![-A-Za-z0-9_|])(?<!<!)--+(?![-A-Za-z0-9_|>]))(?:[ \t]*[—―─]|－|(?<=[—―─])-+)*")
_ELLIPSES = re.compile(r"(?:…+|\.{3,}|。{3,}|[·・]{3,})+")
_DOUBLED = re.compile(r"([，、；：。])[ \t]?\1+")
_AT_MARKS = re.compile(
    r" +(?:(?<=[，。、；：？！）》】〕」』”（《【〔「『“] )(?=\S)|(?=[，。、；：？！）》】〕」』”（《〔])(?<=\S ))"
)
_PARENS = re.compile(r"[()（）\n]")
_NEAR = 20
_WIDTHS = str.maketrans(",;:?!", "，；：？！")


def outside(draft: Draft, edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits that don't fall into an address or code."""
    text = draft.text
    if not any(mark in text for mark in _SHIELDED):
        yield from edits
        return
    shields = [found.span() for found in _SHIELD.finditer(text)]
    at = 0
    for edit in edits:
        while at < len(shields) and shields[at][1] <= edit.start:
            at += 1
        if at == len(shields) or edit.end <= shields[at][0]:
            yield edit


def half_width_marks(draft: Draft) -> Iterator[Edit]:
    """Commas, semicolons, colons, question and exclamation marks beside Han text become full-width (15834 §5.1).

    Safe: inside numbers, times, ratios and Latin text neither neighbour is Han, so those stay.

    >>> from .draft import edited, first_draft
    >>> edited("防汛,9:30,1,234件", half_width_marks(first_draft("防汛,9:30,1,234件")))
    '防汛，9:30,1,234件'
    """
    found = [(one.start(), one.end()) for one in _HALF.finditer(draft.text)]
    found += [(at, at + 1) for at in _between_figures(draft)]
    text = draft.text
    return outside(draft, (Edit(start, end, text[start:end].translate(_WIDTHS)) for start, end in sorted(found)))


def _between_figures(draft: Draft) -> Iterator[int]:
    """Offsets of marks between two figures of a Han sentence: 21.6%;37座."""
    text = draft.text
    for found in _BETWEEN_FIGURES.finditer(text):
        at = found.start()
        if _HAN_INSIDE.search(text, max(0, at - _NEAR), at) and _HAN_INSIDE.search(text, at, at + _NEAR):
            yield at


def half_width_stop(draft: Draft) -> Iterator[Edit]:
    """A full stop typed as a point at the end of a Han sentence becomes 。; a point inside a line is left alone,
    unless the report ends most of its sentences that way.

    >>> from .draft import edited, first_draft
    >>> edited("完成排查.\\n1.5万", half_width_stop(first_draft("完成排查.\\n1.5万")))
    '完成排查。\\n1.5万'
    """
    return outside(
        draft,
        (
            Edit(found.start(), found.end(), "、" if found.group() == "､" else "。")
            for found in (_STOP_ANYWHERE if _points_for_stops(draft.text) else _STOP).finditer(draft.text)
        ),
    )


def _points_for_stops(text: str) -> bool:
    """Whether a report types its full stops as points: at the end of several lines, and more often than 。"""
    if ".\n" not in text:
        return False
    points = sum(1 for _ in _STOP.finditer(text))
    return points > 2 and points > text.count("。")


def brackets(draft: Draft) -> Iterator[Edit]:
    """A pair of half-width brackets beside or around Han text becomes full-width; both of the pair or none.

    >>> from .draft import edited, first_draft
    >>> edited("县(区)用f(x)", brackets(first_draft("县(区)用f(x)")))
    '县（区）用f(x)'
    """
    text = draft.text
    if "(" not in text and ")" not in text:
        return
    pairs = sorted(position for pair in _paren_pairs(text) if _beside_han(text, *pair) for position in pair)
    yield from outside(
        draft, (Edit(at, at + 1, "（" if text[at] in "(（" else "）") for at in pairs if text[at] in "()")
    )


def _paren_pairs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets of brackets that belong together within one line, whatever their width."""
    open_at: list[int] = []
    for found in _PARENS.finditer(text):
        mark = found.group()
        if mark == "\n":
            open_at.clear()
        elif mark in "(（":
            open_at.append(found.start())
        elif open_at:
            yield open_at.pop(), found.start()


_HAN_INSIDE = re.compile(f"[{HAN}]")
_HAN_AROUND = re.compile(f"[{HAN}》”《“]")


def _beside_han(text: str, start: int, end: int) -> bool:
    """Whether a pair of brackets stands in Han text. Only 60 characters inside are looked at, to stay linear."""
    around = text[start - 1 : start] + text[end + 1 : end + 2]
    return bool(_HAN_AROUND.search(around) or _HAN_INSIDE.search(text, start + 1, min(end, start + 60)))


def dashes(draft: Draft) -> Iterator[Edit]:
    """A dash typed in pieces becomes one —— (15834 §4.10); a single — between numbers is a range and stays.

    >>> from .draft import edited, first_draft
    >>> edited("— —坚守，6—8名，甲--乙", dashes(first_draft("— —坚守，6—8名，甲--乙")))
    '——坚守，6—8名，甲——乙'
    """

    def whole() -> Iterator[Edit]:
        for found in _DASHES.finditer(draft.text):
            if len(found.group()) > 1:
                yield Edit(found.start(), found.end(), "——")

    return outside(draft, whole())


def ellipses(draft: Draft) -> Iterator[Edit]:
    """Points that stand for an ellipsis become …… (15834 §4.11).

    >>> from .draft import edited, first_draft
    >>> edited("水、电...等", ellipses(first_draft("水、电...等")))
    '水、电……等'
    """
    text = draft.text

    def whole() -> Iterator[Edit]:
        for found in _ELLIPSES.finditer(text):
            around = text[found.start() - 1 : found.start()] + text[found.end() : found.end() + 1]
            if set(found.group()) != {"."} or _HAN_AROUND.search(around):
                yield Edit(found.start(), found.end(), "……")

    return outside(draft, whole())


def doubled_marks(draft: Draft) -> Iterator[Edit]:
    """A comma, stop, colon or semicolon typed twice becomes one; ！！ and ？？ are allowed by 15834 and stay.

    >>> from .draft import edited, first_draft
    >>> edited("研判，，避免！！", doubled_marks(first_draft("研判，，避免！！")))
    '研判，避免！！'
    """
    for found in _DOUBLED.finditer(draft.text):
        yield Edit(found.start(), found.end(), found.group(1))


def blanks_at_marks(draft: Draft) -> Iterator[Edit]:
    """Full-width marks bring their own room: a blank beside one goes.

    >>> from .draft import edited, first_draft
    >>> edited("一线。 领导", blanks_at_marks(first_draft("一线。 领导")))
    '一线。领导'
    """
    for found in _AT_MARKS.finditer(draft.text):
        yield Edit(found.start(), found.end(), "")


_NUMBER_BRACKETS = re.compile(rf"(?<=[{HAN}])([\[【（(﹝［〈{{])((?:19|20)\d\d)([\]】）)﹞］〉}}])(?=第?\d+号)")


def number_brackets(draft: Draft) -> Iterator[Edit]:
    """The year of a document number stands in 〔〕 (GB/T 9704 §7.2.5).

    >>> from .draft import edited, first_draft
    >>> edited("云水发[2022]11号", number_brackets(first_draft("云水发[2022]11号")))
    '云水发〔2022〕11号'
    """
    for found in _NUMBER_BRACKETS.finditer(draft.text):
        yield Edit(found.start(), found.end(), f"〔{found.group(2)}〕")
