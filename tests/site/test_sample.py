"""The sample's posts are what ``bulletins normalise`` writes of the sample's reports, and nothing of them is lost.

Beyond that stand only what an editor adds: topics, a correction, a picture with its caption, an attachment.
"""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from bulletins.departments import load_registry
from bulletins.editing import keep_editors_work
from bulletins.model import Bulletin, Section
from bulletins.normalise import normalise, unaccounted
from bulletins.post import read_post
from bulletins.reading import read_report

CONTENT = Path(__file__).parents[2] / "content"
REGISTRY = load_registry((CONTENT / "departments.yaml").read_text("utf-8"))
REPORTS = sorted((CONTENT / "reports").iterdir())
POSTS: dict[str, list[Bulletin]] = defaultdict(list)
for path in sorted((CONTENT / "posts").rglob("*.md")):
    post = read_post(path.read_text("utf-8"), str(path))
    POSTS[post.source].append(post)


@pytest.mark.parametrize("report", REPORTS, ids=lambda path: path.name)
def test_posts_are_as_normalise_wrote_them(report: Path) -> None:
    given = read_report(report.read_bytes(), report.name)
    result = normalise(given, REGISTRY)
    assert unaccounted(given, result) == ()
    posts = sorted(POSTS[f"reports/{report.name}"], key=lambda bulletin: bulletin.part)
    assert len(posts) == len(result.bulletins)
    for written, made in zip(posts, result.bulletins, strict=True):
        # The caller decides these: a file's date, the option, the address.
        same = replace(made, date=written.date, slug=written.slug, source=written.source, part=written.part)
        same = replace(keep_editors_work(written, same), basis=written.basis)
        assert same == replace(written, sections=tuple(without_additions(section) for section in written.sections))
        assert made.date is None or made.date == written.date
        assert made.column == written.column


def without_additions(section: Section) -> Section:
    """The section without a picture, the caption right under it, and links to attachments."""
    kept = []
    for index, block in enumerate(section.blocks):
        picture_above = index > 0 and section.blocks[index - 1].text.startswith("![")
        if not picture_above and not block.text.startswith(("![", "附件：[")):
            kept.append(block)
    return replace(section, blocks=tuple(kept))


def test_the_sample_shows_what_editors_add() -> None:
    bulletins = [bulletin for posts in POSTS.values() for bulletin in posts]
    assert all(bulletin.topics for bulletin in bulletins)
    assert any(bulletin.corrections for bulletin in bulletins)
    assert any(bulletin.status == "archived" for bulletin in bulletins)
    text = "\n".join(block.text for bulletin in bulletins for section in bulletin.sections for block in section.blocks)
    assert "](/images/" in text and "](/files/" in text


def test_the_sample_is_as_large_as_it_is_meant_to_be() -> None:
    bulletins = [bulletin for posts in POSTS.values() for bulletin in posts]
    assert len(REPORTS) >= 24 and len(REGISTRY.departments) >= 10
    assert len({bulletin.date.year for bulletin in bulletins if bulletin.date}) >= 3
    assert max(len(posts) for posts in POSTS.values()) == 4  # one compendium of four departments
