"""The search index: pure, documents in, files out. The browser's half is ``static/js/search-*.js`` of the theme."""

from .build import Built, build_from, build_index
from .documents import SearchDocument, SearchSettings, SearchStatistic
from .folding import fold, query_words
from .gathering import Source
from .keeping import Kept, pack_kept, unpack_kept

__all__ = [
    "Built",
    "Kept",
    "SearchDocument",
    "SearchSettings",
    "SearchStatistic",
    "Source",
    "build_from",
    "build_index",
    "fold",
    "pack_kept",
    "query_words",
    "unpack_kept",
]
