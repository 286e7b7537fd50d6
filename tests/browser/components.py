"""The theme's components as their TOML files describe them: macros, parameters, examples."""

from __future__ import annotations

import tomllib
import types
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from jinja2 import Environment
from markupsafe import Markup

from bulletins import views

FOLDER = Path(__file__).parents[2] / "themes" / "gazette" / "templates" / "components"
BLANK: dict[type, object] = {str: "", int: 0, float: 0.0, bool: False}


@dataclass(frozen=True)
class Example:
    """One call of a macro, and what a reader then finds: selector → words, or selector@attribute → value."""

    component: str
    macro: str
    name: str
    arguments: dict[str, Any]
    shows: dict[str, str]
    lacks: tuple[str, ...]
    words: str | None
    body: str

    def render(self, templates: Environment) -> str:
        """The markup of this call."""
        module = templates.get_template(f"components/{self.component}.html").module
        macro = getattr(module, self.macro)
        return str(macro(**self.arguments, **({"caller": lambda: Markup(self.body)} if self.body else {})))


def descriptions() -> dict[str, dict[str, Any]]:
    """Component → its TOML."""
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.toml"))}


def examples() -> Iterator[Example]:
    """Every example of every macro."""
    for component, description in descriptions().items():
        for macro in description["macro"]:
            types_ = {name: about.split(":")[0] for name, about in macro["parameters"].items()}
            for example in macro["examples"]:
                arguments = example.get("arguments", {})
                yield Example(
                    component,
                    macro["name"],
                    example["name"],
                    {name: build(_type(types_[name]), value) for name, value in arguments.items()},
                    example.get("shows", {}),
                    tuple(example.get("lacks", ())),
                    example.get("words"),
                    macro.get("body", ""),
                )


def build(kind: Any, value: Any) -> Any:
    """A value of the named type out of plain TOML; fields that an example leaves out are blank.

    >>> build(views.Pages, {"number": 2}).number
    2
    """
    if get_origin(kind) in {Union, types.UnionType}:
        kind = next(choice for choice in get_args(kind) if choice is not type(None))
    if get_origin(kind) is tuple:
        return tuple(build(get_args(kind)[0], item) for item in value)
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        unknown = set(value) - set(hints)
        assert not unknown, f"{kind} has no {unknown}"
        return kind(
            **{f.name: build(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value}
            | _blanks(kind, hints, value)
        )
    return value


def _blanks(kind: Any, hints: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    return {
        f.name: _blank(hints[f.name])
        for f in fields(kind)
        if f.name not in given and f.default is MISSING and f.default_factory is MISSING
    }


def _blank(kind: Any) -> Any:
    if get_origin(kind) is tuple:
        return ()
    return build(kind, {}) if is_dataclass(kind) else BLANK[kind]


def _type(name: str) -> Any:
    return eval(name, vars(views) | {"None": None})
