"""Which other departments a text names, and in which of its sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..departments import Registry
from ..views import ContentsEntry
from .entry import Mention

SHORTEST = 3  # characters; shorter names stand inside too many other words


class Names:
    """Finds the names of registered departments in texts; build it once for all bulletins.

    >>> from ..departments import Department
    >>> water, schools = Department("云溪市水务局", "shuiwu", "市水务局"), Department("云溪市教育局", "jiaoyu")
    >>> names = Names(Registry((water, schools)))
    >>> text = "二是联防\\n市水务局会同云溪市教育局排查，云溪市水务局牵头。"
    >>> names.find(text, (ContentsEntry("s-1", "二是联防", 1),), ("云溪市教育局",))
    (Mention(name='云溪市水务局', times=2, sections=(('s-1', '二是联防'),)),)
    """

    def __init__(self, registry: Registry) -> None:
        self._canonical = {name: department.name for department in registry for name in department.names}
        # Longest first, so that a name inside a longer one is not counted for itself.
        known = sorted((name for name in self._canonical if len(name) >= SHORTEST), key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(re.escape, known)) or r"(?!)")

    @property
    def key(self) -> str:
        """Equal for registries that know the same names."""
        return repr(sorted(self._canonical.items()))

    def find(
        self, text: str, contents: tuple[ContentsEntry, ...] = (), issuers: tuple[str, ...] = ()
    ) -> tuple[Mention, ...]:
        """Every department that the text names but the issuers, most often first; linear in the text.

        ``contents`` are the headings of the text in their order. Sections are named in the order of the text.
        """
        times: Counter[str] = Counter()
        places: dict[str, dict[tuple[str, str], None]] = {}
        for section, words in _sections(text, contents):
            for found in self._pattern.finditer(words):
                name = self._canonical[found.group()]
                if name not in issuers:
                    times[name] += 1
                    places.setdefault(name, {})
                    if section:
                        places[name].setdefault((section.id, section.text))
        ordered = sorted(times, key=lambda name: (-times[name], name))
        return tuple(Mention(name, times[name], tuple(places[name])) for name in ordered)


def _sections(text: str, contents: tuple[ContentsEntry, ...]) -> Iterator[tuple[ContentsEntry | None, str]]:
    """The words of each section, its heading among them; those before the first heading stand for themselves."""
    start, current = 0, None
    lines = f"\n{text}\n"
    for heading in contents:
        at = lines.find(f"\n{heading.text}\n", start + 1 if current else start)
        if at >= 0:
            yield current, text[start:at]
            start, current = at, heading
    yield current, text[start:]
