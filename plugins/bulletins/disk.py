"""Files and folders as the commands meet them: plain files only, whole or not at all, one writer at a time."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .problems import Problem, Refusal

MOST_BYTES = 20 * 1024 * 1024
LINKED = "换成文件本身：链接可能指向不该公开的地方"


def walk(folder: Path) -> Iterator[Path]:
    """Everything in a folder and below it that is no folder, in order; links are named, never followed.

    Names that begin with a dot are an editor's own (swap files, folders of tools) and are passed over. Raises Refusal
    for a folder that can't be looked into: what is in it would be passed over in silence. None at all is empty.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=_refuse):
        folders[:] = [name for name in folders if not name.startswith(".")]
        linked = [name for name in folders if (Path(place) / name).is_symlink()]
        found += [Path(place) / name for name in (*names, *linked) if not name.startswith(".")]
    yield from sorted(found)


def _refuse(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        reason = error.strerror or str(error)
        raise Refusal([Problem(str(error.filename), 0, f"打不开文件夹：{reason}", "检查权限", "file")]) from error


def is_plain_file(path: Path) -> bool:
    """A file, and no link to one."""
    return path.is_file() and not path.is_symlink()


def read_bytes(path: Path, shown: str = "") -> bytes:
    """The bytes of a file, at most 20 MB of them; Refusal when it isn't a plain file that can be read.

    Links are not followed, and a pipe or device is never waited for.
    """
    shown = shown or str(path)
    try:
        if path.is_symlink():
            raise Refusal([Problem(shown, 0, "是符号链接", LINKED, "file")])
        if not path.is_file():
            what = "是文件夹" if path.is_dir() else "没有这个文件" if not path.exists() else "不是普通文件"
            raise Refusal([Problem(shown, 0, what, "检查路径，换一个文件", "file")])
        # The file may have been replaced since it was looked at.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            size = os.fstat(stream.fileno()).st_size
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(shown, 0, f"打不开：{reason}", "检查文件权限", "file")]) from error
    except ValueError as error:
        raise Refusal([Problem(shown, 0, "路径里有不能用的字符", "检查路径，换一个文件", "file")]) from error
    if len(data) > MOST_BYTES:
        message = f"文件有 {max(size, len(data)) / 1e6:.1f} MB，超过 20 MB"
        raise Refusal([Problem(shown, 0, message, "只提交文字部分，或拆成几份", "too-large")])
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all; Refusal when the disk won't have it."""
    try:
        if path.parent.is_symlink():
            raise Refusal([Problem(str(path.parent), 0, "是符号链接", "换成文件夹本身：链接可能指向别处", "file")])
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).chmod(0o644)
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(str(path), 0, f"写不进去：{reason}", "检查磁盘空间和文件夹权限", "file")]) from error


@contextmanager
def locked(folder: Path | None) -> Iterator[None]:
    """Hold a folder for one writer at a time, so that two runs never choose the same slug; None holds nothing."""
    if folder is None:
        yield
        return
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Refusal([Problem(str(folder), 0, f"不能在这里写稿件：{reason}", "换一个文件夹", "file")]) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
