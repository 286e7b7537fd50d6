"""Files that a bulletin links to, as its page lists them below the text: name, kind and size."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from ..views import Attachment
from .links import SAFE

FOLDER = "files/"
KINDS = {
    ".pdf": "PDF 文档",
    ".docx": "Word 文档",
    ".xlsx": "Excel 表格",
    ".csv": "CSV 表格",
    ".txt": "文本",
    ".zip": "压缩包",
}
UNITS = ("字节", "KB", "MB")


def attachments_of(root: Path, url: str, addresses: Iterable[str]) -> tuple[Attachment, ...]:
    """The attachments among the addresses that the page at ``url`` prints, each once, in their order.

    ``root`` is the content folder; only what was resolved to a file of it gets here, so nothing else is opened.
    """
    paths = dict.fromkeys(unquote(posixpath.normpath(posixpath.join(url, address))) for address in addresses)
    return tuple(
        Attachment(PurePosixPath(path).name, quote(path, SAFE), kind_of(path), size_text((root / path).stat().st_size))
        for path in paths
        if path.startswith(FOLDER)
    )


def kind_of(path: str) -> str:
    """What a file is, by its name.

    >>> kind_of("files/表.CSV"), kind_of("files/图.png")
    ('CSV 表格', 'PNG 图片')
    """
    suffix = PurePosixPath(path).suffix
    return KINDS.get(suffix.lower()) or f"{suffix[1:].upper()} 图片"


def size_text(size: int) -> str:
    """A size in bytes as a reader sees it.

    >>> size_text(0), size_text(1023), size_text(1536), size_text(20 * 1024 * 1024)
    ('0 字节', '1023 字节', '1.5 KB', '20 MB')
    """
    number, unit = float(size), UNITS[0]
    for larger in UNITS[1:]:
        if number >= 1024:
            number, unit = number / 1024, larger
    return f"{number:.1f}".removesuffix(".0") + f" {unit}"
