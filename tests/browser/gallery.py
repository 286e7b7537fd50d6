"""Draws the theme without a site builder: every kind of page, and every component from its examples.

``python tests/browser/gallery.py FOLDER`` writes the pages, the gallery of components at ``gallery/``; any static
server can then show them.
"""

from __future__ import annotations

import json
import re
import sys
from itertools import count, groupby
from pathlib import Path

from components import Example, descriptions, examples
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from sample_pages import contexts
from sample_views import SITE, figure_parts, page

from bulletins.site.cache import Cache
from bulletins.site.code import code_of
from bulletins.site.files import theme_files
from bulletins.site.language import languages_of
from bulletins.site.scripts import published_scripts

HERE = Path(__file__).parent
THEME = HERE.parents[1] / "themes" / "gazette"
OWN_NAMES = re.compile(r' (id|for|aria-labelledby)="([^"]+)"')


def environment(code: str = "zh-CN") -> Environment:
    """The template engine, set as the site sets it in a language, and strict about names that don't exist."""
    language = languages_of(THEME, list(dict.fromkeys(("zh-CN", code))))[-1]
    templates = Environment(
        loader=ChoiceLoader([FileSystemLoader(THEME / "templates"), FileSystemLoader(HERE)]),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    templates.filters["code"] = code_of
    return language.install(templates)


def layered() -> str:
    """The style sheets of order.txt in one piece, in the layers that they are written in."""
    folder = THEME / "static" / "css"
    return "\n".join((folder / name).read_text("utf-8") for name in (folder / "order.txt").read_text("utf-8").split())


def write_static(folder: Path) -> None:
    """Writes scripts, pictures and the style sheet as the site's builder makes them."""
    for name, data in published_scripts(theme_files(THEME), Cache(None)).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def write_pages(folder: Path) -> None:
    """Writes every kind of page from the sample views."""
    templates = environment()
    for url, (template, context) in contexts().items():
        target = folder / url / "index.html" if not url.endswith(".html") else folder / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(templates.get_template(template).render(context), "utf-8")
    for path, data in figure_parts().items():
        (folder / "figures" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "figures" / path).write_text(json.dumps(data), "utf-8")


def write_gallery(folder: Path) -> None:
    """Writes every example of every component on one page."""
    templates = environment()
    number = count(1)
    drawn = [(example, Markup(_apart(example.render(templates), next(number)))) for example in examples()]
    gallery = [
        (component, descriptions()[component]["summary"], _by_macro(list(shown)))
        for component, shown in groupby(drawn, lambda pair: pair[0].component)
        if component != "url"  # an address is nothing to look at
    ]
    context = {"site": SITE, "page": page("gallery", "组件", "gallery/"), "gallery": gallery}
    (folder / "gallery").mkdir(exist_ok=True)
    (folder / "gallery" / "index.html").write_text(templates.get_template("gallery_page.html").render(context), "utf-8")


def _by_macro(shown: list[tuple[Example, Markup]]) -> list[tuple[str, list[tuple[str, Markup]]]]:
    return [
        (macro, [(example.name, markup) for example, markup in pairs if markup.strip()])
        for macro, pairs in groupby(shown, lambda pair: pair[0].macro)
    ]


def _apart(markup: str, number: int) -> str:
    """The same markup with ids of its own, so that many examples can share one page."""
    return OWN_NAMES.sub(rf' \1="e{number}-\2"', markup)


def write(folder: Path) -> None:
    """Writes the whole sample."""
    write_static(folder)
    write_pages(folder)
    write_gallery(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
