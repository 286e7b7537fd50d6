"""All posts rendered: from the cache where nothing has changed, the others on all cores."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..model import Bulletin
from ..post import field_lines, read_post
from ..problems import Problem
from .cache import Cache, key_of
from .links import Links
from .parallel import in_parallel, shares
from .records import Head, bulletin_url, dump_body, dump_head, load_head

Report = Callable[[str, int, int], None]
ROUND = 2000
MOST_PROBLEMS = 200  # of one post: a page of dead links is one mistake
LEAST_POSTS = 100  # for one child: below that a fork costs more than it saves


@dataclass(frozen=True, slots=True)
class Source:
    """A post that may be published. ``stored`` is its record when the cache holds one of these very words."""

    path: str
    shown: str
    text: str
    bulletin: Bulletin
    stored: Head | None = None


def head_key(text: str) -> str:
    """The key of a post's small record."""
    return key_of("head", text)


def body_key(text: str) -> str:
    """The key of a post's large record."""
    return key_of("body", text)


def render_all(
    sources: list[Source], links: Links, cache: Cache, report: Report
) -> tuple[dict[str, Head], list[Problem]]:
    """The small record of every post by path, the large ones being in the cache; and every link that leads nowhere."""
    done: dict[str, Head] = {}
    problems: list[Problem] = []
    todo: list[Source] = []
    for source in sources:
        found: list[Problem] = []
        if source.stored and _leads_as_before(source, source.stored, links, found):
            done[source.path] = source.stored
            problems += found
        else:
            todo.append(source)
    # Rounds of bounded size: what a child sends back is held until it ends.
    for start in range(0, len(todo), ROUND):
        some = todo[start : start + ROUND]
        problems += _round(some, links, cache, done, lambda now: report("posts", now, len(sources)))
    return done, problems


def _round(
    todo: list[Source], links: Links, cache: Cache, done: dict[str, Head], report: Callable[[int], None]
) -> list[Problem]:
    number = shares(len(todo), LEAST_POSTS)
    before = len(done)

    def work(share: int) -> list[tuple[str, tuple[str, str] | None, list[Problem]]]:
        mine = todo[share::number]
        rendered = []
        for place, source in enumerate(mine, 1):
            rendered.append(_render(source, links))
            if share == 0:
                report(min(before + place * number, before + len(todo)))
        return rendered

    words = {source.path: source.text for source in todo}
    problems: list[Problem] = []
    for share in in_parallel(number, work):
        for path, records, found in share:
            problems += found
            if records:
                head, body = records
                cache.put(head_key(words[path]), head)
                cache.put(body_key(words[path]), body)
                # Always as from the cache: keys are made from what is kept.
                done[path] = load_head(head)
    # Before the next children begin: what is half written locks them out.
    cache.commit()
    return problems


def _render(source: Source, links: Links) -> tuple[str, tuple[str, str] | None, list[Problem]]:
    """(path, both records as the cache keeps them, what is wrong) of one post; no records when it can't be rendered."""
    from ..quantities import TooMany  # noqa: PLC0415 - a build that renders no post needs none of it
    from .rendered import Unfound, render_post  # noqa: PLC0415

    problems: list[Problem] = []
    bulletin = read_post(source.text, source.shown) if source.stored else source.bulletin

    def resolve(address: str, picture: bool) -> str:
        return _resolve(source, links, problems, address, picture)

    try:
        head, body = render_post(bulletin, source.text, resolve)
    except TooMany as many:
        return source.path, None, [Problem(source.shown, 0, many.message, many.hint, "too-large")]
    except Unfound as missing:
        from ..check import fault_of_highlight  # noqa: PLC0415 - only where a figure is missing

        line = field_lines(source.text).get("highlights", 0)
        faults = (fault_of_highlight(words) for words in missing.words)
        return source.path, None, [Problem(source.shown, line, *fault, "highlights") for fault in faults]
    return source.path, (dump_head(head), dump_body(body)), problems


def _leads_as_before(source: Source, stored: Head, links: Links, problems: list[Problem]) -> bool:
    return all(_resolve(source, links, problems, written, picture) == to for written, picture, to in stored.links)


def _resolve(source: Source, links: Links, problems: list[Problem], address: str, picture: bool) -> str:
    """The address as the post's page writes it; "" with the problem noted when it was meant for this site."""
    url = bulletin_url(source.bulletin)
    found = links.resolve(source.path, url, address, picture)
    if not found and len(problems) < MOST_PROBLEMS and links.dangling(address):
        line = source.text.count("\n", 0, max(source.text.find(address), 0)) + 1
        from ..check import fault_of_target  # noqa: PLC0415 - only where a link leads nowhere

        problems.append(Problem(source.shown, line, *fault_of_target(address, picture), "link"))
    return links.from_page(url, found)
