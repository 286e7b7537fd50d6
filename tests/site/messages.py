"""Every message of the interface: in the theme's templates and scripts, in the program that fills them.

``python tests/site/messages.py`` brings the catalogues of all languages up to date: new messages wait for their
translation, those that nobody says any more are dropped. With codes (``… messages.py fr``) it begins new catalogues.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import Environment, nodes

from bulletins.site.language import HAN, SCRIPT_TEXT, catalogue_of

PROJECT = Path(__file__).parents[2]
THEME = PROJECT / "themes" / "gazette"
PACKAGE = PROJECT / "plugins" / "bulletins"
SPEAKING = {"_", "plain"}  # in templates
MARKING = {"say", "Wording"}  # in the program
# It reads numbers and says nothing.
SILENT = {"search-numbers.js"}
# Marks that a reader of another language would stumble over, as Han characters are.
CHINESE = re.compile(rf"{HAN.pattern}|[，。、：；？！（）《》“”]")
PLACE = re.compile(r"%\(\w+\)s")

Found = Iterator[tuple[str, str]]  # (message, where)


def messages() -> dict[str, list[str]]:
    """Message → where it is said, in order."""
    found: dict[str, list[str]] = {}
    for message, where in (*of_templates(), *of_program(), *of_rules(), *of_scripts()):
        if not PLACE.sub("", message).strip():
            continue  # nothing but values
        places = found.setdefault(message, [])
        if where not in places:
            places.append(where)
    return found


def of_templates() -> Found:
    """What templates say by ``_`` and ``plain``."""
    for path in templates():
        for call in calls(parsed(path)):
            yield call.args[0].value, path.relative_to(PROJECT).as_posix()  # type: ignore[attr-defined]


def templates() -> list[Path]:
    """All templates of the theme."""
    return sorted((THEME / "templates").rglob("*.html"))


def calls(tree: nodes.Template) -> Iterator[nodes.Call]:
    """The calls in a template that say something."""
    for call in tree.find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in SPEAKING:
            assert isinstance(call.args[0], nodes.Const), "a message must be written out"
            yield call


def parsed(path: Path) -> nodes.Template:
    """A template as the engine reads it."""
    return Environment().parse(path.read_text("utf-8"))


def of_program() -> Found:
    """What the program marks as words of the site; a message made at run time stands in a table (``of_rules``)."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKING
            if named and isinstance(message := node.args[0] if node.args else None, ast.Constant):  # type: ignore[union-attr, attr-defined]
                yield str(message.value), path.relative_to(PROJECT).as_posix()


def of_rules() -> Found:
    """What the rules of normalising are called on a page of changes."""
    path = PACKAGE / "data" / "rules.toml"
    table = tomllib.loads(path.read_text("utf-8"))
    for words in (*table["rules"].values(), *table["notes"].values()):
        yield words, path.relative_to(PROJECT).as_posix()


def of_scripts() -> Found:
    """Chinese texts between quotes in the scripts."""
    for path in scripts():
        for found in SCRIPT_TEXT.finditer(path.read_text("utf-8")):
            if found.group(2) and HAN.search(found.group(2)):
                yield found.group(2), path.relative_to(PROJECT).as_posix()


def scripts() -> list[Path]:
    """The scripts that say something."""
    return sorted(path for path in (THEME / "static" / "js").glob("*.js") if path.name not in SILENT)


def template() -> Catalog:
    """The catalogue that languages begin with: every message, with forms for numbers where one is counted."""
    catalogue = Catalog(project="gazette", charset="utf-8")
    for message, places in messages().items():
        counted = (message, message) if "%(count)s" in message else message
        catalogue.add(counted, locations=[(place, None) for place in places])  # type: ignore[list-item]
    return catalogue


def catalogues() -> list[Path]:
    """The catalogues of all languages."""
    return sorted((THEME / "translations").glob("*/LC_MESSAGES/gazette.po"))


def read(path: Path) -> Catalog:
    """A language's catalogue."""
    with path.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def head(catalogue: Catalog) -> str:
    """What gettext needs to know of a catalogue, and nothing that changes from day to day."""
    facts = {
        "Language": catalogue.locale_identifier,
        "Plural-Forms": catalogue.plural_forms,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
    }
    lines = "".join(f'"{name}: {value}\\n"\n' for name, value in facts.items())
    return f'msgid ""\nmsgstr ""\n{lines}\n'


def main(codes: list[str]) -> None:
    """Bring all catalogues up to what is said; begin those of new languages."""
    fresh = template()
    for path in sorted({*catalogues(), *(catalogue_of(THEME, code) for code in codes)}):
        catalogue = read(path) if path.exists() else Catalog(locale=path.parts[-3], charset="utf-8", fuzzy=False)
        catalogue.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
        path.parent.mkdir(parents=True, exist_ok=True)
        body = io.BytesIO()
        write_po(body, catalogue, width=110, omit_header=True, no_location=True, ignore_obsolete=True, sort_output=True)
        path.write_bytes(head(catalogue).encode() + body.getvalue())
        waiting = [message.id for message in catalogue if message.id and not any(message.string or "")]
        print(f"{path.relative_to(PROJECT)}: {len(catalogue)} messages, {len(waiting)} to translate")


if __name__ == "__main__":
    main(sys.argv[1:])
