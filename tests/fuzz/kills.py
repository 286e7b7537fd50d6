"""Fifty builds killed at random moments: what is served is the old site or the new one, whole. Run by ``make fuzz``."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

from sites import COMMAND, PROJECT, add_post, build, fresh_content, tree


def main() -> int:
    """Kill KILLS builds (50 when it isn't set); the exit code is 1 when a site was torn."""
    kills, torn = int(os.environ.get("KILLS", "50")), 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        content, output = fresh_content(place / "content"), place / "output"
        build(content, output)
        old = tree(output)
        add_post(content, "new", "新稿件，共8件。")
        start = time.monotonic()
        build(content, place / "reference", "--full")
        took, new = time.monotonic() - start, tree(place / "reference")
        chance = random.Random(8)
        for _ in range(kills):
            child = subprocess.Popen(
                [*COMMAND, "build", "--full", "--content", str(content), "--output", str(output)],
                cwd=PROJECT,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            time.sleep(chance.uniform(0, took * 1.1))
            child.send_signal(chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM]))
            child.wait()
            torn += tree(output) not in (old, new)
        done = build(content, output)
        torn += done.returncode != 0 or tree(output) != new
    print(f"{kills} kills, {torn} torn")
    return 1 if torn else 0


if __name__ == "__main__":
    sys.exit(main())
