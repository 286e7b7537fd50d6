"""How a command speaks: results, problems, progress."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from ..problems import Problem, Refusal


@dataclass(slots=True)
class Console:
    """``say`` gets results (standard output), ``note`` everything else (standard error).

    Remembers whether an error was said, which decides the exit code.
    """

    say: Callable[[str], None]
    note: Callable[[str], None]
    failed: bool = field(default=False)

    def refuse(self, refusal: Refusal | Iterable[Problem]) -> None:
        """Say every problem, one a line, and remember that the input was at fault."""
        problems = refusal.problems if isinstance(refusal, Refusal) else tuple(refusal)
        for problem in problems:
            self.note(str(problem))
        self.failed = True

    @property
    def exit_code(self) -> int:
        """0 done, 1 the input is at fault."""
        return 1 if self.failed else 0
