"""Findings in the words: personal data, secrecy marks, placeholders, garbled or half-width characters, slips."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..front_matter import LINE_END, split_front_matter
from ..onelines import IN_BODY, fault_of_characters, has_words
from ..problems import Problem, Refusal, visible
from .apart import BANK_CARD, MOBILE, PASSPORT, RESIDENT_ID
from .personal import find_in_name, find_personal_data
from .sheet import Sheet, World

HAN = r"[\u3400-\u9fff]"
# GB/T 9704 sets the two characters apart. What is bold or has unseen characters between reads the same.
CLASSIFIED = re.compile(r"(?:绝\s?密|机\s?密|秘\s?密)\s?[★☆]|密\s?级\s?[:：]\s?(?:绝|机|秘)\s?密(?!\w)")
UNREAD = re.compile(r"[*_`\u200b-\u200f\u2060-\u2064\ufeff\xad]|(?<=[绝机秘密]) +(?= )")
INTERNAL = re.compile(r"内部资料|内部文件|仅供内部|不予公开|不宜公开|此件不公开|依申请公开")
SKELETON = re.compile(r"（在此[^）]{0,40}）")
PLACEHOLDER = re.compile(
    r"待补充|待填写|此处填写|请填写|(?<![×xX])[×xX]{2,12}(?=[年月日时人元万亿个件户号县市区乡镇村吨米亩斤台辆座次份套笔％%]|公[里斤顷])|(?<![A-Za-z])(?:T(?:ODO|BD))(?![A-Za-z])"
    r"|lorem ipsum|征求意见稿|送审稿"
)
GARBLED = re.compile(r"\ufffd|锟斤拷|烫烫烫|屯屯屯|[\ue000-\uf8ff]")
HALF = re.compile(
    rf"{HAN}[,;:!?](?={HAN}|[“《（]|$)|[）》”][,;:!?](?={HAN})|{HAN}\.(?={HAN}|$)|{HAN}\([^()]{{0,60}}\)|\([^()]{{0,30}}{HAN}[^()]{{0,60}}\)"
)
TARGET = re.compile(r"\]\([^()\n]{0,300}\)")
# Zero-width and soft characters; a joiner between two pictographs makes one sign of them, tags follow a black flag.
INVISIBLE = re.compile(
    r"[\u200b\u200c\u200e\u200f\u2028\u2029\u2060-\u2064\u206a-\u206f\ufeff\xad\u061c\u180e\ufff9-\ufffb\ufdd0-\ufdef]"
    r"|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0000-\U000e007f]"
)
AROUND = 6
PERSONAL_CURES = {
    RESIDENT_ID: "删去；要说明是谁，写姓名和单位就够了",
    MOBILE: "删去，或改为办公电话；确需公开的打码（138****0000）",
    BANK_CARD: "删去；确需说明的只留末四位",
    PASSPORT: "删去；要说明是谁，写姓名和单位就够了",
}


def personal_data(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Resident IDs, mobile numbers, bank cards anywhere in the file; masked, and never less than an error for drafts:
    a draft is in the repository, which others read too.
    """
    for line, kind, masked in find_personal_data(sheet.post.text):
        yield Problem(sheet.post.path, line, *fault_of_personal(kind, masked), "personal-data")
    for _, kind, masked in find_in_name(sheet.post.bulletin.slug if sheet.post.bulletin else ""):
        message = f"名字或网址里有{kind}：{masked}"
        yield Problem(sheet.post.path, sheet.field("slug"), message, "换一个名字", "personal-data")


def fault_of_personal(kind: str, masked: str) -> tuple[str, str]:
    """(what is wrong, what to do) with a number that may not be published: the same words in every command.

    >>> fault_of_personal("身份证号", "110*************15")[1]
    '删去；要说明是谁，写姓名和单位就够了'
    """
    return f"有{kind}：{masked}", PERSONAL_CURES.get(kind, "删去")


