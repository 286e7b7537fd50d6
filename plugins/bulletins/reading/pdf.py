"""PDF files that are published beside a bulletin: their words, and what in them acts or hides.

Read by pypdf, only ever in a confined child: a page's text can be made to cost any amount of time.
"""

from __future__ import annotations

import codecs
import io
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from encodings.aliases import aliases
from html import unescape
from urllib.parse import unquote

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import (
    ArrayObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    StreamObject,
    TextStringObject,
)

from .refusing import refuse

Place = tuple[str, str]
Remark = tuple[str, str, str]

MOST_OBJECTS = 300_000
MOST_PAGES = 2_000

EXPORT = "用 Word 或 WPS 打开原文件，重新导出为 PDF"
# Keys and action types that make a file do something, or carry something that no reader sees.
ACTS = {
    "/JavaScript": "里面有会运行的脚本",
    "/JS": "里面有会运行的脚本",
    "/Launch": "打开时会启动别的程序",
    "/EmbeddedFile": "里面夹带了别的文件",
    "/EmbeddedFiles": "里面夹带了别的文件",
    "/RichMedia": "里面有会播放的内容",
    "/XFA": "里面有会运行的表单",
    "/SubmitForm": "里面的表单会把内容发到别处",
    "/ImportData": "里面的表单会读入别的文件",
    "/GoToE": "里面夹带了别的文件",
}
# Words that a reader shows beside the pages, or when one points at something.
ASIDE = {
    "/Contents": "批注", "/RC": "批注", "/T": "表单", "/V": "表单", "/DV": "表单", "/TU": "表单", "/Opt": "表单",
    "/Title": "标题", "/Subject": "属性", "/Keywords": "属性", "/Author": "属性",
    "/URI": "链接", "/F": "链接", "/UF": "链接", "/Alt": "图片说明", "/ActualText": "图片说明", "/E": "图片说明",
}  # fmt: skip
# A program in an address, or a file on another machine.
OUTER = re.compile(r"\s*(?:javascript|vbscript|data|file):|\\\\|//", re.IGNORECASE)
XMP_IDS = re.compile(
    r"<[^<>]*ID(?: [^<>]*)?>[^<>]*</[^<>]*ID>|[\w:]*ID=(?:\"[^\"]*\"|'[^']*')|xmlns:\w+=(?:\"[^\"]*\"|'[^']*')"
    r"|<(\w+:image)\b[^<>]*>[^<>]*</\1>"
)
# Digits that were drawn in pieces: one by one, or a number in two halves.
APART = re.compile(r"\d ?\n[\dXx]{1,17} ?(?:\n|$)")
WHOLE_RUN = re.compile(r"\d{10,}")
DRAWN_APART = re.compile(r"(?<!\d)(?<!\d )\d{1,2}(?: {1,3}\d{1,2}){4,16}(?: {0,3}[Xx])?(?! {0,3}\d)")
TEN_APART = re.compile(r"(?:^[\dXx] ?\n){10}", re.MULTILINE)
XMP_TAGS = re.compile(r"<[^<>]*>")
QUOTED = re.compile(r"[\"']([^\"']*)[\"']")
SMALL = (
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
    b"2 0 obj\n<< /Type /Pages /Count 1 /Kids [3 0 R] >>\nendobj\n"
    b"3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R"
    b" /Resources << /Font << /F 5 0 R >> >> >>\nendobj\n"
    b"4 0 obj\n<< /Length 25 >>\nstream\nBT /F 9 Tf (words) Tj ET \nendstream\nendobj\n"
    b"5 0 obj\n<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>\nendobj\n"
    b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n0\n%%EOF\n"
)
# It reports every slip of a file as a warning on the standard error stream.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)
FAULTS = (
    PyPdfError,
    ValueError,
    KeyError,
    TypeError,
    IndexError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    OSError,
)


def load_parser() -> None:
    """Load every module that reading a PDF may ask for: a confined child can open no file.

    Fonts name their tables of characters, which are codecs, charmap for most programs.
    """
    for name in {*aliases.values(), "charmap"}:
        with suppress(LookupError):
            codecs.lookup(name)
    look_into_pdf(SMALL, "small.pdf", lambda: False)


def look_into_pdf(data: bytes, source: str, late: Callable[[], bool]) -> tuple[list[Place], list[Remark]]:
    """(words by page, remarks); from the page on where ``late()`` is true, pages are left unread, and that is said.

    Raises Refusal for a file that is broken or encrypted, or that acts.
    """
    # What comes last in every PDF, wherever its table of objects lies and whatever a server added behind it.
    if data.rfind(b"startxref") < max(data.rfind(b"endobj"), 0):
        raise refuse(source, "broken-file", "PDF 不完整，打不开", EXPORT)
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            raise _encrypted(source)
        aside: list[Place] = []
        for what in _acts(reader, aside):
            raise refuse(source, "active-content", f"PDF {what}", EXPORT)
        if not reader.pages:
            raise ValueError("no page")
        remarks = list(_remarks(reader))
        lines = [*aside, *_words(reader, remarks, late)]
    except DependencyError as error:
        # Newer encryption is asked for a password with a library that isn't there.
        raise _encrypted(source) from error
    except FAULTS as error:
        raise refuse(source, "broken-file", "PDF 损坏，打不开", EXPORT) from error
    return lines, remarks


