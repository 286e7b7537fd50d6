"""``bulletins check``: what an editor should look at, all at once, before anything is published."""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path

from .. import disk, history, workspace
from ..check import (
    CheckedPost,
    StatedFigure,
    addresses_gone,
    as_json,
    check_attachment,
    check_posts,
    parents,
)
from ..figures import Audit, Statistic
from ..front_matter import read_fields, split_front_matter
from ..looking import look_confined_all
from ..markdown import plain_with_offsets, tables_of
from ..model import Bulletin
from ..problems import Problem, Refusal, Severity, weighed
from ..quantities import TooMany, find_figures, table_sums, unfound
from ..site.build import find_settings
from ..site.load import look_through
from ..site.settings import expiring, read_site
from ..site.tree import NOT_UTF8, too_long
from .console import Console


def run(paths: list[str], content: Path, as_data: bool, console: Console) -> int:
    """Check the posts named (folders are walked), by default all of them. Returns the exit code."""
    findings: list[Problem] = []
    try:
        registry = workspace.open_registry(content)
        named = {_place(path): _post(path, str(path)) for path in workspace.markdown_files(map(Path, paths))}
        everything = {_place(path): path for path in workspace.markdown_files([content / "posts"])}
        # A duplicate is found only when the other post is looked at too; findings elsewhere are left out again.
        others = [_post(path, str(path)) for place, path in everything.items() if place not in named]
    except Refusal as refusal:
        console.refuse(refusal)
        return console.exit_code
    now = datetime.now(workspace.BEIJING)
    today = now.date()
    files = {path.relative_to(content).as_posix() for path in disk.walk(content) if disk.is_plain_file(path)}
    wanted = {post.path for post in named.values()} if paths else None
    posts = [*named.values(), *others]
    found = chain(
        check_posts(posts, registry, today=today, files=files), addresses_gone(_before(content), posts, str(content))
    )
    findings += [problem for problem in found if wanted is None or problem.path in wanted]
    if not paths:
        tree = look_through(content)
        findings += parents(registry)
        findings += [*tree.problems, *tree.remarks]
        findings += filter(None, [_expiring(now)])
        findings += _attachments([content / name for name in tree.files])
    findings.sort(key=lambda problem: problem.severity is not Severity.ERROR)
    errors = sum(problem.severity is Severity.ERROR for problem in findings)
    if as_data:
        console.say(json.dumps(as_json(findings), ensure_ascii=False, indent=1))
    else:
        for problem in findings:
            console.say(weighed(problem))
        checked = len(named) if paths else len(everything)
        console.note(f"查了 {checked} 份稿件：{errors} 处错误，{len(findings) - errors} 处提醒。{_verdict(errors)}")
    return 1 if errors else 0


def _before(content: Path) -> dict[str, Bulletin]:
    """The posts that were changed since the last commit, as they were in it."""
    bulletins: dict[str, Bulletin] = {}
    for path, text in history.committed_posts(content).items():
        with suppress(Refusal):
            bulletins[path] = read_fields(text, path)
    return bulletins


def _expiring(now: datetime) -> Problem | None:
    """Whether the security.txt of the site runs out; the build itself never asks the clock."""
    settings = find_settings()
    return expiring(read_site(settings), now, settings.name) if settings.is_file() else None


def _verdict(errors: int) -> str:
    return f"改正 {errors} 处错误后才能发布" if errors else "可以发布"


def _place(path: Path) -> str:
    """Equal for two ways of writing one path; a link stays a file of its own, to be refused."""
    return os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118


def _attachments(paths: list[Path]) -> Iterator[Problem]:
    """Personal data in files that citizens can download, what acts in them, what keeps them from being looked into."""
    found: dict[str, Iterable[Problem]] = {}

    def readable() -> Iterator[tuple[str, bytes]]:
        for path in paths:
            try:
                yield str(path), disk.read_bytes(path)
            except Refusal as refusal:
                found[str(path)] = refusal.problems

    for path, looked in look_confined_all(readable()):
        found[path] = looked.problems if isinstance(looked, Refusal) else tuple(check_attachment(path, *looked))
    for place in paths:
        yield from found[str(place)]


