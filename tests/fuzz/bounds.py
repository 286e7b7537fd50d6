"""Time and memory of every command on the largest inputs of every kind. Run by ``make fuzz``.

What stands in LEAST is measured, or with ``--all`` everything of ``large.py``.
An input that is accepted may take 10 s of processor time and 600 MB; one that is refused must be so within the same
bounds. Memory is the proportional set of all processes that the command started, looked at every 50 ms, or the
largest resident set of one of them, whichever is more.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import large
from sites import COMMAND, PROJECT

MOST_SECONDS, MOST_MB = 10.0, 600.0
PATIENCE = 120
REGISTRY = "departments:\n- {name: 云溪市民政局, slug: minzheng}\n- {name: 云溪市教育局, slug: jiaoyu}\n"
STATED = ["--department", "云溪市民政局", "--date", "2024-05-06"]
FRONT = "title: 样本\ndate: 2024-05-06\ndepartment: 云溪市民政局\nslug: a\n"


# The inputs of each kind that were slowest or largest when all were measured, and one of each construct.
LEAST = {
    "report": (
        *("real text, 1 MB", "lines of the sample, 1 MB", "real text", "one giant line of sentences", "short lines"),
        *(
            "lines of one character",
            "figures with units and commas",
            "grouped digits",
            "department names",
            "enumerators",
        ),
        *("nested brackets", "entity starts", "rare Chinese", "titles as lines", "rows of tabs", "compendium"),
        *("numbered headings", "table, 10,000 rows"),
    ),
    "post": (
        *("real text", "[", "<![", "&", "* a", "quotes", "nested lists", "links", "headings", "bar lines", "captions"),
        *("paragraphs", "lines", "figures at their cap", "table, 10,000 rows", "100,000 links", "breakdown"),
    ),
    "front": ("topics again and again", "corrections", "highlights", "nested lists", "alias bomb", "many departments"),
    "registry": ("5,000 departments", "100,000 departments", "5 aliases each", "unlike regions"),
    "word": (
        *("running text", "table, many rows", "nested tables, 60", "one paragraph of runs", "numbered paragraphs"),
        *("many notes", "tracked changes", "entity bomb"),
    ),
    "html": (
        "paragraphs",
        "nested spans",
        "table rows",
        "spans of rows and columns",
        "entities",
        "line breaks",
        "data pictures",
    ),
}


@dataclass(frozen=True)
class Measured:
    """What one command took, and how it ended."""

    kind: str
    name: str
    command: str
    seconds: float
    megabytes: float
    ended: str

    @property
    def within(self) -> bool:
        return self.seconds <= MOST_SECONDS and self.megabytes <= MOST_MB and self.ended in {"done", "refused"}


def proportional(pid: int) -> float:
    """MB of a process and all below it."""
    total = 0
    with suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            total += int(proportional(int(child)) * 1000)
    return total / 1000


def measure(kind: str, name: str, arguments: list[str], place: Path, until: str = "") -> Measured:
    """Run one command, to its end or until it has said ``until``; it is then asked to end, as by Ctrl+C."""
    noted, spoken = place / "noted", place / "spoken"
    with noted.open("wb") as stderr, spoken.open("wb") if until else open(os.devnull, "wb") as stdout:  # noqa: PTH123
        process = subprocess.Popen(
            [*COMMAND, *arguments], cwd=PROJECT, stdout=stdout, stderr=stderr, start_new_session=True
        )
        peak, over = [0.0], threading.Event()

        def watch() -> None:
            end = time.monotonic() + PATIENCE
            said = not until
            while not over.wait(0.05):
                peak[0] = max(peak[0], proportional(process.pid))
                if not said and any(until in path.read_text("utf-8", "replace") for path in (noted, spoken)):
                    said = True
                    process.send_signal(signal.SIGINT)
                if time.monotonic() > end:
                    with suppress(ProcessLookupError):
                        os.killpg(process.pid, 9)

        watcher = threading.Thread(target=watch)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        over.set()
        watcher.join()
    process.returncode = os.waitstatus_to_exitcode(status)
    said = noted.read_text("utf-8", "replace")
    if "Traceback" in said or process.returncode not in ((0, 130) if until else (0, 1)):
        ended = f"CRASH {process.returncode} {said[-300:]}"
    else:
        ended = "refused" if process.returncode == 1 else "done"
    if ended == "refused" and os.environ.get("WORDS"):
        print("   ", said[:200].replace("\n", " / "), file=sys.stderr)
    megabytes = max(peak[0], usage.ru_maxrss / 1000)
    return Measured(kind, name, arguments[0], usage.ru_utime + usage.ru_stime, megabytes, ended)


def line_of(row: Measured) -> str:
    """A row of the table."""
    ended = row.ended.replace("\n", " / ")
    return f"{row.kind:9}{row.command:11}{row.seconds:7.1f} s {row.megabytes:6.0f} MB  {ended:8} {row.name}"


def fresh(place: Path, registry: str = REGISTRY) -> Path:
    """An empty content folder. What stood before is left until the end: a file system makes new files slowly for a
    while after many were deleted."""
    content = Path(tempfile.mkdtemp(dir=place)) / "content"
    (content / "posts").mkdir(parents=True)
    (content / "departments.yaml").write_text(registry, "utf-8")
    return content


def site_commands(content: Path) -> Iterator[list[str]]:
    """What reads a content folder."""
    yield ["check", "--content", str(content)]
    yield ["build", "--content", str(content), "--output", str(content.parent / "output")]


def of_report(kind: str, name: str, data: bytes, ending: str, place: Path) -> Iterator[Measured]:
    """A report: normalised and counted; then what it became is checked and built."""
    content = fresh(place)
    report = place / f"a{ending}"
    report.write_bytes(data)
    here = ["--content", str(content)]
    yield measure(kind, name, ["normalise", str(report), "--into", str(content / "posts"), *STATED], place)
    if list((content / "posts").rglob("*.md")):
        for command in site_commands(content):
            yield measure(kind, name, command, place)
    yield measure(kind, name, ["quantities", *here, "--json", str(report)], place)


def of_post(kind: str, name: str, text: str, place: Path) -> Iterator[Measured]:
    """A post."""
    content = fresh(place)
    post = content / "posts" / "a.md"
    post.write_text(text, "utf-8")
    for command in site_commands(content):
        yield measure(kind, name, command, place)
    yield measure(kind, name, ["quantities", "--content", str(content), "--json", str(post)], place)
    yield measure(kind, name, ["normalise", "--into", str(content / "posts"), str(post)], place)


def of_registry(name: str, registry: str, place: Path) -> Iterator[Measured]:
    """A registry, with a report and a post."""
    content = fresh(place, registry)
    (content / "posts" / "a.md").write_text(f"---\n{FRONT}---\n\n云溪市民政局走访8户。\n", "utf-8")
    report = place / "a.txt"
    report.write_text(large.HEAD + large.real_report(20_000) + large.END, "utf-8")
    for command in site_commands(content):
        yield measure("registry", name, command, place)
    yield measure("registry", name, ["normalise", str(report), "--into", str(content / "posts")], place)
    options = ["--title", "新", "--department", "云溪市教育厅", "--date", "2024-05-06"]
    yield measure("registry", name, ["new", "--content", str(content), *options], place)


def of_file(name: str, path: str, data: bytes, place: Path) -> Iterator[Measured]:
    """An attachment or picture."""
    content = fresh(place)
    (content / path).parent.mkdir()
    (content / path).write_bytes(data)
    (content / "posts" / "a.md").write_text(f"---\n{FRONT}---\n\n[附件]({path})\n", "utf-8")
    for command in site_commands(content):
        yield measure("file", name, command, place)


def of_whole_road(place: Path) -> Iterator[Measured]:
    """A megabyte on every other road: taken in, built twice, shown while it is edited, taken back."""
    for name, body in large.dense_bodies().items():
        content = fresh(place)
        report = place / "a.txt"
        report.write_text(large.HEAD + body(large.LONGEST_REPORT) + large.END, "utf-8")
        yield measure("road", name, ["import", "--content", str(content), *STATED, str(report)], place)
        (post,) = (content / "posts").rglob("*.md")
        for _ in range(2):
            yield measure("road", name, list(site_commands(content))[1], place)
            post.write_text(post.read_text("utf-8").replace("转移", "安置", 1), "utf-8")
        yield measure("road", name, ["rollback", "--output", str(content.parent / "output")], place)
        shown = ["--content", str(content), "--output", str(content.parent / "shown"), "--port", "0"]
        yield measure("road", name, ["preview", *shown], place, until="http://")


def of_many(place: Path) -> Iterator[Measured]:
    """Ten thousand files at once."""
    content = fresh(place)
    for folder, ending in (("files", "csv"), ("images", "png"), ("pages", "md"), ("other", "txt")):
        (content / folder).mkdir()
        for number in range(2_500):
            words = large.png() if ending == "png" else f"---\ntitle: 页{number}\nslug: p{number}\n---\n\n字\n".encode()
            (content / folder / f"{number}.{ending}").write_bytes(words)
    (content / "posts" / "a.md").write_text(f"---\n{FRONT}---\n\n字\n", "utf-8")
    for command in site_commands(content):
        yield measure("file", "10,000 files", command, place)


def everything(place: Path) -> Iterator[tuple[str, str, Callable[[], Iterator[Measured]]]]:
    """(kind, name, measuring) of every input."""
    for name, body in large.report_bodies().items():
        yield (
            "report",
            name,
            lambda body=body, name=name: of_report(
                "report", name, (large.HEAD + body(large.LONGEST_REPORT) + large.END).encode(), ".txt", place
            ),
        )
    for name, body in large.post_bodies().items():
        yield (
            "post",
            name,
            lambda body=body, name=name: of_post(
                "post", name, f"---\n{FRONT}---\n\n" + body(large.LONGEST_POST), place
            ),
        )
    for name, front in large.fronts().items():
        yield (
            "front",
            name,
            lambda front=front, name=name: of_post("front", name, f"---\n{FRONT}{front}\n---\n\n正文。\n", place),
        )
    for name, registry in large.registries().items():
        yield "registry", name, lambda registry=registry, name=name: of_registry(name, registry, place)
    for name, make in large.words_files().items():
        yield "word", name, lambda make=make, name=name: of_report("word", name, make(), ".docx", place)
    for name, page in large.web_pages().items():
        yield "html", name, lambda page=page, name=name: of_report("html", name, page().encode(), ".html", place)
    for name, (path, data) in large.attachments().items():
        yield "file", name, lambda path=path, data=data, name=name: of_file(name, path, data(), place)
    yield "file", "10,000 files", lambda: of_many(place)
    yield "road", "dense", lambda: of_whole_road(place)


def main() -> int:
    """Measure; the exit code is 1 when something is beyond the bounds."""
    parser = argparse.ArgumentParser()
    parser.add_argument(
        "kinds", nargs="*", help="report post front registry word html file road; or kind:part of a name"
    )
    parser.add_argument("--all", action="store_true", help="every input; takes an hour")
    options = parser.parse_args()
    wanted = options.kinds
    beyond, rows = 0, 0
    worst: dict[tuple[str, str], Measured] = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, name, measuring in everything(Path(folder)):
            if wanted and not any(kind == word.partition(":")[0] and word.partition(":")[2] in name for word in wanted):
                continue
            if not (options.all or wanted or name in LEAST.get(kind, (name,))):
                continue
            for row in measuring():
                print(line_of(row) + ("" if row.within else "   <<<"), flush=True)
                beyond += not row.within
                rows += 1
                key = row.kind, row.command
                if key not in worst or row.seconds > worst[key].seconds:
                    worst[key] = row
    for row in worst.values():
        print(f"slowest: {line_of(row)}")
    print(f"{rows} measured, {beyond} beyond {MOST_SECONDS:.0f} s or {MOST_MB:.0f} MB")
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
