"""One door for files that are published beside a bulletin: their words, what is remarked on, what is refused.

A kind is believed only when name and first bytes agree. Refused is what acts (macros, scripts, remote templates),
what can't be looked into (passwords, archives in archives) and what is broken or inflated.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath

from .acts import EMBEDDED, ROOTS, SHUT_IN, STARTS, VALUES, refuse_acting
from .attachments import PACKAGES, TEXTS, attachment_lines
from .metadata import ENDINGS, tells_more
from .names import child, local
from .package import Package
from .pictures import SAVE_AGAIN, check_picture, kind_of
from .refusing import MAX_BYTES, refuse

Place = tuple[str, str]
Remark = tuple[str, str, str]

CSV_STARTS = re.compile(r"(?:^|[,;\t])\s*\"?\s*[=+@-][^,;\t]*(?:" + STARTS.pattern + ")", re.IGNORECASE)
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
SNIFFED = 1024
"""As far as browsers look for what a file is."""
# Beginnings of what a browser or a system would run or open as something else than the name says.
OTHERWISE = re.compile(
    rb"<\s*(?:script|svg|html|body|iframe|!doctype|\?xml|\?php|%)|^(?:MZ|\x7fELF|#!|\xd0\xcf\x11\xe0|%PDF-|PK\x03\x04|Rar!|7z\xbc\xaf"
    rb"|\x1f\x8b|\x89PNG|\xff\xd8\xff|GIF8)",
    re.IGNORECASE,
)
PROGRAM = re.compile(rb"\x7fELF|MZ[\x00-\xff]{0,1000}?\x00|\xfe\xed\xfa|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe|#!\s*/")
MOST_MEMBERS = 500
ARCHIVE = "解压后逐个放进来，或只压缩普通文件"
RUNS = re.compile(
    r"\.(?:exe|dll|com|bat|cmd|ps1|vbs|vbe|js|jse|wsf|wsh|wsc|hta|lnk|scr|pif|cpl|msi|msp|msc|inf|scf|reg|url|chm|jar|class|jnlp|sh"
    r"|app|apk|application|iqy|slk|xll|html?|mht|svg|xml)[. ]*$",
    re.IGNORECASE,
)
ARCHIVES = re.compile(r"\.(?:zip|rar|7z|gz|bz2|xz|tar|iso)$", re.IGNORECASE)


def never() -> bool:
    """There is always time."""
    return False


def look_into(
    data: bytes, source: str, late: Callable[[], bool] = never
) -> tuple[tuple[Place, ...], tuple[Remark, ...]]:
    """((where, words) …, (rule, what, what to do) …) of an attachment or picture; its name tells the kind.

    Raises Refusal when it isn't what its name says, acts, or can't be looked into.

    >>> look_into("姓名,电话\\n".encode(), "files/名单.csv")
    ((('第1行', '姓名,电话'),), ())
    """
    ending = PurePath(source.replace("\\", "/")).suffix.lower()
    if len(data) > MAX_BYTES:
        raise refuse(source, "too-large", f"附件超过 {MAX_BYTES // 1_000_000} MB", "压缩图片，或拆成几份")
    if not data:
        raise refuse(source, "empty", "附件是空的", "换成有内容的文件，或删掉它")
    if not _begins_as(data, ending):
        raise _mislabelled(data, source, ending)
    if ending in ENDINGS:
        check_picture(data, source, ending)
        return (), _told(data)
    if ending == ".pdf":
        from .pdf import look_into_pdf  # noqa: PLC0415 - takes a while to load

        lines, remarks = look_into_pdf(data, source, late)
        return tuple(lines), tuple(remarks)
    if ending == ".zip":
        return _archive(data, source, late)
    if ending in PACKAGES:
        return _package(data, source)
    if ending in TEXTS and PROGRAM.match(data):
        raise refuse(source, "file-type", f"名字以 {ending} 结尾，里面是程序", "换成名字和内容相符的文件")
    rows = attachment_lines(data, source) if ending in TEXTS else ()
    if ending == ".csv" and (found := next((words for _, words in rows if CSV_STARTS.search(words)), "")):
        raise refuse(source, "active-content", f"里面有会启动程序或从别处取内容的公式：{found[:60]}", VALUES)
    return rows, ()


def _begins_as(data: bytes, ending: str) -> bool:
    """Whether the first bytes are those of the kind that the name says."""
    if ending in ENDINGS:
        return kind_of(data) != ""
    if ending == ".pdf":
        return b"%PDF-" in data[:SNIFFED]
    return data.startswith(b"PK\x03\x04") if ending in PACKAGES or ending == ".zip" else True


def _mislabelled(data: bytes, source: str, ending: str) -> Exception:
    """Why what isn't what its name says is refused."""
    if data.startswith(OLE) and ENCRYPTED in data:
        return refuse(source, "encrypted", "文件加了密码，看不到里面有没有个人信息", "去掉密码后另存，再放进来")
    if OTHERWISE.search(data[:SNIFFED]):
        return refuse(source, "file-type", f"名字以 {ending} 结尾，里面是别的东西", "换成名字和内容相符的文件")
    hint = SAVE_AGAIN if ending in ENDINGS else "换成完好的文件"
    return refuse(source, "broken-file", f"文件损坏，或者不是 {ending} 文件，下载后打不开", hint)


