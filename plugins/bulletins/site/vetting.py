"""What may not be published: personal data in words and names, attachments that act or aren't what they seem.

What looks into files is loaded only where a file or text is new: a build that changes little starts quickly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from ..problems import Problem, Refusal
from .cache import Cache, key_of
from .tree import Tree, read_data

FEWEST_DIGITS = 11


def vet_words(tree: Tree, path: str, text: str) -> None:
    """Note every resident ID, mobile number and bank card; what the cache holds has been through here."""
    from ..check import fault_of_personal, find_personal_data  # noqa: PLC0415

    for line, kind, masked in find_personal_data(text):
        tree.problems.append(Problem(tree.shown(path), line, *fault_of_personal(kind, masked), "personal-data"))


def vet_published(tree: Tree, path: str, text: str) -> None:
    """Note what no published post may hold: personal data, marks of classified papers, words of the template."""
    from ..check import unpublishable  # noqa: PLC0415

    vet_words(tree, path, text)
    for line, what, hint, rule in unpublishable(text):
        tree.problems.append(Problem(tree.shown(path), line, what, hint, rule))


def vet_names(tree: Tree, names: Mapping[str, Iterable[str]]) -> None:
    """Note personal data in names and addresses of files: more people read them than what is in the files."""
    for path, words in names.items():
        for word in words:
            for kind, masked in found_in_name(word):
                what = f"名字或网址里有{kind}：{masked}"
                tree.problems.append(Problem(tree.shown(path), 0, what, "换一个名字", "personal-data"))


def vet_file_names(tree: Tree) -> None:
    """Note personal data in the names of files."""
    vet_names(tree, {path: (PurePosixPath(path).name,) for path in (*tree.files, *tree.posts, *tree.pages)})


def found_in_name(name: str) -> list[tuple[str, str]]:
    """(kind, masked number) of personal data in a name.

    >>> found_in_name("2024-05-06-13800138000.csv")
    [('手机号', '138****8000')]
    """
    if sum(char.isdigit() for char in name) < FEWEST_DIGITS:
        return []
    from ..check import find_in_name  # noqa: PLC0415

    return [(kind, masked) for _, kind, masked in find_in_name(name)]


def vet_files(tree: Tree, cache: Cache) -> None:
    """Look into every attachment and picture; what an editor may decide otherwise is left to ``check``."""
    for path in tree.files:
        data = read_data(tree, path)
        if data is None:
            continue
        key = key_of("attachment", PurePosixPath(path).suffix.lower(), data)
        stored = cache.get(key)
        if stored is None:
            stored = json.dumps(_faults(data, path), ensure_ascii=False)
            cache.put(key, stored)
        for message, hint, rule in json.loads(stored):
            tree.problems.append(Problem(tree.shown(path), 0, message, hint, rule))


def _faults(data: bytes, path: str) -> list[tuple[str, str, str]]:
    """(message, hint, rule) of everything that keeps a file from being published."""
    from ..check import check_attachment  # noqa: PLC0415
    from ..confined import look_confined  # noqa: PLC0415

    try:
        found: Iterable[Problem] = check_attachment(path, look_confined(data, path)[0])
    except Refusal as refusal:
        found = refusal.problems
    return [(problem.message, problem.hint, problem.rule) for problem in found]
