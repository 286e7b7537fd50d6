"""What stands on the pages: the addresses and hooks of the contract, in a small site."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree

import pytest
from sites import Page, add_post, all_pages, build, read_page, tree

ATOM = "{http://www.w3.org/2005/Atom}"
BULLETIN = "bulletins/2024/fang-xun/"


@pytest.mark.parametrize(
    "address",
    [
        *("", BULLETIN, f"{BULLETIN}ledger/", "departments/", "departments/shuiwu/", "departments/shuiwu/2024/"),
        *("topics/fang-xun/", "series/xiao-che-an-quan-zhuan-bao/", "columns/zhuan-bao/", "archive/", "archive/2023/"),
        *("figures/", "search/", "about/", "sitemap/"),
    ],
)
def test_every_kind_of_page_is_there(site: Path, address: str) -> None:
    assert (site / address / "index.html").is_file()


@pytest.mark.parametrize(
    "path",
    [
        *("404.html", "feed.xml", "feed.json", "sitemap.xml", "robots.txt", "departments/shuiwu/feed.xml"),
        *("data/statistics.csv", "data/statistics.json", "data/statistics.sqlite", "data/bulletins.json"),
        *("data/statistics.csv-metadata.json", "data/dataset.jsonld", f"{BULLETIN}data.json", f"{BULLETIN}data.csv"),
        *("theme/css/site.css", "search/manifest.json", "images/dot.png", "files/清单 1.csv", "reports/fang-xun.txt"),
    ],
)
def test_every_kind_of_file_is_there(site: Path, path: str) -> None:
    assert (site / path).stat().st_size > 0


def test_every_inner_link_and_fragment_resolves(site: Path) -> None:
    pages = {page.path: page for page in all_pages(site)}
    dead = [
        (page.path, target, fragment)
        for page in pages.values()
        for target, fragment in page.targets()
        if not (site / target).is_file() or (fragment and fragment not in pages[target].ids())
    ]
    assert dead == []


def test_a_statistic_in_the_body_is_an_anchor_with_its_value(site: Path) -> None:
    found = {e.text: e.attributes for e in read_page(site, BULLETIN).all("data", cls="quantity")}
    assert found["2613件"]["value"] == "2613"
    assert found["2613件"]["id"].startswith("q-")


def test_a_box_leads_to_the_words_it_came_from(site: Path) -> None:
    page = read_page(site, BULLETIN)
    anchors = {e.attributes["id"]: e.text for e in page.all("data", cls="quantity")}
    boxes = page.all("a", cls="highlight")
    assert boxes
    assert all(box.attributes["href"].removeprefix("#") in anchors for box in boxes)
    total = next(box for box in boxes if "2613" in box.text)
    assert anchors[total.attributes["href"].removeprefix("#")] == "2613件"


def test_a_box_shows_the_clause_it_came_from(site: Path) -> None:
    page = read_page(site, BULLETIN)
    boxes = page.all("a", cls="highlight")
    clauses = page.all("span", cls="highlight__clause")
    assert len(clauses) == len(boxes)
    words = "".join(page.text.split())
    assert all("".join(clause.text.split()).strip("…") in words for clause in clauses)
    assert any("2613件" in clause.text for clause in clauses)


def test_a_box_on_the_home_page_says_what_is_not_verified(content: Path, tmp_path: Path) -> None:
    add_post(content, "unsure", "市水务局巡查河道9600公里。")
    path = next(content.rglob("unsure.md"))
    path.write_text(path.read_text("utf-8").replace("\n---\n", "\nreview: [department]\n---\n", 1), "utf-8")
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    boxes = {box.text for box in read_page(tmp_path / "output", "").all("a", cls="figure")}
    assert {"待核实" in box for box in boxes if "9600公里" in box} == {True}
    assert any("待核实" not in box for box in boxes)


def test_hedges_stay_visible(site: Path) -> None:
    rows = read_page(site, "figures/").all("td", cls="cell--number")
    assert {"约620人", "1700余万元"} <= {row.text.strip() for row in rows}


@pytest.mark.parametrize(
    ("address", "audit", "words"),
    [(BULLETIN, "adds-up", "与总数一致"), ("bulletins/2024/xiao-che-2/", "differs", "比总数少50个")],
)
def test_a_breakdown_says_whether_it_adds_up(site: Path, address: str, audit: str, words: str) -> None:
    views = read_page(site, address).all("div", data_audit=audit)
    assert any(words in view.text for view in views)


def test_department_links_carry_rel_author(site: Path) -> None:
    links = read_page(site, "bulletins/2024/lian-he/").all("a", rel="author")
    assert {link.text for link in links} >= {"云溪市水务局", "云溪市税务局"}


def test_a_joint_issue_stands_on_both_departments_pages(site: Path) -> None:
    for slug in ("shuiwu", "shuiwu-tax"):
        assert "关于减免水费的联合通告" in read_page(site, f"departments/{slug}/").text


def test_homophones_keep_their_own_pages(site: Path) -> None:
    assert "云溪市水务局" in read_page(site, "departments/shuiwu/").text
    assert "云溪市税务局" in read_page(site, "departments/shuiwu-tax/").text


def test_a_department_is_told_where_it_is_mentioned(site: Path) -> None:
    page = read_page(site, "departments/jiaoyu/")
    assert "也被提及" in page.text
    assert "全市防汛物资调拨情况" in page.text


def test_one_figure_reported_twice_is_a_trend(site: Path) -> None:
    page = read_page(site, "departments/shuiwu/")
    trend = next(e for e in page.all("li", cls="trend") if "堤防" in e.text)
    assert trend.text.index("41处") < trend.text.index("48处")


def test_a_chinese_name_and_latest_lead_on(site: Path) -> None:
    for path, target in (
        ("departments/云溪市水利局/", "departments/shuiwu/"),
        ("series/xiao-che-an-quan-zhuan-bao/latest/", "bulletins/2024/xiao-che-2/"),
    ):
        assert read_page(site, path).targets()[-1] == (f"{target}index.html", "")


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("topics/防汛/", "topics/fang-xun/"),
        ("columns/专报/", "columns/zhuan-bao/"),
        ("series/校车安全专报/", "series/xiao-che-an-quan-zhuan-bao/"),
    ],
)
def test_other_chinese_names_lead_on_too(site: Path, path: str, target: str) -> None:
    assert read_page(site, path).targets()[-1] == (f"{target}index.html", "")


@pytest.mark.parametrize("address", ["archive/2024/", "archive/2024/07/", "topics/wu-zi/", "columns/zhuan-bao/"])
def test_every_list_has_an_atom_and_a_json_feed_of_its_own(site: Path, address: str) -> None:
    heads = {
        link.attributes["href"].rpartition("/")[2] for link in read_page(site, address).all("link", rel="alternate")
    }
    assert heads == {"feed.xml", "feed.json"}
    atom = ElementTree.parse(site / address / "feed.xml").getroot()
    feed = json.loads((site / address / "feed.json").read_bytes())
    titles = [e.findtext(f"{ATOM}title") for e in atom.findall(f"{ATOM}entry")]
    assert titles == [item["title"] for item in feed["items"]] != []
    assert [e.findtext(f"{ATOM}content") for e in atom.findall(f"{ATOM}entry")] == [
        item["content_html"] for item in feed["items"]
    ]
    assert [e.findtext(f"{ATOM}id") for e in atom.findall(f"{ATOM}entry")] == [item["id"] for item in feed["items"]]


def test_a_month_lists_its_own_bulletins_and_no_other(site: Path) -> None:
    days = {e.attributes["datetime"] for e in read_page(site, "archive/2024/07/").all("time")}
    assert days and all(day.startswith("2024-07") for day in days)
    assert not list((site / "archive/2024").glob("0[!0-9]"))


def test_a_bulletin_of_a_series_has_the_next_part_beside_it(site: Path) -> None:
    first, second = (read_page(site, f"bulletins/2024/xiao-che-{part}/") for part in (1, 2))
    assert [link.text for link in first.all("a", rel="next")] == ["下一篇校车安全专报·民政部分"]
    assert [link.text for link in second.all("a", rel="prev")] == ["上一篇校车安全专报·教育部分"]


def test_a_mention_leads_to_the_section_that_names_the_department(site: Path) -> None:
    page = read_page(site, "departments/shuiwu-tax/")
    assert (f"{BULLETIN}index.html", "s-二下一步") in page.targets()
    assert "二、下一步" in page.text


def _rows(page: Page) -> list[tuple[str, str]]:
    return [target for target in page.targets() if target[1].startswith("q-")]


def test_every_statistic_stands_on_pages_of_its_year_department_and_unit(site: Path) -> None:
    with (site / "data/statistics.csv").open(encoding="utf-8", newline="") as stream:
        records = list(csv.DictReader(stream))
    expected = sorted(record["url"].replace("#", "index.html#") for record in records)
    for kind in ("year", "unit"):
        pages = [read_page(site, path.relative_to(site).as_posix()) for path in site.glob(f"figures/{kind}/**/*.html")]
        assert sorted("#".join(row) for page in pages for row in _rows(page)) == expected
    units = {record["unit"] for record in records}
    assert "元" in units and not any(mark in unit for unit in units for mark in ("万", "亿", "以上"))
    for record in records:
        folder = site / "figures/year" / record["date"][:4]
        assert record["url"] in (folder / "statistics.csv").read_text("utf-8")
    water = json.loads((site / "figures/department/shuiwu/statistics.json").read_bytes())
    assert [row["id"] for row in water] == [r["id"] for r in records if "云溪市水务局" in r["departments"].split("；")]


def test_the_parts_that_filters_fetch_hold_every_statistic(site: Path) -> None:
    index = json.loads((site / "figures/index.json").read_bytes())
    everything = json.loads((site / "data/statistics.json").read_bytes())
    assert index["total"] == len(everything)
    for kind in ("year", "unit"):
        found = []
        for _, address, count in index[kind]:
            parts = sorted((site / "figures" / address).glob("rows-*.json"))
            rows = [(b[0], row) for path in parts for b in json.loads(path.read_bytes()) for row in b[4]]
            assert len(rows) == count
            found += [(f"{url}#{row[0]}", row[1], row[2], row[4], row[6]) for url, row in rows]
        assert sorted(found) == sorted((r["url"], r["label"], r["value"], r["unit"], r["printed"]) for r in everything)


def test_a_series_shows_its_parts_in_order(site: Path) -> None:
    links = [e.text for e in read_page(site, "series/xiao-che-an-quan-zhuan-bao/").all("h2", cls="card__title")]
    assert links == ["校车安全专报·教育部分", "校车安全专报·民政部分"]


def test_a_draft_is_nowhere(site: Path) -> None:
    needle = b"77771", "还没写完的稿子".encode()
    assert not [path for path in site.rglob("*") if path.is_file() and any(n in path.read_bytes() for n in needle)]


def test_an_archived_bulletin_says_so(site: Path) -> None:
    assert "已归档" in read_page(site, "bulletins/2024/lian-he/").text


def test_what_was_inferred_waits_for_an_editor(site: Path) -> None:
    assert "待编辑核实" in read_page(site, "bulletins/2023/fang-xun/").text


def test_a_correction_is_shown_and_dates_the_feed(site: Path) -> None:
    assert "更正为813床" in read_page(site, BULLETIN).text
    entries = ElementTree.parse(site / "topics/wu-zi/feed.xml").getroot().findall(f"{ATOM}entry")
    assert [e.findtext(f"{ATOM}updated") for e in entries] == ["2024-07-20T00:00:00+08:00"]
    assert [e.findtext(f"{ATOM}published") for e in entries] == ["2024-07-12T09:30:00+08:00"]


def test_marks_and_line_ends_of_old_editors_reach_no_list(content: Path, tmp_path: Path) -> None:
    path = add_post(content, "old", "", "“三夏”农机检修")
    body = "**7月1日**，民政局完成[检修](/departments/)\r共12台（[2024]试行）。\n\n## 一、做法\n\n正文。\n"
    path.write_bytes((path.read_text("utf-8") + body).encode())
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    rows = json.loads((tmp_path / "output/data/bulletins.json").read_bytes())
    assert [row["excerpt"] for row in rows if row["url"] == "bulletins/2024/old/"] == [
        "7月1日，民政局完成检修 共12台（[2024]试行）。正文。"
    ]
    rows = list(csv.DictReader((tmp_path / "output/bulletins/2024/old/data.csv").open(encoding="utf-8", newline="")))
    assert [row["value"] for row in rows] == ["12"]
    assert "农机检修" in read_page(tmp_path / "output", "archive/letters/s/").text


def test_kinds_of_departments_that_read_alike_stand_apart(content: Path, tmp_path: Path) -> None:
    registry = content / "departments.yaml"
    text = registry.read_text("utf-8").replace("kind: 政府部门", "kind: 事业").replace("kind: 驻市单位", "kind: 视野")
    registry.write_text(text, "utf-8")
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert {"kind-shi-ye", "kind-shi-ye-2"} <= read_page(tmp_path / "output", "departments/").ids()


def test_an_audit_speaks_in_the_unit_of_the_text(content: Path, tmp_path: Path) -> None:
    add_post(content, "grain", "全市处置陈化粮238千克（北片100千克，南片120千克）。")
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    words = read_page(tmp_path / "output", "bulletins/2024/grain/").text
    assert "总数238千克，2个分项合计220千克，比总数少18千克" in words


def test_totals_of_tables_are_audited(content: Path, tmp_path: Path) -> None:
    rows = "| 县区 | 户数 | 人数 |\n|---|---|---|\n| 东区 | 812 | 2140 |\n| 西区 | 640 | 1655 |\n| 合计 | {} | 3795 |"
    add_post(content, "slip", rows.format("1,462"))
    add_post(content, "fine", rows.format("1,452"))
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    slip = read_page(tmp_path / "output", "bulletins/2024/slip/")
    assert len(slip.all("section", data_audit="differs")) == 1
    assert "“合计”一行“户数”一列是1462，各项相加得1452，相差10；原文如此" in slip.text
    fine = read_page(tmp_path / "output", "bulletins/2024/fine/")
    assert len(fine.all("section", data_audit="adds-up")) == 1
    assert "核对了2个合计数，逐项相加，全部一致" in fine.text


def test_the_feed_has_the_full_text_and_lasting_ids(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    by_title = {e.findtext(f"{ATOM}title"): e for e in feed.findall(f"{ATOM}entry")}
    entry = by_title["全市防汛物资调拨情况"]
    assert "继续值守" in (entry.findtext(f"{ATOM}content") or "")
    assert entry.findtext(f"{ATOM}id") == f"tag:gongbao.yunxi.example,2024:{BULLETIN}"
    assert len(by_title) == 5


def test_links_in_a_post_lead_to_the_bulletin_and_out(site: Path) -> None:
    page = read_page(site, BULLETIN)
    assert ("bulletins/2023/fang-xun/index.html", "") in page.targets()
    assert page.all("a", href="https://example.org/a?b=1&c=2")


def test_headings_have_ids_made_of_their_words(site: Path) -> None:
    page = read_page(site, BULLETIN)
    assert [e.attributes["id"] for e in page.all("h2") if e.text == "一、主要做法"] == ["s-一主要做法"]
    assert [e.text for e in page.all("p", cls="caption")] == ["图为排水队员在北河桥头作业"]


def test_the_record_shows_report_and_bulletin(site: Path) -> None:
    page = read_page(site, f"{BULLETIN}ledger/")
    assert "浏览次数" in page.text
    assert any("分享到" in e.text for e in page.all("del"))
    assert "浏览次数:88" in (site / "reports/fang-xun.txt").read_text("utf-8")


def test_metadata_of_the_state_standard(site: Path) -> None:
    meta = {e.attributes.get("name"): e.attributes.get("content") for e in read_page(site, BULLETIN).all("meta")}
    assert meta["ArticleTitle"] == "全市防汛物资调拨情况"
    assert meta["PubDate"] == "2024-07-12 09:30"
    assert meta["ContentSource"] == "云溪市水务局"
    assert meta["SiteName"] == "云溪公报"


def test_data_files_agree(site: Path) -> None:
    rows = list(csv.DictReader((site / "data/statistics.csv").open(encoding="utf-8", newline="")))
    objects = json.loads((site / "data/statistics.json").read_text("utf-8"), parse_float=Decimal, parse_int=Decimal)
    assert [(r["url"], Decimal(r["value"])) for r in rows] == [(o["url"], o["value"]) for o in objects]
    base = sqlite3.connect(f"file:{site / 'data/statistics.sqlite'}?mode=ro", uri=True)
    assert base.execute("SELECT count(*), count(DISTINCT url) FROM statistics").fetchone() == (len(rows), len(rows))
    columns = json.loads((site / "data/statistics.csv-metadata.json").read_text("utf-8"))["tableSchema"]["columns"]
    assert [column["name"] for column in columns] == list(rows[0])
    by_printed = {row["printed"]: row for row in rows}
    assert by_printed["1700余万元"]["value"] == "17000000"
    assert by_printed["1700余万元"]["hedge"] == "余"
    assert by_printed["1950件"]["audit"] == ""


def test_the_table_is_valid_csv_on_the_web(site: Path, tmp_path: Path) -> None:
    csvw = pytest.importorskip("csvw", reason="needs the validator of the test extra")
    for name in ("statistics.csv", "statistics.csv-metadata.json"):
        shutil.copy(site / "data" / name, tmp_path / name)
    metadata = str(tmp_path / "statistics.csv-metadata.json")
    assert csvw.CSVW(metadata, validate=True).is_valid
    table = tmp_path / "statistics.csv"
    table.write_text(table.read_text("utf-8").replace(",2613,", ",viele,"), "utf-8")
    assert not csvw.CSVW(metadata, validate=True).is_valid


def test_parts_name_their_total(site: Path) -> None:
    data = json.loads((site / BULLETIN / "data.json").read_text("utf-8"))
    statistics = {row["printed"]: row for row in reversed(data["statistics"])}
    assert statistics["1200件"]["parent"] == statistics["1800件"]["id"]
    assert statistics["1800件"]["parent"] == statistics["2613件"]["id"]
    assert statistics["2613件"]["audit"] == "adds-up"
    assert data["@type"] == "Dataset"


def test_no_department_or_column_without_bulletins(site: Path) -> None:
    listed = {path.parent.name for path in (site / "columns").glob("*/feed.xml")}
    assert listed == {"gong-zuo-dong-tai", "tong-zhi-gong-gao", "zhuan-bao"}
    leading_on = {path.name for path in (site / "columns").iterdir() if path.is_dir()} - listed
    assert leading_on == {"工作动态", "通知公告", "专报"}


def test_no_absolute_path_of_the_machine_is_published(site: Path, tmp_path: Path) -> None:
    needle = str(site.parent).encode()
    assert not [path for path in tree(site) if needle in (site / path).read_bytes()]


def test_a_site_below_a_path_names_it_only_where_it_must(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    done = build(content, output, "--settings", "publishconf.py", GONGBAO_BASE="https://gongbao.example.org/gb")
    assert done.returncode == 0, done.stderr
    page = read_page(output, BULLETIN)
    assert page.all("link", rel="canonical", href=f"https://gongbao.example.org/gb/{BULLETIN}")
    assert not [e for e in page.all("a") if e.attributes.get("href", "").startswith(("/", "https://gongbao"))]
    leads = {target.split("/")[0] for target, _ in read_page(output, "404.html").targets()}
    assert leads == {"gb", "404.html"}
    assert f"<loc>https://gongbao.example.org/gb/{BULLETIN}</loc>" in (output / "sitemap.xml").read_text("utf-8")
    places = _sitemap(output)
    assert {f"https://gongbao.example.org/gb/{BULLETIN}", f"https://gongbao.example.org/gb/en/{BULLETIN}"} <= set(
        places
    )
    for place, same in places.items():
        assert (output / place.removeprefix("https://gongbao.example.org/gb/") / "index.html").is_file(), place
        assert place in same and set(same) <= set(places) and len(same) == 2, place


def _sitemap(output: Path) -> dict[str, list[str]]:
    """Address → the addresses of the same page in all languages, as a reader of XML finds them."""
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    rows = ElementTree.parse(output / "sitemap.xml").findall("s:url", spaces)
    return {
        str(row.findtext("s:loc", None, spaces)): [str(link.get("href")) for link in row.findall("x:link", spaces)]
        for row in rows
    }


def test_subscribing_and_errors_have_a_page_of_their_own(site: Path) -> None:
    page = read_page(site, "subscribe/")
    feeds = {e.attributes["href"] for e in page.all("a") if e.attributes.get("href", "").endswith("feed.xml")}
    assert {"../feed.xml", "../departments/shuiwu/feed.xml", "../topics/fang-xun/feed.xml"} <= feeds
    foot = {e.text: e.attributes["href"] for e in read_page(site, BULLETIN).all("a")}
    assert foot["订阅更新"] == "../../../subscribe/"
    assert foot["发现错误，告诉我们"] == "../../../errors/"
    assert "与主办单位联系" in read_page(site, "errors/").text
