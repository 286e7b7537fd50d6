from __future__ import annotations

from collections.abc import Iterator

import pytest
from chromium import FLAGS, found
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serving import serving
from site_sample import BELOW, POLICY, Sample, build


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    """The sample site, built once and served below a path under the policy that its pages name."""
    place = tmp_path_factory.mktemp("sample")
    output = place / "output"
    with serving(output, BELOW, {"Content-Security-Policy": POLICY}) as address:
        build(place, output, address)
        yield Sample(output, address)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for the tests of one file: two at a time would need two event loops in one thread."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A reader with a phone, who wants no slow scrolling: nor do the tests."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(20_000)
    yield context
    context.close()


@pytest.fixture
def scriptless(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose browser runs no script."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=False)
    yield context
    context.close()
