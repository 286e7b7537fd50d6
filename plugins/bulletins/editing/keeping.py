"""What an editor put into a post stays there when its report is normalised again."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

from ..fields import NAMES
from ..model import Basis, Bulletin, Correction, body_text

EDITORS = ("column", "topics", "status", "corrections", "highlights")  # no report decides these
ADDED = ("series", "origin", "author", "document_number", "period")  # a report may state them; an editor may add them
IDENTITY = {"title": "title", "date": "date", "department": "departments"}


def keep_editors_work(present: Bulletin, made: Bulletin) -> Bulletin:
    """``made`` anew from the report, with what only an editor decides taken over from the post that is there.

    Safe: a fact that the report states always comes from the report, and so do all words of the text; a field
    that was inferred gives way to the one an editor has confirmed (taken out of ``review``).

    >>> post = Bulletin("清淤完成", ("甲局",), topics=("防汛",), basis=(("title", Basis.OPTION),))
    >>> again = keep_editors_work(post, Bulletin("甲局工作情况", ("甲局",), basis=(("title", Basis.COMPOSED),)))
    >>> again.title, again.topics, again.review
    ('清淤完成', ('防汛',), ())
    """
    kept: dict[str, object] = {name: getattr(present, name) for name in EDITORS}
    kept |= {name: getattr(present, name) for name in ADDED if not getattr(made, name)}
    basis = dict(made.basis)
    for name, attribute in IDENTITY.items():
        if made.basis_of(name).inferred and not present.basis_of(name).inferred:
            kept[attribute] = getattr(present, attribute)
            basis[name] = Basis.OPTION
    return replace(made, **kept, basis=tuple(basis.items()))  # type: ignore[arg-type]


def same_but_for_basis(one: Bulletin, other: Bulletin) -> bool:
    """Whether two bulletins say the same to a citizen and wait for the same look of an editor.

    >>> stated = Bulletin("清淤", ("甲局",), basis=(("title", Basis.STATED),))
    >>> same_but_for_basis(stated, Bulletin("清淤", ("甲局",), basis=(("title", Basis.OPTION),)))
    True
    """
    return replace(one, basis=()) == replace(other, basis=()) and set(one.review) == set(other.review)


def what_goes(present: Bulletin, made: Bulletin) -> tuple[str, ...]:
    """In words, what of a post is lost when ``made`` is written over it.

    >>> old = Bulletin("清淤完成", ("甲局",), author="办公室")
    >>> what_goes(old, Bulletin("清淤", ("甲局",), author="办公室"))
    ('标题“清淤完成”',)
    """
    gone = []
    for name, word in NAMES.items():
        attribute = IDENTITY.get(name, name)
        value = getattr(present, attribute)
        if value and value != getattr(made, attribute):
            gone.append(f"{word}“{_shown(value)}”")
    lines = Counter(body_text(present).splitlines()) - Counter(body_text(made).splitlines())
    count = sum(number for line, number in lines.items() if line.strip())
    return (*gone, f"正文 {count} 行") if count else tuple(gone)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return "、".join(item.note if isinstance(item, Correction) else str(item) for item in value)
    return f"{value:%Y-%m-%d %H:%M}".removesuffix(" 00:00") if isinstance(value, datetime) else str(value)
