"""Kills, faults and foreign folders: what is served is the old site or the new one, whole, and never anything else."""

from __future__ import annotations

import os
import random
import re
import resource
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from sites import COMMAND, PROJECT, add_post, build, fresh_content, tree

from bulletins.site.build import rollback

SETTINGS = f"""import sys
sys.path.insert(0, {str(PROJECT)!r})
from pelicanconf import *
THEME = {str(PROJECT / "themes/gazette")!r}
PLUGIN_PATHS = [{str(PROJECT / "plugins")!r}, "."]
"""


def stamps(folder: Path) -> dict[str, tuple[int, int]]:
    """Inode and time stamp of every file."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            status = path.stat()
            found[path.relative_to(folder).as_posix()] = (status.st_ino, status.st_mtime_ns)
    return found


def built(content: Path, output: Path, *options: str, **environment: str) -> dict[str, str]:
    """Build, which must succeed; the tree."""
    done = build(content, output, *options, **environment)
    assert done.returncode == 0, done.stderr
    return tree(output)


def pelican(content: Path, output: Path) -> subprocess.CompletedProcess[str]:
    """Build with plain Pelican, as its own documentation says."""
    options = ["-s", "pelicanconf.py", "-o", str(output), "--fatal", "errors"]
    return subprocess.run(
        [sys.executable, "-m", "pelican", str(content), *options],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_second_build_writes_nothing_anew(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = built(content, output)
    before = stamps(output)
    assert built(content, output) == first
    assert stamps(output) == before


def test_one_changed_post_leaves_other_bulletins_untouched(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(content, output)
    before = stamps(output)
    path = content / "posts/2024/xiao-che-2.md"
    path.write_text(path.read_text("utf-8").replace("1320户", "1321户"), "utf-8")
    after_tree = built(content, output)
    after = stamps(output)
    changed = {name for name in after if before.get(name) != after[name]}
    assert "bulletins/2024/xiao-che-2/index.html" in changed
    assert not {name for name in changed if name.startswith(("bulletins/2024/lian-he", "bulletins/2023", "theme/"))}
    assert after_tree == built(content, tmp_path / "full", "--full")


def test_a_removed_post_leaves_nothing_behind(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(content, output)
    (content / "posts/2024/lian-he.md").unlink()
    assert built(content, output) == built(content, tmp_path / "full", "--full")
    assert not (output / "departments/shuiwu-tax").exists()


def test_a_file_that_someone_edited_is_written_anew(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = built(content, output)
    page = output / "index.html"
    page.write_text(page.read_text("utf-8") + "<!-- -->", "utf-8")
    assert built(content, output) == first


def test_the_same_bytes_anywhere(content: Path, tmp_path: Path) -> None:
    first = built(content, tmp_path / "output", LC_ALL="C", TZ="America/New_York", PYTHONHASHSEED="1")
    elsewhere = fresh_content(tmp_path / "another place" / "内容")
    second = built(elsewhere, tmp_path / "另一个", "--full", LC_ALL="C.UTF-8", TZ="Asia/Tokyo", PYTHONHASHSEED="2")
    assert second == first


def test_plain_pelican_builds_the_same_site(content: Path, tmp_path: Path) -> None:
    done = pelican(content, tmp_path / "plain")
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "plain") == built(content, tmp_path / "output")


def test_plain_pelican_stops_at_a_bad_post(content: Path, tmp_path: Path) -> None:
    path = add_post(content, "bad", "正文")
    path.write_text(path.read_text("utf-8").replace("2024-05-06", "2024-02-30"), "utf-8")
    done = pelican(content, tmp_path / "plain")
    assert done.returncode == 1
    assert "2024-02-30" in done.stdout + done.stderr


def test_kills_leave_the_old_site_or_the_new_one(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    old = built(content, output)
    add_post(content, "new", "新稿件，共8件。")
    new = built(content, tmp_path / "reference", "--full")
    chance = random.Random(8)
    for _ in range(8):
        child = subprocess.Popen(
            [*COMMAND, "build", "--content", str(content), "--output", str(output)],
            cwd=PROJECT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(chance.uniform(0.05, 2.0))
        child.send_signal(chance.choice([signal.SIGKILL, signal.SIGTERM]))
        child.wait()
        assert tree(output) in (old, new)
    assert built(content, output) == new
    names = {path.name for path in (tmp_path / ".output-releases").iterdir()}
    assert not names & {"building", "leaving", "aside"}


def test_a_reader_meets_no_gap(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    built(content, output)
    gaps: list[str] = []
    reads = 0
    stop = threading.Event()

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            try:
                (output / "index.html").read_bytes()
                (output / "bulletins/2024/fang-xun/index.html").read_bytes()
                reads += 1
            except OSError as error:
                gaps.append(str(error))

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(2):
        add_post(content, f"new-{number}", "新稿件")
        built(content, output)
    stop.set()
    reader.join()
    assert gaps == []
    assert reads > 100


def test_two_builds_at_once_queue(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    command = [*COMMAND, "build", "--content", str(content), "--output", str(output)]
    both = [subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    words = [child.communicate(timeout=120)[1] for child in both]
    assert [child.returncode for child in both] == [0, 0], words
    assert tree(output) == built(content, tmp_path / "full", "--full")


@pytest.mark.parametrize("where", ["content", "content/output", ".", "foreign", "link", "file"])
def test_a_folder_that_is_not_ours_is_refused(content: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "foreign").mkdir()
    (tmp_path / "foreign" / "mine.txt").write_text("mine", "utf-8")
    (tmp_path / "target").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "target")
    (tmp_path / "file").write_text("x", "utf-8")
    before = tree(tmp_path)
    done = build(content, tmp_path / where)
    assert done.returncode == 1
    assert "[output]" in done.stderr
    assert tree(tmp_path) == before


def test_a_site_is_built_in_a_home(content: Path, tmp_path: Path) -> None:
    built(content, tmp_path / "project/output", HOME=str(tmp_path))
    done = build(content, tmp_path, HOME=str(tmp_path))
    assert done.returncode == 1
    assert "[output]" in done.stderr


def test_a_build_that_warns_at_length_ends(content: Path, tmp_path: Path) -> None:
    settings = tmp_path / "conf.py"
    settings.write_text(SETTINGS + "import sys; sys.stderr.write('提醒\\n' * 100_000)\n", "utf-8")
    built(content, tmp_path / "output", "--settings", str(settings))
    assert (tmp_path / "output" / "index.html").is_file()


def test_notes_of_another_shape_are_passed_over(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = built(content, output)
    notes = sorted((tmp_path / ".output-releases").glob("*.json"))
    assert {note.name for note in notes} == {"inputs.json", "manifest.json"}
    for note in notes:
        note.write_text("[1]", "utf-8")
    assert built(content, output) == first


def test_a_closed_stream_is_no_fault(content: Path, tmp_path: Path) -> None:
    words = shlex.join([*COMMAND, "build", "--content", str(content), "--output", str(tmp_path / "output")])
    done = subprocess.run(["sh", "-c", f"{words} >&-"], cwd=PROJECT, capture_output=True, timeout=120, check=False)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_fault_in_a_plugin_ends_in_one_line(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    settings = tmp_path / "conf.py"
    settings.write_text(SETTINGS, "utf-8")
    first = built(content, output, "--settings", str(settings))
    for number, code in enumerate(
        [
            "def register():\n    raise ValueError('坏在登记')\n",
            "from pelican import signals\ndef f(g):\n    raise KeyError('坏在中途')\n"
            "def register():\n    signals.article_generator_finalized.connect(f)\n",
            "import nothing_like_this\n",
            "import logging\ndef register():\n    logging.getLogger('x').error('只记了一笔错')\n",
        ]
    ):
        (tmp_path / f"bad{number}.py").write_text(code, "utf-8")
        settings.write_text(SETTINGS + f"PLUGINS = ['bulletins.site', 'bad{number}']\n", "utf-8")
        done = build(content, output, "--settings", str(settings))
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "生成中断" in done.stderr.splitlines()[-1]
        assert tree(output) == first


def test_a_full_disk_ends_in_one_line(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    first = built(content, output)
    add_post(content, "new", "新稿件")
    done = subprocess.run(
        [*COMMAND, "build", "--content", str(content), "--output", str(output), "--full"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000)),
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "旧站没有动" in done.stderr.splitlines()[-1]
    assert tree(output) == first


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_place_is_refused(content: Path, tmp_path: Path) -> None:
    place = tmp_path / "fixed"
    place.mkdir(mode=0o555)
    done = build(content, place / "output")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


def test_rollback_serves_the_former_release(content: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    trees = [built(content, output)]
    for number in range(2):
        add_post(content, f"new-{number}", "新稿件")
        trees.append(built(content, output))
    rollback(output)
    assert tree(output) == trees[1]
    rollback(output)
    assert tree(output) == trees[0]
    assert built(content, output) == trees[2]


UNSHARE = ["unshare", "--user", "--map-root-user", "--net"]


def has_namespaces() -> bool:
    """Whether this machine lets us make a network namespace."""
    return (
        bool(shutil.which("unshare"))
        and not subprocess.run([*UNSHARE, "true"], capture_output=True, check=False).returncode
    )


@pytest.mark.skipif(not has_namespaces(), reason="this machine allows no network namespace (unshare)")
def test_a_build_needs_no_network(content: Path, tmp_path: Path) -> None:
    command = [*COMMAND, "build", "--content", str(content), "--output", str(tmp_path / "alone")]
    done = subprocess.run([*UNSHARE, *command], cwd=PROJECT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert tree(tmp_path / "alone") == built(content, tmp_path / "output")


def test_neither_umask_nor_clock_changes_a_byte_or_who_may_read(content: Path, tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        narrow = built(content, tmp_path / "narrow")
    finally:
        os.umask(before)
    for path in content.rglob("*"):
        os.utime(path, (0, 0))
    assert built(content, tmp_path / "wide", "--full") == narrow
    for folder in ("narrow", "wide"):
        modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (tmp_path / folder).rglob("*")}
        assert modes == {(True, 0o755), (False, 0o644)}


@pytest.mark.parametrize("room", [100_000, 400_000, 900_000])
def test_a_full_disk_is_no_new_site(content: Path, tmp_path: Path, room: int) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine lets us mount nothing")
    try:
        fill = place / "fill"
        fill.write_bytes(bytes(3_000_000 - room))
        done = build(content, place / "output")
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert re.search("写满了.*旧站没有动", done.stderr.splitlines()[-1])
        assert not (place / "output").exists()
    finally:
        subprocess.run(["umount", str(place)], check=False)
