"""``bulletins normalise``: reports in, posts out, nothing lost and nothing overwritten."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from .. import disk, workspace
from ..departments import Department, Registry
from ..editing import import_names, keep_editors_work, same_but_for_basis, what_goes
from ..fields import NAMES
from ..front_matter import read_fields, split_front_matter
from ..model import Bulletin, Normalised, body_text
from ..normalise import explain, is_post
from ..post import write_post
from ..problems import Problem, Refusal
from ..quantities import TooMany, refuse_dense
from ..unknown import fault_of_department
from .asked import refuse_asked
from .console import Console
from .intake import expanded, read_and_normalise
from .posts import Posts
from .telling import as_json, closing, notes

PROGRESS_FROM = 20


@dataclass(frozen=True, slots=True)
class Options:
    """What an editor asked for. ``copy`` brings the report into content/reports, ``adopt`` does that and also
    writes proposals into the registry."""

    into: Path
    title: str | None = None
    department: str | None = None
    date: datetime | None = None
    explain: bool = False
    json: bool = False
    copy: bool = False
    adopt: bool = False
    force: bool = False


@dataclass(slots=True)
class Run:
    """One call of the command: what is known so far, and what the JSON will hold."""

    options: Options
    console: Console
    registry: Registry
    posts: Posts
    documents: dict[str, object]
    written: int = 0
    same: int = 0
    waiting: int = 0


def run(reports: list[str], options: Options, console: Console) -> int:
    """Normalise every report named; each stands or falls alone. Returns the exit code."""
    refuse_asked(options.title, options.date)
    content = content_of(options.into)
    registry = workspace.open_registry(content)
    if options.department and not registry.resolve(options.department) and not registry.candidates(options.department):
        raise Refusal([Problem("--department", 0, *fault_of_department(options.department, registry), "department")])
    with disk.locked(options.into if not options.json else None):
        posts = Posts(options.into, workspace.existing_posts(options.into))
        state = Run(options, console, registry, posts, {})
        paths = list(expanded(reports, console))
        for number, (path, shown) in enumerate(paths, 1):
            if len(paths) > PROGRESS_FROM and number % PROGRESS_FROM == 0:
                console.note(f"已处理 {number}/{len(paths)} 份")
            try:
                _one(state, path, shown)
            except Refusal as refusal:
                console.refuse(refusal)
    if not options.json:
        closing(state.written, state.same, state.waiting, options.copy, console)
    if options.json:
        console.say(json.dumps({"documents": state.documents}, ensure_ascii=False, indent=1))
    return console.exit_code


def content_of(into: Path) -> Path:
    """The content folder that a folder of posts belongs to: its parent, or ./content when that has the registry."""
    beside = into.parent
    return beside if (beside / "departments.yaml").exists() or not Path("content").is_dir() else Path("content")


def _one(state: Run, path: Path, shown: str) -> None:
    options, console = state.options, state.console
    report, result = read_and_normalise(path, shown, state.registry, options.title, options.department, options.date)
    post = is_post(report)
    several = len(result.bulletins) > 1
    source = "" if post else _source(path, options)
    bulletins = [
        bulletin if post else replace(workspace.with_date(bulletin, path), source=source, part=number if several else 0)
        for number, bulletin in enumerate(result.bulletins, 1)
    ]
    named = tuple(replace(bulletin, slug=slug) for bulletin, slug in state.posts.named(bulletins))
    places = [state.posts.place(bulletin) for bulletin in named]
    _refuse_dense(named, shown)
    if not post:
        _refuse_unreadable(named, shown)
    if options.explain:
        console.say(f"{shown}")
        for line in explain(result):
            console.say(f"  {line}")
    if options.json:
        state.documents[shown] = as_json(result, named, places)
        return
    if report.remarks:
        console.note(f"{shown}: 没有发布：{'、'.join(report.remarks)} — 要发布就先在 Word 里写进正文")
    notes(shown, result, console)
    if options.adopt:
        _adopt(state, result)
    for bulletin, place in zip(named, places, strict=True):
        if post:
            _write_given(state, _as_asked(report.text, bulletin, options), place)
        else:
            _write_made(state, bulletin, place)


def _refuse_unreadable(bulletins: tuple[Bulletin, ...], shown: str) -> None:
    """Raise Refusal when a post made of a report would be refused by ``check`` and ``build``."""
    cure = "没有写任何文件；用 --title 等参数写明，或改报告里的这一处"
    for bulletin in bulletins:
        try:
            read_fields(write_post(bulletin), shown)
        except Refusal as refusal:
            faults = [(one.message, one.rule) for one in refusal.problems]
            raise Refusal([Problem(shown, 0, f"稿件会读不回来：{what}", cure, rule) for what, rule in faults]) from None


def _refuse_dense(bulletins: tuple[Bulletin, ...], shown: str) -> None:
    """Raise Refusal when a post would hold more figures than ``check`` and ``build`` take."""
    for bulletin in bulletins:
        try:
            refuse_dense(body_text(bulletin))
        except TooMany as many:
            raise Refusal([Problem(shown, 0, many.message, many.hint, "too-large")]) from None


def _as_asked(text: str, bulletin: Bulletin, options: Options) -> str:
    """A post that was given, with the identity asked for. What an editor marked up (links, bold) stays as typed."""
    if not (options.title or options.department or options.date):
        return text
    return write_post(replace(bulletin, sections=())) + split_front_matter(text)[1]


def _source(path: Path, options: Options) -> str:
    """The report's place under content/, "" when it isn't there; brought there when that was asked for."""
    copy = (options.copy or options.adopt) and not options.json
    reports = (options.into.parent if copy else content_of(options.into)) / "reports"
    try:
        return "reports/" + path.resolve().relative_to(reports.resolve()).as_posix()
    except ValueError:
        return "reports/" + _brought_in(path, reports) if copy else ""


def _brought_in(path: Path, reports: Path) -> str:
    """The name under which ``reports`` holds the same bytes, after copying them where they weren't there yet."""
    data = path.read_bytes()
    present = {p.name: p for p in reports.iterdir() if p.is_file()} if reports.is_dir() else {}
    for name, other in present.items():
        if other.stat().st_size == len(data) and other.read_bytes() == data:
            return name
    (name,) = import_names([path.name], present)
    disk.write_whole(reports / name, data)
    return name


