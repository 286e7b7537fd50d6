"""Statistics: the quantities that count something, each with its label and facets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bulletins.figures import UNIT_NAMES, Facets, Quantity, Statistic
from bulletins.quantities.facets import ChangeTail, change_tail, facets_of
from bulletins.quantities.find import quantities_of
from bulletins.quantities.fold import fold
from bulletins.quantities.labels import NONE, Phrase, left_phrase, region_start
from bulletins.quantities.phrases import ends, word_set
from bulletins.quantities.places import Place, places_of
from bulletins.quantities.remainders import place_phrase, planned_phrase, rest_phrase, sum_phrase, which_phrase
from bulletins.quantities.right import housed, people, predicate, right_phrase
from bulletins.quantities.sharing import SHARED_KINDS, elided_phrase, level_before, listed_subject
from bulletins.quantities.trimming import without_notes
from bulletins.quantities.units import kind_of
from bulletins.quantities.unwrap import Unwrapped

_BLANKS = re.compile(r"(?<![0-9])\s+|\s+(?![0-9])")  # the blanks that part thousands (18 399) stay
_ONE_OF = re.compile(
    r"[一两三四五六七八九十][口个座家件名台辆条处](?:能|可)(?=[\u4e00-\u9fff]{2})"
)  # 最大的一口能|蓄水
_LEVELS = re.compile(r"[\u4e00-\u9fff]{1,3}[到至为]")
_ISSUERS = ("委", "会", "院", "部", "厅", "局", "省", "市", "县", "区")


def find_statistics(text: str) -> tuple[Statistic, ...]:
    """The statistics of ``text`` in order of place.

    Safe on any text; labels are phrases of it, spans offsets into it as given.

    >>> [(s.printed, s.label) for s in find_statistics("云溪市累计检查企业375家次，发放宣传册近1500余份。")]
    [('375家次', '检查企业'), ('近1500余份', '宣传册')]
    """
    unwrapped = Unwrapped(text)
    folded = fold(unwrapped.text)
    found = statistics_of(unwrapped.text, folded, quantities_of(unwrapped.text, folded))
    return tuple(map(unwrapped.statistic, found))


def statistics_of(text: str, folded: str, quantities: Sequence[Quantity]) -> tuple[Statistic, ...]:
    """As ``find_statistics``, for callers that hold the folded text and its quantities already."""
    found: list[Statistic] = []
    places = places_of(folded, quantities)
    for index, place in enumerate(places):
        phrase, facets = _describe(folded, places, index, found)
        label, start, end = _label(text, folded, place, phrase)
        if not facets.scope and _levels(folded, places, index, start, found):
            facets = replace(facets, scope=found[-1].facets.scope)
        printed = _BLANKS.sub("", text[place.before : place.after])
        found.append(Statistic(place.quantity, label, start, end, facets, printed))
    return tuple(found)


def _levels(folded: str, places: list[Place], index: int, start: int, found: list[Statistic]) -> bool:
    """由71%提高到86%: two numbers of one name are said of the same place."""
    if not index or start < 0 or start != found[-1].label_start:
        return False
    return bool(_LEVELS.fullmatch(folded, places[index - 1].after, places[index].before))


def _describe(folded: str, places: list[Place], index: int, found: list[Statistic]) -> tuple[Phrase, Facets]:
    place = places[index]
    if found and found[-1].label_start >= places[index - 1].after:
        place.region = max(place.region, min(found[-1].label_end, place.before))  # a noun is named once
    kind = kind_of(place.quantity.unit)
    change = change_tail(folded, place.region, place.before, kind)
    end = change.start if change else place.before
    if change is None and found and found[-1].facets.change and _follows(folded, places, index):
        facets = found[-1].facets
        change = ChangeTail(end, facets.change, facets.base)
    facets = facets_of(folded, place.region, place.before, change, place.after)
    phrase = _phrase(folded, places, index, end, change, found)
    return phrase, facets


def _follows(folded: str, places: list[Place], index: int) -> bool:
    """增长5.6%和7.9%: the second value of a list shares the verb of the first."""
    previous, place = places[index - 1], places[index]
    between = folded[previous.after : place.before]
    return between == "、" or (between in {"和", "与", "及"} and previous.quantity.unit == place.quantity.unit)


def _phrase(
    folded: str, places: list[Place], index: int, end: int, change: ChangeTail | None, found: list[Statistic]
) -> Phrase:
    place = places[index]
    if listed := listed_subject(folded, places, index, found):
        return listed
    left = left_phrase(folded, place.region, end) if end > place.region else NONE
    kind = kind_of(place.quantity.unit)
    if place.floor < place.region == end and folded[place.region - 1] in ":：":
        left = left_phrase(folded, region_start(folded, place.region - 1, place.floor), place.region - 1)
    if change is None and kind not in SHARED_KINDS and (left.how in {"none", "verb"} or _owner(folded, left, place)):
        right = right_phrase(folded, place.after, place.ceiling)
        if right.how == "right" and (kind != "money" or ends("funds", folded, right.end)):
            if kind == "person":
                return people(folded, right)
            return housed(folded, right) if place.quantity.unit in {"户", "家"} else right
        helped = left.how == "verb" and folded[left.start : left.end] in word_set("helping")
        if kind == "person" and (left.how == "none" or helped):
            done = predicate(folded, place.after, place.ceiling)
            if done.how == "right":
                return done
    if (
        change is None
        and kind not in SHARED_KINDS
        and left.how == "none"
        and (own := _own(folded, places, index, found))
    ):
        return own
    if left.how != "none" or kind == "body":
        return left
    if change is not None and (level := level_before(folded, places, index, found)):
        return level
    which = which_phrase(folded, place.region, end) if kind not in SHARED_KINDS else NONE
    return which if which.how != "none" else elided_phrase(folded, places, index, found)


def _own(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """A name of its own for a number without a noun, before it takes one from the figures before it."""
    place = places[index]
    return (
        sum_phrase(folded, places, index, found)
        or place_phrase(folded, place)
        or rest_phrase(folded, place, found)
        or planned_phrase(folded, place)
    )


def _owner(folded: str, left: Phrase, place: Place) -> bool:
    """A noun on the left that only owns or does, with the counted noun on the right: 局机关30名党员."""
    following = folded[place.after : place.after + 1]
    if left.how == "object" and not folded[left.start : left.end].endswith(_ISSUERS):
        return False
    if left.how not in {"noun", "object"} or (
        place.region > place.floor and folded[place.region - 1 : place.region] == "("
    ):
        return False
    if not "\u4e00" <= following <= "\u9fff" or place.quantity.unit in {"元", "%", "人次"}:
        return False
    right = right_phrase(folded, place.after, place.ceiling)
    if right.how != "right" or folded[right.start : right.end] in {"点位", "人民币", "规模"}:
        return False
    # A noun that runs into the next number is that number's: 口罩500个手套300双.
    return right.end < place.ceiling or place.ceiling == len(folded)


def _label(text: str, folded: str, place: Place, phrase: Phrase) -> tuple[str, int, int]:
    if phrase.how != "none":
        start, end = without_notes(folded, phrase.start, phrase.end)
        if one := _ONE_OF.match(folded, start, end):
            start = one.end()
        label = "".join(text[start:end].split())
        if label:
            return label, start, end
    unit = place.quantity.unit
    kind = kind_of(unit)
    if kind == "body":
        return unit, place.quantity.end - len(unit), place.quantity.end
    return UNIT_NAMES.get(kind, unit), -1, -1
