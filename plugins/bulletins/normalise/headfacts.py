"""Lines over a text that state a fact by their form: document number, issue, date, who signed."""

from __future__ import annotations

import re
from datetime import datetime

from .dates import DATE, date_line, find_date
from .names import despaced, names_on_line
from .offices import office_of
from .pagetools import without_tools
from .people import names_people
from .quiet import quiet
from .wordlists import HAN, simplified

_OCCASION_LONGEST = 90
# 云溪水务 昨天: seen on a telephone the next day.
_LATELY = re.compile(
    r"(?:[\w“”·]{2,16}\s+){1,3}(?:昨天|今天|前天|\d{1,2}(?:天|小时|分钟)前|(?:周|星期)[一二三四五六日])"
)
# 云溪发布: the account, where a headline would stand.
_ACCOUNT = re.compile(rf"[{HAN}]{{2,6}}(?:发布|在线|融媒|之声|微讯|政务|资讯)")
_TIMES = re.compile(r"原创|发表于\s?\S+|昨天|今天|前天|\d+(?:天|小时|分钟)前|(?:周|星期)[一二三四五六日]")
_PLACE = re.compile(r"(?<=\d)\s+[\u4e00-\u9fff]{2,3}$")
_NEVER = 99
# 云溪日报数字报 2025年06月06日 第03版：要闻 上一版 下一版
_SHEET = re.compile(
    rf"[{HAN}]{{2,12}}(?:报|刊|数字报|电子报|电子版)\s*(?:{DATE.pattern})(?:\s*(?:星期|周)[一二三四五六日])?\s*(?:第?\s?[A-D]?\d{{1,2}}\s?版.{{0,12}})?(?:\s*[上下]一[版篇期])*"
)
_ORIGINAL = re.compile(r"原创(?:\s+[\w“”·]{2,16}){1,3}")
DOCUMENT_NUMBER = re.compile(rf"[（(]?\s*[{HAN}A-Za-z]{{1,14}}〔(?:19|20)\d\d〕\s?第?\d{{1,4}}\s?号\s*[）)]?")
_SIGNED = re.compile(
    rf"(?P<number>[{HAN}A-Za-z]{{1,14}}〔(?:19|20)\d\d〕\s?第?\d{{1,4}}\s?号)\s+签发人?\s?[：:]\s?[{HAN}·\s]{{2,12}}"
)
_NUMBERED = r"(?:第|总第)\s*[\d一二三四五六七八九十百]{1,4}\s*[期号]"
_ISSUE = re.compile(
    rf"[（(]?〔(?:19|20)\d\d〕\s?第?\s?\d{{1,4}}\s?[号期][）)]?|[（(【\[]?\s*(?:(?:19|20)\d\d年?|[一二三四五六七八九〇○零]{{4}}年)?\s*{_NUMBERED}\s*(?:[（(]?\s*总?{_NUMBERED}\s*[）)]?)?\s*[）)】\]]?"
    # 第14期（4月13日—4月19日）: which days the issue covers.
    r"(?:\s*[（(]\s*\d{1,2}月\d{1,2}日\s*[—–~至-]+\s*(?:\d{1,2}月)?\d{1,2}日\s*[）)])?"
)
# 原创 name account 2024-07-29 18:05 place, as a page made for telephones signs; a time is needed where 原创 is missing.
_BYLINE = re.compile(
    rf"(?P<own>原创\s+)?(?:[\w“”·]{{2,16}}\s+){{0,3}}(?:{DATE.pattern})(?:\s*发表于\s*\S{{2,8}}|\s+[{HAN}]{{2,3}})?"
)
# www.example.gov.cn 2024-03-15 云岭市政府网: no headline holds a date in figures and marks.
_META = re.compile(
    r"(?:[^\s，。；：！？]{2,30}\s+){0,3}(?:19|20)\d\d([-/.])\d{1,2}\1\d{1,2}(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
    r"(?:\s+[^\s，。；：！？]{2,24}){0,3}"
)
# （2023年8月25日在市第七届人民代表大会常务委员会第十次会议上） dates a speech; its words stay in the text.
_OCCASION = re.compile(rf"[（(](?:{DATE.pattern})(?:在|于|经|由)[^（）()]{{2,60}}[）)]")
# 【青禾縣政府農業處 112年5月3日】, (青禾县水务局 2024年3月1日): who and when, in one frame.
_DATELINE = re.compile(rf"[【（(\[](?P<who>[{HAN}、 ]{{2,30}})\s(?P<when>\S{{6,16}}?)(?:讯|電|电)?[】）)\]]")
# 市政府办公室信息科 二〇二六年二月十三日: who compiled an issue, and when.
_COMPILED = re.compile(
    rf"(?P<who>[{HAN}]{{3,24}}(?:[科股室处局委办署]|中心|编辑部))(?:编印|编|主办|印)?\s+(?P<when>\S{{6,16}})"
)
# Who held the speech, right under its title.
_POST = rf"[{HAN}]{{2,20}}(?:书记|主任|局长|市长|县长|区长|省长|镇长|院长|检察长|厅长|部长)"
PERSON = re.compile(rf"(?:{_POST}[、 ]?)?\s*[{HAN}]{{2,3}}")
# The same with a post, when the name is set wide: 县人民政府县长 罗 远.
SPEAKER = re.compile(rf"{_POST}[{HAN}]{{2,3}}")
# 本报记者 张三 通讯员 李四; 张三 李四
REPORTERS = re.compile(
    rf"[□■●○◎▍☐]?\s*(?:[{HAN}]{{0,8}}(?:记者|通讯员|实习生)(?:[\s:：]+[{HAN}·]{{2,4}})+\s*)+"
    rf"|[{HAN}]{{2,3}}(?: [{HAN}]{{2,3}}){{1,3}}"
)


