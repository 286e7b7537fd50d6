"""The door for raw reports: what kind of file it is, and what it says."""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import PurePath

from ..model import Report
from ..onelines import INK
from .encoding import decode, decode_unmarked
from .hypertext import text_of_html
from .refusing import MAX_BYTES, MAX_CHARACTERS, MAX_LINES, MAX_MARKUP, RULES, refuse
from .word import text_of_docx

__all__ = ["RULES", "is_plain", "read_report"]

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HTML_NAMES = {".html", ".htm", ".xhtml", ".shtml"}
HTML_START = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
SAVE_AS_DOCX = "用 Word 或 WPS 打开，另存为 .docx；或把文字复制到 .txt 文件"
COPY_TEXT = "打开它，把文字复制到 .txt 文件（UTF-8）再试"
# What a file begins with, what it is, what to do.
SIGNATURES = (
    (b"%PDF-", "PDF 文件", COPY_TEXT + "；扫描件要先识别文字"),
    (b"{\\rtf", "RTF 文件", SAVE_AS_DOCX),
    (b"\x89PNG\r\n", "PNG 图片", "图片里的文字要先录入成 .txt 文件"),
    (b"\xff\xd8\xff", "JPEG 图片", "图片里的文字要先录入成 .txt 文件"),
    (b"GIF8", "GIF 图片", "图片里的文字要先录入成 .txt 文件"),
    (b"Rar!", "RAR 压缩包", "先解压，再逐个导入里面的文件"),
    (b"7z\xbc\xaf", "7z 压缩包", "先解压，再逐个导入里面的文件"),
    (b"\x1f\x8b", "gzip 压缩包", "先解压，再逐个导入里面的文件"),
)
OTHER_NAMES = {
    ".pdf": ("PDF 文件", COPY_TEXT),
    ".doc": ("旧版 Word 文件", SAVE_AS_DOCX),
    ".wps": ("WPS 文件", SAVE_AS_DOCX),
    ".rtf": ("RTF 文件", SAVE_AS_DOCX),
    ".ofd": ("OFD 版式文件", COPY_TEXT),
    ".mht": ("网页归档", "用浏览器打开，另存为“网页，仅 HTML”"),
    **dict.fromkeys((".yaml", ".yml", ".toml", ".json", ".py"), ("程序用的数据文件", "报告是 .txt、.md、.html、.docx")),
    ".mhtml": ("网页归档", "用浏览器打开，另存为“网页，仅 HTML”"),
}
# Marks of the encodings in which ASCII is written with zero bytes.
WITH_ZEROS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DATA_ADDRESS = re.compile(r"data:[a-z]+/[^\s\"'<>]{200,}")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")


def read_report(data: bytes, source: str) -> Report:
    """Read one raw report. ``source`` is its name as the editor gave it; its ending tells the format.

    Plain text and Markdown keep every character as it stands on disk; of HTML and Word the text of the main
    content is taken, a line for a paragraph and table cells parted by tabs. Safe on any bytes: size is looked at
    before anything is decoded, nothing is fetched, executed or written, and the only exception is Refusal.

    >>> read_report("防汛情况\\n".encode("gb18030"), "reports/a.txt").encoding
    'gb18030'
    >>> read_report(b" \\n", "a.txt")
    Traceback (most recent call last):
    bulletins.problems.Refusal: a.txt: [empty] 文件是空的 — 换成有文字的文件
    """
    if len(data) > MAX_BYTES:
        message = f"文件有 {len(data) / 1e6:.1f} MB，超过 {MAX_BYTES // 1_000_000} MB"
        raise refuse(source, "too-large", message, "去掉图片，或分成几份")
    if not data.strip():
        raise refuse(source, "empty", "文件是空的", "换成有文字的文件")
    text, media_type, encoding, remarks = _text(data, source)
    if not INK.search(text):
        raise refuse(source, "empty", "里面没有文字", "如果是扫描件或图片，先录入成文字")
    if len(text) > MAX_CHARACTERS:
        message = f"全文有 {len(text)} 字，超过 {MAX_CHARACTERS} 字"
        raise refuse(source, "too-large", message, "按部门或章节分成几份")
    if (lines := len(text.splitlines())) > MAX_LINES:
        message = f"全文有 {lines} 行，超过 {MAX_LINES} 行"
        raise refuse(source, "too-large", message, "分成几份，或把大表放进附件（.csv、.xlsx）")
    return Report(source, text, media_type, encoding, hashlib.sha256(data).hexdigest(), remarks)


