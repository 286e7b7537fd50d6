"""How fast normalising is, beside a bare pass of one regular expression over the same text; and how it grows.

Run by ``make bench`` or alone. Prints; asserts nothing, since time on a shared machine is no test.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

from bulletins.departments import Registry
from bulletins.model import Report
from bulletins.normalise import RULES, normalise, unaccounted
from bulletins.normalise.applying import apply
from bulletins.normalise.desk import Desk
from bulletins.normalise.draft import first_draft, report_lines

HEAD = """云溪市春灌保障情况通报(2021年第{n}期)
发布时间:2021-03-18 来源:市水务局 浏览次数:562 字体:[大 中 小]

3月18日,市水务局就春灌保障作出安排。全市累计清淤渠道86.5公里,维修闸门43座(处),管水员215名。
"""
SECTION = """{h}是强化组织领导,压实工作责任。成立由主要负责同志任组长的专班,下设调度、工程等6个工作组,明确职责分工。
召开调度会5次,解决问题15个;群众反映的用水难点全部办结。
各县区结合实际制定实施方案,逐级签订责任书320份,,做到责任到人。其中:石桥县86份,青禾县112份,望江县122份(含乡镇)。
科学调配3座中型水库,累计供水1,260万立方米;出动队员1300余人次、车辆170余台次,清理淤泥约2700立方米.
"""
TAIL = """
云溪市春灌保障情况通报(2021年第{n}期)

干渠清淤现场

下一步将落实巡查队伍16支、288人。一是加强巡查。不留死角。二是加强调处。办结率100%。

分享到:

相关文章:
"""
REPORT = HEAD + "".join(SECTION.format(h=numeral) for numeral in "一二三四五") + TAIL
BARE = re.compile(r"[一-鿿]+|[0-9]+|[,;:()]")
ADVERSARIAL = {
    "commas": "甲,",
    "brackets": "（(",
    "blanks and tabs": " \t",
    "short lines": "甲\n",
    "enumerators": "一、甲\n",
    "inline items": "一是甲。二是乙。",
    "dashes": "—  ",
    "department names": "市水务局",
    "keys": "来源:",
    "one long line": "清淤渠道",
    "digits": "7",
    "blank lines": "\n",
    "quotes": '"甲" ',
    "dates": "2024年3月1日\n",
    "impossible dates": "2024-02-30\n",
    "tags": "<b>甲</b>",
    "entities": "&amp;甲",
    "rows": "|甲|乙|\n",
    "furniture": "分享到：\n",
    "captions": "图为甲\n",
    "office lines": "市水务局\n",
    "offices of bureaus": "县农水局办公室\n云溪县农业和水利局巡查。\n",
    "issues and columns": "第3期\n【要闻】\n",
    "names over buttons": "云溪水务\n打印\n",
    "short facts": "单位12：人员12名\n",
    "long codes": "编号000000000000000000000000000012\n",
    "contacts": "地址：甲路 电话：1\n【打印】\n",
}


def seconds(work: Callable[[], object], times: int = 3) -> float:
    """Processor time of the best of a few runs: others share the machine."""
    best = float("inf")
    for _ in range(times):
        begin = time.process_time()
        work()
        best = min(best, time.process_time() - begin)
    return best


def corpus(kilobytes: int) -> list[Report]:
    """Reports of about 3.5 KB, the size of common ones, that add up to this many KB of UTF-8."""
    reports: list[Report] = []
    size = 0
    while size < kilobytes * 1000:
        text = REPORT.format(n=len(reports))
        size += len(text.encode())
        reports.append(Report(f"{len(reports)}.txt", text))
    return reports


def throughput() -> None:
    """KB of UTF-8 a second, many short reports and one long one, with the account of every character taken."""
    registry = Registry()
    short = corpus(1000)
    long = Report("long.txt", "\n".join(line for report in short for line in report.text.splitlines()[3:]))
    for name, reports in ((f"{len(short)} reports", short), ("one report", [long])):
        size = sum(len(report.text.encode()) for report in reports) / 1000

        def whole(reports: list[Report] = reports) -> None:
            for report in reports:
                unaccounted(report, normalise(report, registry))

        ours = seconds(whole)
        bare = seconds(lambda reports=reports: [BARE.findall(report.text) for report in reports])  # type: ignore[misc]
        ratio = f"{ours / bare:.0f}×"
        print(f"{name}: {size:.0f} KB, {size / ours:.0f} KB/s; bare regex pass {size / bare:.0f} KB/s ({ratio})")


def by_rule() -> None:
    """Milliseconds of each rule over one report of 1,000 KB."""
    text = "\n".join(line for report in corpus(1000) for line in report.text.splitlines()[3:])
    starts, desk, draft = report_lines(text), Desk(Registry()), first_draft(text)
    for step, (name, rule) in enumerate(RULES):
        begin = time.process_time()
        draft, changes = apply(draft, name, step, rule(draft, desk), starts)
        print(f"  {name:20} {1000 * (time.process_time() - begin):7.1f} ms  {len(changes)} changes")


def growth() -> None:
    """Time at 1, 10, 100 and 1,000 KB of lines made to be slow; linear growth is tenfold from column to column."""
    for name, piece in ADVERSARIAL.items():
        row = []
        for kilobytes in (1, 10, 100, 1000):
            text = piece * max(1, kilobytes * 1000 // len(piece.encode()))
            report = Report("a.txt", text)
            row.append(seconds(lambda report=report: normalise(report, Registry()), times=1))  # type: ignore[misc]
        print(f"{name:18} " + "  ".join(f"{1000 * value:9.1f} ms" for value in row))


if __name__ == "__main__":
    throughput()
    if "--rules" in sys.argv:
        by_rule()
    growth()
