"""The ledger in words that an editor understands."""

from __future__ import annotations

from collections import defaultdict

from ..model import Basis, Change, Normalised
from .wordlists import table

_SHOWN = 12
_LONGEST = 30


def explain(normalised: Normalised) -> tuple[str, ...]:
    """One line for each kind of change, with its places; then what was inferred, proposed and suspected.

    >>> explain(Normalised((), (Change("half-width-marks", 0, 1, 2, ",", "，", 3, 2),)))
    ('半角标点改为全角：“,”→“，”，共 1 处，第 3 行',)
    """
    words = table("rules")
    grouped: dict[tuple[str, str, str, str], list[Change]] = defaultdict(list)
    for change in normalised.ledger:
        grouped[_key(change)].append(change)
    lines = [_line(words, key, changes) for key, changes in grouped.items()]
    for bulletin in normalised.bulletins:
        for name, basis in bulletin.basis:
            if basis.inferred:
                lines.append(f"待核实：《{bulletin.title}》的{words['fields'][name]}{words['basis'][basis.value]}")
    for proposal in normalised.proposals:
        evidence = "；".join(f"第 {line} 行“{_short(text)}”" for line, text in proposal.evidence)
        other = f"，又作{'、'.join(proposal.aliases)}" if proposal.aliases else ""
        among = f"，部门名录里可能是{'、'.join(proposal.candidates)}" if proposal.candidates else ""
        lines.append(f"部门名录里没有的部门：{proposal.name}{other}（{evidence}{among}）")
    lines += [f"写明的日期日历上没有，没有采用：第 {line} 行“{words}”" for line, words in normalised.impossible]
    lines += [f"疑似笔误，未改动：第 {line} 行，{what}" for line, what in normalised.suspicions]
    return tuple(lines)


def _key(change: Change) -> tuple[str, str, str, str]:
    blank = not (change.before.strip() or change.after.strip())
    if change.note or blank or len(change.before) + len(change.after) > _LONGEST:
        return change.rule, change.note, "", ""
    return change.rule, "", change.before, change.after


def _line(words: dict[str, dict[str, str]], key: tuple[str, str, str, str], changes: list[Change]) -> str:
    rule, note, before, after = key
    name = words["rules"][rule]
    if note:
        shown = "；".join(f"第 {change.line} 行“{_short(change.before)}”" for change in changes[:_SHOWN])
        more = f"，等 {len(changes)} 处" if len(changes) > _SHOWN else ""
        return f"{name}（{words['notes'][note]}）：{shown}{more}"
    places = list(dict.fromkeys(change.line for change in changes))
    shown = "、".join(str(place) for place in places[:_SHOWN]) + ("…" if len(places) > _SHOWN else "")
    what = f"“{_short(before)}”→{f'“{_short(after)}”' if after else '删去'}，" if before else ""
    return f"{name}：{what}共 {len(changes)} 处，第 {shown} 行"


def _short(text: str) -> str:
    plain = text.replace("\n", "⏎").replace("\t", "⇥").replace("\ufeff", "U+FEFF").replace("\u200b", "U+200B")
    return plain if len(plain) <= _LONGEST else plain[:_LONGEST] + "…"


def basis_words(basis: Basis) -> str:
    """How a basis reads to an editor.

    >>> basis_words(Basis.COMPOSED)
    '由正文拟定，原文没有写明'
    """
    return str(table("rules")["basis"][basis.value])
