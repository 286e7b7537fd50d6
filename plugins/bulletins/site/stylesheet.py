"""The theme's style sheets as one that old engines read too.

The sources say their order of precedence in cascade layers. Engines of before 2022, which live on in apps on phones,
pass over a layer with everything in it and would show a bare page. The sheets are joined in the order of their layers,
so the served one leaves the layers out: ``tests/browser/test_theme_styles.py`` holds that nothing looks different.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

ORDER = re.compile(r"^@layer [\w, -]+;\n+", re.MULTILINE)
LAYER = re.compile(r"^@layer [\w-]+ \{\n(.*?)^\}\n?", re.MULTILINE | re.DOTALL)
INDENT = re.compile(r"^  ", re.MULTILINE)


def served(sheets: Iterable[str]) -> str:
    """One sheet without layers. Safe as long as a sheet of a later layer comes later; nothing else is changed.

    Raises ValueError when a layer is written in another way than ``@layer name {`` on a line, ``}`` on its last.

    >>> served(["@layer a, b;\\n@layer a {\\n  p { margin: 0; }\\n}", "@layer b {\\n  q { top: 0; }\\n}"])
    'p { margin: 0; }\\nq { top: 0; }\\n'
    """
    whole = "\n".join(sheet.strip() + "\n" for sheet in sheets)
    flat = LAYER.sub(lambda layer: INDENT.sub("", layer.group(1)), ORDER.sub("", whole))
    if "@layer" in flat:
        raise ValueError("@layer")
    return flat.replace("\n\n", "\n")
