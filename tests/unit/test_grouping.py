"""Shelves, trends, key figures and related bulletins, from bulletins made by hand."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from bulletins.departments import Department, Registry
from bulletins.figures import Audit, Breakdown, Facets, Highlight
from bulletins.grouping import Body, Entry, Names, Related, Trend, build_index, months, profile_of
from bulletins.model import Bulletin
from bulletins.views import ContentsEntry, StatisticView

REGISTRY = Registry(
    (
        Department("云溪市水务局", "shuiwu", "市水务局"),
        Department("云溪市税务局", "shuiwu-tax", "市税务局"),
        Department("云溪市教育局", "jiaoyu", "市教育局"),
    )
)
START = datetime(2024, 1, 1)


def statistic(label: str, value: str, entry: str, day: int, unit: str = "件") -> StatisticView:
    """A figure that counts pieces, whatever unit it is printed with."""
    date = f"{START + timedelta(days=day):%Y-%m-%d}"
    return StatisticView(
        label, value, "", value, "", unit, value, "", "", label, (), "", f"{entry}#{label}", date=date, counted="件"
    )


def entry(
    slug: str,
    day: int,
    *figures: tuple[str, str],
    departments: tuple[str, ...] = ("云溪市水务局",),
    breakdowns: tuple[Breakdown, ...] = (),
    change: str = "",
    printed: str = "件",
    **fields: object,
) -> Entry:
    bulletin = Bulletin(slug, departments, START + timedelta(days=day), slug=slug, **fields)  # type: ignore[arg-type]
    url = f"bulletins/2024/{slug}/"
    body = Body(
        statistics=tuple(statistic(label, value, url, day, printed) for label, value in figures),
        facets=tuple(Facets(change=change) for _ in figures),
        breakdowns=breakdowns,
        highlights=tuple(Highlight(place) for place in range(len(figures))),
    )
    return Entry(bulletin, url, labels=tuple(label for label, _ in figures), load=lambda: body)


def test_every_list_is_newest_first_whatever_the_order_given() -> None:
    entries = [entry("b", 2), entry("a", 1), entry("d", 4), entry("c", 3)]
    for given in (entries, entries[::-1]):
        index = build_index(given, REGISTRY)
        assert [e.bulletin.slug for e in index.entries] == ["d", "c", "b", "a"]
        assert [e.bulletin.slug for e in index.departments["云溪市水务局"].entries] == ["d", "c", "b", "a"]


def test_a_joint_issue_stands_with_every_issuer() -> None:
    index = build_index([entry("a", 1, departments=("云溪市水务局", "云溪市税务局"))], REGISTRY)
    assert {name: shelf.slug for name, shelf in index.departments.items()} == {
        "云溪市水务局": "shuiwu",
        "云溪市税务局": "shuiwu-tax",
    }


def test_nothing_empty_is_made() -> None:
    index = build_index([entry("a", 1)], REGISTRY)
    assert set(index.departments) == {"云溪市水务局"}
    assert not index.topics
    assert not index.series


@pytest.mark.parametrize("order", [1, -1])
def test_topics_that_read_alike_keep_the_older_ones_address(order: int) -> None:
    older, younger = entry("a", 1, topics=("期中",)), entry("b", 2, topics=("其中",))
    index = build_index([older, younger][::order], REGISTRY)
    assert index.topics["期中"].slug == "qi-zhong"
    assert index.topics["其中"].slug == "qi-zhong-2"


def test_a_series_is_in_order_of_day_part_and_number() -> None:
    given = [
        entry("x-10", 1, series="专报"),
        entry("x-9", 1, series="专报"),
        entry("p-2", 0, series="专报", part=2),
        entry("z-1", 0, series="专报", part=1),
    ]
    index = build_index(given, REGISTRY)
    assert [e.bulletin.slug for e in index.series["专报"].entries] == ["z-1", "p-2", "x-9", "x-10"]


def test_months_are_runs() -> None:
    runs = months([entry("c", 40), entry("b", 31), entry("a", 1)])
    assert [(month, len(group)) for month, group in runs] == [("2024-02", 2), ("2024-01", 1)]


def trends(entries: tuple[Entry, ...]) -> tuple[Trend, ...]:
    return profile_of(entries).trends


def test_a_trend_needs_two_days_and_runs_from_old_to_new() -> None:
    found = trends((entry("b", 9, ("检查堤防", "48")), entry("a", 1, ("检查堤防", "41"), ("排水车", "8"))))
    assert [(trend.label, [s.value for s in trend.statistics]) for trend in found] == [("检查堤防", ["41", "48"])]


def test_a_trend_is_of_one_unit_however_it_is_printed() -> None:
    entries = (entry("b", 9, ("投入", "340000"), printed="万件"), entry("a", 1, ("投入", "300000")))
    assert [(trend.label, trend.unit, len(trend.statistics)) for trend in trends(entries)] == [("投入", "件", 2)]


@pytest.mark.parametrize("label", ["占比", "人数", ""])
def test_what_is_only_called_by_its_unit_makes_no_trend_and_relates_nothing(label: str) -> None:
    entries = tuple(
        entry(slug, day, (label, "5"), departments=(name,))
        for slug, day, name in (("b", 9, "云溪市水务局"), ("a", 1, "云溪市教育局"))
    )
    assert trends(entries) == ()
    assert Related(build_index(entries, REGISTRY)).of(entries[0]) == ()


def test_a_change_or_a_part_makes_no_trend() -> None:
    parts = (Breakdown(0, (1,), Audit.PARTIAL, Decimal(0)),)
    with_part = [entry(slug, day, ("物资", "9"), ("雨衣", "5"), breakdowns=parts) for slug, day in (("b", 9), ("a", 1))]
    assert [trend.label for trend in trends(tuple(with_part))] == ["物资"]
    changes = tuple(entry(slug, day, ("产值", "5"), change="rise") for slug, day in (("b", 9), ("a", 1)))
    assert trends(changes) == ()


def test_key_figures_show_each_label_once_and_no_part() -> None:
    parts = (Breakdown(0, (1,), Audit.PARTIAL, Decimal(0)),)
    entries = (
        entry("b", 9, ("损失", "100"), ("雨衣", "5"), breakdowns=parts),
        entry("a", 1, ("损失", "900"), ("人员", "70")),
    )
    figures = profile_of(entries).figures
    assert [(s.label, s.value, times) for s, times in figures.often] == [("损失", "100", 2)]
    assert [(s.label, s.value) for s in (*figures.latest, *figures.largest)] == [("人员", "70")]


def test_the_latest_the_largest_and_the_most_reported_figures_are_chosen_apart() -> None:
    entries = (
        entry("d", 9, ("出动", "3"), ("排水车", "2"), ("救生衣", "4"), ("雨衣", "5")),
        entry("c", 8, ("出动", "7"), ("土方", "9000")),
    )
    figures = profile_of(entries).figures
    assert [(s.label, s.value, times) for s, times in figures.often] == [("出动", "3", 2)]
    assert [s.label for s in figures.latest] == ["排水车", "救生衣", "雨衣"]
    assert [s.label for s in figures.largest] == ["土方"]


def test_a_mention_names_the_sections_in_their_order() -> None:
    text = "前言\n一、排水\n市教育局开放操场。\n二、教育局说明\n云溪市教育局、市税务局到场。\n"
    contents = (ContentsEntry("s-1", "一、排水", 1), ContentsEntry("s-2", "二、教育局说明", 1))
    found = Names(REGISTRY).find(text, contents, ("云溪市水务局",))
    assert [(m.name, m.times, m.sections) for m in found] == [
        ("云溪市教育局", 2, (("s-1", "一、排水"), ("s-2", "二、教育局说明"))),
        ("云溪市税务局", 1, (("s-2", "二、教育局说明"),)),
    ]


def test_related_bulletins_are_others_each_once_and_stable() -> None:
    entries = [entry(f"e{n}", n, ("排水车", str(n)), topics=("防汛",)) for n in range(20)]
    related = Related(build_index(entries, REGISTRY))
    again = Related(build_index(entries[::-1], REGISTRY))
    for one in entries:
        found = [other.url for other in related.of(one)]
        assert one.url not in found
        assert len(set(found)) == len(found) == 4
        assert found == [other.url for other in again.of(one)]


def test_related_bulletins_leave_out_what_the_page_links_to_anyway() -> None:
    entries = [entry(f"e{n}", n, topics=("防汛",)) for n in range(3)]
    related = Related(build_index(entries, REGISTRY))
    assert [e.url for e in related.of(entries[0], (entries[1].url,))] == [entries[2].url]


def test_a_shared_topic_weighs_more_than_the_department() -> None:
    one = entry("one", 10, topics=("防汛",))
    same_topic = entry("topic", 1, departments=("云溪市教育局",), topics=("防汛",))
    same_department = entry("department", 9)
    related = Related(build_index([one, same_topic, same_department], REGISTRY))
    assert [e.bulletin.slug for e in related.of(one)] == ["topic", "department"]
