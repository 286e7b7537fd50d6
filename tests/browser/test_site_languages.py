"""The built site in its second language: the interface translated, bulletins as written, files there once."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import BrowserContext, expect
from site_sample import Sample, visit

pytestmark = pytest.mark.browser

CHINESE = re.compile("[\u3400-\u9fff，。、：；？！（）《》]")
SPOKEN = ("aria-label", "title", "alt", "placeholder")
HEAD = {"title", "meta", "link"}  # they name the site, its bulletins and its feeds


def pages(sample: Sample) -> Iterator[tuple[str, BeautifulSoup]]:
    """Every page in English: path below /en/, page."""
    root = sample.folder / "en"
    for file in sorted(root.rglob("*.html")):
        yield file.relative_to(root).as_posix(), BeautifulSoup(file.read_bytes(), "lxml")


def language(tag: Tag) -> str:
    """The language that is named for what stands in an element."""
    named = tag if tag.get("lang") else tag.find_parent(lang=True)
    assert isinstance(named, Tag)
    return str(named["lang"])


def test_nothing_on_an_english_page_is_chinese_but_what_bulletins_say(sample: Sample) -> None:
    strays = set()
    for path, page in pages(sample):
        assert page.html is not None and page.html["lang"] == "en", path
        for text in page.find_all(string=CHINESE):
            holder = text.parent
            if holder.name not in HEAD and language(holder) != "zh-CN":
                strays.add((path, text.strip()))
        for tag in page.find_all(True):
            if tag.name not in HEAD and language(tag) != "zh-CN":
                strays |= {(path, f"{name}={tag[name]}") for name in SPOKEN if CHINESE.search(str(tag.get(name, "")))}
    assert strays == set()


def test_every_page_is_there_in_both_languages_and_every_file_once(sample: Sample) -> None:
    every = {path.relative_to(sample.folder).as_posix() for path in sample.folder.rglob("*") if path.is_file()}
    english = {path.removeprefix("en/") for path in every if path.startswith("en/")}
    chinese = {path for path in every if path.endswith(".html") and not path.startswith("en/")}
    forwarding = {path for path in chinese if b'http-equiv="refresh"' in (sample.folder / path).read_bytes()}
    assert english == chinese - forwarding - {"404.html"}
    scripts = {path.removeprefix("theme/en/") for path in every if path.startswith("theme/en/")}
    assert scripts == {path.removeprefix("theme/") for path in every if path.startswith("theme/js/")}


def test_a_bulletin_says_the_same_in_both(sample: Sample) -> None:
    for path in sample.bulletins:
        here, there = sample.read(path), sample.read(f"en/{path}")
        for selector in (".bulletin__title", ".prose", ".highlight .number", ".figures-table data"):
            words = [tag.get_text() for tag in here.select(selector)]
            assert words and words == [tag.get_text() for tag in there.select(selector)], (path, selector)
        assert [tag["href"] for tag in there.select("link[rel=canonical]")] == [f"{sample.address}/en/{path}"]
        named = {str(tag["hreflang"]): tag["href"] for tag in there.select("head link[hreflang]")}
        assert named == {"zh-CN": f"{sample.address}/{path}", "en": f"{sample.address}/en/{path}"}
        assert named == {str(tag["hreflang"]): tag["href"] for tag in here.select("head link[hreflang]")}


def test_an_english_page_stays_within_the_budget_too(sample: Sample) -> None:
    sizes = {
        path: len(gzip.compress((sample.folder / "en" / path / "index.html").read_bytes())) for path in sample.bulletins
    }
    assert max(sizes.values()) <= 20_000
    scripts = [sample.folder / "theme" / "en" / "js" / name for name in ("early.js", "site.js", "search-hit.js")]
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts) <= 8_000


def test_a_reader_changes_the_language_and_stays_on_the_page(phone: BrowserContext, sample: Sample) -> None:
    seen = visit(phone, sample, sample.kinds["bulletin"])
    page = seen.page
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="English", exact=True).click()
    assert page.url == f"{sample.address}/en/{sample.kinds['bulletin']}"
    assert page.locator("h1").inner_text() == title
    assert "Key figures" in page.locator("main").inner_text()
    page.get_by_role("link", name="Departments", exact=True).first.click()
    assert page.url == f"{sample.address}/en/departments/"
    page.fill("#department-filter", "局")
    assert re.fullmatch(r"Departments found: \d+", page.locator(".filter__status").inner_text())
    page.get_by_role("link", name="中文", exact=True).click()
    assert page.url == f"{sample.address}/departments/"
    assert seen.complaints == []


def test_search_in_english_leads_to_pages_in_english(phone: BrowserContext, sample: Sample) -> None:
    seen = visit(phone, sample, "en/search/?q=全市")
    page = seen.page
    assert re.match(r"Bulletins found: \d+", page.locator("#search-status").inner_text())
    assert page.title().startswith("全市 - Search - ")
    page.locator("a.result").first.click()
    page.wait_for_selector(".hit-bar")
    assert page.url.startswith(f"{sample.address}/en/bulletins/")
    assert re.match(r"Place 1 of \d+", page.locator(".hit-bar [role=status]").inner_text())
    assert seen.complaints == []


def test_figures_of_the_whole_site_are_fetched_and_lead_to_pages_in_english(
    phone: BrowserContext, sample: Sample
) -> None:
    seen = visit(phone, sample, "en/figures/")
    page = seen.page
    page.wait_for_selector("#filter-unit:enabled")
    page.select_option("#filter-unit", "公里")
    expect(page.locator(".filter__status")).to_contain_text("Matching: ")
    first = page.locator(".figures-table tbody a").first
    assert first.get_attribute("lang") == "zh-CN"
    first.click()
    page.wait_for_url(re.compile(re.escape(f"{sample.address}/en/bulletins/")))
    assert seen.complaints == []


def test_files_are_reached_from_pages_in_english(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, f"en/{sample.kinds['bulletin']}").page
    addresses = page.eval_on_selector_all("a[download]", "(links) => links.map((link) => link.href)")
    assert addresses and all(not address.startswith(f"{sample.address}/en/") for address in addresses)
    assert all(phone.request.get(address).ok for address in addresses)
