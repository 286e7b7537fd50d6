"""How many places the leaves of the index hold."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray


def leaf_limits(limit: int, depths: NDArray[np.signedinteger[Any]]) -> NDArray[np.int64]:
    """At most so many places, of sequences of three and four units twice as many as of shorter and longer ones.

    The rest of a query that ends in a leaf is looked up too while many bulletins are left. Behind one or two units
    stands little that would tell these apart; five and more are mostly set phrases, which stand where all of it does.

    >>> leaf_limits(14, np.arange(1, 6)).tolist()
    [14, 14, 28, 28, 14]
    """
    limits: NDArray[np.int64] = np.where(depths - 1 >> 1 == 1, 2 * limit, limit).astype(np.int64)
    return limits
