"""What a number is: an ordered table of small rules; the first that holds decides.

Each rule looks at the folded text around one candidate and answers yes or no. A candidate that no rule claims is a
statistic when it has a unit or a scale, and of no kind otherwise.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable
from functools import cache

from bulletins.figures import Kind
from bulletins.quantities.han import counts
from bulletins.quantities.limits import guidance, specification, storey, threshold
from bulletins.quantities.scan import Candidate
from bulletins.quantities.times import age, date, duration
from bulletins.quantities.traps import traps

Rule = Callable[[str, Candidate], bool]

# What every rule that could claim a counted thing needs to see before or after it.
_ALARMS = frozenset('第续浏阅击问观气核规型限容印大小于高低超足值准含“‘「『"')
_ALARMS_TOUCHING = frozenset("前+:：∶比-.#" + string.ascii_letters + string.digits)
_ALARMS_AFTER = frozenset("以及+:：∶比分#浓酒+的-/装干手推背" + string.ascii_letters + string.digits)
_COUNTED = frozenset(
    {"area", "body", "count", "document", "event", "goods", "household", "mass", "money", "person", "place"}
    | {"turnout", "volume"}
)
_MEASURED = frozenset({"", "money", "area", "mass", "goods", "share", "energy", "volume", "length"})
_CONCENTRATION = re.compile(
    r"的?(?:浓度|酒精|医用酒精|乙醇|消毒|次氯酸|过氧|碘|葡萄糖|盐水|甲醛|溶液|可湿性|乳油|水剂|悬浮剂)"
)
_LATIN_BEFORE = re.compile(r"[A-Za-z]+[-.]?[0-9.]*$")
_ORDINAL_BEFORE = re.compile(r"第[0-9、和及至\-]{0,8}$")
_QUOTES = frozenset('“‘「『"')
_QUOTED = re.compile(r"[“‘「『\"][^“”‘’「」『』\"，。；,;\n]{0,10}$")
_UNQUOTED = re.compile(r"[^“”‘’「」『』\"，。；,;\n]{0,10}[”’」』\"]")
_HUNDREDS = re.compile(r"[0-9二三四五六七八九两]个 ?$")
_COUNTER_UNITS = frozenset({"", "次", "人", "人次", "条", "字"})
_UNIT_ROOM = re.compile(r"[0-9]+(?:单元|号|室)")
_RANK = re.compile(r"(?:^|[^目此之以年提空向])前$")
_PRINT_RUN = re.compile(r"(?:^|[ ，,。(（\n])共?印数?[:：]?$")
_INLINE_MARK = re.compile(r"(?:^|[。；;:：!?！？\n]|[一二三四五六七八九十]、) *[(（]?$")


def _enumerator(text: str, c: Candidate) -> bool:
    if c.scale or c.han or c.number_end - c.start > 2:
        return False
    following = text[c.number_end : c.number_end + 1]
    if following not in {".", "、", ")", "）"} or text[c.number_end + 1 : c.number_end + 2].isdigit():
        return False
    return bool(_INLINE_MARK.search(text[max(0, c.start - 4) : c.start])) or _first_in_line(text, c.start)


def _first_in_line(text: str, start: int) -> bool:
    head, newline, tail = text[max(0, start - 4) : start].rpartition("\n")
    return not tail.strip(" (") and (bool(newline) or start < 4) and head is not None


def _document_number(text: str, c: Candidate) -> bool:
    before = text[c.start - 1 : c.start]
    following = text[c.number_end : c.number_end + 1]
    if before in {"〔", "［", "["} and following in {"〕", "］", "]"}:
        return True
    return c.unit == "号" and before in {"〕", "］", "]", ")", "】", "年", "字", "发"}


def _phone(text: str, c: Candidate) -> bool:
    if c.unit or c.scale:
        return False
    before = text[max(0, c.start - 8) : c.start].rstrip(" :：-是为")
    digits = c.number_end - c.start
    return digits >= 7 or (digits >= 3 and before.endswith(traps().phone_words))


def _ordinal(text: str, c: Candidate) -> bool:
    before = text[max(0, c.start - 8) : c.start]
    if "第" in before and (before[-1] == "第" or (c.unit and _ORDINAL_BEFORE.search(before))):
        return True
    if c.unit in {"号", "号井", "号仓"} or text.startswith("#", c.number_end):
        return True
    if c.unit in {"次", "届", "期", "季度", "个季度"} and before.endswith("连续"):
        return True
    return c.unit in {"名", "位", "强", "个月", "天", "季度"} and bool(_RANK.search(before))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _model(text: str, c: Candidate) -> bool:
    before = text[c.start - 1 : c.start]
    if c.kind == "spec" and not c.scale:
        return True
    following = text[c.number_end : c.number_end + 1]
    if _latin(following) and not c.unit:
        return True
    if before.isascii() and (
        before.isalpha() or (before and before in "-." and _latin(text[c.start - 2 : c.start - 1]))
    ):
        latin = _LATIN_BEFORE.search(text[max(0, c.start - 8) : c.start])
        return not (c.unit and latin and latin.group().rstrip("-.") in traps().latin)
    if before == " " and text[c.start - 2 : c.start - 1] == "N" and c.value == 95:
        return True
    after = traps().products.get(text[c.start : c.number_end])
    return after is not None and text.startswith(after, c.number_end)


def _slogan(text: str, c: Candidate) -> bool:
    before = text[c.start - 1 : c.start]
    following = text[c.number_end : c.number_end + 1]
    if (before == "+" or following == "+") and not (c.unit and text[c.end : c.end + 1] != "+" and before != "+"):
        return True
    if any(text.startswith(phrase, c.start) for phrase in traps().phrases.get(text[c.start], ())):
        return True
    if c.value == 100 and c.unit == "%" and _HUNDREDS.search(text[max(0, c.start - 3) : c.start]):
        return True
    if c.unit == "个" and text.startswith(traps().slogan_heads, c.end):
        return c.han or (c.value <= 12 and not text.startswith(("方面", "环节", "层面", "阶段"), c.end))
    opening = text[max(0, c.start - 11) : c.start]
    return not _QUOTES.isdisjoint(opening) and bool(_QUOTED.search(opening)) and bool(_UNQUOTED.match(text, c.end))


def _ratio(text: str, c: Candidate) -> bool:
    before, following = text[max(0, c.start - 2) : c.start], text[c.number_end : c.number_end + 2]
    if c.value <= 24 and re.match(r":[0-5][0-9](?![0-9])", text[c.number_end : c.number_end + 4]):
        return False
    if len(following) == 2 and following[0] in ":∶比" and following[1].isdigit():
        return not c.unit
    if len(before) == 2 and before[1] in ":∶比" and before[0].isdigit():
        return True
    return text.startswith("分之", c.number_end) or (c.unit == "对" and c.value == 1)


def _concentration(text: str, c: Candidate) -> bool:
    if c.unit not in {"%", "‰"}:
        return False
    if c.han and text.startswith(("的努力", "的热情", "的信心", "的精力", "的责任"), c.end):
        return True
    if _CONCENTRATION.match(text, c.end):
        return True
    return text[max(0, c.start - 5) : c.start].endswith(("浓度", "浓度为", "浓度是", "纯度", "酒精度"))


def _grade(text: str, c: Candidate) -> bool:
    return c.kind == "grade"


def _furniture(text: str, c: Candidate) -> bool:
    if c.scale or c.unit not in _COUNTER_UNITS or "." in text[c.start : c.number_end]:
        return False
    return text[max(0, c.start - 9) : c.start].rstrip(" :：[(【").endswith(traps().counters)


def _name(text: str, c: Candidate) -> bool:
    if c.kind == "address" and not c.scale:
        return True
    if c.unit in {"栋", "幢", "座"} and _UNIT_ROOM.match(text, c.end):
        return True
    if c.unit == "份" and _PRINT_RUN.search(text[max(0, c.start - 5) : c.start]):
        return True
    if c.unit == "米" and text.startswith("线", c.end):
        return True
    before = text[max(0, c.start - 40) : c.start]
    if before.endswith(("国道", "省道", "县道", "乡道", "国道G", "省道S")):
        return True
    return before.rfind("《") > before.rfind("》")


# Name, kind, rule, and the kinds of unit it looks at ("" for a number without a unit); None for all.
RULES: tuple[tuple[str, Kind, Rule, frozenset[str] | None], ...] = (
    ("enumerator", Kind.ENUMERATOR, _enumerator, frozenset({""})),
    ("document-number", Kind.DOCUMENT_NUMBER, _document_number, frozenset({"", "calendar"})),
    ("ordinal", Kind.ORDINAL, _ordinal, None),
    ("slogan", Kind.SLOGAN, _slogan, None),
    ("model", Kind.MODEL, _model, None),
    ("phone", Kind.PHONE, _phone, frozenset({""})),
    ("ratio", Kind.RATIO, _ratio, None),
    ("counter", Kind.OTHER, _furniture, None),
    ("date", Kind.DATE, date, frozenset({"", "calendar", "score", "time"})),
    ("duration", Kind.DURATION, duration, frozenset({"calendar", "time"})),
    ("grade", Kind.GRADE, _grade, frozenset({"grade"})),
    ("age", Kind.OTHER, age, frozenset({"age"})),
    ("concentration", Kind.CONCENTRATION, _concentration, frozenset({"share"})),
    ("name", Kind.NAME, _name, None),
    ("guidance", Kind.OTHER, guidance, frozenset({"energy", "length", "weather"})),
    ("specification", Kind.MODEL, specification, None),
    ("threshold", Kind.OTHER, threshold, _MEASURED),
    ("storey", Kind.OTHER, storey, frozenset({"place"})),
)


@cache
def _rules_for(unit_kind: str) -> tuple[tuple[str, Kind, Rule], ...]:
    return tuple((name, kind, rule) for name, kind, rule, kinds in RULES if kinds is None or unit_kind in kinds)


def _ordinary(text: str, c: Candidate) -> bool:
    """Arabic digits with a measure word and nothing near that any rule looks at: most statistics, told at a glance."""
    following = text[c.end : c.end + 1]
    if c.han or c.kind not in _COUNTED or following in _ALARMS_AFTER or text[c.start - 1 : c.start] in _ALARMS_TOUCHING:
        return False
    if c.unit == "对" or (c.unit == "个" and text.startswith(traps().slogan_heads, c.end)):
        return False
    if not _ALARMS.isdisjoint(text[max(0, c.start - 11) : c.start]):
        return False
    return text.rfind("《", max(0, c.start - 40), c.start) < 0


def kind_of_number(text: str, candidate: Candidate) -> tuple[Kind, str]:
    """What the number is and which rule said so; ``text`` is folded.

    >>> from bulletins.quantities.scan import candidates
    >>> [kind_of_number(t, c)[1] for t in ["N95口罩", "24小时值班", "第2批"] for c in candidates(t)]
    ['model', 'duration', 'ordinal']
    """
    if _ordinary(text, candidate):
        return Kind.STATISTIC, "counts"
    for name, kind, rule in _rules_for(candidate.kind):
        if rule(text, candidate):
            return kind, name
    if not candidate.unit and not candidate.scale:
        return Kind.OTHER, "bare"
    if candidate.han and not counts(text, candidate):
        return Kind.NAME, "set-phrase"
    return Kind.STATISTIC, "counts"
