"""All posts rendered: from the cache where nothing has changed, the others on all cores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Bulletin
from ..post import read_post
from ..problems import Problem
from .cache import Cache, key_of
from .links import Links
from .parallel import in_parallel, shares
from .rendered import Rendered, bulletin_url, dump, load, render_post

Report = Callable[[str, int, int], None]
LEAST_POSTS = 100  # for one child: below that a fork costs more than it saves


@dataclass(frozen=True, slots=True)
class Source:
    """A post that may be published. ``stored`` is its rendering when the cache holds one of these very words."""

    path: str
    shown: str
    text: str
    bulletin: Bulletin
    stored: Rendered | None = None


def render_all(
    sources: list[Source], links: Links, cache: Cache, report: Report
) -> tuple[dict[str, Rendered], list[Problem]]:
    """The rendering of every post by path, and every link that leads nowhere."""
    done: dict[str, Rendered] = {}
    problems: list[Problem] = []
    todo: list[Source] = []
    for source in sources:
        found: list[Problem] = []
        if source.stored and _leads_as_before(source, source.stored, links, found):
            done[source.path] = source.stored
            problems += found
        else:
            todo.append(source)
    number = shares(len(todo), LEAST_POSTS)

    def work(share: int) -> list[tuple[str, str, list[Problem]]]:
        mine = todo[share::number]
        rendered = []
        for place, source in enumerate(mine, 1):
            rendered.append(_render(source, links))
            if share == 0:
                report("posts", min(len(done) + place * number, len(sources)), len(sources))
        return rendered

    words = {source.path: source.text for source in todo}
    for share in in_parallel(number, work):
        for path, kept, found in share:
            cache.put(key_of("post", words[path]), kept)
            # Always as from the cache: pages are compared by what went into them, down to which words are one object.
            done[path] = load(kept)
            problems += found
    return done, problems


def _render(source: Source, links: Links) -> tuple[str, str, list[Problem]]:
    """(path, rendering as the cache keeps it, links that lead nowhere) of one post."""
    problems: list[Problem] = []
    bulletin = read_post(source.text, source.shown) if source.stored else source.bulletin

    def resolve(address: str, picture: bool) -> str:
        return _resolve(source, links, problems, address, picture)

    return source.path, dump(render_post(bulletin, source.text, resolve)), problems


def _leads_as_before(source: Source, stored: Rendered, links: Links, problems: list[Problem]) -> bool:
    return all(_resolve(source, links, problems, written, picture) == to for written, picture, to in stored.links)


def _resolve(source: Source, links: Links, problems: list[Problem], address: str, picture: bool) -> str:
    """The address as the post's page writes it; "" with the problem noted when it was meant for this site."""
    url = bulletin_url(source.bulletin)
    found = links.resolve(source.path, url, address, picture)
    if not found and links.dangling(address):
        line = source.text.count("\n", 0, max(source.text.find(address), 0)) + 1
        what = f"链接“{address}”在本站找不到"
        problems.append(Problem(source.shown, line, what, "改成已有稿件、页面或附件的路径", "link"))
    return links.from_page(url, found)
