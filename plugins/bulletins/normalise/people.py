"""Names of people and of offices, as a page signs with them."""

from __future__ import annotations

import re

from .wordlists import HAN, alternatives, table

_WORDS = table("people")
_PERSON = (
    rf"(?!(?:{alternatives(_WORDS['no_names'])}))(?:(?:{alternatives(_WORDS['double_surnames'])})[{HAN}]{{1,2}}"
    rf"|[{_WORDS['surnames']}](?:[{HAN}]{{1,2}}|\s[{HAN}])(?![{HAN}]))"
)
# A look behind has one width for each word.
_NO_OFFICE = "".join(f"(?<!{word})" for word in _WORDS["no_offices"])
_ENDS = alternatives(_WORDS["offices"])
_OFFICE = rf"(?![全各本该每我])[{HAN}]{{1,16}}(?:{_ENDS})(?![{HAN}]){_NO_OFFICE}"
# One to four of them: 小方; 方圆、李一; 市场科.
PEOPLE = rf"(?:{_PERSON}|{_OFFICE})(?:[、\s](?:{_PERSON}|{_OFFICE})){{0,3}}"
_PEOPLE = re.compile(PEOPLE)


def names_people(text: str) -> bool:
    """Whether words are the names of people or offices and nothing else.

    >>> names_people("方圆、李一"), names_people("市水务局"), names_people("河水、雨水"), names_people("严格")
    (True, True, False, False)
    """
    return _PEOPLE.fullmatch(text) is not None
