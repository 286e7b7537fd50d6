"""What may not be published: personal data in words and names, attachments that act or aren't what they seem.

What looks into files is loaded only where a file or text is new: a build that changes little starts quickly.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from pathlib import PurePosixPath

from ..model import Bulletin
from ..problems import Problem, Refusal
from .cache import Cache, key_of
from .tree import Tree, read_data

FEWEST_DIGITS = 11

Fault = tuple[str, str, str]


def vet_words(tree: Tree, path: str, text: str) -> None:
    """Note every resident ID, mobile number and bank card; what the cache holds has been through here."""
    from ..check import fault_of_personal, find_personal_data  # noqa: PLC0415

    for line, kind, masked in find_personal_data(text):
        tree.problems.append(Problem(tree.shown(path), line, *fault_of_personal(kind, masked), "personal-data"))


def vet_page(tree: Tree, path: str, text: str) -> None:
    """Note what no page beside the posts may hold: personal data, characters that nobody sees."""
    from ..check import unprintable  # noqa: PLC0415

    vet_words(tree, path, text)
    for line, what, hint, rule in unprintable(text):
        tree.problems.append(Problem(tree.shown(path), line, what, hint, rule))


def vet_published(tree: Tree, path: str, text: str, bulletin: Bulletin) -> None:
    """Note what no published post may hold: personal data, marks of classified papers, words of the template,
    characters that nobody sees; and none may be without words."""
    from ..check import faults_of_fields, unpublishable  # noqa: PLC0415

    vet_words(tree, path, text)
    tree.problems += faults_of_fields(tree.shown(path), text, bulletin)
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
    keys: dict[str, str] = {}
    for path, found in _new_files(tree, cache, keys):
        cache.put(keys[path], json.dumps(found, ensure_ascii=False))
        _note(tree, path, found)


def _new_files(tree: Tree, cache: Cache, keys: dict[str, str]) -> Iterator[tuple[str, list[Fault]]]:
    """What is wrong with each file that no build has looked into; its key is put into ``keys``."""

    def unknown() -> Iterator[tuple[str, bytes]]:
        for path in tree.files:
            data = read_data(tree, path)
            if data is None:
                continue
            key = key_of("attachment", PurePosixPath(path).suffix.lower(), data)
            if (stored := cache.get(key)) is None:
                keys[path] = key
                yield path, data
            else:
                _note(tree, path, json.loads(stored))

    waiting = unknown()
    first = next(waiting, None)
    if first is None:
        return
    from ..check import check_attachment  # noqa: PLC0415
    from ..looking import look_confined_all  # noqa: PLC0415

    for path, looked in look_confined_all(chain((first,), waiting)):
        problems = looked.problems if isinstance(looked, Refusal) else check_attachment(path, looked[0])
        yield path, [(problem.message, problem.hint, problem.rule) for problem in problems]


def _note(tree: Tree, path: str, faults: Iterable[Fault]) -> None:
    """Note (message, hint, rule) of everything that keeps a file from being published."""
    tree.problems += [Problem(tree.shown(path), 0, *fault) for fault in faults]
