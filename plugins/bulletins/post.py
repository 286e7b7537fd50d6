"""A post: the Markdown file of a bulletin. ``write_post`` and ``read_post`` are inverses of each other."""

from __future__ import annotations

from datetime import datetime

import yaml

from .fields import FIELDS, REQUIRED
from .front_matter import field_lines, read_fields, split_front_matter
from .markdown import escape, sections_to_markdown
from .model import Bulletin

__all__ = ["escape", "field_lines", "markdown_body", "read_post", "split_front_matter", "write_post"]


def markdown_body(bulletin: Bulletin) -> str:
    """The Markdown under the front matter."""
    return sections_to_markdown(bulletin.sections)


def write_post(bulletin: Bulletin) -> str:
    """The post of a bulletin, with every field in the order of the contract; fields at their default left out.

    Raises ValueError when the bulletin has no date or slug: the caller decides both, nothing is guessed here.

    >>> print(write_post(Bulletin("防汛", ("云溪市水务局",), datetime(2024, 7, 1), slug="fang-xun")), end="")
    ---
    title: 防汛
    date: 2024-07-01
    department: 云溪市水务局
    slug: fang-xun
    column: 工作动态
    status: published
    ---
    """
    if bulletin.date is None or not bulletin.slug:
        raise ValueError("a post needs a date and a slug")
    names = bulletin.departments
    values: dict[str, object] = {
        "title": bulletin.title,
        "date": _Plain(_date_text(bulletin.date)),
        "department": names[0] if len(names) == 1 else list(names),
        "slug": bulletin.slug,
        "column": bulletin.column,
        "topics": list(bulletin.topics),
        "series": bulletin.series,
        "part": bulletin.part,
        "source": bulletin.source,
        "origin": bulletin.origin,
        "author": bulletin.author,
        "document_number": bulletin.document_number,
        "period": bulletin.period,
        "status": bulletin.status,
        "corrections": [{"date": _Plain(_date_text(c.date)), "note": c.note} for c in bulletin.corrections],
        "review": list(bulletin.review),
        "basis": {name: str(basis) for name, basis in bulletin.basis},
    }
    if bulletin.highlights is not None:
        values["highlights"] = list(bulletin.highlights) or False
    rows = [
        _row(name, values[name]) for name in FIELDS if values.get(name) or name in REQUIRED or values.get(name) is False
    ]
    body = markdown_body(bulletin)
    return "---\n" + "".join(rows) + "---\n" + ("\n" + body if body else "")


def _row(name: str, value: object) -> str:
    flow = {name: value} if not isinstance(value, list | dict) else {name: _Flow(value)}
    return str(yaml.dump(flow, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9))


def _date_text(date: datetime) -> str:
    if date.second:
        return date.isoformat(" ", "seconds")
    return date.strftime("%Y-%m-%d") if (date.hour, date.minute) == (0, 0) else date.strftime("%Y-%m-%d %H:%M")


class _Plain(str):
    """Text that is written without quotes: a date."""


class _Flow:
    """A list or mapping that is written on one line."""

    def __init__(self, value: list[object] | dict[str, object]) -> None:
        self.value = value


class _Dumper(yaml.SafeDumper):
    pass


def _write_plain(dumper: yaml.SafeDumper, value: _Plain) -> yaml.Node:
    # The tag of the resolver, so that the scalar needs no quotes and no tag.
    return dumper.represent_scalar(dumper.resolve(yaml.ScalarNode, str(value), (True, False)), str(value))  # type: ignore[no-untyped-call]


def _write_flow(dumper: yaml.SafeDumper, flow: _Flow) -> yaml.Node:
    if isinstance(flow.value, dict):
        return dumper.represent_mapping("tag:yaml.org,2002:map", flow.value, flow_style=True)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", flow.value, flow_style=True)


_Dumper.add_representer(_Plain, _write_plain)
_Dumper.add_representer(_Flow, _write_flow)


def read_post(text: str, path: str = "") -> Bulletin:
    """Read a post; raises Refusal with every problem in it, each with its line.

    Safe for any text: fields outside the contract are refused, so nothing in a post can steer the site builder.

    >>> read_post("---\\ntitle: a\\ndate: 2022-13-01\\ndepartment: 甲局\\nslug: a\\n---\\n", "p.md")
    Traceback (most recent call last):
    bulletins.problems.Refusal: p.md:3: [date] 日期“2022-13-01”不存在 — 写成 2022-11-20 或 2022-11-20 09:30（北京时间）
    """
    return read_fields(text, path)
