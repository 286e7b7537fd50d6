"""Front matter: a report that is a post already, or a page of another site generator."""

from __future__ import annotations

from collections.abc import Iterator

from ..front_matter import read_fields, split_front_matter
from ..model import Bulletin, Report
from ..problems import Refusal
from ..yamllines import parse
from .draft import Draft, Edit

# A post states its outline, lists and captions in Markdown, and its identity above: nothing is left to infer.
RULES_OF_A_POST = frozenset({"line-ends", "front-matter", "captions", "tables", "markdown", "layout"})
_FENCE = "---"
_KEYS = {"title": "title", "date": "date", "department": "department", "author": "author", "source": "origin"}


def post_of(text: str) -> Bulletin | None:
    """The bulletin of a post that somebody normalises once more; None for any other text.

    >>> post_of("---\\ntitle: 春灌\\ndate: 2024-04-01\\ndepartment: 云溪市水务局\\nslug: chun-guan\\n---\\n").title
    '春灌'
    >>> post_of("---\\ntitle: 春灌\\n---\\n") is None, post_of("春灌") is None
    (True, True)
    """
    if not text.startswith(_FENCE):
        return None
    try:
        return read_fields(text)
    except Refusal:
        return None


def is_post(report: Report) -> bool:
    """Whether a report is a post already.

    >>> is_post(Report("a.md", "# 春灌"))
    False
    """
    return post_of(report.text) is not None


def front_matter(draft: Draft) -> Iterator[Edit]:
    """Take the front matter of a Markdown file out; its title, date and department belong to the identity.

    Safe: only in Markdown, only from the first line on, and only where it reads as ``key: value``.

    >>> from .draft import edited, first_draft
    >>> text = "---\\ntitle: 春灌\\n---\\n正文。"
    >>> edited(text, front_matter(first_draft(text, markdown=True)))
    '\\n正文。'
    """
    if not draft.markdown or not draft.text.startswith(_FENCE) or not front_facts(draft.text):
        return
    end = draft.text.index(f"\n{_FENCE}", len(_FENCE)) + 1
    stop = draft.text.find("\n", end)
    yield Edit(0, stop if stop >= 0 else len(draft.text), "", "front-matter")


def front_facts(text: str) -> tuple[tuple[str, str], ...]:
    """What the front matter states, as (kind of fact, words); () when there is none.

    >>> front_facts("---\\ntitle: 春灌\\ntags: [水]\\ndepartment: [甲局, 乙局]\\n---\\n")
    (('title', '春灌'), ('department', '甲局'), ('department', '乙局'))
    """
    try:
        front = split_front_matter(text)[0]
        data = parse(front, "").data
    except Refusal:
        return ()
    if not isinstance(data, dict):
        return ()
    return tuple(
        (kind, words)
        for key, kind in _KEYS.items()
        for words in (data[key] if isinstance(data.get(key), list) else [data.get(key)])
        if isinstance(words, str) and words
    )
