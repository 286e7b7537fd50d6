"""Search in a real browser: exact against a plain scan, and the page as a reader uses it, under a strict policy."""

from __future__ import annotations

import random
import re
import shutil
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from gallery import environment, write
from playwright.sync_api import Browser, Page, Route
from sample_views import BULLETIN_URL, SITE
from sample_views import page as page_view
from search_corpus import corpus, queries
from serving import serving

from bulletins.search import SearchDocument, SearchSettings, SearchStatistic, build_index, fold, query_words
from bulletins.search.folding import fold_as_spelt
from bulletins.search.postings import MOST_HITS
from bulletins.site.searching import in_attribute

pytestmark = pytest.mark.browser

RELIEF = SearchDocument(
    "bulletins/2024/relief/",
    "防汛物资调拨情况",
    "2024-07-18",
    (("云溪市应急管理局", "departments/yingji/"),),
    "工作动态",
    ("防汛",),
    "全市调拨物资24860件，其中折叠床1990张。\n應對臺風 Wi-Fi 保障 <b>组</b> 值守。",
    (
        SearchStatistic("24860件", "调拨物资", "24860", "件"),
        SearchStatistic("1990张", "折叠床", "1990", "张"),
    ),
)
DRILL = SearchDocument("bulletins/2023/drill/", "各地开展抢险演练", "2023-05-02", text="队伍到位。")
REPORT = SearchDocument("bulletins/2023/report/", "全市抢险情况", "2023-05-03", text="道路通行。")
NOTICE = SearchDocument("bulletins/2023/notice/", "关于停水的通知", "2023-03-02", text="因防汛物资检修，夜间停水。")
QUARTER = SearchDocument(
    "bulletins/2023/quarter/", "一季度经济运行情况", "2023-04-20", text="全市居民消费价格保持平稳。"
)
DOCUMENTS = [*corpus(120), RELIEF, NOTICE, DRILL, REPORT, QUARTER]
# Small limits, so that a small corpus has every part of a large one: list nodes, many shards, cut candidates.
SETTINGS = SearchSettings(leaf_limit=6, list_limit=200, depth_limit=16, shard_bytes=1500)
FIND = """async (queries) => {
    const search = window.gongbaoSearch;
    await search.open('../search/');
    const answers = [];
    for (const query of queries) {
        const found = await search.find(query, '');
        answers.push(await Promise.all(found.ids.map(async (id) => (await search.record(id)).url)));
    }
    return answers;
}"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The theme's pages and an index, below a sub-path."""
    folder = tmp_path_factory.mktemp("search")
    write_site(folder / "sub" / "path")
    write_index(folder / "sub" / "path", DOCUMENTS)
    with serving(folder) as address:
        yield f"{address}/sub/path"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert not complaints


def write_site(folder: Path, manifest: bytes = b"") -> None:
    write(folder)
    context = {
        "site": SITE,
        "page": page_view("search", "检索", "search/"),
        "manifest": in_attribute(manifest.decode()),
    }
    (folder / "search").mkdir(exist_ok=True)
    (folder / "search" / "index.html").write_text(environment().get_template("search.html").render(context), "utf-8")


def write_index(folder: Path, documents: list[SearchDocument]) -> None:
    for name, data in build_index(documents, settings=SETTINGS).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def scan(query: str) -> set[str]:
    """The plain truth: bulletins in whose folded title or text every word of the query stands."""
    words = query_words(query)
    return {url for url, title, text in FOLDED if words and all(word in title or word in text for word in words)}


FOLDED = [(document.url, fold(document.title), fold(document.text)) for document in DOCUMENTS]


def search(page: Page, site: str, query: str, more: str = "") -> list[str]:
    """The addresses of the results that the page shows for a query in its address."""
    page.goto(f"{site}/search/?q={quote(query)}{more}")
    page.wait_for_selector("#results:not([aria-busy])", state="attached")
    return addresses(page, site)


def addresses(page: Page, site: str) -> list[str]:
    links: list[str] = page.eval_on_selector_all("#results a.result", "links => links.map((link) => link.href)")
    return [link.removeprefix(f"{site}/").split("#")[0] for link in links]


