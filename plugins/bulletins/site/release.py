"""The folder that is served, the releases kept beside it, and how one takes the place of the other.

A new release is made in ``.<output>-releases/building`` and then exchanged with the output folder in one step of the
kernel: whoever reads, reads the old site or the new one. A kill at any moment leaves either, whole; what lies about
is cleared away by the next build. Builds of one output folder queue by a lock that also the child of a killed build
holds until it is gone.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from ..problems import Problem, Refusal

MARKER = ".gongbao-site"
MARKER_TEXT = "This folder is made by `bulletins build`; everything in it is replaced by the next build.\n"
KEPT = 3
AT_FDCWD = -100
EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS
NO_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


class Releases:
    """The releases of one output folder."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.store = output.parent / f".{output.name}-releases"
        self.building = self.store / "building"
        self.manifest = self.store / "manifest.json"
        self.cache = self.store / "cache.sqlite"
        self.inputs = self.store / "inputs.json"

    def refuse(self, sources: Iterable[Path] = (), around: Iterable[Path] = ()) -> None:
        """Raise Refusal when the output folder is not ours, is or holds one of ``sources`` or ``around``, or lies in
        one of ``sources``: a project, and its output, may well lie in someone's home.
        """
        if problem := _problem(self.output, [p.resolve() for p in sources], [p.resolve() for p in around]):
            raise Refusal([Problem(str(self.output), 0, *problem, "output")])

    @contextmanager
    def locked(self, waiting: Callable[[], None]) -> Iterator[int]:
        """Hold the lock and give its descriptor for children. ``waiting`` is called when another build holds it."""
        self.store.mkdir(parents=True, exist_ok=True)
        handle = os.open(self.store / "lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(handle, fcntl.LOCK_EX)
            yield handle
        finally:
            os.close(handle)

    def prepare(self) -> Path:
        """Clear away what a killed build left, and give an empty folder to build in."""
        self._recover()
        for name in ("building", "leaving"):
            if (self.store / name).exists():
                shutil.rmtree(self.store / name)
        self.building.mkdir()
        # Readable to a web server whatever the umask of who builds.
        self.building.chmod(0o755)
        return self.building

    def discard(self) -> None:
        """Let go of the empty folder: what stands is what would have been built."""
        self.building.rmdir()

    def publish(self) -> None:
        """Put the finished release in place; the former one is kept for ``rollback``."""
        self._swap(self.building)
        if self.building.exists():
            if (self.building / MARKER).exists():
                self.building.rename(self.store / f"{self._last() + 1:06d}")
            else:
                self.building.rmdir()
        for number in self.numbers()[:-KEPT]:
            self._remove(f"{number:06d}")

    def rollback(self) -> int:
        """Serve the newest kept release again; what is served now is put aside. Gives how many are still kept.

        Raises Refusal when none is kept.
        """
        self._recover()
        numbers = self.numbers()
        if not numbers:
            hint = "先运行 make site 建好新站"
            raise Refusal([Problem(str(self.output), 0, "没有可以退回的版本", hint, "output")])
        name = f"{numbers[-1]:06d}"
        self._swap(self.store / name)
        if (self.store / "withdrawn").exists():
            self._remove("withdrawn")
        # Where nothing was served, nothing came back by the exchange.
        if (self.store / name).exists():
            (self.store / name).rename(self.store / "withdrawn")
        return len(numbers) - 1

    def numbers(self) -> list[int]:
        """The numbers of the kept releases, oldest first."""
        if not self.store.exists():
            return []
        return sorted(int(place.name) for place in self.store.iterdir() if place.name.isdigit())

    def _last(self) -> int:
        return max(self.numbers(), default=0)

    def _recover(self) -> None:
        """Finish an exchange by two renames in which a kill came between: the site that was served is served again,
        or kept as a release where the new one is in place already.
        """
        aside = self.store / "aside"
        if aside.exists():
            aside.rename(self.store / f"{self._last() + 1:06d}" if self.output.exists() else self.output)

    def _remove(self, name: str) -> None:
        # Renamed first: a kill while files are being removed leaves nothing that looks like a release.
        leaving = self.store / "leaving"
        shutil.rmtree(leaving, ignore_errors=True)
        (self.store / name).rename(leaving)
        shutil.rmtree(leaving)

    def _swap(self, new: Path) -> None:
        if not self.output.exists():
            new.rename(self.output)
        elif not _exchange(new, self.output):
            # No exchange on this file system: two renames, and the former site comes back if the second one fails.
            aside = self.store / "aside"
            self.output.rename(aside)
            try:
                new.rename(self.output)
            except OSError:
                aside.rename(self.output)
                raise
            aside.rename(new)


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False when the system can't."""
    libc = ctypes.CDLL(None, use_errno=True)
    paths = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "darwin":
            result = libc.renamex_np(*paths, EXCHANGE)
        else:
            result = libc.renameat2(AT_FDCWD, paths[0], AT_FDCWD, paths[1], EXCHANGE)
    except AttributeError:
        return False
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in NO_EXCHANGE:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _problem(output: Path, sources: list[Path], around: list[Path]) -> tuple[str, str] | None:
    if output.is_symlink():
        return "输出文件夹是符号链接", "写出它指向的文件夹"
    place = output.resolve()
    for source in (*sources, *around):
        if place == source or place in source.parents:
            return f"输出文件夹就是、或包含了 {source}，生成网站会毁掉它", "换一个空的输出文件夹"
    for source in sources:
        if source in place.parents:
            return f"输出文件夹在 {source} 里面", "换一个别处的输出文件夹"
    if not output.exists():
        return None
    if not output.is_dir():
        return "不是文件夹", "换一个输出文件夹"
    if not _marked(output / MARKER) and any(output.iterdir()):
        return "这个文件夹不是本程序生成的，里面有别的文件", "换一个空文件夹，或先把里面的文件移走"
    return None


def _marked(marker: Path) -> bool:
    """Whether a build put the marker there: a link or other words may be anybody's."""
    try:
        return not marker.is_symlink() and marker.read_text("utf-8") == MARKER_TEXT
    except (OSError, UnicodeDecodeError):
        return False
