"""Files named by their content, and where to find them: the directory of shards, the folders of texts."""

from __future__ import annotations

import hashlib
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from .making import Tail
from .shards import Shard
from .texts import digest_of, pack_bytes, to_json

_IN_BLOCK = 40  # shards of about so many first sequences stand in one file of the directory
IN_FOLDER = 32  # files of texts
_FOLDER_NAME = 8  # hexadecimal digits: these need only differ from those that stood in the same place


def named(files: dict[str, bytes], kind: str, data: bytes, digest: str = "") -> str:
    """Add a file that is named by its content; equal ones are one.

    >>> files: dict[str, bytes] = {}
    >>> named(files, "i", b""), list(files)
    ('e3b0c44298', ['i-e3b0c44298'])
    """
    name = digest or digest_of(data)
    while files.setdefault(f"{kind}-{name}", data) != data:
        name = digest_of(name.encode() + data)
    return name


def folders(files: dict[str, bytes], texts: Sequence[bytes]) -> list[str]:
    """Add the files of texts to folders; their names.

    >>> folders({}, [b"", b""])
    ['2dba5dbc']
    """
    names = []
    for start in range(0, len(texts), IN_FOLDER):
        some = texts[start : start + IN_FOLDER]
        names.append(digest_of(b"".join(hashlib.sha256(data).digest() for data in some))[:_FOLDER_NAME])
        files |= {f"t{len(names) - 1}-{names[-1]}/{start + place}": data for place, data in enumerate(some)}
    return names


def write_directory(files: dict[str, bytes], shards: Sequence[Shard], tails: Sequence[Tail]) -> dict[str, object]:
    """Add the directory in blocks; the first sequence of each, the number of its first shard, all their names.

    Like a shard, a block starts where its own first sequence says so. A tail stands in the block in which it would
    be looked for as a sequence.
    """
    starts = [0] if shards else []
    first_of = separators(shards)
    for number, first in enumerate(first_of):
        marked = zlib.crc32(first.encode("utf-16-le", "surrogatepass")) % (_IN_BLOCK // 2) == 0
        if marked and number - starts[-1] >= _IN_BLOCK // 2:
            starts.append(number)
    firsts = [first_of[start] for start in starts]
    keys = [_key(first) for first in firsts]
    places = [max(bisect_right(keys, _key(tail)) - 1, 0) for tail, _ in tails]
    names = []
    for number, (start, end) in enumerate(pairwise([*starts, len(shards)])):
        some = shards[start:end]
        own = tails[bisect_left(places, number) : bisect_right(places, number)]
        digests = "".join(named(files, "i", shard.data, shard.digest) for shard in some)
        names.append(named(files, "d", pack_bytes(to_json([first_of[start:end], digests, *_columns(own)]))))
    return {"blocks": firsts, "starts": starts, "names": "".join(names)}


def _columns(tails: Sequence[Tail]) -> tuple[list[str], list[str]]:
    return [tail for tail, _ in tails], [head for _, head in tails]


def _key(sequence: str) -> bytes:
    """By UTF-16 units, as browsers compare strings."""
    return sequence.encode("utf-16-be", "surrogatepass")


def separators(shards: Sequence[Shard]) -> list[str]:
    """For each shard the shortest sequence above all of the shard before and not above its own first."""
    found = []
    before = b""
    for shard in shards:
        size = min(len(before), len(shard.first))
        differing = int.from_bytes(before[:size], "big") ^ int.from_bytes(shard.first[:size], "big")
        common = (size - (differing.bit_length() + 7) // 8) // 2 * 2
        found.append(shard.first[: common + 2].decode("utf-16-be", "surrogatepass"))
        before = shard.last
    return found
