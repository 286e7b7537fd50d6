"""The files of a content folder: which are ours, which are refused, what may be published as it is."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from ..disk import MOST_BYTES, read_bytes
from ..problems import Problem, Refusal, Severity, visible
from ..slugs import DEVICE

MOST_TEXT_BYTES = 5_000_000
MOST_TEXT_CHARACTERS = 3_100_000
"""A report at its cap with a mark of escape before every character, and its front matter."""
MOST_TEXT_LINES = 201_000
"""Lines with words: those of a report at its cap, and front matter."""
MOST_CELLS = 250_000
PICTURES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
FILES = frozenset({".pdf", ".csv", ".xlsx", ".docx", ".zip", ".txt"}) | PICTURES
LONGEST_NAME = 200
# Characters and names that Windows keeps for itself: nobody there could check the repository out.
UNFIT = re.compile(rf'[<>:"|?*\\]|[. ]$|^{DEVICE}(?:\.|$)', re.IGNORECASE)
# What normalising writes beside a post that an editor has changed.
NEW_TEXT = re.compile(r"(.+\.md)\.new(?:-\d+)?")
NOT_UTF8 = ("不是 UTF-8 编码", "用记事本打开，“另存为”时编码选 UTF-8")
LINKED = ("是符号链接", "换成文件本身：链接可能指向不该公开的地方")


@dataclass(slots=True)
class Tree:
    """Paths relative to the content folder, with "/" between their parts and in order; what stops a build, and what
    an editor should know."""

    root: Path
    posts: list[str] = field(default_factory=list)
    pages: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)

    def shown(self, path: str) -> str:
        """A path as an editor knows it: from the folder one works in, when it lies there."""
        place = self.root / path
        return str(place.relative_to(Path.cwd())) if place.is_relative_to(Path.cwd()) else str(place)


def scan(content: Path) -> Tree:
    """Look through posts, pages, images and files.

    Only regular files count. A symbolic link, pipe or device is a problem, since it could show what lies outside
    or never end; so is a kind of file that would be silently left out. Names that begin with a dot are an editor's
    own (swap files, folders of tools) and are passed over.
    """
    tree = Tree(content)
    found = _without_new_texts(tree, list(_walk(tree, "posts")))
    tree.posts = [path for path in found if _suffix(tree, path, {".md"}, "稿件")]
    tree.pages = [path for path in _walk(tree, "pages") if _suffix(tree, path, {".md"}, "页面")]
    tree.files = [path for path in _walk(tree, "images") if _suffix(tree, path, PICTURES, "图片")]
    tree.files += [path for path in _walk(tree, "files") if _suffix(tree, path, FILES, "附件")]
    _refuse_likeness(tree)
    return tree


def _refuse_likeness(tree: Tree) -> None:
    """Note names that differ by case or by how a letter is composed only: Windows and macOS hold one of the files."""
    first: dict[str, str] = {}
    for path in (*tree.posts, *tree.pages, *tree.files):
        other = first.setdefault(unicodedata.normalize("NFC", path).casefold(), path)
        if other != path:
            what = f"和 {tree.shown(other)} 的名字只差大小写或字的编码，在 Windows 和苹果电脑上是同一个文件"
            tree.problems.append(Problem(tree.shown(path), 0, what, "给其中一个换一个名字", "file"))


def _without_new_texts(tree: Tree, paths: list[str]) -> list[str]:
    """The paths but those of new texts that wait beside their post: these are never published, and remarked upon.

    Without its post such a text would vanish from the site unseen, so that is a problem.
    """
    posts, others = set(paths), []
    for path in paths:
        named = NEW_TEXT.fullmatch(path)
        if not named:
            others.append(path)
        elif named[1] in posts:
            what = f"报告的新文字在等着取舍，稿件 {tree.shown(named[1])} 没有动，新文字没有发布"
            hint = "比较这两个文件，把要的改进稿件，再删掉它；要整个换成新的，就用它盖掉稿件"
            tree.remarks.append(Problem(tree.shown(path), 0, what, hint, "new-text", Severity.WARNING))
        else:
            what = f"它等着和 {tree.shown(named[1])} 比较，可是那份稿件不在"
            hint = "要发布就把文件名末尾的 .new 去掉，不要就删掉它"
            tree.problems.append(Problem(tree.shown(path), 0, what, hint, "new-text"))
    return others


def _suffix(tree: Tree, path: str, allowed: frozenset[str] | set[str], what: str) -> bool:
    suffix = PurePosixPath(path).suffix
    if suffix.lower() in allowed and (suffix in allowed or what != "稿件"):
        return True
    names = "、".join(sorted(allowed))
    tree.problems.append(
        Problem(tree.shown(path), 0, f"不是{what}能用的文件类型", f"这里只放 {names}，其他文件移走", "file")
    )
    return False


# Not what macOS keeps beside a file (._a.md), nor the lock of an editor (.#a.md).
POST_WITH_DOT = re.compile(r"\.[^._#].*\.md", re.IGNORECASE)
# What Explorer and Office leave in a folder unseen.
LEFT_BY_SYSTEMS = re.compile(r"thumbs\.db|desktop\.ini|~\$.*\.(?:docx?|xlsx?)", re.IGNORECASE)


def _walk(tree: Tree, folder: str) -> Iterator[str]:
    if (tree.root / folder).is_symlink():
        tree.problems.append(Problem(tree.shown(folder), 0, *LINKED, "file"))
        return
    try:
        entries = sorted(os.scandir(tree.root / folder), key=lambda entry: os.fsencode(entry.name))
    except FileNotFoundError:
        return
    except OSError as error:
        reason = error.strerror or str(error)
        tree.problems.append(Problem(tree.shown(folder), 0, f"打不开文件夹：{reason}", "检查权限", "file"))
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        if entry.name.startswith("."):
            if POST_WITH_DOT.fullmatch(entry.name) and not folder.startswith(("images", "files")):
                what = "文件名以点开头的不会发布", "去掉开头的点；不要发布就移到别处"
                tree.problems.append(Problem(tree.shown(path), 0, *what, "file"))
            continue
        if LEFT_BY_SYSTEMS.fullmatch(entry.name):
            continue
        problem = _problem(entry)
        if problem:
            tree.problems.append(Problem(tree.shown(path), 0, *problem))
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(tree, path)
        else:
            yield path


def _problem(entry: os.DirEntry[str]) -> tuple[str, str, str] | None:
    """(what is wrong, what to do, the rule) of a file or folder; None when nothing is."""
    if wrong := _unfit(entry):
        return (*wrong, "file")
    # What can't be asked for its size was refused above.
    size = entry.stat(follow_symlinks=False).st_size
    if size > MOST_BYTES and not entry.is_dir(follow_symlinks=False):
        return f"文件有 {size / 1e6:.1f} MB，超过 20 MB", "拆成几份，或压缩图片", "too-large"
    return None


def _unfit(entry: os.DirEntry[str]) -> tuple[str, str] | None:
    """(what is wrong, what to do) with a name or a kind of file; None when nothing is."""
    if entry.is_symlink():
        return LINKED
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        return "文件名不是 UTF-8", "改一个名字"
    if visible(entry.name) != entry.name or len(entry.name) > LONGEST_NAME:
        return "文件名太长，或含有看不见的字符", "改一个短而普通的名字"
    if UNFIT.search(entry.name):
        return "文件名里有 Windows 不许用的名字或字符", "改一个短而普通的名字"
    try:
        status = entry.stat(follow_symlinks=False)
    except OSError as error:
        return f"打不开：{error.strerror or error}", "检查权限"
    if stat.S_ISDIR(status.st_mode):
        return None
    if not stat.S_ISREG(status.st_mode):
        return "不是普通文件（管道或设备）", "删掉它"
    return None


def read_data(tree: Tree, path: str) -> bytes | None:
    """The bytes of a file; None, with the problem noted, when it can't be read or is too large."""
    try:
        return read_bytes(tree.root / path, tree.shown(path))
    except Refusal as refusal:
        tree.problems.extend(refusal.problems)
        return None