def _adopt(state: Run, result: Normalised) -> None:
    """Write proposals into the registry of the folder that the posts go to, behind what an editor wrote there."""
    added: list[Department] = []
    for proposal in result.proposals:
        if state.registry.resolve(proposal.name) is None:
            added.append(workspace.proposed_department(proposal, state.registry))
            state.registry = state.registry.adding((added[-1],))
    if not added:
        return
    target = state.options.into.parent / "departments.yaml"
    there = workspace.read_registry(target) if target.exists() else ""
    text = workspace.with_departments(there, state.registry, added) if there else None
    if there and text is None:
        state.console.note(f"{target}: 部门名录整个重写了，里面的注释没有保留 — 要保留的请从 git 里取回")
    disk.write_whole(target, (text or workspace.registry_text(state.registry)).encode())


def _write_made(state: Run, bulletin: Bulletin, place: Path) -> None:
    """Write the post of a report; what an editor did to the one that is there stays."""
    present = _present(place)
    kept = keep_editors_work(present, bulletin) if present else bulletin
    same = present is not None and same_but_for_basis(kept, present)
    _write(state, kept, place, write_post(kept), present, same)


def _write_given(state: Run, text: str, place: Path) -> None:
    """Write a post that was given: an editor wrote it, so nothing of the one that is there is put into it."""
    present, bulletin = _present(place), read_fields(text)
    _write(state, bulletin, place, text, present, bulletin == present)


def _write(state: Run, bulletin: Bulletin, place: Path, text: str, present: Bulletin | None, same: bool) -> None:
    """Write a post, unless the same is there; beside it, when something else is there and force isn't given."""
    console, data = state.console, text.encode()
    if place.exists():
        if same or place.read_bytes() == data:
            console.say(str(place))
            state.same += 1
            return
        if not state.options.force:
            beside = _beside(place, data)
            disk.write_whole(beside, data)
            state.waiting += 1
            console.note(f"{place}: 已有内容不同的稿件，没有覆盖 — 新的写在 {beside}，比较后取舍，或加 --force 覆盖")
            return
        gone = what_goes(present, bulletin) if present else ()
        console.note(f"{place}: 按 --force 覆盖了原有稿件" + (f"，换掉了{'、'.join(gone)}" if gone else ""))
    elif twin := state.posts.twin(bulletin):
        console.note(f"{place}: {twin} 的标题、部门和日期都和它相同，文字不同，两篇都留着 — 若是同一篇，请删去一篇")
    disk.write_whole(place, data)
    state.posts.add(bulletin, place)
    state.written += 1
    console.say(str(place))
    if bulletin.review:
        console.note(
            f"{place}: 待核实：{'、'.join(NAMES.get(n, n) for n in bulletin.review)}（见稿件的 review 和 basis）"
        )


def _present(place: Path) -> Bulletin | None:
    """The post that is there; None when there is none, or it can't be read as one."""
    try:
        return read_fields(place.read_bytes().decode("utf-8", "replace")) if place.exists() else None
    except Refusal:
        return None


def _beside(place: Path, data: bytes) -> Path:
    """A name beside ``place`` that is free, or that already holds ``data``: slug.md.new, slug.md.new-2 …"""
    number, beside = 1, place.with_name(place.name + ".new")
    while beside.exists() and beside.read_bytes() != data:
        number += 1
        beside = place.with_name(f"{place.name}.new-{number}")
    return beside
