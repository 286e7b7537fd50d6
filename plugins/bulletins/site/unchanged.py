"""Whether a build would change anything: when all that it reads is as it was, the release that stands is the result."""

from __future__ import annotations

import contextlib
import json
import os
import runpy
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .inputs import inputs_key


def key_of_job(job: Mapping[str, Any]) -> str:
    """The key of everything that the job would read, "" when that can't be known.

    The settings file is run as Pelican would, without Pelican; what goes wrong in it is said by the build itself.
    """
    settings = Path(job["settings"])
    try:
        values = {name: value for name, value in runpy.run_path(str(settings)).items() if name.isupper()}
        return inputs_key(values, Path(job["content"]), settings.parent / str(values["THEME"]))
    except (Exception, SystemExit):
        return ""


def standing(job: Mapping[str, Any], key: str) -> dict[str, int] | None:
    """What stands in the output folder, counted, when it was made from inputs of this key and nobody touched it."""
    if not key or not job["former"]:
        return None
    with contextlib.suppress(OSError, ValueError, TypeError, LookupError, AttributeError):
        noted = json.loads(Path(job["inputs"]).read_text("utf-8"))
        counts: dict[str, int] = noted["counts"]
        former = job["former"]
        if noted["key"] == key and noted["folder"] == os.stat(former).st_ino and _untouched(former, job["manifest"]):  # noqa: PTH116
            return {**counts, "unchanged": counts["files"]}
    return None


def note(job: Mapping[str, Any], key: str, counts: Mapping[str, int]) -> None:
    """Remember what the new release was made from, unless that changed while it was made."""
    if not job["inputs"]:
        return
    place = Path(job["inputs"])
    place.unlink(missing_ok=True)
    if key and key_of_job(job) == key:
        folder = os.stat(job["output"]).st_ino  # noqa: PTH116 - a folder keeps its number when it is put in place
        part = place.with_suffix(".part")
        part.write_text(json.dumps({"key": key, "folder": folder, "counts": counts}), "utf-8")
        part.replace(place)


def _untouched(folder: str, manifest: str) -> bool:
    rows = json.loads(Path(manifest).read_text("utf-8"))
    seen = 0
    for place, folders, names in os.walk(folder):
        if any(os.path.islink(f"{place}/{name}") for name in folders):  # noqa: PTH114
            return False
        for name in names:
            path = f"{place}/{name}"
            row, status = rows.get(path[len(folder) + 1 :]), os.lstat(path)
            if row is None or not stat.S_ISREG(status.st_mode) or [status.st_size, status.st_mtime_ns] != row[1:3]:
                return False
            seen += 1
    return seen == len(rows)
