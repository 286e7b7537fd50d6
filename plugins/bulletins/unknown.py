"""What is said of a department that the registry does not know: the same words in every command."""

from __future__ import annotations

import re

from .departments import Registry

SEVERAL = re.compile(r"[、，；;,]|\s+")
BRACKETS = '[]【】［］（）()“”"'


def fault_of_department(name: str, registry: Registry) -> tuple[str, str]:
    """(what is wrong, what to do) with a name that ``registry`` does not resolve.

    Names that are only typed in one string are told apart; others are named only when they look alike.

    >>> from .departments import Department
    >>> registry = Registry((Department("云溪市水务局", "shuiwu"), Department("云溪市财政局", "caizheng")))
    >>> fault_of_department("云溪市水务局、市财政局", registry)[1]
    '联合发文写成一列，用半角逗号隔开：department: [云溪市水务局, 云溪市财政局]'
    >>> fault_of_department("云溪市水利局", registry)[1]
    '名称相近的有：云溪市水务局；确是新部门，就在 content/departments.yaml 里复制一项，改成它'
    >>> fault_of_department("云溪市园林局", registry)[1]
    '核对名称；确是新部门，就在 content/departments.yaml 里复制一项，改成它'
    """
    parts = [part.strip(BRACKETS) for part in SEVERAL.split(name.strip(BRACKETS)) if part.strip(BRACKETS)]
    found = [_canonical(part, registry) for part in parts]
    if any(found):
        names = ", ".join(known or part for known, part in zip(found, parts, strict=True))
        if len(parts) > 1:
            hint = f"联合发文写成一列，用半角逗号隔开：department: [{names}]"
            return f"几个部门写在了一起：“{name}”", hint
        if name != name.strip(BRACKETS):
            return f"部门名称外面多了括号或引号：“{name}”", f"改为“{names}”"
    near = "、".join(registry.nearest(name))
    begin = f"名称相近的有：{near}" if near else "核对名称"
    return f"部门名录里没有“{name}”", f"{begin}；确是新部门，就在 {registry.path} 里复制一项，改成它"


def _canonical(name: str, registry: Registry) -> str:
    found = registry.candidates(name)
    return found[0].name if len(found) == 1 else ""
