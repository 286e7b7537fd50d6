"""The theme's scripts of search as they are published: in one piece, and without what only people need."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Mapping

from ..search.scripts import BUNDLE, ON_ARRIVAL, SCRIPTS, bundle
from .cache import Cache, key_of

DECLARED = re.compile(r"\bconst (?=[\w[{])")
# In a process of its own: the minifier is a Go library, whose threads have no place in a process that forks.
PROGRAM = (
    "import sys, minify; minify.config({'js-version': 2017}); "
    "sys.stdout.write(minify.string('application/javascript', sys.stdin.read()))"
)


def minified(source: str) -> str:
    """The same script with short local names, without comments and needless blanks; names that never change are
    declared like the others, since one word for both packs better.

    Raises subprocess.CalledProcessError for what is no script.
    """
    command = [sys.executable, "-X", "utf8", "-c", PROGRAM]
    source = DECLARED.sub("let ", source)
    return subprocess.run(command, input=source, capture_output=True, check=True, encoding="utf-8").stdout


def published_scripts(static: Mapping[str, bytes], cache: Cache) -> dict[str, bytes]:
    """The theme's files, where the parts of search have become one script, in each language.

    A theme without these parts stays as it is.
    """
    files = dict(static)
    for folder in [path.removesuffix(SCRIPTS[0]) for path in static if path.endswith("js/" + SCRIPTS[0])]:
        parts = [files.pop(folder + name).decode() for name in SCRIPTS if folder + name in files]
        files[folder + BUNDLE] = bundle(parts).encode()
        for name in (BUNDLE, ON_ARRIVAL):
            if source := files.get(folder + name):
                files[folder + name] = _kept(source.decode(), cache).encode()
    return files


def _kept(source: str, cache: Cache) -> str:
    key = key_of("script", source)
    found = cache.get(key)
    if found is None:
        found = minified(source)
        cache.put(key, found)
    return found
