"""What a build depends on, as digests: all that it reads, and all that makes a page of its values."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .cache import add_files, key_of, program_digest

OURS = ["bulletins.site"]
# Settings that are ways to a place: the result may not depend on them.
PLACES = ("PATH", "OUTPUT_PATH", "CACHE_PATH", "THEME", "PLUGIN_PATHS")
# A function or object of the settings prints its address in memory, which says nothing of what it does.
ADDRESS = re.compile(r" at 0x[0-9a-f]+>")
RENDERING = ("JINJA_ENVIRONMENT", "JINJA_FILTERS", "JINJA_GLOBALS", "JINJA_TESTS", "THEME_TEMPLATES_OVERRIDES")


def only_ours(settings: Mapping[str, Any]) -> bool:
    """Whether no other plugin takes part and nothing in the settings is code, so that digests say everything."""
    plugins = [getattr(plugin, "__name__", plugin) for plugin in settings.get("PLUGINS") or ()]
    return plugins == OURS and not ADDRESS.search(repr([settings.get(name) for name in RENDERING]))


def templates_key(settings: Mapping[str, Any]) -> str:
    """A key of all that turns a page's values into its bytes: the theme but its static files, Jinja's settings."""
    theme = Path(settings["THEME"])
    digest = hashlib.sha256()
    for folder in ("templates", "translations"):
        add_files(digest, theme / folder)
    for override in settings.get("THEME_TEMPLATES_OVERRIDES") or ():
        add_files(digest, Path(override))
    return key_of(digest.digest(), repr([settings.get(name) for name in RENDERING]))


def inputs_key(settings: Mapping[str, Any], content: Path, theme: Path) -> str:
    """A key of everything that a build reads, "" when that can't be known.

    ``settings`` are the values of the settings file alone.
    """
    said = repr(sorted((name, value) for name, value in settings.items() if name not in PLACES))
    if not only_ours(settings) or ADDRESS.search(said):
        return ""
    site = settings.get("SITE")
    if not isinstance(site, dict) or site.get("share_cards", site.get("base")):
        from .sharecard import faces, library  # noqa: PLC0415 - asking for fonts takes its time

        # Cards are drawn with the fonts of the machine.
        said += repr((faces(str(site.get("share_font", ""))) if isinstance(site, dict) else None, library()))
    digest = hashlib.sha256()
    for folder in (content, theme):
        add_files(digest, folder)
    return key_of(program_digest(), said, digest.digest())
