"""Bulletins and figures -> what the derived pages hold: shelves, profiles, related bulletins. Pure."""

from .entry import Entry, newest_first
from .index import Index, Shelf, build_index, months
from .mentions import Names
from .profile import Profile, Trend, find_trends, profile_of, trend_points
from .related import Related

__all__ = [
    "Entry",
    "Index",
    "Names",
    "Profile",
    "Related",
    "Shelf",
    "Trend",
    "build_index",
    "find_trends",
    "months",
    "newest_first",
    "profile_of",
    "trend_points",
]
