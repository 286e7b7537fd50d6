"""The registry of departments: canonical names, aliases, rule-made short forms, fixed slugs."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from functools import cached_property

from .problems import Problem, Refusal
from .slugs import SLUG, slug_of
from .yamllines import Document, parse

__all__ = ["Department", "FormerName", "Registry", "load_registry", "region_of", "short_form_of", "slug_of"]

# Longest first; a long form and the short form that stands for it share the second value.
SUFFIXES = (
    ("委员会办公室", "委办"),
    ("委员会", "委"),
    ("办公室", "办"),
    ("检察院", "检察院"),
    ("管委会", "管委会"),
    ("指挥部", "指挥部"),
    ("总队", "总队"),
    ("支队", "支队"),
    ("大队", "大队"),
    ("中心", "中心"),
    ("法院", "法院"),
    ("集团", "集团"),
    ("公司", "公司"),
    *((mark, mark) for mark in "局委办厅部院处科站所馆社会校署行"),
)
REGION = re.compile(
    r"(?:中共|中国共产党)?([\u3400-\u9fff]{2,8}?(?:自治区|自治州|自治县|自治旗|新区|[省市区县州旗镇乡]))"
)
LEVELS = "省市区县州旗镇乡"


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
        """Canonical names that look most like ``name``, best first: for messages, never for a decision."""
        close = difflib.get_close_matches(name, list(self._by_name), n=most * 2, cutoff=0.5)
        return tuple(dict.fromkeys(self._by_name[match].name for match in close))[:most]

    def adding(self, proposed: tuple[Department, ...]) -> Registry:
        """A registry with further departments, those whose name it already knows left out."""
        new = tuple(department for department in proposed if department.name not in self._by_name)
        return Registry(self.departments + new, self.path)


def short_form_of(short: str, full: str) -> bool:
    """Whether ``short`` can be read as a short form of the name ``full``.

    The rule: the level (市, 县 …) and the kind of body (局, 委 = 委员会, 办 = 办公室 …) agree, and what stands
    between is, in order, part of the full name, beginning with its first character. Level and region
    may be left out of the short form, never changed. Safe for choosing, since callers treat two matches
    as ambiguous.

    >>> short_form_of("市工信局", "云溪市工业和信息化局"), short_form_of("县工信局", "云溪市工业和信息化局")
    (True, False)
    >>> short_form_of("市国资委", "云溪市人民政府国有资产监督管理委员会")
    True
    >>> short_form_of("市政法委", "中共云溪市委政法委员会"), short_form_of("市水务局", "云溪市税务局")
    (True, False)
    """
    region, level, core, kind = _parts(full)
    short_region, short_level, short_core, short_kind = _parts(short)
    if kind != short_kind or not core or len(short_core) < 2 or len(short_core) > len(core):
        return False
    if (short_region and short_region != region) or (short_level and short_level != level):
        return False
    return short_core[0] == core[0] and _within(short_core, core)


def region_of(name: str) -> str:
    """The region that a full name begins with, "" when it names none.

    >>> region_of("云溪市水务局"), region_of("市水务局")
    ('云溪市', '')
    """
    return _parts(name)[0]


def _parts(name: str) -> tuple[str, str, str, str]:
    """Take a name apart: region, level, what it is about, kind of body.

    >>> _parts("云溪市工业和信息化局")
    ('云溪市', '市', '工业和信息化', '局')
    >>> _parts("市市场监管局")
    ('', '市', '市场监管', '局')
    """
    found = REGION.match(name)
    region, level, rest = "", "", name
    if name[:1] in LEVELS and len(name) > 3:
        level, rest = name[0], name[1:]
    elif found:
        region, rest = found.group(1), name[found.end() :]
        level = region[-1]
    rest = re.sub(r"^(?:委员会|委|人民政府|政府)(?=..)", "", rest) if level else rest
    for suffix, kind in SUFFIXES:
        if rest.endswith(suffix) and len(rest) > len(suffix):
            return region, level, rest[: -len(suffix)], kind
    return region, level, rest, ""


def _within(short: str, full: str) -> bool:
    characters = iter(full)
    return all(character in characters for character in short)


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
            elif isinstance(item, dict) and item.get("name"):
                names.append(FormerName(str(item["name"]), str(item.get("until", ""))))
            elif item:
                self.say(
                    ("departments", index, "former_names"), "曾用名写得不对", "写成 {name: 旧名, until: 2019-03-01}"
                )
        return tuple(names)


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
    if not SLUG.fullmatch(text["slug"]):
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
    names: dict[str, Department] = {}
    for index, department in enumerate(departments):
        if department.slug and (other := slugs.setdefault(department.slug, department)) is not department:
            reader.say(("departments", index, "slug"), f"slug“{department.slug}”已被{other.name}使用", "换一个")
        present = dict.fromkeys(name for name in (department.name, department.short, *department.aliases) if name)
        for name in present:
            if (other := names.setdefault(name, department)) is not department:
                reader.say(("departments", index), f"名称“{name}”已属于{other.name}", "删掉其中一处")
