"""Files as an editor names them to make: several in one text, with blanks, brackets, quotes or a ~ in their names."""

from __future__ import annotations

import glob
import os
import shlex


def several(text: str) -> list[str]:
    """The files, folders and patterns that ``text`` names, as paths.

    A text that is the name of one file or folder is that one, blanks and all; only another is taken apart at blanks,
    as a shell would do it, quotes included. Where nothing of it is there, it stays whole, for one refusal.

    >>> several("/"), several("/mei-you de.txt"), several("/ /tmp")
    (['/'], ['/mei-you de.txt'], ['/', '/tmp'])
    """
    if not text.strip():
        return []
    if whole := _found(text):
        return whole
    try:
        words = shlex.split(text)
    except ValueError:
        words = text.split()
    found = [(word, _found(word)) for word in words]
    if not any(paths for _, paths in found):
        return [os.path.expanduser(text)]  # noqa: PTH111 - the text may be no path at all
    return [path for word, paths in found for path in paths or [word]]


def _found(name: str) -> list[str]:
    path = os.path.expanduser(name)  # noqa: PTH111
    if os.path.lexists(path):
        return [path]
    return sorted(glob.glob(path)) if glob.has_magic(path) else []  # noqa: PTH207
