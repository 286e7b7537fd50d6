"""Word files: what the printed page shows, numbers of lists included; broken, encrypted, inflated ones refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from bulletins.problems import Refusal
from bulletins.reading import read_report

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRICT = 'xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"'
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def package(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def related(**kinds: str) -> str:
    rows = "".join(
        f'<Relationship Id="r{kind}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for kind, target in kinds.items()
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}</Relationships>'


def word(body: str, namespace: str = W, **parts: str) -> bytes:
    relations = related(**{kind: f"{kind}.xml" for kind in parts})
    return package(
        {
            "_rels/.rels": related(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {namespace}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations,
            **{f"word/{kind}.xml": content for kind, content in parts.items()},
        }
    )


def text_of(data: bytes) -> str:
    return read_report(data, "a.docx").text


RAISED = '<w:vertAlign w:val="superscript"/>'
WIDE = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'


def para(*runs: str) -> str:
    return "<w:p>" + "".join(runs) + "</w:p>"


def row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"


def run(words: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>'


@pytest.mark.parametrize(
    ("name", "body", "text"),
    [
        ("paragraphs", f"<w:p>{run('甲')}</w:p><w:p>{run('乙')}</w:p>", "甲\n乙\n"),
        ("runs join", f"<w:p>{run('共18')}{run('3件')}</w:p>", "共183件\n"),
        ("empty paragraph", f"<w:p>{run('甲')}</w:p><w:p/><w:p>{run('乙')}</w:p>", "甲\n\n乙\n"),
        ("insertion kept", f"<w:p><w:ins>{run('甲')}</w:ins></w:p>", "甲\n"),
        ("deletion gone", f"<w:p><w:del><w:r><w:delText>乙</w:delText></w:r></w:del>{run('甲')}</w:p>", "甲\n"),
        (
            "move counted once",
            f"<w:p><w:moveFrom>{run('甲')}</w:moveFrom><w:moveTo>{run('甲')}</w:moveTo></w:p>",
            "甲\n",
        ),
        ("hidden gone", f"<w:p>{run('乙', '<w:vanish/>')}{run('甲')}</w:p>", "甲\n"),
        ("field result", f"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>{run('甲')}</w:p>", "甲\n"),
        (
            "smart tag, control",
            f"<w:p><w:smartTag><w:sdt><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt></w:smartTag></w:p>",
            "甲\n",
        ),
        (
            "placeholder gone",
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p>{run('单击')}</w:p></w:sdtContent></w:sdt><w:p>{run('甲')}</w:p>",
            "甲\n",
        ),
        ("break", f"<w:p>{run('甲')}<w:r><w:br/></w:r>{run('乙')}</w:p>", "甲\n乙\n"),
        (
            "hyphen, tab",
            f"<w:p>{run('a')}<w:r><w:noBreakHyphen/></w:r>{run('b')}<w:r><w:tab/></w:r>{run('c')}</w:p>",
            "a-b c\n",
        ),
        ("power", para(run("3万m"), run("2", RAISED)), "3万m²\n"),
        ("ticked box", '<w:p><w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r></w:p>', "☑\n"),
        ("unknown symbol shows as lost", '<w:p><w:r><w:sym w:font="X" w:char="F0EE"/></w:r></w:p>', "\ufffd\n"),
        (
            "reading guide",
            f"<w:p><w:r><w:ruby><w:rt>{run('jiǎ')}</w:rt><w:rubyBase>{run('甲')}</w:rubyBase></w:ruby></w:r></w:p>",
            "甲\n",
        ),
        (
            "text box once, after its paragraph",
            f"<w:p>{run('甲')}<w:r><w:AlternateContent><w:Choice><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent>"
            f"</w:Choice><w:Fallback><w:txbxContent><w:p>{run('框')}</w:p></w:txbxContent></w:Fallback></w:AlternateContent>"
            f"</w:r>{run('乙')}</w:p><w:p>{run('丙')}</w:p>",
            "甲乙\n框\n丙\n",
        ),
        (
            "merged cells",
            "<w:tbl>"
            + row(WIDE + para(run("合计")), para(run("8")))
            + row(para(), para(run("甲")) + para(run("乙")), para(run("5")))
            + "</w:tbl>",
            "合计\t\t8\n\t甲 乙\t5\n",
        ),
    ],
)
def test_what_the_page_shows(name: str, body: str, text: str) -> None:
    assert text_of(word(body)) == text
    assert text_of(word(body, STRICT)) == text


def numbered(words: str, use: int, level: int = 0) -> str:
    return f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{use}"/></w:numPr></w:pPr>{run(words)}</w:p>'


def levels(*rows: tuple[str, str]) -> str:
    shapes = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(rows)
    )
    return (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">{shapes}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        "</w:numbering>"
    )


def test_automatic_numbers_are_words_of_the_text() -> None:
    numbering = levels(("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))
    body = "".join(
        [
            numbered("组织", 1),
            numbered("部署", 1, 1),
            numbered("会商", 1, 2),
            numbered("值守", 1, 2),
            numbered("检查", 1, 1),
            numbered("保障", 1),
            numbered("物资", 1, 1),
            numbered("另一份", 2),
            numbered("无号", 0),
        ]
    )
    assert text_of(word(body, numbering=numbering)).splitlines() == [
        "一、组织",
        "（一）部署",
        "1. 会商",
        "2. 值守",
        "（二）检查",
        "二、保障",
        "（一）物资",
        "一、另一份",
        "无号",
    ]


def test_numbers_of_a_style_and_of_the_style_it_is_based_on() -> None:
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:name w:val="loop"/><w:basedOn w:val="c"/></w:style></w:styles>'
    )
    body = "".join(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run(style)}</w:p>' for style in "abc")
    text = text_of(word(body, numbering=levels(("upperRoman", "%1.")), styles=styles))
    assert text == "I. a\n\nII. b\n\nc\n"


@pytest.mark.parametrize(
    ("form", "value", "words"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographTraditional", 3, "丙"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircle", 21, "21"),
        ("lowerRoman", 4, "iv"),
        ("decimalZero", 7, "07"),
        ("decimalFullWidth", 12, "１２"),
        ("lowerLetter", 2, "b"),
    ],
)
def test_formats(form: str, value: int, words: str) -> None:
    body = "".join(numbered("", 1) if place < value - 1 else numbered("末", 1) for place in range(value))
    assert text_of(word(body, numbering=levels((form, "%1、")))).splitlines()[-1] == f"{words}、末"


def test_notes_stand_at_the_end() -> None:
    body = f'<w:p>{run("甲")}<w:r><w:footnoteReference w:id="2"/></w:r>{run("乙")}</w:p>'
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p>{run("据统计年报")}</w:p></w:footnote></w:footnotes>'
    assert text_of(word(body, footnotes=notes)) == "甲[1]乙\n[1] 据统计年报\n"


def test_a_file_made_by_python_docx() -> None:
    document = docx.Document()
    document.add_heading("云溪市水务局防汛工作情况", 0)
    document.add_paragraph("7月1日以来，全市平均降雨120毫米。")
    document.add_heading("一、主要做法", 1)
    document.add_paragraph("巡堤查险", style="List Number")
    document.add_paragraph("转移群众", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, words in zip(table._cells, ("项目", "数量", "编织袋", "3000"), strict=True):
        cell.text = words
    document.styles.add_style("隐", WD_STYLE_TYPE.PARAGRAPH)
    document.paragraphs[1]._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>删去</w:delText></w:r></w:del>"))
    document.sections[0].header.paragraphs[0].text = "页眉"
    stream = io.BytesIO()
    document.save(stream)
    report = read_report(stream.getvalue(), "reports/a.docx")
    assert report.text == (
        "云溪市水务局防汛工作情况\n\n7月1日以来，全市平均降雨120毫米。\n\n一、主要做法\n\n"
        "1. 巡堤查险\n2. 转移群众\n\n项目\t数量\n编织袋\t3000\n"
    )
    assert report.media_type.endswith("wordprocessingml.document")
    assert report.remarks == ("1 处修订中删去的文字", "1 处页眉或页脚里的文字")


PARAGRAPH = f"<w:p>{run('甲')}</w:p>"
RELS = {"_rels/.rels": related(officeDocument="word/document.xml")}
OUTSIDE = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><x>&e;</x>'
BOMB = b"<!DOCTYPE x [" + b"".join(
    b'<!ENTITY e%d "%s">' % (place, b"&e%d;" % (place - 1) * 10 if place else b"x" * 10) for place in range(12)
)


def encrypted_entry() -> bytes:
    data = bytearray(package({"word/document.xml": "x"}, zipfile.ZIP_STORED))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def twice() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        for body in (PARAGRAPH, PARAGRAPH.replace("甲", "乙")):
            archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("not a zip", b"PK\x03\x04" + bytes(50), "broken-file"),
        ("cut short", word(PARAGRAPH)[:-40], "broken-file"),
        ("byte flipped", bytes(b ^ (0x55 if 60 < i < 70 else 0) for i, b in enumerate(word(PARAGRAPH))), "broken-file"),
        ("broken XML", package({**RELS, "word/document.xml": "<w:document"}), "broken-file"),
        ("entities", package({**RELS, "word/document.xml": BOMB + b"]><x>&e11;</x>"}), "broken-file"),
        (
            "outside entity",
            package({**RELS, "word/document.xml": OUTSIDE}),
            "broken-file",
        ),
        ("nested too deep", word("<w:ins>" * 3000 + PARAGRAPH + "</w:ins>" * 3000), "broken-file"),
        ("encrypted entry", encrypted_entry(), "encrypted"),
        ("inflated part", package({**RELS, "word/document.xml": b" " * 30_000_000}), "too-large"),
        ("inflated picture", package({**RELS, "word/document.xml": "<x/>", "a.bmp": bytes(210_000_000)}), "too-large"),
        ("a document inside", word(PARAGRAPH + "<w:altChunk/>"), "file-type"),
        ("two parts of one name", twice(), "broken-file"),
        ("many parts", package({f"{place}.xml": "" for place in range(5_001)}, zipfile.ZIP_STORED), "too-large"),
        ("workbook", package({"xl/workbook.xml": "<x/>"}), "file-type"),
        ("plain zip", package({"a.txt": "x"}), "file-type"),
        ("main part elsewhere", package({"_rels/.rels": related(officeDocument="../../etc/passwd")}), "file-type"),
        ("no words", word("<w:p/>"), "empty"),
    ],
)
def test_refused(name: str, data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_report(data, "a.docx")
    (problem,) = caught.value.problems
    assert problem.rule == rule
    assert problem.message
    assert problem.hint


def chain_of_styles(length: int) -> str:
    rows = "".join(
        f'<w:style w:styleId="s{place}"><w:basedOn w:val="s{place + 1}"/></w:style>' for place in range(length)
    )
    return f"<w:styles {W}>{rows}</w:styles>"


NOTES = "".join(f'<w:footnote w:id="{place}"><w:p>{run("注")}</w:p></w:footnote>' for place in range(10_000))
REFERENCES = "".join(f'<w:r><w:footnoteReference w:id="{place}"/></w:r>' for place in range(10_000))
LONG_LEVEL = levels(("decimal", "%1" * 200_000))
STYLED = PARAGRAPH.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr>')
ITEM = numbered("项", 1)


@pytest.mark.parametrize(
    ("body", "parts", "at_most"),
    [
        (STYLED, {"styles": chain_of_styles(30_000)}, 2),
        (f"<w:p>{REFERENCES}</w:p>", {"footnotes": f"<w:footnotes {W}>{NOTES}</w:footnotes>"}, 200_000),
        (ITEM * 5_000, {"numbering": LONG_LEVEL}, 3_000_000),
        ("<w:p/>" * 100_000 + PARAGRAPH, {}, 200_000),
    ],
    ids=["chain of styles", "notes", "long number", "empty paragraphs"],
)
def test_files_made_to_be_slow_are_read_or_refused_like_others(body: str, parts: dict[str, str], at_most: int) -> None:
    """Each would take minutes if its parts were looked through again for every paragraph."""
    try:
        assert len(text_of(word(body, **parts))) <= at_most
    except Refusal as refusal:
        assert refusal.problems[0].rule == "too-large"


@pytest.mark.parametrize("body", [PARAGRAPH * 70_001, "<w:p>" + REFERENCES + REFERENCES + "</w:p>"])
def test_more_paragraphs_or_notes_than_any_office_file_holds_are_refused(body: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_report(word(body, footnotes=f"<w:footnotes {W}>{NOTES}</w:footnotes>"), "a.docx")
    assert [problem.rule for problem in refused.value.problems] == ["too-large"]
