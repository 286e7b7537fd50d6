"""Words that say a figure is no plain count: a maximum, a capacity, a plan, a remainder, something not yet done.

They are kept beside the figure wherever it is shown, and keep plans and remainders out of boxes.
"""

from __future__ import annotations

import re
from functools import cache

from bulletins.quantities.phrases import ends, starts
from bulletins.quantities.tables import load, words

_SENTENCE_HEAD = re.compile(r"(?:.*[。；;\n!?])?", re.DOTALL)
_MOST = re.compile(r"最[大高低多少小长短强快远深](?!限度|程度|努力|化|人民|检|法院|生活|工资|限价)")
_CAN = re.compile(r"(?<![许认不宁])可(?!持续|靠|爱|口|见|信|控|行|视|谓|再生|回收|支配|吸入|移动|燃|追溯|降解)以?")
_AIM = re.compile(r"(?<!年度)目标(?:任务)?(?:为|是|[:：])?$")
_DEADLINE = re.compile(r"(?:[0-9]日|月[底末]?|年[底末]|季度末?)(?:之)?前(?![述列往来后景期])")
_DONE = re.compile(r"已|完成了|均|全部")
_BOUND = re.compile(r"确保|务必|必须|要求|争取|要到|需要")
# A heading of what is still to come, and a paragraph that opens with it.
_AHEAD = re.compile(r"(?:下一?步|下一?阶段|接下来|今后|明年|来年)")
_AHEAD_HEADING = re.compile(
    r"^.{0,8}(?:(?:下一?步|下一?阶段|今后|明年|来年|下半年).{0,16}|.{0,10}(?:打算|工作计划|工作安排|努力方向))$"
)
_ENUMERATED = re.compile(
    r"^[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|^[0-9]{1,2}[、.．)）]|^[一二三四五六七八九十]是"
)
_HEADING_LENGTH = 40
_REACH = 120
# A character of every word that this module looks for; most clauses have none.
_ANY = re.compile("[其剩余尚仍另还未正待预力有可计拟将规准最目]")
_BINDING = re.compile("[其预力有可计拟将规准目确务必要争需前]")


@cache
def _lists() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], frozenset[str]]:
    data = load("phrases")["qualifiers"]
    rest = re.compile(rf"^[，,；;、\s]*(?:但|而|还|其中)?(?:其中)?({'|'.join(words(data['rest']))})")
    plain = re.compile("|".join(words(data["plan"])))
    before_verb = re.compile("|".join(words(data["plan_before_verb"])))
    firsts = frozenset(word[0] for key in ("plan", "plan_before_verb") for word in words(data[key]))
    return rest, plain, before_verb, firsts


@cache
def _open() -> tuple[str, ...]:
    return words(load("phrases")["qualifiers"]["open"])


def rest_marker(clause: str) -> tuple[int, int] | None:
    """Where the word stands that opens a clause about what is left over: 其余, 剩下, 尚有.

    >>> clause = "，其余的"; slice_ = rest_marker(clause); clause[slice_[0]:slice_[1]]
    '其余'
    """
    found = _lists()[0].match(clause)
    return found.span(1) if found else None


def plan_word(clause: str) -> str:
    """The word that makes what follows a plan or a forecast; "" when there is none.

    >>> plan_word("明年计划改造"), plan_word("占年度计划的"), plan_word("将新增学位"), plan_word("将旧水管")
    ('计划', '', '将', '')
    """
    _, plain, before_verb, firsts = _lists()
    if firsts.isdisjoint(clause):
        return ""
    if found := plain.search(clause):
        return found.group()
    for found in before_verb.finditer(clause):
        if _opens_plan(clause, found.start(), found.end()):
            return found.group()
    found = _AIM.search(clause)
    return "目标" if found and not re.search("完成|低于|高于|超|占", clause) else ""


