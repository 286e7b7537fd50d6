"""The largest inputs of every kind, each made to be slow for someone: what ``bounds.py`` measures."""

# ruff: noqa: E501 - one input a line reads better than wrapped

from __future__ import annotations

import io
import random
import struct
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "site"))

from hostile_files import W, jpeg, parts_of, pdf, png, relations, workbook, zipped

LONGEST_REPORT = 1_499_900
"""Characters: the cap of a report, less room for its title and end."""
LONGEST_POST = 4_990_000
"""Bytes: the cap of a post, less room for its front matter."""
HEAD, END = "云溪市民政局关于防汛工作的报告\n\n", "\n\n云溪市民政局\n2024年5月6日\n"
FIGURES = 38_000
SENTENCES = (
    "全市共清淤河道{0}处，疏浚沟渠{1}公里，转移群众{2}人。",
    "市民政局会同市教育局、市水务局走访困难家庭{0}户，发放救助金{1}.{2}万元，同比增长{0}.5%。",
    "一是健全机制，落实责任；二是加强巡查，排查隐患{2}处；三是组织演练，参加{1}人次。",
    "截至{0}月底，投入资金约{1}万元，其中中央资金{2}万元、地方资金{0}万元。",
    "各单位要认真贯彻会议精神，坚持问题导向，把各项工作落到实处，确保取得实效。",
)


