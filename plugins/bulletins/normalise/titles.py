"""Titles: joined from head lines, or composed from department and subject; and the column that a title tells."""

from __future__ import annotations

import re
from collections import Counter

from .wordlists import HAN, table

_CLAUSE = re.compile(
    rf"^(?:(?:(?:19|20)\d\d年)?\d{{1,2}}月(?:\d{{1,2}}日)?[^，。；]{{0,6}}，|近日，|日前，|今年以来，|近期，)?(?P<clause>[{HAN}“”《》、（）\dA-Za-z]{{6,32}})[，。；]"
)
_MATTER = re.compile(
    rf"(?:开展|推进|做好|抓好|召开|启动|组织|部署|就|围绕|关于)(?:了)?(?P<matter>[{HAN}“”]{{3,16}}?)(?:工作|行动|会议|活动|整治|[，。、])"
)
_LONGEST = 32
_GRAM = re.compile(f"[{HAN}]+")
_EMPTY = ("工作", "情况", "进一步", "以来", "切实", "有效", "确保")


def joined_title(lines: list[str]) -> str:
    """One title from head lines: a subtitle follows its dash, a broken 关于…的通知 closes up, else a blank parts them.

    >>> joined_title(["与雨水赛跑", "——水务人在行动"]), joined_title(["云溪市水务局关于做好", "汛期工作的通知"])
    ('与雨水赛跑——水务人在行动', '云溪市水务局关于做好汛期工作的通知')
    >>> joined_title(["加强巡查值守", "守好每处堤防"])
    '加强巡查值守 守好每处堤防'
    """
    title = ""
    for line in lines:
        tight = not title or line.startswith("——") or title.endswith("——") or "关于" in title
        title += line if tight else " " + line
    return title


def compose_title(words: str, department: str) -> str:
    """A title for a report that has none, from its own words: the opening clause when it names the department and
    says what it did, else the department, the matter that the text comes back to, and 工作情况.

    >>> compose_title("4月9日，市水务局就春灌供水作出安排。", "市水务局")
    '市水务局就春灌供水作出安排'
    >>> compose_title("汛情就是命令，春灌保障靠前，春灌保障到田。", "市水务局")
    '市水务局春灌保障工作情况'
    """
    opening = _CLAUSE.match(words.lstrip())
    if opening and department and department in opening["clause"] and _whole(opening["clause"], department):
        return opening["clause"]
    matter = _matter(words)
    if matter.startswith("全市"):
        matter = matter[2:]
    if not (matter or department):
        first = re.split("[。！？；\n]", words.strip(), maxsplit=1)[0]
        return first[:_LONGEST]
    return f"{department}{matter}{'' if matter.endswith('工作') else '工作'}情况"


def _whole(clause: str, department: str) -> bool:
    """A clause that says something after the department's name."""
    return len(clause) - clause.find(department) - len(department) >= 4 and len(clause) <= _LONGEST


def _matter(words: str) -> str:
    """The phrase of four to eight characters that the text repeats most, else the first that a verb of action leads."""
    counts: Counter[str] = Counter()
    for run in _GRAM.findall(words[:6000]):
        counts.update(run[at : at + 4] for at in range(len(run) - 3))
    best = [gram for gram, times in counts.most_common(40) if times >= 2 and _meaningful(gram)]
    if best and (counts[best[0]] >= 3 or not _MATTER.search(words)):
        return best[0]
    found = _MATTER.search(words[:3000])
    return found["matter"] if found else (best[0] if best else "")


def _meaningful(gram: str) -> bool:
    return not any(word in gram for word in _EMPTY) and not re.search(
        "[的了和与及等是在对为将就把被从到各全市县区局委一二三四五六七八九十]", gram
    )


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
