"""``bulletins build`` and ``rollback``: the site, swapped in whole or not at all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from .. import workspace
from ..problems import visible
from ..site.build import BuildFailure, build, rollback
from ..site.tree import scan
from .console import Console

STAGES = {
    "waiting": "另一次生成还没有结束，正在等它",
    "posts": "读稿件",
    "pages": "生成页面",
    "check": "核对生成的页面",
    "publish": "换上新站",
}


def run(content: Path, output: Path, settings: Path | None, full: bool, console: Console) -> int:
    """Build ``content`` into ``output``; what stood there stays when anything is wrong. Returns the exit code."""
    last = ""

    def tell(stage: str, done: int, of: int) -> None:
        nonlocal last
        steps = max(of // 10, 50)
        if of and done % steps and done != of:
            return
        words = STAGES.get(stage, stage) + (f" {done}/{of}" if of else "")
        if words != last:
            console.note(f"… {words}")
        last = words

    try:
        result = build(content, output, full=full, report=tell, settings=settings)
    except BuildFailure as failure:
        console.note(visible(str(failure)))
        return 1
    for remark in scan(content).remarks:
        console.note(str(remark))
    drafts = f"，{result.drafts} 份草稿未发布" if result.drafts else ""
    changed = result.files - result.unchanged
    console.say(
        f"{visible(str(output))}: {result.bulletins} 篇公报{drafts}，{result.files} 个文件，其中 {changed} 个有变化"
    )
    return 0


def undo(output: Path, console: Console) -> int:
    """Serve the release before this one again. Returns the exit code."""
    try:
        left, built = rollback(output)
    except BuildFailure as failure:
        console.note(visible(str(failure)))
        return 1
    when = datetime.fromtimestamp(built, workspace.BEIJING)
    day = f"{when.year}年{when.month}月{when.day}日 {when:%H:%M}（北京时间）"
    console.say(f"{visible(str(output))}: 已换回 {day}建好的网站；还能再退 {left} 次。要用新的，改好以后运行 make site")
    return 0