def is_plain(data: bytes, source: str) -> bool:
    """Whether reading needs no parser but a codec: then it is done quickly whatever the bytes are.

    >>> is_plain(b"PK\\x03\\x04", "a.txt"), is_plain(b"<p>", "a.html"), is_plain(b"<p>", "a.txt")
    (False, False, True)
    """
    ending = PurePath(source.replace("\\", "/")).suffix.lower()
    return not (data.startswith(b"PK") or ending in HTML_NAMES or ending == ".docx") and bool(
        ending or not HTML_START.match(data[:5000].decode("latin-1").replace("\0", ""))
    )


def _text(data: bytes, source: str) -> tuple[str, str, str, tuple[str, ...]]:
    """(text, media type, encoding, remarks) of a file of any kind."""
    ending = PurePath(source.replace("\\", "/")).suffix.lower()
    if data.startswith(OLE):
        raise _ole(data, source)
    if data.startswith(b"PK\x03\x04") or ending == ".docx":
        text, remarks = text_of_docx(data, source)
        return text, WORD, "utf-8", remarks
    for start, kind, hint in SIGNATURES:
        if data.startswith(start):
            raise refuse(source, "file-type", f"这是{kind}，不能直接读", hint)
    if ending in OTHER_NAMES:
        kind, hint = OTHER_NAMES[ending]
        raise refuse(source, "file-type", f"这是{kind}，不能直接读", hint)
    if b"\0" in data and not data.startswith(WITH_ZEROS):
        unmarked = decode_unmarked(data)
        if not unmarked:
            raise _binary(source, data.count(b"\n", 0, data.index(b"\0")) + 1)
        text, encoding = unmarked
    else:
        text, encoding = decode(data, source)
    _refuse_binary(text, source)
    if ending in HTML_NAMES or (not ending and HTML_START.match(text[:5000])):
        return text_of_html(_without_pictures(text, source)), "text/html", encoding, ()
    return text, "text/markdown" if ending == ".md" else "text/plain", encoding, ()


def _without_pictures(page: str, source: str) -> str:
    """A page without the pictures written into its addresses, which can be most of a saved page."""
    page = DATA_ADDRESS.sub("data:", page)
    if len(page) > MAX_MARKUP:
        message = f"网页源码有 {len(page) / 1e6:.1f} 百万字符，超过 {MAX_MARKUP // 1_000_000} 百万"
        raise refuse(source, "too-large", message, "在浏览器里打开，把正文复制到 .txt 文件")
    return page


def _ole(data: bytes, source: str) -> Exception:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refuse(source, "encrypted", "文件加了密码", "用 Word 打开，去掉密码后另存")
    return refuse(source, "file-type", "这是旧版 Office 文件，不能直接读", SAVE_AS_DOCX)


def _refuse_binary(text: str, source: str) -> None:
    """Refuse what decodes but is no text: a NUL anywhere, or many other control characters."""
    controls = CONTROL.findall(text)
    if "\0" in controls or len(controls) > 5 + len(text) // 50:
        place = text.index("\0" if "\0" in controls else controls[0])
        raise _binary(source, text.count("\n", 0, place) + 1)


def _binary(source: str, line: int) -> Exception:
    hint = "确认选对了文件；如果是文本，用记事本打开，另存为 UTF-8"
    return refuse(source, "binary", "这不像文字文件：里面有控制字符", hint, line)
