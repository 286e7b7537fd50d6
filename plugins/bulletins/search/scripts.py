"""The scripts of the search page in one piece: fewer requests, and short names in all that they share."""

from __future__ import annotations

from collections.abc import Iterable

#: Names under the theme's static/js, in the order in which they build on each other.
SCRIPTS = tuple(f"search-{part}.js" for part in ("fold", "unpack", "index", "numbers", "lookup", "help", "page"))
#: What these become.
BUNDLE = "search.js"
#: What bulletins opened from a result need.
ON_ARRIVAL = "search-hit.js"
#: What tests and benches ask of the finished script, whose other names nobody can reach.
REACHABLE = ("open", "find", "record", "excerpt", "fold")


def bundle(sources: Iterable[str]) -> str:
    """Join scripts into one function, so that they share a scope that is theirs alone. Safe: nothing in them changes.

    >>> bundle(["let fold = 1;", "let open = 2;"]).splitlines()[:3]
    ["(() => { 'use strict';", 'let fold = 1;', 'let open = 2;']
    """
    parts = "".join(source.strip() + "\n" for source in sources)
    return f"(() => {{ 'use strict';\n{parts}self.gongbaoSearch = {{ {', '.join(REACHABLE)} }};\n}})();\n"
