"""Headlines that stand again in a text: the alt text of pictures, titles pasted twice, titles of the page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from .dates import date_line
from .draft import Draft, Edit, Line, Mark, dropped
from .enumerators import enumerator_of
from .headfacts import fact_of
from .kinds import kind_of
from .pagefacts import facts_of
from .wordlists import alternatives, simplified, table

ENDS = tuple("。！？；：，、!?;:,")
LONGEST = 80
_STOPPED = tuple("。；：，、;:,")
_SALUTATION = 6
_EXCLAIMED = 36
_UNDER = 2
_VERSE = 16
_LINES = 3
_SITE_BEHIND = re.compile(r"(.{4,70}?)\s*[_|｜\-–—]+\s*[^_|｜]{2,24}(?:[_|｜\-]\s*[^_|｜]{2,24})?")
_FOOTNOTE = re.compile(r"[\[［]\d{1,2}[\]］]$")
_WORDS = re.compile(r"[^\W_].*[^\W_]")


@cache
def _genre() -> re.Pattern[str]:
    words = alternatives(table("headlines")["genres"])
    return re.compile(rf".{{4,}}(?:{words})(?:[（(][^（）()]{{1,16}}[)）])?")


def key_of(text: str) -> str:
    """What two spellings of a headline have in common: their letters and digits.

    >>> key_of("防汛 在行动(七)") == key_of("防汛在行动（七）")
    True
    """
    return "".join(filter(str.isalnum, _FOOTNOTE.sub("", text) if text[-1:] in "]］" else text))


def exclaims(text: str) -> bool:
    """Whether the first line of a text is a headline that ends in ！ or ？: longer than 同志们！, and one sentence.

    >>> exclaims("致敬！抗洪一线的水务人！"), exclaims("同志们！")
    (True, False)
    """
    ends = text.endswith(("！", "？", "!", "?"))
    return ends and _SALUTATION < len(text) <= _EXCLAIMED and headlike(text[:-1])


def headlike(text: str) -> bool:
    """Whether a line could be a headline: short, no final stop, no cells, no enumerator, no furniture."""
    if (
        not (3 < len(text) <= LONGEST or text in table("headlines")["genres"])
        or text.endswith(ENDS)
        or "\t" in text
        or "。" in text
    ):
        return False
    return _WORDS.search(text) is not None


def looks_like_title(text: str) -> bool:
    """Whether a line reads as the headline of a document: it ends in 通知, 通报, 简报（第3期） and the like.

    >>> looks_like_title("石桥县春季植树情况通报(2020年第3期)"), looks_like_title("出动人员20人次")
    (True, False)
    """
    return headlike(text) and enumerator_of(text) is None and bool(_genre().fullmatch(simplified(text)))


def headline_keys(draft: Draft) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the lines that may stand again as alt text, and keys of headlines that run over two lines.

    A headline is the first line of the report or the first one under a department; in a report that begins with
    its text, any line that reads as a title.
    """
    lines = draft.lines
    single: set[str] = set()
    double: set[str] = set()
    fresh = True
    for line, following in zip(lines, (*lines[1:], None), strict=False):
        if draft.mark(line) == "department":
            fresh = True
        elif fresh and not (kind_of(line.text) or facts_of(line.text) or date_line(line.text) or fact_of(line.text)):
            fresh = False
            headline = headlike(line.text) or exclaims(line.text)
            if headline and not _written(line.text) and not line.text.startswith("##"):
                single.add(key_of(line.text))
                if following and headlike(following.text):
                    double.add(key_of(line.text + following.text))
    if not single:
        single = {key_of(line.text) for line in lines if looks_like_title(line.text)}
    return frozenset((single | _page_headline(draft)) - {""}), frozenset(double - {""})


