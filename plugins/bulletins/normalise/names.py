"""Names of departments in running text and on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from .wordlists import HAN, alternatives, simplified, table

LEVELS = "省市县区州旗镇乡"
_LONGEST_LINE = 60
_COMES_BACK = 2
# Round brackets are no frame: （市水务局） under a text says where it came from, and heads nothing.
_FRAME = " \t【】[]：:◆●■▲★·•"
_PART = re.compile(r"[\s、，,/|]+")


# A suffix that begins another word: 会商, 办理, 局部, 委托, 中心城区.
_RUNS_ON = re.compile("会[商诊议员]|办[理好结事成公法案]|局[部面限势]|委[托派员]|队[伍员]|心[城区]|府[办机]|部[署门分]")


# 云溪市水务局文件, 云溪市信访局编 签发：郭平
_EDITED = re.compile(r"文件$|\s*供稿$|\s*(?:编|编印|主办|编发)(?:\s+签发[：:]\s*\S{2,4})?$")


# Bodies of the state that stand before the region: 国家税务总局云溪市税务局, 国家统计局云溪调查队.
_NATIONAL = (
    "(?:国家|中国|全国|国务院)[\u4e00-\u9fff]{2,16}?"
    "(?:委员会|总局|局|署|办公厅|办公室|银行|总公司|公司|集团|联合会|协会|总工会|中心)"
)
_YOUTH = "(?:共青团|团)[\u4e00-\u9fff]{2,4}[省市县区州]委(?:员会)?"
# Characters that only a Traditional text has, the commonest of them.
_TRADITIONAL = re.compile("[們國為會縣處學發說這個時務農業產環護衛級總據辦]")
_STATE = "国家(?:税务总局|统计局|移民管理局|矿山安全监察局|金融监督管理总局)"

# A body of the state at a place: one name, the place inside it.
_PLACED = rf"[{HAN}]{{2,10}}?"
_BRANCH = (
    rf"国家税务总局{_PLACED}税务局(?:[{HAN}]{{1,8}}?(?:税务分局|税务所|稽查局))?|国家统计局{_PLACED}调查总?队"
    rf"|中华人民共和国{_PLACED}(?:海关|海事局|边防检查站)|国家(?:移民管理局|矿山安全监察局){_PLACED}(?<!总)局"
    rf"|国家金融监督管理总局{_PLACED}(?:监管(?:分)?局|监管支局)"
    rf"|(?!走进|进出|出口|全国|我国|中国|当地|各|直属|隶属|服务|支持|助力|配合|联合|会同|经过?|由)[{HAN}]{{2,4}}(?<!进出口)海关(?!总署)"
)

# A letterhead set wide: 云 溪 市 水 务 局
_SPACED = re.compile(rf"[{HAN}](?: +[{HAN}])+")


class Mention(NamedTuple):
    """A department's name in a text, as printed."""

    start: int
    end: int
    name: str


def despaced(text: str) -> str:
    """A line set wide, written close: every word of it is one character.

    >>> despaced("通 报"), despaced("云溪市 水务局")
    ('通报', '云溪市 水务局')
    """
    return text.replace(" ", "") if text[1:2] == " " and _SPACED.fullmatch(text) else text


@cache
def _shape() -> re.Pattern[str]:
    suffixes = alternatives(table("bodies")["suffixes"])
    return re.compile(
        rf"(?:{_BRANCH}|{_YOUTH}(?![员办])|{alternatives(table('bodies')['ministries'])}|{_NATIONAL}|(?:中共|共青团|{_STATE})?(?:[{HAN}]{{2,4}}(?:自治区|自治州|自治县|省|市|县|区|州|旗|镇|乡|街道))?"
        rf"(?:[{LEVELS}])?(?:委|政府|人民政府)?[{HAN}]{{0,16}}?(?:{suffixes})(?:办公室)?(?:[（(][{HAN}]{{2,12}}[)）])?)"
    )


@cache
def _mention(stem: str, level: str) -> re.Pattern[str]:
    """Names that begin with the level (市…), the region's name before it when it stands there."""
    suffixes = alternatives(table("bodies")["suffixes"])
    region = f"(?:{re.escape(stem)})?" if stem else ""
    # 办 may begin a verb (市水务局办理), and 市市场监管局 says its level twice over.
    end = rf"(?:{suffixes})(?:(?<!办)|(?<=办)(?![理好结事成公法案]))(?:办公室)?"
    return re.compile(rf"{region}{level}(?:委|人民政府|政府)?(?:{level}(?=场))?[{HAN}]{{2,14}}?{end}")


@cache
def _not_inside() -> tuple[re.Pattern[str], tuple[str, ...]]:
    words = table("bodies")
    return re.compile("|".join(map(re.escape, words["not_inside"]))), tuple(words["exceptions"])


def plausible(name: str) -> bool:
    """Whether a match reads as a name and not as a piece of a sentence.

    >>> plausible("市水务局"), plausible("市区对口支援的水务局")
    (True, False)
    """
    pattern, exceptions = _not_inside()
    plain = name = re.sub(rf"^(?:{_STATE})(?=[{HAN}]{{4}})", "", name)
    for word in exceptions:
        plain = plain.replace(word, "")
    if name.count("局") > 1 and not re.search("局(?:办公室|机关|.{0,8}(?:中心|大队|支队|站|所|分局|稽查局))", name):
        return False
    return 3 <= len(name) <= 24 and not pattern.search(plain)


