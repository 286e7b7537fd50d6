"""YAML as text with line numbers: every scalar stays the string an editor typed, and every key knows its line.

No tags, anchors or aliases are read, so nothing is constructed and nothing can grow beyond its source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import yaml

from .problems import Problem, Refusal
from .yamlslips import cut_off, slips, swallowed

Path = tuple[str | int, ...]
# Where YAML ends a line.
LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
UNREADABLE = "检查冒号后的空格、引号是否成对、缩进是否对齐；文字里有冒号时用引号括起来"
DEEPEST = 20
"""Lists within lists: the parser takes quadratic time for the depth, and nothing of ours has more than three."""
# How YAML spells nothing where no quotes stand.
NOTHING = frozenset({"~", "null", "Null", "NULL"})


@dataclass(slots=True)
class Document:
    """Parsed YAML: ``data`` of strings, lists and dicts; ``lines`` gives the line of each path of keys."""

    data: object
    lines: dict[Path, int] = field(default_factory=dict)

    def line(self, *keys: str | int) -> int:
        """The line of a key, or of the nearest key above it.

        >>> parse("a:\\n  - b: 1\\n", "x.yaml").line("a", 0, "b")
        2
        """
        path: Path = keys
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def parse(text: str, path: str, first_line: int = 1) -> Document:
    """Parse ``text``; ``first_line`` is the line of the file that its first line stands on. Nothing (``~``) is "".

    Raises Refusal with every problem found: broken YAML, by the slips of hand that broke it where they can be named;
    a key given twice, an anchor, alias or tag, words that would silently be lost or go to another field.

    >>> parse("title: 2022\\nhighlights: false\\n", "a.md").data
    {'title': '2022', 'highlights': 'false'}
    """
    problems: list[Problem] = []
    document = Document({})
    written = LINE_END.split(text)

    def report(line: int, message: str, hint: str) -> None:
        problems.append(Problem(path, line, message, hint, "yaml"))

    def build(node: yaml.Node, keys: Path) -> object:
        line = node.start_mark.line + first_line
        document.lines.setdefault(keys, line)
        if isinstance(node, yaml.ScalarNode):
            if not node.style:
                for slip in _silent(node, str(keys[-1]) if keys else "", written):
                    report(slip[0] + first_line, *slip[1:])
            return "" if not node.style and node.value in NOTHING else str(node.value)
        if isinstance(node, yaml.SequenceNode):
            return [build(item, (*keys, index)) for index, item in enumerate(node.value)]
        result: dict[str, object] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            key_line = key_node.start_mark.line + first_line
            if key in result:
                report(key_line, f"“{key}”写了两次", "只保留一处")
            document.lines[(*keys, key)] = key_line
            result[key] = build(value_node, (*keys, key))
        return result

    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                report(_line(event) + first_line, "括号或列表套得太深", "改成一层：字段名后面直接写文字，或写 [甲, 乙]")
                break
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) or _tagged(event):
                report(_line(event) + first_line, "用了 YAML 的锚点、别名或类型标记", "直接写出文字")
        if not problems:
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
            document.data = build(node, ()) if node is not None else {}
    except (yaml.YAMLError, RecursionError) as error:
        for index, message, hint in slips(written):
            report(index + first_line, message, hint)
        if not problems:
            report(_broken_at(error) + first_line, "这里的格式读不懂", UNREADABLE)
    if problems:
        raise Refusal(problems)
    return document


def _silent(node: yaml.ScalarNode, key: str, written: list[str]) -> list[tuple[int, str, str]]:
    """(line, what is wrong, what to do) of a plain value that lost words to a comment, or took a field for words."""
    first, last, column = node.start_mark.line, node.end_mark.line, node.end_mark.column
    rest = written[last][column:] if last < len(written) else ""
    if cut_off(rest):
        return [(last, f"“{rest.strip()}”会被当成注释，不登出来", f'整行内容用引号括起来：{key}: "…"')]
    below = [(index, swallowed(written[index])) for index in range(first + 1, min(last + 1, len(written)))]
    return [(index, *found) for index, found in below if found]


def _broken_at(error: Exception) -> int:
    """The line where what YAML could not finish began, else where it gave up."""
    begun = (
        getattr(error, "context_mark", None) if str(getattr(error, "context", "")).startswith("while scan") else None
    )
    mark = begun or getattr(error, "problem_mark", None)
    return mark.line if mark else 0


def _line(event: yaml.Event) -> int:
    return event.start_mark.line if event.start_mark else 0


def _tagged(event: yaml.Event) -> bool:
    tag = getattr(event, "tag", None)
    return tag is not None and tag != "!"
