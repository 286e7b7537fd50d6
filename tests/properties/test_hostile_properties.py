"""Any bytes at all: refused with a reason, or published with the same text and nothing active.

500 examples on every run; ``make fuzz`` tries 10,000 (FUZZ_EXAMPLES sets how many).
"""

from __future__ import annotations

import os
import re
import unicodedata
from dataclasses import replace
from datetime import datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from bulletins.departments import Department, Registry
from bulletins.model import body_text
from bulletins.normalise import normalise, unaccounted
from bulletins.post import read_post, split_front_matter, write_post
from bulletins.problems import Refusal
from bulletins.reading import RULES, read_report
from bulletins.site.markup import ATTRIBUTES, SCHEMES, TAGS, parse_body, render

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "500"))
REGISTRY = Registry((Department("云溪市民政局", "minzheng", short="市民政局"),))
DAY = datetime(2024, 5, 6)
PIECES = st.sampled_from(
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&lt;",
        "&#60;",
        "&",
        "{{7*7}}",
        "{% x %}",
        "[点](javascript:alert(1))",
        "[点](java\tscript:x)",
        "![图](data:x)",
        "[x]: javascript:x",
        "{: onclick=x}",
        "**",
        "*",
        "_",
        "`",
        "\\",
        "|",
        "#",
        "## ",
        "- ",
        "> ",
        "1. ",
        "---\n",
        "===\n",
        "一、",
        "（一）",
        "第一章 ",
        "\n",
        "\n\n",
        "\t",
        "\u3000",
        "\u202e",
        "\u200b",
        "\x0b",
        "\x1b",
        "\ufffd",
        "防汛",
        "转移群众120人，",
        "其中男60人。",
        "市民政局",
        "2024年5月6日",
        "国办发[2024]3号(试行)",
        "http://a.b/?q=<x>",
        "a@b.c",
        "C:\\x",
        "3<5",
        '"',
        "'",
        "责任编辑：甲",
        "来源：乙",
        "title: x\n",
        "save_as: ../x\n",
        "😀",
        "𠮷",
        "ａ",
        "①",
        "\r\n",
        "\r",
        "\u2028",
        "\u0085",
    ]
)
WORDS = st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=40).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "gb18030", "big5", "utf-16", "utf-16-le", "utf-32", "utf-7"])
BYTES = st.one_of(
    st.binary(max_size=400),
    st.builds(lambda words, name: words.encode(name, "replace"), WORDS, ENCODINGS),
    st.builds(
        lambda words, end, cut: (words.encode("utf-8", "replace") + end)[cut:],
        WORDS,
        st.binary(max_size=4),
        st.integers(0, 3),
    ),
)
NAMES = st.sampled_from(["a.txt", "a.md", "a.html", "a"])
LETTERS = re.compile(r"[^\W_]")


def letters(text: str) -> str:
    """The letters and digits of a text, which no rule may change."""
    return "".join(LETTERS.findall(unicodedata.normalize("NFKC", text)))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(BYTES, NAMES)
def test_any_bytes_are_refused_or_published_as_text_that_runs_nothing(data: bytes, name: str) -> None:
    try:
        report = read_report(data, name)
    except Refusal as refusal:
        assert all(problem.rule in RULES and problem.message and problem.hint for problem in refusal.problems)
        return
    try:
        done = normalise(report, REGISTRY, title="标题", department="云溪市民政局", date=DAY)
    except Refusal as refusal:
        assert all(problem.rule and problem.hint for problem in refusal.problems)
        return
    assert unaccounted(report, done) == ()
    for bulletin in done.bulletins:
        post = write_post(replace(bulletin, slug=bulletin.slug or "a", date=bulletin.date or DAY))
        again = read_post(post, "a.md")
        assert body_text(again) == body_text(bulletin)
        _, body, _ = split_front_matter(post, "a.md")
        html = render(parse_body(body, lambda address, picture: ""))
        assert _active(html) == []
        shown = "".join(etree.fromstring(f"<x>{html}</x>", etree.HTMLParser()).itertext()) if html.strip() else ""
        assert letters(shown) == letters(body_text(bulletin))


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(WORDS)
def test_any_body_an_editor_may_paste_runs_nothing(body: str) -> None:
    html = render(parse_body(body, lambda address, picture: address if address.startswith("https://") else ""))
    assert _active(html) == []


def _active(html: str) -> list[str]:
    """What isn't listed, read with a parser that had no part in the making: elements, attributes, addresses."""
    if not html.strip():
        return []
    found: list[str] = []
    for element in etree.fromstring(f"<div>{html}</div>", etree.HTMLParser()).iter():
        if not isinstance(element.tag, str):
            found.append("a comment or an instruction")
        elif element.tag not in ("html", "body"):
            names = {"class", "tabindex", "role", "aria-label", "scope"} | ATTRIBUTES.get(element.tag, set())
            found += [element.tag] if element.tag not in TAGS else []
            found += [f"{element.tag} {key}" for key in element.attrib if key not in names]
            addresses = [value for key, value in element.attrib.items() if key in ("href", "src")]
            found += [value for value in addresses if value.partition(":")[0].lower() not in SCHEMES]
    return found
