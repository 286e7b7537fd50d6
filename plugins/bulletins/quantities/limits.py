"""Numbers that set a rule or a size and count nothing: distances to keep, limits, pack sizes, thresholds."""

from __future__ import annotations

import re

from bulletins.quantities.hedges import hedge_before
from bulletins.quantities.scan import Candidate

_SPACING = re.compile(r"(?:间隔|保持|相距|距离|线距|安全距离)(?:约|在|为|超过|不少于|至少)?$")
_FEVER = re.compile(r"体温[^，。；,;\n]{0,6}$|^.{0,2}(?:发热|体温)")
_LIMIT = re.compile(
    r"(?:不大于|不小于|不高于|不得低于|不得少于|不得超过|不得高于|限值|标准(?:值|规定)?)(?:为|是|[:：])?$"
)
_MUST_NOT = re.compile(r"不得(?:低于|少于|高于|超过|大于|小于|多于)[^，,。；;：:\n0-9]{0,14}$")
_FROM = re.compile(r"以上(?:不满)?[0-9.,万]*$")
_UP_TO = re.compile(r"[0-9.,万]{0,24}[\u4e00-\u9fff]{0,2}以下")
_TO = re.compile(r"以上(?:不满)?[0-9][0-9.,万亿千百]{0,24}[\u4e00-\u9fff]{1,2}(?:以下|的)")
_SPEC_BEFORE = re.compile(r"(?:规格|型号|核载|核定载客|限载|容积|净含量|装机规格)(?:为|[:：])?$")
_SPEC_AFTER = re.compile(
    r"装(?![置备载卸修运机填]|[0-9])|/(?:桶|瓶|袋|盒|包|罐|箱|支|片)"
    r"|(?:[A-Z]{2,3}|干粉|手提|推车|背负)[^，。；]{0,6}(?:器|机)"
)
_PEOPLE_LIMIT = re.compile(r"(?:及?以上|及?以下)(?:大班额|超大班额|的?(?:聚集|聚餐|会议|活动|班级|企业|单位|村))")
_OVER = re.compile(r"的[\u4e00-\u9fff]{1,8}")


def guidance(text: str, c: Candidate) -> bool:
    """A distance to keep, or a temperature that counts as fever: rules of conduct, not figures."""
    before = text[max(0, c.start - 10) : hedge_before(text, c.start)]
    if c.unit in {"米", "公里"} and _SPACING.search(before):
        return True
    return c.unit in {"℃", "°C", "度", "摄氏度"} and 35 <= c.value <= 43 and bool(_FEVER.search(before))


def specification(text: str, c: Candidate) -> bool:
    """A size that goods come in or a limit that a rule sets: 18.9L/桶, 5升装, 不大于0.01mg/kg, 4公斤干粉灭火器."""
    before = text[max(0, c.start - 8) : c.start]
    if _MUST_NOT.search(text, max(0, c.start - 24), c.start):
        return True
    if _SPEC_BEFORE.search(before) or _PEOPLE_LIMIT.match(text, c.end):
        return True
    if c.kind in {"rate", "share"} and _LIMIT.search(before):
        return True
    return c.kind in {"mass", "volume"} and bool(_SPEC_AFTER.match(text, c.end))


def storey(text: str, c: Candidate) -> bool:
    """五层以上: which floors, not how many."""
    return c.unit == "层" and text.startswith(("以上", "及以上", "以下", "及以下"), c.end)


def threshold(text: str, c: Candidate) -> bool:
    """500万元以上项目12个: the first number says which projects, the second counts them."""
    if _TO.match(text, c.end) or (_UP_TO.match(text, c.end) and _FROM.search(text, max(0, c.start - 12), c.start)):
        return True  # 处5000元以上3万元以下罚款
    limit = text[max(0, c.start - 4) : c.start]
    if limit.endswith(("超过", "大于", "高于", "低于", "小于", "不足")) and _OVER.match(text, c.end):
        return True
    for word in ("以上", "以下", "及以上", "及以下", "以内"):
        if text.startswith(word, c.end):
            rest = text[c.end + len(word) : c.end + len(word) + 16]
            match = re.match(r"的?([\u4e00-\u9fff]{2,12}?)(?:[0-9]|共|累计|达|为)", rest)
            return bool(match) and not re.match(r"[的]?(?:占|达|为|共|其中|约)", rest)
    return False
