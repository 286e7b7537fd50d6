"""Each component against its own examples: what they show, that text stays text, that the page can be drawn."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from components import FOLDER, Example, descriptions, examples
from gallery import environment

TEMPLATES = environment()
EXAMPLES = list(examples())
HOSTILE = """"><script>alert(1)</script>'<img src=x onerror=alert(1)>{{ 7*7 }}"""


def name_of(example: Example) -> str:
    return f"{example.component}.{example.macro}: {example.name}"


def found(page: BeautifulSoup, key: str) -> str | None:
    """What stands at "selector" or "selector@attribute", blanks in text set to one."""
    selector, _, attribute = key.partition("@")
    element = page.select_one(selector)
    if element is None:
        return None
    value = element.get(attribute) if attribute else " ".join(element.get_text().split())
    return " ".join(value) if isinstance(value, list) else value


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_an_example_shows_what_it_says(example: Example) -> None:
    markup = example.render(TEMPLATES)
    page = BeautifulSoup(markup, "lxml")
    assert {key: found(page, key) for key in example.shows} == example.shows
    assert [selector for selector in example.lacks if page.select_one(selector)] == []
    if example.words is not None:
        assert markup.strip() == example.words


def test_every_macro_is_described_with_its_parameters_and_an_example() -> None:
    described = {
        (component, macro["name"]): (list(macro["parameters"]), bool(macro["examples"]))
        for component, description in descriptions().items()
        for macro in description["macro"]
    }
    written = {}
    for path in FOLDER.glob("*.html"):
        module = TEMPLATES.get_template(f"components/{path.name}").module
        source = path.read_text("utf-8")
        for name, macro in vars(module).items():
            if f"{{% macro {name}(" in source:
                written[path.stem, name] = (list(macro.arguments), True)
    assert described == written


def poisoned(value: Any, kept: frozenset[str] = frozenset({"root"})) -> Any:
    """The same value with every text in it replaced by one that would run if it were not escaped."""
    if isinstance(value, str):
        return HOSTILE
    if isinstance(value, tuple):
        return tuple(poisoned(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [field.name for field in dataclasses.fields(value) if field.name not in kept]
        return dataclasses.replace(value, **{name: poisoned(getattr(value, name)) for name in names})
    return value


@pytest.mark.parametrize("example", EXAMPLES, ids=name_of)
def test_text_stays_text(example: Example) -> None:
    arguments = {name: poisoned(value) for name, value in example.arguments.items()}
    wild = BeautifulSoup(dataclasses.replace(example, arguments=arguments).render(TEMPLATES), "lxml")
    assert wild.select("script, img") == []
    assert [tag.name for tag in wild.find_all() if handlers(tag)] == []
    assert "49" not in wild.get_text()


def handlers(tag: Tag) -> list[str]:
    """Attributes that would run something, and style attributes, which the security policy forbids."""
    return [name for name in tag.attrs if name.startswith("on") or name == "style"]
