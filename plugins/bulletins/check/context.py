"""What stands around a number: whether it makes it an amount, a code or part of a word."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from .numbers import Number

LATIN_UNIT = r"(?:kW·?h|[MG]W·?h?|kW|kg|km[²2]?|m[²³23]?|t|GB|TB|MB)(?![A-Za-z])"
NAME_UNITS = "度股张台辆座根只头本册株枚粒支把瓶盒袋箱套双对组批笔票单斤尾羽块片篇包卷"
SAFE_UNITS = "元人件吨户次个亩米克升条项份%％‰℃㎡㎞㎏"
AMOUNT_BEFORE = re.compile(
    r"(?:[¥￥$€£#]|(?:RMB|CNY|USD|人民币)[ :：]?|"
    r"(?:总价|单价|造价|产值|收入|支出|金额|总额|合计|总计|共计|资产|投资|预算|资金|总量|利润|税额)(?:\([百千万亿]*[美欧日港]?元\))?[为达约共计是：:|\s]{0,5}|"
    r"\(单位[:：]?\s?[百千万亿]*[美欧日港]?元\)[^\d，。；]{0,8}|"
    r"(?<!\d)0\.|\d{2}\.|[率比值数约达至][为是]?\d\.)$"
)
CODE_BEFORE = re.compile(
    r"(?:(?<!身份证)(?<!证件)编号|单号|流水号?|订单|信用代码|机构代码|代码|编码|条形?码|票据号?码?|批号|序号|案号|登记号|注册号|许可证号?|备(?:案号?)?|"
    r"合同号?|文号|发票号?码?|识别号|税号|考号|学号|准考证号?|"
    r"(?<!身份)证(?:书)?编?号码?)[为是：:\s“”\"(]{0,4}(?:[A-Za-z][A-Za-z0-9]{0,9}(?:[-/][A-Za-z0-9]{1,8}){0,2}[-/]?)?$"
)
CREDIT_CODE_BEFORE = re.compile(r"(?:信用|机构)代码[^\d，。；]{0,4}$")
# Papers whose numbers are made of a place, a day and a serial number, so that one in eleven passes the check of an ID.
DOCUMENT_BEFORE = re.compile(
    r"(?:许可证?|受理|信访件?|案件|档案|文书|工单|项目|合同|订单|事项|业务|备案|处罚|立案|投诉|举报|验收|报建|招标|公告|申报|产权|登记|规划"
    r"|资产|设备|台账|票据|发票|证照)(?:决定|证明)?[书证件单]?(?:(?:[编单证]?号|号码|编码|代码)[为是：:\s“”\"(]{0,4}|(?<=证))$"
)
ID_BEFORE = re.compile(r"身份(?:证|号)[^\d，。；]{0,8}$")
MOBILE_BEFORE = re.compile(r"(?:电话|手机|联系|微信|(?<!中奖)(?<!摇号)号码|致电|拨打)[^\d，。；]{0,6}$")
PHONE_BEFORE = re.compile(r"(?<![A-Za-z])(?:tel|phone|mobile|mob|wechat|weixin)[:.]?$", re.IGNORECASE)
LATIN_BEFORE = re.compile(r"(?<![A-Za-z])(?:tel|phone|mobile|mob|wechat|weixin|vx|wx|v|m|t)$", re.IGNORECASE)


@cache
def amount_after() -> re.Pattern[str]:
    """What follows an amount: a unit of data/units.toml, a scale, decimals.

    A unit of one character may also begin a name or a verb (张, 包, 联), so only these few count, and some of them
    only where no other Han character follows.
    """
    kinds = tomllib.loads(files("bulletins").joinpath("data", "units.toml").read_text(encoding="utf-8"))["kind"]
    units = {unit for kind in kinds if kind["name"] != "body" for unit in kind["units"].split()}
    long = "|".join(re.escape(unit) for unit in sorted(units, key=len, reverse=True) if len(unit) > 1)
    return re.compile(
        rf"\s?(?:[余多]?(?:{long}|字节|[{SAFE_UNITS}]|[{NAME_UNITS}](?![\u3400-\u9fff])|{LATIN_UNIT})|[万亿千百](?:[余多]?[元人件吨户次个条]|$)"
        r"|\.[0-9A-Za-z])"
    )


def is_document(before: str, digits: str) -> bool:
    """Whether 18 digits are the number of a paper by the words before them, and by a day when no grown-up was born.

    >>> is_document("施工许可证编号：", "330106202404010201"), is_document("档案号", "330106198504010201")
    (True, False)
    """
    return digits[6:10] >= "2012" and bool(DOCUMENT_BEFORE.search(before))


def is_ordinal(number: Number) -> bool:
    """第 before it, or the name of a paper, and 号 behind it."""
    return number.before.endswith(("第", "字", "书", "函")) and number.after.startswith("号")


def touches_latin(number: Number) -> bool:
    """Whether letters make the number part of a code; tel13… and the like are no code."""
    after = number.after[:1]
    if PHONE_BEFORE.search(number.before):
        return False
    if after.isascii() and (after.isalnum() or after == "_"):
        return True
    before = number.before.removesuffix("-")[-1:]
    return before.isascii() and (before.isalpha() or before == "_") and not LATIN_BEFORE.search(number.before)
