"""``bulletins new`` and ``preview``: the editor's loop. (``import`` is normalising with a copy.)"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .. import disk, workspace
from ..departments import Department, Registry
from ..editing import new_post, propose_slug
from ..problems import Problem, Refusal
from ..site.preview import preview as serve_and_rebuild
from ..unknown import fault_of_department
from .asked import refuse_asked
from .console import Console
from .posts import Posts


def new(content: Path, title: str | None, department: str | None, date: datetime | None, console: Console) -> int:
    """Write a draft with every field filled and print its path. Returns the exit code."""
    registry = workspace.open_registry(content)
    found = registry.candidates(department) if department else ()
    if len(found) != 1:
        raise Refusal([Problem("--department", 0, *_unclear(department or "", found, registry), "department")])
    day = date or datetime.now(workspace.BEIJING).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    folder = content / "posts"
    refuse_asked(title and (title.strip() or title), date)
    with disk.locked(folder):
        slug = propose_slug(title or "", day, Posts(folder, workspace.existing_posts(folder)).slugs)
        place = folder / f"{day.year:04d}" / f"{slug}.md"
        if place.exists():
            raise Refusal([Problem(str(place), 0, "已有这个文件", "先改名或移走它", "file")])
        disk.write_whole(place, new_post(title or "", found[0].name, day, slug).encode())
    console.say(str(place))
    console.note("现在打开这个文件，写好正文，把 status: draft 改成 published，再运行 make check")
    return 0


def _unclear(name: str, found: tuple[Department, ...], registry: Registry) -> tuple[str, str]:
    """(what is wrong, what to do) with a department that can't be told."""
    if name and not found:
        return fault_of_department(name, registry)
    what = f"“{name}”能对上几个部门" if name else "没有写明部门"
    names = "、".join(d.short or d.name for d in found or registry) or f"部门名录 {registry.path} 还是空的，先添加部门"
    return what, f"写 DEPARTMENT=名称；可选：{names}"


def preview(content: Path, output: Path, port: int, console: Console) -> int:
    """Serve the site on this machine and rebuild it on every change, until interrupted."""
    others = [place for place in (Path("themes"), Path("pelicanconf.py")) if place.exists()]
    serve_and_rebuild(content, output, port, console.note, others)
    return 0
