"""HTML: paragraphs as lines, tables as rows, furniture of the page and hidden parts left out."""

from __future__ import annotations

import pytest

from bulletins.reading import read_report

BODY = "<p>全市共调拨物资300件。</p><p>转移群众1200人。</p>"
TEXT = "全市共调拨物资300件。\n转移群众1200人。\n"


def text_of(page: str) -> str:
    return read_report(page.encode(), "a.html").text


@pytest.mark.parametrize(
    ("name", "page", "text"),
    [
        ("paragraphs", BODY, TEXT),
        ("navigation", f"<nav>首页</nav><header>云溪市</header>{BODY}<footer>版权</footer>", TEXT),
        ("article", f"<div>推荐</div><article><header><h1>防汛</h1></header>{BODY}</article>", f"防汛\n\n{TEXT}"),
        ("headline outside", f"<h1>防汛</h1><article>{BODY}</article>", f"防汛\n\n{TEXT}"),
        ("article is a teaser", f"<article>短</article>{BODY * 3}", f"短\n{TEXT * 3}"),
        ("box of a site system", f"<div>热点</div><div class='x TRS_Editor'>{BODY}</div>", TEXT),
        (
            "title of the window",
            f"<title>防汛情况_云溪市</title><div>云溪</div><article>{BODY}</article>",
            f"防汛情况\n\n{TEXT}",
        ),
        ("title of the window, whole page", f"<title>防汛情况_云溪市</title>{BODY}", TEXT),
        ("headline within a sentence", f"<h1>转移群众</h1><article>{BODY}</article>", f"转移群众\n\n{TEXT}"),
        ("headline in two lines", f"<article><h1>防汛<br>情况</h1>{BODY}</article>", f"防汛\n情况\n\n{TEXT}"),
        ("menu of links", f"<div>{'<a>菜单项目</a>' * 50}</div><div class='trs_editor_view'>{BODY}</div>", TEXT),
        ("name within another name", f"<div class='not-zoom-box'>短</div>{BODY}", f"短\n{TEXT}"),
        ("script and style", f"<script>if(1<2)x()</script><style>p{{}}</style>{BODY}", TEXT),
        ("hidden", f"<p hidden>甲</p><p style='Display : None'>乙</p>{BODY}", TEXT),
        ("comment", f"<!-- 内部 <p>丙</p> -->{BODY}", TEXT),
        ("line break", "<p>甲<br>乙</p>", "甲\n乙\n"),
        ("source wraps inside Han", "<p>全市共\n   调拨</p>", "全市共调拨\n"),
        ("source wraps between words", "<p>5G\n network</p>", "5G network\n"),
        ("inline marks", "<p>共<b>18</b><i>3</i>件</p>", "共183件\n"),
        ("entities", "<p>&lt;通知&gt;&amp;&nbsp;&#x4E91;</p>", "<通知>& 云\n"),
        ("empty paragraph is a blank line", "<p>甲</p><p>&nbsp;</p><p>乙</p>", "甲\n\n乙\n"),
        ("headings part", "<p>甲</p><h2>一、做法</h2><p>乙</p>", "甲\n\n一、做法\n\n乙\n"),
        ("preformatted", "<pre>甲\n  乙</pre>", "甲\n乙\n"),
        ("powers", "<p>10<sup>4</sup>m<sup>2</sup>注<sup>甲</sup></p>", "10⁴m²注甲\n"),
        ("ordered list", "<ol><li>甲<li>乙</ol>", "1. 甲\n2. 乙\n"),
        ("ordered list from five", "<ol start=5><li>甲</ol>", "5. 甲\n"),
        ("list with its own numbers", "<ol><li>（一）甲<li>（二）乙</ol>", "（一）甲\n（二）乙\n"),
        ("bullets", "<ul><li>甲</li><li><p>乙</p></li></ul>", "• 甲\n• 乙\n"),
        ("data table", "<table><tr><th>项目<th>数量<tr><td>帐篷<td>8</table>", "项目\t数量\n帐篷\t8\n"),
        (
            "spans",
            "<table><tr><td rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2</table>",
            "甲\t乙\t\n\t1\t2\n",
        ),
        ("layout table", f"<table><tr><td>栏<td><table><tr><td>{BODY}</table></table>", f"栏\n{TEXT}"),
        (
            "meta tags",
            "<meta name=ArticleTitle content=防汛><meta name=PubDate content='2024-07-01 09:30'>"
            f"<meta name=ContentSource content=云溪市水务局>{BODY}",
            f"防汛\n\n发布时间：2024-07-01 09:30 来源：云溪市水务局\n\n{TEXT}",
        ),
        (
            "meta tags shown",
            f"<meta name=PubDate content=2024-07-01><p>2024年7月1日</p>{BODY}",
            f"2024年7月1日\n{TEXT}",
        ),
        ("nothing closed", "<div><p>甲<b>乙<p>丙", "甲乙\n丙\n"),
    ],
)
def test_text_of_a_page(name: str, page: str, text: str) -> None:
    assert text_of(page) == text


def test_declared_charset_does_not_mislead() -> None:
    page = f'<html><head><meta charset="utf-8"></head><body>{BODY}</body></html>'
    report = read_report(page.encode("gb18030"), "a.htm")
    assert (report.encoding, report.media_type, report.text) == ("gb18030", "text/html", TEXT)


def test_pictures_written_into_the_page_do_not_count() -> None:
    assert text_of(f'<img src="data:image/png;base64,{"A" * 6_000_000}">{BODY}') == TEXT


@pytest.mark.parametrize("tag", ["div", "b", "table><tr><td", "ul><li", "article"])
def test_words_survive_any_depth(tag: str) -> None:
    assert text_of(f"<{tag}>" * 30_000 + "堤防").strip("• \n\t1.") == "堤防"


def test_spans_cannot_blow_up() -> None:
    row = "<tr>" + "<td colspan=99999 rowspan=99999>1" * 100
    assert len(text_of("<table>" + row * 100)) < 100_000


def test_a_picture_in_a_block_of_its_own_leaves_a_sign_and_an_ornament_none() -> None:
    alone, inside = "<p><a><img src='a.jpg'></a></p>", "<p>继续<img src='b.jpg'>巡查。</p>"
    page = f"<h1>清淤</h1><p>清淤12公里。</p>{alone}{inside}<p><img src='c.gif' width='16px'></p>"
    assert [line for line in text_of(page).split("\n") if line] == ["清淤", "清淤12公里。", "[图片]", "继续巡查。"]


def test_a_logo_over_the_text_leaves_no_sign() -> None:
    assert "图片" not in text_of("<div><img src='logo.png'></div><h1>清淤</h1><p>清淤12公里。</p>")
