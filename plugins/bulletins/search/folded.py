"""All folded texts in one row of units, and which unit belongs to what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .documents import SearchDocument, SearchSettings
from .folding import fold_as_spelt, simplified_characters, simplify_rare
from .postings import BODY, LEAD, TITLE, Origins, origins_of
from .suffixes import Units

Ints = NDArray[np.int64]

_STOP = ord("。")


@dataclass(frozen=True, slots=True)
class Folded:
    """For each bulletin 1 title 0 text 0, and zeros at the end. ``lengths``: units of title, lead and rest of each;
    ``ends``: where the units of each end."""

    units: Units
    origins: Origins
    lengths: Ints
    ends: Ints

    def part(self, number: int) -> slice:
        """Where a bulletin stands; one that is not there at the end."""
        start, end = min(number, len(self.ends)), min(number + 1, len(self.ends))
        return slice(int(self.ends[start - 1]) if start else 0, int(self.ends[end - 1]) if end else 0)

    def zones(self, number: int) -> NDArray[np.uint8]:
        """The zones of a bulletin's units."""
        lengths = self.lengths[3 * number : 3 * number + 3]
        return np.repeat(np.array([TITLE, LEAD, BODY], np.uint8)[: len(lengths)], lengths)


def fold_documents(documents: Sequence[SearchDocument], settings: SearchSettings) -> Folded:
    """Fold titles and texts."""
    texts = [
        text for one in documents for text in (f"\x01{fold_as_spelt(one.title)}\0", f"{fold_as_spelt(one.text)}\0")
    ]
    simple, rare = _unit_tables()
    units = np.frombuffer("".join(texts).encode("utf-16-le"), dtype="<u2")
    if rare[units].any():
        texts = [simplify_rare(text) for text in texts]
        units = np.frombuffer("".join(texts).encode("utf-16-le"), dtype="<u2")
    sizes = np.array([len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2 for text in texts], np.int64)
    ends = np.cumsum(sizes)
    leads = _leads(units, ends[1::2] - sizes[1::2], ends[1::2], settings.lead_units)
    lengths = np.stack((sizes[::2], leads, sizes[1::2] - leads), axis=1).ravel()
    return folded_row(simple[units], lengths, settings)


def folded_row(units: Units, lengths: Ints, settings: SearchSettings) -> Folded:
    """Folded texts with what belongs to them; ``lengths``: units of title, lead and rest of each bulletin in turn."""
    return _row([units], lengths, settings)


def _row(parts: Sequence[Units], lengths: Ints, settings: SearchSettings) -> Folded:
    padding = np.zeros(settings.depth_limit + 4, np.uint16)
    return Folded(np.concatenate([*parts, padding]), origins_of(lengths), lengths, np.cumsum(lengths)[2::3])


def joined(parts: Sequence[Folded], settings: SearchSettings) -> Folded:
    """Folded texts one after another."""
    none = np.zeros(0, np.uint16), np.zeros(0, np.int64)
    units = [none[0], *(one.units[: int(one.lengths.sum())] for one in parts)]
    return _row(units, np.concatenate([none[1], *(one.lengths for one in parts)]), settings)


def spliced(old: Folded, fresh: Folded, changed: Sequence[int], count: int, settings: SearchSettings) -> Folded:
    """``count`` bulletins: the old ones, and in place of those changed the fresh ones, in order."""
    lengths = np.zeros((count, 3), np.int64)
    former = old.lengths.reshape(-1, 3)
    lengths[: min(len(former), count)] = former[:count]
    here, parts, at = 0, [], 0
    for place, number in enumerate(changed):
        if number < count:
            lengths[number] = fresh.lengths[3 * place : 3 * place + 3]
        start = min(number, len(old.ends))
        parts.append(old.units[here : int(old.ends[start - 1]) if start else 0])
        here = int(old.ends[number]) if number < len(old.ends) else int(old.ends[-1]) if len(old.ends) else 0
        size = int(lengths[number].sum()) if number < count else 0
        parts.append(fresh.units[at : at + size])
        at += size
    parts.append(old.units[here : int(old.ends[-1]) if len(old.ends) else 0])
    return _row(parts, lengths.ravel(), settings)


def _leads(units: Units, starts: Ints, ends: Ints, lead_units: int) -> Ints:
    """How long the lead of each text is: so many units, and on to the end of their sentence.

    Sentences begin alike in many bulletins: a lead that ended within one would part what else is the same.
    """
    stops = np.append(np.flatnonzero(units == _STOP), len(units))
    least = np.minimum(starts + lead_units, ends)
    found = stops[np.searchsorted(stops, np.minimum(starts + max(lead_units - 1, 0), ends))] + 1
    return np.where(found <= ends, found, least) - starts


def _unit_tables() -> tuple[Units, NDArray[np.bool_]]:
    """For each unit its Simplified form, and whether one that takes two units may be meant, or come of it."""
    simple = np.arange(1 << 16, dtype=np.uint16)
    rare = np.zeros(1 << 16, np.bool_)
    for char, simplified in simplified_characters().items():
        if max(char, simplified) <= "\uffff":
            simple[ord(char)] = ord(simplified)
        else:
            rare[np.frombuffer(char.encode("utf-16-le"), "<u2")[0]] = True
    return simple, rare
