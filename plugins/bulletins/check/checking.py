"""The checks as a table, and the walk through it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from ..departments import Registry
from ..model import Bulletin
from ..post import field_lines
from ..problems import Problem
from . import identity, marks, structure, words
from .contradictions import contradictions
from .links import links
from .sheet import CheckedPost, Sheet, World, sheet_of, world_of

Rule = Callable[[Sheet, World], Iterator[Problem]]

# The rule names that a function may say, and the function. docs/errors.zh-CN.md explains each name.
RULES: tuple[tuple[tuple[str, ...], Rule], ...] = (
    (("department", "department-alias"), identity.departments),
    (("date-future", "date-early"), identity.dates),
    (("correction",), identity.corrections),
    (("topics",), identity.topics),
    (("slug-duplicate",), identity.slugs),
    (("title-duplicate", "title-stop"), identity.titles),
    (("document-number",), identity.document_number),
    (("source",), identity.source),
    (("review",), identity.review),
    (("personal-data",), words.personal_data),
    (("secrecy", "placeholder", "control", "empty-body"), words.forbidden),
    (("internal",), words.internal),
    (("placeholder",), words.placeholders),
    (("garbled",), words.garbled),
    (("invisible",), words.invisible),
    (("punctuation",), words.punctuation),
    (("slip",), words.slips),
    (("markup", "picture", "heading"), marks.marks),
    (("table",), marks.tables),
    (("heading",), structure.headings),
    (("enumerator",), structure.enumerators),
    (("sum",), structure.sums),
    (("figure",), structure.figures),
    (("highlights",), structure.highlights),
    (("link",), links),
)


def check_posts(
    posts: Sequence[CheckedPost], registry: Registry, *, today: date, files: Collection[str]
) -> Iterator[Problem]:
    """Yield every finding, post by post, by line: what reading each post said, then what the rules say; last, figures
    of different posts that contradict each other (rule ``contradiction``).

    ``files`` holds the paths below the content folder of everything there (posts, reports, images, files).
    Pure: nothing is opened, and the day is given by the caller.

    >>> from datetime import date
    >>> text = "---\\ntitle: a\\n---\\n\\n联系人13800138000\\n"
    >>> print(*check_posts([CheckedPost("p.md", text)], Registry(), today=date(2024, 1, 1), files=()))
    p.md:5: [personal-data] 有手机号：138****8000 — 删去，或改为办公电话；确需公开的打码（138****0000）
    """
    world = world_of(posts, registry, today, files)
    for post in posts:
        sheet = sheet_of(post)
        found = [*post.problems, *(problem for _, rule in RULES for problem in rule(sheet, world))]
        yield from sorted(found, key=lambda problem: problem.line)
    yield from contradictions(figure for post in posts for figure in post.stated)


def faults_of_fields(path: str, text: str, bulletin: Bulletin) -> list[Problem]:
    """What is wrong, on any day, in fields that only an editor writes: corrections and topics.

    >>> bulletin = Bulletin("a", ("甲局",), topics=("防汛、抢险",))
    >>> print(*faults_of_fields("p.md", "---\\ntitle: a\\ntopics: [防汛、抢险]\\n---\\n", bulletin))
    p.md:3: [topics] “防汛、抢险”会成为一个主题 — 几个主题用半角逗号隔开：topics: [防汛, 抢险]
    """
    if not bulletin.corrections and not bulletin.topics:
        return []
    world = world_of((), Registry(), date.max, ())

    def found(fields: Mapping[str, int]) -> list[Problem]:
        sheet = Sheet(CheckedPost(path, text, bulletin), fields, ())
        return [*identity.corrections(sheet, world), *identity.topics(sheet, world)]

    # Where the fields stand is asked only when something is wrong.
    return found(field_lines(text, path)) if found({}) else []


def as_json(findings: Iterable[Problem]) -> dict[str, list[dict[str, str | int]]]:
    """Findings in the shape that ``bulletins check --json`` prints.

    >>> as_json([Problem("a.md", 3, "日期不存在", "改正", "date")])["findings"][0]["severity"]
    'error'
    """
    return {
        "findings": [
            {
                "path": problem.path,
                "line": problem.line,
                "rule": problem.rule,
                "severity": str(problem.severity),
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in findings
        ]
    }