def names_on_line(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The departments that a line consists of, () when it holds anything else.

    A name needs a level or region before it, or must be one of the ``known`` names.

    >>> names_on_line("市水务局"), names_on_line("云溪市水务局 云溪市农业农村局")
    (('市水务局',), ('云溪市水务局', '云溪市农业农村局'))
    >>> names_on_line("市水务局召开会议"), names_on_line("【市教育局】"), names_on_line("办公室")
    ((), ('市教育局',), ())
    """
    plain = text.strip(_FRAME)
    if plain[:1] in "（(" or not 3 <= len(plain) <= _LONGEST_LINE or "。" in plain or "；" in plain:
        return ()
    plain = _EDITED.sub("", despaced(plain))
    parts = tuple(part for part in _PART.split(plain) if part)
    simple = [simplified(part) for part in parts]
    if not any(_is_name(part, known) for part in simple):
        return ()
    # Beside a name that is placed, one without its place is placed too: 云溪市交通运输局 云溪港口管理局.
    return parts if all(_is_name(part, known) or (len(part) > 4 and _looks_like_name(part)) for part in simple) else ()


def _is_name(part: str, known: frozenset[str]) -> bool:
    if part in known:
        return True
    if not _looks_like_name(part):
        return False
    if part in table("bodies")["ministries"] or re.fullmatch(f"{_NATIONAL}|{_BRANCH}", part):
        return True
    return part[0] in LEVELS or re.match(f"中共|共青团|{_STATE}|{_YOUTH}", part) is not None or _has_region(part)


def _looks_like_name(part: str) -> bool:
    return len(part) <= 24 and _shape().fullmatch(part) is not None and plausible(part)


def _has_region(part: str) -> bool:
    found = re.match(rf"[{HAN}]{{2,4}}?(?:[{LEVELS}]|街道)(?=[{HAN}]{{2,}})", part)
    return found is not None


def leading_names(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """The departments that a title begins with, several when 、 or 和 joins them.

    >>> leading_names("望江县水务局2021年工作总结"), leading_names("市水务局、市林业局联合开展巡查")
    (('望江县水务局',), ('市水务局', '市林业局'))
    >>> leading_names("关于市水务局的通报")
    ()
    """
    plain = plainly(text)
    found: list[str] = []
    at = 0
    while name := _shape().match(plain, at):
        if not _is_name(name.group(), known) or _RUNS_ON.match(plain, name.end() - 1):
            break
        found.append(text[at : name.end()])
        at = name.end()
        if text[at : at + 1] not in {"、", "和"}:
            break
        at += 1
    return tuple(found)


def mentions(text: str, region: str, level: str) -> Iterator[Mention]:
    """Names of departments of a level in running text, in order.

    >>> [found.name for found in mentions("会同市水务局、云溪市应急管理局巡查", "云溪市", "市")]
    ['市水务局', '云溪市应急管理局']
    """
    plain = plainly(text)
    for found in _mention(region[:-1], level).finditer(plain):
        before = text[found.start() - 1 : found.start()]
        if before and before in "全我各本该城超县区" and found.group()[0] == level:
            continue
        if plausible(found.group()):
            below = _BELOW.match(plain, found.end())
            end = below.end() if below else found.end()
            yield Mention(found.start(), end, text[found.start() : end])


# 公安局交通警察支队 acts for itself.
_BELOW = re.compile("(?:交通警察|交警|交通管理|特警|巡警|治安|刑侦|网安|经侦|禁毒|出入境管理)(?:总队|支队|大队)")


def youth_leagues(text: str) -> Iterator[Mention]:
    """Committees of the youth league, which carry their region inside: 团北固市委.

    >>> [found.name for found in youth_leagues("春运期间，团北固市委组织志愿者")]
    ['团北固市委']
    """
    for found in re.finditer(_YOUTH, text):
        yield Mention(found.start(), found.end(), found.group())


def plainly(text: str) -> str:
    """A Traditional text as a Simplified page would spell it, of the same length; any other text as it is."""
    return _plain_once(text) if len(text) > _LONG_TEXT else _plain(text)


def _plain(text: str) -> str:
    return simplified(text) if _TRADITIONAL.search(text) else text


# The parts of a compendium all ask about the whole text.
_plain_once = lru_cache(maxsize=4)(_plain)


_SUBJECT = re.compile(
    f"[{HAN}]{{2,12}}?(?:署|处|局|厅|委员会|管委会|部|院|中心)(?=[{HAN}]{{2,6}}(?:中心|组|科)今日|\\d{{1,2}}月\\d{{1,2}}日|[今昨表公宣指说正已将于就在（(，完推举召开发辖]|联同|发言人)"
)


_LONG_TEXT = 2000
_SUBJECT_OF = 4  # 水务署灌溉中心今日公布 under 灌溉中心公布…


# 食物环境卫生署（食环署）: the name by which the title calls it.
_SHORT = re.compile(f"[（(](?:下称|简称|以下简称)?[“「]?([{HAN}]{{2,8}})[”」]?[）)]")


def subject_of(title: str, words: str) -> Mention | None:
    """A body without level or region that title or text begin with and the text comes back to: 水务署.

    >>> subject_of("水務署完成清理", "水務署今日公布，水務署發言人表示").name
    '水務署'
    """
    plain = plainly(words)
    found = _SUBJECT.match(plain.lstrip())
    if not found:
        return None
    start = len(plain) - len(plain.lstrip())
    name = found.group()
    short = _SHORT.match(plain, start + len(name))
    again = short is not None and short[1] in plainly(title)
    subject = plain.lstrip()[len(name) :]
    again = again or (len(title) > _SUBJECT_OF and subject.startswith(plainly(title)[:_SUBJECT_OF]))
    if plain.count(name) < _COMES_BACK and not again and not plainly(title).startswith(name):
        return None
    return Mention(start, start + len(name), words[start : start + len(name)]) if plausible(name) else None
