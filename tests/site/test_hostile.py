"""Whatever stands in a report or a post reads on the page as text, and runs nowhere."""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from sites import Page, add_post, all_pages, build, fresh_content, read_page

from bulletins.model import Block, BlockKind, Bulletin, Correction, Section
from bulletins.post import write_post

# name -> words as a report may hold them
WORDS = {
    "script": "<script>alert(1)</script>",
    "image": '<img src=x onerror="alert(1)">',
    "svg": "<svg/onload=alert(1)>",
    "open-tag": "<b>未闭合 <a href='javascript:alert(1)'>点",
    "comment": "前<!-- 藏 -->后",
    "cdata": "<![CDATA[ x ]]>",
    "doctype": "<!DOCTYPE html><?php echo 1 ?>",
    "entities": "&lt;script&gt; &amp;amp; &#60;b&#62; &copy;",
    "jinja": "{{ 7*7 }} {% raw %} {# x #}",
    "link": "[点击](javascript:alert(1))",
    "link-data": "[点击](data:text/html;base64,PHNjcmlwdD4=)",
    "link-control": "[点击](java\tscript:alert(1))",
    "picture": "![图](javascript:alert(1))",
    "picture-remote": "![图](https://example.org/spy.png)",
    "reference": "[x]: javascript:alert(1)",
    "reference-use": "[x][x] 和 [x]",
    "attribute-list": "文字{: onclick=alert(1) }",
    "autolink": "<https://example.org/> <a@example.org>",
    "document-number": "国办发[2024](试行)",
    "static": "[密]({static}/../.git/config) 文",
    "stars": "5*6*7 **粗** ***",
    "underscores": "a_b_c __d__",
    "ticks": "`code` ``x``",
    "backslashes": "C:\\新建\\文件 \\* \\\\",
    "heading": "# 不是标题",
    "rule": "--- 不是横线",
    "list-number": "1. 不是列表",
    "list-dash": "- 不是列表",
    "quote": "> 不是引用",
    "table": "| 不 | 是 |",
    "setext": "===",
    "formula": "=HYPERLINK(1) 共8件",
    "quotes": "\"'`” 引号",
    "brackets": "[[[[[[ ]]]]]]",
}
HEAD = {"title", "topic", "origin", "author", "document_number", "note", "heading", "caption", "item", "cell"}
BAIT = '<img src=x onerror=alert(1)>"><script>alert(2)</script>{{7*7}}'


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One site of hostile posts: each of WORDS escaped by write_post and raw as an editor might paste it."""
    place = tmp_path_factory.mktemp("hostile")
    content = fresh_content(place / "content")
    posts = content / "posts" / "2024"
    for name, words in WORDS.items():
        bulletin = Bulletin(
            f"样本 {name}",
            ("云溪市民政局",),
            datetime(2024, 5, 6),
            (Section("", 0, (Block(words),)),),
            slug=f"e-{name}",
        )
        (posts / f"e-{name}.md").write_text(write_post(bulletin), "utf-8")
        if not name.startswith(("static", "link-control")):
            add_post(content, f"r-{name}", f"甲{words}乙\n\n{words}", f"原样 {name}")
    everywhere = Bulletin(
        f"题{BAIT}",
        ("云溪市民政局",),
        datetime(2024, 5, 7),
        (
            Section(f"节{BAIT}", 1, (Block(f"说明{BAIT}", BlockKind.CAPTION), Block(f"项{BAIT}\n二", BlockKind.LIST))),
            Section("表", 1, (Block(f"列{BAIT}\t列二\n格{BAIT}8件\t二", BlockKind.TABLE),)),
        ),
        slug="everywhere",
        topics=(f"主题{BAIT}",),
        series=f"系列{BAIT}",
        origin=f"来源{BAIT}",
        author=f"作者{BAIT}",
        document_number=f"文号{BAIT}",
        corrections=(Correction(datetime(2024, 5, 8), f"更正{BAIT}"),),
    )
    (posts / "everywhere.md").write_text(write_post(everywhere), "utf-8")
    done = build(content, place / "output")
    assert done.returncode == 0, done.stderr
    return place / "output"


def active(page: Page) -> list[str]:
    """What could run on a page, or load something from elsewhere."""
    found = []
    for element in page.elements:
        for name, value in element.attributes.items():
            plain = "".join(value.split()).lower()
            if name.startswith("on") or name in {"style", "srcdoc", "formaction"}:
                found.append(f"{element.tag} {name}")
            if name in {"href", "src", "action"} and plain.startswith(("javascript:", "data:", "vbscript:")):
                found.append(f"{element.tag} {name}={value}")
            if name == "src" and "//" in value:
                found.append(f"{element.tag} {name}={value}")
        if element.tag in {"iframe", "object", "embed", "base", "style", "math", "foreignobject"}:
            found.append(element.tag)
        if element.tag == "script" and (element.text.strip() or not element.attributes.get("src")):
            found.append("inline script")
    return found


def test_nothing_is_active_on_any_page(output: Path) -> None:
    assert {page.path: found for page in all_pages(output) if (found := active(page))} == {}


@pytest.mark.parametrize("name", WORDS)
def test_escaped_words_read_as_in_the_report(output: Path, name: str) -> None:
    body = read_page(output, f"bulletins/2024/e-{name}/").all("div", id="text")[0].text
    assert body.strip() == WORDS[name]


RAW = [name for name in WORDS if name not in {"static", "link-control"}]
# Here an editor's Markdown means what it says in any post: marks of emphasis, an escape, a heading.
MARKDOWN = {"stars", "backslashes", "entities", "heading", "list-dash", "table"}


@pytest.mark.parametrize("name", [name for name in RAW if name not in MARKDOWN])
def test_raw_words_read_as_typed(output: Path, name: str) -> None:
    body = read_page(output, f"bulletins/2024/r-{name}/").all("div", id="text")[0].text
    assert body.strip() == f"甲{WORDS[name]}乙\n{WORDS[name]}"


@pytest.mark.parametrize("page", ["bulletins/2024/everywhere/", "", "departments/minzheng/", "archive/"])
def test_bait_is_text_wherever_a_post_can_put_it(output: Path, page: str) -> None:
    assert f"题{BAIT}" in read_page(output, page).text


def test_every_field_shows_the_bait_as_text(output: Path) -> None:
    text = read_page(output, "bulletins/2024/everywhere/").text
    for word in ("题", "节", "说明", "项", "列", "格", "主题", "系列", "来源", "作者", "文号", "更正"):
        assert f"{word}{BAIT}" in text


def test_feeds_and_data_stay_well_formed(output: Path) -> None:
    roots = {ElementTree.parse(path).getroot().tag.rpartition("}")[2] for path in output.rglob("*.xml")}
    assert roots == {"feed", "urlset"}
    files = [*output.rglob("*.json"), *output.rglob("*.jsonld")]
    assert files and all(json.loads(path.read_text("utf-8")) is not None for path in files)


def test_a_feed_reader_shows_words_as_words(output: Path) -> None:
    inside = set()
    for path in output.rglob("feed.xml"):
        for element in ElementTree.parse(path).iter():
            if element.get("type") == "html":
                shown = BeautifulSoup(element.text or "", "lxml")
                inside |= {(tag.name, *tag.attrs) for tag in shown.find_all(True)}
                if element.tag.endswith("summary"):
                    assert {tag.name for tag in shown.find_all(True)} <= {"html", "body", "p"}
    assert ("p",) in inside
    assert not [
        tag for tag, *names in inside if tag in {"script", "svg", "iframe", "b"} or set(names) & {"onerror", "onload"}
    ]
    feed = BeautifulSoup((output / "feed.xml").read_bytes(), "xml")
    assert any(BAIT in BeautifulSoup(entry.summary.text, "lxml").text for entry in feed.find_all("entry"))


def test_a_spreadsheet_runs_no_cell(output: Path) -> None:
    rows = list(csv.DictReader((output / "data/statistics.csv").open(encoding="utf-8", newline="")))
    cells = [(key, value) for row in rows for key, value in row.items() if key not in {"value", "upper"}]
    assert any(value.startswith("'=HYPERLINK") for _, value in cells)
    assert [cell for cell in cells if cell[1][:1] in ("=", "+", "-", "@")] == []
