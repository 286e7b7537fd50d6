"""Signs before a line that are no bullets: ticked boxes of a form, whose mark is the answer, and signs of quoting."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BOXES = "□■☐☑☒✔✓√✗✘×"
_BOX = re.compile(rf"[{_BOXES}]\s*(?=[^\s{_BOXES}])")
_LONGEST = 12
# As letters and forums quote: the number of signs says how deep.
_QUOTED = re.compile(r"[>＞](?![>＞])|[>＞]{3}")


def ticked(lines: Sequence[str], index: int) -> bool:
    """Whether a line begins with a box to tick: another box stands in it, or short lines beside it begin with others.

    Safe: a line that is no answer only keeps its mark.

    >>> ticked(["□是 ■否"], 0), ticked(["□ 清淤渠道", "□ 维修闸门"], 0)
    (True, False)
    """
    text = lines[index]
    if not _BOX.match(text):
        return False
    if len(_BOX.findall(text)) > 1:
        return True
    beside = lines[max(index - 1, 0) : index + 2]
    return all(len(one) <= _LONGEST for one in beside) and len({one[0] for one in beside if _BOX.match(one)}) > 1


def without_bullet(lines: Sequence[str]) -> frozenset[int]:
    """Lines whose sign stays: ticked boxes, and >> where other lines are quoted by > or >>>.

    >>> sorted(without_bullet(["> 引用", ">> 二级", "◆ 清淤"])), sorted(without_bullet([">> 清淤", ">> 巡查"]))
    ([0, 1], [])
    """
    quotes = any(map(_QUOTED.match, lines))
    return frozenset(
        index
        for index, text in enumerate(lines)
        if (quotes and text[:1] in {">", "＞"}) or (text[:1] in _BOXES and ticked(lines, index))
    )