def _opens_plan(clause: str, start: int, end: int) -> bool:
    follows = end == len(clause) or starts("verbs", clause, end) or starts("soft", clause, end)
    follows = follows or clause[end] in "新再于在到用全每为对向把给"
    head = clause[:start].rstrip("，,、；;（( ")
    free = head == clause[:start] and head and not ends("actors", head) and head[-1] not in "年月季期后还也均又共就"
    return follows and not free


def qualifier_of(clause: str, following: str) -> str:
    """The qualifying words of the clause before a number, and right behind it, parted by blanks.

    >>> qualifier_of("全市最大用电负荷", "。"), qualifier_of("预计可服务", ""), qualifier_of("", "正在办理")
    ('最大', '预计 可', '正在')
    """
    if not _ANY.search(clause) and not following.startswith(_open()):
        return ""
    found: list[str] = []
    if (marker := rest_marker(clause)) is not None:
        found.append(clause[slice(*marker)])
    if plan := plan_word(clause):
        found.append(plan)
    if "可" in clause and (can := next((m for m in _CAN.finditer(clause) if _capacity(clause, m.end())), None)):
        found.append(can.group())
    if "最" in clause:
        found += [match.group() for match in _MOST.finditer(clause)][-1:]
    for word in _open():
        if following.startswith(word) and not following.startswith(
            ("未成年", "未就业", "未婚", "待业", "待遇", "待产")
        ):
            found.append(word)
            break
        if len(word) > 1 and word in clause:
            found.append(word)
            break
    return " ".join(dict.fromkeys(found))


def _capacity(clause: str, end: int) -> bool:
    return any(starts(key, clause, end) for key in ("verbs", "soft", "capacities"))


def ahead_of(text: str) -> list[tuple[int, int]]:
    """Spans of a folded text that tell of what is to come: sections so headed, paragraphs that open so.

    >>> text = "一、完成情况\\n建成3处。\\n二、下一步打算\\n新建5处。\\n"
    >>> [text[start:end] for start, end in ahead_of(text)]
    ['二、下一步打算\\n新建5处。\\n']
    """
    if not _AHEAD.search(text) and "打算" not in text and "工作安排" not in text and "工作计划" not in text:
        return []
    spans: list[tuple[int, int]] = []
    place, opened, style = 0, -1, ""
    for line in text.splitlines(keepends=True):
        words_ = line.strip()
        heading = 0 < len(words_) <= _HEADING_LENGTH and words_[-1] not in "。；，：:;,"
        mark = _style(words_)
        if opened >= 0 and heading and (mark == style if style else not mark):
            spans.append((opened, place))
            opened = -1
        if opened < 0 and heading and _AHEAD_HEADING.match(words_):
            opened, style = place, mark
        elif opened < 0 and (found := re.search(rf"(?:^|[。；;])[^，,。；;]{{0,6}}{_AHEAD.pattern}", line)):
            spans.append((place + found.start(), place + len(line)))
        place += len(line)
    if opened >= 0:
        spans.append((opened, place))
    return spans


def _style(line: str) -> str:
    found = _ENUMERATED.match(line)
    return re.sub("[一二三四五六七八九十]+|[0-9]+", "#", found.group()) if found else ""


def planned(folded: str, start: int) -> bool:
    """Whether earlier words of the sentence of ``start`` make it a plan, a rule or a deadline.

    >>> text = "7月5日前把救灾资金1500万元拨付到户"
    >>> planned(text, text.index("1500")), planned("确保安全。转移300人", 7)
    (True, False)
    """
    sentence = folded[max(0, start - _REACH) : start]
    sentence = sentence[_SENTENCE_HEAD.match(sentence).end() :]  # type: ignore[union-attr]
    if not _BINDING.search(sentence):
        return False
    if any(plan_word(clause) for clause in re.split("[，,：:]", sentence)):
        return True
    if _BOUND.search(sentence):
        return True
    found = _DEADLINE.search(sentence)
    return found is not None and not _DONE.search(folded, max(0, start - len(sentence)), start + 12)
