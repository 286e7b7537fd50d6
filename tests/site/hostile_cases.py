"""The bad inputs of tests/cases/hostile, and what each of our commands makes of one."""

from __future__ import annotations

import contextlib
import io
import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bulletins.cli import main

FOLDER = Path(__file__).parents[1] / "cases" / "hostile"
REPORT = "云溪市民政局关于第{number}号情况的报告\n\n{text}\n\n云溪市民政局\n2024年5月6日\n"
RULE = re.compile(r"^(?P<place>.*?)(?::(?P<line>\d+))?: \[(?P<rule>[a-z-]+)\] .+ — .+$", re.MULTILINE)
REPEATED = re.compile(r"\{\{(?P<words>.*?)\}\}(?P<times>\d+)", re.DOTALL)


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of one class."""
    found: list[dict[str, Any]] = tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))["case"]
    assert len({case["name"] for case in found}) == len(found), f"two cases of {name}.toml have one name"
    return found


def forms() -> list[dict[str, Any]]:
    """The cases of personal.toml, one for each form."""
    groups = tomllib.loads((FOLDER / "personal.toml").read_text("utf-8"))["group"]
    return [
        {"name": f"{group['name']} {number}{mark}", "text": text, "kind": group["kind"] if mark == "" else ""}
        for group in groups
        for mark, texts in (("", group["forms"]), (" allowed", group["allowed"]))
        for number, text in enumerate(texts, 1)
    ]


def written_out(words: str) -> str:
    """Words in which ``{{ab}}3`` stands for ababab."""
    return REPEATED.sub(lambda found: found["words"] * int(found["times"]), words)


@dataclass(frozen=True)
class Outcome:
    """What a command did: exit code, words on both streams, and the rules and lines that it named."""

    code: int
    said: str
    noted: str

    @property
    def rules(self) -> set[str]:
        return {found["rule"] for found in RULE.finditer(self.noted + self.said)}

    @property
    def lines(self) -> set[int]:
        return {int(found["line"]) for found in RULE.finditer(self.noted + self.said) if found["line"]}


class Stream(io.StringIO):
    """Takes the place of a standard stream, which the command line sets to UTF-8."""

    def reconfigure(self, **settings: str) -> None:
        """Nothing to set."""


def command(*arguments: str) -> Outcome:
    """Run the command line here."""
    said, noted = Stream(), Stream()
    before = sys.stdout, sys.stderr
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(noted):
        try:
            code = main(list(arguments))
        except SystemExit as end:
            code = int(end.code or 0)
    assert (sys.stdout, sys.stderr) == before
    return Outcome(code, said.getvalue(), noted.getvalue())


def folded(words: str) -> str:
    """Words with every run of blanks and line ends as one blank."""
    return " ".join(words.split())
