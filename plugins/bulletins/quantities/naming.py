"""Whether a figure's name tells the truth where it stands alone, in a box without its sentence."""

from __future__ import annotations

import re

from bulletins.figures import Statistic
from bulletins.quantities.hedges import hedge_before
from bulletins.quantities.phrases import word_set
from bulletins.quantities.qualifiers import planned

_NO_NAME = re.compile(
    r"^[^A-Za-z]?$|^(?:内(?:处置|完成|办结|到场|实现|新增|共|已|累计)|因(?![素子])|其(?![他它])|计(?![算量划生时])|能(?![源力耗繁])|的|了)"
    r"|(?<![统会审设累合共总预估])计$|因|^(?:缓慢|迟缓|滞后|平稳|稳定|良好|明显|困难|不足|较[多大高])$"
)
_NAMED_CAUSE = re.compile(r"因[素子果]|原因|起因|成因|基因|病因")
_SUMS = frozenset({"合计", "共计", "总计", "总共", "一共", "累计"})
_TAKES = re.compile(r"(?:对|向|为|把|将|给|由|在|从|使|让)(?P<scope>[\u4e00-\u9fff]{0,4})$")
# What befalls the things counted: the clause goes on with it behind their noun.
_BEFALLS = re.compile(r"接近|干涸|断流|未|没|不|停|缺|滞后|缓慢|受损|受灾|淹|毁|塌|超标|病险|无法|难以|逾期|欠")
_CLAUSE_END = re.compile(r"[，,。；;：:\n!?！？()（）]")
_REACH = 30


def stands_alone(statistic: Statistic, folded: str, total: bool) -> bool:
    """Whether a box may show this figure at all: its label is a name, and it states what is, not what is to come.

    ``total`` says that its parts are shown below it, so that 合计 is name enough.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "建成3处。预计新增学位500个。"
    >>> [stands_alone(found, text, False) for found in find_statistics(text)]
    [True, False]
    """
    if _NO_NAME.search(_NAMED_CAUSE.sub("", statistic.label) or "原因"):
        return False
    if statistic.label in _SUMS and not total:
        return False
    return not statistic.facets.unsettled and not planned(folded, statistic.quantity.start)


def aimed(statistic: Statistic, folded: str) -> bool:
    """Whether the noun behind the number is only what the verb of the clause is done to, or what befalls it.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> text = "对214栋高层建筑逐栋体检。37座小水库接近干涸。8座水厂投用。"
    >>> [aimed(found, text) for found in find_statistics(text)]
    [True, True, False]
    """
    quantity = statistic.quantity
    if statistic.label_start < quantity.end:
        return False
    begin = hedge_before(folded, quantity.start)
    before = _TAKES.search(folded, max(0, begin - 5), begin)
    if before and (not before["scope"] or before["scope"] in word_set("scopes")):
        return True
    stop = _CLAUSE_END.search(folded, statistic.label_end, statistic.label_end + _REACH)
    rest = folded[statistic.label_end : stop.start() if stop else statistic.label_end + _REACH]
    return bool(_BEFALLS.search(rest))
