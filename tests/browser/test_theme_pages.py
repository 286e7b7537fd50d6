"""Every kind of page in a real browser: accessible, within its budget, usable with and without its script."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
import pytest
from bs4 import BeautifulSoup
from gallery import write
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from sample_pages import contexts
from sample_views import BULLETIN_URL
from serving import serving

pytestmark = pytest.mark.browser

KINDS = list(contexts())
UNLIKE = [kind for kind in KINDS if kind not in {"topic/x/", "column/x/"}]  # these two are drawn as a series is
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 700}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The markup stays the same from mode to mode: each mode is asked only what it can change.
COLOURS = ["color-contrast", "link-in-text-block"]
SIZES = ["target-size", "scrollable-region-focusable"]
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("theme")
    write(folder)
    with serving(folder) as address:
        yield folder, address


@pytest.fixture
def reader(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 390, "height": 844})
    yield context
    context.close()


def visit(context: BrowserContext, address: str) -> tuple[Page, list[str]]:
    """A page and the complaints that its console collects."""
    page = context.new_page()
    complaints: list[str] = []
    page.on(
        "console", lambda message: complaints.append(message.text) if message.type in {"error", "warning"} else None
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address)
    return page, complaints


def violations(page: Page, kind: str, rules: list[str]) -> list[str]:
    """What axe finds against the rules or tags, as (rule, beginning of the element)."""
    found = page.evaluate(
        """(rules) => axe.run(document, { runOnly: rules, resultTypes: ["violations"] }).then((results) =>
            results.violations.flatMap((rule) => rule.nodes.map((node) => rule.id + " " + node.html.slice(0, 120))))""",
        rules,
    )
    return [f"{kind} {words}" for words in found]


def in_modes(page: Page) -> list[str]:
    """The page as it is drawn by night, in high contrast, on paper, on a small phone, and there in large type."""
    failures = []
    modes = {"dark": {"color_scheme": "dark"}, "high contrast": {"contrast": "more"}, "paper": {"media": "print"}}
    for name, media in modes.items():
        page.emulate_media(**media)  # type: ignore[arg-type]
        failures += violations(page, name, COLOURS)
        page.emulate_media(color_scheme="light", contrast="no-preference", media="screen")
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    for name in ("narrow", "large type"):
        page.evaluate("(on) => document.documentElement.toggleAttribute('data-elder', on)", name == "large type")
        failures += violations(page, name, SIZES)
        spill = page.evaluate(TOO_WIDE)
        failures += [f"{name} {spill} px too wide"] if spill > 0 else []
    page.set_viewport_size(WIDE)  # type: ignore[arg-type]
    return failures


@pytest.mark.parametrize("kind", [*UNLIKE, "gallery/"])
def test_no_page_fails_an_accessibility_rule(kind: str, browser: Browser, site: tuple[Path, str]) -> None:
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce")  # type: ignore[arg-type]
    page, complaints = visit(context, f"{site[1]}/{kind}")
    page.evaluate("document.querySelectorAll('details').forEach((drawer) => { drawer.open = true; })")
    page.evaluate(AXE)
    # The gallery has many examples of one component on one page: advice for whole pages is not for it.
    failures = violations(page, "light", WCAG if kind == "gallery/" else [*WCAG, "best-practice"])
    failures += in_modes(page)
    context.close()
    assert complaints + failures == []


def test_a_fault_is_seen_in_every_mode(browser: Browser, site: tuple[Path, str]) -> None:
    context = browser.new_context(viewport=WIDE)  # type: ignore[arg-type]
    page, _ = visit(context, f"{site[1]}/about/")
    page.evaluate(
        """() => {
            const text = document.querySelector('main p');
            text.style.cssText = 'color: #888; background: #999';
            text.insertAdjacentHTML('afterend', '<button>甲</button><button>乙</button>');
            document.querySelectorAll('main button').forEach((button) => {
                button.style.cssText = 'font-size: 6px; min-height: 0; width: 8px; padding: 0; margin: 0';
            });
        }"""
    )
    page.evaluate(AXE)
    seen = in_modes(page)
    context.close()
    assert {words.partition(rule)[0].strip() for words in seen for rule in (*COLOURS, *SIZES) if rule in words} == {
        "dark",
        "high contrast",
        "paper",
        "narrow",
        "large type",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_fragments_lead_somewhere(kind: str, site: tuple[Path, str]) -> None:
    path = site[0] / kind if kind.endswith(".html") else site[0] / kind / "index.html"
    page = BeautifulSoup(path.read_text("utf-8"), "lxml")
    ids = [tag["id"] for tag in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert {tag["href"][1:] for tag in page.select("a[href^='#']")} - set(ids) == set()
    assert page.select("[style], style, script:not([src])") == []


def test_a_bulletin_stays_within_its_budget(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page = reader.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url.split("?")[0]: len(gzip.compress(answer.body()))}))
    page.goto(f"{site[1]}/{BULLETIN_URL}", wait_until="networkidle")

    def total(end: str) -> int:
        return sum(size for url, size in sizes.items() if url.endswith(end))

    assert len(sizes) <= 6
    assert total("/") <= 20_000
    assert total(".css") <= 12_000
    assert total(".js") <= 8_000
    assert sum(sizes.values()) <= 60_000


def test_nothing_jumps_while_a_page_loads(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page = reader.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
        " window.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    for kind in ("", BULLETIN_URL, "figures/", "departments/"):
        page.goto(f"{site[1]}/{kind}", wait_until="networkidle")
        assert page.evaluate("window.shift") <= 0.01, kind


def test_a_box_leads_to_its_words_and_back_by_keyboard(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, complaints = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    page.focus("a.highlight[href='#q-people']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "q-people"
    assert page.url.endswith("#q-people")
    assert page.locator("#q-people.is-marked").is_visible()
    page.keyboard.press("Tab")
    assert page.locator("a.way-back").evaluate("(link) => link === document.activeElement")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#q-people"
    assert page.locator("a.way-back, .is-marked").count() == 0
    assert complaints == []


def test_without_a_script_a_box_still_marks_its_words(browser: Browser, site: tuple[Path, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = visit(context, f"{site[1]}/{BULLETIN_URL}")
    ground = "getComputedStyle(document.querySelector('#q-people')).backgroundColor"
    before = page.evaluate(ground)
    page.click("a.highlight[href='#q-people']")
    assert page.evaluate(ground) != before
    assert page.locator(".tools").is_hidden()
    context.close()


def test_large_type_is_remembered(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    usual = page.evaluate(size)
    page.click("text=长者模式")
    assert page.evaluate(size) >= 24 > usual
    page.goto(f"{site[1]}/about/")
    assert page.evaluate(size) >= 24
    page.click("text=退出长者模式")
    assert page.evaluate(size) == usual


def test_large_type_needs_no_script(browser: Browser, site: tuple[Path, str]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page, _ = visit(context, f"{site[1]}/{BULLETIN_URL}")
    page.click("text=长者模式")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)") >= 24
    page.click("text=退出长者模式")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)") < 24
    context.close()


def test_text_size_is_chosen_and_remembered(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    size = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
    usual = page.evaluate(size)
    page.click("button[data-size=large]")
    assert page.evaluate(size) > usual
    page.reload()
    assert page.evaluate(size) > usual
    assert page.get_attribute("button[data-size=large]", "aria-pressed") == "true"


@pytest.mark.parametrize(("fragment", "copied"), [("#q-people", "#q-people"), ("#text", "")])
def test_of_all_fragments_that_of_a_figure_is_copied_with_the_address(
    browser: Browser, site: tuple[Path, str], fragment: str, copied: str
) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page, _ = visit(context, f"{site[1]}/{BULLETIN_URL}{fragment}")
    page.click("text=复制链接")
    page.wait_for_function("document.querySelector('.tools__status').textContent !== ''")
    assert page.evaluate("navigator.clipboard.readText()") == f"{site[1]}/{BULLETIN_URL}{copied}"
    assert page.locator(".tools__status").inner_text() == "链接已复制"
    context.close()


def test_the_text_is_read_aloud_block_by_block(reader: BrowserContext, site: tuple[Path, str]) -> None:
    # The machine has no voice: the browser's own speaker is replaced by one that notes what it is given.
    reader.add_init_script(
        "window.spoken = []; Object.defineProperty(window, 'speechSynthesis', { value: { cancel() {},"
        " speak(words) { window.spoken.push([words.lang, words.text]);"
        " if (window.spoken.length < 3) setTimeout(() => words.onend(), 0); } } });"
    )
    page, _ = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    page.click("text=朗读")
    page.wait_for_function("window.spoken.length === 3")
    title, summary, first = page.evaluate("window.spoken")
    assert title == ["zh-CN", "全力做好梅雨期防汛救灾物资保障"]
    assert summary[1].startswith("入梅以来") and first[1].startswith("入梅以来")
    assert page.locator(".prose .is-read").count() == 1
    page.click("text=停止朗读")
    assert page.locator(".is-read").count() == 0


def test_paper_shows_the_words_and_not_the_navigation(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    shown = {
        name
        for name in (
            ".masthead",
            ".footer",
            ".tools",
            ".contents",
            ".prose",
            ".facts",
            ".figures-table",
            ".print-address",
        )
        if page.locator(name).first.is_visible()
    }
    assert shown == {".prose", ".facts", ".figures-table", ".print-address"}
    assert page.locator("[data-address]").inner_text() == f"{site[1]}/{BULLETIN_URL}"


def test_figures_are_sorted_by_value_over_all_pages(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, complaints = visit(reader, f"{site[1]}/figures/")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_selector("#filter-unit:enabled")
    page.click("button.sort >> text=数字")
    expect(page.locator(".filter__status")).to_contain_text("符合")
    values = [float(value) for value in page.locator("tbody data").evaluate_all("all => all.map((e) => e.value)")]
    assert values == sorted(values, reverse=True) and values[0] == values[1] == 24860
    page.click("button.sort >> text=数字")
    expect(page.locator("tbody data").first).to_have_attribute("value", "6")
    assert complaints == []


def test_figures_are_filtered_saved_and_shown_as_served_again(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, complaints = visit(reader, f"{site[1]}/figures/")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_selector("#filter-unit:enabled")
    served = page.locator("tbody tr").all_inner_texts()
    page.select_option("#filter-year", "2023")
    page.fill("#filter-words", "折叠床")
    rows = page.locator("tbody tr")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert rows.locator("data").all_inner_texts() == ["1260张", "730张"]
    assert rows.locator("a").first.get_attribute("href") == f"../{BULLETIN_URL}#q-city-1"
    assert page.locator(".pagination").is_hidden()
    with page.expect_download() as saved:
        page.click("text=下载筛选结果（CSV）")
    lines = Path(saved.value.path()).read_text("utf-8-sig").splitlines()
    assert [line.split(",")[10] for line in lines] == ["printed", "1260张", "730张"]
    page.fill("#filter-words", "")
    page.select_option("#filter-year", "")
    page.locator(".pagination").wait_for()
    assert page.locator("tbody tr").all_inner_texts() == served
    assert complaints == []


def test_an_order_is_given_up_where_too_many_rows_would_be_fetched(
    reader: BrowserContext, site: tuple[Path, str]
) -> None:
    def large(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "total": 1_000_000})

    reader.route("**/figures/index.json", large)
    page, complaints = visit(reader, f"{site[1]}/figures/")
    page.set_viewport_size({"width": 1000, "height": 900})
    page.wait_for_selector("#filter-unit:enabled")
    page.select_option("#filter-unit", "张")
    page.click("button.sort >> text=数字")
    expect(page.locator("th[aria-sort]")).to_have_count(1)
    expect(page.locator("tbody tr")).to_have_count(4)
    page.fill("#filter-words", "折叠床")
    page.select_option("#filter-unit", "")
    expect(page.locator("th[aria-sort]")).to_have_count(0)
    assert complaints == []


def test_only_the_rows_that_an_answer_needs_are_fetched(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/figures/")
    page.wait_for_selector("#filter-unit:enabled")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(f"{site[1]}/figures/")))
    page.select_option("#filter-unit", "张")
    page.select_option("#filter-year", "2024")
    expect(page.locator("tbody tr")).to_have_count(2)
    assert len(asked) == 1 and asked[0].startswith("unit/")


def test_leaving_for_another_site_is_said_first(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/about/")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.click("text=合作媒体")
    assert page.url == f"{site[1]}/about/"
    assert len(asked) == 1 and "media.example" in asked[0]


def test_departments_are_found_by_any_of_their_names(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/departments/")
    page.fill("#department-filter", "应急局")
    assert page.locator(".department__name:visible").all_inner_texts() == ["云溪市应急管理局"]
    assert page.locator("[data-group]:visible").count() == 1
    for letters, found in (("YJ", ["云溪市应急管理局"]), ("z", ["云溪市住房和城乡建设局"]), ("jj", [])):
        page.fill("#department-filter", letters)
        assert page.locator(".department__name:visible").all_inner_texts() == found
    page.fill("#department-filter", "")
    assert page.locator(".department:visible").count() == 6


def test_the_first_tab_stop_skips_to_the_text(reader: BrowserContext, site: tuple[Path, str]) -> None:
    page, _ = visit(reader, f"{site[1]}/{BULLETIN_URL}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "跳到正文"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
