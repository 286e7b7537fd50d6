"""The command line's door to files: reports and posts in, posts out."""

from __future__ import annotations

import fcntl
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from .departments import Department, Registry, load_registry, region_of
from .front_matter import read_fields
from .model import Basis, Bulletin, Proposal, Report
from .problems import Problem, Refusal
from .reading import read_report
from .slugs import free_slug, slug_of

BEIJING = ZoneInfo("Asia/Shanghai")
REPORT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx")
MOST_BYTES = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Existing:
    """A post that is there already; ``bulletin`` is None when it can't be read."""

    path: Path
    text: str
    bulletin: Bulletin | None


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Reports named one by one, and all those in the folders named, in order of their names."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.suffix.lower() in REPORT_SUFFIXES and p.is_file())
        else:
            yield path


def markdown_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Posts named one by one, and all those in the folders named."""
    for path in paths:
        yield from (sorted(path.rglob("*.md")) if path.is_dir() else [path])


def read_bytes(path: Path, shown: str = "") -> bytes:
    """The bytes of a file, at most 20 MB of them; Refusal when it isn't a file that can be read."""
    shown = shown or str(path)
    try:
        if not path.is_file():
            what = "是文件夹" if path.is_dir() else "没有这个文件" if not path.exists() else "不是普通文件"
            raise Refusal([Problem(shown, 0, what, "检查路径，换一个文件", "file")])
        if path.stat().st_size > MOST_BYTES:
            raise Refusal([Problem(shown, 0, "文件超过 20 MB", "只提交文字部分，或拆成几份", "file")])
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(shown, 0, f"打不开：{reason}", "检查文件权限", "file")]) from error


def open_report(path: Path, shown: str = "") -> Report:
    """Read and decode one report; Refusal says why it can't be."""
    return read_report(read_bytes(path, shown), shown or str(path))


def open_registry(content: Path) -> Registry:
    """The registry of a content folder; an empty one when there is none."""
    path = content / "departments.yaml"
    if not path.exists():
        return Registry((), str(path))
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([Problem(str(path), 0, "不是 UTF-8 编码", "另存为 UTF-8", "departments")]) from error
    return load_registry(text, str(path))


def existing_posts(folder: Path) -> tuple[Existing, ...]:
    """Every post under ``folder``, in order of path."""
    posts: list[Existing] = []
    for path in sorted(folder.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        try:
            posts.append(Existing(path, text, read_fields(text, str(path))))
        except Refusal:
            posts.append(Existing(path, text, None))
    return tuple(posts)


def first_known(path: Path) -> tuple[datetime, Basis]:
    """When a report came into being: its first commit, else its time stamp; the day, in Beijing time."""
    command = ["git", "-C", str(path.parent), "log", "--follow", "--diff-filter=A", "--format=%aI", "--", path.name]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
        lines = done.stdout.split()
    except (OSError, subprocess.SubprocessError):
        lines = []
    if lines:
        moment, basis = datetime.fromisoformat(lines[-1]), Basis.HISTORY
    else:
        moment, basis = datetime.fromtimestamp(path.stat().st_mtime, BEIJING), Basis.MODIFIED
    day = moment.astimezone(BEIJING).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    return day, basis


def with_date(bulletin: Bulletin, path: Path) -> Bulletin:
    """The bulletin itself when it is dated, else dated by the file, and marked as such."""
    if bulletin.date is not None:
        return bulletin
    date, basis = first_known(path)
    kept = tuple(pair for pair in bulletin.basis if pair[0] != "date")
    return replace(bulletin, date=date, basis=(*kept, ("date", basis)))


def with_slugs(bulletins: Iterable[Bulletin], posts: tuple[Existing, ...], taken: set[str]) -> tuple[Bulletin, ...]:
    """Give each bulletin its slug: that of the post made from the same part of the same report, else a new one.

    ``taken`` holds every slug in use and is added to. A slug once given never changes, whatever the title does.
    """
    known = {_identity(post.bulletin): post.bulletin.slug for post in posts if post.bulletin}
    result: list[Bulletin] = []
    for bulletin in bulletins:
        slug = bulletin.slug or known.get(_identity(bulletin))
        if not slug:
            slug = free_slug(slug_of(bulletin.title), taken)
        taken.add(slug)
        result.append(replace(bulletin, slug=slug))
    return tuple(result)


def _identity(bulletin: Bulletin) -> tuple[object, ...]:
    """What makes two bulletins the same one: the part of a report, or without a report, its own words."""
    if bulletin.source:
        return bulletin.source, bulletin.part
    stated = bulletin.date if bulletin.basis_of("date") is Basis.STATED else None
    return bulletin.title, bulletin.departments, stated


def post_path(folder: Path, bulletin: Bulletin, posts: tuple[Existing, ...]) -> Path:
    """Where the post of a bulletin stands, or will stand: YYYY/<slug>.md."""
    for post in posts:
        if post.bulletin and post.bulletin.slug == bulletin.slug:
            return post.path
    assert bulletin.date is not None
    return folder / f"{bulletin.date.year:04d}" / f"{bulletin.slug}.md"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; Refusal when the disk won't have it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(str(path), 0, f"写不进去：{reason}", "检查磁盘空间和文件夹权限", "file")]) from error


def proposed_department(proposal: Proposal, registry: Registry) -> Department:
    """A registry entry for a proposal, marked as proposed.

    Forms that another department answers to already (市应急局 of another city) stay out: a name is never shared.
    """
    slug = free_slug(slug_of(proposal.name), {department.slug for department in registry})
    aliases = tuple(alias for alias in proposal.aliases if registry.resolve(alias) is None)
    return Department(proposal.name, slug, aliases=aliases, region=region_of(proposal.name), proposed=True)


def registry_text(registry: Registry) -> str:
    """The registry as YAML, for a work copy: only fields that say something."""
    rows = []
    for department in registry:
        row: dict[str, object] = {"name": department.name, "slug": department.slug}
        for key in ("short", "parent", "level", "region", "kind", "code", "phone", "address"):
            if value := getattr(department, key):
                row[key] = value
        if department.aliases:
            row["aliases"] = list(department.aliases)
        if department.duties:
            row["duties"] = list(department.duties)
        if department.former_names:
            row["former_names"] = [{"name": old.name, "until": old.until} for old in department.former_names]
        if department.proposed:
            row["proposed"] = True
        rows.append(row)
    return str(yaml.safe_dump({"departments": rows}, allow_unicode=True, sort_keys=False))


@contextmanager
def locked(folder: Path | None) -> Iterator[None]:
    """Hold a folder for one writer at a time, so that two runs never choose the same slug; None holds nothing."""
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(str(folder), 0, f"不能在这里写稿件：{reason}", "换一个文件夹", "file")]) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
