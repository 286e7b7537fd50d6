"""The index against a plain scan of the folded texts, whatever the texts, the query and the sizes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_reader import Reader, in_units

from bulletins.search import SearchDocument, SearchSettings, build_index, fold
from bulletins.search.postings import MOST_HITS

ALPHABETS = ("应急管理防汛", "工作的市abA1２,. \n應對後𠀀", "é①Ａ㎏aﬁ\u0301\u200b应 ", "一")
TEXTS = st.sampled_from(ALPHABETS).flatmap(lambda alphabet: st.text(alphabet, max_size=60))
DOCUMENTS = st.lists(
    st.builds(
        SearchDocument,
        url=st.uuids().map(str),
        title=TEXTS,
        date=st.sampled_from(("2021-03-04", "2022-05-06", "2022-05-07", "")),
        text=TEXTS,
    ),
    max_size=12,
)
SETTINGS = st.builds(
    SearchSettings,
    leaf_limit=st.sampled_from((1, 2, 5)),
    list_limit=st.sampled_from((3, 12, 5000)),
    depth_limit=st.sampled_from((2, 9)),
    shard_bytes=st.sampled_from((8, 60, 7000)),
    lead_units=st.sampled_from((0, 5)),
)


def pieces(documents: list[SearchDocument], draw: random.Random) -> list[str]:
    """Pieces of the folded texts, some of them altered so that they stand nowhere."""
    found = []
    for document in documents:
        text = fold(document.text) or fold(document.title)
        for _ in range(3 if text else 0):
            start = draw.randrange(len(text))
            piece = text[start : start + draw.randint(1, 14)]
            found += [piece, piece + draw.choice("市应a")]
    return found


@settings(max_examples=60, deadline=None)
@given(DOCUMENTS, SETTINGS, st.randoms(use_true_random=False))
def test_candidates_are_complete_and_settled_ones_are_right(
    documents: list[SearchDocument], sizes: SearchSettings, draw: random.Random
) -> None:
    reader = Reader(build_index(documents, settings=sizes))
    ordered = sorted(documents, key=lambda document: (document.date, document.url))
    folded = [(fold(document.title), fold(document.text)) for document in ordered]
    for piece in pieces(documents, draw):
        truth = {number for number, texts in enumerate(folded) if any(piece in text for text in texts)}
        found, settled = reader.candidates(piece)
        assert truth <= found
        assert not settled or truth == found
        assert settled or len(found) <= 2 * sizes.leaf_limit or len(reader.completed(piece)) > sizes.depth_limit


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, SETTINGS, st.randoms(use_true_random=False))
def test_equal_documents_in_any_order_give_equal_files(
    documents: list[SearchDocument], sizes: SearchSettings, draw: random.Random
) -> None:
    mixed = draw.sample(documents, len(documents))
    assert build_index(documents, settings=sizes) == build_index(mixed, settings=sizes)


@settings(max_examples=25, deadline=None)
@given(DOCUMENTS, SETTINGS)
def test_entries_are_sorted_and_count_every_place_once(documents: list[SearchDocument], sizes: SearchSettings) -> None:
    reader = Reader(build_index(documents, settings=sizes))
    labels = [entry.label for entry in reader.entries]
    assert labels == sorted(labels)
    hits = sum(hits for entry in reader.entries if entry.kind != "node" for hits, _ in entry.documents.values())
    fields = [
        in_units(field) for one in documents for field in (f"\x01{fold(one.title)}", fold(one.text))
    ]  # a title begins with a mark of its own
    listed = {entry.label for entry in reader.entries if entry.kind == "pure"}
    gone = sum(
        field.startswith(tail, at)
        for tail in reader.heads.keys() - listed
        for field in fields
        for at in range(len(field))
    )
    if all(len(field) <= MOST_HITS for field in fields):
        assert hits + gone == sum(map(len, fields))


def test_a_long_text_with_more_hits_can_come_before_one_with_fewer() -> None:
    often, seldom = (SearchDocument(f"{count}/", "", "2022-01-01", text="防汛。" * count) for count in (40, 20))
    reader = Reader(build_index([often, seldom], settings=SearchSettings(depth_limit=2)))
    lists = [entry.documents for entry in reader.entries if entry.label.startswith("防")]
    assert [max(found.get(number, (0, 0))[0] for found in lists) for number in (0, 1)] == [20, 40]


@settings(max_examples=40, deadline=None)
@given(DOCUMENTS, SETTINGS)
def test_a_tail_never_stands_without_its_head(documents: list[SearchDocument], sizes: SearchSettings) -> None:
    heads = Reader(build_index(documents, settings=sizes)).heads
    fields = [in_units(field) for one in documents for field in (f"\x01{fold(one.title)}", fold(one.text))]
    for tail, head in heads.items():
        assert head
        places = [(field, at) for field in fields for at in range(len(field)) if field.startswith(tail, at)]
        assert len(places) > sizes.leaf_limit * 5 // 7
        assert all(field[:at].endswith(head) for field, at in places)


@given(st.text())
def test_folding_is_at_rest_after_two_times(text: str) -> None:
    assert fold(fold(fold(text))) == fold(fold(text))


@given(st.text(st.one_of(st.sampled_from("，：！＝\u0338\u0301３…\u3000Ａ"), st.characters())))
def test_long_texts_fold_as_short_ones_do(text: str) -> None:
    long = "一" * 300
    assert fold(f"{long}{text}一") == long[1:] + fold(f"一{text}一")


@given(st.text("应急管理 ＡａＢｂ１２\u3000\u200b\n"))
def test_folding_leaves_no_capitals_wide_forms_or_doubled_blanks(text: str) -> None:
    folded = fold(text)
    assert folded == folded.lower() == folded.strip()
    assert not set(folded) & set("ＡａＢｂ１２\u3000\u200b\n")
    assert "  " not in folded


@pytest.mark.parametrize("count", [0, 1, 30, 250])
def test_a_small_site_has_a_handful_of_files(count: int) -> None:
    documents = [
        SearchDocument(f"b/{number}/", f"第{number}期", "2024-01-01", text="应急值守" * 30) for number in range(count)
    ]
    assert len(build_index(documents)) <= (20 if count <= 30 else count)
