"""What is wrong with the input is said, all of it, with file and line; the old site stays."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image
from sites import COMMAND, PROJECT, add_post, build, fresh_content, read_page, tree

LINE = re.compile(r"^(?P<path>[^:]+)(?::(?P<line>\d+))?: \[(?P<rule>[a-z-]+)\] .+ — .+$")

HEAD = "title: 一篇稿件\ndate: 2024-05-06\ndepartment: 云溪市民政局\nslug: {slug}\n"
# name -> (front matter and body, rule, line)
BAD_POSTS = {
    "no-front-matter": ("正文没有信息栏\n", "front-matter", 1),
    "no-end": ("---\ntitle: 没有结束\n", "front-matter", 1),
    "bad-date": ("---\n" + HEAD.replace("2024-05-06", "2024-13-01") + "---\n正文\n", "date", 3),
    "no-date": ("---\n" + HEAD.replace("date: 2024-05-06\n", "") + "---\n正文\n", "front-matter", None),
    "unknown-department": ("---\n" + HEAD.replace("民政局", "民正局") + "---\n正文\n", "department", 4),
    "unknown-field": ("---\n" + HEAD + "save_as: ../../evil.html\n---\n正文\n", "front-matter", 6),
    "template-field": ("---\n" + HEAD + "template: evil\n---\n正文\n", "front-matter", 6),
    "lang-field": ("---\n" + HEAD + "lang: en\n---\n正文\n", "front-matter", 6),
    "url-field": ("---\n" + HEAD + "url: /evil/\n---\n正文\n", "front-matter", 6),
    "year-of-legend": ("---\n" + HEAD.replace("2024-05-06", "0099-05-06") + "---\n正文\n", "date", 3),
    "bad-slug": ("---\n" + HEAD.replace("{slug}", "../../evil") + "---\n正文\n", "slug", 5),
    "bad-source": ("---\n" + HEAD + "source: ../../etc/passwd\n---\n正文\n", "front-matter", 6),
    "bad-status": ("---\n" + HEAD + "status: hidden\n---\n正文\n", "front-matter", 6),
    "yaml-tag": ("---\n" + HEAD + "topics: !!python/object/apply:os.system [true]\n---\n正文\n", "yaml", 6),
    "yaml-bomb": ("---\n" + HEAD + "topics: &a [x, *a]\n---\n正文\n", "yaml", 6),
    "dead-link": ("---\n" + HEAD + "---\n正文[甲](../2023/mei-you.md)\n", "link", 7),
    "git-link": ("---\n" + HEAD + "---\n正文[甲](../../../.git/config)\n", "link", 7),
    "static-link": ("---\n" + HEAD + "---\n正文[甲]({static}/../.git/config)\n", "link", 7),
    "resident-id": ("---\n" + HEAD + "---\n身份证号11010519491231002X\n", "personal-data", 7),
    "zz-duplicate": ("---\n" + HEAD.replace("{slug}", "fang-xun") + "---\n正文\n", "slug", None),
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, int, bool, dict[str, tuple[str, str, str]]]:
    """One build of a folder with every bad post: stderr, exit code, old site kept, (rule, line, words) by post."""
    place = tmp_path_factory.mktemp("bad")
    content = fresh_content(place / "content")
    assert build(content, place / "output").returncode == 0
    before = tree(place / "output")
    for name, (text, _, _) in BAD_POSTS.items():
        path = content / "posts" / "2024" / f"{name}.md"
        path.write_text(text.replace("{slug}", name), "utf-8")
    (content / "posts" / "2024" / "gbk.md").write_bytes("---\ntitle: 编码\n".encode("gb18030"))
    (content / "posts" / "2024" / "binary.md").write_bytes(bytes(range(256)))
    (content / "posts" / "2024" / "web.html").write_text("<html><script>alert(1)</script></html>", "utf-8")
    (content / "posts" / "2024" / "old.rst").write_text("标题\n====\n", "utf-8")
    (content / "posts" / "2024" / "outside.md").symlink_to(PROJECT / "LICENSE")
    (content / "posts" / "outside").symlink_to(PROJECT / "docs")
    (content / "files" / "secret.pdf").symlink_to(PROJECT / "LICENSE")
    os.mkfifo(content / "posts" / "2024" / "pipe.md")
    (content / "images" / "page.svg").write_text("<svg onload='alert(1)'/>", "utf-8")
    done = build(content, place / "output")
    found: dict[str, tuple[str, str, str]] = {}
    for line in done.stderr.splitlines():
        if match := LINE.match(line):
            found[Path(match["path"]).name] = (match["rule"], match["line"] or "", line)
    return done.stderr, done.returncode, tree(place / "output") == before, found


FIRST_ROUND = [name for name in BAD_POSTS if "link" not in name]


@pytest.mark.parametrize("name", FIRST_ROUND)
def test_each_bad_post_has_its_own_line(said, name: str) -> None:  # type: ignore[no-untyped-def]
    rule, line, _ = said[3][f"{name}.md"]
    _, wanted_rule, wanted_line = BAD_POSTS[name]
    assert rule == wanted_rule
    if wanted_line:
        assert line == str(wanted_line)


@pytest.mark.parametrize(
    "name",
    [*("gbk.md", "binary.md", "web.html", "old.rst", "outside.md", "outside", "secret.pdf", "pipe.md", "page.svg")],
)
def test_each_unfit_file_has_its_own_line(said, name: str) -> None:  # type: ignore[no-untyped-def]
    assert said[3][name][0] in {"file", "encoding"}


def test_the_nearest_department_is_named(said) -> None:  # type: ignore[no-untyped-def]
    assert "云溪市民政局" in said[3]["unknown-department.md"][2]


def test_the_resident_id_is_masked(said) -> None:  # type: ignore[no-untyped-def]
    assert "11010519491231002X" not in said[0]


def test_bad_posts_fail_the_build_and_keep_the_old_site(said) -> None:  # type: ignore[no-untyped-def]
    assert said[1] == 1
    assert said[2]
    assert "Traceback" not in said[0]


def test_links_that_lead_nowhere_are_named_with_their_line(content: Path, tmp_path: Path) -> None:
    for name in BAD_POSTS:
        if "link" in name:
            text = BAD_POSTS[name][0].replace("{slug}", name)
            (content / "posts" / "2024" / f"{name}.md").write_text(text, "utf-8")
    done = build(content, tmp_path / "output")
    found = [match for line in done.stderr.splitlines() if (match := LINE.match(line))]
    assert {(Path(match["path"]).stem, match["rule"], match["line"]) for match in found} == {
        (name, "link", "7") for name in BAD_POSTS if "link" in name
    }
    assert done.returncode == 1
    assert not (tmp_path / "output").exists()


def test_a_draft_may_name_a_department_that_is_still_to_come(content: Path, tmp_path: Path) -> None:
    path = add_post(content, "later", "正文")
    path.write_text(path.read_text("utf-8").replace("云溪市民政局", "云溪市新设局") + "\n", "utf-8")
    refused = build(content, tmp_path / "output")
    assert refused.returncode == 1 and "[department]" in refused.stderr
    path.write_text(path.read_text("utf-8").replace("slug:", "status: draft\nslug:"), "utf-8")
    assert build(content, tmp_path / "output").returncode == 0


ADDRESSES = (
    *(
        "/",
        "/search/?q=%E9%98%B2%E6%B1%9B",
        "/archive/2024/",
        "/archive/2024/05/feed.xml",
        "/topics/",
        "/topics/wu-zi/",
    ),
    *("/departments/shuiwu/2024/", "/departments/shuiwu/statistics.csv", "/bulletins/2024/linking/data.json"),
    *("/series/xiao-che-an-quan-zhuan-bao/latest/", "/columns/zhuan-bao/feed.json", "/files/清单%201.csv#row=2"),
)


def test_a_post_may_link_to_whatever_the_site_has(content: Path, tmp_path: Path) -> None:
    add_post(content, "linking", "\n\n".join(f"见[那里]({address})。" for address in ADDRESSES))
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    targets = {target for target, _ in read_page(tmp_path / "output", "bulletins/2024/linking/").targets()}
    assert {"index.html", "archive/2024/index.html", "topics/wu-zi/index.html", "files/清单 1.csv"} <= targets


def test_a_link_to_a_place_that_is_not_there_names_the_post(content: Path, tmp_path: Path) -> None:
    add_post(content, "linking", "见[那里](/departments/shuiwu/#none)。")
    done = build(content, tmp_path / "output")
    assert done.returncode == 1
    (line,) = [line for line in done.stderr.splitlines() if "[output]" in line]
    assert "posts/2024/linking.md: [output]" in line and "#none" in line and "改正稿件里的链接" in line


def test_a_missing_content_folder_is_said(tmp_path: Path) -> None:
    done = build(tmp_path / "nothing", tmp_path / "output")
    assert done.returncode == 1
    assert "没有这个文件夹" in done.stderr


def test_a_report_outside_is_neither_shown_nor_followed(content: Path, tmp_path: Path) -> None:
    (content / "reports" / "leak.txt").symlink_to(PROJECT / "LICENSE")
    path = add_post(content, "leak", "正文")
    path.write_text(path.read_text("utf-8").replace("slug:", "source: reports/leak.txt\nslug:"), "utf-8")
    assert build(content, tmp_path / "output").returncode == 0
    assert not (tmp_path / "output" / "reports" / "leak.txt").exists()


def test_a_folder_that_leads_elsewhere_is_refused(content: Path, tmp_path: Path) -> None:
    (content / "files").rename(tmp_path / "elsewhere")
    (content / "files").symlink_to(tmp_path / "elsewhere")
    done = build(content, tmp_path / "output")
    assert done.returncode == 1
    assert "符号链接" in done.stderr


def test_names_and_words_that_are_odd_but_harmless_are_published(content: Path, tmp_path: Path) -> None:
    registry = content / "departments.yaml"
    registry.write_text(
        registry.read_text("utf-8").replace("aliases: [云溪水务局]", "aliases: [../../../escape, .., 甲乙]"), "utf-8"
    )
    (content / "posts/2024/.hidden.md.swp").write_text("an editor's swap file", "utf-8")
    (content / "posts/2024/防汛　情况 (1).md").write_text(
        "---\n" + HEAD.replace("{slug}", "odd") + "---\n开头有两个　　空格。\n\n" + "长" * 5000 + "\n", "utf-8"
    )
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    assert "开头有两个　　空格。" in (tmp_path / "output/bulletins/2024/odd/index.html").read_text("utf-8")
    assert not list(tmp_path.rglob("escape"))
    assert (tmp_path / "output/departments/甲乙/index.html").is_file()


def test_a_new_text_beside_an_edited_post_waits_unpublished_and_is_named(tmp_path: Path) -> None:
    content, report = fresh_content(tmp_path / "content"), tmp_path / "report.txt"
    normalise = [*COMMAND, "normalise", str(report), "--into", str(content / "posts")]
    words = "云溪市民政局关于走访的报告\n\n走访困难家庭31户。\n\n转移群众一百二十人。\n\n云溪市民政局\n2024年5月6日\n"
    report.write_text(words, "utf-8")
    post = Path(subprocess.run(normalise, capture_output=True, encoding="utf-8", check=True).stdout.strip())
    post.write_text(post.read_text("utf-8").replace("31户", "三十一户"), "utf-8")
    subprocess.run(normalise, capture_output=True, check=True)
    new = post.with_name(post.name + ".new")
    assert "31户" in new.read_text("utf-8")
    done = build(content, tmp_path / "output")
    check = [*COMMAND, "check", "--content", str(content)]
    checked = subprocess.run(check, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, checked.returncode) == (0, 0)
    for said in (done.stderr, checked.stdout):
        line = next(line for line in said.splitlines() if "[new-text]" in line)
        assert line.startswith(f"{new}: ")
        assert f"稿件 {post} 没有动" in line
    pages = b"".join(path.read_bytes() for path in (tmp_path / "output").rglob("*.html"))
    assert "三十一户".encode() in pages
    assert "31户".encode() not in pages
    post.unlink()
    alone = build(content, tmp_path / "output")
    assert alone.returncode == 1
    assert f"{new}: [new-text] " in alone.stderr


def test_a_link_that_takes_the_place_of_a_folder_is_refused_by_the_next_build(content: Path, tmp_path: Path) -> None:
    assert build(content, tmp_path / "output").returncode == 0
    (tmp_path / "elsewhere").mkdir()
    (content / "posts" / "2019").symlink_to(tmp_path / "elsewhere")
    done = build(content, tmp_path / "output")
    assert done.returncode == 1
    assert "2019: [file] 是符号链接" in done.stderr


def test_a_picture_as_a_telephone_writes_it_is_published_without_its_place(content: Path, tmp_path: Path) -> None:
    facts = Image.Exif()
    facts[0x0110] = "电话"
    facts.get_ifd(0x8825)[1] = "N"
    stream = io.BytesIO()
    # Without a density Pillow looks for one in the Exif when it opens the picture.
    Image.new("RGB", (8, 8), "green").save(stream, "JPEG", exif=facts)
    (content / "images").mkdir(exist_ok=True)
    (content / "images" / "paishui.jpg").write_bytes(stream.getvalue())
    done = build(content, tmp_path / "output")
    assert done.returncode == 0, done.stderr
    shown = Image.open(tmp_path / "output" / "images" / "paishui.jpg")
    assert shown.size == (8, 8) and not dict(shown.getexif())


@pytest.mark.parametrize(("words", "rule"), [("机密★10年", "secrecy"), ("（在此写一句导语）", "placeholder")])
def test_what_no_post_may_say_is_published_by_no_build(content: Path, tmp_path: Path, words: str, rule: str) -> None:
    path = add_post(content, "marked", f"正文。\n\n{words}")
    done = build(content, tmp_path / "output")
    assert done.returncode == 1 and f"[{rule}]" in done.stderr and words[:3] in done.stderr
    path.write_text(path.read_text("utf-8").replace("slug:", "status: draft\nslug:"), "utf-8")
    assert build(content, tmp_path / "output").returncode == 0


def test_a_name_that_is_no_utf_8_hides_nothing_else(content: Path, tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(content / "posts/2024") + b"/a\xff.md")).write_text("x", "utf-8")
    add_post(content, "nowhere", "[去](不存在.md)").write_text("没有信息栏", "utf-8")
    done = build(content, tmp_path / "output")
    assert done.returncode == 1
    said = [found["path"] for line in done.stderr.splitlines() if (found := LINE.match(line))]
    assert [path.rpartition("/")[2] for path in said] == ["a\\udcff.md", "nowhere.md"]
