"""Titles: joined from head lines, or composed from department and subject; and the column that a title tells."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ..model import Basis
from .wordlists import HAN, alternatives, table

# The first clause of a text, a date or 近日 before it left out.
_CLAUSE = re.compile(
    r"\s*(?:(?:本报|本网|本台|本刊)?讯?\s?(?:（[^（）]{1,24}）)?\s?)?(?:(?:(?:19|20)\d\d年)?\d{1,2}月(?:\d{1,2}日)?[^，。；\n]{0,6}，|近日，|日前，|今年以来，|近期，|连日来，)?"
    rf"(?P<clause>[{HAN}“”《》、（）\dA-Za-z]{{6,40}})[，。；]"
)
_LONGEST = 34
_GRAM = 4
_RUN = re.compile(f"[{HAN}]{{{_GRAM},}}")
_OFTEN = 5
_PROVISIONAL = "（拟题）"
_SHORT = 8
_EMPTY = re.compile(
    "工作|情况|进一步|以来|切实|有效|确保|截至|目前|各类|累计|出动|人员|以及|认真|积极|方面|有关|相关|问题|单位|同志"
    "|[的了和与及等是在对为将就把被从到各全市县区局委余多个名件处次一二三四五六七八九十]"
)


def joined_title(lines: list[str]) -> str:
    """One title from head lines: a subtitle follows its dash, a broken 关于…的通知 closes up, else a blank parts them.

    >>> joined_title(["与雨水赛跑", "——水务人在行动"]), joined_title(["云溪市水务局关于做好", "汛期工作的通知"])
    ('与雨水赛跑——水务人在行动', '云溪市水务局关于做好汛期工作的通知')
    >>> joined_title(["加强巡查值守", "守好每处堤防"])
    '加强巡查值守 守好每处堤防'
    """
    title = ""
    for line in lines:
        tight = (
            not title or not (line[0].isalnum() and title[-1].isalnum()) or "关于" in title or line[0] in "和与及的暨"
        )
        title += line if tight else " " + line
    return title


def compose_title(words: str, department: str) -> str:
    """A title for a report that has none, made of its own words and at most 工作情况 or 拟题.

    The opening clause, when the department is its subject (市水务局就春灌供水作出安排); else the department and the
    matter that the text comes back to; else the clause that names the department; else the first words, so marked.

    >>> compose_title("4月9日，市水务局就春灌供水作出安排。", "市水务局")
    '市水务局就春灌供水作出安排'
    >>> compose_title("雨情就是命令，春灌保障靠前，春灌保障到田。", "市水务局")
    '市水务局春灌保障工作情况'
    """
    opening = _CLAUSE.match(words)
    if opening and _acts(opening["clause"], department):
        return opening["clause"]
    matter, times = _matter(words, department)
    if opening and not department and len(opening["clause"]) <= _LONGEST:
        return opening["clause"]
    if opening and _PLACED.match(opening["clause"]) and len(opening["clause"]) <= _LONGEST:
        return opening["clause"]
    clause = _clause_naming(words.partition("\n")[0], department)
    if matter and (times >= _OFTEN or not clause):
        return f"{department}{matter}工作情况"
    if clause or department:
        return clause or f"{department}工作情况"
    return _first_words(words) + _PROVISIONAL


def _first_words(words: str) -> str:
    """The first clause as it stands, never a number without its point or cut in two.

    >>> _first_words("……投入1.5万元，其中3<5。"), _first_words("甲" * 32 + "1.58万元")
    ('……投入1.5万元', '甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲甲')
    """
    clauses = (clause.strip() for clause in re.split("[，。；！？\n]", words))
    first = "".join(filter(str.isprintable, next((clause for clause in clauses if re.search(r"[^\W_]", clause)), "")))
    return first if len(first) <= _LONGEST else re.sub(r"[\d.,:/%-]+$", "", first[:_LONGEST])


def _acts(clause: str, department: str) -> bool:
    """Whether a clause begins with the department (its region before it at most) and says what it did."""
    at = clause.find(department) if department else -1
    return 0 <= at <= 3 and len(clause) <= _LONGEST and len(clause) - at - len(department) >= _GRAM


def _clause_naming(words: str, department: str) -> str:
    """The first clause that begins with the department, short enough for a title; a very short one with the next."""
    at = words.find(department) if department else -1
    while at >= 0:
        clause, *others = re.split("[，。；！？\n]", words[at : at + 2 * _LONGEST], maxsplit=2)
        if len(department) + _GRAM <= len(clause) <= _LONGEST and (not at or words[at - 1] in "，。；！？\n"):
            both = " ".join((clause, *others[:1]))
            after = words[at + len(clause) : at + len(clause) + 1]
            if after == "，" and len(clause) < len(department) + _SHORT and len(both) <= _LONGEST:
                return both
            if after in "，。；！？":
                return clause
        at = words.find(department, at + 1)
    return ""


# 石桥县在滨河公园举办主题宣传活动: somewhere, something is done.
_PLACED = re.compile(
    rf"[{HAN}]{{2,4}}?(?:省|市|县|区|镇|乡|街道)[{HAN}\d]{{0,16}}(?:举办|召开|开展|举行|启动|发布|部署|完成|组织|推进|建成|实施|印发|成立)"
)


def _matter(words: str, department: str) -> tuple[str, int]:
    """The phrase of four to eight characters that the text repeats most, and how often; ("", 0) for none."""
    head = words[:6000]
    counts: Counter[str] = Counter()
    for run in _RUN.findall(head):
        counts.update(run[at : at + _GRAM] for at in range(len(run) - _GRAM + 1))
    best = next(
        (
            gram
            for gram, times in counts.most_common(40)
            if times > 1 and gram not in department and not _EMPTY.search(gram)
        ),
        "",
    )
    if not best:
        return "", 0
    times = counts[best]
    for _ in range(_GRAM):
        found = re.search(f"{best}([{HAN}])", head)
        if not found or _EMPTY.search(found[1]) or head.count(best + found[1]) < times:
            break
        best += found[1]
    # 一 and the like may open a word of its own: 一般公共预算.
    before = re.search(f"([{HAN}]){best}", head)
    if before and head.count(before[1] + best) == head.count(best):
        best = before[1] + best
    return best, times


@cache
def _serial() -> re.Pattern[str]:
    return re.compile(rf".{{2,20}}(?:{alternatives(table('headlines')['serials'])})")


def is_serial(title: str) -> bool:
    """Whether a title names a serial and says nothing of the matter: 防汛工作简报, 审计结果公告.

    >>> is_serial("云溪市防汛工作简报"), is_serial("关于春灌的通告")
    (True, False)
    """
    return not title.startswith("关于") and "的" not in title and _serial().fullmatch(title) is not None


_EDITION = re.compile(
    r"(.{2,22}?)[（(](?:(?:19|20)\d\d年)?\s?(?:总?第)\s?[\d一二三四五六七八九十百]{1,4}\s?[期号](?:.{0,12})[）)](?:——.+)?"
)


def series_of(title: str, basis: Basis) -> str:
    """The series that a stated title names with its edition; "" for none.

    >>> series_of("云溪市防汛工作简报（2023年第3期）", Basis.STATED), series_of("关于春灌的通知（第3号）", Basis.STATED)
    ('云溪市防汛工作简报', '')
    """
    found = _EDITION.fullmatch(title) if basis is Basis.STATED else None
    return found[1] if found and is_serial(found[1]) else ""


def column_of(title: str) -> str:
    """The column that a stated title tells, by the word it ends in; 工作动态 when it tells none.

    >>> column_of("关于做好汛期值守的通知"), column_of("全市春灌情况通报（第3期）"), column_of("水务局春灌忙")
    ('通知公告', '通报', '工作动态')
    """
    words = table("headlines")
    end = re.sub(r"[（(][^（）()]*[)）]$", "", title)
    for column, endings in words["columns"].items():
        if end.endswith(tuple(endings)):
            return str(column)
    return str(words["default_column"])
