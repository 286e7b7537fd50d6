"""What building a site costs: all of it, with nothing changed, with one post changed, with one post added.

``python tests/bench/site_bench.py --sizes 1000 10000`` writes invented posts and builds them in processes of their own.
CPU seconds, not wall-clock: the machine may be busy. Beside it, in the same run, a bare Pelican with its default theme
builds the same posts: the yardstick for what a static site of that size costs at all. Growth is CPU time per post
against the smallest size; peak memory is that of the largest single process.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).parents[2]
BUREAUS = ("水务", "教育", "民政", "财政", "商务", "审计", "统计", "交通", "应急", "林草", "医保", "信访")
PLACES = ("映川区", "霜桥县", "柳堤镇", "望云街道", "石坝乡", "北河村", "东塘社区", "南岭县")
EVENTS = ("汛期值守", "春耕备耕", "校园安全", "道路养护", "垃圾分类", "供暖保障", "医保经办", "就业服务")
THINGS = (("排水泵", "台"), ("棉被", "床"), ("隐患点", "处"), ("志愿者", "人次"), ("种子", "吨"), ("路灯", "盏"))
# A child of its own measures what it waited for: its process, and the children of that.
MEASURE = """import json, resource, subprocess, sys
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss, done.returncode, (done.stdout + done.stderr)[-400:]]))
"""


@dataclass(frozen=True)
class Cost:
    """CPU seconds, and the peak memory of the largest process in megabytes."""

    seconds: float
    memory: float


def write_posts(content: Path, number: int) -> None:
    """A content folder of invented posts, the same for the same number."""
    chance = random.Random(7)
    rows = [
        f"- {{name: 云溪市{name}局, short: 市{name}局, slug: bureau-{place}, kind: 政府部门}}\n"
        for place, name in enumerate(BUREAUS)
    ]
    (content / "pages").mkdir(parents=True)
    (content / "departments.yaml").write_text("departments:\n" + "".join(rows), "utf-8")
    for place in range(number):
        year = chance.randint(2018, 2025)
        folder = content / "posts" / str(year)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"b{place:06d}.md").write_text(post(chance, year, place), "utf-8")


def post(chance: random.Random, year: int, place: int) -> str:
    """One post with its front matter."""
    event, where = chance.choice(EVENTS), chance.choice(PLACES)
    day = f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}"
    head = f"title: {where}{event}情况（第{place}期）\ndate: {day}\n"
    head += f"department: 云溪市{chance.choice(BUREAUS)}局\nslug: b{place:06d}\ncolumn: 工作动态\ntopics: [{event}]\n"
    sections = [f"## {mark}、{chance.choice(EVENTS)}\n\n{paragraph(chance)}\n" for mark in "一二三四五"]
    return f"---\n{head}---\n\n{where}就{event}作出安排。\n\n" + "\n".join(sections)


def paragraph(chance: random.Random) -> str:
    """Five sentences, most of them with figures."""
    said = []
    for _ in range(5):
        thing, unit = chance.choice(THINGS)
        said.append(
            f"{chance.choice(PLACES)}围绕{chance.choice(EVENTS)}共调配{thing}{chance.randint(2, 9000)}{unit}，"
            f"会同市{chance.choice(BUREAUS)}局走访群众{chance.randint(20, 900)}户。"
        )
    return "".join(said)


def measure(*command: str, cwd: Path = PROJECT) -> Cost:
    """Run a command; raises RuntimeError when it fails."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, *command], capture_output=True, text=True, cwd=cwd, env=environment, check=True
    )
    seconds, kilobytes, code, said = json.loads(done.stdout)
    if code:
        raise RuntimeError(said)
    return Cost(seconds, kilobytes / 1024)


def bare_pelican(folder: Path, content: Path) -> Cost:
    """The same posts with Pelican's default theme and settings."""
    for path in content.glob("posts/**/*.md"):
        fields = dict(line.split(": ", 1) for line in path.read_text("utf-8").split("---")[1].strip().splitlines())
        body = path.read_text("utf-8").split("---", 2)[2]
        head = f"Title: {fields['title']}\nDate: {fields['date']}\nCategory: {fields['department']}\n"
        place = folder / "bare" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"{head}Tags: {fields['topics'].strip('[]')}\nSlug: {fields['slug']}\n{body}", "utf-8")
    (folder / "bare.py").write_text('SITENAME = "bare"\nDEFAULT_LANG = "zh"\nTIMEZONE = "Asia/Shanghai"\n', "utf-8")
    options = ("-s", str(folder / "bare.py"), "-o", str(folder / "bare-output"))
    return measure(sys.executable, "-m", "pelican", str(folder / "bare"), *options, cwd=folder)


def run(folder: Path, number: int) -> dict[str, Cost]:
    """All measurements of one size."""
    content, output = folder / "content", folder / "output"
    write_posts(content, number)
    command = (sys.executable, "-m", "bulletins.cli", "build", "--content", str(content), "--output", str(output))
    costs = {"full": measure(*command), "unchanged": measure(*command)}
    middle = sorted(content.glob("posts/**/*.md"))[number // 2]
    middle.write_text(middle.read_text("utf-8").replace("作出安排", "又作出安排"), "utf-8")
    costs["one post changed"] = measure(*command)
    middle.with_name("zz.md").write_text(post(random.Random(8), int(middle.parent.name), number), "utf-8")
    costs["one post added"] = measure(*command)
    costs["bare Pelican, full"] = bare_pelican(folder, content)
    return costs


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10000])
    sizes = sorted(parser.parse_args().sizes)
    first: dict[str, Cost] = {}
    for number in sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs = run(Path(folder), number)
        first = first or costs
        yardstick = costs["bare Pelican, full"].seconds
        print(f"{number} posts")
        for name, cost in costs.items():
            growth = cost.seconds / first[name].seconds / (number / sizes[0])
            print(
                f"  {name:20} {cost.seconds:8.2f} CPU s   × {cost.seconds / yardstick:5.2f} of bare Pelican"
                f"   {cost.memory:6.0f} MB   growth per post × {growth:.2f}",
                flush=True,
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
