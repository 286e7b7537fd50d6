"""Personal data is found wherever it is put, and never in statistics."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from bulletins.check import CheckedPost, check_posts, find_personal_data
from bulletins.departments import Registry

UNITS = st.sampled_from(
    ["元", "人次", "人", "件", "吨", "千瓦时", "个", "余元", "多人次", "立方米", "公里", "户", "%", "万元"]
)
SEPARATORS = st.sampled_from(["", " ", "-", "\u200b", "－"])
WORDS = st.text(st.sampled_from("云溪水务巡查联系电话，。：（）、\n "), max_size=12)


def check_digit(body: str) -> str:
    """GB 11643: ISO 7064 MOD 11-2, computed by doubling instead of by weights."""
    product = 0
    for digit in body:
        product = (product + int(digit)) * 2 % 11
    value = (12 - product) % 11
    return "X" if value == 10 else str(value)


IDS = st.builds(
    lambda province, place, day, serial: (
        f"{province}{place:04d}{day:%Y%m%d}{serial:03d}" + check_digit(f"{province}{place:04d}{day:%Y%m%d}{serial:03d}")
    ),
    st.sampled_from([11, 37, 51, 62, 82]),
    st.integers(0, 9999),
    st.dates(date(1930, 1, 1), date(2024, 12, 31)),
    st.integers(0, 999),
)
MOBILES = st.builds(
    lambda head, tail: f"1{head}{tail:09d}", st.integers(3, 9), st.integers(1, 99999999).map(lambda n: n * 10 + 7)
)


@given(WORDS, IDS, WORDS)
def test_resident_ids_are_found_among_any_words(before: str, number: str, after: str) -> None:
    found = find_personal_data(f"{before}{number}{after}")
    assert [kind for _, kind, _ in found] == ["身份证号"]
    assert found[0][0] == before.count("\n") + 1


@given(WORDS, MOBILES, SEPARATORS, WORDS)
def test_mobile_numbers_are_found_in_any_grouping(before: str, number: str, mark: str, after: str) -> None:
    shown = mark.join((number[:3], number[3:7], number[7:]))
    assert [kind for _, kind, _ in find_personal_data(f"{before}{shown}{after}")] == ["手机号"]


@given(st.lists(st.tuples(WORDS, st.integers(0, 10**13), UNITS), min_size=1, max_size=6))
def test_statistics_are_never_taken_for_personal_data(rows: list[tuple[str, int, str]]) -> None:
    text = "".join(f"{words}共{value}{unit}" for words, value, unit in rows)
    assert find_personal_data(text) == ()


@given(st.decimals(0, 10**12, places=3, allow_nan=False), UNITS)
def test_decimals_and_thousands_are_never_taken_for_personal_data(value: object, unit: str) -> None:
    assert find_personal_data(f"共{value}{unit}，{value:,}{unit}") == ()


@given(st.integers(2, 9), st.integers(10**6, 10**8 - 1))
def test_office_telephones_are_never_taken_for_personal_data(area: int, number: int) -> None:
    assume(len(str(number)) in (7, 8))
    assert find_personal_data(f"值班电话0{area}37-{number}，0{area}37{number}") == ()


@given(st.text(max_size=200))
def test_any_text_can_be_checked(text: str) -> None:
    for problem in check_posts([CheckedPost("a.md", text)], Registry(), today=date(2025, 1, 1), files=()):
        assert problem.message
        assert 0 <= problem.line <= text.count("\n") + 1
