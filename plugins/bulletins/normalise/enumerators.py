"""Enumerators at the start of a line: 一、 （一） 1. 1.1 （1） ① 第一 第N章 一是 首先 一抓."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

_CN = "一二三四五六七八九十"
_NUMBER = f"[{_CN}]{{1,3}}"
_WORDS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "第三": 3, "然后": 3, "最后": 0}
# A numeral and a character that make a word of their own (一个, 一定, 三年) never open an enumeration.
_NO_LEAD = frozenset(
    "个名位次方定般些直切样旦时度线年月日届季级类种批条项家户路张带起同体心齐边面经百千万亿十一二三四五六七八九点成分半再味贯如将向至来往旁"
)

_HAN = "\u4e00-\u9fff"
# What a number with a point counts: 3.5 万人, 1.2倍. Whatever else follows, an outline must bear it out.
_UNITS = (
    "万亿千百个倍米公分元吨度毫厘平立亩人户家件条名起次天年月日小时岁升克斤里座台辆处项组套只支副顶床张份册所间栋"
    "成折级—～~\\-"
)

_PATTERN = re.compile(
    rf"(?P<chapter>第(?P<n1>[{_CN}百\d]{{1,4}})(?P<unit>章|节|篇|编|部分)(?=[\s:：、]|[^\s，。的]))[\s:：、]?"
    rf"|(?P<article>第(?P<n2>[{_CN}百\d]{{1,4}})条(?=[\s:：]|[^\s，。、的]))\s?"
    rf"|(?P<han>(?P<n3>{_NUMBER})(?:[ ]?[、．.][ ]?|[:：](?=[{_HAN}“])))"
    rf"|(?P<hanbracket>[（(](?P<n4>{_NUMBER})[)）][ ]?[、.．]?)"
    rf"|(?P<arabicbracket>[（(](?P<n5>\d{{1,2}})[)）][ ]?[、.．]?)"
    rf"|(?P<halfbracket>(?P<n6>\d{{1,2}})[)）][ ]?)"
    rf"|(?P<padded>(?P<n13>0[1-9])(?:[ ]|[.．、](?!\d))[ ]?)"
    rf"|(?P<dotted>(?P<n15>\d{{1,2}}(?:[.．]\d{{1,2}}){{1,3}})"
    rf"(?:[.．、]?[ ]+(?![万亿倍个\d])|[.．、]?(?=[{_HAN}])(?![{_UNITS}])))"
    rf"|(?P<arabic>(?P<n7>\d{{1,2}})[.．、](?!\d)[ ]?)"
    rf"|(?P<latin>(?P<n14>[a-hA-H])(?:[)）]|[.．、](?=[\u4e00-\u9fff]))[ ]?)"
    rf"|(?P<circled>(?P<n8>[①-⑳❶-❿➀-➓㊀-㊉])[ 、.]?)"
    rf"|(?P<parenthesised>(?P<n17>[⑴-⒇])[ 、.]?)|(?P<pointed>(?P<n18>[⒈-⒛])[ ]?)|(?P<ringed>(?P<n19>[㈠-㈩])[ 、]?)"
    rf"|(?P<roman>(?P<n20>[Ⅰ-Ⅻ]|(?:IX|IV|VI{{0,3}}|I{{1,3}}|X))[、.．][ ]?(?=[{_HAN}“]))"
    rf"|(?P<formal>(?P<n21>[壹贰貳叁參叄肆伍陆陸柒捌玖拾])[、.．：][ ]?)"
    rf"|(?P<stem>(?P<n22>[甲乙丙丁戊己庚辛])、(?![甲乙丙丁戊己庚辛])[ ]?)"
    rf"|(?P<apart>(?P<n23>{_NUMBER})[ ](?=[{_HAN}“]{{2}}))"
    rf"|(?P<qi>其(?P<n24>[{_CN}])[，、：是])"
    rf"|(?P<stage>第(?P<n25>{_NUMBER})(?:阶段|步|招|板块|方面|件事|环节)[：:，、 ])"
    rf"|(?P<named>(?:亮点|做法|关键词|特点|举措|措施|成效|经验|任务|镜头|故事|案例|变化)(?P<n26>[{_CN}]|\d)[：:、 ])"
    rf"|(?P<part>(?:PART|Part|part|NO|No)[.． ]{{0,2}}0?(?P<n27>\d)[ .：:、]{{0,2}}(?=[{_HAN}“]))"
    rf"|(?P<ordinal>第(?P<n9>{_NUMBER})(?:[，、：:]|是(?=[^否])))"
    rf"|(?P<shi>(?P<n10>{_NUMBER})(?:则|者)?是(?=[^否]))"
    rf"|(?P<word>(?P<n11>首先|其次|再次|再者|最后)(?:[，,：:]|是))"
    rf"|(?P<lead>(?P<n12>[{_CN}])(?P<verb>[\u4e00-\u9fff]))"
)
_OPENINGS = frozenset(
    f"{_CN}第（(0123456789首其再最abcdefghABCDEFGHIVXPNp亮做关特举措成经任镜故案变壹贰貳叁參叄肆伍陆陸柒捌玖拾甲乙丙丁戊己庚辛"
    + "".join(
        chr(code)
        for first, last in ("①⒛", "❶➓", "㈠㈩", "㊀㊉", ["Ⅰ", "Ⅻ"])
        for code in range(ord(first), ord(last) + 1)
    )
)
# Outermost first; decides only where numbers leave it open.
RANK = {
    **dict.fromkeys(("chapter章", "chapter篇", "chapter编", "chapter部分"), 0),
    "chapter节": 1,
    "article": 2,
    "mark": 2,
    "han": 3,
    "hanbracket": 4,
    **dict.fromkeys(("ordinal", "word", "shi"), 5),
    **dict.fromkeys(("padded", "roman", "formal"), 2),
    **dict.fromkeys(("apart", "stage", "named"), 3),
    "qi": 5,
    "parenthesised": 7,
    "stem": 8,
    "arabic": 6,
    **dict.fromkeys(("dotted2", "dotted3", "dotted4"), 6),
    **dict.fromkeys(("halfbracket", "arabicbracket"), 7),
    "circled": 8,
    "latin": 9,
}
LEAD_RANK = 5
# Spoken enumerations may hold another of the same mark; written ones begin again instead.
SPOKEN = frozenset({"ordinal", "word", "shi", "qi"})
# Other marks for a style that has one already.
_SAME = {"pointed": "arabic", "ringed": "hanbracket", "part": "padded"}
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
_STEMS = "甲乙丙丁戊己庚辛"


class Enumerator(NamedTuple):
    """``style`` names the form, ``number`` counts from 1 (0: 最后, which follows any), ``length`` in characters."""

    style: str
    number: int
    length: int

    @property
    def rank(self) -> int:
        """Depth that the style has by custom."""
        return RANK.get(self.style, LEAD_RANK)

    @property
    def mixes(self) -> bool:
        """Whether offices are seen to go on with it where they began with another: 一是, 二是, 三、."""
        return self.spoken or self.style in {"han", "hanbracket", "arabic"}

    @property
    def runs_only(self) -> bool:
        """Whether one alone proves nothing: 一抓, 一 总体, 亮点一 count only where number two follows."""
        return self.style.startswith("lead") or self.style in {"apart", "named"}

    @property
    def spoken(self) -> bool:
        """Whether it belongs to running speech: 一是, 第一, 首先, 一抓."""
        return self.style in SPOKEN or self.style.startswith("lead")


def enumerator_of(text: str) -> Enumerator | None:
    """The enumerator that a line begins with.

    >>> enumerator_of("（二）强化保障")
    Enumerator(style='hanbracket', number=2, length=3)
    >>> enumerator_of("一抓落实"), enumerator_of("一个月"), enumerator_of("3.5万人")
    (Enumerator(style='lead抓', number=1, length=1), None, None)
    """
    if text[:1] not in _OPENINGS:
        return None
    found = _PATTERN.match(text)
    if not found or found.lastindex is None:
        return None
    # A style's group closes last, and the number is the first group inside it.
    style, words = str(found.lastgroup), found[found.lastindex + 1]
    if style == "lead":
        if found["verb"] in _NO_LEAD:
            return None
        return Enumerator("lead" + found["verb"], number_of(words), 1)
    if style == "chapter":
        style += found["unit"]
    if style == "dotted":
        numbers = re.split("[.．]", words)
        return Enumerator(f"dotted{len(numbers)}", int(numbers[-1]), found.end())
    return Enumerator(_SAME.get(style, style), number_of(words), found.end())


def number_of(words: str) -> int:
    """The number that an enumerator shows.

    >>> number_of("十二"), number_of("③"), number_of("7"), number_of("其次")
    (12, 3, 7, 2)
    """
    if words in _WORDS or words in _ROMAN:
        return _WORDS.get(words) or _ROMAN.get(words, 0)
    if words in _STEMS:
        return _STEMS.index(words) + 1
    if words.isdecimal():
        return int(words)
    if words.isascii():
        return ord(words.lower()) - ord("a") + 1
    if len(words) == 1 and words not in _CN:
        return int(unicodedata.numeric(words, 0))
    hundreds, hundred, rest = words.rpartition("百")
    total = 100 * (_CN.index(hundreds[-1]) + 1 if hundreds and hundreds[-1] in _CN else 1) if hundred else 0
    tens, ten, ones = rest.rpartition("十")
    if ten:
        total += 10 * (_CN.index(tens[-1]) + 1 if tens else 1)
    return total + (_CN.index(ones[-1]) + 1 if ones and ones[-1] in _CN else 0)


def borne_out(text: str, enumerator: Enumerator, seen: set[tuple[int, ...]]) -> bool:
    """Whether a number with points (1.2) goes on with what the outline has so far; else it is a decimal.

    ``seen`` holds the numbers of the outline and is added to.

    >>> seen = {(1,)}
    >>> [borne_out(text, enumerator_of(text), seen) for text in ("1.1 总体", "1.2 开工", "3.5 增幅")]
    [True, True, False]
    """
    if not enumerator.style.startswith("dotted"):
        seen.add((enumerator.number,))
        return True
    numbers = tuple(map(int, re.findall(r"\d+", text[: enumerator.length])))
    before = numbers[:-1] if numbers[-1] == 1 else (*numbers[:-1], numbers[-1] - 1)
    if before not in seen:
        return False
    seen.add(numbers)
    return True


def confirmed(enumerators: Iterable[Enumerator | None]) -> frozenset[str]:
    """Styles made of a numeral and a verb (一抓, 二抓) that really run: number two follows number one.

    >>> sorted(confirmed([enumerator_of("一抓落实"), enumerator_of("二抓重点"), enumerator_of("三查隐患")]))
    ['lead抓']
    """
    last: dict[str, int] = {}
    running: set[str] = set()
    for enumerator in enumerators:
        if enumerator and enumerator.runs_only:
            if enumerator.number == 2 and last.get(enumerator.style) == 1:
                running.add(enumerator.style)
            last[enumerator.style] = enumerator.number
    return frozenset(running)
