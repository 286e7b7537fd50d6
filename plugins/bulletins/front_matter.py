"""The front matter of a post: its fields, their schema, and what is said when they are wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime

from .fields import FIELDS, REQUIRED, REVIEWED, STATUSES, cure_of_reviewed, cure_of_status, cure_of_unknown, meant
from .markdown import markdown_to_sections
from .model import Basis, Bulletin, Correction
from .onelines import LONGEST_LINE, fault_of_line
from .problems import Problem, Refusal
from .slugs import SLUG
from .yamllines import Document, parse
from .yamlslips import conflict_lines

LONGEST_TITLE, LONGEST_FRONT = 300, 100_000
MOST_IN_LIST = 200
DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?")
# Since the founding of the republic; fixed, so that nothing depends on the day it is read.
YEARS = range(1949, 2101)
CORRECTION = "写成两行：- date: 2022-11-20，下一行缩进两格写 note: 更正了什么"
DASHES = re.compile(r"[-—–－‐_=]{2,}\s*")
FENCE = re.compile(r"---[ \t]*")
# A carriage return alone ends a line too: old programs write it, and no text keeps it.
LINE_END = re.compile(r"\r\n?")


def split_front_matter(text: str, path: str = "") -> tuple[str, str, int]:
    """Part a post into (front matter, body, line of the file on which the body begins).

    Raises Refusal when the two ``---`` lines are not there.

    >>> split_front_matter("---\\ntitle: a\\n---\\n\\n正文\\n")
    ('title: a\\n', '\\n正文\\n', 4)
    """
    text = LINE_END.sub("\n", text.removeprefix("\ufeff"))
    lines = text.split("\n")
    if not FENCE.fullmatch(lines[0]):
        raise Refusal([Problem(path, 1, *_without_fence(lines), "front-matter")])
    for index, line in enumerate(lines[1:], 1):
        if FENCE.fullmatch(line):
            front = "\n".join(lines[1:index]) + "\n"
            if len(front) > LONGEST_FRONT:
                message = f"信息栏有 {len(front)} 字，超过 {LONGEST_FRONT} 字"
                raise Refusal([Problem(path, 1, message, "正文写在第二个 --- 之后", "front-matter")])
            return front, "\n".join(lines[index + 1 :]), index + 2
    raise Refusal([Problem(path, 1, "信息栏没有结束的 ---", "在信息栏之后另起一行写 ---", "front-matter")])


def _without_fence(lines: list[str]) -> tuple[str, str]:
    """(what is wrong, what to do) where a post doesn't open with its front matter."""
    first = next((line for line in lines if line.strip()), "")
    if FENCE.fullmatch(first):
        return "信息栏前面有空行", "删掉 --- 前面的空行"
    if DASHES.fullmatch(first):
        return f"第一行的“{first.strip()}”不是三个半角短横", "改成 ---"
    return "稿件没有以 --- 开头的信息栏", "第一行写 ---，见编辑手册里的样例"


# What to write in the place of a list, where words in general would be wrong.
EXAMPLES = {"date": "写成 date: 2024-07-12", "slug": "写成 slug: fang-xun-gong-zuo", "status": "写成 status: published"}


