"""Texts as printed, for excerpts and for the last look at a few candidates: a few bulletins in each file."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from .documents import SearchDocument
from .folding import traditional_pairs

_SURROGATES = re.compile("[\ud800-\udfff]")


def to_json(value: object) -> bytes:
    """Compact JSON that keeps Han characters readable; lone surrogates are written as escapes.

    >>> to_json(["应\\ud800"])
    b'["\\xe5\\xba\\x94\\\\ud800"]'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _SURROGATES.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def write_texts(documents: Sequence[SearchDocument], per_file: int) -> list[bytes]:
    """Files of ``per_file`` bulletins in order, each a list of
    [url, title, date, department names, column, text, Traditional pairs].

    >>> write_texts([SearchDocument("a/", "甲", "2022-01-01", (("水务局", "d/"),), "通知", (), "乙。")], 2)[0].decode()
    '[["a/","甲","2022-01-01",["水务局"],"通知","乙。",""]]'
    """
    records = [
        [
            document.url,
            document.title,
            document.date,
            [name for name, _ in document.departments],
            document.column,
            re.sub(r"\s*\n\s*", "\n", document.text.strip()),
            traditional_pairs((document.title, document.text)),
        ]
        for document in documents
    ]
    return [to_json(records[start : start + per_file]) for start in range(0, len(records), per_file)]
