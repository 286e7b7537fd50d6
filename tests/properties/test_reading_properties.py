"""Reading on arbitrary input: a report or a Refusal, never anything else, and never another text."""

from __future__ import annotations

import io
import zipfile

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bulletins.problems import Refusal
from bulletins.reading import RULES, read_report

NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a", "a.pdf", "a.doc"])
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
PIECES = [
    "<p>",
    "</p>",
    "<td>",
    "<table>",
    "</table>",
    "<tr>",
    "<ol>",
    "<li>",
    "<h1>",
    "<article>",
    "<!--",
    "&#",
    "<![CDATA[",
]
TAGS = ["p", "r", "t", "tbl", "tr", "tc", "pPr", "numPr", "sdt", "txbxContent", "sup", "footnoteReference", "ins", "br"]
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def is_utf8(data: bytes) -> bool:
    try:
        return bool(data.decode("utf-8"))
    except UnicodeDecodeError:
        return False


@settings(max_examples=300)
@given(st.binary(max_size=300), NAMES)
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        report = read_report(data, name)
    except Refusal as refusal:
        assert all(problem.rule in RULES and problem.path == name and problem.hint for problem in refusal.problems)
    else:
        assert report.text.strip()


@given(st.text(st.one_of(HAN, st.sampled_from("，。：（）“”一二三0123456789 \n")), min_size=1, max_size=200))
def test_text_in_utf8_comes_back_exactly(text: str) -> None:
    if text.strip():
        assert read_report(text.encode(), "a.txt").text == text


@given(
    st.text(
        st.sampled_from(
            "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民"
        ),
        min_size=4,
        max_size=200,
    )
)
def test_common_characters_in_gb18030_come_back_exactly(text: str) -> None:
    data = text.encode("gb18030")
    assume(not is_utf8(data))  # 一一 happens to be two Cyrillic letters in UTF-8, which comes first
    report = read_report(data, "a.txt")
    assert (report.encoding, report.text) == ("gb18030", text)


@given(
    st.text(
        st.sampled_from(
            "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民"
        ),
        min_size=8,
        max_size=200,
    )
)
def test_common_characters_in_big5_come_back_exactly(text: str) -> None:
    report = read_report(text.encode("big5"), "a.txt")
    assert (report.encoding, report.text) == ("big5", text)


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=5)), max_size=40))
def test_any_markup_is_read_or_refused(pieces: list[str]) -> None:
    page = "".join(pieces).encode("utf-8", errors="ignore")
    try:
        assert read_report(page, "a.html").text.strip()
    except Refusal as refusal:
        assert refusal.problems


ELEMENTS = st.recursive(
    st.text(HAN, max_size=3),
    lambda inner: st.builds(
        lambda tag, parts: f"<w:{tag}>{''.join(parts)}</w:{tag}>", st.sampled_from(TAGS), st.lists(inner, max_size=4)
    ),
    max_leaves=20,
)


@given(st.lists(ELEMENTS, max_size=5), st.binary(max_size=3), st.integers(0, 400))
def test_any_word_file_is_read_or_refused(parts: list[str], noise: bytes, place: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        body = "".join(parts)
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    data = stream.getvalue()
    for candidate in (data, data[:place] + noise + data[place + len(noise) :]):
        try:
            assert read_report(candidate, "a.docx").text.strip()
        except Refusal as refusal:
            assert refusal.problems
