"""Pages that are no bulletins, as their files say: title, address, words."""

from __future__ import annotations

from dataclasses import dataclass

from ..post import split_front_matter
from ..problems import Problem, Refusal
from ..slugs import SLUG
from ..yamllines import parse

FIELDS = ("title", "slug", "description")
# Addresses below which the site makes its own pages and files.
TAKEN = frozenset(
    [
        *("bulletins", "departments", "topics", "series", "columns", "archive", "figures", "search", "sitemap"),
        *("data", "theme", "reports", "images", "files", "page"),
    ]
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A page that is not rendered yet. ``first_line`` is the line of the file on which ``body`` begins."""

    path: str
    shown: str
    title: str
    url: str
    description: str
    body: str
    first_line: int


def read_text_file(path: str, shown: str, text: str) -> TextFile:
    """Read a page's file; raises Refusal with all that is wrong in its front matter.

    >>> read_text_file("pages/about.md", "about.md", "---\\ntitle: 关于\\n---\\n正文\\n").url
    'about/'
    """
    front, body, first_line = split_front_matter(text, shown)
    document = parse(front, shown, 2)
    data = document.data if isinstance(document.data, dict) else {}
    values = {key: value.strip() for key, value in data.items() if isinstance(value, str)}
    problems = [
        Problem(shown, document.line(key), f"页面不认识字段“{key}”", f"可用的字段：{'、'.join(FIELDS)}", "front-matter")
        for key in data
        if key not in FIELDS or key not in values
    ]
    slug = values.get("slug") or path.removeprefix("pages/").removesuffix(".md")
    if not values.get("title"):
        problems.append(Problem(shown, 1, "页面没有 title", "在信息栏里加一行 title: …", "front-matter"))
    if not SLUG.fullmatch(slug) or slug in TAKEN:
        problems.append(
            Problem(
                shown,
                document.line("slug"),
                f"“{slug}”不能用作页面的网址",
                "换一个 slug：小写字母、数字和连字符",
                "slug",
            )
        )
    if problems:
        raise Refusal(problems)
    return TextFile(path, shown, values["title"], f"{slug}/", values.get("description", ""), body, first_line)
