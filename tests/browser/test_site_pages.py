"""Every kind of page of the built site in a real browser: whole, quiet, narrow enough, and as DESIGN.md §6 says."""

from __future__ import annotations

import gzip
import re
from decimal import Decimal
from typing import Literal

import pytest
from bs4 import Tag
from playwright.sync_api import Browser, BrowserContext, Page
from site_sample import POLICY, Sample, Visit, visit

pytestmark = pytest.mark.browser

CONTRACT = {
    *("index.html", "departments/index.html", "archive/index.html", "figures/index.html", "search/index.html"),
    *("about/index.html", "404.html", "feed.xml", "sitemap.xml"),
    *("data/statistics.csv", "data/statistics.json", "data/bulletins.json"),
}
TOO_WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def text(element: Tag) -> str:
    """The words of an element without any blank."""
    return re.sub(r"\s", "", element.get_text())


@pytest.mark.parametrize("width", [390, 1280])
def test_every_kind_of_page_loads_in_silence(width: int, browser: Browser, sample: Sample) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    seen = Visit(context.new_page(), sample.address)
    for name, path in sample.kinds.items():
        seen.go(path)
        assert seen.complaints == [], name
        assert seen.page.title(), name
        assert seen.page.locator("h1:visible").count() == 1, name
        assert seen.page.evaluate(TOO_WIDE) <= 0, name
    context.close()


@pytest.mark.parametrize("large", [False, True])
def test_no_page_is_wider_than_a_small_phone(large: bool, browser: Browser, sample: Sample) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 640})
    page = context.new_page()
    if large:
        page.add_init_script("localStorage.setItem('elder', 'on')")
    seen = Visit(page, sample.address)
    every = [*sample.kinds.values(), *(sample.english[name] for name in ("home", "bulletin", "figures", "results"))]
    spills = {path: seen.go(path).page.evaluate(TOO_WIDE) for path in every}
    assert {name: spill for name, spill in spills.items() if spill > 0} == {}
    assert page.evaluate("document.documentElement.hasAttribute('data-elder')") is large
    context.close()


def test_the_promised_addresses_are_there(sample: Sample) -> None:
    assert [name for name in CONTRACT if not (sample.folder / name).is_file()] == []
    feeds = [(sample.folder / sample.kinds["department"] / "feed.xml").is_file()]
    beside = [
        (sample.folder / path / name).is_file() for path in sample.bulletins for name in ("data.json", "data.csv")
    ]
    assert all(feeds + beside)


def test_every_page_names_the_policy_it_is_served_under(sample: Sample) -> None:
    policies = {
        path: [meta["content"] for meta in sample.read(path).select("meta[http-equiv=Content-Security-Policy]")]
        for path in sample.kinds.values()
        if "?" not in path
    }
    assert {path: found for path, found in policies.items() if found != [POLICY]} == {}


def test_every_box_shows_what_stands_in_the_text(sample: Sample) -> None:
    boxes = 0
    for path in sample.bulletins:
        page = sample.read(path)
        for box in page.select("a.highlight"):
            boxes += 1
            target = page.select_one(f".prose data.quantity[id='{box['href'][1:]}']")
            assert target is not None and box["href"].startswith("#q-"), (path, box["href"])
            shown = box.select_one("data[value]")
            assert shown is not None and shown["value"] == target["value"], (path, box["href"])
            assert text(shown) in text(target.find_parent(["p", "li", "td", "th", "h2", "h3", "h4"])), (
                path,
                text(shown),
            )
            assert re.search(r"[㐀-鿿A-Za-z]", text(box.select_one(".highlight__label"))), path
    assert boxes >= 2 * len(sample.bulletins)


def test_every_audit_is_right(sample: Sample) -> None:
    seen: set[str] = set()
    for path in sample.bulletins:
        for breakdown in sample.read(path).select(".highlights [data-audit]"):
            verdict = str(breakdown["data-audit"])
            seen.add(verdict)
            assert len(text(breakdown.select_one(".audit"))) >= 8, path
            total = Decimal(str(breakdown.find_parent("li").select_one("a.highlight data")["value"]))
            parts = [Decimal(str(part["value"])) for part in breakdown.select(".part data")]
            if verdict != "partial":
                assert (sum(parts) == total) is (verdict == "adds-up"), (path, total, parts)
    assert "adds-up" in seen and seen <= {"adds-up", "differs", "partial"}


def test_a_bulletin_leads_to_its_departments(sample: Sample) -> None:
    for path in sample.bulletins:
        links = sample.read(path).select(".facts a[rel=author]")
        assert links, path
        for link in links:
            page = sample.read(str(link["href"]).replace("../", ""))
            assert text(page.select_one("h1")) == text(link), path


