"""Lines that are furniture only for where they stand: below a text, beside the page's own words."""

from __future__ import annotations

import re

from .kinds import Standing
from .people import names_people
from .quiet import ends_in_quantity
from .wordlists import HAN, simplified

_LONGEST = 60

# Beside the copyright line: where the office is to be found. Alone the same words belong to the text.
_CONTACT = re.compile(
    r"(?:(?:本[所局府处]|单位|联系|机关|办公)?地址|(?:联系|办公|值班)?电话|总机|邮编|邮政编码|传真|(?:电子)?邮箱)\s*[:：].{2,90}"
)

_TOOLS = frozenset(["footer", "print-close", "share-bar", "neighbours", "page-widget", "related-links", "scan-code"])
_CONTACT_KEY = re.compile(r"(?:地址|电话|总机|邮编|邮政编码|传真|邮箱|服务时间|办公时间)\s*[:：]")

# 附件下载： with nothing to load.
_EMPTY = re.compile(r"(?:附件(?:下载)?|相关(?:附件|文件|文档|解读|链接))\s*[:：]|附件下载|相关(?:档案|附件)")
# The account's own name: 柳河发布.
_ACCOUNT = re.compile(rf"[{HAN}]{{2,6}}(?:发布|政务|融媒|微讯|在线)")
_LINKED = re.compile(
    r"(?:相关|延伸|政策|推荐|扩展)(?:解读|视频|图解|阅读|链接|连结|政策|新闻|报道|问答)\s*[:：].{2,90}"
    r"|(?:视频|图解|音频|一图读懂|一图看懂|直播回放)\s*[:：|｜丨]\s*.{4,80}"
    r"|(?:[◎◆●·]\s*)?(?:附件\s*\d{0,2}|下载)\s*[:：]\s*.{1,80}\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar)\s*(?:[\[【(（]?下载[\]】)）]?)?"
)


def kind_below(text: str, above: str, below: str, *, last: bool) -> tuple[str, Standing]:
    """The kind of furniture that a line below the text is for its neighbours' kinds, and how sure that is.

    >>> kind_below("附件下载：", "", "scan-code", last=False)[0], kind_below("附件下载：", "", "", last=False)[0]
    ('page-widget', '')
    >>> kind_below("柳河发布", "scan-code", "", last=True)[0], kind_below("图文｜石 川", "", "", last=False)[0]
    ('account', 'editor-line')
    """
    plain = simplified(text)
    if "footer" in {above, below} and _CONTACT.fullmatch(plain):
        return "footer", Standing.BESIDE
    if above in _TOOLS and (below or last) and len(_CONTACT_KEY.findall(plain)) > 1:
        return "footer", Standing.BESIDE
    if is_credit(text):
        return "editor-line", Standing.KEYED if names_people(_KEYS.sub("", plain).strip(" （）()")) else Standing.BESIDE
    if _LINKED.fullmatch(plain) and not ends_in_quantity(plain):
        return "related-links", Standing.BESIDE
    if _EMPTY.fullmatch(plain):
        return ("page-widget", Standing.BESIDE) if below or last else ("", Standing.BODY)
    account = above and (below or last) and _ACCOUNT.fullmatch(plain)
    return ("account", Standing.BESIDE) if account else ("", Standing.BODY)


_KEYS = re.compile(r"[\u4e00-\u9fff/]{1,6}\s*[:：|｜/／]\s*")


# 文字：李某 摄影：赵某, also in brackets; its people are no part of the text below which it stands.
_CREDIT = re.compile(
    rf"[（(]?(?:(?:文字|图片|摄影|供图|图文|文/图|文图|图|文|摄|文字整理|现场摄影|摄影报道|视频|制图)\s*[:：|｜/／]\s*"
    rf"[{HAN}·]{{1,4}}(?:[\s、]+[{HAN}·]{{1,4}}(?![{HAN}]*\s*[:：|｜/／]))*[\s、，,]*)+[）)]?"
)


def is_credit(text: str) -> bool:
    """Whether a line names those who wrote the text and took its pictures, and says nothing else.

    >>> is_credit("文字：罗岚　摄影：石 川"), is_credit("图片：水库泄洪的场面"), is_credit("图文｜罗岚")
    (True, False, True)
    """
    return len(text) <= _LONGEST and _CREDIT.fullmatch(simplified(text)) is not None
