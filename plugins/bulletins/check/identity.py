"""Findings in the front matter: departments, dates, slugs, titles, document numbers, what waits for review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..departments import Department
from ..fields import NAMES
from ..model import Basis, Bulletin
from ..problems import Problem
from ..unknown import fault_of_department
from .sheet import Sheet, World

DIGITS = "〇一二三四五六七八九"
ARABIC_DAY = re.compile(r"\s*[（(]?([0-9]{4})\s?年\s?([0-9]{1,2})\s?月\s?([0-9]{1,2})\s?日[）)]?\s*")
HAN_DAY = re.compile(rf"\s*([{DIGITS}○零]{{4}})年([一二三四五六七八九十]{{1,2}})月([一二三四五六七八九十]{{1,3}})日\s*")
DOCUMENT_NUMBER = re.compile(r"[\u3400-\u9fff]+〔((?:19|20)\d{2})〕[1-9]\d*号")
SIGNED_WITHIN = 6  # lines from the end in which a date on its own is the document's date
BASIS = {
    Basis.COMPOSED: "由报告里的词拼成",
    Basis.ASSUMED: "报告没写是哪个市县，按部门名录补全",
    Basis.PROPOSED: "部门名录里没有",
    Basis.HISTORY: "取自文件第一次提交的日期",
    Basis.MODIFIED: "取自文件的修改时间",
    Basis.NONE: "报告里没有写",
}
DATED = "取自正文里的日期"
READ_OUT = "从报告的正文里读出"
ASKED = "不是报告写明的"


def departments(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Names that the registry doesn't know, and names that are not the canonical one of that day."""
    bulletin = sheet.post.bulletin
    for name in bulletin.departments if bulletin else ():
        known = world.registry.resolve(name)
        if known is None:
            yield sheet.error("department", sheet.field("department"), *fault_of_department(name, world.registry))
        elif known.name != name and not _bore(known, name, bulletin):
            message = f"“{name}”不是规范名称"
            yield sheet.warning("department-alias", sheet.field("department"), message, f"改为“{known.name}”")


def _bore(department: Department, name: str, bulletin: Bulletin | None) -> bool:
    """Whether the department still bore the name on the day of the bulletin: then it is the right one."""
    until = next((old.until for old in department.former_names if old.name == name), None)
    if until is None or bulletin is None or bulletin.date is None:
        return False
    # A year or a month alone lasts to its end.
    return not until or bulletin.date.isoformat()[: len(until)] <= until


