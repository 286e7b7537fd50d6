"""The zip package of a Word file: opened with limits, its parts parsed as XML without entities."""

from __future__ import annotations

import io
import posixpath
import stat
import zipfile
import zlib
from functools import cached_property

from lxml import etree

from .names import local
from .refusing import refuse

MAX_ENTRIES = 5_000
MAX_UNPACKED = 200_000_000
MAX_PART = 12_000_000
MAX_MEMBER = 20_000_000
OPEN_AND_SAVE = "用 Word 或 WPS 打开，另存为新的 .docx；打不开就请发文单位重发"
OTHER_HINTS = {
    ".xlsx": "用 Excel 或 WPS 打开，另存为新的 .xlsx；打不开就请发文单位重发",
    ".pptx": "用 PowerPoint 或 WPS 打开，另存为新的 .pptx；打不开就请发文单位重发",
    ".zip": "重新压缩一次；打不开就请发文单位重发",
}
CHUNK = 1 << 20
MAIN_PARTS = ("word/document.xml", "xl/workbook.xml", "ppt/presentation.xml")
# A part that tells what else a zip file may be.
OTHER_PACKAGES = (
    ("xl/workbook.xml", "Excel 表格", "把要发布的文字和表格复制到 Word，存为 .docx"),
    ("ppt/presentation.xml", "PPT 演示文稿", "把要发布的文字复制到 .txt 文件"),
    ("OFD.xml", "OFD 版式文件", "打开它，把文字复制到 .txt 文件"),
    ("content.xml", "OpenDocument 文件", "用 WPS 或 LibreOffice 另存为 .docx"),
)
# What the zip module raises on broken bytes; RuntimeError covers methods and passwords it doesn't know.
FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)


class Package:
    """Read-only access to the XML parts of a .docx, by name.

    Only parts that are asked for are unpacked, each up to a limit that holds whatever the zip directory claims.
    Raises Refusal for a broken, encrypted or inflated package.
    """

    def __init__(self, data: bytes, source: str) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            self._names = {info.filename: info for info in self._zip.infolist()}
        except FAULTS as error:
            raise self._fault("文件损坏或不完整") from error
        self._refuse_bombs()

    @property
    def names(self) -> tuple[str, ...]:
        """The parts of the package, in its own order."""
        return tuple(self._names)

    def _refuse_bombs(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            message = f"解压后超过 {MAX_UNPACKED // 1_000_000} MB 或 {MAX_ENTRIES} 个文件"
            raise refuse(self.source, "too-large", message, "去掉图片和附件，另存后再试")
        if any(entry.flag_bits & 1 for entry in entries):
            raise refuse(self.source, "encrypted", "文件加了密码", "去掉密码后另存")
        if len(self._names) < len(entries):
            # Two parts of one name: each program would show another of the two.
            raise self._fault("文件里有重名的部分")

    def check_whole(self, root: str = "") -> None:
        """Raises Refusal when a part can't be unpacked to its end, or the main part has no ``root`` of that name.

        Programs that open such a file say that it is damaged, or show it without the part.
        """
        for name, entry in self._names.items():
            try:
                with self._zip.open(entry) as stream:
                    while stream.read(CHUNK):
                        pass
            except FAULTS as error:
                raise self._broken(name) from error
        if root:
            names = (*self.targets("", "officeDocument"), *MAIN_PARTS)
            main = self.xml(next((name for name in names if name in self._names), ""))
            if main is None or local(main.tag) != root:
                raise self._fault("文件损坏，缺少正文")

    def check_names(self) -> None:
        """Raises Refusal for a package that programs can't open, or whose parts would lie elsewhere when unpacked."""
        if "[Content_Types].xml" not in self._names:
            raise self._fault("文件损坏，缺少 [Content_Types].xml")
        if len({name.casefold() for name in self._names}) < len(self._names):
            raise self._fault("文件里有重名的部分")
        main = next((name for name in (*self.targets("", "officeDocument"), *MAIN_PARTS) if name in self._names), "")
        if not main.endswith(".xml"):
            raise self._fault("正文不在它该在的地方")
        for name in self._names:
            if name.startswith("/") or "\\" in name or ".." in name.split("/"):
                raise refuse(self.source, "active-content", f"里面的 {name[:60]} 会解压到别处", OPEN_AND_SAVE)

    @cached_property
    def main_name(self) -> str:
        """The part that holds a Word file's text; Refusal naming what else the package is."""
        targets = self.targets("", "officeDocument")
        name = next((target for target in targets if target in self._names), "word/document.xml")
        if name in self._names and not name.startswith(("xl/", "ppt/")):
            return name
        for part, kind, hint in OTHER_PACKAGES:
            if part in self._names:
                raise refuse(self.source, "file-type", f"这是{kind}，不能直接读", hint)
        message = "这是压缩包，里面没有 Word 正文"
        raise refuse(self.source, "file-type", message, "先解压，再逐个导入里面的文件")

    def targets(self, part: str, kind: str) -> tuple[str, ...]:
        """Names of the parts that ``part`` ("" for the package) relates to as ``kind`` (numbering, styles, …)."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", base + ".rels"))
        found: list[str] = []
        for relation in root if root is not None else ():
            if relation.get("Type", "").endswith("/" + kind) and relation.get("TargetMode") != "External":
                target = relation.get("Target", "")
                found.append(posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/"))
        return tuple(found)

    def related(self, kind: str) -> etree._Element | None:
        """The part that the main part relates to as ``kind``; None when there is none."""
        names = self.targets(self.main_name, kind)
        return self.xml(names[0]) if names else None

    @property
    def comment(self) -> str:
        """What is written about the whole package."""
        return self._zip.comment.decode("utf-8", "replace")

    def is_link(self, name: str) -> bool:
        """Whether unpacking would make a symbolic link or a device of a part: no plain file, no folder."""
        kind = stat.S_IFMT(self._names[name].external_attr >> 16)
        return kind not in (0, stat.S_IFREG, stat.S_IFDIR)

    def size(self, name: str) -> int:
        """Bytes of a part as the directory of the package says."""
        return self._names[name].file_size

    def bytes(self, name: str, most: int = MAX_MEMBER) -> bytes:
        """A part as it is; Refusal when it is broken, or longer than ``most`` whatever the directory says."""
        try:
            with self._zip.open(self._names[name]) as stream:
                data = stream.read(most + 1)
        except FAULTS as error:
            raise self._broken(name) from error
        if len(data) > most:
            message = f"{name} 解压后超过 {most // 1_000_000} MB"
            raise refuse(self.source, "too-large", message, "按部门或章节分成几份")
        return data

    def xml(self, name: str) -> etree._Element | None:
        """The parsed part; None when the package lacks it."""
        if name not in self._names:
            return None
        data = self.bytes(name, MAX_PART)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._broken(name) from error
        if root.getroottree().docinfo.doctype:
            raise self._broken(name)
        return root

    def _broken(self, name: str) -> Exception:
        return self._fault(f"文件损坏：{name} 读不出")

    def _fault(self, message: str) -> Exception:
        hint = OTHER_HINTS.get(posixpath.splitext(self.source)[1].lower(), OPEN_AND_SAVE)
        return refuse(self.source, "broken-file", message, hint)
