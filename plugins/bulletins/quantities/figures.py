"""All that is found in one text, in one call; and stable names for its statistics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from bulletins.figures import Figures, Statistic
from bulletins.quantities.breakdowns import breakdowns_of
from bulletins.quantities.find import quantities_of, refuse_many
from bulletins.quantities.fold import fold
from bulletins.quantities.highlights import choose_highlights
from bulletins.quantities.statistics import statistics_of
from bulletins.quantities.suspicious import suspicious_figures
from bulletins.quantities.unwrap import Unwrapped


def find_figures(text: str, chosen: Sequence[str] | None = None, *, wrapped: bool = False) -> Figures:
    """Statistics, breakdowns, highlights and suspicious places of ``text``, one block a line.

    A line end parts blocks and is never read over: 2300 at the end of one and 14座 at the head of the next are two
    numbers. Only a raw report may be ``wrapped``. Safe on any text, linear in its length; spans are offsets into
    ``text`` exactly as given. ``chosen`` is an editor's choice of highlights (see ``choose_highlights``). Raises
    TooMany beyond MOST_STATISTICS.

    >>> figures = find_figures("全市共调拨物资30件（帐篷10顶，棉被20床）。")
    >>> [s.label for s in figures.statistics], figures.breakdowns[0].audit.value
    (['物资', '帐篷', '棉被'], 'adds-up')
    """
    if wrapped:
        unwrapped = Unwrapped(text)
        found = find_figures(unwrapped.text, chosen)
        return replace(
            found,
            statistics=tuple(map(unwrapped.statistic, found.statistics)),
            suspicious=tuple((unwrapped.to_original(at), what) for at, what in found.suspicious),
        )
    folded = fold(text)
    quantities = quantities_of(text, folded)
    refuse_many(quantities)
    statistics = statistics_of(text, folded, quantities)
    breakdowns = breakdowns_of(folded, statistics)
    return Figures(
        tuple(statistics),
        breakdowns,
        choose_highlights(folded, statistics, breakdowns, chosen),
        tuple(suspicious_figures(statistics, breakdowns, folded)),
    )


def statistic_ids(statistics: Sequence[Statistic]) -> tuple[str, ...]:
    """A stable name for each statistic, made of what it says and not of where it stands.

    Valid as an HTML id and in a URL. A figure that is said again gets -2, -3 …, so names are unique in one text.

    >>> from bulletins.quantities.statistics import find_statistics
    >>> ids = statistic_ids(find_statistics("棉被30床，棉被30床"))
    >>> ids[0].startswith("q-"), ids[1] == ids[0] + "-2"
    (True, True)
    """
    seen: dict[str, int] = {}
    found: list[str] = []
    for statistic in statistics:
        digest = sha256(f"{statistic.label}\n{statistic.printed}".encode()).hexdigest()[:8]
        seen[digest] = seen.get(digest, 0) + 1
        found.append(f"q-{digest}" if seen[digest] == 1 else f"q-{digest}-{seen[digest]}")
    return tuple(found)
