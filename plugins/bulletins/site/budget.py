"""What the theme may weigh on a reader's way: a build stops where its style sheet or scripts have outgrown that."""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping

from ..problems import Problem

# Bytes, compressed: the style sheet of all pages, and the scripts of a bulletin's page before search is used.
STYLES, SCRIPTS = 12_000, 8_000
READING = ("early.js", "site.js", "search-hit.js")


def overweight(files: Mapping[str, bytes], prefixes: Iterable[str]) -> list[Problem]:
    """What weighs too much; ``prefixes`` say where the scripts of each language stand ("", "en/").

    >>> overweight({"theme/js/site.js": b"let one = 1;"}, [""])
    []
    """
    weights = [("theme/css/site.css", _weight(files, ["theme/css/site.css"]), STYLES)]
    for prefix in prefixes:
        folder = f"theme/{prefix}js/"
        weights.append((folder, _weight(files, [folder + name for name in READING]), SCRIPTS))
    return [
        Problem(path, 0, f"压缩后有 {weight} 字节，超过 {most} 字节", "精简主题：读者用流量付账", "theme")
        for path, weight, most in weights
        if weight > most
    ]


def _weight(files: Mapping[str, bytes], paths: Iterable[str]) -> int:
    return sum(len(gzip.compress(files[path], mtime=0)) for path in paths if path in files)
