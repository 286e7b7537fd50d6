"""Bulletins and figures -> what the derived pages hold: shelves, profiles, related bulletins. Pure."""

from .entry import Body, Entry, Mention, newest_first
from .index import Index, Shelf, build_index, months
from .mentions import Names
from .profile import KeyFigures, Profile, Ties, Trend, profile_of, ties_of, trend_points
from .related import Related
from .slices import Part, Slice, by_unit, count_of, cut, places_of

__all__ = [
    "Body",
    "Entry",
    "Index",
    "KeyFigures",
    "Mention",
    "Names",
    "Part",
    "Profile",
    "Related",
    "Shelf",
    "Slice",
    "Ties",
    "Trend",
    "build_index",
    "by_unit",
    "count_of",
    "cut",
    "months",
    "newest_first",
    "places_of",
    "profile_of",
    "ties_of",
    "trend_points",
]