def _page_headline(draft: Draft) -> set[str]:
    """Key of the line over the first department that stands again under at least two, whatever the page sets above."""
    lines = draft.lines
    heads = [index for index, line in enumerate(lines) if draft.mark(line) == "department"]
    over = {key_of(line.text) for line in lines[: heads[0]] if headlike(line.text)} if len(heads) > 1 else set()
    under = Counter(
        key for index in heads for key in {key_of(line.text) for line in lines[index + 1 : index + 1 + _UNDER]}
    )
    return {key for key in over if under[key] > 1}


def _written(text: str) -> bool:
    """Opens with an enumerator other than a numeral and a verb, which a headline may have too."""
    found = enumerator_of(text)
    return found is not None and not found.style.startswith("lead")


def repeats(draft: Draft) -> frozenset[int]:
    """Offsets of lines that say a headline again."""
    single, double = headline_keys(draft)
    seen: set[str] = set()
    found: set[int] = set()
    for index, line in enumerate(draft.lines):
        if len(line.text) > LONGEST or line.text.endswith(_STOPPED) or not alone(draft, index):
            continue
        key = key_of(line.text)
        if not (key in single or key in double) or _in_verse(draft, index):
            continue
        if (key in double or key in seen) and not (kind_of(line.text) or facts_of(line.text)):
            found.add(line.start)
        seen.add(key)
    return frozenset(found)


def _in_verse(draft: Draft, index: int) -> bool:
    """Whether a line stands among short lines that touch: a refrain comes back as often as it likes."""
    lines = draft.lines
    first = last = index
    while first and index - first < _LINES and not lines[first].blanks and _is_verse(draft, lines[first - 1]):
        first -= 1
    while (
        last + 1 < len(lines)
        and last - index < _LINES
        and not lines[last + 1].blanks
        and _is_verse(draft, lines[last + 1])
    ):
        last += 1
    return first < index < last and last - first >= _LINES and not draft.markdown and _is_verse(draft, lines[index])


def _is_verse(draft: Draft, line: Line) -> bool:
    if not 1 < len(line.text) <= _VERSE or line.text.endswith(_STOPPED) or draft.mark(line):
        return False
    return not (kind_of(line.text) or facts_of(line.text))


def _page_titles(draft: Draft) -> set[int]:
    """The first line, when it is the headline below with the site's name behind it: 春灌进展_云溪市水务局."""
    for index, line in enumerate(draft.lines[:2]):
        head = _SITE_BEHIND.fullmatch(line.text)
        below = draft.lines[index + 1 : index + 7] if head else ()
        behind = head is not None and key_of(line.text) != key_of(head[1])  # a name, and not marks alone
        if (
            head
            and behind
            and len(key_of(head[1])) > 3
            and any(key_of(other.text) == key_of(head[1]) for other in below)
        ):
            return {line.start}
    return set()


def repeated_headline(draft: Draft) -> Iterator[Edit | Mark]:
    """Take out a headline that stands again in the text: the alt text of a picture, or a page title pasted twice.

    Safe: the first stays, and only the first line of a text or a department, or a line that ends like a
    document's title, counts as a headline; an equal paragraph or list item is never touched.

    >>> from .draft import edited, first_draft
    >>> text = "春灌情况通报\\n正文一。\\n春灌情况通报\\n正文二。"
    >>> edited(text, (item for item in repeated_headline(first_draft(text)) if isinstance(item, Edit)))
    '春灌情况通报\\n正文一。\\n\\n正文二。'
    """
    again = repeats(draft)
    titles = _page_titles(draft)
    for line in draft.lines:
        if line.start in titles:
            yield from dropped(line, "repeated-headline")
        elif line.start in again and not draft.mark(line):
            yield Mark(line.start, "picture")
            yield Edit(line.start, line.end, "", "repeated-headline")


def alone(draft: Draft, index: int) -> bool:
    """In Markdown a line inside a paragraph, or right under a heading, is no alt text and no caption."""
    lines = draft.lines
    if not draft.markdown:
        return True
    if index and lines[index - 1].text.startswith("##"):
        return False
    return (not index or lines[index].blanks > 0) and (index + 1 == len(lines) or lines[index + 1].blanks > 0)
