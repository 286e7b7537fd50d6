"""The work copy that ``make site REPORTS=…`` builds from: made anew each time, and never over an editor's work."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from .. import disk
from ..problems import Problem, Refusal
from . import normalising
from .console import Console

RECORD = ".made.json"
MOST_NAMED = 3


def run(reports: list[str], into: Path, content: Path, console: Console) -> int:
    """Normalise reports into a copy of ``content`` that is made anew around ``into``. Returns the exit code."""
    copy = into.parent
    inside = [report for report in reports if Path(report).resolve().is_relative_to(copy.resolve())]
    if inside:
        hint = "先把报告移到别处：工作副本每次都重新做"
        raise Refusal([Problem(report, 0, f"报告在工作副本 {copy} 里面", hint, "file") for report in inside])
    begin(copy, content, console)
    try:
        return normalising.run(reports, normalising.Options(into, adopt=True), console)
    finally:
        finish(copy)


def begin(copy: Path, content: Path, console: Console) -> None:
    """Make ``copy`` anew with the pages and the registry of ``content``.

    Where an editor changed something in it since it was made, it is first moved aside whole, and that is said.
    """
    if copy.exists():
        if changed := _changed(copy):
            aside = _free(copy)
            copy.rename(aside)
            more = f"等 {len(changed)} 个文件" if len(changed) > MOST_NAMED else ""
            names = "、".join(changed[:MOST_NAMED]) + more
            advice = "要长期修改，用 make import 收进 content"
            console.note(f"{copy}: 您在里面改过 {names}：整个移到了 {aside}，没有丢，但不在这次的网站里 — {advice}")
        else:
            shutil.rmtree(copy)
    (copy / "posts").mkdir(parents=True)
    if (content / "pages").is_dir():
        shutil.copytree(content / "pages", copy / "pages")
    if (content / "departments.yaml").is_file():
        shutil.copyfile(content / "departments.yaml", copy / "departments.yaml")


def finish(copy: Path) -> None:
    """Remember what was made, to know later what an editor changed."""
    disk.write_whole(copy / RECORD, json.dumps(_digests(copy), ensure_ascii=False).encode())


def _changed(copy: Path) -> list[str]:
    """Files that were changed or added since they were made; all of them where nobody knows."""
    try:
        made = json.loads((copy / RECORD).read_text("utf-8"))
    except (OSError, ValueError):
        made = {}
    return [name for name, digest in _digests(copy).items() if made.get(name) != digest]


def _digests(copy: Path) -> dict[str, str]:
    places = (place for place in disk.walk(copy) if place.name != RECORD and disk.is_plain_file(place))
    return {p.relative_to(copy).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in places}


def _free(copy: Path) -> Path:
    number = 1
    while (aside := copy.with_name(f"{copy.name}-{number}")).exists():
        number += 1
    return aside
