"""Reports become bulletins: faithful, explained, and right about structure and identity."""

from __future__ import annotations

from .account import replay, unaccounted
from .explain import explain
from .pipeline import RULES, normalise
from .posts import is_post

__all__ = ["RULES", "explain", "is_post", "normalise", "replay", "unaccounted"]
