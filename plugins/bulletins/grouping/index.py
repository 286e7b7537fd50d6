"""Bulletins by department, column, topic, series, year and month: sorted once, then only looked up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..departments import Registry
from ..slugs import free_slug, slug_of
from .entry import Entry, newest_first


@dataclass(frozen=True, slots=True)
class Shelf:
    """A named list of bulletins with the slug it owns; newest first, a series in its own order."""

    name: str
    slug: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Index:
    """Every way into the bulletins. A shelf never stands empty: what nobody filled is not here."""

    entries: tuple[Entry, ...] = ()
    departments: dict[str, Shelf] = field(default_factory=dict)
    columns: dict[str, Shelf] = field(default_factory=dict)
    topics: dict[str, Shelf] = field(default_factory=dict)
    series: dict[str, Shelf] = field(default_factory=dict)
    years: dict[str, Shelf] = field(default_factory=dict)
    mentioned: dict[str, tuple[Entry, ...]] = field(default_factory=dict)


def build_index(entries: Iterable[Entry], registry: Registry) -> Index:
    """Sort bulletins once and put each on its shelves; every shelf keeps the order.

    Departments take the slug of the registry. Columns, topics and series take the pinyin of their name; of two
    that read alike the one with the older bulletin keeps the plain slug, so that addresses stay when the younger
    one comes. Time: n log n.
    """
    ordered = newest_first(entries)
    departments = _gather(ordered, lambda entry: entry.departments)
    slugs = {name: found.slug for name in departments if (found := registry.resolve(name))}
    mentioned = _gather(ordered, lambda entry: tuple(mention.name for mention in entry.mentions))
    return Index(
        entries=tuple(ordered),
        departments={name: Shelf(name, slugs[name], tuple(group)) for name, group in departments.items()},
        columns=_named(_gather(ordered, lambda entry: (entry.bulletin.column,))),
        topics=_named(_gather(ordered, lambda entry: entry.bulletin.topics)),
        series={
            name: Shelf(name, shelf.slug, tuple(sorted(shelf.entries, key=_series_order)))
            for name, shelf in _named(_gather(ordered, lambda entry: (entry.bulletin.series,))).items()
        },
        years={
            year: Shelf(year, year, tuple(group))
            for year, group in _gather(ordered, lambda entry: (f"{entry.date.year:04d}",)).items()
        },
        mentioned={name: tuple(group) for name, group in mentioned.items()},
    )


def _gather(entries: list[Entry], names: Callable[[Entry], tuple[str, ...]]) -> dict[str, list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        for name in dict.fromkeys(names(entry)):
            if name:
                groups.setdefault(name, []).append(entry)
    return groups


def _named(groups: dict[str, list[Entry]]) -> dict[str, Shelf]:
    oldest_first = sorted(groups, key=lambda name: (groups[name][-1].order, name))
    slugs: dict[str, str] = {}
    taken: set[str] = set()
    for name in oldest_first:
        slugs[name] = free_slug(slug_of(name), taken)
        taken.add(slugs[name])
    return {name: Shelf(name, slugs[name], tuple(group)) for name, group in groups.items()}


def _series_order(entry: Entry) -> tuple[object, ...]:
    """By day, then by part, then by the numbers in the address as numbers: 10 stands after 9."""
    runs = re.split(r"(\d+)", entry.url)
    numbers = tuple((0, int(run), "") if run.isdigit() else (1, 0, run) for run in runs if run)
    return entry.date.date(), entry.bulletin.part, numbers


def months(entries: Iterable[Entry]) -> list[tuple[str, list[Entry]]]:
    """Runs of one month ("2022-11") in a list that is already in order of date."""
    runs: list[tuple[str, list[Entry]]] = []
    for entry in entries:
        month = f"{entry.date:%Y-%m}"
        if not runs or runs[-1][0] != month:
            runs.append((month, []))
        runs[-1][1].append(entry)
    return runs