@dataclass(slots=True)
class _Fields:
    """The front matter while it is being checked: every accessor notes what is wrong and goes on."""

    document: Document
    path: str
    problems: list[Problem] = field(default_factory=list)

    @property
    def data(self) -> dict[str, object]:
        return self.document.data if isinstance(self.document.data, dict) else {}

    def say(self, keys: tuple[str | int, ...], message: str, hint: str, rule: str = "front-matter") -> None:
        self.problems.append(Problem(self.path, self.document.line(*keys), message, hint, rule))

    def text(self, name: str, default: str = "") -> str:
        value = self.data.get(name, default)
        if isinstance(value, str):
            self.line(value, name)
            return value
        self.say((name,), f"{name} 应是一行文字", EXAMPLES.get(name, f"写成 {name}: 文字"))
        return default

    def line(self, value: str, *keys: str | int) -> None:
        """Note what a line of text may not hold."""
        fault = fault_of_line(value, LONGEST_TITLE if keys == ("title",) else LONGEST_LINE)
        if fault:
            self.say(keys, f"{keys[0]} {fault[0]}", fault[1])

    def texts(self, name: str) -> tuple[str, ...]:
        value = self.data.get(name, [])
        if isinstance(value, str):
            self.line(value, name)
            return (value,) if value else ()
        if isinstance(value, list) and len(value) > MOST_IN_LIST:
            self.say((name,), f"{name} 有 {len(value)} 项，超过 {MOST_IN_LIST} 项", "只留要紧的")
            return ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            for index, item in enumerate(value):
                self.line(str(item), name, index)
            return tuple(str(item) for item in value)
        self.say((name,), f"{name} 应是一列文字", f"写成 {name}: [甲, 乙]")
        return ()

    def date(self, text: str, *keys: str | int) -> datetime | None:
        found = DATE.fullmatch(text.strip())
        try:
            if found and int(found[1]) not in YEARS:
                self.say(keys, f"日期“{text}”的年份不可能", "改成发布的年份", "date")
                return None
            if found:
                return datetime(*(int(part) for part in found.groups(default="0")))  # type: ignore[arg-type]
        except ValueError:
            pass
        what = "不存在" if found else "读不懂"
        self.say(keys, f"日期“{text}”{what}", "写成 2022-11-20 或 2022-11-20 09:30（北京时间）", "date")
        return None


def field_lines(text: str, path: str = "") -> dict[str, int]:
    """The line of the file on which each front-matter field stands; raises Refusal as ``read_post`` does.

    >>> field_lines("---\\ntitle: a\\ndate: 2022-01-01\\n---\\n")
    {'title': 2, 'date': 3}
    """
    front, _, _ = split_front_matter(text, path)
    lines = parse(front, path, 2).lines
    return {str(keys[0]): line for keys, line in lines.items() if len(keys) == 1}


def read_fields(text: str, path: str = "") -> Bulletin:
    """Read a post's text; see ``post.read_post``."""
    if merging := conflict_lines(text):
        hint = "在两种写法里选定一种，连同 <<<<<<<、=======、>>>>>>> 几行一起删掉"
        raise Refusal([Problem(path, line, "有没处理完的合并冲突", hint, "conflict") for line in merging])
    front, body, _ = split_front_matter(text, path)
    fields = _Fields(parse(front, path, 2), path)
    if not isinstance(fields.document.data, dict):
        raise Refusal([Problem(path, 2, "信息栏不是“键: 值”的形式", "每行写一个字段，如 title: 标题", "front-matter")])
    _known_and_present(fields)
    bulletin = _bulletin(fields, body)
    if fields.problems:
        raise Refusal(sorted(set(fields.problems)))
    return bulletin


def _known_and_present(fields: _Fields) -> None:
    for name in fields.data:
        if name not in FIELDS:
            fields.say((name,), f"不认识的字段“{name}”", cure_of_unknown(str(name)))
    others = {meant(name) for name in fields.data if name not in FIELDS}
    for name in REQUIRED:
        if not fields.data.get(name) and name not in others:
            fields.say((name,), f"缺少 {name}", f"在信息栏里加一行 {name}: …")


