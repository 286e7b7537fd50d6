"""Which encoding a text is in: byte-order mark, UTF-8, GB18030, Big5, in this order, and nothing else.

Detectors that guess from a list of a hundred encodings fail on short texts. Public offices use four, and between
the two that overlap the choice is made by counting characters in daily use.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice

from .refusing import refuse

# Longest first: the mark of UTF-32 LE begins with that of UTF-16 LE.
MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
WRITING = re.compile(r"[\t\r\n -~\u3000-\u303f\uff01-\uff5e\u4e00-\u9fa5—‘’“”…·〔〕①-⑳]")
LEAST_WRITING = 0.95
SAMPLE = 20_000
MARGIN = 0.2
LEAST_ASSIGNED = 0.5
LEAST_IN_USE = 0.3
ENOUGH, FEWEST = 10, 3
KANA = re.compile("[\u3041-\u30ff]")
MOST_KANA = 0.15
LEAST_OF_LATER_ROWS = 0.03
STRANGE = frozenset({"Cc", "Cn", "Co", "Cs"})
# Encodings that write Chinese, Japanese or Korean in ASCII, by the marks that no text has.
SEVEN_BIT = (
    ("hz", re.compile(rb"~\{[^~\s]{2,}~\}")),
    ("iso2022_jp_2", re.compile(rb"\x1b\$[@AB(]")),
    ("iso2022_kr", re.compile(rb"\x1b\$\)C")),
    ("utf-7", re.compile(rb"\+[A-Za-z0-9/]{5,}(?![A-Za-z0-9/+=])")),
)
HINT = "用记事本或 WPS 打开，确认文字正常，另存为 UTF-8 再试"


def decode(data: bytes, source: str) -> tuple[str, str]:
    """Return (text, name of the encoding); a byte-order mark is not part of the text.

    Raises Refusal naming the line of the first byte that fits no encoding.

    >>> decode("云溪市".encode("gb18030"), "a.txt"), decode("雲溪市的報告".encode("big5"), "b.txt")
    (('云溪市', 'gb18030'), ('雲溪市的報告', 'big5'))
    >>> decode(b"\\xef\\xbb\\xbfab", "a.txt")
    ('ab', 'utf-8')
    """
    for mark, name in MARKS:
        if data.startswith(mark):
            return _sound(_strictly(data, len(mark), name, source), source), name
    if data.isascii() and (line := _seven_bit(data)):
        message = "文字编码读不懂：这是 ISO-2022、HZ 或 UTF-7，不是 UTF-8、GB18030、Big5"
        raise refuse(source, "encoding", message, HINT, line)
    text = _attempt(data, "utf-8")
    if text is not None:
        return _sound(text, source), "utf-8"
    if _damaged_utf8(data):
        raise _undecodable(data, 0, "utf-8", source)
    return _one_of_two(data, source)


def decode_unmarked(data: bytes) -> tuple[str, str] | None:
    """(text, encoding) of UTF-16 without its mark; None unless nearly every character is one of Chinese writing.

    >>> decode_unmarked("云溪市：3件。\\n".encode("utf-16-le")), decode_unmarked(b"\\0\\1\\2\\3")
    (('云溪市：3件。\\n', 'utf-16-le'), None)
    """
    if len(data) % 2:
        return None
    for name in ("utf-16-le", "utf-16-be"):
        text = _attempt(data, name)
        if text and "\0" not in text and len(WRITING.findall(text)) >= LEAST_WRITING * len(text):
            return text, name
    return None


def _seven_bit(data: bytes) -> int:
    """The line on which an encoding in seven bits begins; 0 when there is none.

    >>> _seven_bit("云溪市".encode("hz")), _seven_bit(b"a\\n" + "云溪市".encode("utf-7")), _seven_bit(b"1+abcde-f ~{}~")
    (1, 2, 0)
    """
    for name, mark in SEVEN_BIT:
        found = mark.search(data)
        others = "".join(_sample(data.decode(name, "ignore"))) if found else ""
        # Codes and addresses may look like UTF-7, but what they would decode to is no Chinese.
        if (
            found
            and len(others) >= FEWEST
            and (name != "utf-7" or len(WRITING.findall(others)) >= LEAST_WRITING * len(others))
        ):
            return data.count(b"\n", 0, found.start()) + 1
    return 0


def _sound(text: str, source: str) -> str:
    """The text itself; Refusal when most of it are characters that nobody can read."""
    if len(_sample(text)) >= ENOUGH and _share_of_letters(text) < LEAST_ASSIGNED:
        strange = (at for at, character in enumerate(text) if unicodedata.category(character) in STRANGE - {"Cc"})
        place = next(strange, 0)  # nothing but controls: from the first character on
        message = "读不懂：大半是没有定义的或私用的字符"
        raise refuse(source, "encoding", message, HINT, text.count("\n", 0, place) + 1)
    return text


def _one_of_two(data: bytes, source: str) -> tuple[str, str]:
    """GB18030 or Big5. GB18030 wins unless it fails or reads clearly worse."""
    readings = {name: text for name in ("gb18030", "big5") if (text := _attempt(data, name)) is not None}
    if not readings:
        furthest = max(("gb18030", "utf-8", "big5"), key=lambda name: _first_broken(data, name))
        raise _undecodable(data, 0, furthest, source)
    shares = {name: _share_in_daily_use(text, name) for name, text in readings.items()}
    best = max(shares, key=lambda name: shares[name] + (MARGIN if name == "gb18030" else 0))
    text = readings[best]
    if _share_of_letters(text) < LEAST_ASSIGNED or _foreign(text, shares[best]) or _neighbour(text, best):
        raise _undecodable(data, 0, "utf-8", source)
    return text, best


def _foreign(text: str, share: float) -> bool:
    """Whether a text is long enough to tell that it is in some other encoding (Japanese, Korean, Latin).

    >>> _foreign("偙傟偼擔杮岅偺僥僉僗僩", 0.0), _foreign("偙傟", 0.0)
    (True, False)
    """
    return share < LEAST_IN_USE and len(_sample(text)) >= (ENOUGH if share else FEWEST)


def _neighbour(text: str, name: str) -> bool:
    """Whether what was read as GB18030 is Korean or Japanese of the same build, whose bytes are daily characters too.

    EUC-KR has its syllables where GB 2312 has the characters from 啊 to 砍 (rows 16–40): no Chinese text does without
    those behind them (的 是 市 在). EUC-JP has kana in the same row, and Japanese can't do without.

    >>> korean = "여름철 홍수 예방 사업에 관한 보고서를 발표하였다 주민을 대피".encode("euc-kr")
    >>> _neighbour(korean.decode("gb18030"), "gb18030"), _neighbour("云溪市防汛工作报告" * 5, "gb18030")
    (True, False)
    """
    if name != "gb18030":
        return False
    sample = _sample(text)
    if len(sample) >= ENOUGH and len(KANA.findall("".join(sample))) > MOST_KANA * len(sample):
        return True
    rows = [pair[0] for character in sample if len(pair := character.encode("gb2312", "ignore")) == 2]
    han = [row for row in rows if row >= 0xB0]
    return len(han) >= 2 * ENOUGH and sum(row > 0xC8 for row in han) < LEAST_OF_LATER_ROWS * len(han)


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        return None


def _strictly(data: bytes, offset: int, name: str, source: str) -> str:
    try:
        return data[offset:].decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, offset, name, source) from error


def _damaged_utf8(data: bytes) -> bool:
    """Whether bytes that aren't UTF-8 are nevertheless UTF-8 with a few bytes cut or broken.

    GB18030 would read such a file without complaint, as other characters. In real GB18030 text nearly every
    character breaks the rules of UTF-8, in a damaged file hardly any.
    """
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(text.encode("ascii", errors="ignore")) - broken
    return whole > 2 and (broken <= 1 or whole > 8 * broken)


def _share_in_daily_use(text: str, name: str) -> float:
    """Share of the characters beyond ASCII that a first-level table of the encoding holds.

    GB 2312 level 1 (rows 16–55) and Big5 level 1 (lead bytes A4–C6) were both drawn up as the characters in daily
    use, with the marks in the rows before them, so that the codec itself is the table.
    """
    others = _sample(text)
    table = _in_gb2312_level_1 if name == "gb18030" else _in_big5_level_1
    return sum(map(table, others)) / len(others) if others else 1.0


def _sample(text: str) -> list[str]:
    return [found.group() for found in islice(NOT_ASCII.finditer(text), SAMPLE)]


def _in_gb2312_level_1(character: str) -> bool:
    pair = character.encode("gb2312", errors="ignore")
    return len(pair) == 2 and (0xB0 <= pair[0] <= 0xD7 or pair[0] in (0xA1, 0xA3))


def _in_big5_level_1(character: str) -> bool:
    pair = character.encode("big5", errors="ignore")
    return len(pair) == 2 and 0xA1 <= pair[0] <= 0xC6


def _share_of_letters(text: str) -> float:
    """Share of the characters beyond ASCII that are assigned letters, digits, marks or punctuation."""
    others = _sample(text)
    strange = sum(unicodedata.category(character) in STRANGE for character in others)
    return 1 - strange / len(others) if others else 1.0


def _first_broken(data: bytes, name: str) -> int:
    """The first byte that fits no character; 0 when all do."""
    try:
        data.decode(name)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _undecodable(data: bytes, offset: int, name: str, source: str) -> Exception:
    place = offset + _first_broken(data[offset:], name)
    line = data.count(b"\n", 0, place) + 1
    byte = f"第 {place + 1} 个字节" + (f"（{data[place]:02X}）" if place < len(data) else "")
    return refuse(source, "encoding", f"文字编码读不懂：{byte}不合 UTF-8、GB18030、Big5", HINT, line)
