"""The table of rules and the road of one report through it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from ..departments import Registry
from ..model import Basis, Block, BlockKind, Bulletin, Change, Normalised, Proposal, Report, body_text
from . import (
    characters,
    contents,
    furniture,
    headlines,
    issuers,
    layout,
    markup,
    pictures,
    posts,
    punctuation,
    quotes,
    related,
    repeats,
    sources,
    structure,
    wraps,
)
from .account import FURNITURE, IDENTITY
from .applying import apply
from .desk import Desk
from .draft import Draft, Edit, Mark, first_draft, report_lines
from .identity import identify
from .memory import uncollected
from .part import Part, Whole, bodies
from .stated import stated
from .suspicions import impossible, suspicions

Rule = Callable[[Draft, Desk], Iterable[Edit | Mark]]


# Of these a paragraph is a paragraph: no line of theirs is broken.
_WHOLE = frozenset({"text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"})
# Lines taken out that may still tell of which region the report speaks.
_TELLING = IDENTITY | {"source-line", "footer", "neighbours", "repeated-headline", "breadcrumb", "page-widget"}


def _plain(function: Callable[[Draft], Iterable[Edit | Mark]]) -> Rule:
    """A rule that looks at nothing but the text."""
    return lambda draft, _: function(draft)


# In this order. A rule sees the text as the rules above it left it.
RULES: tuple[tuple[str, Rule], ...] = (
    ("line-ends", _plain(characters.line_ends)),
    ("invisible", _plain(characters.invisible)),
    ("front-matter", _plain(posts.front_matter)),
    ("aligned-columns", _plain(markup.aligned_columns)),
    ("blanks", _plain(characters.blanks)),
    ("narrow", _plain(characters.narrow)),
    ("half-width-stop", _plain(punctuation.half_width_stop)),
    ("table-of-contents", _plain(contents.table_of_contents)),
    ("department-lines", issuers.mark_departments),
    ("captions", _plain(pictures.captions)),
    ("source-line", _plain(sources.source_line)),
    ("related-links", _plain(related.related_links)),
    ("furniture", _plain(furniture.furniture)),
    ("repeated-headline", _plain(repeats.repeated_headline)),
    ("tables", _plain(markup.tables)),
    ("markdown", _plain(markup.markdown)),
    ("hard-wraps", _plain(wraps.hard_wraps)),
    ("number-brackets", _plain(punctuation.number_brackets)),
    ("brackets", _plain(punctuation.brackets)),
    ("straight-quotes", _plain(quotes.straight_quotes)),
    ("dashes", _plain(punctuation.dashes)),
    ("ellipses", _plain(punctuation.ellipses)),
    ("half-width-marks", _plain(punctuation.half_width_marks)),
    ("doubled-marks", _plain(punctuation.doubled_marks)),
    ("blanks-at-marks", _plain(punctuation.blanks_at_marks)),
    ("split-departments", issuers.split_departments),
    ("headlines", headlines.headlines),
    ("bullets", _plain(markup.bullets)),
    ("headings", structure.headings),
    ("inline-lists", _plain(structure.inline_lists)),
    ("layout", layout.layout),
)


def normalise(
    report: Report,
    registry: Registry,
    *,
    title: str | None = None,
    department: str | None = None,
    date: datetime | None = None,
) -> Normalised:
    """Turn a report into the bulletins it holds, with every change on record.

    ``title``, ``department`` and ``date`` are what the editor said; they go before anything the report states, and
    with ``department`` the report is not split. Nothing is refused here: a report without a department gives a
    bulletin with ``departments == ()`` and basis NONE, and the caller asks. Time grows linearly with the text.

    >>> from ..departments import Department
    >>> registry = Registry((Department("云溪市水务局", "shuiwu", region="云溪市"),))
    >>> report = Report("a.txt", "春灌通报\\n来源:市水务局\\n一是早谋划。水库蓄水1,200方,同比增加。\\n")
    >>> done = normalise(report, registry)
    >>> [(b.title, b.departments, [s.heading for s in b.sections]) for b in done.bulletins]
    [('春灌通报', ('云溪市水务局',), ['一是早谋划'])]
    """
    with uncollected():
        return _normalised(report, Desk(registry, title, department, date))


def _normalised(report: Report, desk: Desk) -> Normalised:
    post = posts.post_of(report.text)
    marked = post is not None or markup.is_markdown(report.text, report.media_type)
    draft = first_draft(
        report.text,
        markdown=marked,
        post=post is not None,
        whole=report.media_type in _WHOLE,
        literal=post is None and report.media_type != "text/markdown",
    )
    starts = report_lines(report.text)
    ledger: list[Change] = []
    for step, (name, rule) in enumerate(RULES):
        if post and name not in posts.RULES_OF_A_POST:
            continue
        draft, changes = apply(draft, name, step, rule(draft, desk), starts)
        ledger += changes
    if post:
        return _again(post, draft, desk, ledger)
    return _assembled(draft, desk, ledger, starts)


def _again(post: Bulletin, draft: Draft, desk: Desk, ledger: list[Change]) -> Normalised:
    """A post comes back as the bulletin that it is, but for what the editor said this time."""
    bulletin = replace(post, sections=layout.sections(draft, list(draft.lines)))
    said = {"title": desk.title, "date": desk.date, "department": desk.department}
    basis = dict(bulletin.basis) | {name: Basis.OPTION for name, value in said.items() if value}
    bulletin = replace(
        bulletin,
        title=desk.title or bulletin.title,
        date=desk.date or bulletin.date,
        departments=(desk.department,) if desk.department else bulletin.departments,
        basis=tuple(basis.items()),
    )
    captions = tuple(block.text for block in _blocks([bulletin]) if block.kind is BlockKind.CAPTION)
    origins = _origins(draft, 0, len(body_text(bulletin)))
    return Normalised((bulletin,), tuple(ledger), captions=captions, origins=(origins,))


def _assembled(draft: Draft, desk: Desk, ledger: list[Change], starts: list[int]) -> Normalised:
    """Bulletins from the finished draft and from what the ledger says was taken into their identities."""
    texts = bodies(draft)
    preface, *entries = [stated(changes) for changes in _by_part(draft, ledger, starts, len(texts))]
    if len(entries) > 1 and not preface.all_dates and not any(entry.all_dates for entry in entries[:-1]):
        # Below the last part a page says when all of it was published.
        preface.published = entries[-1].published
    heads = tuple((change.line, change.before) for change in ledger if change.note in _TELLING)
    whole = Whole(draft, starts, heads, desk.regions, len(texts) > 1)
    bulletins: list[Bulletin] = []
    proposals: list[Proposal] = []
    origins: list[tuple[int, ...]] = []
    at = 0
    for body, found in zip(texts, entries, strict=True):
        sections = layout.sections(draft, body)
        words = body_text(Bulletin("", (), sections=sections))
        bulletin, proposed = identify(found.completed(preface), sections, Part(whole, at, words), desk)
        bulletins.append(bulletin)
        proposals += proposed
        origins.append(_origins(draft, at, at + len(words)))
        at += len(words)
    dates = impossible(draft, ledger, starts)
    gone = [change for change in ledger if change.note in FURNITURE]
    return Normalised(
        tuple(bulletins),
        tuple(ledger),
        tuple({proposal.name: proposal for proposal in proposals}.values()),
        dropped=tuple(change.before for change in sorted(gone, key=_place)),
        captions=tuple(block.text for block in _blocks(bulletins) if block.kind is BlockKind.CAPTION),
        suspicions=tuple(sorted([*suspicions(draft, ledger, starts), *_unreal(dates)])),
        impossible=tuple((line, words) for line, words, own in dates if own),
        origins=tuple(origins),
    )


def _unreal(dates: Iterable[tuple[int, str, bool]]) -> Iterable[tuple[int, str]]:
    """Dates inside the text that no calendar has, as suspected slips."""
    return ((line, f"“{words}”这一天日历上没有") for line, words, own in dates if not own)


def _place(change: Change) -> tuple[int, int]:
    return change.line, change.column


def _by_part(draft: Draft, ledger: list[Change], starts: list[int], count: int) -> list[list[Change]]:
    """The entries with a note, by the bulletin in whose stretch of the report they stand; first the preface's."""
    begins = draft.places("part")
    found: list[list[Change]] = [[] for _ in range(count + 1)]
    for change in ledger:
        if change.note:
            place = starts[change.line - 1] + change.column - 1
            found[bisect_right(begins, place) if begins else 1].append(change)
    for changes in found:
        changes.sort(key=_place)
    return found


def _origins(draft: Draft, start: int, end: int) -> tuple[int, ...]:
    """Offset in the report of each character of text[start:end]."""
    found: list[int] = []
    run = bisect_right(draft.starts, start) - 1
    while start < end:
        stop = min(end, draft.starts[run + 1]) if run + 1 < len(draft.starts) else end
        origin = draft.origins[run] + start - draft.starts[run]
        found.extend(range(origin, origin + stop - start))
        start, run = stop, run + 1
    return tuple(found)


def _blocks(bulletins: Iterable[Bulletin]) -> Iterable[Block]:
    for bulletin in bulletins:
        for section in bulletin.sections:
            yield from section.blocks
