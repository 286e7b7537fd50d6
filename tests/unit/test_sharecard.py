"""Pictures for shared links: what they may not do, whatever a bulletin is called."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from PIL import Image, ImageColor

from bulletins.grouping import Entry
from bulletins.model import Bulletin
from bulletins.site.settings import site_view
from bulletins.site.sharecard import CLOSING, EDGE, HEIGHT, PAPER, WIDTH, Cards, Face, Words, _font, draw, faces, wrap

LONG = "云溪市人民政府办公室关于进一步做好老旧小区供水管网改造期间临时停水保障有关工作的通报（第二批），" * 4
CARDS = {
    "short": Words("云溪公报", "三张清单", "云溪市工信局　2026年1月8日"),
    "long": Words("云溪公报", LONG, LONG, "约2386.4亿立方米每秒以上" * 3, LONG),
    "no word": Words("", "", "", "", ""),
    "closing marks": Words("云溪公报", "……" * 200, "", "5%", "）" * 9),
    "foreign": Words("Gazette", "A" * 200, "𠮷　🙂", "1" * 40, "label " * 30),
}


@pytest.fixture(scope="module")
def pair() -> tuple[Face, Face]:
    found = faces()
    if found is None:
        pytest.skip("no font with Chinese characters is installed (fonts-noto-cjk)")
    return found


@pytest.mark.parametrize("name", [name for name in CARDS if name != "closing marks"])
def test_nothing_stands_in_the_margins(name: str, pair: tuple[Face, Face]) -> None:
    data = draw(CARDS[name], pair)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (WIDTH, HEIGHT)
    margins = (
        picture.crop((0, 16, EDGE - 8, HEIGHT)),
        picture.crop((WIDTH - EDGE // 3, 16, WIDTH, HEIGHT)),
        picture.crop((0, HEIGHT - 20, WIDTH, HEIGHT)),
    )
    paper = ImageColor.getrgb(PAPER)
    assert [margin.getcolors() for margin in margins] == [[(margin.width * margin.height, paper)] for margin in margins]


@pytest.mark.parametrize("name", CARDS)
def test_equal_words_give_equal_bytes(name: str, pair: tuple[Face, Face]) -> None:
    assert draw(CARDS[name], pair) == draw(CARDS[name], pair)


@pytest.mark.parametrize("width", [40, 300, 1040])
def test_lines_hold_every_character_and_begin_with_no_closing_mark(width: int, pair: tuple[Face, Face]) -> None:
    lines = wrap(LONG, _font(pair[0], 40), width)
    assert "".join(lines) == LONG
    assert [line for line in lines if line[0] in CLOSING] == []


def entry(title: str) -> Entry:
    return Entry(Bulletin(title, ("云溪市水务局",), datetime(2024, 7, 1)), "bulletins/2024/a/", "")


def test_a_card_is_drawn_again_only_when_it_says_something_else(pair: tuple[Face, Face]) -> None:
    cards = Cards(site_view({"name": "云溪公报", "base": "https://gongbao.example"}))
    first, second, other = (next(cards.files((entry(title),))) for title in ("甲", "甲", "乙"))
    assert first.path == cards.address(entry("甲")) == "bulletins/2024/a/card.png"
    assert first.key == second.key != other.key


@pytest.mark.parametrize(
    "settings",
    [
        {"base": "https://gongbao.example", "share_font": "/no/such/font.ttf"},
        {"base": "https://gongbao.example", "share_font": __file__},
        {"base": "https://gongbao.example", "share_cards": False},
        {},
    ],
)
def test_without_a_font_or_an_address_there_are_no_cards(settings: dict[str, object]) -> None:
    cards = Cards(site_view({"name": "云溪公报", **settings}))
    assert cards.address(entry("甲")) == ""
    assert list(cards.files((entry("甲"),))) == []


def test_a_machine_without_fontconfig_has_no_cards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert faces.__wrapped__() is None
