"""Lighthouse's four scores for a home, a bulletin, a department and a search page of the built sample.

Lighthouse comes from npm into a folder of the reader's cache, never into this project. Without npm or a network it says
so and measures nothing. Other work on the machine only takes from the performance score, so the best of up to three
runs counts, and that score is printed without being judged; any other below 100 ends the run with 1.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import quote

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "browser"))

from chromium import FLAGS, found  # noqa: E402
from serving import serving  # noqa: E402
from site_sample import BELOW, POLICY, Sample, build  # noqa: E402

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongbao" / "lighthouse"
PROGRAM = CACHE / "node_modules" / ".bin" / "lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = ("home", "bulletin", "department", "search")
SECONDS = 180
RUNS = 3


def installed() -> str:
    """Why Lighthouse can't run here, or ""; installs it when it is not there yet."""
    if PROGRAM.exists():
        return ""
    if not shutil.which("npm"):
        return "没有 npm"
    CACHE.mkdir(parents=True, exist_ok=True)
    command = ["npm", "install", "--no-audit", "--no-fund", "--silent", "--prefix", str(CACHE), "lighthouse"]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    except (subprocess.SubprocessError, OSError):
        return "npm 装不上 lighthouse（多半是没有网络）"
    return "" if PROGRAM.exists() else "npm 没有装好 lighthouse"


def scores(address: str, report: Path) -> dict[str, float]:
    """The scores of one page by category, 0 to 100, and the names of audits that cost points on stderr."""
    command = [str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(['--headless=new', *FLAGS])}"]
    environment = {**os.environ, "CHROME_PATH": found()}
    subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, env=environment)
    answer = json.loads(report.read_text("utf-8"))
    for name in CATEGORIES:
        for part in answer["categories"][name]["auditRefs"]:
            audit = answer["audits"][part["id"]]
            if part["weight"] and (audit["score"] if audit["score"] is not None else 1) < 0.9:
                print(f"    {name}: {part['id']} {audit.get('displayValue', '')}", file=sys.stderr)
    return {name: round((answer["categories"][name]["score"] or 0) * 100) for name in CATEGORIES}


def best(address: str, report: Path) -> dict[str, float]:
    """The scores of the fastest of up to three runs."""
    runs: list[dict[str, float]] = []
    while len(runs) < RUNS and (not runs or runs[-1]["performance"] < 100):
        runs.append(scores(address, report))
    return max(runs, key=lambda run: run["performance"])


def measure(place: Path) -> bool:
    """Builds and serves the sample, prints a line for each page; whether all but performance reached 100."""
    output = place / "output"
    whole = True
    with serving(output, BELOW, {"Content-Security-Policy": POLICY}, compress=True) as address:
        build(place, output, address)
        kinds = Sample(output, address).kinds | {"search": f"search/?q={quote('全市')}"}
        print(f"{'':12}" + "".join(f"{name:>16}" for name in CATEGORIES))
        for name in PAGES:
            got = best(f"{address}/{kinds[name]}", place / f"{name}.json")
            whole &= all(got[category] == 100 for category in CATEGORIES if category != "performance")
            print(f"{name:12}" + "".join(f"{got[category]:>16}" for category in CATEGORIES), flush=True)
    return whole


def main() -> int:
    why = installed()
    if why:
        print(f"跳过：{why}")
        return 0
    with tempfile.TemporaryDirectory() as place:
        return 0 if measure(Path(place)) else 1


if __name__ == "__main__":
    sys.exit(main())
