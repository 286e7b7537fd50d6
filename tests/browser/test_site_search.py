"""Search on the built site as a citizen uses it: the words of the bulletins are found, and nothing breaks it."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache
from urllib.parse import quote

import pytest
from playwright.sync_api import BrowserContext, Page
from site_sample import Sample, Visit, visit

pytestmark = pytest.mark.browser

BLOCKS = "h1, .prose p, .prose li, .prose h2, .prose h3, .prose h4, .prose h5, .prose th, .prose td"
RUN_OF_HAN = re.compile(r"[一-鿿]{2,}")
ODD = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{7*7}}${7*7}",
    "(.*)+[",
    "\\u{110000}\\",
    "%E4%BD%",
    "\u202e\u200f\ufeff",
    "\x00\x07",
    "👨‍👩‍👧",
    "　　",
    "的" * 5_000,
]


@cache
def texts(sample: Sample) -> dict[str, list[str]]:
    """Path of each bulletin → its title and the blocks of its text, as a reader sees them, without blanks."""
    return {
        path: [re.sub(r"\s", "", block.get_text()) for block in sample.read(path).select(BLOCKS)]
        for path in sample.bulletins
    }


def standing(sample: Sample, words: str) -> set[str]:
    """The bulletins in one of whose blocks the words stand."""
    return {path for path, blocks in texts(sample).items() if any(words in block for block in blocks)}


def across(sample: Sample, words: str) -> set[str]:
    """The same, and those where the words run on from one block into the next, which a search may find or not."""
    return {path for path, blocks in texts(sample).items() if words in "".join(blocks)}


def drawn(sample: Sample, length: int, number: int) -> list[str]:
    """Runs of Han characters taken at random places of the bulletins; the same on every run."""
    chance = random.Random(f"{length}-{number}")
    runs = [run for blocks in texts(sample).values() for block in blocks for run in RUN_OF_HAN.findall(block)]
    long_enough = [run for run in runs if len(run) >= length]
    places = [(run, chance.randrange(len(run) - length + 1)) for run in chance.sample(long_enough, number)]
    return [run[start : start + length] for run, start in places]


@pytest.fixture
def seen(phone: BrowserContext, sample: Sample) -> Iterator[Visit]:
    opened = visit(phone, sample, "search/")
    yield opened
    assert opened.complaints == []


def shown(page: Page, sample: Sample) -> list[str]:
    """Paths of the results that the page shows, in order."""
    links: list[str] = page.eval_on_selector_all("#results a.result", "links => links.map((link) => link.href)")
    return [link.removeprefix(f"{sample.address}/").split("#")[0] for link in links]


def found(seen: Visit, sample: Sample, query: str, more: str = "") -> list[str]:
    """All results of a query, over all pages."""
    paths: list[str] = []
    for number in range(1, 100):
        seen.go(f"search/?q={quote(query)}{more}&page={number}")
        paths += shown(seen.page, sample)
        if len(paths) >= int(str(seen.page.get_attribute("#results", "data-total"))):
            return paths
    raise AssertionError(f"the pages of “{query}” don't end")


@pytest.mark.parametrize(("length", "number"), [(2, 26), (3, 7), (7, 7)])
def test_any_words_that_stand_in_a_bulletin_are_found(length: int, number: int, seen: Visit, sample: Sample) -> None:
    for query in drawn(sample, length, number):
        paths = found(seen, sample, query)
        assert len(paths) == len(set(paths)), query
        assert standing(sample, query) <= set(paths) <= across(sample, query), query


def test_every_title_finds_its_bulletin_on_the_first_page(seen: Visit, sample: Sample) -> None:
    for path in sample.bulletins:
        title = sample.read(path).select_one("h1").get_text(" ", strip=True)
        seen.go(f"search/?q={quote(title)}")
        assert path in shown(seen.page, sample), title


def test_a_reader_types_words_on_the_first_page_and_opens_a_result(phone: BrowserContext, sample: Sample) -> None:
    words = drawn(sample, 5, 1)[0]
    seen = visit(phone, sample)
    page = seen.page
    page.get_by_role("searchbox").first.fill(words)
    page.keyboard.press("Enter")
    page.wait_for_selector("#results a.result")
    assert page.url.startswith(f"{sample.address}/search/?q=")
    assert page.input_value("#search-q") == words
    assert set(shown(page, sample)) <= across(sample, words)
    assert words in page.locator("#results mark").first.inner_text()
    page.locator("#results a.result").first.click()
    page.wait_for_selector("mark.hit")
    hit = page.locator("mark.hit")
    assert re.sub(r"\s", "", "".join(hit.all_inner_texts())).startswith(words)
    page.wait_for_function("() => document.querySelector('mark.hit').getBoundingClientRect().top < innerHeight")
    assert seen.complaints == []


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_page_carries_the_manifest_of_the_index(folder: str, phone: BrowserContext, sample: Sample) -> None:
    carried = sample.read(f"{folder}search/").select_one("#search")["data-manifest"]
    assert carried == (sample.folder / "search" / "manifest.json").read_text("utf-8")
    page = phone.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{sample.address}/{folder}search/?q={quote(drawn(sample, 4, 1)[0])}")
    page.wait_for_selector("#results a.result")
    assert any(url.endswith(".bin") for url in asked)
    assert not any(url.endswith("manifest.json") for url in asked)


def test_a_second_search_is_typed_on_the_page_itself(seen: Visit, sample: Sample) -> None:
    for words in drawn(sample, 4, 3):
        seen.page.fill("#search-q", words)
        seen.page.press("#search-q", "Enter")
        seen.page.wait_for_function("words => new URLSearchParams(location.search).get('q') === words", arg=words)
        seen.page.wait_for_selector("#results[data-total]:not([aria-busy])", state="attached")
        assert set(shown(seen.page, sample)) <= across(sample, words) and shown(seen.page, sample)


@pytest.mark.parametrize("query", ODD, ids=range(len(ODD)))
def test_odd_input_stays_text(query: str, seen: Visit, sample: Sample) -> None:
    seen.page.goto(f"{sample.address}/search/?q={quote(query)}")
    seen.page.wait_for_load_state("networkidle")
    assert seen.page.locator("#results[aria-busy]").count() == 0
    assert seen.page.locator("main script, main img").count() == 0
    assert seen.page.locator("#results a.result").count() == 0 or query.startswith("的")
    assert "alert" not in seen.page.locator("#search-status").inner_html()


def test_filters_live_in_the_address_and_the_back_button_undoes_them(seen: Visit, sample: Sample) -> None:
    year = sample.kinds["bulletin"].split("/")[1]
    expected = {path for path in standing(sample, "全市") if f"/{year}/" in path}
    assert set(found(seen, sample, "全市", f"&year={year}")) == expected
    seen.go(f"search/?q={quote('全市')}")
    total = seen.page.get_attribute("#results", "data-total")
    seen.page.click("#search-filters summary")
    seen.page.wait_for_selector(f"#filter-year option[value='{year}']", state="attached")
    seen.page.select_option("#filter-year", year)
    seen.page.wait_for_selector(f"#results[data-total='{len(expected)}']", state="attached")
    assert f"year={year}" in seen.page.url
    assert seen.page.locator("#filter-year option:checked").inner_text() == f"{year}（{len(expected)}）"
    seen.page.go_back()
    seen.page.wait_for_selector(f"#results[data-total='{total}']", state="attached")
    assert "year=" not in seen.page.url


def test_a_printed_figure_is_found_with_its_label_on_top(seen: Visit, sample: Sample) -> None:
    box = sample.read(sample.kinds["bulletin"]).select_one("a.highlight")
    digits = box.select_one("data")["value"]
    seen.go(f"search/?q={digits}")
    figure = seen.page.locator("#search-figures a", has_text=box.select_one(".highlight__label").get_text(strip=True))
    figure.first.wait_for()
    figure.first.click()
    marked = seen.page.locator("mark.is-current")
    marked.first.wait_for()
    assert "#" + marked.first.evaluate("mark => mark.closest('data.quantity').id") == box["href"]


def test_words_that_stand_nowhere_get_help_instead_of_results(seen: Visit, sample: Sample) -> None:
    query = "龘靐齉爩"
    assert across(sample, query) == set()
    assert found(seen, sample, query) == []
    seen.page.wait_for_selector("#search-help:not([hidden])")
    for link in seen.page.locator("#search-help a").all():
        address = str(link.get_attribute("href"))
        assert seen.page.request.get(address if ":" in address else f"{sample.address}/search/{address}").ok


def test_without_a_script_the_form_leads_on(scriptless: BrowserContext, sample: Sample) -> None:
    page = scriptless.new_page()
    page.goto(f"{sample.address}/")
    page.get_by_role("searchbox").first.fill("全市")
    page.get_by_role("button", name="检索").first.click()
    assert page.url.startswith(f"{sample.address}/search/?q=")
    page.locator("main a:visible", has_text="历年公报").first.click()
    assert page.url.startswith(f"{sample.address}/archive/")
    assert page.locator("main a[href*='bulletins/']").first.is_visible()
