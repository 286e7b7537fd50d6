"""What ``normalise`` and ``import`` say besides paths: what an editor has to decide, and what comes next."""

from __future__ import annotations

from pathlib import Path

from ..model import Bulletin, Normalised
from .console import Console


def notes(shown: str, result: Normalised, console: Console) -> None:
    """Say what an editor has to decide or look at: unknown departments with their evidence, suspected slips."""
    for proposal in result.proposals:
        evidence = "；".join(f"第 {line} 行“{words}”" for line, words in proposal.evidence[:3])
        candidates = f"；可能是：{'、'.join(proposal.candidates)}" if proposal.candidates else ""
        also = f"（又作 {'、'.join(proposal.aliases)}）" if proposal.aliases else ""
        console.note(f"{shown}: 部门名录里没有的部门：{proposal.name}{also}，依据：{evidence}{candidates}")
    for number, words in result.impossible:
        hint = "查清是哪一天，用 --date 写明，或改正稿件的 date"
        console.note(f"{shown}:{number}: [date] 报告写明的日期“{words}”日历上没有，没有采用 — {hint}")
    for number, words in result.suspicions:
        console.note(f"{shown}:{number}: [suspicion] {words} — 原文照录，请核对")


def closing(written: int, same: int, waiting: int, imported: bool, console: Console) -> None:
    """Say what was done, also where it was nothing, and what an editor does next."""
    if not (written or same or waiting):
        return
    done = [f"写了 {written} 篇稿件" if written else "没有改动任何稿件"]
    done += [f"{same} 篇和上次一样，没有变化"] if same else []
    done += [f"{waiting} 篇的新文字写在旁边，等您取舍"] if waiting else []
    after = "。接着：打开上面的稿件，对照报告核对，再运行 make check" if imported and written else ""
    console.note("，".join(done) + after)


def as_json(result: Normalised, named: tuple[Bulletin, ...], places: list[Path]) -> dict[str, object]:
    """What ``--json`` prints of one report."""
    return {
        "bulletins": [
            {
                "title": bulletin.title,
                "title_basis": str(bulletin.basis_of("title")),
                "department": bulletin.departments[0] if len(bulletin.departments) == 1 else list(bulletin.departments),
                "department_basis": str(bulletin.basis_of("department")),
                "date": bulletin.date.strftime("%Y-%m-%d") if bulletin.date else None,
                "date_basis": str(bulletin.basis_of("date")),
                "series": bulletin.series or None,
                "sections": [{"level": s.level, "heading": s.heading} for s in bulletin.sections if s.heading],
                "path": str(place),
            }
            for bulletin, place in zip(named, places, strict=True)
        ],
        "dropped": list(result.dropped),
        "captions": list(result.captions),
        "proposals": [
            {"name": p.name, "aliases": list(p.aliases), "evidence": [list(pair) for pair in p.evidence]}
            for p in result.proposals
        ],
    }
