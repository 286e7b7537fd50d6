"""Names of new files: slugs of posts, names of reports that are copied in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from ..slugs import DEVICE, free_slug, slug_of

LONGEST = 80  # characters of a name's stem: 240 bytes of Chinese, which every file system takes
UNSAFE = re.compile(r'[<>:"/\\|?*#%&{}\s]+')
RESERVED = re.compile(rf"{DEVICE}(?=\.|$)", re.IGNORECASE)
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


def propose_slug(title: str, day: date, taken: Collection[str]) -> str:
    """A free slug for a new post: the pinyin of its title, or the day when there is no title yet.

    >>> propose_slug("防汛工作情况", date(2024, 7, 3), {"fang-xun-gong-zuo-qing-kuang"})
    'fang-xun-gong-zuo-qing-kuang-2'
    >>> propose_slug("", date(2024, 7, 3), ())
    'gao-jian-20240703'
    """
    return free_slug(slug_of(title) if title.strip() else f"gao-jian-{day:%Y%m%d}", taken)


def import_names(names: Iterable[str], existing: Collection[str]) -> tuple[str, ...]:
    """For each file to be copied in, its name below ``content/reports``: readable, safe, and never one in use.

    ``names`` are file names without folders, ``existing`` those that are there already; upper and lower case
    count as the same, since some disks don't tell them apart.

    >>> import_names(["防汛 情况.docx", "防汛 情况.docx", "../a.TXT", ".txt"], {"a.txt"})
    ('防汛-情况.docx', '防汛-情况-2.docx', 'a-2.txt', 'bao-gao.txt')
    """
    taken = {name.casefold() for name in existing}
    chosen: list[str] = []
    for name in names:
        stem, ending = _parts(name)
        candidate, number = stem + ending, 2
        while candidate.casefold() in taken:
            candidate, number = f"{stem}-{number}{ending}", number + 1
        taken.add(candidate.casefold())
        chosen.append(candidate)
    return tuple(chosen)


def _parts(name: str) -> tuple[str, str]:
    """Stem and ending of a name, with folders, blanks, control and reserved characters taken out of the stem."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    stem, dot, last = name.rpartition(".")
    ending = (dot + last).lower() if ENDING.fullmatch(dot + last) else ""
    words = "".join(char for char in (stem if ending else name) if unicodedata.category(char)[0] != "C")
    words = UNSAFE.sub("-", words).strip("-. ")[:LONGEST].rstrip("-. ")
    if found := RESERVED.match(words):
        words = f"{found.group()}-1{words[found.end() :]}"
    return words or "bao-gao", ending
