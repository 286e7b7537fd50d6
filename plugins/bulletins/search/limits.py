"""How many places the leaves of the index hold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

SAME_FROM = 5  # units


def leaf_limits(limit: int, depths: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """At most so many places; twice as many of three and four units, fewer of one and two.

    The rest of a query that ends in a leaf is looked up too while many bulletins are left. Of two units the rest is one
    character, which stands in most bulletins and tells none apart; five and more are mostly set phrases, which stand
    where all of it does.

    >>> leaf_limits(14, np.arange(7)).tolist()
    [10, 10, 10, 28, 28, 14, 14]
    """
    few = max(limit * 5 // 7, 1)
    limits: NDArray[np.int64] = np.array([few, few, few, 2 * limit, 2 * limit, limit])[np.minimum(depths, SAME_FROM)]
    return limits