def _bulletin(fields: _Fields, body: str) -> Bulletin:
    slug, status = fields.text("slug"), fields.text("status", "published")
    if slug and not (SLUG.fullmatch(slug) and len(slug) <= 100):
        fields.say(("slug",), f"slug“{slug}”不能用作网址", "只用小写字母、数字和连字符，最多 100 个字符", "slug")
    if status not in STATUSES:
        fields.say(("status",), f"status“{status}”不是约定的状态", cure_of_status(status))
    source = fields.text("source")
    if source and (
        not source.startswith("reports/") or not {"", ".", ".."}.isdisjoint(source.split("/")) or "\\" in source
    ):
        fields.say(("source",), f"source“{source}”不是 content 里的路径", "写成 reports/文件名")
    date = fields.text("date")
    departments = fields.texts("department")
    return Bulletin(
        title=fields.text("title"),
        departments=departments,
        date=fields.date(date, "date") if date else None,
        sections=markdown_to_sections(body),
        slug=slug,
        column=fields.text("column") or "工作动态",
        topics=fields.texts("topics"),
        series=fields.text("series"),
        part=_part(fields),
        source=source,
        origin=fields.text("origin"),
        author=fields.text("author"),
        document_number=fields.text("document_number"),
        period=fields.text("period"),
        status=status,
        corrections=_corrections(fields),
        highlights=_highlights(fields),
        basis=_basis(fields),
    )


def _part(fields: _Fields) -> int:
    text = fields.text("part", "0")
    if re.fullmatch(r"[0-9]{1,3}", text):
        return int(text)
    fields.say(("part",), f"part“{text}”不是序号", "写成 1、2、3…，或删掉这一行")
    return 0


def _highlights(fields: _Fields) -> tuple[str, ...] | None:
    value = fields.data.get("highlights")
    if value is None or value == "":
        return None
    if isinstance(value, str):
        if value.lower() != "false":
            none = value.lower() in {"no", "off", "none", "null", "~", "否", "无", "不要"}
            hint = "不要方框就写成 highlights: false" if none else f"写成 highlights: [{value}]"
            if value.lower() in {"true", "yes", "on", "是", "要"}:
                hint = "写出要放进方框的数字，如 highlights: [300吨]；由程序挑选就删掉这一行"
            fields.say(("highlights",), f"highlights“{value}”不是一列数字", hint)
        return ()
    return fields.texts("highlights")


def _corrections(fields: _Fields) -> tuple[Correction, ...]:
    value = fields.data.get("corrections", [])
    notes: list[Correction] = []
    for index, item in enumerate(value if isinstance(value, list) else [value] if value else []):
        if not isinstance(item, dict) or not isinstance(item.get("note"), str) or not isinstance(item.get("date"), str):
            fields.say(("corrections", index), "更正写得不对", CORRECTION)
            continue
        for name in [name for name in item if name not in {"date", "note"}]:
            hint = (
                "只有 date 和 note 两项，删掉它" if item[name] else f"说明里有半角逗号就不能写在花括号里：{CORRECTION}"
            )
            fields.say(("corrections", index, name), f"“{name}”没有算进更正的说明", hint)
        fields.line(item["note"], "corrections", index, "note")
        date = fields.date(item["date"], "corrections", index, "date")
        if date:
            notes.append(Correction(date, item["note"]))
    return tuple(notes)


def _basis(fields: _Fields) -> tuple[tuple[str, Basis], ...]:
    """What ``basis`` says, corrected by ``review``: a name that an editor took out of review counts as confirmed."""
    review = fields.texts("review")
    stated = fields.data.get("basis") or {}
    if not isinstance(stated, dict):
        fields.say(("basis",), "basis 写得不对", "删掉这一行，或写成 basis: {date: stated}")
        stated = {}
    known = {str(basis) for basis in Basis}
    result: dict[str, Basis] = {}
    for name, word in stated.items():
        if word not in known:
            fields.say(("basis", name), f"basis 里的“{word}”不是约定的依据", f"写 {'、'.join(sorted(known))} 之一")
            continue
        basis = Basis(word)
        result[name] = basis if name in review or not basis.inferred else Basis.OPTION
    for index, name in enumerate(review):
        if name not in REVIEWED:
            fields.say(("review", index), f"review 里的“{name}”不是字段名", cure_of_reviewed(name))
        elif not result.get(name, Basis.STATED).inferred:
            result[name] = Basis.PROPOSED
    return tuple(result.items())
