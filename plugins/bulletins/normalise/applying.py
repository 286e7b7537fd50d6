"""How what a rule proposes becomes the next draft and entries of the ledger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace

from ..model import Change
from .draft import PLACES, Draft, Edit, Mark, edited


def apply(
    draft: Draft, rule: str, step: int, proposed: Iterable[Edit | Mark], line_starts: list[int]
) -> tuple[Draft, list[Change]]:
    """Carry out what a rule proposed: the next draft, and one ledger entry for each edit that changes something.

    Edits must be in order and must not overlap; that is a property of a rule, so a breach is a ValueError.
    """
    edits: list[Edit] = []
    marks = draft.marks
    for item in proposed:
        if isinstance(item, Mark):
            if marks is draft.marks:
                marks = dict(marks)
            marks[draft.origin(item.start)] = item.label
        elif draft.text[item.start : item.end] != item.after:
            if edits and item.start < edits[-1].end:
                raise ValueError(f"rule {rule}: edits overlap at {item.start}")
            edits.append(item)
    if not edits:
        return (draft if marks is draft.marks else _remarked(draft, marks)), []
    marks = _moved(draft, marks, edits)
    ledger = [_change(draft, rule, step, edit, line_starts) for edit in edits]
    starts, origins = _runs(draft, edits)
    text = edited(draft.text, edits)
    return replace(draft, text=text, starts=starts, origins=origins, marks=marks), ledger


def _remarked(draft: Draft, marks: dict[int, str]) -> Draft:
    """The same text under other marks; its lines need not be found again."""
    fresh = replace(draft, marks=marks)
    fresh.__dict__["lines"] = draft.lines
    return fresh


def _moved(draft: Draft, marks: dict[int, str], edits: list[Edit]) -> dict[int, str]:
    """Marks of line starts that are cut off go to what begins the line then."""
    if not marks:
        return marks
    text, moved, cut = draft.text, dict(marks), 0
    for edit in edits:
        at_start = edit.start == cut or text[edit.start - 1] == "\n"
        if not edit.after and at_start and edit.end < len(text) and text[edit.end] != "\n":
            cut = edit.end
            label = moved.get(draft.origin(edit.start))
            if label and label not in PLACES:
                moved.setdefault(draft.origin(edit.end), label)
    return moved


def _change(draft: Draft, rule: str, step: int, edit: Edit, line_starts: list[int]) -> Change:
    place = draft.place(edit.start)
    line = bisect_right(line_starts, place)
    before = draft.text[edit.start : edit.end]
    return Change(
        rule, step, edit.start, edit.end, before, edit.after, line, place - line_starts[line - 1] + 1, edit.note
    )


def _runs(draft: Draft, edits: list[Edit]) -> tuple[list[int], list[int]]:
    """The runs of the edited text: an edit of equal length leaves them alone, any other splits them."""
    old_starts, old_origins = draft.starts, draft.origins
    starts: list[int] = []
    origins: list[int] = []
    run = done = shift = 0
    count = len(old_starts)

    def keep(start: int, end: int) -> None:
        """Carry the runs of old text[start:end] over, moved by ``shift``."""
        nonlocal run
        if start >= end:
            return
        while run + 1 < count and old_starts[run + 1] <= start:
            run += 1
        starts.append(start + shift)
        origins.append(old_origins[run] + start - old_starts[run])
        while run + 1 < count and old_starts[run + 1] < end:
            run += 1
            starts.append(old_starts[run] + shift)
            origins.append(old_origins[run])

    for edit in edits:
        before, after = edit.end - edit.start, len(edit.after)
        if before == after:
            continue
        kept = min(before, after)
        keep(done, edit.start + kept)
        for extra in range(kept, after):
            starts.append(edit.start + shift + extra)
            origins.append(-1)
        shift += after - before
        done = edit.end
    keep(done, len(draft.text) + 1)
    return starts, origins
