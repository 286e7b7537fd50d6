"""Findings in the words: personal data, secrecy marks, placeholders, garbled or half-width characters, slips."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from ..problems import Problem
from .apart import BANK_CARD, MOBILE, PASSPORT, RESIDENT_ID
from .personal import find_personal_data
from .sheet import Sheet, World

HAN = r"[\u3400-\u9fff]"
CLASSIFIED = re.compile(r"(?:绝密|机密|秘密)\s?[★☆]")
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


def fault_of_personal(kind: str, masked: str) -> tuple[str, str]:
    """(what is wrong, what to do) with a number that may not be published: the same words in every command.

    >>> fault_of_personal("身份证号", "110*************15")[1]
    '删去；要说明是谁，写姓名和单位就够了'
    """
    return f"有{kind}：{masked}", PERSONAL_CURES.get(kind, "删去")


def unpublishable(text: str) -> Iterator[tuple[int, str, str, str]]:
    """(line, what is wrong, what to do, rule) of words that no published post may hold, whatever else it says.

    >>> [(line, rule) for line, _, _, rule in unpublishable("正文\\n机密★10年\\n（在此写一句话）")]
    [(2, 'secrecy'), (3, 'placeholder')]
    """
    for number, words in enumerate(text.split("\n"), 1):
        if found := CLASSIFIED.search(words):
            yield number, f"有密级标志“{found.group()}”", "涉密文件不能上网：撤下稿件，报告保密部门", "secrecy"
        if found := SKELETON.search(words):
            message = f"模板里的“{found.group()}”还没有换成内容"
            yield number, message, "写上内容，或删去这一行", "placeholder"


def forbidden(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Marks of classified papers, and words of the template."""
    for number, message, hint, rule in unpublishable(sheet.post.text):
        yield sheet.error(rule, number, message, hint)


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
