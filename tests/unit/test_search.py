"""The search index as files: what stays when a bulletin changes, how suggestions and folding see words."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace

import pytest

from bulletins.search import SearchDocument, SearchSettings, SearchStatistic, build_index, fold
from bulletins.search.folding import simplified_characters, traditional_of
from bulletins.search.numbers import rows_of
from bulletins.search.spreading import starts_of
from bulletins.search.suggestions import TITLE, WORD, frequent_words, terms_of, write_suggestions
from bulletins.search.texts import pack_bytes, phrasing_of, write_texts

WORDS = ("防汛", "值守", "物资", "调拨", "排查", "隐患", "清淤", "河道", "泵站", "演练", "预案", "会商", "转移", "安置")


def documents(number: int) -> list[SearchDocument]:
    """Bulletins of the city 云溪市 in random words."""
    draw = random.Random(4)
    text = lambda length: "".join(draw.choices((*WORDS, "，", "。", "的"), k=length))  # noqa: E731
    return [
        SearchDocument(f"b/{at:03d}/", f"云溪市{text(4)}", f"2024-{at // 28 + 1:02d}-{at % 28 + 1:02d}", text=text(150))
        for at in range(number)
    ]


def parts(files: set[str], kind: str) -> set[str]:
    return {name for name in files if name.startswith(f"search/{kind}")}


def test_a_changed_bulletin_leaves_most_files_as_they_are() -> None:
    before = documents(300)
    after = list(before)
    after[280] = replace(before[280], text=before[280].text + "新增龙舟两艘。")
    sizes = SearchSettings(shard_bytes=500)
    old, new = build_index(before, settings=sizes), build_index(after, settings=sizes)
    kept = {name for name in old if new.get(name) == old[name]}
    shards = parts(set(old), "i-")
    assert len(parts(kept, "i-")) > 0.7 * len(shards)
    assert len(parts(kept, "t")) >= len(parts(set(old), "t")) - 32
    # What changed has another name: an old manifest never leads to a new file.
    assert [name for name in old if name in new and new[name] != old[name]] == ["search/manifest.json"]


def test_a_further_bulletin_moves_no_other_to_another_file_of_texts() -> None:
    before = documents(280)
    new = SearchDocument("b/zzz/", "云溪市龙舟通告", "2025-12-31", text="停航。")
    old, longer = build_index(before), build_index([*before, new])
    gone = parts(set(old) - set(longer), "t")
    assert len(gone) <= 32 < len(parts(set(old), "t"))


def test_every_name_tells_the_content() -> None:
    files = build_index(documents(40))
    names = [name for name in files if name != "search/manifest.json"]
    assert all("-" in name and name.endswith(".bin") for name in names)


@pytest.mark.parametrize("count", [0, 1, 2, 255, 256, 257])
def test_any_number_of_bulletins_can_be_packed(count: int) -> None:
    some = documents(count)
    assert len(write_texts(some, 2, phrasing_of(some))) == (count + 1) // 2


def test_packing_takes_data_of_any_kind() -> None:
    assert pack_bytes(b"") and pack_bytes(bytes(range(256)) * 300, b"dictionary")


def test_a_key_alone_says_whether_a_shard_starts_with_it() -> None:
    keys = [f"{number:04d}" for number in range(2000)]
    whole = {keys[start] for start in starts_of(keys, 50)}
    for gone in range(1, 2000, 97):
        fewer = keys[:gone] + keys[gone + 1 :]
        assert {fewer[start] for start in starts_of(fewer, 50)} == whole - {keys[gone]}


def test_statistics_are_told_by_their_places_in_the_text() -> None:
    text = "拨付13处，另有3处。\n仓库𠀀3处，约3处，共1.8万件。"
    told = (
        ("13处", "拨付", "13"),
        ("3处", "新建", "3"),
        ("3处", "仓库𠀀", "3"),
        ("3处", "", "3"),
        ("1.8万件", "共", "18000"),
    )
    figures = tuple(SearchStatistic(printed, label, value) for printed, label, value in told)
    rows = rows_of(SearchDocument("a/", "甲", "2022-01-01", text=text, statistics=figures))
    assert [row[1] for row in rows] == [0, 1, 2, 3, 0]  # 3处 stands in 13处 too
    assert [row[2] for row in rows] == ["处", "处", "处", "处", "=1.8万件"]
    assert [row[3] for row in rows] == [2, "新建", 4, 0, 1]  # UTF-16 units


def test_words_within_titles_are_suggested_by_pinyin() -> None:
    titles = ["各地加强防汛值守", "全市召开防汛会商", "清淤通告"]
    found = [SearchDocument(f"{at}/", title, "2024-01-01") for at, title in enumerate(titles)]
    _, shards = write_suggestions(terms_of(found, frequent_words(titles), ()))
    rows = [row for shard in shards for row in zip(*shard, strict=True)]
    assert ("fangxun", WORD, "防汛") in rows and ("fx", WORD, "防汛") in rows
    assert ("qingyutonggao"[:18], TITLE, "清淤通告") in rows


def test_joining_characters_and_single_words_are_no_suggestions() -> None:
    assert frequent_words(["关于停水的通知", "关于停电的通知"]) == ["通知"]
    assert frequent_words(["龙舟", "清淤"]) == []


def test_traditional_characters_beyond_the_first_plane_fold() -> None:
    pairs = simplified_characters()
    beyond = {char: simple for char, simple in pairs.items() if max(char, simple) > "\uffff"}
    assert len(beyond) > 1000
    assert all(fold(char) == simple for char, simple in beyond.items())
    document = SearchDocument("a/", "題", "2024-01-01", text="始" + "".join(beyond) + "终")
    assert build_index([document]) == build_index([document])


def test_every_form_of_a_traditional_character_is_told() -> None:
    table = simplified_characters().keys()
    forms = [chr(point) for point in range(0x110000) if not table.isdisjoint(unicodedata.normalize("NFKC", chr(point)))]
    assert "應" in forms and "\uf9d0" not in table
    assert all(traditional_of(forms)) and traditional_of(["应急", ""]) == ["", ""]


def test_statistics_that_are_no_numbers_are_left_out() -> None:
    figures = (SearchStatistic("若干", "物资", "若干"), SearchStatistic("无限", "物资", "Infinity"))
    assert build_index([SearchDocument("a/", "甲", "2024-01-01", statistics=figures)])
