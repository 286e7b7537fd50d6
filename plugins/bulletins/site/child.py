"""The process that runs Pelican: job in on stdin, one JSON line out for each thing that happens.

A process of its own, because Pelican's signals, loggers and locale outlive a run, and so that whatever happens in
a plugin ends in one clear line and an exit code. ``bulletins.site.build`` is the other end.
"""

from __future__ import annotations

import ctypes
import errno
import gc
import json
import logging
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ..problems import Refusal
from .settings import fault_of_file, refuse_without_us
from .unchanged import key_of_job, note, standing

Say = Callable[[dict[str, Any]], None]
PR_SET_PDEATHSIG = 1
# Next to nothing that a build makes refers to itself: looking for that among millions of objects took a tenth of it.
PATIENT = (500_000, 50, 1000)
DISK = {
    errno.ENOSPC: "磁盘写满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.ENOTDIR: "上级不是文件夹",
    errno.ENOENT: "这里不能建文件夹",
    errno.EACCES: "没有写的权限",
}


class Heard(logging.Handler):
    """Keeps what Pelican logs as an error: it stops at the first one without saying it again."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        cause = record.exc_info[1] if record.exc_info else None
        self.lines.append(f"{record.getMessage()}" + (f"（{type(cause).__name__}: {cause}）" if cause else ""))


def run(job: dict[str, Any], say: Say) -> int:
    """Run Pelican for a job; the exit code of the process."""
    heard = Heard()
    key = key_of_job(job)
    if counts := standing(job, key):
        say({"done": counts, "standing": True})
        return 0
    try:
        counts = _pelican(job, say, heard)
        note(job, key, counts)
    except Refusal as refusal:
        say({"problems": [[p.path, p.line, p.message, p.hint, p.rule, p.severity] for p in refusal.problems]})
        return 1
    except OSError as error:
        reason = DISK.get(error.errno or 0) or error.strerror or str(error)
        where = str(error.filename or job["output"])
        say({"failure": f"{where}: [output] 写不进去：{reason} — 腾出空间或检查权限后再试；旧站没有动"})
        return 1
    except sqlite3.Error as error:
        what = DISK[errno.ENOSPC] if "full" in str(error) else str(error)
        say({"failure": f"{job['output']}: [output] 写不进去：{what} — 腾出空间或检查权限后再试；旧站没有动"})
        return 1
    except (Exception, SystemExit) as error:
        what = "；".join(heard.lines) or f"{type(error).__name__}: {error}"
        say({"failure": f"{what.splitlines()[0]} — 生成中断，旧站没有动"})
        return 1
    say({"done": counts})
    return 0


def _pelican(job: dict[str, Any], say: Say, heard: Heard) -> dict[str, int]:
    # Pelican replaces the class of all loggers when it is imported: only here, in this process.
    from pelican import Pelican  # noqa: PLC0415
    from pelican.log import init  # noqa: PLC0415
    from pelican.settings import read_settings  # noqa: PLC0415

    from .adapter import RUN  # noqa: PLC0415

    logging.getLogger().addHandler(heard)
    init(fatal="errors", handler=None)
    override = {
        "PATH": job["content"],
        "OUTPUT_PATH": job["output"],
        "BULLETINS_FORMER": job["former"],
        "BULLETINS_MANIFEST": job["manifest"],
        "BULLETINS_CACHE": job["cache"],
        "BULLETINS_DIRECT": True,
        "BULLETINS_PROGRESS": lambda stage, done, of: say({"stage": stage, "done": done, "of": of}),
    }
    try:
        settings = read_settings(job["settings"], override=override)
    except (Exception, SystemExit) as error:
        raise Refusal([fault_of_file(Path(job["settings"]), error)]) from error
    refuse_without_us(settings, job["settings"])
    pelican = Pelican(settings)
    pelican.run()
    counts: dict[str, int] = pelican.settings[RUN].counts
    return counts


def main() -> int:
    """Read a job, do it, say what happened."""
    with suppress(OSError, AttributeError):
        # Ends with the process that waits for it, even when that one is killed.
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    os.umask(0o022)
    gc.set_threshold(*PATIENT)
    job = json.load(sys.stdin)
    lines = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What Pelican and its plugins print is no part of the answer.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)

    def say(what: dict[str, Any]) -> None:
        # In ASCII: the name of a file may hold bytes that are no UTF-8.
        lines.write(json.dumps(what) + "\n")
        lines.flush()

    return run(job, say)


if __name__ == "__main__":
    sys.exit(main())
