"""Every bad input of tests/cases/hostile ends as its case says: refused with a line, or published as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hostile_cases import REPORT, Outcome, cases, command, folded, forms, written_out
from hostile_files import MAKERS, place_file, word
from sites import PROJECT, Page, build, fresh_content, read_page
from test_hostile import active

from bulletins.problems import Refusal
from bulletins.site.cache import Cache
from bulletins.site.load import load_content

SECRET = "这些字不该出现在任何地方"
LONG = 200


def names(found: list[dict[str, Any]]) -> list[str]:
    return [case["name"] for case in found]


def check_outcome(outcome: Outcome, case: dict[str, Any]) -> None:
    """Exit code, rule and line as the case says; one line a problem, no traceback, whatever happens."""
    expect = case["expect"]
    assert "Traceback" not in outcome.noted
    assert SECRET not in outcome.said + outcome.noted
    if expect == "*":
        assert outcome.code == (1 if outcome.rules else 0)
    elif expect == "published":
        assert (outcome.code, outcome.rules) == (0, set()), outcome.noted
    else:
        assert (outcome.code, outcome.rules) == (1, {expect}), outcome.noted
        if "line" in case:
            assert case["line"] in outcome.lines
    if "says" in case:
        assert case["says"] in outcome.noted


# ---- reports: text, encodings, Word, names


@dataclass
class Desk:
    """A folder of reports, what normalising each gave, and the site built of all the posts."""

    place: Path
    outcomes: dict[str, Outcome]

    @property
    def output(self) -> Path:
        return self.place / "output"

    def page(self, name: str) -> str:
        """The words of all pages of a report."""
        posts = [Path(line).stem for line in self.outcomes[name].said.splitlines()]
        assert posts, f"{name}: nothing was published"
        return folded(" ".join(read_page(self.output, f"bulletins/2024/{slug}/").text for slug in posts))


REPORTS = {kind: cases(kind) for kind in ("texts", "encodings", "word", "names")}


def bytes_of(kind: str, number: int, case: dict[str, Any]) -> bytes:
    """The file of a case."""
    if kind == "word":
        return MAKERS[case["make"]]() if "make" in case else word(case["body"], **case.get("parts", {}))
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    text = case.get("text", "云溪市防汛工作有序开展，转移群众一百二十人，清淤河道三处。")
    whole = REPORT.format(number=number, text=text * case.get("times", 1) + case.get("after", ""))
    if kind == "texts":
        return whole.encode()
    if "line_end" in case:
        whole = whole.replace("\n", case["line_end"])
    data = (text if "text" in case else whole).encode(case["codec"])
    mark = "\ufeff".encode(case["codec"]) if case.get("bom") else b""
    return mark + data[: len(data) - case.get("cut", 0)] + bytes.fromhex(case.get("then", ""))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    place = tmp_path_factory.mktemp("desk")
    content = fresh_content(place / "content")
    (place / "beside").mkdir()
    (place / "beside" / "secret.txt").write_text(SECRET, "utf-8")
    outcomes = {}
    for kind in ("texts", "encodings", "word"):
        for number, case in enumerate(REPORTS[kind]):
            path = place / kind / (f"{number}.docx" if kind == "word" else f"{number}.txt")
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(bytes_of(kind, number, case))
            title = "" if kind == "texts" else f"样本{kind}{number}"
            outcomes[f"{kind}: {case['name']}"] = normalised(content, path, title)
    for number, case in enumerate(REPORTS["names"]):
        outcomes[f"names: {case['name']}"] = _named(content, place, number, case)
    done = build(content, place / "output")
    assert done.returncode == 0, done.stderr
    return Desk(place, outcomes)


def normalised(content: Path, path: Path | str, title: str = "") -> Outcome:
    more = ["--date", "2024-05-06", "--department", "云溪市民政局", "--title", title] if title else []
    return command("normalise", "--into", str(content / "posts"), *more, "--", str(path))


def _named(content: Path, place: Path, number: int, case: dict[str, Any]) -> Outcome:
    folder = place / "names" / str(number)
    folder.mkdir(parents=True)
    if "path" in case:
        words = case["path"] * case.get("times", 1)
        return normalised(content, folder if words == "." else words, "样本")
    name = bytes.fromhex(case["file_hex"]).decode("utf-8", "surrogateescape") if "file_hex" in case else case["file"]
    path = folder / name
    if "make" in case:
        place_file(path, case["make"], place / "beside")
    else:
        path.write_text(REPORT.format(number=number + 1000, text="清淤河道三处。"), "utf-8")
    return normalised(content, folder if case.get("as_folder") else path, f"样本names{number}")


@pytest.mark.parametrize(
    ("kind", "case"),
    [pytest.param(kind, case, id=f"{kind}: {case['name']}") for kind in REPORTS for case in REPORTS[kind]],
)
def test_a_report_is_published_as_text_or_refused(desk: Desk, kind: str, case: dict[str, Any]) -> None:
    case = {"expect": "published", **case}
    name = f"{kind}: {case['name']}"
    check_outcome(desk.outcomes[name], case)
    if not desk.outcomes[name].said:
        return
    words = desk.page(name)
    usual = [case["text"]] if kind == "texts" else []
    for read in case.get("reads", usual):
        assert folded(read) in words
    for lacking in case.get("lacks", ()):
        assert lacking not in words


def test_no_page_of_a_report_holds_anything_active(desk: Desk) -> None:
    pages = sorted(desk.output.rglob("*.html"))
    assert len(pages) > LONG
    found = {page.path: acts for path in pages if (acts := active(page := page_at(desk.output, path)))}
    assert found == {}


def page_at(output: Path, path: Path) -> Page:
    return read_page(output, path.relative_to(output).as_posix())


def test_no_report_wrote_or_showed_anything_outside(desk: Desk) -> None:
    assert not list(Path("/tmp").glob("gongbao-evil*"))
    assert not any(SECRET.encode() in path.read_bytes() for path in desk.output.rglob("*") if path.is_file())


# ---- personal data


@pytest.mark.parametrize("case", forms(), ids=lambda case: case["name"])
def test_personal_data_is_refused_wherever_it_stands_and_nothing_else(tmp_path: Path, case: dict[str, Any]) -> None:
    """In a report, and in a post as the build and the check see it."""
    report = tmp_path / "a.txt"
    report.write_text(REPORT.format(number=1, text=case["text"]), "utf-8")
    outcome = normalised(tmp_path, report)
    content = small_content(tmp_path, {"body": case["text"]})
    problems = problems_of(content)
    lines = case["text"].count("\n") + 1
    if case["kind"]:
        assert (outcome.code, outcome.rules) == (1, {"personal-data"})
        assert outcome.lines & {*range(3, 3 + lines)}
        assert {rule for rule, _, _ in problems} == {"personal-data"}
        assert {line for _, line, _ in problems} <= {*range(8, 8 + lines)}
        assert any(case["kind"] in words for _, _, words in problems)
    else:
        assert outcome.code == 0, outcome.noted
        assert [found for found in problems if found[0] == "personal-data"] == []


# ---- posts


REGISTRY = "departments:\n- {name: 云溪市民政局, slug: minzheng}\n- {name: 云溪市教育局, slug: jiaoyu}\n"


def post_bytes(case: dict[str, Any], slug: str) -> bytes:
    """A post of posts.toml: the usual front matter with the lines of the case in place of those of the same name."""
    if "hex" in case:
        return bytes.fromhex(case["hex"])
    if "whole" in case:
        return str(case["whole"]).encode()
    fields = {"title": f"title: 样本{slug}", "date": "date: 2024-05-06", "department": "department: 云溪市民政局"}
    fields["slug"] = f"slug: {slug}"
    front = written_out(case.get("front", ""))
    key = front.partition(":")[0]
    lines = list({**fields, key: front}.values()) if front else list(fields.values())
    body = written_out(case.get("body", "正文。"))
    return (("\ufeff" if case.get("bom") else "") + "\n".join(["---", *lines, "---", "", body, ""])).encode()


def small_content(place: Path, case: dict[str, Any], slug: str = "a") -> Path:
    content = place / "content"
    (content / "posts").mkdir(parents=True, exist_ok=True)
    (content / "departments.yaml").write_text(case.get("registry", REGISTRY), "utf-8")
    (content / "posts" / "a.md").write_bytes(post_bytes(case, slug))
    return content


def problems_of(content: Path) -> list[tuple[str, int, str]]:
    """(rule, line, words) of everything that loading a content folder finds."""
    try:
        load_content(content, Cache(None), lambda stage, done, of: None)
    except Refusal as refusal:
        return [(problem.rule, problem.line, str(problem)) for problem in refusal.problems]
    return []


POSTS = cases("posts")


@pytest.mark.parametrize("case", POSTS, ids=names(POSTS))
def test_a_post_is_published_or_refused_with_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    problems = problems_of(small_content(tmp_path, case))
    if case["expect"] == "published":
        assert problems == []
    elif case["expect"] != "*":
        assert {rule for rule, _, _ in problems} == {case["expect"]}
        assert case.get("line", 0) in {0, *(line for _, line, _ in problems)}
    outcome = command("check", "--content", str(tmp_path / "content"), str(tmp_path / "content/posts/a.md"))
    assert "Traceback" not in outcome.noted
    if problems:
        assert outcome.code == 1


@pytest.fixture(scope="module")
def posted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of all posts that are to be published."""
    place = tmp_path_factory.mktemp("posted")
    content = fresh_content(place / "content")
    for number, case in enumerate(POSTS):
        if case["expect"] == "published":
            (content / "posts" / f"{number}.md").write_bytes(post_bytes(case, f"c-{number}"))
    done = build(content, place / "output")
    assert done.returncode == 0, done.stderr
    return place / "output"


