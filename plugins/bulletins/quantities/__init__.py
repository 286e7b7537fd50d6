"""Text to figures: what every number is, what the statistics count, which add up, and which stand in boxes."""

from bulletins.quantities.breakdowns import group_breakdowns
from bulletins.quantities.figures import find_figures, statistic_ids
from bulletins.quantities.find import MOST_STATISTICS, TooMany, find_quantities, refuse_dense
from bulletins.quantities.highlights import choose_highlights, unfound
from bulletins.quantities.statistics import find_statistics
from bulletins.quantities.tabular import table_sums

__all__ = [
    "MOST_STATISTICS",
    "TooMany",
    "choose_highlights",
    "find_figures",
    "find_quantities",
    "find_statistics",
    "group_breakdowns",
    "refuse_dense",
    "statistic_ids",
    "table_sums",
    "unfound",
]