def filled(words: str, length: int) -> str:
    """``words`` again and again up to ``length`` characters."""
    return (words * (length // len(words) + 1))[:length]


def lines(make: Callable[[int], str], length: int) -> str:
    """The lines that ``make`` gives for 1, 2, 3 … up to ``length`` characters."""
    found, size, number = [], 0, 0
    while size < length:
        number += 1
        found.append(make(number))
        size += len(found[-1]) + 1
    return "\n".join(found)[:length]


def real_report(length: int) -> str:
    """Running text as offices write it: chapters, numbered paragraphs, figures."""
    chance = random.Random(8)

    def line(number: int) -> str:
        if number % 30 == 1:
            return f"\n（{number // 30 + 1}）持续推进重点工作第{number}项"
        figures = [chance.randrange(1, 999) for _ in range(3)]
        return "".join(chance.choice(SENTENCES).format(*figures) for _ in range(3))

    return lines(line, length)


REPEATED_IN_REPORTS = {
    "one giant line of sentences": SENTENCES[4],
    "one giant line without a mark": "防汛抗旱工作",
    "short lines": "清淤三处\n",
    "lines of one character": "字\n",
    "blank lines": "\n字\n\n\n",
    "only commas": "，",
    "ASCII commas": ",",
    "enumeration commas": "、",
    "full stops": "。",
    "colons": "：",
    "dashes": "—",
    "hyphens": "-",
    "equals": "=",
    "stars": "*",
    "only digits": "1",
    "figures with units": "8件",
    "figures with units and commas": "8件，",
    "decimals": "3.14",
    "percent ranges": "3%—5%",
    "grouped digits": "1,234,",
    "Chinese numerals": "三",
    "Chinese numerals with scale": "三万五千二百一十",
    "years": "2024年5月6日",
    "department names": "云溪市民政局",
    "unknown departments": "东湖县水务局、",
    "departments and colons": "市民政局：",
    "enumerators": "一、",
    "enumerators, a line each": "一、\n",
    "circled enumerators": "①",
    "bracketed enumerators": "（一）",
    "一是二是": "一是健全机制；二是落实责任；",
    "nested brackets": "（",
    "nested brackets closed": "（甲）",
    "square brackets": "[",
    "book marks": "《",
    "entities": "&amp;",
    "entity starts": "&#x",
    "straight quotes": '"',
    "quoted words": '"甲"',
    "curly quotes": "“",
    "quotes apart": "“甲”“",
    "tabs": "甲\t",
    "only tabs": "\t",
    "ideographic spaces": "甲\u3000",
    "blanks": "甲 ",
    "combining characters": "e\u0301\u0302",
    "variation selectors": "字\ufe00",
    "rare scripts": "\U00013000\U0001d54a\u0e01",
    "rare Chinese": "\U00020000\U0002a700",
    "zero-width": "甲\u200b",
    "emoji": "👨\u200d👩\u200d👧",
    "less-than": "<",
    "comments": "<!--",
    "tags": "<b>",
    "template marks": "{{",
    "link texts": "[甲](乙)",
    "addresses": "https://a.example/甲 ",
    "mail addresses": "a@b.example ",
    "sources": "来源：云溪日报\n",
    "share bars": "分享到：微信 微博\n",
    "page numbers": "第1页 共9页\n",
    "captions": "图为工作现场\n",
    "dates as lines": "2024年5月6日\n",
    "titles as lines": "云溪市民政局关于防汛工作的报告\n",
    "rows of tabs": "清淤\t3处\t4公里\n",
    "rows of bars": "| 清淤 | 3处 |\n",
    "menu lines": "首页 > 新闻 > 动态\n",
    "carriage returns": "字\r\n",
    "form feeds": "字\f",
    "line separators": "字\u2028",
}


def report_bodies() -> dict[str, Callable[[int], str]]:
    """Bodies of plain reports, by length in characters."""
    chance = random.Random(9)
    made: dict[str, Callable[[int], str]] = {
        "real text, 1 MB": lambda length: real_report(350_000),
        "real text": real_report,
        "numbered headings": lambda length: lines(lambda n: f"{n}．防汛工作第{n}项\n做好了。", length),
        "compendium": lambda length: lines(lambda n: f"【东湖{n}县水务局】\n清淤河道{n}处。", length),
        "table, 10,000 rows": lambda length: lines(lambda n: f"第{n}村\t{n}户\t{n}.5万元", min(length, 220_000)),
        "table, 1,000 columns": lambda length: lines(lambda n: "\t".join(f"{n}{k}" for k in range(1000)), length),
        "distinct words": lambda length: "".join(chr(0x4E00 + chance.randrange(20_000)) for _ in range(length)),
        "distinct lines": lambda length: lines(lambda n: f"第{n * 7919 % 999_983}号", length),
    }
    return (
        {name: lambda length, words=words: filled(words, length) for name, words in REPEATED_IN_REPORTS.items()}
        | made
        | dense_bodies()
    )


def dense_bodies() -> dict[str, Callable[[int], str]]:
    """A megabyte of lines as offices write them, with some twenty figures a kilobyte."""

    def lines_of_the_sample(length: int) -> str:
        reports = sorted((Path(__file__).parents[2] / "content" / "reports").rglob("*.txt"))
        found = [line.strip() for path in reports for line in path.read_text("utf-8", "ignore").splitlines()]
        long = [line for line in found if len(line) > 40]
        chance, chosen, size = random.Random(10), [], 0
        while size < 1_000_000:
            chosen.append(chance.choice(long))
            size += len(chosen[-1].encode()) + 2
        return "\n\n".join(chosen)

    return {"lines of the sample, 1 MB": lines_of_the_sample}


def post_bodies() -> dict[str, Callable[[int], str]]:
    """Bodies of posts: what is slow for Python-Markdown, for the table reader, for figures and for the page."""
    repeated = {
        "real text": "", "[": "[", "![": "![", "[a](": "[a](", "[a][": "[a][", "](": "](", "<![": "<![", "<!--": "<!--",
        "&": "&", "&#": "&#", "*": "*", "**a": "**a", "* a": "*a *", "_": "_", "__a": "__a", "***a_": "***a_",
        "backticks": "`", "backticks and words": "`a``", "quotes": "> ", "quote lines": "> a\n", "escapes": "\\",
        "escaped stars": "\\*", "nested lists": "- ", "list lines": "- a\n", "deep lists": "    - a\n",
        "link references": "[x]: y\n", "links": "[a](https://a.example/) ", "pictures": "![a](images/a.png) ",
        "dead links": "[a](b.md)\n\n", "headings": "## 甲\n", "headings with words": "## 甲\n\n乙\n\n", "rules": "---\n",
        "setext": "a\n===\n", "bars": "|", "bar lines": "|a|\n", "rule rows": "|---", "tildes": "~~~\n",
        "bold": "**甲** ", "bold lines": "**甲**\n\n", "bold and brackets": "**[", "angle links": "<https://a.example> ",
        "attribute lists": "{: .a}", "footnotes": "[^1]", "captions": "*图*\n\n", "open captions": "*图\n\n",
        "paragraphs": "字\n\n", "lines": "字\n", "tag starts": "<a ", "entities": "&amp;", "hashes": "#", "hash words": "# ",
        "digits": "1", "commas": "，", "brackets": "（", "departments": "云溪市民政局",
    }  # fmt: skip
    made: dict[str, Callable[[int], str]] = {
        "real text": lambda length: real_report(length // 3),
        "figures at their cap": lambda length: "\n".join(f"清淤河道{n}处，完成{n}.5%。" for n in range(1, FIGURES // 2)),
        "figures beyond the cap": lambda length: filled("清淤3处，", length // 3),
        "table, 10,000 rows": lambda length: "|甲|乙|\n|---|---|\n" + lines(lambda n: f"|村{n}|有{n}户|", 160_000),
        "table, 1,000 columns": lambda length: (
            "|" + "甲|" * 1000 + "\n|" + "---|" * 1000 + "\n" + lines(lambda n: "|" + "乙|" * 1000, length // 3)
        ),
        "table, 100,000 columns": lambda length: "|" + "甲|" * 100_000 + "\n|" + "---|" * 100_000 + "\n|" + "乙|" * 99_999,
        "table, growing rows": lambda length: (
            "|甲|\n|---|\n" + lines(lambda n: "|" + "乙|" * n, min(length // 3, 1_500_000))
        ),
        "100,000 headings": lambda length: lines(lambda n: f"## 第{n}节", 1_100_000),
        "100,000 links": lambda length: lines(lambda n: f"[甲{n}](https://a.example/{n})", length // 3),
        "breakdown": lambda length: "共计9999件，其中：" + filled("甲类1件、", 100_000),
    }  # fmt: skip
    del repeated["real text"]
    return {
        name: lambda length, words=words: filled(words, length // len(words.encode()) * len(words))
        for name, words in repeated.items()
    } | made


def fronts() -> dict[str, str]:
    """Front matter: lines that stand before the fence."""
    size = LONGEST_POST
    return {
        "100,000 topics": "topics: [" + ", ".join(f"甲{n}" for n in range(100_000)) + "]",
        "topics again and again": "topics: [" + filled("甲, ", 1_500_000) + "甲]",
        "corrections": "corrections:\n" + lines(lambda n: "- {date: 2024-05-07, note: 甲}", size),
        "highlights": "highlights:\n" + lines(lambda n: f"- {n}件", 2_000_000),
        "long string": "author: " + "甲" * (size // 3),
        "long title": "author: 甲\n# " + "乙" * (size // 3),
        "nested lists": "topics: " + "[" * 2_000_000,
        "nested lists closed": "topics: " + "[" * 900 + "]" * 900,
        "nested maps": "topics: " + "{a: " * 900_000,
        "nested dashes": "topics:\n  " + "- " * 2_000_000 + "a",
        "alias bomb": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
            f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        ),
        "anchors": "topics: [" + filled("&a x, ", size - 100) + "]",
        "many keys": lines(lambda n: f"k{n}: v", size),
        "one key again": filled("author: 甲\n", 1_600_000),
        "many departments": "department: [" + ", ".join(["云溪市民政局"] * 90_000) + "]",
        "unknown departments": "department: [" + ", ".join(f"云溪市第{n}局" for n in range(50_000)) + "]",
        "quoted string": 'author: "' + "\\u7532" * 400_000 + '"',
        "block string": "author: |\n" + lines(lambda n: "  甲", size // 4),
        "comments": filled("# 甲\n", 1_600_000) + "author: 甲",
        "keys too long": "? " + "a" * 2_000_000 + "\n: b",
        "review": "review: [" + ", ".join(["title"] * 500_000) + "]",
    }  # fmt: skip


def registries() -> dict[str, str]:
    """Files of departments."""

    def rows(count: int, more: str = "") -> str:
        found = (f"- {{name: 云溪市第{n}局, slug: d{n}{more.replace('#', str(n))}}}" for n in range(count))
        return "departments:\n- {name: 云溪市民政局, slug: minzheng}\n" + "\n".join(found) + "\n"

    return {
        "5,000 departments": rows(5_000),
        "50,000 departments": rows(50_000),
        "100,000 departments": rows(100_000),
        "short names": rows(30_000, ", short: 局#"),
        "one of 100,000 aliases": rows(1, ", aliases: [" + ", ".join(f"别名{n}" for n in range(200_000)) + "]"),
        "5 aliases each": rows(20_000, ", aliases: [甲#, 乙#, 丙#, 丁#, 戊#]"),
        "chain of parents": rows(20_000, ", parent: 云溪市民政局"),
        "former names": rows(20_000, ", former_names: [{name: 旧#, until: 2020-01-01}]"),
        "unlike regions": "departments:\n- {name: 云溪市民政局, slug: minzheng}\n"
        + lines(lambda n: f"- {{name: 东{n}县水务局, slug: w{n}, region: 东{n}县}}", 1_400_000),
        "deep nesting": "departments:\n- {name: 云溪市民政局, slug: minzheng, aliases: " + "[" * 200_000,
        "wrong rows": "departments:\n" + filled("- 甲\n", 1_000_000),
        "one row again": "departments:\n" + filled("- {name: 云溪市民政局, slug: minzheng}\n", 1_500_000),
    }


def _words(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def _wide_picture(side: int) -> bytes:
    """A PNG of one colour that unpacks to side × side pixels."""
    row = b"\0" + b"\xff" * (3 * side)
    packer, data = zlib.compressobj(9), []
    for _ in range(side):
        data.append(packer.compress(row))
    data.append(packer.flush())

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"".join(data)) + chunk(b"IEND", b"")


LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
STYLES = "<w:styles>" + "".join(
    f'<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{n - 1}"/></w:style>' for n in range(90_000)
) + "</w:styles>"  # fmt: skip
NUMBERING = "<w:numbering>" + "".join(
    f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>'
    f'</w:lvl></w:abstractNum><w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>'
    for n in range(40_000)
) + "</w:numbering>"  # fmt: skip


def _document(words: str, size: int = 11_900_000) -> bytes:
    """A Word file whose main part holds these words again and again."""
    whole = "<w:p>" + _words(HEAD.strip()) + "</w:p>" + words * (size // len(words.encode()))
    return zipped(
        parts_of(whole + "<w:p>" + _words("云溪市民政局") + "</w:p><w:p>" + _words("2024年5月6日") + "</w:p>")
    )


def _nested(depth: int) -> bytes:
    start, end = "<w:tbl><w:tr><w:tc><w:p>甲</w:p>", "</w:tc></w:tr></w:tbl>"
    return zipped(parts_of(start * depth + "<w:p>" + _words("乙") + "</w:p>" + end * depth))


def words_files() -> dict[str, Callable[[], bytes]]:
    """Word files."""
    cell, run = f"<w:tc><w:p>{_words('甲')}</w:p></w:tc>", _words("字")
    text = "<w:p>" + _words(SENTENCES[4]) + "</w:p>"

    numbered = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>' + run + "</w:p>"
    return {
        "running text": lambda: _document(text),
        "table of 1,000 columns": lambda: _document("<w:tbl>" + ("<w:tr>" + cell * 1000 + "</w:tr>") * 60 + "</w:tbl>"),
        "table, many rows": lambda: _document("<w:tbl>" + ("<w:tr>" + cell * 4 + "</w:tr>") * 2000 + "</w:tbl>"),
        "nested tables, 1,000": lambda: _nested(1_000),
        "nested tables, 60": lambda: _nested(60),
        "many runs": lambda: _document("<w:p>" + run * 2000 + "</w:p>"),
        "one paragraph of runs": lambda: zipped(parts_of("<w:p>" + run * 380_000 + "</w:p>")),
        "many styles": lambda: zipped(parts_of('<w:p><w:pPr><w:pStyle w:val="s89999"/></w:pPr>' + run + "</w:p>", styles=STYLES)),
        "many paragraphs of a deep style": lambda: zipped(
            parts_of(('<w:p><w:pPr><w:pStyle w:val="s89999"/></w:pPr>' + run + "</w:p>") * 100_000, styles=STYLES)
        ),
        "numbered paragraphs": lambda: zipped(parts_of(numbered * 100_000, numbering=NUMBERING)),
        "huge attribute": lambda: zipped(parts_of(f'<w:p w:rsid="{"a" * 9_000_000}">' + run + "</w:p>")),
        "many attributes": lambda: zipped(
            parts_of("<w:p " + " ".join(f'a{n}="1"' for n in range(500_000)) + ">" + run + "</w:p>")
        ),
        "wide spans": lambda: _document(
            "<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="99999"/></w:tcPr><w:p>甲</w:p></w:tc>' * 100 + "</w:tr></w:tbl>"
        ),
        "entity bomb": lambda: zipped({
            **parts_of(""),
            "word/document.xml": f'<!DOCTYPE x [<!ENTITY e0 "哈">{LAUGHS}]><w:document {W}><w:body>&e11;</w:body></w:document>',
        }),
        "zip bomb of layers": lambda: zipped({
            **parts_of(text), "word/media/a.zip": zipped({"b.zip": zipped({"c": bytes(100_000_000)})}),
        }),
        "largest media": lambda: zipped({**parts_of(text), "word/media/a.bmp": bytes(199_000_000)}),
        "many parts": lambda: zipped({**parts_of(text), **{f"word/media/{n}": "" for n in range(4_990)}}),
        "many notes": lambda: zipped(parts_of(
            "<w:p>" + run + "".join(f'<w:r><w:footnoteReference w:id="{n}"/></w:r>' for n in range(70_000)) + "</w:p>",
            footnotes="<w:footnotes>" + "".join(f'<w:footnote w:id="{n}"><w:p>{run}</w:p></w:footnote>' for n in range(70_000)) + "</w:footnotes>",
        )),
        "text boxes in text boxes": lambda: zipped(parts_of(
            "<w:p><w:r><w:pict><w:txbxContent>" * 2000 + "<w:p>" + run + "</w:p>" + "</w:txbxContent></w:pict></w:r></w:p>" * 2000
        )),
        "tracked changes": lambda: _document('<w:p><w:ins w:id="1">' + run + '</w:ins><w:del w:id="2"><w:r><w:delText>甲</w:delText></w:r></w:del></w:p>'),
        "deletions in deletions": lambda: zipped(parts_of("<w:p>" + run + "<w:del>" * 200 + "<w:ins>" * 20 + "</w:ins>" * 20 + "</w:del>" * 200 + "</w:p>")),
        "empty paragraphs": lambda: _document("<w:p/>"),
        "relations": lambda: zipped({**parts_of(text), "word/_rels/document.xml.rels": relations(*[("image", f"m{n}") for n in range(70_000)])}),
    }  # fmt: skip


def web_pages() -> dict[str, Callable[[], str]]:
    """HTML, up to its cap of 5 million characters."""
    most = 4_990_000

    def page(words: str, size: int = most) -> str:
        return (
            f"<html><body><h1>{HEAD.strip()}</h1>"
            + words * (size // len(words))
            + "<p>云溪市民政局<p>2024年5月6日</body></html>"
        )

    return {
        "paragraphs": lambda: page(f"<p>{SENTENCES[4]}</p>", 1_700_000),
        "100,000 nested div": lambda: page("<div>", 500_000),
        "1,000,000 nested div": lambda: page("<div>"),
        "nested spans": lambda: page("<span>a"),
        "nested bold": lambda: page("<b>", 900_000),
        "nested bold in paragraphs": lambda: page("<p><b><i>a"),
        "nested tables": lambda: page("<table><tr><td>"),
        "nested lists": lambda: page("<ul><li>"),
        "list items": lambda: page("<ol>" + "<li>甲" * 1000 + "</ol>", 2_000_000),
        "table rows": lambda: page("<table>" + "<tr><td>甲<td>3件</tr>" * 1000 + "</table>", 3_000_000),
        "table of 1,000 columns": lambda: page("<table>" + ("<tr>" + "<td>甲" * 1000) * 20 + "</table>"),
        "spans of rows and columns": lambda: page("<table>" + "<tr><td rowspan=65534 colspan=1000>甲" * 1000 + "</table>"),
        "huge attribute": lambda: page("<p>甲</p>", 1000) + f'<p title="{"a" * 4_800_000}">乙</p>',
        "huge style": lambda: page("<p>甲</p>", 1000) + f'<p style="{"display " * 600_000}">乙</p>',
        "huge class": lambda: page("<p>甲</p>", 1000) + f'<p class="{"zoom" * 1_200_000}">乙</p>',
        "many attributes": lambda: "<p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">甲</p>",
        "open tags": lambda: page("<"),
        "half tags": lambda: page("<a "),
        "comments": lambda: page("<!--"),
        "entities": lambda: page("&amp;"),
        "half entities": lambda: page("&"),
        "unknown entities": lambda: page("&a;"),
        "character references": lambda: page("&#x4e00;"),
        "cdata": lambda: page("<![CDATA["),
        "end tags": lambda: page("</p>"),
        "sup": lambda: page("<sup>2"),
        "line breaks": lambda: page("<br>"),
        "headlines": lambda: page("<h1>甲</h1>"),
        "preformatted": lambda: page("<pre>" + "a\n" * 1000 + "</pre>", 3_000_000),
        "data pictures": lambda: "<p>甲</p>" + f'<img src="data:image/png;base64,{"A" * 18_000_000}">' + page("<p>乙</p>", 1000),
        "scripts": lambda: page("<script>" + "a" * 1000 + "</script>"),
        "titles": lambda: page("<title>甲"),
        "meta": lambda: page('<meta name="a" content="b">'),
    }  # fmt: skip


def attachments() -> dict[str, tuple[str, Callable[[], bytes]]]:
    """Files that stand in ``content``: where, and their bytes."""

    def objects(count: int) -> bytes:
        found = b"".join(b"%d 0 obj\n<< /A %d 0 R >>\nendobj\n" % (n, n - 1) for n in range(10, count))
        return pdf() + found

    stream = io.BytesIO()
    stream.write(
        jpeg()[:2] + b"".join(b"\xff\xe1\xff\xff" + b"Exif\0\0" + bytes(65_527) for _ in range(300)) + jpeg()[2:]
    )
    return {
        "PDF, 300,000 objects": ("files/a.pdf", lambda: objects(300_000)),
        "PDF, packed stream": ("files/a.pdf", lambda: pdf(content=zlib.compress(bytes(300_000_000), 9), packed=True)),
        "PDF, packed words": (
            "files/a.pdf",
            lambda: pdf(content=zlib.compress(b"BT /F1 12 Tf (a) Tj ET\n" * 2_000_000, 9), packed=True),
        ),
        "PDF, nested arrays": ("files/a.pdf", lambda: pdf(catalog=b"/A " + b"[" * 500_000 + b"]" * 500_000)),
        "PDF, nested dictionaries": ("files/a.pdf", lambda: pdf(catalog=b"/A " + b"<< /A " * 300_000)),
        "PDF, 19 MB of rubbish": ("files/a.pdf", lambda: pdf() + b"obj stream endobj " * 1_000_000),
        "PNG of 100,000 × 100,000": ("images/a.png", lambda: png(width=100_000, height=100_000)),
        "PNG of 20,000 × 20,000": ("images/a.png", lambda: _wide_picture(20_000)),
        "PNG of 7,000 × 7,000": ("images/a.png", lambda: _wide_picture(7_000)),
        "PNG, packed remark": (
            "images/a.png",
            lambda: png(chunks=[(b"zTXt", b"a\0\0" + zlib.compress(bytes(500_000_000), 9))]),
        ),
        "PNG, 100,000 chunks": ("images/a.png", lambda: png(chunks=[(b"tEXt", b"a\0b")] * 100_000)),
        "JPEG, 19 MB of Exif": ("images/a.jpg", stream.getvalue),
        "JPEG and 19 MB behind": ("images/a.jpg", lambda: jpeg(comment=b"a" * 60_000) + bytes(19_000_000)),
        "workbook, 400,000 cells": ("files/a.xlsx", lambda: workbook([["甲", "1", "乙", "2"]] * 100_000)),
        "workbook of 1 giant cell": ("files/a.xlsx", lambda: workbook([["甲" * 3_500_000]])),
        "zip of layers": (
            "files/a.zip",
            lambda: zipped({"a.docx": zipped({**parts_of("<w:p/>"), "word/a.zip": zipped({"b": bytes(190_000_000)})})}),
        ),
        "zip of 5,000 texts": ("files/a.zip", lambda: zipped({f"{n}.txt": f"甲{n}" for n in range(4_999)})),
        "zip, texts of 190 MB": ("files/a.zip", lambda: zipped({f"{n}.txt": b"1" * 19_000_000 for n in range(10)})),
        "zip of 400 workbooks": (
            "files/a.zip",
            lambda: zipped({f"{n}.xlsx": workbook([["甲", str(n)]] * 200) for n in range(400)}),
        ),
        "text of 19 MB": ("files/a.txt", ("138，0013" * 1_700_000).encode),
        "table of 19 MB": ("files/a.csv", lambda: b"13800,13801,13802\n" * 1_000_000),
        "one line of digits": ("files/a.csv", lambda: b"1" * 19_000_000),
        "Word file": ("files/a.docx", words_files()["running text"]),
    }
