"""The editors' handbook keeps up with what it describes."""

from __future__ import annotations

import re
from pathlib import Path

from bulletins.fields import FIELDS, REQUIRED, STATUSES
from bulletins.post import read_post

DOCS = Path(__file__).parents[2] / "docs"
HANDBOOK = (DOCS / "editors.zh-CN.md").read_text(encoding="utf-8")


def test_every_field_is_in_the_table_and_no_other() -> None:
    table = HANDBOOK.partition("| 字段 |")[2].partition("\n\n")[0]
    rows = [line.split("|")[1:3] for line in table.splitlines()[2:]]
    assert {name for row in rows for name in re.findall(r"`([a-z_]+)`", row[0])} == set(FIELDS)
    assert {re.findall(r"`([a-z_]+)`", row[0])[0] for row in rows if "是" in row[1]} == set(REQUIRED)
    assert all(f"`{status}`" in table for status in STATUSES)


def test_the_example_is_a_post() -> None:
    example = HANDBOOK.partition("```yaml\n---\n")[2].partition("```")[0]
    bulletin = read_post(f"---\n{example}")
    assert (bulletin.departments, bulletin.review) == (("云溪市水务局",), ("title",))


def test_its_commands_are_targets_of_the_makefile() -> None:
    targets = set(re.findall(r"^([a-z]+):", (DOCS.parent / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"make ([a-z]+)", HANDBOOK)) <= targets


def test_commands_are_written_with_the_path_on_which_an_editor_has_them() -> None:
    pages = [HANDBOOK, *((DOCS.parent / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md"))]
    for page in pages:
        bare = re.findall(r"(?<![/\w])bulletins (?:[a-z]+)", "".join(re.findall(r"```.*?```", page, re.DOTALL)))
        assert not bare
    assert not re.findall(r"`bulletins ", HANDBOOK)


def test_links_within_the_documentation_lead_somewhere() -> None:
    for page in (DOCS / "editors.zh-CN.md", DOCS / "errors.zh-CN.md"):
        for path, anchor in re.findall(
            r"\]\(([^)#:]*)#?([^):]*)\)", page.read_text(encoding="utf-8").replace("](/", "](:")
        ):
            target = page.parent / path if path else page
            assert target.exists(), path
            if anchor:
                heads = re.findall(r"^#+ (.*)$", target.read_text(encoding="utf-8"), re.MULTILINE)
                # GitHub's anchors: lower case, marks gone, blanks as hyphens.
                assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, anchor
