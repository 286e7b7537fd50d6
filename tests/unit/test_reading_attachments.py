"""Attachments: everything that is written anywhere in them, and the personal data in it."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest

from bulletins.check import check_attachment
from bulletins.problems import Refusal
from bulletins.reading import attachment_lines, look_into

X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def zipped(parts: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in {"[Content_Types].xml": "<Types/>", **parts}.items():
            archive.writestr(name, content)
    return stream.getvalue()


def package(**parts: str) -> bytes:
    main = {"xl__workbook": "<workbook/>"} if any(name.startswith("xl") for name in parts) else {}
    return zipped({name.replace("__", "/") + ".xml": content for name, content in (main | parts).items()})


def word(**parts: str) -> bytes:
    """A Word file with further parts; "__" stands for the slash, "_dot_" for the point of a name."""
    empty = {"word/document.xml": f"<w:document {W}/>"}
    return zipped(empty | {name.replace("_dot_", ".").replace("__", "/"): words for name, words in parts.items()})


def related(kind: str, target: str, outer: bool = False) -> str:
    mode = ' TargetMode="External"' if outer else ""
    return f'<Relationships><Relationship Id="r" Type="urn:x/{kind}" Target="{target}"{mode}/></Relationships>'


SHEET = f"""<worksheet {X}><sheetData>
<row r="1"><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row>
<row r="3"><c t="inlineStr"><is><t>张某某</t></is></c><c><v>1.3800138E10</v></c><c t="s"><v>99</v></c></row>
</sheetData></worksheet>"""
HIDDEN_ROW = '<row r="7"><c t="str"><v>隐藏表</v></c></row>'
WORKBOOK = package(
    xl__sharedStrings=f"<sst {X}><si><t>姓名</t></si><si><r><t>联系</t></r><r><t>电话</t></r></si></sst>",
    xl__worksheets__sheet1=SHEET,
    xl__worksheets__sheet2=SHEET[: SHEET.index("<row")] + HIDDEN_ROW + "</sheetData></worksheet>",
)


def test_a_workbook_gives_the_rows_of_all_its_sheets() -> None:
    assert attachment_lines(WORKBOOK, "files/名单.xlsx") == (
        ("sheet1 第1行", "姓名\t联系电话\t"),
        ("sheet1 第3行", "张某某\t13800138000\t"),
        ("sheet2 第7行", "隐藏表\t"),
    )


def test_a_word_file_gives_what_it_hides_too() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "页眉"
    stream = io.BytesIO()
    document.save(stream)
    assert {"正文", "页眉"} <= {words for _, words in attachment_lines(stream.getvalue(), "a.docx")}
    deleted = "<w:p><w:del><w:r><w:delText>删去的</w:delText></w:r></w:del></w:p>"
    hidden = f"<w:document {W}><w:body>{deleted}</w:body></w:document>"
    comments = f"<w:comments {W}><w:comment><w:p><w:r><w:t>批注</w:t></w:r></w:p></w:comment></w:comments>"
    lines = attachment_lines(package(word__document=hidden, word__comments=comments), "a.docx")
    assert lines == (("document 第1段", "删去的"), ("comments 第1段", "批注"))


def test_slides_give_their_text() -> None:
    slide = f"<p:sld {A} xmlns:p='p'><a:p><a:r><a:t>要点</a:t></a:r></a:p></p:sld>"
    assert attachment_lines(package(ppt__slides__slide1=slide), "a.pptx") == (("slide1 第1段", "要点"),)


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [
        ("a.csv", "甲\n\n乙".encode("gb18030"), (("第1行", "甲"), ("第3行", "乙"))),
        ("a.jpg", b"\xff\xd8\xff", ()),
        ("a.pdf", b"%PDF-1.7", ()),
        ("a", b"x", ()),
    ],
)
def test_other_kinds(name: str, data: bytes, lines: tuple[tuple[str, str], ...]) -> None:
    assert attachment_lines(data, name) == lines


LONG_STRING = f"<sst {X}><si><t>{'名' * 300_000}</t></si></sst>"
MANY_CELLS = SHEET[: SHEET.index("<row")] + '<row><c t="s"><v>0</v></c></row>' * 1000 + "</sheetData></worksheet>"


@pytest.mark.parametrize(
    ("name", "data", "rule"),
    [
        ("a.xlsx", b"PK\x03\x04", "broken-file"),
        ("a.xlsx", package(xl__worksheets__sheet1="<x"), "broken-file"),
        ("a.xlsx", package(xl__worksheets__sheet1='<!DOCTYPE x [<!ENTITY e "x">]><x>&e;</x>'), "broken-file"),
        ("a.docx", package(word__document=" " * 13_000_000), "too-large"),
        ("a.xlsx", package(xl__sharedStrings=LONG_STRING, xl__worksheets__sheet1=MANY_CELLS), "too-large"),
        ("a.csv", b"\xff\xfe\xfd", "encoding"),
        ("a.csv", b"1\n" * 500_001, "too-large"),
        ("a.jpg", bytes(20_000_001), "too-large"),
    ],
)
def test_what_cannot_be_looked_into_is_refused(name: str, data: bytes, rule: str) -> None:
    with pytest.raises(Refusal) as caught:
        attachment_lines(data, name)
    assert [problem.rule for problem in caught.value.problems] == [rule]


def test_personal_data_in_a_workbook_is_named_by_sheet_and_row_and_masked() -> None:
    (problem,) = check_attachment("files/名单.xlsx", attachment_lines(WORKBOOK, "files/名单.xlsx"))
    assert "sheet1 第3行" in problem.message
    assert "138****8000" in problem.message
    assert "13800138000" not in str(problem)


def test_a_long_list_is_one_mistake() -> None:
    lines = [(f"第{place}行", f"138{place:08d}") for place in range(1, 1000)]
    assert len(list(check_attachment("a.csv", lines))) == 20


REMARK = "<comment><text><r><t>电话13800</t></r><r><t>138000</t></r></text></comment>"
COMMENTS = f"<comments {X}><commentList>{REMARK}</commentList></comments>"
CORE = (
    '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:description>联系13800138000</dc:description></cp:coreProperties>'
)
DRAWING = f"<xdr:wsDr xmlns:xdr='x' {A}><a:p><a:r><a:t>138001</a:t></a:r><a:r><a:t>38000</a:t></a:r></a:p></xdr:wsDr>"


@pytest.mark.parametrize(
    "part",
    [
        {"xl__comments1": COMMENTS},
        {"docProps__core": CORE},
        {"xl__drawings__drawing1": DRAWING},
        {"xl__workbook": f'<workbook {X}><sheets><sheet name="13800138000"/></sheets></workbook>'},
    ],
)
def test_personal_data_beside_the_cells_is_found(part: dict[str, str]) -> None:
    book = package(**{"xl__worksheets__sheet1": SHEET[: SHEET.index("<row")] + "</sheetData></worksheet>", **part})
    problems = list(check_attachment("files/a.xlsx", look_into(book, "files/a.xlsx")[0]))
    assert ["138****8000" in problem.message for problem in problems] == [True]


PHONE = "13800138000"
PICTURE = f"<w:document {W}><w:body><w:p><wp:docPr xmlns:wp='wp' descr='李四{PHONE}'/></w:p></w:body></w:document>"
MAIL = related("hyperlink", f"mailto:{PHONE}@a.example", outer=True)
CODE = f'<w:document {W}><w:p><w:r><w:instrText> HYPERLINK "tel:138001</w:instrText></w:r>'
CODE += '<w:r><w:instrText>38000" </w:instrText></w:r></w:p></w:document>'


@pytest.mark.parametrize(
    "part",
    [
        {"word__document_dot_xml": PICTURE},
        {"word___rels__document_dot_xml_dot_rels": MAIL},
        {"word__document_dot_xml": CODE},
    ],
)
def test_personal_data_that_shows_only_when_pointed_at_is_found(part: dict[str, str]) -> None:
    problems = list(check_attachment("files/a.docx", look_into(word(**part), "files/a.docx")[0]))
    assert ["138****8000" in problem.message for problem in problems] == [True]


FIELD = f"<w:document {W}><w:body><w:p>{{}}</w:p></w:body></w:document>"
RUN = "<w:r><w:instrText>{}</w:instrText></w:r>"
FORMULA = f"<worksheet {X}><sheetData><row><c><f>{{}}</f><v>3</v></c></row></sheetData></worksheet>"
LINK = f'<externalLink {X}><ddeLink ddeService="cmd" ddeTopic="/C calc"/></externalLink>'


@pytest.mark.parametrize(
    ("name", "data", "acts"),
    [
        ("a.docx", package(word__document=FIELD.format(RUN.format(" DDEA") + RUN.format("UTO c:\\a.exe "))), True),
        ("a.docx", package(word__document=FIELD.format(RUN.format(" PAGE ") + RUN.format(" ADDED "))), False),
        ("a.xlsx", package(xl__worksheets__sheet1=FORMULA.format("cmd|'/C calc'!A0")), True),
        ("a.xlsx", package(xl__worksheets__sheet1=FORMULA.format('WEBSERVICE("https://example.org")')), True),
        ("a.xlsx", package(xl__externalLinks__externalLink1=LINK), True),
        ("a.xlsx", package(xl__worksheets__sheet1=FORMULA.format("SUM(A1:A9)+'二月'!B2")), False),
        ("a.docx", package(word__document=FIELD.format(RUN.format(" ddeauto c:\\a.exe "))), True),
        ("a.docx", package(word__document=FIELD.format(RUN.format(" QUOTE 68 68 69 65 85 84 79 "))), True),
        (
            "a.docx",
            package(word__document=FIELD.format(RUN.format(' INCLUDEPICTURE "https://a.example/b.png" '))),
            True,
        ),
        (
            "a.docx",
            package(word__document=FIELD.format(RUN.format(' LINK Excel.Sheet.8 "\\\\\\\\a.example\\\\b.xls" '))),
            True,
        ),
        ("a.docx", package(word__document=FIELD.format(RUN.format(' INCLUDEPICTURE "C:\\\\图\\\\a.png" '))), False),
        ("a.docx", package(word__document=FIELD.format(RUN.format(' HYPERLINK "https://a.example/" '))), False),
        ("a.docx", word(word___rels__document_dot_xml_dot_rels=related("vbaProject", "x.bin")), True),
        (
            "a.docx",
            word(word___rels__document_dot_xml_dot_rels=related("hyperlink", "javascript:alert(1)", outer=True)),
            True,
        ),
        ("a.docx", word(word__embeddings__a_dot_exe="MZ"), True),
        ("a.docx", word(word___rels__document_dot_xml_dot_rels=related("aFChunk", "a.mht")), True),
        ("a.csv", "部门,件数\n=cmd|'/C calc'!A0,3\n".encode(), True),
        ("a.csv", "部门,变化\n市水务局,+3\n市民政局,-2|-1\n".encode(), False),
    ],
)
def test_what_starts_a_program_when_opened_is_refused(name: str, data: bytes, acts: bool) -> None:
    if not acts:
        assert look_into(data, name)[1] == ()
        return
    with pytest.raises(Refusal) as caught:
        look_into(data, name)
    assert [problem.rule for problem in caught.value.problems] == ["active-content"]


HEADER = f"<headerFooter><oddHeader>&amp;L&amp;12李四{PHONE}</oddHeader></headerFooter>"
CHOICES = f"<dataValidation><formula1>&quot;{PHONE},甲&quot;</formula1></dataValidation>"


FORMULA = f'<sheetData><row r="1"><c r="A1"><f>"手机"&amp;"{PHONE}"</f></c></row></sheetData>'
PIECES = f'<sheetData><row r="1"><c r="A1"><f>"{PHONE[:3]}"&amp;"{PHONE[3:]}"</f></c></row></sheetData>'


@pytest.mark.parametrize("more", [HEADER, CHOICES, FORMULA, PIECES])
def test_personal_data_around_the_cells_is_found(more: str) -> None:
    book = package(xl__worksheets__sheet1=f"<worksheet {X}><sheetData/>{more}</worksheet>")
    problems = list(check_attachment("files/a.xlsx", look_into(book, "files/a.xlsx")[0]))
    assert ["138****8000" in problem.message for problem in problems] == [True]


@pytest.mark.parametrize("words", ["甲,13812345678", "丙,3.13812345678"])
def test_amounts_below_a_head_of_amounts_pass(words: str) -> None:
    assert list(check_attachment("a.csv", [("第1行", "项目,金额（元）"), ("第2行", words)])) == []
    assert len(list(check_attachment("a.csv", [("第1行", "姓名,电话"), ("第2行", "甲,13812345678")]))) == 1
