"""Addresses made from Chinese words: ASCII, stable, readable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

# Names that Windows keeps for devices are none: nobody there could check the repository out.
DEVICE = r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])"
SLUG = re.compile(rf"(?!{DEVICE}$)[a-z0-9]+(?:-[a-z0-9]+)*")
LIMIT = 60


def slug_of(words: str, limit: int = LIMIT) -> str:
    """Return an ASCII slug: the pinyin of each Han character, Latin words and digits as they are.

    Cut at a syllable so that it has at most ``limit`` characters. Words without a single letter or digit
    give "bulletin", so that a slug is never empty. Readings come from pypinyin's phrase table; they are only a
    proposal, which the post or the registry then fixes for good.

    >>> slug_of("云溪市水务局")
    'yun-xi-shi-shui-wu-ju'
    >>> slug_of("2024年第3期 COVID通报")
    '2024-nian-di-3-qi-covid-tong-bao'
    >>> slug_of("——")
    'bulletin'
    >>> slug_of("CON")
    'con-1'
    """
    folded = unicodedata.normalize("NFKC", words)
    runs = re.findall(r"[A-Za-z0-9]+|[^\x00-\x7f]+", folded)
    syllables = [part for run in runs for part in ([run.lower()] if run.isascii() else READINGS.of(run))]
    kept: list[str] = []
    length = 0
    for syllable in syllables:
        length += len(syllable) + 1
        if length > limit + 1:
            break
        kept.append(syllable)
    slug = "-".join(kept) or (syllables[0][:limit] if syllables else "bulletin")
    return slug if SLUG.fullmatch(slug) else f"{slug}-1"


class Readings:
    """Pinyin of runs of Chinese characters, each looked up once.

    What an earlier run of the program knew may be told to it: the phrase table of pypinyin takes long to read, and
    most builds meet no new name. ``used`` is what was asked for.
    """

    def __init__(self) -> None:
        self.told: dict[str, list[str]] = {}
        self.used: dict[str, list[str]] = {}

    def of(self, run: str) -> list[str]:
        """The syllables of a run."""
        if run not in self.used:
            self.used[run] = self.told.get(run) or _read(run)
        return self.used[run]


READINGS = Readings()


def _read(run: str) -> list[str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    return [part for syllable in lazy_pinyin(run, errors="ignore") for part in re.findall(r"[a-z]+", syllable)]


def free_slug(wanted: str, taken: Collection[str]) -> str:
    """Return ``wanted``, or the first of wanted-2, wanted-3 … that is not taken.

    >>> free_slug("tong-bao", {"tong-bao", "tong-bao-2"})
    'tong-bao-3'
    """
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"
