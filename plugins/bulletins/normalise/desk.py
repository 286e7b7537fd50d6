"""What a rule may look at besides the text: the registry, and what the editor said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from ..departments import Department, Registry
from .wordlists import alternatives, simplified


@dataclass(frozen=True)
class Desk:
    """The registry and the options of one run."""

    registry: Registry
    title: str | None = None
    department: str | None = None
    date: datetime | None = None

    @cached_property
    def known(self) -> frozenset[str]:
        """Every name that a registered department answers to."""
        return frozenset(name for department in self.registry for name in department.names)

    @cached_property
    def known_pattern(self) -> re.Pattern[str] | None:
        """Finds any of those names in a text, the longest first; None for an empty registry."""
        return re.compile(alternatives(self.known)) if self.known else None

    @cached_property
    def regions(self) -> tuple[str, ...]:
        """Regions of the registry."""
        return tuple(dict.fromkeys(department.region for department in self.registry if department.region))

    def candidates(self, name: str, region: str) -> tuple[Department, ...]:
        """Registered departments that a name may stand for, those of another region left out when one is known."""
        found_names = self.registry.candidates(name, region) or self.registry.candidates(simplified(name), region)
        return tuple(found for found in found_names if not (region and found.region and found.region != region))
