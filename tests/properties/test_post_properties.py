"""A post and its bulletin are inverses of each other, for any words."""

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from bulletins.markdown import escape, unescape
from bulletins.model import Basis, Block, BlockKind, Bulletin, Correction, Section
from bulletins.post import read_post, write_post

SPECIAL = st.sampled_from(list("\\`*_{}[]()#+-.!<>&|~=:;'\"0123456789 ，。一是（）"))
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x4FFF)
ANY = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Zs"))
LINE = st.lists(st.one_of(SPECIAL, HAN, ANY), min_size=1, max_size=30).map("".join).map(str.strip).filter(bool)
CELL = LINE
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width).map("\t".join), min_size=1, max_size=4)
)
BLOCK = st.one_of(
    st.builds(Block, st.lists(LINE, min_size=1, max_size=3).map("\n".join)),
    st.builds(Block, LINE, st.just(BlockKind.CAPTION)),
    st.builds(Block, st.lists(LINE, min_size=1, max_size=3).map("\n".join), st.just(BlockKind.LIST)),
    st.builds(Block, ROWS.map("\n".join), st.just(BlockKind.TABLE)),
)
BLOCKS = st.lists(BLOCK, min_size=1, max_size=3).map(tuple)
SECTIONS = st.tuples(
    st.builds(Section, st.just(""), st.just(0), BLOCKS),
    st.builds(Section, LINE, st.integers(1, 5), BLOCKS),
    st.builds(Section, LINE, st.integers(1, 5)),
)
DATES = st.datetimes(datetime(1950, 1, 1), datetime(2100, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0))
BASES = st.dictionaries(st.sampled_from(["title", "date", "department"]), st.sampled_from(list(Basis)))
BULLETINS = st.builds(
    Bulletin,
    title=LINE,
    departments=st.lists(LINE, min_size=1, max_size=3).map(tuple),
    date=DATES,
    sections=SECTIONS,
    slug=st.just("a-1"),
    column=LINE,
    topics=st.lists(LINE, max_size=2).map(tuple),
    series=st.one_of(st.just(""), LINE),
    part=st.integers(0, 20),
    corrections=st.lists(st.builds(Correction, DATES, LINE), max_size=2).map(tuple),
    highlights=st.one_of(st.none(), st.lists(LINE, max_size=2).map(tuple)),
    basis=BASES.map(lambda table: tuple(table.items())),
)


@given(LINE)
def test_unescape_undoes_escape(line: str) -> None:
    assert unescape(escape(line)) == line


@given(BULLETINS)
def test_reading_a_written_post_gives_the_bulletin_back(bulletin: Bulletin) -> None:
    assert read_post(write_post(bulletin), "a.md") == bulletin


@given(BULLETINS)
def test_writing_what_was_read_gives_the_same_post(bulletin: Bulletin) -> None:
    text = write_post(bulletin)
    assert write_post(read_post(text, "a.md")) == text
