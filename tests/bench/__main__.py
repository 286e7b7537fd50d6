"""``make bench``: run every measurement in this folder, or those named: ``make bench BENCH="search normalise"``.

Each is a program of its own that prints ratios against a baseline of the same run; none of them asserts a speed.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    wanted = sys.argv[1:]
    programs = [path for path in sorted(HERE.glob("*.py")) if not path.name.startswith("_")]
    chosen = [path for path in programs if not wanted or any(word in path.stem for word in wanted)]
    if not chosen:
        print(f"没有这项测量；有：{'、'.join(path.stem for path in programs)}", file=sys.stderr)
        return 2
    failed = []
    for path in chosen:
        print(f"\n== {path.stem}", flush=True)
        if subprocess.run([sys.executable, str(path)], check=False).returncode:
            failed.append(path.stem)
    if failed:
        print(f"没有达到要求或没有跑完：{'、'.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