def read_text(tree: Tree, path: str) -> str | None:
    """The text of a file; None, with the problem noted, when it can't be read as UTF-8 or is longer than a post is."""
    data = read_data(tree, path)
    if data is None:
        return None
    try:
        if message := too_long(data):
            tree.problems.append(
                Problem(tree.shown(path), 0, message, "按部门或章节分成几篇，大表放进附件（.csv、.xlsx）", "too-large")
            )
            return None
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        tree.problems.append(Problem(tree.shown(path), line, *NOT_UTF8, "encoding"))
        return None


def too_long(data: bytes) -> str:
    """What is wrong with the length of a post or page, "" when nothing is.

    >>> too_long(b"a" * 3_110_000), too_long("字\\n".encode() * 201_001), too_long("字\\n\\n".encode() * 200_000)
    ('稿件有 311 万字，超过 310 万字', '稿件有 201001 行，超过 201000 行', '')
    """
    if len(data) > MOST_TEXT_BYTES:
        return f"稿件有 {len(data) / 1e6:.1f} MB，超过 {MOST_TEXT_BYTES // 1_000_000} MB"
    if len(data) > MOST_TEXT_CHARACTERS and (length := len(data.decode("utf-8", "ignore"))) > MOST_TEXT_CHARACTERS:
        return f"稿件有 {length // 10_000} 万字，超过 {MOST_TEXT_CHARACTERS // 10_000} 万字"
    if data.count(b"\n") > MOST_TEXT_LINES:
        lines = sum(map(bool, map(bytes.strip, data.split(b"\n"))))
        if lines > MOST_TEXT_LINES:
            return f"稿件有 {lines} 行，超过 {MOST_TEXT_LINES} 行"
    if (cells := data.count(b"|")) > MOST_CELLS:
        return f"表格有 {cells} 格，超过 {MOST_CELLS} 格"
    return ""


def read_report_bytes(content: Path, source: str) -> bytes | None:
    """The bytes of a raw report below ``content/reports``; None when there is no such plain file.

    The path counts only when it is, part by part and with no link on the way, one of a file in that folder.
    """
    root = content.resolve() / "reports"
    place = root.parent / source
    try:
        if place.resolve(strict=True) != place or root not in place.parents or not place.is_file():
            return None
        return place.read_bytes() if place.stat().st_size <= MOST_BYTES else None
    except (OSError, ValueError):
        return None