def test_finds_exactly_what_a_plain_scan_finds(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    asked = [
        *queries(DOCUMENTS, 300),
        "不存在的词句甲乙丙",
        "應對臺風",
        "災後 重建",
        "１８",
        "wi-fi 保障",
        '"Wi-Fi 保"',
        "a" * 10_000,
        "\n",
    ]
    answers: list[list[str]] = page.evaluate(FIND, asked)
    differences = {
        query: set(answer) ^ scan(query)
        for query, answer in zip(asked, answers, strict=True)
        if set(answer) != scan(query) or len(answer) != len(set(answer))
    }
    assert differences == {}


def test_every_title_typed_is_on_its_first_page(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    answers: list[list[str]] = page.evaluate(FIND, [document.title for document in DOCUMENTS])
    missed = [
        document.title for document, answer in zip(DOCUMENTS, answers, strict=True) if document.url not in answer[:10]
    ]
    assert missed == []


def test_a_title_stands_before_a_text(page: Page, site: str) -> None:
    assert search(page, site, "防汛物资") == [RELIEF.url, NOTICE.url]
    assert search(page, site, "防汛物资", "&sort=date") == [RELIEF.url, NOTICE.url]
    assert search(page, site, "停水") == [NOTICE.url]


def test_marks_the_words_in_title_and_excerpt(page: Page, site: str) -> None:
    search(page, site, "台风 折叠床")
    assert "。 / 應對" in str(page.text_content(".search-result__excerpt"))
    marks = page.eval_on_selector_all("#results mark", "marks => marks.map((mark) => mark.textContent)")
    assert marks == ["折叠床", "臺風"]


def test_markup_in_query_and_text_stays_text(page: Page, site: str) -> None:
    for query in (
        "<b>组</b>",
        "<img src=x onerror=alert(1)>",
        "\\",
        ".*",
        "(",
        "\ud800",
        "\u202e防汛物资",
        "😀",
        "\x01",
        "%",
    ):
        page.goto(f"{site}/search/")
        page.fill("#search-q", query)
        page.press("#search-q", "Enter")
        page.wait_for_selector("#results:not([aria-busy])", state="attached")
        assert page.locator("#results img, #results b, #search-status img").count() == 0
    assert search(page, site, "<b>组</b>") == [RELIEF.url]


@pytest.mark.parametrize(
    "query",
    [
        *(
            "防" * 10_000,
            "防汛物资" * 2_500,
            " ".join(map(chr, range(0x4E00, 0x4E80))),
            "\ud83d",
            "防\udc00汛物资",
            "\x00防汛\x07物资",
        ),
        *(
            "\u202e\u200f防汛\ufeff物资",
            "👨\u200d👩\u200d👧",
            "((((.*)+)+)+)$",
            "[一-龥]+",
            "&lt;b&gt;",
            "</script>",
            "javascript:alert(1)",
        ),
        *('"', '""', '"防汛', "\u3000 \t", "%E4%BD%", "\\u{110000}", "constructor", "__proto__", "toString"),
    ],
    ids=lambda query: ascii(query[:9]),
)
def test_a_strange_query_is_answered_like_any_other(page: Page, site: str, query: str) -> None:
    page.goto(f"{site}/search/")
    page.evaluate("query => { document.getElementById('search-q').value = query; }", query)
    page.press("#search-q", "Enter")
    page.wait_for_selector("#results:not([aria-busy])", state="attached")
    assert page.locator("#search-status button").count() == 0
    shown = page.get_attribute("#results", "data-total")
    # An address has no place for half a character: browsers write U+FFFD for it.
    query = query.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert shown == (str(len(scan(query))) if query.strip() else None)


def test_a_word_that_stands_in_parts_is_offered_as_two(page: Page, site: str) -> None:
    assert search(page, site, "停水防汛") == []
    page.locator("#search-help a", has_text="停水 防汛").click()
    page.wait_for_selector("#results[data-total='1']")
    assert addresses(page, site) == [NOTICE.url]


def test_filters_count_exactly_and_live_in_the_address(page: Page, site: str) -> None:
    expected = [document for document in DOCUMENTS if "云溪市水务局" in dict(document.departments)]
    hits = scan("的")
    search(page, site, "的")
    page.click("#search-filters summary")
    page.select_option("#filter-department", "云溪市水务局")
    page.wait_for_url("**department=**")
    page.wait_for_selector("#results:not([aria-busy])", state="attached")
    count = sum(document.url in hits for document in expected)
    assert page.get_attribute("#results", "data-total") == str(count)
    label = page.locator("#filter-department option:checked").text_content()
    assert label == f"云溪市水务局（{count}）"
    page.go_back()
    page.wait_for_selector(f"#results[data-total='{len(hits)}']")


def test_pages_of_ten(page: Page, site: str) -> None:
    first = search(page, site, "的")
    page.click("#search-pages [rel=next]")
    page.wait_for_selector("#results:not([aria-busy])", state="attached")
    second = addresses(page, site)
    assert len(first) == 10 and len(second) == 10 and not set(first) & set(second)
    assert "page=2" in page.url


def test_a_result_opens_at_its_hit(page: Page, site: str) -> None:
    search(page, site, "折叠床")
    target: Any = page.get_attribute("#results a.result", "href")
    assert unquote(target).endswith("#hit=折叠床:~:text=折叠床")


def test_a_missing_shard_is_said_and_can_be_tried_again(browser: Browser, site: str) -> None:
    page = browser.new_page()
    page.route("**/*.bin", lambda route: route.abort())
    page.goto(f"{site}/search/?q={quote('停水')}")
    page.wait_for_selector("#search-status button")
    page.unroute("**/*.bin")
    page.click("#search-status button")
    page.wait_for_selector("#results a.result")
    assert page.locator("#search-status button").count() == 0
    page.close()


def test_a_page_that_is_older_than_the_index_asks_for_what_stands_there_now(browser: Browser, tmp_path: Path) -> None:
    write_site(tmp_path, build_index([NOTICE, DRILL])["search/manifest.json"])
    write_index(tmp_path, DOCUMENTS)
    with serving(tmp_path) as address:
        page = browser.new_page()
        assert search(page, address, "防汛物资") == [RELIEF.url, NOTICE.url]
        page.close()
    shutil.rmtree(tmp_path)


def test_a_page_opened_as_a_file_says_why_it_cannot_search(page: Page, tmp_path: Path) -> None:
    write_site(tmp_path)
    page.goto((tmp_path / "search" / "index.html").as_uri() + "?q=停水")
    assert "不能在直接打开的文件里" in str(page.text_content("#search-status"))
    shutil.rmtree(tmp_path)


def test_without_scripts_the_form_leads_to_the_index(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/search/?q={quote('停水')}")
    assert page.locator("noscript a, .search__note a").first.is_visible()
    assert page.get_attribute("#search-form", "action") == "../sitemap/"
    context.close()


@pytest.mark.parametrize("query", ["24860", "24,860", "２４８６０", "2.486万", "2.49万", "24860件"])
def test_one_figure_in_all_its_spellings(page: Page, site: str, query: str) -> None:
    assert RELIEF.url in search(page, site, query)
    page.wait_for_selector("#search-figures:not([hidden])")
    figure = page.locator("#search-figures a.search__figure", has_text="调拨物资 24860件")
    assert figure.evaluate("link => link.href") == f"{site}/{RELIEF.url}#hit={quote('24860件')}&at=0"


@pytest.mark.parametrize("typed", ["防汛物资", "fangxun", "fxwz", "FANG xun wu", "yxsyjgl", "yingji", "应急管"])
def test_suggests_while_typing_by_spelling_pinyin_and_initials(page: Page, site: str, typed: str) -> None:
    page.goto(f"{site}/search/")
    page.type("#search-q", typed)
    wanted = RELIEF.title if typed[0] in "防fF" else "云溪市应急管理局"
    option = page.locator("#search-options li", has_text=wanted).first
    option.wait_for()
    assert page.get_attribute("#search-q", "aria-expanded") == "true"


@pytest.mark.parametrize("typed", ["qiangxian", "qx", "抢险"])
def test_a_word_within_titles_is_suggested(page: Page, site: str, typed: str) -> None:
    page.goto(f"{site}/search/")
    page.type("#search-q", typed)
    page.locator("#search-options li", has_text="词语").filter(has_text="抢险").first.click()
    page.wait_for_selector("#results[data-total='2']")
    assert set(addresses(page, site)) == {DRILL.url, REPORT.url}


def test_suggestions_are_taken_by_keyboard(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    page.type("#search-q", "防汛物")
    page.wait_for_selector("#search-options li")
    page.press("#search-q", "ArrowDown")
    assert page.get_attribute("#search-q", "aria-activedescendant") == "search-option-0"
    page.press("#search-q", "Enter")
    page.wait_for_selector("#results a.result")
    assert page.input_value("#search-q") == RELIEF.title
    assert page.locator("#search-options").is_hidden()


def test_a_department_taken_from_the_suggestions_lists_its_bulletins(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    page.type("#search-q", "应急管理")
    page.locator("#search-options li", has_text="云溪市应急管理局").click()
    page.wait_for_selector("#results a.result")
    own = sum("云溪市应急管理局" in dict(document.departments) for document in DOCUMENTS)
    assert page.get_attribute("#results", "data-total") == str(own)
    assert f"?department={quote('云溪市应急管理局')}" in page.url


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("yingji", None),
        ("云溪市应级管理局", "云溪市应急管理局"),
        ("yunxishiyingji", "云溪市应急管理局"),
        ("防汛物姿调拨情况", "防汛物资调拨情况"),
        ("夜间亭水", "夜间停水"),
    ],
)
def test_a_slip_leads_to_suggestions_and_never_to_results(
    page: Page, site: str, query: str, suggestion: str | None
) -> None:
    assert search(page, site, query) == []
    page.wait_for_selector("#search-help:not([hidden])")
    texts = page.eval_on_selector_all("#search-help a", "links => links.map((link) => link.textContent)")
    assert suggestion is None or suggestion in texts
    assert {"部门名录", "历年公报"} <= set(texts)


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("水物局", "云溪市水务局"),  # one sound, another character
        ("防讯", "防汛"),
        ("硬集管理局", "云溪市应急管理局"),
        ("水多局", "云溪市水务局"),  # without the place, another sound
        ("CPI", "居民消费价格"),
        ("夜间停水多少", "夜间停水"),
        ("哪些道路通行", "道路通行"),
    ],
)
def test_other_words_for_what_stands_there_are_suggested(page: Page, site: str, query: str, suggestion: str) -> None:
    assert search(page, site, query) == []
    page.wait_for_selector("#search-help:not([hidden])")
    page.locator("#search-help a", has_text=re.compile(f"^{suggestion}$")).first.click()
    page.wait_for_selector("#results a.result")
    assert suggestion in unquote(page.url).replace("+", " ")


def test_letters_are_no_initials_of_just_any_words(page: Page, site: str) -> None:
    assert search(page, site, "qxg") == []
    page.wait_for_selector("#search-help:not([hidden])")
    assert page.eval_on_selector_all("#search-help section a", "links => links.map((link) => link.textContent)") == []


@pytest.mark.parametrize(
    ("query", "month"),
    [
        ("2024年7月", "2024-07"),
        ("2024-07", "2024-07"),
        ("２０２４．７", "2024-07"),
        ("2024年", "2024"),
        ("防汛 2024", "2024"),
    ],
)
def test_a_day_leads_to_the_page_of_its_month(page: Page, site: str, query: str, month: str) -> None:
    assert set(search(page, site, query)) <= scan(query)
    link = page.locator("#search-day a")
    link.wait_for()
    count = sum(document.date.startswith(month) for document in DOCUMENTS)
    name = "2024年" if month == "2024" else "2024年7月"
    assert link.text_content() == f"{name}的公报（{count}篇）"
    assert link.evaluate("link => link.href") == f"{site}/archive/{month.replace('-', '/')}/"


@pytest.mark.parametrize("query", ["1873年", "12024", "2024年13月5日"])
def test_a_day_without_bulletins_leads_nowhere(page: Page, site: str, query: str) -> None:
    search(page, site, query)
    page.wait_for_selector("#search-help:not([hidden])")
    assert page.locator("#search-day").is_hidden()


def test_browser_and_builder_fold_alike(page: Page, site: str) -> None:
    draw = random.Random(3)
    odd = "ﬁ①㎏ⅣＡｶﾞ가e\u0301\u200b\u202e\ufe0f\xad\u3000\t\n \x85İßΣς𠀀😀\u0b47\u0b3e應对台〇々,，。“”—…"
    texts = ["".join(draw.choices(odd + "应急AB12 ", k=draw.randint(0, 12))) for _ in range(2000)]
    texts += [chr(code) + chr(code + 1) + " 市" for code in range(1, 0xD7FF, 3)]
    # A browser may know characters that are younger than this Python.
    texts = [text for text in texts if "Cn" not in map(unicodedata.category, text)]
    page.goto(f"{site}/search/")
    folded = page.evaluate("texts => texts.map((text) => gongbaoSearch.fold(text))", texts)
    assert {text: got for text, got in zip(texts, folded, strict=True) if got != fold_as_spelt(text)} == {}


def test_texts_come_back_as_printed(browser: Browser, tmp_path: Path) -> None:
    characters = "".join(map(chr, [*range(0x20, 0xD800), *range(0xE000, 0x10000), 0x20000, 0x1F600])) + "的" * 999
    write_site(tmp_path)
    write_index(tmp_path, [SearchDocument("a/", "题", "2024-01-01", text=f"始{characters}终")])
    with serving(tmp_path) as address:
        page = browser.new_page()
        page.goto(f"{address}/search/")
        read = "gongbaoSearch.open('../search/').then(() => gongbaoSearch.record(0)).then((one) => one.text)"
        assert page.evaluate(read) == re.sub(r"\s*\n\s*", "\n", f"始{characters}终")
        page.close()


def test_order_is_title_then_hits_then_newest(page: Page, site: str) -> None:
    page.goto(f"{site}/search/")
    words = [word for word in queries(DOCUMENTS, 60, seed=9) if " " not in word and len(word) < 4]
    answers: list[list[str]] = page.evaluate(FIND, words)
    texts = {url: (title, text) for url, title, text in FOLDED}
    dates = {document.url: document.date for document in DOCUMENTS}
    for word, answer in zip(map(fold, words), answers, strict=True):
        if not word or len(query_words(word)) > 1:
            continue
        in_title = [word in texts[url][0] for url in answer]
        assert in_title == sorted(in_title, reverse=True), word
        keys = [(word in texts[url][0], sum(hits(text, word) for text in texts[url])) for url in answer]
        if all(count <= MOST_HITS for _, count in keys):
            exact = [url for url in answer if texts[url][0] == word]
            assert keys[len(exact) :] == sorted(keys[len(exact) :], reverse=True), word
        for one, other in pairwise(answer):
            early = [texts[url][1].find(word) in range(lead_of(texts[url][1])) for url in (one, other)]
            if keys[answer.index(one)] == keys[answer.index(other)] and early[0] == early[1]:
                assert dates[one] >= dates[other], word


def lead_of(text: str) -> int:
    """How long the lead of a text is: it goes on to the end of its sentence."""
    return text.find("。", SETTINGS.lead_units - 1) + 1 or SETTINGS.lead_units


def hits(text: str, word: str) -> int:
    return sum(text.startswith(word, at) for at in range(len(text)))


def test_arriving_at_a_bulletin_marks_the_words_and_walks_through_them(page: Page, site: str) -> None:
    page.goto(f"{site}/{BULLETIN_URL}#hit={quote('物资')}:~:text={quote('物资')}")
    if not page.locator("script[src*='search-hit.js']").count():
        page.add_script_tag(url=f"{site}/theme/js/search-hit.js")
    marks = page.locator("#text mark.hit")
    assert marks.count() > 1
    assert set(marks.all_text_contents()) == {"物资"}
    bar = page.locator(".hit-bar")
    assert bar.get_by_role("status").text_content() == f"第1处，共{marks.count()}处"
    bar.get_by_text("下一处").click()
    assert marks.nth(1).evaluate("mark => mark.classList.contains('is-current')")
    bar.get_by_text("上一处").click()
    bar.get_by_text("上一处").click()
    assert bar.get_by_role("status").text_content() == f"第{marks.count()}处，共{marks.count()}处"
    before = page.text_content("#text")
    bar.get_by_text("取消标记").click()
    assert page.locator("mark.hit, .hit-bar").count() == 0
    assert page.text_content("#text") == before


def test_a_word_that_stands_in_the_extract_too_opens_at_the_text(page: Page, site: str) -> None:
    def with_extract(route: Route) -> None:
        answer = route.fetch()
        body = answer.text().replace('<div class="prose" id="text"', f'<p>物资</p>{"<p>行</p>" * 200}<div id="text"', 1)
        route.fulfill(response=answer, body=body)

    page.route(f"**/{BULLETIN_URL}", with_extract)
    page.goto(f"{site}/{BULLETIN_URL}#hit={quote('物资')}:~:text={quote('物资')}")
    inside = "mark => { const box = mark.getBoundingClientRect(); return box.top > 0 && box.bottom < innerHeight; }"
    for _ in range(40):  # the page glides there
        if page.locator("#text mark.hit").first.evaluate(inside):
            break
        page.wait_for_timeout(100)
    assert page.locator("#text mark.hit").first.evaluate(inside)


@pytest.mark.parametrize("hash", ["#hit=%", "#hit=", "#hit=%0A", "#hit=没有的词", "#hit=<b>"])
def test_a_strange_address_of_a_hit_does_no_harm(page: Page, site: str, hash: str) -> None:
    page.goto(f"{site}/{BULLETIN_URL}{hash}")
    page.add_script_tag(url=f"{site}/theme/js/search-hit.js")
    assert page.locator("mark.hit, .hit-bar").count() == 0


MODES: tuple[dict[str, Any], ...] = (
    {"viewport": {"width": 1280, "height": 900}},
    {"viewport": {"width": 320, "height": 700}, "color_scheme": "dark"},
    {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2},  # 1280 wide at 200 %
)


@pytest.mark.parametrize("mode", MODES, ids=("wide", "narrow and dark", "zoomed"))
def test_every_state_is_accessible_and_fits(browser: Browser, site: str, mode: dict[str, Any]) -> None:
    context = browser.new_context(**mode)
    page = context.new_page()
    failures: list[str] = []
    for query in ("防汛物资", "的", "24860", "没有这样的词句"):
        search(page, site, query)
        if query == "的":
            page.click("#search-filters summary")
            page.wait_for_selector("#filter-year option:nth-child(2)", state="attached")
        if query in {"24860", "没有这样的词句"}:
            page.wait_for_selector("#search-figures:not([hidden]), #search-help:not([hidden])")
        failures += complaints_of(page, query, thorough=mode is MODES[0] or query == "的")
    page.fill("#search-q", "")
    page.type("#search-q", "防汛")
    page.wait_for_selector("#search-options li")
    page.press("#search-q", "ArrowDown")
    failures += complaints_of(page, "suggestions", thorough=mode is MODES[0])
    page.goto(f"{site}/{BULLETIN_URL}#hit={quote('物资')}")
    if not page.locator("script[src*='search-hit.js']").count():
        page.add_script_tag(url=f"{site}/theme/js/search-hit.js")
    failures += complaints_of(page, "hits", thorough=mode is MODES[0])
    context.close()
    assert failures == []


def complaints_of(page: Page, state: str, *, thorough: bool) -> list[str]:
    spill = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    found = [f"{state}: {spill} px too wide"] if spill > 0 else []
    if not thorough:
        return found
    rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    violations = Axe().run(page, options={"runOnly": rules}).response["violations"]
    return found + [f"{state}: {rule['id']} {node['html'][:120]}" for rule in violations for node in rule["nodes"]]


def test_works_on_a_slow_line(browser: Browser, site: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    slow = {"offline": False, "latency": 150, "downloadThroughput": 50_000, "uploadThroughput": 20_000}
    line.send("Network.emulateNetworkConditions", slow)
    page.goto(f"{site}/search/?q={quote('的')}")
    page.fill("#search-q", "停水")  # the second question overtakes the first
    page.press("#search-q", "Enter")
    page.wait_for_selector("#results[data-total='1']")
    assert addresses(page, site) == [NOTICE.url]
    context.close()


def test_rare_letters_ask_for_few_files(browser: Browser, tmp_path: Path) -> None:
    """Where the index only knows of a first letter, a search does not go on to look for nothing: in every file."""
    letters = [SearchDocument(f"{letter}/", "编号", "2024-01-01", text=f"方案{letter}。") for letter in "cdfghk"]
    draw = random.Random(8)
    texts = ["".join(map(chr, draw.choices(range(0x4E00, 0x6000), k=60))) for _ in range(60)]
    others = [SearchDocument(f"{at}/", "情况", "2024-01-02", text=text) for at, text in enumerate(texts)]
    write_site(tmp_path)
    write_index(tmp_path, [*letters, *others])
    with serving(tmp_path) as address:
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}/search/")
        assert page.evaluate(FIND, ["gd", "g"]) == [[], ["g/"]]
        assert sum("/i-" in url for url in asked) < 5
        page.close()