def wait_until_seen(page: Page, selector: str) -> None:
    """Until the element stands wholly inside the window, under nothing else; scrolling there may take a moment."""
    page.wait_for_function(
        """(selector) => {
            const element = document.querySelector(selector);
            const box = element.getClientRects()[0];
            const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
            return box.top >= 0 && box.bottom <= innerHeight && element.contains(top);
        }""",
        arg=selector,
    )


def test_a_click_on_a_box_leads_to_the_marked_figure_and_back(phone: BrowserContext, sample: Sample) -> None:
    seen = visit(phone, sample, sample.kinds["bulletin"])
    page = seen.page
    for number in range(page.locator("a.highlight").count()):
        box = page.locator("a.highlight").nth(number)
        target = str(box.get_attribute("href"))
        box.click()
        assert page.url.endswith(target)
        assert page.locator(f"{target}.is-marked").count() == 1
        wait_until_seen(page, target)
        page.locator("a.way-back").click()
        assert page.evaluate("document.activeElement.getAttribute('href')") == target
        assert page.locator(".is-marked, .way-back").count() == 0
    assert seen.complaints == []


def test_a_keyboard_alone_leads_from_box_to_figure_and_back(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, sample.kinds["bulletin"]).page
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.classList.contains('highlight')"):
            break
    target = page.evaluate("document.activeElement.getAttribute('href')")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == target[1:]
    wait_until_seen(page, target)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "way-back"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('href')") == target
    wait_until_seen(page, f"a.highlight[href='{target}'] data")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_back_can_be_read(phone: BrowserContext, sample: Sample, scheme: Literal["light", "dark"]) -> None:
    page = visit(phone, sample, sample.kinds["bulletin"]).page
    page.emulate_media(color_scheme=scheme)
    page.locator("a.highlight").first.click()
    colours = page.locator("a.way-back").evaluate(
        "(link) => { const style = getComputedStyle(link); return [style.color, style.backgroundColor]; }"
    )
    assert contrast(*colours) >= 4.5


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours, written rgb(r, g, b)."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_a_figure_of_another_page_opens_at_its_words(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, "figures/").page
    link = page.locator(".figures-table a").first
    target = str(link.get_attribute("href")).partition("#")[2]
    link.click()
    page.wait_for_load_state()
    assert page.url.endswith(f"#{target}")
    wait_until_seen(page, f"[id='{target}']")


def test_a_missing_page_is_said_at_any_depth(phone: BrowserContext, sample: Sample) -> None:
    page = phone.new_page()
    answer = page.goto(f"{sample.address}/bulletins/1999/no/such/page/")
    assert answer is not None and answer.status == 404
    assert page.locator("h1").inner_text() == "没有找到这个页面"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgba(0, 0, 0, 0)"
    page.locator("main a", has_text="部门").first.click()
    assert page.url == f"{sample.address}/departments/"


def test_a_page_stays_within_its_budget(phone: BrowserContext, sample: Sample) -> None:
    heaviest = max(sample.bulletins, key=lambda path: len((sample.folder / path / "index.html").read_bytes()))
    page = phone.new_page()
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.update({answer.url.split("?")[0]: len(gzip.compress(answer.body()))}))
    page.goto(f"{sample.address}/{heaviest}", wait_until="networkidle")

    def of(end: str) -> int:
        return sum(size for url, size in sizes.items() if url.endswith(end))

    assert min(of("/"), of(".css"), of(".js")) > 0
    assert of("/") <= 20_000
    assert of(".css") <= 12_000
    assert of(".js") <= 8_000
    assert sum(sizes.values()) <= 60_000
    assert len(sizes) <= 6


def test_nothing_jumps_while_a_page_loads(phone: BrowserContext, sample: Sample) -> None:
    page = phone.new_page()
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => list.getEntries().forEach((entry) => {"
        " window.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });"
    )
    for name in ("home", "bulletin", "bulletin with a table", "department", "departments", "figures", "search"):
        page.goto(f"{sample.address}/{sample.kinds[name]}", wait_until="networkidle")
        assert page.evaluate("window.shift") <= 0.01, name


def test_pages_hold_no_id_twice_and_no_inline_code(sample: Sample) -> None:
    for path in sample.kinds.values():
        page = sample.read(path.partition("?")[0])
        ids = [tag["id"] for tag in page.select("[id]")]
        assert len(ids) == len(set(ids)), path
        assert page.select("[style], style, script:not([src])") == [], path
        assert [tag for tag in page.find_all() if any(name.startswith("on") for name in tag.attrs)] == [], path
