"""``bulletins quantities``: the statistics of raw reports or posts, with spans into the file as it stands."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from itertools import islice
from pathlib import Path

from .. import workspace
from ..departments import Registry
from ..figures import Figures
from ..front_matter import split_front_matter
from ..markdown import plain_with_offsets
from ..model import body_text
from ..normalise import is_post, normalise
from ..post import read_post
from ..problems import Problem, Refusal
from ..quantities import TooMany, find_figures
from .console import Console

Row = dict[str, object]
LINE_END = re.compile(r"\r\n?|\n")


def run(files: list[str], as_json: bool, content: Path, console: Console) -> int:
    """Count what stands in every file named; each stands or falls alone. Returns the exit code."""
    registry = workspace.open_registry(content)
    documents: dict[str, list[Row]] = {}
    for shown in files:
        try:
            documents[shown] = rows_of(Path(shown), shown, registry)
        except TooMany as many:
            console.refuse([Problem(shown, 0, many.message, many.hint, "too-large")])
        except Refusal as refusal:
            console.refuse(refusal)
    if as_json:
        console.say(json.dumps({"documents": documents}, ensure_ascii=False, indent=1))
        return console.exit_code
    for shown, rows in documents.items():
        console.say(f"{shown}: {len(rows)} 个统计数字")
        for row in rows:
            mark = "★" if row["highlight"] else " "
            console.say(f" {mark} {row['label']}\t{row['text']}\t{row['value']} {row['unit']}")
    return console.exit_code


def rows_of(path: Path, shown: str, registry: Registry) -> list[Row]:
    """The rows of one file, in order of place. A file with the front matter of a post is one, any other a report."""
    report = workspace.open_report(path, shown)
    if is_post(report):
        return _rows_of_post(report.text, shown)
    result = normalise(report, registry)
    rows: list[Row] = []
    for bulletin, origins in zip(result.bulletins, result.origins, strict=True):
        figures = find_figures(body_text(bulletin))
        rows += _rows(figures, origins, report.text, "、".join(bulletin.departments))
    return sorted(rows, key=_start)


def _rows_of_post(text: str, shown: str) -> list[Row]:
    bulletin = read_post(text, shown)
    # Line ends are folded by splitting, so the body is looked for by its line.
    _, _, first = split_front_matter(text, shown)
    start = next(islice(LINE_END.finditer(text), first - 2, None)).end()
    plain, offsets = plain_with_offsets(text[start:])
    figures = find_figures(plain, bulletin.highlights)
    return _rows(figures, tuple(start + offset for offset in offsets), text, "、".join(bulletin.departments))


def _rows(figures: Figures, origins: tuple[int, ...], text: str, department: str) -> list[Row]:
    spans = [_span(s.quantity.start, s.quantity.end, origins) for s in figures.statistics]
    parents = {part: b.total for b in figures.breakdowns for part in b.parts}
    chosen = {highlight.statistic for highlight in figures.highlights}
    return [
        {
            "span_start": spans[index][0],
            "span_end": spans[index][1],
            "value": number(statistic.quantity.value),
            "upper": None if statistic.quantity.upper is None else number(statistic.quantity.upper),
            "unit": statistic.quantity.unit,
            "label": statistic.label,
            "approx": bool(statistic.quantity.hedge),
            "parent_start": spans[parents[index]][0] if index in parents else None,
            "highlight": index in chosen,
            "text": text[spans[index][0] : spans[index][1]],
            "department": department,
        }
        for index, statistic in enumerate(figures.statistics)
    ]


def _span(start: int, end: int, origins: tuple[int, ...]) -> tuple[int, int]:
    places = [origin for origin in origins[start:end] if origin >= 0]
    return min(places), max(places) + 1


def number(value: Decimal) -> int | float:
    """A JSON number: whole where the value is whole.

    >>> number(Decimal("16000.0")), number(Decimal("10.875"))
    (16000, 10.875)
    """
    return int(value) if value == value.to_integral_value() else float(value)


def _start(row: Row) -> int:
    start = row["span_start"]
    assert isinstance(start, int)
    return start
