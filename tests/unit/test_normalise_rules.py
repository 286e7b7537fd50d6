"""Each rule against its golden folder under tests/cases/normalise/rules/<rule>.

``positive.txt`` holds what the rule changes, ``negative.txt`` what it must leave alone, ``known-failures.txt`` what we
know it gets wrong (strict: one that passes must move to the others). A case is ``=== name``, the text, ``---``, and
the text after all rules up to this one; a negative case has no second half. Marked lines show their mark as ``{mark}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletins.departments import Registry
from bulletins.model import Change
from bulletins.normalise import RULES
from bulletins.normalise.applying import apply
from bulletins.normalise.desk import Desk
from bulletins.normalise.draft import Draft, first_draft, report_lines
from bulletins.normalise.markup import is_markdown

FOLDERS = Path(__file__).parents[1] / "cases" / "normalise" / "rules"
NAMES = [name for name, _ in RULES]
ESCAPES = {"⟦TAB⟧": "\t", "⟦BOM⟧": "\ufeff", "⟦CR⟧": "\r", "⟦ZW⟧": "\u200b", "⟦NBSP⟧": "\xa0", "⟦LS⟧": "\u2028"}
ESCAPES["⟦FENCE⟧"] = "---"
# Layout comes last and is seen whole in the golden documents as well.
SILENT = {"dropped", "picture", "part", "facts", "path", "page"}


def shown(text: str) -> str:
    text = text.removesuffix("⟦END⟧")
    for name, character in ESCAPES.items():
        text = text.replace(name, character)
    return text


def cases(rule: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """(name, text, expected) of one file; expected is "" for a negative case."""
    path = FOLDERS / rule / f"{kind}.txt"
    if not path.exists():
        return
    for block in path.read_text(encoding="utf-8").split("=== ")[1:]:
        name, _, rest = block.partition("\n")
        text, _, expected = rest.partition("---\n")
        yield name, shown(text.rstrip("\n")), shown(expected.rstrip("\n"))


def parameters(kind: str) -> list[object]:
    return [
        pytest.param(rule, text, expected, id=f"{rule}: {name}")
        for rule in NAMES
        for name, text, expected in cases(rule, kind)
    ]


def run(rule: str, text: str) -> tuple[Draft, list[Change]]:
    """The draft after all rules up to this one, and the changes that this one made."""
    draft = first_draft(text, markdown=is_markdown(text, "text/plain"))
    desk = Desk(Registry())
    changes: list[Change] = []
    for step, (name, function) in enumerate(RULES[: NAMES.index(rule) + 1]):
        draft, changes = apply(draft, name, step, function(draft, desk), report_lines(text))
    return draft, changes


def marked(draft: Draft) -> str:
    """The text with the marks of its lines."""
    lines = []
    start = 0
    for text in draft.text.split("\n"):
        label = draft.marks.get(draft.origin(start), "") if text else ""
        lines.append(f"{{{label}}}{text}" if label and label not in SILENT else text)
        start += len(text) + 1
    return "\n".join(lines)


@pytest.mark.parametrize("rule", NAMES)
def test_rule_has_its_cases(rule: str) -> None:
    assert len(list(cases(rule, "positive"))) >= 3
    assert len(list(cases(rule, "negative"))) >= 2
    assert list(cases(rule, "known-failures"))


@pytest.mark.parametrize(("rule", "text", "expected"), parameters("positive"))
def test_positive(rule: str, text: str, expected: str) -> None:
    draft, _ = run(rule, text)
    assert marked(draft).rstrip("\n") == expected


@pytest.mark.parametrize(("rule", "text", "expected"), parameters("negative"))
def test_negative(rule: str, text: str, expected: str) -> None:
    draft, changes = run(rule, text)
    assert changes == []
    if rule in {"captions", "department-lines"}:
        assert "{caption}" not in marked(draft) and "{department}" not in marked(draft)


@pytest.mark.xfail(strict=True, reason="known failures, kept so that a cure is noticed")
@pytest.mark.parametrize(("rule", "text", "expected"), parameters("known-failures"))
def test_known_failure(rule: str, text: str, expected: str) -> None:
    draft, _ = run(rule, text)
    assert marked(draft).rstrip("\n") == expected


def test_no_folder_without_a_rule() -> None:
    assert {path.name for path in FOLDERS.iterdir()} == set(NAMES)