def _told(data: bytes) -> tuple[Remark, ...]:
    if not tells_more(data):
        return ()
    hint = "发布的图片里会去掉这些；仓库里的原图还有，介意就用看图软件去掉后再放进来"
    return (("metadata", "图片里带有拍摄或编辑信息（如地点、时间、设备、缩略图）", hint),)


def _package(data: bytes, source: str) -> tuple[tuple[Place, ...], tuple[Remark, ...]]:
    package = Package(data, source)
    package.check_whole(ROOTS[PurePath(source).suffix.lower()])
    package.check_names()
    refuse_acting(package, source)
    lines = list(attachment_lines(data, source))
    remarks = [*_authors(package), *_traces(package)]
    for name in package.names:
        if EMBEDDED.fullmatch(name):
            inner = Package(package.bytes(name), source)
            refuse_acting(inner, source)
            part = PurePath(name).name
            lines += [(f"{part} {place}", words) for place, words in attachment_lines(package.bytes(name), name)]
        elif SHUT_IN.fullmatch(name):
            hint = "自己核对里面有没有个人信息，或删掉这个对象"
            remarks.append(("unread", f"里面嵌着看不到内容的对象 {PurePath(name).name}", hint))
    return tuple(lines), tuple(remarks)


def _authors(package: Package) -> Iterator[Remark]:
    root = package.xml("docProps/core.xml")
    names = {
        (found.text or "").strip() for key in ("creator", "lastModifiedBy") if (found := child(root, key)) is not None
    }
    if shown := "、".join(sorted(names - {""})):
        yield "metadata", f"文件属性里写着作者“{shown[:40]}”", "不想公开姓名，就在 Word 里用“检查文档”清除后再放进来"


def _traces(package: Package) -> Iterator[Remark]:
    """Comments and tracked changes: everyone who opens the file can read them."""
    hint = "在 Word 里接受全部修订、删去批注，再放进来"
    if "word/comments.xml" in package.names:
        yield "metadata", "文件里有批注，下载的人都看得到", hint
    root = package.xml("word/document.xml")
    if root is not None and any(local(element.tag) in ("del", "moveFrom") for element in root.iter()):
        yield "metadata", "文件里有修订痕迹，删去的字下载的人还看得到", hint


def _archive(data: bytes, source: str, late: Callable[[], bool]) -> tuple[tuple[Place, ...], tuple[Remark, ...]]:
    """A zip file: every member is looked into as if it lay there by itself."""
    package = Package(data, source)
    package.check_whole()
    lines: list[Place] = []
    remarks: list[Remark] = []
    files = [name for name in package.names if not name.endswith("/")]
    if len(files) > MOST_MEMBERS:
        raise refuse(source, "too-large", f"压缩包里有 {len(files)} 个文件，超过 {MOST_MEMBERS}", ARCHIVE)
    lines += [("文件名", re.sub(r"[\W_]+", " ", name)) for name in files]
    lines += [("说明", words) for words in [package.comment] if words.strip()]
    for name in files:
        if package.is_link(name):
            raise refuse(source, "active-content", f"压缩包里的 {name[:60]} 是链接", ARCHIVE)
        parts = name.replace("\\", "/").split("/")
        if name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0] or not name.isprintable():
            raise refuse(source, "active-content", f"压缩包里的 {name[:60]} 会解压到别处", ARCHIVE)
        if RUNS.search(name):
            raise refuse(source, "active-content", f"压缩包里的 {name[:60]} 打开时会运行", ARCHIVE)
        if ARCHIVES.search(name):
            raise refuse(source, "file-type", f"压缩包里还有压缩包：{name[:60]}", ARCHIVE)
        inner, said = look_into(package.bytes(name), f"{source}/{name}", late) if package.size(name) else ((), ())
        lines += [(f"{name} {place}", words) for place, words in inner]
        remarks += said
    return tuple(lines), tuple(remarks)


__all__ = ["look_into"]
