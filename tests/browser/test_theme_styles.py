"""The style sheet as it is served: the same look as in layers, and nothing that an old engine stumbles over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gallery import THEME, layered, write
from playwright.sync_api import Browser
from sample_views import BULLETIN_URL
from serving import serving

from bulletins.site.files import theme_files
from bulletins.site.stylesheet import served

browser_only = pytest.mark.browser
SHEET = theme_files(THEME)["theme/css/site.css"].decode()
# What every element looks like, in the terms that our rules set.
LOOK = """() => {
    const names = ["display", "position", "color", "background-color", "font-family", "font-size", "font-weight",
        "line-height", "letter-spacing", "text-align", "text-decoration-line", "white-space", "content", "margin-top",
        "margin-right", "margin-bottom", "margin-left", "padding-top", "padding-right", "padding-bottom",
        "padding-left", "border-top-width", "border-right-width", "border-bottom-width", "border-left-width",
        "border-top-color", "border-top-left-radius", "width", "height", "top", "left", "flex", "gap", "fill",
        "grid-template-columns", "break-inside", "overflow-x", "visibility", "box-shadow", "max-width"];
    return Array.from(document.querySelectorAll("*")).flatMap((element) =>
        [null, "::before", "::after"].map((part) => {
            const style = getComputedStyle(element, part);
            return element.tagName + "." + element.className + (part || "") + " " +
                names.map((name) => style.getPropertyValue(name)).join("|");
        }));
}"""
DESK: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
# (the reader's browser, what it is told of the page)
MODES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "desk": (DESK, {}),
    "dark phone": ({**PHONE, "color_scheme": "dark"}, {}),
    "paper": (DESK, {"media": "print"}),
    "large type": (PHONE, {}),
}
# Engines know these since: layers 2022, :has 2022, inset and gaps 2021, :is 2021, clamp 2020, logical shorthands 2020.
YOUNG = re.compile(
    r"@layer|@container|:has\(|:is\(|:where\(|color-mix|\binset:|clamp\((?!1px)|\b(?:margin|padding|border|inset)-"
    r"(?:inline|block)|(?:start|end)-(?:start|end)-radius|@media \([^)]*[<>]|^\s*&|\d+(?:dvh|svh|lvh|cqw)",
    re.MULTILINE,
)
SUPPORTS = re.compile(r"@supports [^{]+\{(?:[^{}]*\{[^{}]*\})*\s*\}")


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("styles")
    write(folder)
    with serving(folder) as address:
        yield folder, address


def looks(browser: Browser, pages: tuple[Path, str], sheet: str, mode: str, kinds: tuple[str, ...]) -> list[list[str]]:
    """What every element of some pages looks like under a sheet, for a reader who has seen no other."""
    options, paper = MODES[mode]
    (pages[0] / "theme" / "css" / "site.css").write_text(sheet, "utf-8")
    context = browser.new_context(**options)
    if mode == "large type":
        context.add_init_script("localStorage.setItem('elder', 'on')")
    page = context.new_page()
    found = []
    for kind in kinds:
        page.goto(f"{pages[1]}/{kind}")
        page.emulate_media(**paper)
        found.append(page.evaluate(LOOK))
    context.close()
    return found


@browser_only
@pytest.mark.parametrize("mode", MODES)
def test_nothing_looks_different_without_layers(mode: str, browser: Browser, pages: tuple[Path, str]) -> None:
    kinds = ("gallery/", BULLETIN_URL, "")
    before, after = (looks(browser, pages, sheet, mode, kinds) for sheet in (layered(), SHEET))
    assert all(len(look) > 300 for look in before)
    pairs = [pair for one, other in zip(before, after, strict=True) for pair in zip(one, other, strict=True)]
    assert [(one, other) for one, other in pairs if one != other] == []


@browser_only
def test_a_rule_out_of_order_is_seen(browser: Browser, pages: tuple[Path, str]) -> None:
    turned = layered().replace("@layer tokens, base, layout, components, print;", "@layer components, layout, base;")
    assert looks(browser, pages, turned, "desk", ("",)) != looks(browser, pages, SHEET, "desk", ("",))


def test_the_served_sheet_holds_nothing_young_without_a_way_around() -> None:
    # What stands behind @supports is asked for first; `content` with words for the ear comes after one without.
    bare = SUPPORTS.sub("", SHEET)
    assert bare.count("@supports") == 0
    assert YOUNG.findall(bare) == []
    spoken = re.findall(r'content: ([^;]+?) / "";', bare)
    assert spoken and len(spoken) == len(re.findall(r'content: ([^;/]+); content: \1 / "";', bare))


def test_a_layer_written_another_way_is_refused() -> None:
    for sheet in ("@layer base { p { margin: 0; } }", "@layer base {\n  p { margin: 0; } }\n"):
        with pytest.raises(ValueError, match="@layer"):
            served([sheet])


def test_scripts_call_nothing_younger_than_2017() -> None:
    younger = re.compile(
        r"\.(?:flat|flatMap|at|replaceAll|matchAll|replaceChildren|finally|trimStart|trimEnd|findLast|toSorted|showModal)\("
        r"|Object\.(?:fromEntries|hasOwn)|structuredClone|Promise\.(?:any|allSettled)|ResizeObserver|WebAssembly|\(\?<"
    )
    scripts = sorted((THEME / "static" / "js").glob("*.js"))
    assert {path.name: found for path in scripts if (found := younger.findall(path.read_text("utf-8")))} == {}
