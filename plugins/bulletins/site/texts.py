"""Pages that are no bulletins, rendered: 关于, 无障碍说明 and whatever else editors write into content/pages."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from ..problems import Problem, Refusal
from ..views import SiteView
from .links import Links
from .markup import parse_body, render
from .textfiles import TextFile

BUILT_IN = Path(__file__).resolve().parents[1] / "data" / "pages.toml"


@dataclass(frozen=True, slots=True)
class Text:
    """A page's title, address and sanitised HTML."""

    title: str
    url: str
    html: str
    description: str = ""


def render_texts(files: tuple[TextFile, ...], links: Links, site: SiteView) -> tuple[Text, ...]:
    """Render every page, in order of address; those that all pages link to are made when no file holds them.

    Raises Refusal naming every link that leads nowhere.
    """
    problems: list[Problem] = []
    texts = {file.url: _render(file, links, problems) for file in files}
    if problems:
        raise Refusal(problems)
    for name, row in tomllib.loads(BUILT_IN.read_text("utf-8")).items():
        words = row["text"].replace("{name}", site.name).replace("{contact}", _contact(site))
        html = render(parse_body(words, lambda address, picture: ""))
        texts.setdefault(f"{name}/", Text(row["title"], f"{name}/", html))
    return tuple(texts[url] for url in sorted(texts))


def _contact(site: SiteView) -> str:
    """Whom to turn to, in brackets; "" when the settings name nobody."""
    words = "，".join(filter(None, (site.organiser, site.contact)))
    return f"（{words}）" if words else ""


def _render(file: TextFile, links: Links, problems: list[Problem]) -> Text:
    def resolve(address: str, picture: bool) -> str:
        found = links.resolve(file.path, file.url, address, picture)
        if not found and links.dangling(address):
            line = file.first_line + file.body[: max(file.body.find(address), 0)].count("\n")
            what = f"链接“{address}”在本站找不到"
            problems.append(Problem(file.shown, line, what, "改成已有页面的路径", "link"))
        return links.from_page(file.url, found)

    return Text(file.title, file.url, render(parse_body(file.body, resolve)), file.description)
