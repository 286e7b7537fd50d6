"""Files that a bulletin links to, as its page lists them below the text: name, kind and size."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote

from ..views import Attachment
from ..wording import say
from .links import SAFE

FOLDER = "files/"
KINDS = {
    ".pdf": say("PDF 文档"),
    ".docx": say("Word 文档"),
    ".xlsx": say("Excel 表格"),
    ".csv": say("CSV 表格"),
    ".txt": say("文本"),
    ".zip": say("压缩包"),
}


def attachments_of(root: Path, url: str, addresses: Iterable[str]) -> tuple[Attachment, ...]:
    """The attachments among the addresses that the page at ``url`` prints, each once, in their order.

    ``root`` is the content folder; only what was resolved to a file of it gets here, so nothing else is opened.
    """
    # A place inside a file (#page=2) is no part of its name.
    plain = (re.split("[?#]", address, maxsplit=1)[0] for address in addresses)
    paths = dict.fromkeys(unquote(posixpath.normpath(posixpath.join(url, address))) for address in plain)
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
    return KINDS.get(suffix.lower()) or say("%(kind)s 图片", kind=suffix[1:].upper())


def size_text(size: int) -> str:
    """A size in bytes as a reader sees it.

    >>> size_text(0), size_text(1023), size_text(1536), size_text(20 * 1024 * 1024)
    ('0 字节', '1023 字节', '1.5 KB', '20 MB')
    """
    if size < 1024:
        return say("%(count)s 字节", count=size)
    number, unit = size / 1024, "KB"
    if number >= 1024:
        number, unit = number / 1024, "MB"
    return f"{number:.1f}".removesuffix(".0") + f" {unit}"
