"""What acts in a Word file, workbook or presentation: macros, fields, formulas, links and files carried along.

Only what is known to be harmless passes: of what leads out of the file a link that waits for a click, to a web page or
a letter; of what is carried along parts that programs for offices write. Sources: ECMA-376 parts 1 and 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from lxml import etree

from .hidden import drawn
from .names import attribute, local
from .package import Package
from .refusing import refuse

EMBEDDED = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+\.(?:docx|xlsx|pptx)", re.IGNORECASE)
SHUT_IN = re.compile(r"(?:word|xl|ppt)/embeddings/[^/]+\.(?:bin|doc|xls|ppt|vsdx?|sldx)", re.IGNORECASE)
CARRIED = re.compile(
    r"^(?:word|xl|ppt)/embeddings/(?![^/]+\.(?:docx|xlsx|pptx|bin|doc|xls|ppt|vsdx?|sldx)$)"
    r"|\.(?:exe|dll|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|hta|lnk|scr|msi|jar|sh|app|apk|html?|mht|chm|reg|url|rtf)$",
    re.IGNORECASE,
)
ADD_IN = re.compile(r"(?:^|/)webextensions/", re.IGNORECASE)
DRAWN = re.compile(r"(?:word|ppt)/[\w/]+\.xml|xl/connections\.xml|xl/drawings/[^/]+\.(?:xml|vml)")
REMOTE = etree.XPath(
    "//*[local-name()='imagedata' or local-name()='fill']/@src[contains(., '://') or starts-with(., '\\\\')]"
    " | //*[local-name()='webPr']/@url | //*[local-name()='connection' and @refreshOnLoad='1']/@id"
    " | //*[local-name()='connectString']/@*[local-name()='val']",
    smart_strings=False,
)
# Streams of a compound file (MS-CFB): those of office programs and equations; those of a file shut in, and of macros.
OBJECTS = tuple(
    name.encode("utf-16-le")
    for name in (
        *("Equation Native", "WordDocument", "Workbook", "PowerPoint Document", "VisioDocument", "CONTENTS"),
        *("Ole", "OlePres000", "ObjInfo", "Package", "MetaFilePict", "PRINT"),
    )
)
PACKED = tuple(name.encode("utf-16-le") for name in ("Ole10Native", "_VBA_PROJECT", "Macros"))
SCRIPT_INSIDE = re.compile(r"[^?#]{0,40}(?:java|vb)script:|data:", re.IGNORECASE)
MACROS = re.compile(r"(?:^|/)(?:vbaProject\.bin|vbaData\.xml|macrosheets/|activeX/)", re.IGNORECASE)
# Where a link may lead: web, letter, telephone, a place in the file, a file beside it or on the reader's own machine.
HARMLESS = re.compile(
    r"(?:https?|mailto|tel|ftp):|file:///[A-Za-z]:|[A-Za-z]:[\\/]|(?![\\/]{2})(?![^/?#]{0,40}:)", re.IGNORECASE
)
CONTROLS = re.compile(r"[\x00-\x20\x7f]")
HYPERLINK = re.compile(r"\bHYPERLINK\s*\(?\s*(?:\\[lmnot]\s+)*[\"“]?([^\"”\s)]+)", re.IGNORECASE)
MACRO_KINDS = re.compile(rb"vbaProject|vbaData|macroEnabled|macrosheet", re.IGNORECASE)
MACRO_RELATIONS = frozenset(
    ("vbaProject", "wordVbaData", "xlMacrosheet", "xlIntlMacrosheet", "control", "activeXControlBinary")
)
ROOTS = {".docx": "document", ".docm": "document", ".xlsx": "workbook", ".xlsm": "workbook", ".pptx": "presentation"}
# Fields that start a program, also when spelt by character codes; or fetch from elsewhere.
DYNAMIC = re.compile(r"\bDDE(?:AUTO)?\b|\bQUOTE(?:\s+\d{2,3}){3}", re.IGNORECASE)
FETCHING = re.compile(
    r"\b(?:INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|RD)\b[^{}]*?(?:https?:|ftp:|file://[^/]|(?<![\w:\\])\\{2,4}[\w.])"
    r"|^\s*(?:DATABASE|CONTROL)\b|\bEMBED\s+(?:Package|htmlfile|Shell)",
    re.IGNORECASE,
)
# Formulas that start a program or fetch from elsewhere: cmd|'/C calc'!A0, WEBSERVICE("https://…").
STARTS = re.compile(
    r"\w\s*\|\s*'[^']*'\s*!|\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC|RTD|IMAGE)\s*\(|'(?:https?:|file://[^/]|\\\\)[^']*\[",
    re.IGNORECASE,
)
VALUES = "在 Excel 或 WPS 里把公式换成数值再放进来"
CLEAN = "在 Word 或 WPS 里另存为不带宏的 .docx、.xlsx 再放进来"


def refuse_acting(package: Package, source: str) -> None:
    """Raises Refusal for the first thing found in a package that acts, or that leads or fetches from elsewhere."""
    for what, hint in _acts(package):
        raise refuse(source, "active-content", what, hint)


def _acts(package: Package) -> Iterator[tuple[str, str]]:
    """(what is wrong, what to do), one after the other."""
    kinds = package.bytes("[Content_Types].xml") if "[Content_Types].xml" in package.names else b""
    if any(MACROS.search(name) for name in package.names) or MACRO_KINDS.search(kinds):
        yield "里面有宏，打开时会运行", CLEAN
    for name in package.names:
        if ADD_IN.search(name):
            yield "里面有加载项，打开时会运行", CLEAN
        if CARRIED.search(name):
            yield f"里面夹带了别的文件 {PurePath(name).name[:60]}", CLEAN
        if SHUT_IN.fullmatch(name) and not _known_object(package.bytes(name)):
            yield f"里面夹带了别的文件 {PurePath(name).name[:60]}", CLEAN
        if name.endswith(".rels"):
            yield from _relations(package.xml(name))
    for words in _field_codes(package):
        if DYNAMIC.search(words) and "{" not in words:
            yield "里面有打开时会启动别的程序的域（DDE）", CLEAN
        if FETCHING.search(words):
            yield f"里面有会从别处取内容的域：{words.strip()[:60]}", CLEAN
        yield from _leads(HYPERLINK.findall(words))
    for words in _formulas(package):
        if STARTS.search(words):
            yield f"里面有会启动程序或从别处取内容的公式：{words[:60]}", VALUES
        yield from _leads(HYPERLINK.findall(words))
    for name in package.names:
        root = drawn(package, name) if DRAWN.fullmatch(name) else None
        for target in REMOTE(root) if root is not None else ():
            yield f"打开时会从别处取内容：{str(target)[:80]}", CLEAN


def _relations(root: etree._Element | None) -> Iterator[tuple[str, str]]:
    for relation in root if root is not None else ():
        kind = relation.get("Type", "").rpartition("/")[2] if isinstance(relation.tag, str) else ""
        target = relation.get("Target", "")
        if kind in MACRO_RELATIONS:
            yield "里面有宏，打开时会运行", CLEAN
        if kind == "aFChunk":
            yield f"里面夹带了网页或别的文件 {target[:60]}", CLEAN
        if relation.get("TargetMode") == "External" and kind == "hyperlink":
            yield from _leads([target])
        elif relation.get("TargetMode") == "External":
            yield f"打开时会从别处取内容：{target[:80]}", CLEAN


def _leads(targets: list[str]) -> Iterator[tuple[str, str]]:
    """Links that run something, or that show another machine who opened the file."""
    for target in targets:
        plain = CONTROLS.sub("", target)
        if not HARMLESS.match(plain) or SCRIPT_INSIDE.match(plain):
            yield f"里面有会运行脚本或打开别处文件的链接：{target[:60]}", CLEAN


def _known_object(data: bytes) -> bool:
    """Whether an object shut into a file is one that a program for offices made, and no package of another file."""
    return any(name in data for name in OBJECTS) and not any(name in data for name in PACKED)


def _field_codes(package: Package) -> Iterator[str]:
    """The instructions of fields: each by itself, and all of a part in a row, since one may be cut into runs."""
    for name in package.names:
        if re.fullmatch(r"word/[\w/]+\.xml", name) and (root := package.xml(name)) is not None:
            pieces = [element.text or "" for element in root.iter() if local(element.tag) == "instrText"]
            yield from (*pieces, "".join(pieces))
            yield from (attribute(element, "instr") for element in root.iter() if local(element.tag) == "fldSimple")


def _formulas(package: Package) -> Iterator[str]:
    """The formulas of all sheets, and links to other programs."""
    for name in package.names:
        if re.fullmatch(r"xl/(?:worksheets|externalLinks)/[^/]+\.xml|xl/workbook\.xml", name):
            root = package.xml(name)
            for element in root.iter() if root is not None else ():
                kind = local(element.tag)
                if kind in ("f", "definedName"):
                    yield element.text or ""
                elif kind == "ddeLink":
                    yield f"{attribute(element, 'ddeService')}|'{attribute(element, 'ddeTopic')}'!"
