"""``bulletins build``: the whole site, made aside, checked, then put in place in one step."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from ..problems import Problem, Refusal, Severity
from .child import DISK
from .release import Releases

Progress = Callable[[str, int, int], None]
PACKAGE = Path(__file__).resolve().parents[1]
ROOT = PACKAGE.parents[1]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What was built. ``files`` counts all files of the site, ``unchanged`` those taken over as they were."""

    output: Path
    bulletins: int
    drafts: int
    files: int
    unchanged: int


class BuildFailure(Exception):
    """The build ended for a reason that is no fault of a post; the text is one line for the editor."""


def build(
    content: Path, output: Path, *, full: bool = False, report: Progress | None = None, settings: Path | None = None
) -> BuildResult:
    """Build the site of ``content`` into ``output``; ``report(stage, done, of)`` is called as it goes on.

    Raises Refusal with every problem of the input, or BuildFailure; the site that stood in ``output`` is then
    untouched. ``full`` takes nothing over from caches or from the release before: the bytes are the same.
    """
    tell = report or _silent
    settings = settings or find_settings()
    if not settings.is_file():
        raise Refusal([Problem(str(settings), 0, "没有这个设置文件", "检查 --settings 写的路径", "file")])
    output = Path(os.path.abspath(output))  # noqa: PTH100 - a symbolic link must stay visible to be refused
    releases = Releases(output)
    theme = settings.parent / "themes"
    releases.refuse(
        [content, theme, PACKAGE, settings.parent / "plugins", settings, settings.parent / ".git"], [Path.home()]
    )
    if not content.is_dir():
        raise Refusal([Problem(str(content), 0, "没有这个文件夹", "检查 --content 写的路径", "file")])
    try:
        with releases.locked(lambda: tell("waiting", 0, 0)) as lock:
            return _build(releases, lock, content, settings, full, tell)
    except OSError as error:
        reason = DISK.get(error.errno or 0) or error.strerror or str(error)
        where = error.filename or output
        raise BuildFailure(f"{where}: [output] {reason} — 腾出空间或检查权限后再试；旧站没有动") from error


def rollback(output: Path) -> tuple[int, float]:
    """Serve the release before this one again; gives how many further ones are kept, and when this one was built
    (seconds since 1970).

    Raises Refusal when there is none.
    """
    releases = Releases(Path(os.path.abspath(output)))  # noqa: PTH100
    releases.refuse()
    with releases.locked(lambda: None):
        left = releases.rollback()
        # Moving a folder leaves its own time alone: it is that of the build's last file.
        return left, releases.output.stat().st_mtime


def find_settings() -> Path:
    """pelicanconf.py of the folder one works in, else of the project."""
    here = Path.cwd() / "pelicanconf.py"
    return here if here.is_file() else ROOT / "pelicanconf.py"


def _build(releases: Releases, lock: int, content: Path, settings: Path, full: bool, tell: Progress) -> BuildResult:
    # Looked at again: another build may have been here while this one waited.
    releases.refuse()
    staging = releases.prepare()
    former = "" if full or not releases.output.exists() else str(releases.output)
    job = {
        "content": os.path.abspath(content),  # noqa: PTH100
        "output": str(staging),
        "settings": str(settings),
        "former": former,
        "manifest": str(releases.manifest),
        "inputs": str(releases.inputs),
        "cache": "" if full else str(releases.cache),
    }
    counts = _run_child(job, lock, tell)
    if counts.pop("standing", False):
        releases.discard()
    else:
        tell("publish", 0, 0)
        releases.publish()
    return BuildResult(releases.output, counts["bulletins"], counts["drafts"], counts["files"], counts["unchanged"])


def _run_child(job: Mapping[str, str], lock: int, tell: Progress) -> dict[str, int]:
    # Threads of numpy's that wait for work that never comes take processor time.
    environment = {
        **os.environ,
        "OPENBLAS_NUM_THREADS": "1",
        "PYTHONUTF8": "1",
        "PYTHONIOENCODING": "utf-8",
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
    }
    command = [sys.executable, "-m", "bulletins.site.child"]
    # A file: a pipe that nobody reads meanwhile holds 64 KB, and a child that warns of more would wait forever.
    with tempfile.TemporaryFile() as noise:
        with subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=noise,
            text=True,
            encoding="utf-8",
            errors="replace",
            env=environment,
            pass_fds=(lock,),
        ) as child:
            assert child.stdin and child.stdout
            try:
                child.stdin.write(json.dumps(job))
                child.stdin.close()
                counts = _listen(child.stdout, tell)
            except BaseException:
                child.kill()
                raise
        if counts is None:
            last = _last_line(noise) or f"进程以 {child.returncode} 结束"
            raise BuildFailure(f"生成中断：{last} — 旧站没有动")
    return counts


def _last_line(noise: BinaryIO) -> str:
    noise.seek(0)
    lines = noise.read().decode("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _listen(lines: Iterable[str], tell: Progress) -> dict[str, int] | None:
    """Follow the child; what it built, or None when it ended without a word."""
    for line in lines:
        said = json.loads(line)
        if "stage" in said:
            tell(said["stage"], said["done"], said["of"])
        elif "problems" in said:
            raise Refusal([Problem(p, n, m, h, rule, Severity(s)) for p, n, m, h, rule, s in said["problems"]])
        elif "failure" in said:
            raise BuildFailure(said["failure"])
        elif "done" in said:
            counts: dict[str, int] = said["done"]
            return {**counts, "standing": said.get("standing", False)}
    return None


def _silent(stage: str, done: int, of: int) -> None:
    """Report nothing."""
