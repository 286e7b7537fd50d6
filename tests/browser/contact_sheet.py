"""Photographs a built site: ten kinds of page, on a phone and on a desk, by day and by night, on one sheet.

``python tests/browser/contact_sheet.py public docs/images`` writes ``pages.png``, and ``modes.png`` with the same pages
in large type, high contrast, on 320 px, without a script, in English (where the site has it) and on paper.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
from chromium import FLAGS, found
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from serving import serving

WIDTHS = {390: 844, 1280: 844}
SCALE = 0.32
GAP = 12
GROUND = (120, 120, 120)


def addresses(folder: Path) -> list[str]:
    """One address of each kind of page; the bulletin is one with a breakdown, the department one with a trend."""

    def first(pattern: str, words: str) -> str:
        pages = sorted(folder.glob(pattern), reverse=True)
        chosen = next((page for page in pages if words in page.read_text("utf-8")), pages[0])
        return chosen.parent.relative_to(folder).as_posix() + "/"

    bulletin = first("bulletins/*/*/index.html", 'class="breakdown')
    return [
        "",
        bulletin,
        f"{bulletin}ledger/",
        "departments/",
        first("departments/*/index.html", 'class="trend"'),
        first("columns/*/index.html", "card"),
        "archive/",
        "figures/",
        "search/?q=情况",
        "404.html",
    ]


def photographs(browser: Browser, address: str, pages: list[str]) -> list[list[Image.Image]]:
    """A row of pictures for each width and colour scheme."""
    rows = []
    for width, height in WIDTHS.items():
        for scheme in ("light", "dark"):
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page = context.new_page()
            row = []
            for name in pages:
                page.goto(f"{address}/{name}", wait_until="networkidle")
                row.append(Image.open(BytesIO(page.screenshot())).convert("RGB"))
            context.close()
            rows.append(row)
    return rows


def in_modes(browser: Browser, address: str, pages: list[str], english: bool) -> list[list[Image.Image]]:
    """A row of small pictures for each mode."""
    phone: dict[str, Any] = {"viewport": {"width": 390, "height": 844}}
    modes: list[tuple[dict[str, Any], str, str]] = [
        (phone, "localStorage.setItem('elder', 'on')", ""),
        ({**phone, "contrast": "more"}, "", ""),
        ({"viewport": {"width": 320, "height": 844}}, "", ""),
        ({**phone, "java_script_enabled": False}, "", ""),
        *([(phone, "", "en/")] if english else []),
    ]
    rows = []
    for options, script, prefix in modes:
        context = browser.new_context(**options)
        context.add_init_script(script or "0")
        page = context.new_page()
        row = []
        for name in pages:
            page.goto(f"{address}/{prefix if name != '404.html' else ''}{name}", wait_until="networkidle")
            row.append(Image.open(BytesIO(page.screenshot())).convert("RGB"))
        context.close()
        rows.append(row)
    return rows


def on_paper(browser: Browser, address: str, path: str) -> list[Image.Image]:
    """The sheets of a printed bulletin, at most ten."""
    page = browser.new_page()
    page.goto(f"{address}/{path}", wait_until="networkidle")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    sheets = [document[number].render(scale=1).to_pil().convert("RGB") for number in range(min(len(document), 10))]
    page.close()
    return [sheet.resize((390, round(sheet.height * 390 / sheet.width)), Image.Resampling.LANCZOS) for sheet in sheets]


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """All pictures on one, small, wide ones broken into two lines."""
    lines = [part for row in rows for part in ([row] if row[0].width < 600 else [row[:5], row[5:]])]
    small = [
        [
            picture.resize((round(picture.width * SCALE), round(picture.height * SCALE)), Image.Resampling.LANCZOS)
            for picture in line
        ]
        for line in lines
    ]
    width = max(sum(picture.width + GAP for picture in line) for line in small) + GAP
    whole = Image.new("RGB", (width, sum(line[0].height + GAP for line in small) + GAP), GROUND)
    top = GAP
    for line in small:
        left = GAP
        for picture in line:
            whole.paste(picture, (left, top))
            left += picture.width + GAP
        top += line[0].height + GAP
    return whole


def main(folder: Path, target: Path) -> None:
    """Write both sheets."""
    pages = addresses(folder)
    with serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        rows = photographs(browser, address, pages)
        modes = in_modes(browser, address, pages, (folder / "en").is_dir())
        modes.append(on_paper(browser, address, pages[1]))
        browser.close()
    for name, shown in (("pages.png", rows), ("modes.png", modes)):
        sheet(shown).quantize(192, Image.Quantize.FASTOCTREE).save(target / name, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
