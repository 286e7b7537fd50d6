"""Names for figures that end a list or go on after it: 合计 behind its parts, 其余 and what is not yet done.

None of them may take the name of the figure before it: 修复青铜器17件，合计124件 counts no bronzes, and of
收回3180万元，其余2090万元已支付 the second amount was not recovered.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bulletins.figures import Statistic
from bulletins.quantities.labels import NONE, Phrase, left_phrase
from bulletins.quantities.phrases import NOUN, SOFT, VERB, tokens, word_set
from bulletins.quantities.places import Place
from bulletins.quantities.qualifiers import plan_word, rest_marker

_SUM = re.compile(
    r"[，,、；;\s]*(?:以上|上述|前述|[两三四五六七八九十]+[项者类种]|全年|全市|全县)?(合计|共计|总计|总共|一共|共|累计)(?:为|达|达到|有)?"
)
_PARTED = re.compile(r"[，,、；;和及与]")
_STOP = re.compile(r"[。!?！？\n]")
_GAP = 24
_STATE = re.compile(r"(?:正在|尚未|尚|仍未|暂未|还未|未|待|已|没有|均已|仍)[\u4e00-\u9fff]{1,9}")
_PREDICATE = re.compile(r"(?![因由以对将把为与及和其在等])[\u4e00-\u9fff]{2,9}")
_SENTENCE_PART = re.compile(r"[，,。；;、：:\n!?！？()（）]|$")
_LISTED_AFTER = re.compile(r"[、，,；;。)）\n和及与]|$")
_MOST_PARTS = 12
_WHICH = re.compile(r"(?:其中|[并且对有])?([\u4e00-\u9fff]{2,10})的")


def sum_phrase(folded: str, places: list[Place], index: int, found: list[Statistic]) -> Phrase | None:
    """What 合计124件 after two parts or more counts: their common noun, else the verb over all of them, else 合计."""
    place = places[index]
    clause = _SUM.fullmatch(folded, place.region, place.before)
    if clause is None:
        return None
    parts = _parts_before(folded, places, index, found)
    if len(parts) < 2:
        return None
    if found[parts[-1]].quantity.unit == found[parts[0]].quantity.unit != place.quantity.unit:
        return None  # 线路3条、管道2条，合计6.8公里 goes on about the same things
    labels = [found[part].label for part in parts]
    last = found[parts[-1]]
    shared = _common_ending(labels)
    if len(shared) > 1 and folded.endswith(shared, last.label_start, last.label_end):
        return Phrase(last.label_end - len(shared), last.label_end, "shared")
    clauses = [(places[part].region, places[part].before) for part in parts]
    if last.label_start < clauses[-1][0]:  # 向甲、乙分别调运帐篷120顶和80顶: their names stand elsewhere, the noun here
        return left_phrase(folded, *clauses[0]) if left_phrase(folded, *clauses[0]).how in {"noun", "object"} else None
    if (verb := _verb_over_all(folded, clauses)) is not None:
        return verb
    return Phrase(*clause.span(1), "shared")


def _parts_before(folded: str, places: list[Place], index: int, found: list[Statistic]) -> list[int]:
    parts: list[int] = []
    edge = places[index].before
    for part in range(index - 1, max(-1, index - 1 - _MOST_PARTS), -1):
        between = folded[places[part].after : edge]
        if _STOP.search(between) or len(between) > _GAP or not _PARTED.search(between) or found[part].facets.change:
            break
        if parts and found[part].quantity.unit != found[parts[0]].quantity.unit:
            break
        parts.insert(0, part)
        edge = places[part].before
    return parts


def _common_ending(labels: list[str]) -> str:
    """The characters that all labels end with.

    >>> _common_ending(["城镇低保户", "农村低保户"])
    '低保户'
    """
    shortest = min(map(len, labels))
    size = 0
    while size < shortest and len({label[-size - 1] for label in labels}) == 1:
        size += 1
    return labels[0][len(labels[0]) - size :]


def _verb_over_all(folded: str, clauses: list[tuple[int, int]]) -> Phrase | None:
    """The verb of the first clause when the others have none of their own."""
    if any(token.kind == VERB for low, high in clauses[1:] for token in tokens(folded[low:high])):
        return None
    low, high = clauses[0]
    words = tokens(folded[low:high])
    for token, following in pairwise(words):
        if token.kind in {VERB, SOFT} and following.kind == NOUN and token.end - token.start > 1:
            return Phrase(low + token.start, low + token.end, "verb")
    return None


def rest_phrase(folded: str, place: Place, found: list[Statistic]) -> Phrase | None:
    """What is said of a number that has no noun: 其余12件|正在办理; the word 其余 itself when nothing short is said.

    Also of one whose clause says that it is done or not done, unless the figure before names a thing:
    办结300件，12件|正在办理.
    """
    clause = folded[place.region : place.before]
    marker = rest_marker(clause)
    if marker is None and found and any(token.kind == NOUN for token in tokens(found[-1].label)):
        return None
    stop = _SENTENCE_PART.search(folded, place.after, place.ceiling)
    end = place.ceiling if stop is None else stop.start()
    said = (_PREDICATE if marker else _STATE).fullmatch(folded, place.after, end)
    if said is None and marker is None:
        return None
    if said is not None and (end == len(folded) or _SENTENCE_PART.match(folded, end)):
        return Phrase(*said.span(), "right")
    return Phrase(place.region + marker[0], place.region + marker[1], "shared") if marker else None


def place_phrase(folded: str, place: Place) -> Phrase | None:
    """A member of a list that a scope alone names: 其中|本市|8.2万人次、省外4.3万人次."""
    clause = folded[place.region : place.before]
    core = clause.lstrip("、，, \n").removeprefix("其中").lstrip("：: ")
    if core not in word_set("scopes") and core not in word_set("levels"):
        return None
    listed = core != clause or folded[place.region - 1 : place.region] in {"(", "（", "：", ":"}
    if not listed or not _LISTED_AFTER.match(folded, place.after):
        return None
    return Phrase(place.before - len(core), place.before, "noun")


def planned_phrase(folded: str, place: Place) -> Phrase | None:
    """计划60部 behind words that name nothing: the plan itself."""
    clause = folded[place.region : place.before].strip("，,、；; ")
    if not clause or plan_word(clause) != clause:
        return None
    start = folded.index(clause, place.region)
    return Phrase(start, start + len(clause), "shared")


def which_phrase(text: str, start: int, end: int) -> Phrase:
    """What sets the counted ones apart, when their noun is left out: 进度快于计划的19个.

    >>> text = "其中进度快于计划的"
    >>> phrase = which_phrase(text, 0, len(text)); text[phrase.start:phrase.end]
    '进度快于计划'
    """
    match = _WHICH.fullmatch(text, start, end)
    return Phrase(match.start(1), match.end(1), "noun") if match else NONE
