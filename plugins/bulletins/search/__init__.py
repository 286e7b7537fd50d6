"""The search index: pure, documents in, files out. The browser's half is ``static/js/search-*.js`` of the theme."""

from .build import build_index
from .documents import SearchDocument, SearchSettings, SearchStatistic
from .folding import fold, query_words

__all__ = ["SearchDocument", "SearchSettings", "SearchStatistic", "build_index", "fold", "query_words"]