@pytest.mark.parametrize(
    ("number", "case"),
    [pytest.param(number, case, id=case["name"]) for number, case in enumerate(POSTS) if case.get("reads")],
)
def test_a_published_post_reads_as_typed(posted: Path, number: int, case: dict[str, Any]) -> None:
    slug = re.search(r"^slug: ([a-z0-9-]+)$", case.get("front", ""), re.MULTILINE)
    words = folded(read_page(posted, f"bulletins/2024/{slug[1] if slug else f'c-{number}'}/").text)
    for read in case["reads"]:
        assert folded(read) in words


def test_no_page_of_a_post_holds_anything_active(posted: Path) -> None:
    pages = sorted(posted.rglob("*.html"))
    assert {page.path: acts for path in pages if (acts := active(page := page_at(posted, path)))} == {}
    assert not list(posted.parent.glob("evil*"))


# ---- registry, attachments, paths


REGISTRIES = cases("registry")


@pytest.mark.parametrize("case", REGISTRIES, ids=names(REGISTRIES))
def test_a_registry_is_taken_or_refused_with_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    problems = problems_of(small_content(tmp_path, {"registry": case["text"]}))
    wanted = set() if case["expect"] == "published" else {case["expect"]}
    assert {rule for rule, _, _ in problems} == wanted
    assert case.get("line", 0) in {0, *(line for _, line, _ in problems)}
    outcome = command("check", "--content", str(tmp_path / "content"))
    assert "Traceback" not in outcome.noted
    assert outcome.code == (1 if wanted else 0)