def dates(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A date in the future, before the date under the text, or before the year of the document number."""
    bulletin = sheet.post.bulletin
    if bulletin is None or bulletin.date is None:
        return
    day, line = bulletin.date.date(), sheet.field("date")
    if day > world.today:
        yield sheet.error("date-future", line, f"日期 {day} 还没有到", "改为实际发布的日期；还不发布就写 status: draft")
    signed = _signed(sheet)
    if signed and day < signed:
        message = f"发布日期 {day} 早于文末的成文日期 {signed}"
        yield sheet.error("date-early", line, message, "核对两个日期，改正写错的一个")
    number = DOCUMENT_NUMBER.fullmatch(bulletin.document_number)
    if number and day.year < int(number.group(1)):
        message = f"发布日期 {day} 早于文号的年份 {number.group(1)}"
        yield sheet.error("date-early", line, message, "核对日期和文号，改正写错的一个")


def corrections(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A correction that was made before its bulletin was published, or is still to be made."""
    bulletin = sheet.post.bulletin
    for correction in bulletin.corrections if bulletin else ():
        made, line = correction.date.date(), sheet.field("corrections")
        if made > world.today:
            yield sheet.error("correction", line, f"更正的日期 {made} 还没有到", "改成更正的那一天")
        elif bulletin and bulletin.date and made < bulletin.date.date():
            message = f"更正的日期 {made} 早于发布日期 {bulletin.date.date()}"
            yield sheet.error("correction", line, message, "核对两个日期，改正写错的一个")


def topics(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Several topics typed as one: the page would have a topic of that long name."""
    for topic in sheet.post.bulletin.topics if sheet.post.bulletin else ():
        parts = [part for part in re.split("[，、；;,]", topic) if part.strip()]
        if len(parts) > 1:
            hint = f"几个主题用半角逗号隔开：topics: [{', '.join(part.strip() for part in parts)}]"
            yield sheet.error("topics", sheet.field("topics"), f"“{topic}”会成为一个主题", hint)


def _signed(sheet: Sheet) -> date | None:
    """The date that stands alone in one of the last lines: when the document was signed."""
    filled = [line.plain for line in sheet.lines if line.plain.strip()]
    for words in reversed(filled[-SIGNED_WITHIN:]):
        if found := day_of(words):
            return found
    return None


def day_of(words: str) -> date | None:
    """The day, when the words are a full date and nothing else.

    >>> day_of("　　（2024年7月3日）"), day_of("二〇二四年十月二十一日")
    (datetime.date(2024, 7, 3), datetime.date(2024, 10, 21))
    >>> day_of("2024年7月3日开会"), day_of("2024年13月3日")
    (None, None)
    """
    if found := ARABIC_DAY.fullmatch(words):
        parts = [int(part) for part in found.groups()]
    elif found := HAN_DAY.fullmatch(words):
        year = int("".join(str(DIGITS.index(digit)) for digit in found.group(1).replace("○", "〇").replace("零", "〇")))
        parts = [year, han_number(found.group(2)), han_number(found.group(3))]
    else:
        return None
    try:
        return date(*parts)
    except ValueError:
        return None


def han_number(words: str) -> int:
    """A Chinese numeral from 一 to 九十九 as a number; 0 for anything else.

    >>> [han_number(words) for words in ("三", "十", "十二", "二十", "三十一", "十十")]
    [3, 10, 12, 20, 31, 0]
    """
    tens, mark, ones = words.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in tens:
        return 0
    low = DIGITS.index(ones) if ones in DIGITS and ones else 0
    return low + (10 * (DIGITS.index(tens) if tens else 1) if mark else 0)


def slugs(sheet: Sheet, world: World) -> Iterator[Problem]:
    """One slug in several posts of a year: they would be written to one address."""
    bulletin = sheet.post.bulletin
    if bulletin is None or bulletin.date is None:
        return
    for other in world.slugs.get(bulletin.slug, ()):
        same_year = other.bulletin and other.bulletin.date and other.bulletin.date.year == bulletin.date.year
        if other.path != sheet.post.path and same_year:
            message = f"slug“{bulletin.slug}”和 {other.path} 的一样"
            yield sheet.error("slug-duplicate", sheet.field("slug"), message, "给后写的一篇换一个 slug；已发布的不要改")
            return


def titles(sheet: Sheet, world: World) -> Iterator[Problem]:
    """One title twice on a day, and a title that ends in a stop."""
    bulletin = sheet.post.bulletin
    if bulletin is None or bulletin.date is None:
        return
    for other in world.titles.get((bulletin.title, bulletin.date.date()), ()):
        if other.path != sheet.post.path:
            message = f"同一天还有一篇同名稿件：{other.path}"
            yield sheet.warning("title-duplicate", sheet.field("title"), message, "确认不是重复导入；重复的删去一篇")
            break
    if bulletin.title.rstrip().endswith(tuple("。，；：、,;:")):
        yield sheet.warning("title-stop", sheet.field("title"), "标题末尾多了标点", "删去末尾的标点")


def document_number(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A document number that GB/T 9704 would not print: other brackets, 第, a leading zero."""
    number = sheet.post.bulletin.document_number if sheet.post.bulletin else ""
    if number and not DOCUMENT_NUMBER.fullmatch(number):
        hint = "写成 云应急〔2022〕11号：六角括号，不加“第”，序号前不加 0"
        yield sheet.warning("document-number", sheet.field("document_number"), f"文号“{number}”的写法不规范", hint)


def source(sheet: Sheet, world: World) -> Iterator[Problem]:
    """A raw report that is named but not there."""
    path = sheet.post.bulletin.source if sheet.post.bulletin else ""
    if path and path not in world.files:
        hint = "把原始报告放回去，或删掉 source 一行"
        yield sheet.warning("source", sheet.field("source"), f"content 里没有原始报告 {path}", hint)


def _value(bulletin: Bulletin | None, name: str) -> str:
    """What an inferred field holds, so that an editor can judge it without opening the file."""
    if bulletin is None or name not in ("title", "date", "department"):
        return ""
    day = f"{bulletin.date:%Y-%m-%d}" if bulletin.date else ""
    return "“" + {"title": bulletin.title, "date": day, "department": "、".join(bulletin.departments)}[name] + "”"


def _basis(name: str, kind: Basis) -> str:
    """Where an inferred field comes from, in words; a field that an editor wants looked at has no more to say."""
    if kind is Basis.COMPOSED and name != "title":
        return DATED if name == "date" else READ_OUT
    return BASIS.get(kind, ASKED) if kind is not Basis.PROPOSED or name == "department" else ASKED


def review(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Fields that were inferred and wait for an editor's eye."""
    bulletin = sheet.post.bulletin
    for name in bulletin.review if bulletin else ():
        kind = bulletin.basis_of(name) if bulletin else Basis.NONE
        message = f"{NAMES[name]}{_value(bulletin, name)}待核实：{_basis(name, kind)}"
        hint = f"核对第 {sheet.field(name)} 行，改对后把 {name} 从 review 里删去"
        yield sheet.warning("review", sheet.field("review"), message, hint)
