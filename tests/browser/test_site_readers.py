"""The built site for every reader: screen reader, dark room, large type, paper, no script."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page
from site_sample import Sample, visit

pytestmark = pytest.mark.browser

RULES: dict[str, Any] = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    "resultTypes": ["violations"],
}
MODES: dict[str, dict[str, Any]] = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "dark phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
    "small phone, large type": {"viewport": {"width": 320, "height": 640}},
    "high contrast": {"viewport": {"width": 390, "height": 844}, "contrast": "more"},
}
FEW = ("home", "bulletin", "results")  # what high contrast changes, it changes for all pages alike
# One page of each make: where only the list differs, the words are the same.
ENGLISH = ("home", "bulletin", "ledger", "departments", "department", "archive", "figures", "results", "site map")
TYPE_SIZE = "parseFloat(getComputedStyle(document.querySelector('.prose p')).fontSize)"
GROUND = "getComputedStyle(document.body).backgroundColor"
# Drawers open, and of long tables and lists only the first rows: the rest is alike, and each row takes its time.
PREPARED = """() => {
    document.querySelectorAll('details').forEach((drawer) => { drawer.open = true; });
    document.querySelectorAll('main tbody, main ol, main ul, main section').forEach((list) => {
        const alike = Array.from(list.children).filter((child) => /^(TR|LI|SECTION|ARTICLE)$/.test(child.tagName));
        alike.slice(6).forEach((child) => child.remove());
    });
}"""


@pytest.mark.parametrize("mode", [*MODES, "English"])
def test_no_page_breaks_an_accessibility_rule(mode: str, browser: Browser, sample: Sample) -> None:
    context = browser.new_context(**MODES.get(mode, MODES["desk"]))
    if "large" in mode:
        context.add_init_script("localStorage.setItem('elder', 'on')")
    # Words have no colour: contrast is the same in every language.
    spoken = {"rules": {"color-contrast": {"enabled": False}}} if mode == "English" else {}
    failures = []
    for name, path in (sample.english if mode == "English" else sample.kinds).items():
        if (mode == "high contrast" and name not in FEW) or (mode == "English" and name not in ENGLISH):
            continue
        page = visit(context, sample, path).page
        page.evaluate(PREPARED)
        answer = Axe().run(page, options=RULES | spoken).response
        assert answer["passes"], name
        failures += [
            f"{name}: {rule['id']} {part['html'][:150]}" for rule in answer["violations"] for part in rule["nodes"]
        ]
        page.close()
    context.close()
    assert failures == []


def words(page: Page) -> str:
    return str(page.locator("main").inner_text())


def test_every_page_reads_without_a_script(scriptless: BrowserContext, sample: Sample) -> None:
    page = scriptless.new_page()
    for name, path in sample.kinds.items():
        page.goto(f"{sample.address}/{path}")
        assert page.locator("h1").is_visible(), name
        assert len(words(page)) >= 50, name
        dead = page.locator("main button:visible")
        assert [button.inner_text() for button in dead.all() if button.get_attribute("type") != "submit"] == [], name
    page.goto(f"{sample.address}/{sample.kinds['bulletin']}")
    text = page.locator(".prose").inner_text()
    assert len(text) >= 0.9 * len(sample.read(sample.kinds["bulletin"]).select_one(".prose").get_text())


def test_dark_is_dark_and_light_is_light(browser: Browser, sample: Sample) -> None:
    brightness = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = visit(context, sample, sample.kinds["bulletin"]).page
        ground = page.evaluate(f"{GROUND}.match(/[\\d.]+/g).slice(0, 3).map(Number)")
        brightness[scheme] = sum(ground) / 3
        context.close()
    assert brightness["light"] > 230 and brightness["dark"] < 50


def test_paper_shows_the_text_the_facts_and_all_figures(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, sample.kinds["bulletin"]).page
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for selector in (".bulletin__title", ".facts", ".prose", ".figures-table", ".print-address"):
        assert page.locator(selector).first.is_visible(), selector
    for selector in (".channels", ".tools", ".search-form", ".footer", ".skip-link"):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.locator("[data-address]").inner_text() == f"{sample.address}/{sample.kinds['bulletin']}"
    assert len(page.pdf(format="A4")) > 20_000


def test_every_kind_of_page_prints_something(phone: BrowserContext, sample: Sample) -> None:
    page = phone.new_page()
    page.emulate_media(media="print")
    for name, path in sample.kinds.items():
        page.goto(f"{sample.address}/{path}")
        assert page.locator("h1").is_visible(), name
        assert name in {"search", "results"} or len(words(page)) >= 50, name


def test_large_type_is_remembered_on_other_pages(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, "about/").page
    usual = page.evaluate(TYPE_SIZE)
    page.get_by_text("长者模式", exact=True).click()
    assert page.evaluate(TYPE_SIZE) >= 24 > usual
    other = visit(phone, sample, sample.kinds["bulletin"]).page
    assert other.evaluate(TYPE_SIZE) >= 24
    other.get_by_text("退出长者模式", exact=True).click()
    other.reload()
    assert other.evaluate(TYPE_SIZE) == usual


def test_large_type_needs_no_script(scriptless: BrowserContext, sample: Sample) -> None:
    page = scriptless.new_page()
    page.goto(f"{sample.address}/{sample.kinds['bulletin']}")
    usual = page.evaluate(TYPE_SIZE)
    page.get_by_text("长者模式", exact=True).click()
    assert page.evaluate(TYPE_SIZE) >= 24 > usual


def test_targets_are_large_enough_for_a_thumb(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample).page
    small = """(links) => links.filter((link) => link.offsetParent).map((link) => {
        const box = link.getBoundingClientRect();
        return [link.textContent.trim(), Math.round(box.width), Math.round(box.height)];
    }).filter(([, width, height]) => width < 24 || height < 24)"""
    for name in ("home", "bulletin", "department"):
        page.goto(f"{sample.address}/{sample.kinds[name]}")
        assert (
            page.eval_on_selector_all("header a, header button, .channels a, .tools button, .footer a", small) == []
        ), name
