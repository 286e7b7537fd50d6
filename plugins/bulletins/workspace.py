"""The command line's door to files: reports and posts in, posts out."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import yaml

from .confined import open_confined
from .departments import Department, Registry, load_registry, region_of
from .disk import is_plain_file, read_bytes, walk
from .front_matter import YEARS, read_fields
from .model import Basis, Bulletin, Proposal, Report
from .problems import Problem, Refusal
from .slugs import free_slug, slug_of

BEIJING = ZoneInfo("Asia/Shanghai")
REPORT_SUFFIXES = (".txt", ".md", ".html", ".htm", ".xhtml", ".shtml", ".docx")
# Documents that can't be read: in a folder of reports each is refused with its cure, never passed over.
DOCUMENT_SUFFIXES = (*REPORT_SUFFIXES, ".doc", ".wps", ".rtf", ".pdf", ".ofd", ".odt", ".docm", ".mht", ".mhtml")
# Nothing that a repository's own settings name is run while its history is asked.
GIT = (
    "git",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.pager=cat",
)
GIT_ALONE = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}
ITEM = re.compile(r"^( *)- ", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Existing:
    """A post that is there already; ``bulletin`` is None when it can't be read."""

    path: Path
    text: str
    bulletin: Bulletin | None


def expand(folder: Path) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """(documents, other files) of a folder of reports; links, pipes and devices count as documents, to be refused."""
    everything = tuple(walk(folder))
    documents = tuple(p for p in everything if p.suffix.lower() in DOCUMENT_SUFFIXES or not is_plain_file(p))
    return documents, tuple(path for path in everything if path not in frozenset(documents))


def markdown_files(paths: Iterable[Path]) -> Iterator[Path]:
    """Posts named one by one, and all those in the folders named."""
    for path in paths:
        yield from ([found for found in walk(path) if found.suffix == ".md"] if path.is_dir() else [path])


def open_report(path: Path, shown: str = "") -> Report:
    """Read and decode one report; Refusal says why it can't be."""
    return open_confined(read_bytes(path, shown), shown or str(path))


def open_registry(content: Path) -> Registry:
    """The registry of a content folder; an empty one when there is none."""
    path = content / "departments.yaml"
    return load_registry(read_registry(path), str(path)) if path.exists() else Registry((), str(path))


def read_registry(path: Path) -> str:
    """The text of a registry; Refusal when it can't be read."""
    try:
        return read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal([Problem(str(path), 0, "不是 UTF-8 编码", "另存为 UTF-8", "departments")]) from error


def existing_posts(folder: Path) -> tuple[Existing, ...]:
    """Every post under ``folder``, in order of path."""
    posts: list[Existing] = []
    for path in markdown_files([folder] if folder.is_dir() else []):
        text = ""
        try:
            text = read_bytes(path).decode("utf-8", "replace")
            posts.append(Existing(path, text, read_fields(text, str(path))))
        except Refusal:
            posts.append(Existing(path, text, None))
    return tuple(posts)


def first_known(path: Path) -> tuple[datetime, Basis]:
    """When a report came into being: its first commit, else its time stamp; the day, in Beijing time.

    Raises Refusal when the clock that stamped it was wrong by decades: no day is made up.
    """
    command = [*GIT, "-C", str(path.parent), "log", "--no-ext-diff", "--no-textconv", "--no-show-signature"]
    command += ["--follow", "--diff-filter=A", "--format=%aI", "--", path.name]
    try:
        environment = {**os.environ, **GIT_ALONE}
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False, env=environment)
        lines = done.stdout.split()
        moment, basis = datetime.fromisoformat(lines[-1]).astimezone(BEIJING), Basis.HISTORY
    except (OSError, ValueError, IndexError, OverflowError, subprocess.SubprocessError):
        try:
            moment, basis = datetime.fromtimestamp(path.stat().st_mtime, BEIJING), Basis.MODIFIED
        except (ValueError, OverflowError, OSError):
            moment, basis = datetime(1, 1, 1, tzinfo=BEIJING), Basis.MODIFIED
    if moment.year not in YEARS:
        hint = "用 --date 写明日期，或改正文件的时间"
        raise Refusal([Problem(str(path), 0, "报告没写日期，文件的时间也不可能是真的", hint, "date")])
    return moment.replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0), basis


def with_date(bulletin: Bulletin, path: Path) -> Bulletin:
    """The bulletin itself when it is dated, else dated by the file, and marked as such."""
    if bulletin.date is not None:
        return bulletin
    date, basis = first_known(path)
    kept = tuple(pair for pair in bulletin.basis if pair[0] != "date")
    return replace(bulletin, date=date, basis=(*kept, ("date", basis)))


def proposed_department(proposal: Proposal, registry: Registry) -> Department:
    """A registry entry for a proposal, marked as proposed.

    Forms that another department answers to already (市应急局 of another city) stay out: a name is never shared.
    """
    slug = free_slug(slug_of(proposal.name), {department.slug for department in registry})
    aliases = tuple(alias for alias in proposal.aliases if registry.resolve(alias) is None)
    return Department(proposal.name, slug, aliases=aliases, region=region_of(proposal.name), proposed=True)


def registry_text(registry: Registry) -> str:
    """The registry as YAML, for a work copy: only fields that say something."""
    rows = [_row(department) for department in registry]
    return str(yaml.safe_dump({"departments": rows}, allow_unicode=True, sort_keys=False))


def with_departments(text: str, registry: Registry, added: Iterable[Department]) -> str | None:
    """The file of a registry with further departments behind those that it lists: comments and order stay.

    ``registry`` is what the longer file has to say. None when it would say anything else: the list is then written
    in a way to which nothing can be appended.
    """
    rows = str(yaml.safe_dump([_row(department) for department in added], allow_unicode=True, sort_keys=False))
    indent = min((found.group(1) for found in ITEM.finditer(text)), key=len, default="")
    longer = text.rstrip() + "\n" + "".join(f"{indent}{line}\n" for line in rows.splitlines())
    try:
        said = load_registry(longer, registry.path)
    except Refusal:
        return None
    return longer if [replace(d, line=0) for d in said] == [replace(d, line=0) for d in registry] else None


def _row(department: Department) -> dict[str, object]:
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
    return row