def unpublishable(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(line, what is wrong, what to do, rule) of words that no published post may hold, whatever else it says.

    >>> [(line, rule) for line, _, _, rule in unpublishable("正文\\n机密★10年\\n（在此写一句话）\\n甲\\u202e乙")]
    [(2, 'secrecy'), (3, 'placeholder'), (4, 'control')]
    """
    text = LINE_END.sub("\n", text)
    try:
        _, body, first = split_front_matter(text)
    except Refusal:
        first = 1
    else:
        if not has_words(body):
            yield first, "没有正文", "在信息栏下面空一行，写上正文", "empty-body"
    for number, words in enumerate(text.split("\n"), 1):
        if "密" in words and (found := CLASSIFIED.search(UNREAD.sub("", words))):
            yield number, f"有密级标志“{found.group()}”", "涉密文件不能上网：撤下稿件，报告保密部门", "secrecy"
        if found := SKELETON.search(words):
            message = f"模板里的“{found.group()}”还没有换成内容"
            yield number, message, "写上内容，或删去这一行", "placeholder"
    yield from unprintable(text, first)


def unprintable(text: str, first: int = 1) -> Iterator[tuple[int, str, str, str]]:
    """(line, what is wrong, what to do, rule) of characters that no page may hold, from the line ``first`` on: those
    of the front matter are told by its own rules.
    """
    if IN_BODY.search(text):
        for number, words in enumerate(LINE_END.sub("\n", text).split("\n"), 1):
            if number >= first and (fault := fault_of_characters(words)):
                yield number, *fault, "control"


def forbidden(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Marks of classified papers, words of the template, characters that nobody sees, a body without words."""
    for number, message, hint, rule in unpublishable(sheet.post.text):
        if rule != "empty-body" or sheet.post.bulletin:
            yield sheet.error(rule, number, message, hint)


def invisible(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Characters that take no room: a word that holds one is not found by searching in other programs."""
    for number, words in enumerate(sheet.post.text.split("\n"), 1):
        if found := INVISIBLE.search(words):
            what = f"有看不见的字符 {visible(found.group()[0])}"
            yield sheet.warning("invisible", number, what, "把前后几个字重新打一遍；确有用处，可以不管")


def internal(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Marks of internal papers."""
    for line in sheet.lines:
        if found := INTERNAL.search(line.plain):
            hint = "确认这份文件可以公开；可以公开就删去这个标记"
            yield sheet.warning("internal", line.number, f"出现“{found.group()}”", hint)


def placeholders(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Words that stand for others still to come."""
    for number, words in enumerate(sheet.post.text.split("\n"), 1):
        if not SKELETON.search(words) and (found := PLACEHOLDER.search(words)):
            hint = "补上内容；原文就是这样写的，可以不管"
            yield sheet.warning("placeholder", number, f"像是没写完：“{_around(words, found)}”", hint)


def garbled(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Characters that are left when a text was decoded wrongly somewhere on its way."""
    for number, words in enumerate(sheet.post.text.split("\n"), 1):
        if found := GARBLED.search(words):
            message = f"疑似乱码：“{_around(words, found)}”"
            yield sheet.warning("garbled", number, message, "对照原始报告改正；原始报告也这样，就请发文单位重发")


def punctuation(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Half-width marks beside Han characters, one finding a line."""
    for line in sheet.lines:
        words = TARGET.sub("]", line.plain)
        found = HALF.search(words)
        if found and not line.typed.startswith("|--"):
            message = f"汉字旁用了半角标点：“{_around(words, found)}”"
            yield sheet.warning("punctuation", line.number, message, "改成全角：，。；：！？（）")


def slips(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Words of the list of frequent slips (data/slips.toml)."""
    words = _slips()
    for line in sheet.lines:
        for found in _slip_pattern().finditer(line.plain):
            hint = "核对原文后改正；原文没错，可以不管"
            yield sheet.warning("slip", line.number, f"“{found.group()}”似应为“{words[found.group()]}”", hint)


@cache
def _slips() -> dict[str, str]:
    text = files("bulletins").joinpath("data", "slips.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["slips"])


@cache
def _slip_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_slips(), key=len, reverse=True))))


def _around(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - AROUND) : found.end() + AROUND]
