"""Coverage-guided bytes for decoding, titles, dates, numbers and enumerators: no exception but a Refusal.

Run by ``make fuzz`` in an environment of its own that has atheris; SECONDS says for how long.
"""

from __future__ import annotations

import os
import sys

import atheris

with atheris.instrument_imports(include=["bulletins"]):
    from bulletins.check.personal import find_personal_data
    from bulletins.markdown import escape, unescape
    from bulletins.normalise.dates import date_line, find_date
    from bulletins.normalise.enumerators import enumerator_of
    from bulletins.normalise.titles import column_of, compose_title, joined_title
    from bulletins.problems import Refusal
    from bulletins.quantities.numerals import chinese
    from bulletins.quantities.scan import candidates
    from bulletins.reading.encoding import decode, decode_unmarked

NUMERALS = "〇零一二三四五六七八九十百千万亿两点"


def one(data: bytes) -> None:
    """Every rule on one input."""
    try:
        text, _ = decode_unmarked(data) or decode(data, "a.txt")
    except Refusal:
        text = data.decode("utf-8", "replace")
    assert unescape(escape(text.replace("\n", " "))) == text.replace("\n", " ")
    for line in list(filter(None, map(str.strip, text.splitlines())))[:20]:
        date_line(line)
        enumerator_of(line)
        compose_title(line, "云溪市民政局")
        column_of(line)
        chinese("".join(NUMERALS[ord(char) % len(NUMERALS)] for char in line[:30]))
    joined_title([line for line in map(str.strip, text.splitlines()) if line][:5])
    find_date(text)
    find_personal_data(text)
    for _ in candidates(text):
        pass


def main() -> None:
    """Fuzz for SECONDS, 600 when it isn't set."""
    seconds = os.environ.get("SECONDS_EACH", "600")
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds}", "-max_len=400", "-timeout=10", *sys.argv[1:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
