"""Which other departments a text names."""

from __future__ import annotations

from ..departments import Registry

SHORTEST = 3  # characters; shorter names stand inside too many other words


class Names:
    """Finds the names of registered departments in texts; build it once for all bulletins.

    >>> from ..departments import Department
    >>> water, schools = Department("云溪市水务局", "shuiwu", "市水务局"), Department("云溪市教育局", "jiaoyu")
    >>> names = Names(Registry((water, schools)))
    >>> names.count("市水务局会同云溪市教育局排查，云溪市水务局牵头。", ("云溪市教育局",))
    (('云溪市水务局', 2),)
    """

    def __init__(self, registry: Registry) -> None:
        canonical = {name: department.name for department in registry for name in department.names}
        # Longest first, so that a name inside a longer one is not counted for itself.
        self._names = [(name, canonical[name]) for name in sorted(canonical, key=len, reverse=True)]

    def count(self, text: str, issuers: tuple[str, ...] = ()) -> tuple[tuple[str, int], ...]:
        """Canonical names with how often the text names them, most often first, the issuers left out."""
        counts: dict[str, int] = {}
        for name, canonical in self._names:
            if len(name) >= SHORTEST and name in text:
                times = text.count(name)
                text = text.replace(name, "\n")
                if canonical not in issuers:
                    counts[canonical] = counts.get(canonical, 0) + times
        return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