def _encrypted(source: str) -> Exception:
    hint = "去掉密码和限制，重新导出"
    return refuse(source, "encrypted", "PDF 加了密码或限制，看不到里面有没有个人信息", hint)


def _acts(reader: PdfReader, aside: list[Place]) -> Iterator[str]:
    """What the objects of a file do, the first thing found; words that stand on no page are added to ``aside``."""
    opening = reader.root_object.get("/OpenAction")
    if isinstance(opening, DictionaryObject) and "/URI" in opening:
        yield "打开时会去别的网站"
    numbers = {number for table in reader.xref.values() for number in table} | set(reader.xref_objStm)
    if len(numbers) > MOST_OBJECTS:
        raise ValueError("too many objects")
    for number in sorted(numbers):
        try:
            found = reader.get_object(IndirectObject(number, 0, reader))
        except FAULTS:
            continue  # a hole in the table, which readers pass over as well
        yield from _acts_of(found, aside)
    yield from _acts_of(reader.trailer, aside)


def _acts_of(thing: object, aside: list[Place]) -> Iterator[str]:
    waiting = [thing]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            for key, value in one.raw_items() if hasattr(one, "raw_items") else dict.items(one):
                if key in ACTS:
                    yield ACTS[key]
                if key in ("/S", "/Type", "/Subtype") and str(value) in ACTS:
                    yield ACTS[str(value)]
                if key in ASIDE and isinstance(value, (TextStringObject, ByteStringObject)):
                    words = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
                    aside.append((ASIDE[key], unquote(words)))
                    if key in ("/URI", "/F", "/UF") and OUTER.match(words):
                        yield f"会打开 {words[:60]}"
                waiting.append(value)
            if isinstance(one, StreamObject) and one.get("/Type") == "/Metadata":
                with suppress(*FAULTS):
                    aside.append(("属性", xmp_words(one.get_data())))
        elif isinstance(one, ArrayObject):
            waiting.extend(list.__iter__(one))


def xmp_words(data: bytes) -> str:
    """The words of an XMP packet (ISO 16684-1), but for the numbers by which programs know a file.

    >>> xmp_words(b'<x xmpMM:InstanceID="uuid:13800138000"><dc:title>13800138000</dc:title></x>')
    ' 13800138000 '
    """
    encoding = "utf-16" if data[:2] in (b"\xfe\xff", b"\xff\xfe") else "utf-8"
    text = XMP_TAGS.sub(_values, XMP_IDS.sub(" ", data.decode(encoding, "replace")))
    return unescape(re.sub(r"\s+", " ", text))


def _values(tag: re.Match[str]) -> str:
    """The values of a tag's attributes."""
    return f" {' '.join(QUOTED.findall(tag[0]))} "


def _remarks(reader: PdfReader) -> Iterator[Remark]:
    facts = reader.metadata
    author = str(facts.get("/Author") or "").strip() if facts else ""
    if author:
        yield "metadata", f"PDF 的属性里写着作者“{author[:40]}”", "不想公开姓名，就在导出前清除文档属性"


def _laid(page: PageObject, apart: bool) -> Iterator[str]:
    """Rows of a page with digits as they stand beside each other; the cells of a table stay apart.

    ``apart`` says that digits were drawn one by one, so that a gap between two of them may be no more than wide.
    """
    for row in page.extract_text(extraction_mode="layout").split("\n"):
        if WHOLE_RUN.search(row):
            yield re.sub(r"(?<=\d) +(?=\d)", "    ", row)
        if apart:
            yield from (found.replace(" ", "") for found in DRAWN_APART.findall(row))


def _words(reader: PdfReader, remarks: list[Remark], late: Callable[[], bool]) -> Iterator[Place]:
    pages = len(reader.pages)
    empty = 0
    unread: list[str] = []
    for number, page in enumerate(reader.pages, 1):
        if number > MOST_PAGES or late():
            hint = "拆成几份，或自己核对后面各页有没有个人信息"
            remarks.append(("unread", f"PDF 有 {pages} 页，只查了前 {number - 1} 页", hint))
            return
        try:
            words = page.extract_text()
        except FAULTS as error:
            if isinstance(error, OSError) and error.errno:
                raise  # a module that load_parser doesn't know of
            words = ""
            unread.append(str(number))
        empty += not words.strip()
        if words.strip():
            yield f"第{number}页", words
        if APART.search(words):
            with suppress(*FAULTS):
                yield from ((f"第{number}页", row) for row in _laid(page, bool(TEN_APART.search(words))))
    if len(unread) == pages:
        raise ValueError("no page can be read")
    if unread:
        hint = "自己核对这几页有没有个人信息，打不开就重新导出"
        remarks.append(("unread", f"PDF 的第{'、'.join(unread[:10])}页读不出", hint))
    elif empty == pages:
        hint = "自己核对图里有没有身份证号、手机号、银行卡号"
        remarks.append(("unread", "PDF 里没有文字（扫描件），查不了个人信息", hint))
