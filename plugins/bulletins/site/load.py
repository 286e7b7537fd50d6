"""Read a content folder whole: every post rendered, every problem of every file said at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from ..check import find_personal_data
from ..departments import Registry, load_registry
from ..grouping import Entry, Names
from ..model import Bulletin
from ..post import field_lines, read_post
from ..problems import Problem, Refusal
from ..views import Attachment, ContentsEntry
from .attachments import attachments_of
from .cache import Cache, key_of
from .drafts import Draft, read_draft
from .links import Links
from .rendered import Rendered, bulletin_url, load
from .rendering import Source, render_all
from .tree import Tree, read_text, scan

Report = Callable[[str, int, int], None]
# Since the founding of the republic; fixed, so that a build doesn't depend on its day.
YEARS = range(1949, 2101)


@dataclass(frozen=True, slots=True)
class Post:
    """A published post: its file, what the lists need, and its page's own HTML."""

    path: str
    entry: Entry
    html: str
    contents: tuple[ContentsEntry, ...]
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder that has no problems. Posts with the status draft are left out and counted."""

    root: Path
    registry: Registry
    posts: tuple[Post, ...]
    drafts: tuple[Draft, ...]
    files: tuple[str, ...]
    links: Links
    unpublished: int = 0


def load_content(root: Path, cache: Cache, report: Report) -> Content:
    """Read, check and render everything under ``root``; raises Refusal with all problems of all files.

    ``report(stage, done, of)`` is called as the work goes on.
    """
    tree = scan(root)
    registry = _registry(tree)
    sources = {path: text for path in tree.posts if (text := read_text(tree, path)) is not None}
    known = {path: _known(tree, path, text, cache) for path, text in sources.items()}
    bulletins = {path: found[0] for path, found in known.items() if found}
    live = {path: bulletin for path, bulletin in bulletins.items() if bulletin.status != "draft"}
    _unique(tree, live)
    _years(tree, bulletins, sources)
    _departments(tree, registry, bulletins, sources)
    for path in live:
        if not (found := known[path]) or found[1] is None:
            _personal(tree, path, sources[path])
    drafts = _drafts(tree)
    if tree.problems:
        raise Refusal(sorted(tree.problems))
    links = _links(tree, registry, live, drafts)
    names = Names(registry)
    waiting = [_source(tree, path, sources[path], known[path]) for path in live]
    rendered, problems = render_all(waiting, links, cache, report)
    if problems:
        raise Refusal(sorted(problems))
    posts = tuple(_post(tree, path, rendered[path], registry, names) for path in live)
    return Content(root, registry, posts, drafts, tuple(tree.files), links, len(bulletins) - len(live))


def _registry(tree: Tree) -> Registry:
    path = "departments.yaml"
    if not (tree.root / path).exists():
        tree.problems.append(Problem(tree.shown(path), 0, "没有部门名录", "在 content 里建 departments.yaml", "file"))
        return Registry()
    text = read_text(tree, path)
    try:
        return load_registry(text or "", tree.shown(path))
    except Refusal as refusal:
        tree.problems.extend(refusal.problems)
        return Registry()


def _known(tree: Tree, path: str, text: str, cache: Cache) -> tuple[Bulletin, Rendered | None] | None:
    """A post's bulletin, and its rendering when the cache holds it; None with the problems noted."""
    stored = cache.get(key_of("post", text))
    if stored is not None:
        try:
            rendered = load(stored)
            return rendered.bulletin, rendered
        except (KeyError, TypeError, ValueError):
            pass
    try:
        bulletin = read_post(text, tree.shown(path))
    except Refusal as refusal:
        tree.problems.extend(refusal.problems)
        return None
    return bulletin, None


def _unique(tree: Tree, bulletins: dict[str, Bulletin]) -> None:
    first: dict[str, str] = {}
    for path, bulletin in bulletins.items():
        other = first.setdefault(bulletin_url(bulletin), path)
        if other != path:
            message = f"网址 /{bulletin_url(bulletin)} 已被 {tree.shown(other)} 使用"
            tree.problems.append(Problem(tree.shown(path), 0, message, "给其中一篇换一个 slug", "slug"))


def _years(tree: Tree, bulletins: dict[str, Bulletin], sources: dict[str, str]) -> None:
    for path, bulletin in bulletins.items():
        if bulletin.date and bulletin.date.year not in YEARS:
            line = field_lines(sources[path]).get("date", 0)
            what = f"日期的年份 {bulletin.date.year} 不可能"
            tree.problems.append(Problem(tree.shown(path), line, what, "改成发布的年份", "date"))


def _departments(tree: Tree, registry: Registry, bulletins: dict[str, Bulletin], sources: dict[str, str]) -> None:
    for path, bulletin in bulletins.items():
        for name in bulletin.departments:
            if registry.resolve(name) is None:
                near = registry.nearest(name)
                hint = f"是不是 {'、'.join(near)}？" if near else "先把它写进 departments.yaml"
                line = field_lines(sources[path]).get("department", 0)
                message = f"部门“{name}”不在名录里"
                tree.problems.append(Problem(tree.shown(path), line, message, hint, "department"))


def _personal(tree: Tree, path: str, text: str) -> None:
    """Note every resident ID, mobile number and bank card; what the cache holds has been through here."""
    for line, kind, masked in find_personal_data(text):
        what, hint = f"有{kind}：{masked}", "删去或遮住中间的数字；个人信息不能公开"
        tree.problems.append(Problem(tree.shown(path), line, what, hint, "personal-data"))


def _drafts(tree: Tree) -> tuple[Draft, ...]:
    drafts: list[Draft] = []
    for path in tree.pages:
        text = read_text(tree, path)
        try:
            if text is not None:
                _personal(tree, path, text)
                drafts.append(read_draft(path, tree.shown(path), text))
        except Refusal as refusal:
            tree.problems.extend(refusal.problems)
    return tuple(drafts)


def _links(tree: Tree, registry: Registry, bulletins: dict[str, Bulletin], drafts: tuple[Draft, ...]) -> Links:
    pages = {path: bulletin_url(bulletin) for path, bulletin in bulletins.items()}
    issuers = {name for bulletin in bulletins.values() for name in bulletin.departments}
    slugs = {found.slug for name in issuers if (found := registry.resolve(name))}
    others = [f"departments/{slug}/" for slug in sorted(slugs)]
    return Links(pages | {draft.path: draft.url for draft in drafts}, tree.files, others)


def _source(tree: Tree, path: str, text: str, known: tuple[Bulletin, Rendered | None] | None) -> Source:
    assert known is not None
    return Source(path, tree.shown(path), text, *known)


def _post(tree: Tree, path: str, rendered: Rendered, registry: Registry, names: Names) -> Post:
    bulletin = rendered.bulletin
    found = [registry.resolve(name) for name in bulletin.departments]
    departments = tuple(dict.fromkeys(department.name for department in found if department))
    issuer = next((department.short or department.name for department in found if department), "")
    entry = Entry(
        bulletin=replace(bulletin, departments=departments),
        url=bulletin_url(bulletin),
        text=rendered.text,
        excerpt=rendered.excerpt,
        summary=rendered.summary,
        statistics=tuple(replace(view, department=issuer) for view in rendered.statistics),
        facets=rendered.facets,
        breakdowns=rendered.breakdowns,
        highlights=rendered.highlights,
        mentions=names.count(rendered.text, departments),
    )
    linked = [printed for _, picture, printed in rendered.links if not picture and ":" not in printed]
    files = attachments_of(tree.root, entry.url, linked)
    return Post(path, entry, rendered.html, rendered.contents, files)
