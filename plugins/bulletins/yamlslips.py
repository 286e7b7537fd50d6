"""Slips of hand in a file of fields, found line by line: YAML only says that it fails, and often on another line.

Everything here is said of a file that YAML has refused, so a line that is merely unusual is never blamed alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Slip = tuple[int, str, str]

# What git leaves where two versions of a file were not put together; ======= means it only beside the others.
CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")
LINE_END = re.compile(r"\r\n?|\n")
KEY = re.compile(
    r"(?P<lead>[ \t]*(?:- +)?)(?P<key>[A-Za-z_]\w*|[\u3400-\u9fff]{1,8})[ \t]*(?P<colon>[:：])(?P<rest>.*)", re.ASCII
)
PAIR = re.compile(r"[A-Za-z_]+[:：]")
QUOTED = {'"': re.compile(r'"(?:[^"\\]|\\.)*"'), "'": re.compile(r"'(?:[^']|'')*'")}
BRACKETS = {"[": ("]", "方括号"), "{": ("}", "花括号")}
LIKE_A_DASH = "－—–•·●"
MEANT_OTHERWISE = "%@`&*!|>-?,]}"
COMMENT = re.compile(r"\s*#\S")
WHOLE = "整行内容用引号括起来："


def conflict_lines(text: str) -> list[int]:
    """Lines, counted from 1, on which an unfinished merge begins, or ends where the beginning was removed.

    >>> conflict_lines("正文\\n<<<<<<< HEAD\\n甲\\n=======\\n乙\\n>>>>>>> b\\n"), conflict_lines("甲\\n=======\\n")
    ([2], [])
    """
    if not ("<<<<<<<" in text or ">>>>>>>" in text):
        return []
    marks = [(number, line[0]) for number, line in enumerate(LINE_END.split(text), 1) if CONFLICT.fullmatch(line)]
    begins = [number for number, mark in marks if mark == "<"]
    return begins or [number for number, _ in marks][:1]


def slips(lines: Sequence[str]) -> Iterator[Slip]:
    """(index of the line, what is wrong, what to do) for every slip that can be named, one a line at most.

    >>> [(at, what) for at, what, _ in slips(["title：清淤", "date:2024-07-01", "\\tslug: a", "column: 动态"])]
    [(0, '“title”后面的冒号是全角的'), (1, '“date:”后面少一个空格'), (2, '行首用了 Tab')]
    """
    full = False  # whether the field above holds a value, so that nothing may be set in below it
    for index, line in enumerate(lines):
        words = line.strip()
        if not words or words.startswith("#"):
            continue
        found = KEY.match(line)
        said = _of_line(line, words, found, full) or _of_value(found, words, lines[index + 1 :])
        if said:
            yield index, *said
        if found and not line[0].isspace():
            full = bool(found["rest"].strip())


def swallowed(line: str) -> tuple[str, str] | None:
    """What is wrong with a line that YAML took for more words of the field above it; None when it is just that."""
    found = KEY.match(line)
    return _of_key(found) if found else None


def cut_off(rest: str) -> bool:
    """Whether what stands behind a value looks like words of it that YAML took for a comment: 城区 #1 泵站.

    >>> cut_off(" #1 泵站"), cut_off("  # 还没有核对")
    (True, False)
    """
    return bool(COMMENT.match(rest))


def _of_line(line: str, words: str, found: re.Match[str] | None, full: bool) -> tuple[str, str] | None:
    if CONFLICT.fullmatch(words) or words == "=======":
        return "有没处理完的合并冲突", "在两种写法里选定一种，连同 <<<<<<<、=======、>>>>>>> 几行一起删掉"
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "行首用了 Tab", "删掉它；要缩进就用空格"
    if words[0] in LIKE_A_DASH:
        return f"列表的“{words[0]}”不是半角短横", "改成半角短横加空格：- 内容"
    if words[0] == "-" and words[1:2].strip() and not words.startswith("--"):
        return "“-”后面少一个空格", f"写成 - {words[1:]}"
    if found is None:
        known = line[0].isspace() or words[0] in "-[]{}\"'" or words in {"---", "..."}
        return None if known else ("这一行不是“字段: 内容”", "接在上一行后面，或写明字段")
    if full and line[0].isspace() and found["key"].isascii() and not found["lead"].strip():
        return f"“{found['key']}”前面多了空格", "删掉行首的空格"
    return _of_key(found)


def _of_key(found: re.Match[str]) -> tuple[str, str] | None:
    key, rest = found["key"], found["rest"]
    if found["colon"] == "：":
        return f"“{key}”后面的冒号是全角的", f"改成半角冒号，后面空一格：{key}: 内容"
    if key.isascii() and rest and not rest[0].isspace() and not rest.startswith("//"):
        return f"“{key}:”后面少一个空格", f"写成 {key}: {rest}"
    return None


def _of_value(found: re.Match[str] | None, words: str, below: Sequence[str]) -> tuple[str, str] | None:
    value = found["rest"].strip() if found else words.removeprefix("- ").strip()
    key = f"{found['key']}: " if found else "- "
    if not value:
        return None
    if value[0] in QUOTED:
        return _of_quoted(key, value)
    if value[0] in BRACKETS:
        return _of_bracket(key, value, below)
    if found and (": " in value or value.endswith(":")):
        return "文字里有半角冒号", f'{WHOLE}{key}"{value}"'.replace('""', '"')
    if found and value[0] in MEANT_OTHERWISE and value not in {"|", ">", "|-", ">-"}:
        return f"开头的“{value[0]}”另有含义", f'{WHOLE}{key}"…"'
    if (place := value.find(" #")) >= 0 and cut_off(value[place:]):
        return f"“{value[place:].strip()}”会被当成注释", f'{WHOLE}{key}"…"'
    return None


def _of_quoted(key: str, value: str) -> tuple[str, str] | None:
    mark = value[0]
    closed = QUOTED[mark].match(value)
    if not closed:
        return f"开头的引号 {mark} 没有另一半", f"在内容末尾补上 {mark}，或删掉开头的"
    if value[closed.end() :].strip() and not value[closed.end() :].lstrip().startswith("#"):
        return f"引号 {mark} 只括住了开头", f"文字里的引号改成“”：{key}“…”…"
    return None


def _of_bracket(key: str, value: str, below: Sequence[str]) -> tuple[str, str] | None:
    end, name = BRACKETS[value[0]]
    if end not in value:
        further = next((line for line in below if end in line or KEY.match(line)), "")
        return None if end in further else (f"{name}没有另一半", f"在末尾补上半角的 {end}")
    after = value[value.rindex(end) + 1 :].strip()
    if after and not after.startswith("#"):
        return f"开头的{name}会被当成一列内容", f'{WHOLE}{key}"…"'
    if value[0] == "{" and len(PAIR.findall(value)) > value.count(",") + 1:
        fault = "花括号里用了全角逗号" if "，" in value else "花括号里少了逗号"
        return fault, "各项之间用半角逗号加空格；或者一项一行，写成 - date: …，下一行缩进两格写 note: …"
    if value[0] == "{" and "：" in value and ": " not in value:
        return "花括号里的冒号是全角的", "改成半角冒号，后面空一格"
    return None
