"""Read a content folder whole: every post rendered, every problem of every file said at once."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from ..departments import Registry, load_registry
from ..grouping import Body, Entry, Mention, Names
from ..model import Bulletin
from ..post import field_lines, read_post
from ..problems import Problem, Refusal
from ..unknown import fault_of_department
from ..views import Attachment
from .addresses import addresses_of
from .attachments import attachments_of
from .cache import Cache, key_of
from .links import Links
from .records import Head, bulletin_url, issued_by, load_body, load_head
from .rendering import Source, body_key, head_key, render_all
from .textfiles import TextFile, read_text_file
from .tree import Tree, read_text, scan
from .vetting import vet_file_names, vet_files, vet_names, vet_page, vet_published, vet_words

Report = Callable[[str, int, int], None]
MOST_BODIES = 64  # held at once


@dataclass(frozen=True, slots=True)
class Post:
    """A published post: its file, what the lists need, and the files that it links to."""

    path: str
    entry: Entry
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """A content folder that has no problems. Posts with the status draft are left out and counted."""

    root: Path
    registry: Registry
    posts: tuple[Post, ...]
    text_files: tuple[TextFile, ...]
    files: tuple[str, ...]
    links: Links
    drafts: int = 0


def load_content(root: Path, cache: Cache, report: Report) -> Content:
    """Read, check and render everything under ``root``; raises Refusal with all problems of all files.

    ``report(stage, done, of)`` is called as the work goes on.
    """
    tree = scan(root)
    registry = _registry(tree)
    sources = {path: text for path in tree.posts if (text := read_text(tree, path)) is not None}
    kept = cache.get_all(head_key(text) for text in sources.values())
    known = {path: _known(tree, path, text, kept.get(head_key(text))) for path, text in sources.items()}
    del kept
    bulletins = {path: found[0] for path, found in known.items() if found}
    live = {path: bulletin for path, bulletin in bulletins.items() if bulletin.status != "draft"}
    _unique(tree, live)
    vet_names(tree, {path: (found.slug, found.source) for path, found in live.items()})
    vet_file_names(tree)
    if registry:
        _departments(tree, registry, live, sources)
    for path, bulletin in live.items():
        if not (found := known[path]) or found[1] is None:
            vet_published(tree, path, sources[path], bulletin)
    vet_files(tree, cache)
    texts = _text_files(tree)
    if tree.problems or registry is None:
        raise Refusal(sorted(tree.problems))
    links = _links(tree, registry, live, texts)
    waiting = [_source(tree, path, sources[path], known[path]) for path in live]
    heads, problems = render_all(waiting, links, cache, report)
    if problems:
        raise Refusal(sorted(problems))
    cache.use(body_key(sources[path]) for path in live)
    shelf = Shelves(root, registry, cache)
    posts = tuple(shelf.post(path, sources[path], heads[path]) for path in live)
    cache.commit()
    return Content(root, registry, posts, texts, tuple(tree.files), links, len(bulletins) - len(live))


def look_through(root: Path) -> Tree:
    """The files of a content folder, with every problem that is not one of a post: names, kinds, registry, pages."""
    tree = scan(root)
    _registry(tree)
    _text_files(tree)
    vet_file_names(tree)
    return tree


def _registry(tree: Tree) -> Registry | None:
    """The registry; None with the problems noted."""
    path = "departments.yaml"
    if not (tree.root / path).exists():
        tree.problems.append(Problem(tree.shown(path), 0, "没有部门名录", "在 content 里建 departments.yaml", "file"))
        return None
    text = read_text(tree, path)
    if text is None:
        return None
    vet_words(tree, path, text)
    try:
        return load_registry(text, tree.shown(path))
    except Refusal as refusal:
        tree.problems.extend(refusal.problems)
        return None


def _known(tree: Tree, path: str, text: str, stored: str | None) -> tuple[Bulletin, Head | None] | None:
    """A post's bulletin, and its record when the cache holds it; None with the problems noted."""
    if stored is not None:
        try:
            head = load_head(stored)
            return head.bulletin, head
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