def _post(path: Path, shown: str) -> CheckedPost:
    """One post with what reading it and counting in it gave."""
    try:
        data = disk.read_bytes(path, shown)
    except Refusal as refusal:
        return CheckedPost(shown, "", problems=refusal.problems)
    if message := too_long(data):
        return CheckedPost(
            shown,
            "",
            problems=(Problem(shown, 0, message, "按部门或章节分成几篇，大表放进附件（.csv、.xlsx）", "too-large"),),
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        broken = data.count(b"\n", 0, error.start) + 1
        # Its words are looked through all the same; what could not be decoded is said once, not line by line.
        return CheckedPost(shown, _decoded(data), problems=(Problem(shown, broken, *NOT_UTF8, "encoding"),))
    try:
        bulletin = read_fields(text, shown)
    except Refusal as refusal:
        return CheckedPost(shown, text, problems=refusal.problems)
    _, body, first = split_front_matter(text, shown)
    plain, offsets = plain_with_offsets(body)
    try:
        figures = find_figures(plain, bulletin.highlights)
    except TooMany as many:
        return CheckedPost(shown, text, bulletin, (Problem(shown, 0, many.message, many.hint, "too-large"),))
    starts = [0, *(place + 1 for place, character in enumerate(body) if character == "\n")]

    def line(place: int) -> int:
        return first + bisect_right(starts, offsets[min(place, len(offsets) - 1)]) - 1

    differing = {figures.statistics[b.total].quantity.start for b in figures.breakdowns if b.audit is Audit.DIFFERS}
    sums = tuple((line(place), words) for place, words in figures.suspicious if place in differing)
    sums += tuple(_table_sums(body, first))
    suspicious = tuple((line(place), words) for place, words in figures.suspicious if place not in differing)
    whole = {part: figures.statistics[b.total].label for b in figures.breakdowns for part in b.parts}
    stated = tuple(
        _stated(shown, bulletin, statistic, whole.get(index, ""), line(statistic.quantity.start))
        for index, statistic in enumerate(figures.statistics)
    )
    missing = unfound(figures.statistics, bulletin.highlights or ())
    return CheckedPost(shown, text, bulletin, sums=sums, suspicious=suspicious, stated=stated, unfound=missing)


def _decoded(data: bytes) -> str:
    """The words of a file in another encoding, as far as they can be had."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"
    return data.decode(encoding, "ignore").replace("\0", "")


def _table_sums(body: str, first: int) -> Iterator[tuple[int, str]]:
    """(line, what differs) for each total of a table that its cells don't make up; the rule row counts as a line."""
    for start, rows in tables_of(body):
        for one in table_sums(rows):
            if one.differs:
                yield (
                    first + start + one.row + (one.row > 0),
                    f"表格“{one.row_name}”一行“{one.column_name}”一列是{one.stated:f}，"
                    f"各项相加得{one.parts:f}，相差{abs(one.stated - one.parts):f}，请核对合计和各项",
                )


def _stated(path: str, bulletin: Bulletin, statistic: Statistic, whole: str, line: int) -> StatedFigure:
    """A statistic as it is compared with those of other posts; a change, an estimate or one without a name never is.

    ``whole`` is the label of the total it is a part of.
    """
    quantity, facets = statistic.quantity, statistic.facets
    comparable = statistic.label_start >= 0 and not (facets.change or quantity.hedge or quantity.upper is not None)
    return StatedFigure(
        path,
        line,
        bulletin.date.strftime("%Y-%m-%d") if bulletin.date else "",
        bulletin.departments,
        (statistic.label, whole, quantity.unit, facets.scope, facets.per, facets.cumulative, facets.qualifier),
        facets.period if comparable else "",
        quantity.value,
        statistic.printed,
    )
