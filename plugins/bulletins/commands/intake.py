"""Reports on their way in: found, read, refused when they hold what may not be published, normalised."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .. import workspace
from ..check import find_in_name, find_personal_data
from ..departments import Registry
from ..model import Normalised, Report
from ..normalise import normalise, unaccounted
from ..problems import Problem, Refusal, visible
from .console import Console


def expanded(reports: list[str], console: Console) -> list[tuple[Path, str]]:
    """Every report as (path, path as given): a folder gives all its documents, and says what it passes over."""
    pairs: list[tuple[Path, str]] = []
    for given in reports:
        path = Path(given)
        if not path.is_dir():
            pairs.append((path, given))
            continue
        documents, others = workspace.expand(path)
        pairs += [(document, str(document)) for document in documents]
        for other in others:
            console.note(f"{visible(str(other))}: 不是报告，没有读")
        if not documents:
            console.refuse([Problem(given, 0, "文件夹里没有报告", "检查路径；报告是 .txt、.md、.html、.docx", "file")])
    return pairs


def read_and_normalise(
    path: Path, shown: str, registry: Registry, title: str | None, department: str | None, date: datetime | None
) -> tuple[Report, Normalised]:
    """One report, read, checked for personal data, normalised and accounted for; Refusal when any of it fails."""
    report = workspace.open_report(path, shown)
    personal = [
        Problem(shown, 0, f"文件名或标题里有{kind}：{masked}", "换一个名字", "personal-data")
        for name in (path.name, title or "")
        for _, kind, masked in find_in_name(name)
    ]
    personal += [
        Problem(shown, line, f"有{kind}：{masked}", "个人信息不能公开，请先在原始报告里遮盖", "personal-data")
        for line, kind, masked in find_personal_data(report.text)
    ]
    if personal:
        raise Refusal(personal)
    result = normalise(report, registry, title=title, department=department, date=date)
    lost = unaccounted(report, result)
    if lost:
        hint = "没有写任何文件；请把这份报告发给维护者"
        raise Refusal([Problem(shown, 0, f"规范化后对不上：{what}", hint, "unaccounted") for what in lost])
    return report, result
