"""Plain text: encodings in their order, and what is refused with which line and cure."""

from __future__ import annotations

import pytest

from bulletins.problems import Refusal
from bulletins.reading import RULES, read_report

SENTENCE = "云溪市水务局加固堤防3.5公里，转移群众1200余人。\n"
TRADITIONAL = "雲溪市水務局加固堤防，轉移群眾一千二百餘人。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (SENTENCE.encode(), "utf-8", SENTENCE),
        (SENTENCE.encode("utf-8-sig"), "utf-8", SENTENCE),
        (SENTENCE.encode("utf-16"), "utf-16-le", SENTENCE),
        (b"\xfe\xff" + SENTENCE.encode("utf-16-be"), "utf-16-be", SENTENCE),
        (SENTENCE.encode("gb18030"), "gb18030", SENTENCE),
        (SENTENCE.replace("堤", "𠮷").encode("gb18030"), "gb18030", SENTENCE.replace("堤", "𠮷")),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL),
        (TRADITIONAL.encode("big5"), "big5", TRADITIONAL),
        (SENTENCE.replace("\n", "\r\n").encode(), "utf-8", SENTENCE.replace("\n", "\r\n")),
        (b"PM2.5: 35\n", "utf-8", "PM2.5: 35\n"),
        ("云".encode("gb18030"), "gb18030", "云"),
        (("段落" * 400 + "\f" + "尾").encode(), "utf-8", "段落" * 400 + "\f" + "尾"),
    ],
)
def test_each_encoding_gives_the_text_as_it_stands(data: bytes, encoding: str, text: str) -> None:
    report = read_report(data, "reports/a.txt")
    assert (report.encoding, report.text, report.media_type) == (encoding, text, "text/plain")


def test_a_report_knows_its_source_and_digest() -> None:
    report = read_report(b"abc", "reports/\u5185\u6d9d.md")
    assert report.source == "reports/内涝.md"
    assert report.media_type == "text/markdown"
    # SHA-256 of "abc", from FIPS 180-2.
    assert report.digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    ("name", "data", "rule", "line", "words"),
    [
        ("a.txt", b"", "empty", 0, "空"),
        ("a.txt", b" \r\n\t", "empty", 0, "空"),
        ("a.txt", "\u3000\u200b\n".encode(), "empty", 0, "没有文字"),
        ("a.txt", b"\xef\xbb\xbf", "empty", 0, "没有文字"),
        ("a.txt", b"one\ntwo\0three", "binary", 2, "控制字符"),
        ("a.txt", b"a\0b\0" * 3 + bytes(range(8)), "binary", 1, "控制字符"),
        ("a.txt", bytes(range(1, 9)) * 4, "binary", 1, "控制字符"),
        ("a.txt", (SENTENCE * 2).encode()[:-2], "encoding", 2, "编码"),
        ("a.txt", SENTENCE.encode() + b"\xff\n" + SENTENCE.encode(), "encoding", 2, "编码"),
        ("a.txt", SENTENCE.encode("gb18030") + b"\x81", "encoding", 2, "编码"),
        ("a.txt", (SENTENCE * 2).encode() + (SENTENCE * 2).encode("gb18030"), "encoding", 3, "编码"),
        ("a.txt", "\ufeff云".encode("utf-16-le") + b"\x00", "encoding", 1, "编码"),
        ("a.txt", "Résumé\n".encode("latin-1"), "encoding", 1, "编码"),
        ("a.txt", "これは日本語の報告書です。\n".encode("shift-jis"), "encoding", 1, "编码"),
        ("a.txt", b"%PDF-1.7\n", "file-type", 0, "PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n....", "file-type", 0, "PNG"),
        ("a.txt", b"{\\rtf1\\ansi abc}", "file-type", 0, "RTF"),
        ("a.pdf", b"text", "file-type", 0, "PDF"),
        ("旧.DOC", b"text", "file-type", 0, "Word"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file-type", 0, "Office"),
        (
            "a.docx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "encrypted",
            0,
            "密码",
        ),
        ("a.docx", SENTENCE.encode(), "broken-file", 0, "损坏"),
        ("a.zip", b"PK\x03\x04broken", "broken-file", 0, "损坏"),
        ("a.txt", ("字" * 1_500_001).encode(), "too-large", 0, "1500001"),
        ("a.html", b"<p>" + b"<i></i>" * 800_000, "too-large", 0, "网页"),
    ],
)
def test_what_is_refused_says_line_reason_and_cure(name: str, data: bytes, rule: str, line: int, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        read_report(data, name)
    (problem,) = caught.value.problems
    assert (problem.path, problem.rule, problem.line) == (name, rule, line)
    assert words in problem.message
    assert problem.hint
    assert rule in RULES


def test_a_file_over_twenty_megabytes_is_refused_undecoded() -> None:
    # Undecodable bytes: had they been decoded, the rule would be "encoding".
    with pytest.raises(Refusal, match="too-large"):
        read_report(b"\xff" * 20_000_001, "a.txt")


def test_a_megabyte_of_real_text_is_read() -> None:
    data = (SENTENCE * 15_000).encode()
    assert len(data) > 1_000_000
    assert read_report(data, "a.txt").text == SENTENCE * 15_000


def test_text_that_looks_like_markup_stays_text_in_a_text_file() -> None:
    page = "<html><p>不是网页</p></html>\n"
    assert read_report(page.encode(), "a.txt").text == page
    assert read_report(page.encode(), "a").media_type == "text/html"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_read(encoding: str) -> None:
    report = read_report((SENTENCE * 3).encode(encoding), "a.txt")
    assert (report.encoding, report.text) == (encoding, SENTENCE * 3)


def test_a_text_of_nothing_but_controls_is_refused_in_words() -> None:
    with pytest.raises(Refusal) as refused:
        read_report("\x80".encode() * 40, "a.txt")
    assert [(problem.rule, problem.line) for problem in refused.value.problems] == [("encoding", 1)]
