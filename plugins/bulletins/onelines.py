"""A field that is one line of words: what no such line may hold."""

from __future__ import annotations

import re

from .problems import visible

LONGEST_LINE = 1000
# What no reader sees, and what turns the words after it round.
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What leaves no mark on paper: blanks, fillers, joiners, selectors (Default_Ignorable_Code_Point, and blank braille).
INK = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    r"\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
# Of the characters that a line of words may not hold, a body has line ends and tabs.
IN_BODY = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
LINE_ENDS = "\x0b\x0c\x85"
# A heading, item or quote without its words.
MARK_ALONE = re.compile(r"^[ \t]*(?:#{1,6}|[-+*>])[ \t]*$", re.MULTILINE)


def fault_of_line(value: str, most: int = LONGEST_LINE) -> tuple[str, str] | None:
    """(what is wrong, what to do) with a line of words; None when nothing is, and for an empty one.

    >>> fault_of_line("防汛"), fault_of_line("甲\\n乙")[0], fault_of_line("\\u200b")[0], fault_of_line("长" * 9, 8)[0]
    (None, '里有换行', '是空白的', '有 9 字，超过 8 字')
    """
    if found := UNSEEN.search(value):
        what = "换行" if found.group() in "\n\r\u2028\u2029" else f"看不见的控制字符 {visible(found.group())}"
        return f"里有{what}", "删掉它，写成一行文字"
    if value and not INK.search(value):
        return "是空白的", "写上文字，或删掉这一行"
    if len(value) > most:
        return f"有 {len(value)} 字，超过 {most} 字", "写短些，其余的放进正文"
    return None


def one_line(value: str) -> str:
    """Words as a line may hold them: what no reader sees as one blank each, a row of them as one.

    >>> one_line("市水务局\\t高新区\\n"), one_line("市　水务局")
    ('市水务局 高新区', '市　水务局')
    """
    return re.sub(f"(?:{UNSEEN.pattern})+", " ", value).strip()


def fault_of_characters(line: str) -> tuple[str, str] | None:
    """(what is wrong, what to do) with a line of a body that holds what no reader sees or what turns words round.

    Safe for any writing: marks that belong to one (joiners, selectors, the weak marks of Arabic) are left alone.

    >>> fault_of_characters("防\\x07汛"), fault_of_characters("甲\\u202e乙")[0], fault_of_characters("防汛\\t工作")
    (('有看不见的控制字符 \\\\x07', '删掉它；看不见，就把前后几个字重新打一遍'), '有改变文字方向的字符 \\\\u202e', None)
    """
    found = IN_BODY.search(line)
    if not found:
        return None
    what = f"有看不见的控制字符 {visible(found.group())}"
    if found.group() in LINE_ENDS:
        return f"有不通用的换行符 {visible(found.group())}", "删掉它，换成普通的换行"
    if TURNS.match(found.group()):
        what = f"有改变文字方向的字符 {visible(found.group())}"
    return what, "删掉它；看不见，就把前后几个字重新打一遍"


def has_words(body: str) -> bool:
    """Whether a body holds anything that a reader sees.

    >>> has_words("清淤"), has_words("\\u200b\\n\\u3000"), has_words("## ")
    (True, False, False)
    """
    return bool(INK.search(MARK_ALONE.sub("", body)))