def signed_number(text: str) -> int:
    """Where the number of a document ends on a line on which its signer stands too; 0 for any other line.

    >>> signed_number("云水发〔2022〕11号　　　签发人：李岩"), signed_number("云水发〔2022〕11号")
    (12, 0)
    """
    found = _SIGNED.fullmatch(text)
    return found.end("number") if found else 0


def fact_of(text: str) -> str:
    """The field of the identity that a head line states by its form; "" for none.

    >>> fact_of("云水发〔2022〕11号"), fact_of("（第12期）"), fact_of("2022年11月3日"), fact_of("防汛简报")
    ('document-number', 'issue', 'date', '')
    """
    if len(text) > 60:
        return ""
    text = despaced(without_tools(text))
    if DOCUMENT_NUMBER.fullmatch(text):
        return "document-number"
    if _ISSUE.fullmatch(text):
        return "issue"
    if date_line(text):
        return "date"
    dateline = _DATELINE.fullmatch(text)
    if _SHEET.fullmatch(text):
        return "byline"
    if dateline and date_line(dateline["when"]):
        return "byline"
    compiled = _COMPILED.fullmatch(text)
    if compiled and date_line(compiled["when"]) and not names_on_line(text):
        return "department" if office_of(compiled["who"]) else "byline"
    if _META.fullmatch(text) and find_date(text) and _signs(text, shortest=_NEVER):
        return "byline"
    if text[:1] in "（(" and text[-1:] in "）)" and names_on_line(text[1:-1]):
        return "department"
    if _ACCOUNT.fullmatch(text) or ((_ORIGINAL.fullmatch(text) or _LATELY.fullmatch(text)) and _signs(text)):
        return "byline"
    signed = _BYLINE.fullmatch(text)
    return "byline" if signed and (signed["own"] or signed["hour"]) and _signs(text) else ""


def _signs(text: str, shortest: int = 4) -> bool:
    """Whether the words beside the time are names of people, offices, sites or, from ``shortest`` on, accounts."""
    if not quiet(text, "byline"):
        return False
    words = _TIMES.sub(" ", DATE.sub(" ", _PLACE.sub("", text) if shortest < _NEVER else text)).split()
    return all(len(word) >= shortest or "." in word or names_people(simplified(word)) for word in words)


def occasion(text: str) -> datetime | None:
    """The date of a line that tells when and where a speech was held; None for any other line.

    >>> occasion("（2023年8月25日在市七届人大常委会第十次会议上）"), occasion("（2023年8月25日）")
    (datetime.datetime(2023, 8, 25, 0, 0), None)
    """
    return find_date(text) if len(text) < _OCCASION_LONGEST and _OCCASION.fullmatch(text) else None
