"""Reading what a stranger made, in a child that has little time, little memory and nothing else.

Word files, web pages, workbooks and PDF go through parsers written for friendly input: a few kilobytes can ask for
hours or gigabytes, or crash the parser. The child of a fork can open no file and no socket (no new descriptor is
left to it), write no byte to disk, and answers in JSON, in which nothing can hide that runs here. When it dies, that
is a refusal of this one file.
"""

from __future__ import annotations

import codecs
import ctypes
import json
import os
import resource
import select
import signal
import time
import warnings
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from .model import Report
from .problems import Problem, Refusal, Severity
from .reading import is_plain, read_report

Work = Callable[[], Any]

CPU_SECONDS = 10
WALL_SECONDS = 30
MEMORY = 400_000_000
"""Bytes of address space beyond what the process had when it forked."""
LONGEST_ANSWER = 200_000_000
PR_SET_PDEATHSIG = 1
CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
# Loaded before the fork: the child can't open their modules any more.
CODECS = (
    "utf-8-sig",
    "gb18030",
    "gb2312",
    "big5",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-32-le",
    "latin-1",
    "cp437",  # names in a zip file
)
BROKEN = "用 Word、WPS 或浏览器打开，另存为新文件；或把文字复制到 .txt 文件"


def open_confined(data: bytes, source: str) -> Report:
    """``read_report``, confined unless the file is plain text. Raises Refusal for whatever goes wrong."""
    if is_plain(data, source):
        return read_report(data, source)
    source, text, media_type, encoding, digest, remarks = confined(lambda: astuple(read_report(data, source)), source)
    return Report(source, text, media_type, encoding, digest, tuple(remarks))


def confined(work: Work, source: str) -> Any:
    """What ``work`` gives, made in a child under limits; it must be something that JSON holds.

    Raises the Refusal that ``work`` raised, or one of its own when the child ran out of time or memory or crashed.
    """
    answers, status = ask([work])
    return result_of(answers[0] if answers else b"", status, source)


def ask(works: Sequence[Work]) -> tuple[list[bytes], int]:
    """The answers of one child that does this in turn, as far as it got, and how it ended (as ``waitpid`` says)."""
    for name in CODECS:
        codecs.lookup(name)
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        _child(works, writing)
    os.close(writing)
    try:
        answer = _answer(reading)
    finally:
        os.close(reading)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return answer.split(b"\n")[:-1][: len(works)], status


def _child(works: Sequence[Work], writing: int) -> None:
    """Do the work and end; never returns."""
    try:
        _confine()
        # Parsers warn of what they meet on the standard error stream, which is for refusals.
        warnings.simplefilter("ignore")
        for work in works:
            answer = _said(work)
            if "ended" in answer and len(works) > 1:
                break  # what others left of time and memory was too little: it gets a child of its own
            data = json.dumps(answer, ensure_ascii=True).encode() + b"\n"
            while data:
                data = data[os.write(writing, data) :]
    finally:
        # No clean-up that belongs to the parent, and no word on its streams.
        os._exit(0)


def _said(work: Work) -> dict[str, Any]:
    try:
        return {"result": work()}
    except Refusal as refusal:
        return {"refused": [astuple(problem) for problem in refusal.problems]}
    except MemoryError:
        return {"ended": "memory"}
    except RecursionError:
        return {"ended": "depth"}


def _confine() -> None:
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        system.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    _limit(resource.RLIMIT_CPU, CPU_SECONDS)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_CORE, 0)
    if held := _address_space():
        _limit(resource.RLIMIT_AS, held + MEMORY)
    _limit(resource.RLIMIT_NOFILE, 0)


def _limit(what: int, most: int) -> None:
    with suppress(OSError, ValueError):
        resource.setrlimit(what, (most, most))


def _address_space() -> int:
    """Bytes of address space in use; 0 where the system doesn't tell."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    except (OSError, ValueError, IndexError):
        return 0


def _answer(reading: int) -> bytes:
    """All that the child says, until it ends or its time is over."""
    until = time.monotonic() + WALL_SECONDS
    parts: list[bytes] = []
    length = 0
    while (left := until - time.monotonic()) > 0 and length < LONGEST_ANSWER:
        ready, _, _ = select.select([reading], [], [], left)
        part = os.read(reading, 1 << 20) if ready else b""
        if not part:
            break
        parts.append(part)
        length += len(part)
    return b"".join(parts)


def result_of(answer: bytes, status: int, source: str) -> Any:
    """What an answer holds; raises the Refusal that it tells of, or one of its own for none."""
    try:
        said = json.loads(answer)
    except ValueError:
        said = {}
    if "result" in said:
        return said["result"]
    if "refused" in said:
        rows = said["refused"]
        raise Refusal([Problem(path, line, what, hint, rule, Severity(s)) for path, line, what, hint, rule, s in rows])
    over = said.get("ended") or (not answer and os.WIFSIGNALED(status) and os.WTERMSIG(status) in OVER)
    if over:
        message = "读这个文件要用的时间或内存太多"
        raise Refusal([Problem(source, 0, message, "去掉图片和附件，或分成几份；" + BROKEN, "too-large")])
    raise Refusal([Problem(source, 0, "文件损坏，读到一半出错", BROKEN, "broken-file")])


OVER = {signal.SIGXCPU, signal.SIGKILL}
