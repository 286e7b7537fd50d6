"""Boxes of a form, ticked or not: what they say is an answer, and they are no bullets."""

from __future__ import annotations

import re
from collections.abc import Sequence

_BOXES = "□■☐☑☒✔✓√✗✘×"
_BOX = re.compile(rf"[{_BOXES}]\s*(?=[^\s{_BOXES}])")
_LONGEST = 12


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
