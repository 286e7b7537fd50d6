"""Draws the theme without a site builder: every kind of page, and every component from its examples.

``python tests/browser/gallery.py FOLDER`` writes the pages; any static server can then show them.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from sample_views import contexts

THEME = Path(__file__).parents[2] / "themes" / "gazette"


def environment() -> Environment:
    """The template engine, set as the site sets it, and strict about names that don't exist."""
    return Environment(
        loader=FileSystemLoader(THEME / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )


def stylesheet() -> str:
    """The style sheets of order.txt in one piece."""
    folder = THEME / "static" / "css"
    names = (folder / "order.txt").read_text("utf-8").split()
    return "\n".join((folder / name).read_text("utf-8") for name in names if (folder / name).exists())


def write_static(folder: Path) -> None:
    """Copies scripts and pictures, and writes the joined style sheet, to where pages expect them."""
    for name in ("js", "img"):
        shutil.copytree(THEME / "static" / name, folder / "theme" / name, dirs_exist_ok=True)
    (folder / "theme" / "css").mkdir(parents=True, exist_ok=True)
    (folder / "theme" / "css" / "site.css").write_text(stylesheet(), "utf-8")


def write_pages(folder: Path) -> None:
    """Writes every kind of page from the sample views."""
    templates = environment()
    for url, (template, context) in contexts().items():
        target = folder / url / "index.html" if not url.endswith(".html") else folder / url
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(templates.get_template(template).render(context), "utf-8")


def write(folder: Path) -> None:
    """Writes the whole sample."""
    write_static(folder)
    write_pages(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]))
