"""Photographs a built site: ten kinds of page, on a phone and on a desk, by day and by night, on one sheet.

``python tests/browser/contact_sheet.py output docs/pages.png`` — for looking at, one picture after the other.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

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
    """Write the sheet."""
    with serving(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=list(FLAGS))
        rows = photographs(browser, address, addresses(folder))
        browser.close()
    sheet(rows).quantize(192, Image.Quantize.FASTOCTREE).save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), Path(sys.argv[2]))
