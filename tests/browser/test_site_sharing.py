"""What goes on from a page: the picture and words of a shared link, the code for a phone, the way out of WeChat."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from bs4 import BeautifulSoup
from PIL import Image
from playwright.sync_api import Browser, BrowserContext
from site_sample import Sample, visit

pytestmark = pytest.mark.browser

WECHAT = (
    "Mozilla/5.0 (Linux; Android 9; MI 6) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/66.0.3359.126 "
    "MQQBrowser/6.2 TBS/044704 Mobile Safari/537.36 MicroMessenger/7.0.4.1420 Language/zh_CN"
)


def shared(page: BeautifulSoup) -> dict[str, str]:
    """What a page says of itself to whoever shares it; each thing once."""
    found = {str(tag["property"]): str(tag["content"]) for tag in page.select("meta[property^='og:']")}
    assert len(found) == len(page.select("meta[property^='og:']"))
    return found


def test_every_page_says_what_a_shared_link_shows(sample: Sample) -> None:
    kinds = {**sample.kinds, **{f"English {name}": path for name, path in sample.english.items()}}
    for name, path in kinds.items():
        if "?" in path or name == "not found":
            continue
        page = sample.read(path)
        said = shared(page)
        assert said["og:url"] == f"{sample.address}/{path}" == page.select_one("link[rel=canonical]")["href"], name
        title = page.title.get_text()
        assert title == said["og:title"] or title.startswith(f"{said['og:title']} - "), name
        described = page.select_one("meta[name=description]")
        assert said.get("og:description") == (described["content"] if described else None), name
        assert said["og:image"].startswith(f"{sample.address}/"), name
        picture = sample.folder / said["og:image"].removeprefix(f"{sample.address}/")
        with Image.open(picture) as drawn:
            assert drawn.size == (int(said["og:image:width"]), int(said["og:image:height"])) == (1200, 630), name


def test_a_bulletin_is_shared_with_its_own_words(sample: Sample) -> None:
    for path in sample.bulletins:
        page = sample.read(path)
        said = shared(page)
        assert said["og:type"] == "article"
        assert said["og:title"] == page.select_one("h1").get_text(), path
        assert said["og:description"] == page.select_one("meta[name=Description]")["content"], path
        assert 0 < len(said["og:description"]) <= 141, path
    pictures = {shared(sample.read(path))["og:image"] for path in sample.bulletins}
    # Without a font for Chinese there is one picture for all.
    assert len(pictures) in {1, len(sample.bulletins)}


def test_a_missing_page_is_not_shared(sample: Sample) -> None:
    page = sample.read("404.html")
    assert {"og:url", "og:image"} & set(shared(page)) == set()
    assert page.select("link[rel=canonical]") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_code_leads_a_phone_to_the_page(scheme: str, browser: Browser, sample: Sample) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    for path in (sample.kinds["bulletin"], sample.english["bulletin"]):
        page = visit(context, sample, path).page
        page.locator(".code summary").click()
        picture = page.locator(".code svg").screenshot()
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
        assert [code.text for code in read] == [f"{sample.address}/{path}"]
    context.close()


def test_the_code_is_on_paper(phone: BrowserContext, sample: Sample) -> None:
    page = visit(phone, sample, sample.kinds["bulletin"]).page
    assert page.locator(".code svg").is_hidden()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    read = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.locator(".code svg").screenshot())).convert("L"))
    assert [code.text for code in read] == [f"{sample.address}/{sample.kinds['bulletin']}"]


@pytest.mark.parametrize("agent", [WECHAT, WECHAT.partition(" MicroMessenger")[0]])
def test_wechat_is_told_how_files_are_loaded(agent: str, browser: Browser, sample: Sample) -> None:
    context = browser.new_context(user_agent=agent, viewport={"width": 390, "height": 844})
    page = visit(context, sample, sample.kinds["bulletin"]).page
    told = page.get_by_text("在浏览器打开")
    assert (told.count() > 0) is ("MicroMessenger" in agent)
    english = visit(context, sample, sample.english["bulletin"]).page
    assert (english.get_by_text("open this page in the browser").count() > 0) is ("MicroMessenger" in agent)
    context.close()
