"""The same work on several cores: children made by fork, each doing its share and ending."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

from ..problems import Refusal

Result = TypeVar("Result")
MOST = 4


def shares(items: int, least: int) -> int:
    """How many children are worth their while for so many items: one for every ``least``, at most one a core."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(min(cores, MOST, items // least), 1)


def in_parallel(number: int, work: Callable[[int], Result]) -> list[Result]:
    """``work(0)`` … ``work(number - 1)``, each in a child that sees everything as it stands and changes nothing here.

    A child never waits for its parent: when that is killed, it ends by itself. What a child raises is raised here.
    """
    if number == 1:
        return [work(0)]
    children = [_start(work, share) for share in range(number)]
    answers: list[bytes] = []
    for pid, pipe in children:
        with os.fdopen(pipe, "rb") as stream:
            answers.append(stream.read())
        os.waitpid(pid, 0)
    return [_result(answer) for answer in answers]


def _start(work: Callable[[int], Result], share: int) -> tuple[int, int]:
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return pid, reading
    try:
        answer = pickle.dumps(_answer(work, share), 5)
        with os.fdopen(writing, "wb") as stream:
            stream.write(answer)
    finally:
        # No clean-up that belongs to the parent.
        os._exit(0)


def _answer(work: Callable[[int], Result], share: int) -> tuple[str, object]:
    try:
        return "result", work(share)
    except Refusal as refusal:
        return "refusal", refusal.problems
    except OSError as error:
        return "system", (error.errno, error.strerror, error.filename)
    except Exception as error:
        return "error", f"{type(error).__name__}: {error}"


def _result(answer: bytes) -> Result:  # type: ignore[type-var]
    kind: str
    what: Any
    kind, what = pickle.loads(answer) if answer else ("error", "a child ended without a word")
    if kind == "result":
        result: Result = what
        return result
    if kind == "refusal":
        raise Refusal(what)
    if kind == "system":
        raise OSError(*what)
    raise RuntimeError(what)
