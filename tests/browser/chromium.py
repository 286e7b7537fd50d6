"""Find a Chromium or Chrome, or install one: print its path. Run by the Makefile, imported by the browser tests."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def found() -> str:
    """The path of a browser that is there already, or ""."""
    named = os.environ.get("CHROMIUM", "")
    if named and Path(named).exists():
        return named
    on_path = (shutil.which(name) for name in NAMES)
    return next((path for path in (*on_path, *PLACES) if path and Path(path).exists()), "") or _playwrights_own()


def _playwrights_own() -> str:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 — the Makefile asks before it is installed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else ""


def install() -> None:
    """Debian's package where apt can install it, else Playwright's own download."""
    if shutil.which("apt-get"):
        prefix = [] if os.geteuid() == 0 else ["sudo", "-n"] if shutil.which("sudo") else None
        if prefix is not None:
            quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
            subprocess.run([*prefix, "apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
            subprocess.run(  # type: ignore[call-overload]
                [*prefix, "apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-cjk"], check=False, **quiet
            )
            if found():
                return
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)


def main() -> int:
    if not found():
        print("没有找到浏览器，正在安装 Chromium …", file=sys.stderr)
        install()
    path = found()
    if not path:
        print("装不上浏览器：请安装 Chromium 或 Chrome，或用 CHROMIUM=路径 指明", file=sys.stderr)
        return 1
    print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main())
