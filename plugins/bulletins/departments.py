"""The registry of departments: canonical names, aliases, rule-made short forms, fixed slugs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property

from .problems import Problem, Refusal
from .shortforms import region_of, short_form_of, subject_of
from .slugs import SLUG, slug_of
from .yamllines import Document, parse

__all__ = ["Department", "FormerName", "Registry", "load_registry", "region_of", "short_form_of", "slug_of"]


ALIKE = 0.5  # 水利 and 水务


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a department bore up to a day (YYYY-MM-DD, "" when unknown)."""

    name: str
    until: str = ""


@dataclass(frozen=True, slots=True)
class Department:
    """An issuing body. ``slug`` is fixed for good; ``line`` is where the registry names it."""

    name: str
    slug: str
    short: str = ""
    aliases: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    parent: str = ""
    level: str = ""
    region: str = ""
    kind: str = ""
    code: str = ""
    duties: tuple[str, ...] = ()
    phone: str = ""
    address: str = ""
    line: int = 0
    proposed: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it answers to, the canonical one first."""
        former = tuple(old.name for old in self.former_names)
        return tuple(dict.fromkeys(name for name in (self.name, self.short, *self.aliases, *former) if name))


@dataclass(frozen=True)
class Registry:
    """All departments, in the order of the file.

    >>> registry = Registry((Department("云溪市应急管理局", "yingji", short="市应急局", region="云溪市"),))
    >>> registry.resolve("市应急局").slug
    'yingji'
    >>> [found.slug for found in registry.candidates("市应急管理局")]
    ['yingji']
    >>> registry.resolve("市水务局") is None
    True
    """

    departments: tuple[Department, ...] = ()
    path: str = "content/departments.yaml"

    @cached_property
    def _by_name(self) -> dict[str, Department]:
        table: dict[str, Department] = {}
        for department in self.departments:
            for name in department.names:
                table.setdefault(name, department)
        for department in self.departments:
            table[department.name] = department
        return table

    def __iter__(self) -> Iterator[Department]:
        return iter(self.departments)

    def resolve(self, name: str) -> Department | None:
        """The department with exactly this canonical, short, alias or former name; else None."""
        return self._by_name.get(name)

    def candidates(self, words: str, region: str = "") -> tuple[Department, ...]:
        """Departments that ``words`` may stand for: an exact name, else rule-made short forms.

        More than one means that the words are ambiguous; ``region`` (云溪市) then narrows, never widens.
        """
        exact = self.resolve(words)
        if exact:
            return (exact,)
        found = tuple(d for d in self.departments if any(short_form_of(words, name) for name in d.names))
        if len(found) > 1 and region:
            return tuple(d for d in found if d.region == region) or found
        return found

    def nearest(self, name: str, most: int = 3) -> tuple[str, ...]:
        """Canonical names that look most like ``name``, best first: for messages, never for a decision.

        Region and kind of body are the same in most names, so what the body is about has to be alike too.
        """
        close = difflib.get_close_matches(name, list(self._by_name), n=most * 4, cutoff=0.5)
        about = subject_of(name)
        close = [c for c in close if difflib.SequenceMatcher(None, about, subject_of(c)).ratio() >= ALIKE]
        return tuple(dict.fromkeys(self._by_name[match].name for match in close))[:most]

    def adding(self, proposed: tuple[Department, ...]) -> Registry:
        """A registry with further departments, those whose name it already knows left out."""
        new = tuple(department for department in proposed if department.name not in self._by_name)
        return Registry(self.departments + new, self.path)


@dataclass(slots=True)
class _Reader:
    document: Document
    path: str
    problems: list[Problem] = field(default_factory=list)

    def say(self, keys: tuple[str | int, ...], message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, self.document.line(*keys), message, hint, "departments"))

    def text(self, index: int, row: dict[str, object], key: str) -> str:
        value = row.get(key, "")
        if isinstance(value, str):
            if not value.isprintable():
                self.say(("departments", index, key), f"“{key}”里有看不见的控制字符", "删掉它，写成一行文字")
            return value.strip()
        self.say(("departments", index, key), f"“{key}”应是一行文字", "写成 键: 值")
        return ""

    def texts(self, index: int, row: dict[str, object], key: str) -> tuple[str, ...]:
        value = row.get(key, [])
        if isinstance(value, str):
            return (value.strip(),) if value.strip() else ()
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return tuple(item.strip() for item in value)
        self.say(("departments", index, key), f"“{key}”应是一列文字", "写成 [甲, 乙]")
        return ()

    def former(self, index: int, row: dict[str, object]) -> tuple[FormerName, ...]:
        value = row.get("former_names", [])
        names: list[FormerName] = []
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, str) and item:
                names.append(FormerName(item))
            elif isinstance(item, dict) and item.get("name") and item.keys() <= {"name", "until"}:
                until = str(item.get("until", ""))
                if until and not _is_day(until):
                    hint = "写成 2019-03-01；只知道年份就写 2019"
                    self.say(("departments", index, "former_names"), f"停用日期“{until}”不存在或读不懂", hint)
                names.append(FormerName(str(item["name"]), until))
            elif item:
                self.say(
                    ("departments", index, "former_names"), "曾用名写得不对", "写成 {name: 旧名, until: 2019-03-01}"
                )
        return tuple(names)


def _is_day(text: str) -> bool:
    """Whether a text is a day, a month or a year.

    >>> _is_day("2019-02-28"), _is_day("2019-02"), _is_day("2019"), _is_day("2019-02-30"), _is_day("去年")
    (True, True, True, False, False)
    """
    found = re.fullmatch(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", text)
    try:
        return bool(found and date(int(found[1]), int(found[2] or 1), int(found[3] or 1)))
    except ValueError:
        return False


# What departments' own lists use: /departments/page/2/.
TAKEN = frozenset(("page",))
KEYS = frozenset(entry.name for entry in fields(Department)) - {"line"}


def load_registry(text: str, path: str = "content/departments.yaml") -> Registry:
    """Read the registry; raises Refusal with every problem and its line.

    >>> load_registry("departments:\\n- {name: 云溪市水务局, slug: shuiwu}\\n").departments[0].slug
    'shuiwu'
    """
    document = parse(text, path)
    reader = _Reader(document, path)
    rows = document.data.get("departments") if isinstance(document.data, dict) else None
    if not isinstance(rows, list):
        raise Refusal(
            [Problem(path, 1, "没有 departments 列表", "第一行写 departments:，下面每个部门一项", "departments")]
        )
    departments = tuple(_department(reader, index, row) for index, row in enumerate(rows))
    _unique(reader, departments)
    if reader.problems:
        raise Refusal(reader.problems)
    return Registry(departments, path)


def _department(reader: _Reader, index: int, row: object) -> Department:
    if not isinstance(row, dict):
        reader.say(("departments", index), "这一项不是部门", "写成 - name: …，下面缩进写其他字段")
        return Department("", "")
    for key in row.keys() - KEYS:
        near = difflib.get_close_matches(key, KEYS, n=1)
        hint = f"是不是 {near[0]}？" if near else f"可用的字段：{'、'.join(sorted(KEYS))}"
        reader.say(("departments", index, key), f"不认识的字段“{key}”", hint)
    text = {key: reader.text(index, row, key) for key in KEYS - {"aliases", "former_names", "duties", "proposed"}}
    if not text["name"]:
        reader.say(("departments", index), "部门没有 name", "写上全称")
    if not SLUG.fullmatch(text["slug"]) or text["slug"] in TAKEN:
        reader.say(
            ("departments", index, "slug"),
            f"slug“{text['slug']}”不能用作网址",
            "只用小写字母、数字和连字符，定了不再改",
        )
    return Department(
        **text,
        aliases=reader.texts(index, row, "aliases"),
        former_names=reader.former(index, row),
        duties=reader.texts(index, row, "duties"),
        proposed=row.get("proposed") == "true",
        line=reader.document.line("departments", index),
    )


def _unique(reader: _Reader, departments: tuple[Department, ...]) -> None:
    """Two departments never share a slug or a name they answer to (a former name may be another's present one)."""
    slugs: dict[str, Department] = {}
    codes: dict[str, Department] = {}
    names: dict[str, Department] = {}
    for index, department in enumerate(departments):
        if department.slug and (other := slugs.setdefault(department.slug, department)) is not department:
            reader.say(("departments", index, "slug"), f"slug“{department.slug}”已被{other.name}使用", "换一个")
        if department.code and (other := codes.setdefault(department.code, department)) is not department:
            reader.say(("departments", index, "code"), f"编号“{department.code}”已被{other.name}使用", "换一个")
        present = dict.fromkeys(name for name in (department.name, department.short, *department.aliases) if name)
        for name in present:
            if (other := names.setdefault(name, department)) is not department:
                reader.say(("departments", index), f"名称“{name}”已属于{other.name}", "删掉其中一处")