FILES = cases("files")


@pytest.mark.parametrize("case", FILES, ids=names(FILES))
def test_a_file_beside_the_posts_is_published_or_refused(tmp_path: Path, case: dict[str, Any]) -> None:
    content = small_content(tmp_path, {})
    beside = tmp_path / "beside"
    beside.mkdir()
    (beside / "secret.txt").write_text(SECRET, "utf-8")
    (beside / "a.md").write_text(SECRET, "utf-8")
    path = content / case["path"]
    place_file(path, case["make"], beside)
    problems = problems_of(content)
    wanted = set() if case["expect"] == "published" else {case["expect"]}
    if case["expect"] != "*":
        assert {rule for rule, _, _ in problems} == wanted, problems
    outcome = command("check", "--content", str(content))
    assert "Traceback" not in outcome.noted + outcome.said
    said = outcome.said + outcome.noted
    assert SECRET not in said
    assert bool(problems) == (outcome.code == 1), said
    if "says" in case:
        assert f"[{case['says']}]" in said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("files/biao.csv", "files/Biao.csv"),
        ("files/biao.csv", "files/biao.CSV"),
        ("files/caf\u00e9.csv", "files/cafe\u0301.csv"),
        ("files/a/b.csv", "files/A/b.csv"),
    ],
)
def test_two_names_of_one_file_elsewhere_are_refused_with_both(tmp_path: Path, one: str, other: str) -> None:
    content = small_content(tmp_path, {})
    for path in (one, other):
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text("甲,乙\n", "utf-8")
    ((rule, _, words),) = problems_of(content)
    assert rule == "file"
    assert all(words.count(str(content / path)) == 1 for path in (one, other))


# ---- commands


COMMANDS = cases("commands")


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    content = fresh_content(tmp_path / "content")
    report, binary = tmp_path / "report.txt", tmp_path / "binary.md"
    report.write_text(REPORT.format(number=1, text="清淤河道三处。"), "utf-8")
    binary.write_bytes(bytes(range(256)))
    monkeypatch.chdir(tmp_path)
    places = {"content": content, "output": tmp_path / "output", "posts": content / "posts"}
    places["plugins"] = PROJECT / "plugins"
    yield {key: str(value) for key, value in {**places, "report": report, "binary": binary}.items()}


@pytest.mark.parametrize("case", COMMANDS, ids=names(COMMANDS))
def test_a_command_misused_says_so(there: dict[str, str], tmp_path: Path, case: dict[str, Any]) -> None:
    outcome = command(*(argument.format(**there) for argument in case["args"]))
    assert outcome.code == case["exit"], outcome.noted
    assert "Traceback" not in outcome.noted
    assert outcome.noted.strip()
    if case["exit"] == 1:
        assert outcome.rules
    assert not (tmp_path / "output").exists()