def _departments(tree: Tree, registry: Registry, bulletins: dict[str, Bulletin], sources: dict[str, str]) -> None:
    for path, bulletin in bulletins.items():
        for name in bulletin.departments:
            if registry.resolve(name) is None:
                line = field_lines(sources[path]).get("department", 0)
                what = fault_of_department(name, registry)
                tree.problems.append(Problem(tree.shown(path), line, *what, "department"))


def _text_files(tree: Tree) -> tuple[TextFile, ...]:
    found: dict[str, TextFile] = {}
    for path in tree.pages:
        text = read_text(tree, path)
        try:
            if text is not None:
                vet_page(tree, path, text)
                file = read_text_file(path, tree.shown(path), text)
                if (other := found.setdefault(file.url, file)) is not file:
                    message = f"网址 /{file.url} 已被 {other.shown} 使用"
                    tree.problems.append(Problem(file.shown, 0, message, "给其中一页换一个 slug", "slug"))
        except Refusal as refusal:
            tree.problems.extend(refusal.problems)
    return tuple(found.values())


def _links(tree: Tree, registry: Registry, bulletins: dict[str, Bulletin], texts: tuple[TextFile, ...]) -> Links:
    pages = {path: bulletin_url(bulletin) for path, bulletin in bulletins.items()}
    pages |= {text.path: text.url for text in texts}
    return Links(pages, tree.files, addresses_of(bulletins.values(), registry))


def _source(tree: Tree, path: str, text: str, known: tuple[Bulletin, Head | None] | None) -> Source:
    assert known is not None
    return Source(path, tree.shown(path), text, *known)


class Shelves:
    """Makes posts of records; gives their large records when asked, the latest ones again without reading."""

    def __init__(self, root: Path, registry: Registry, cache: Cache) -> None:
        self._root = root
        self._registry = registry
        self._cache = cache
        self._names = Names(registry)
        self._names_key = key_of(self._names.key)
        self._about: dict[str, tuple[Bulletin, str]] = {}
        self.body = lru_cache(MOST_BODIES)(self._body)

    def post(self, path: str, text: str, head: Head) -> Post:
        """A post as the site shows it: departments by their canonical names, others that the text names found."""
        bulletin = head.bulletin
        found = [department for name in bulletin.departments if (department := self._registry.resolve(name))]
        departments = tuple(dict.fromkeys(department.name for department in found))
        issuer = (found[0].short or found[0].name) if found else ""
        url = bulletin_url(bulletin)
        linked = [printed for _, picture, printed in head.links if not picture and ":" not in printed]
        files = attachments_of(self._root, url, linked) if linked else ()
        key = body_key(text)
        self._about[key] = bulletin, issuer
        load = partial(self.body, key)
        mentions = self._mentions(key, departments, load)
        entry = Entry(
            bulletin=replace(bulletin, departments=departments),
            url=url,
            excerpt=head.excerpt,
            summary=head.summary,
            length=head.length,
            labels=head.labels,
            units=head.units,
            figure=issued_by(head, issuer),
            mentions=mentions,
            # The large record follows from the text, the addresses that its links print, and the issuer's name.
            digest=key_of(key, repr(head.links), repr(departments), issuer, repr(mentions), repr(files)),
            load=load,
        )
        return Post(path, entry, files)

    def _body(self, key: str) -> Body:
        stored = self._cache.get(key)
        if stored is None:
            raise RuntimeError("the cache has lost a post")
        return load_body(stored, *self._about[key])

    def _mentions(self, key: str, issuers: tuple[str, ...], load: Callable[[], Body]) -> tuple[Mention, ...]:
        key = key_of("mentions", self._names_key, key, repr(issuers))
        stored = self._cache.get(key)
        if stored is None:
            body = load()
            found = self._names.find(body.text, body.contents, issuers)
            self._cache.put(key, json.dumps([[m.name, m.times, m.sections] for m in found], ensure_ascii=False))
            return found
        return tuple(
            Mention(name, times, tuple((a, b) for a, b in places)) for name, times, places in json.loads(stored)
        )
