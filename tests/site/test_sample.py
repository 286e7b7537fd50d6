"""The sample's posts are what ``bulletins normalise`` writes of the sample's reports, and nothing of them is lost."""

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

import pytest

from bulletins.departments import load_registry
from bulletins.model import Bulletin
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
        assert replace(same, basis=written.basis) == written
        assert made.date is None or made.date == written.date


def test_the_sample_is_as_large_as_it_is_meant_to_be() -> None:
    bulletins = [bulletin for posts in POSTS.values() for bulletin in posts]
    assert len(REPORTS) >= 24 and len(REGISTRY.departments) >= 10
    assert len({bulletin.date.year for bulletin in bulletins if bulletin.date}) >= 3
    assert max(len(posts) for posts in POSTS.values()) == 4  # one compendium of four departments
