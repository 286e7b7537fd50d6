"""Findings in the registry, and in what a change takes away from the site: addresses that citizens have kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..departments import Registry
from ..model import Bulletin
from ..post import field_lines
from ..problems import Problem, Severity
from .sheet import CheckedPost


def parents(registry: Registry) -> Iterator[Problem]:
    """Departments below another that is named as it is no longer, or never was: on the page no link leads to it.

    >>> from ..departments import Department, FormerName
    >>> new = Department("云溪市林业局", "linye", former_names=(FormerName("云溪市绿化局"),))
    >>> below = Department("云溪市苗圃", "miaopu", parent="云溪市绿化局", line=9)
    >>> print(*parents(Registry((new, below))))
    content/departments.yaml:9: [departments] “云溪市苗圃”的 parent“云溪市绿化局”不是规范名称 — 改为“云溪市林业局”
    """
    for department in registry:
        above = registry.resolve(department.parent) if department.parent else None
        if above and above.name != department.parent:
            message = f"“{department.name}”的 parent“{department.parent}”不是规范名称"
            hint = f"改为“{above.name}”"
            yield Problem(registry.path, department.line, message, hint, "departments", Severity.WARNING)


def addresses_gone(
    before: Mapping[str, Bulletin], posts: Iterable[CheckedPost], folder: str = "content"
) -> Iterator[Problem]:
    """Addresses of published bulletins that will lead nowhere: slug or year changed, made a draft, or deleted.

    ``before`` holds the posts as they were last published, by their path below the content folder; ``folder`` is that
    folder as an editor names it.
    """
    now = {post.source: post for post in posts if post.bulletin}
    kept = {_address(post.bulletin) for post in now.values() if post.bulletin and post.bulletin.status != "draft"}
    for path, old in before.items():
        address = _address(old)
        if old.status == "draft" or not address or address in kept:
            continue
        post = now.get(path) or next((p for p in now.values() if p.bulletin and _same(p.bulletin, old)), None)
        if post is None or post.bulletin is None:
            hint = "要留住网址，把稿件取回来，写 status: archived；确要删除，可以不管"
            message = f"稿件不在了，网址 {address} 会打不开"
            yield Problem(f"{folder}/{path}", 0, message, hint, "address-gone", Severity.WARNING)
        else:
            yield _changed(post, post.bulletin, old, address)


def _changed(post: CheckedPost, new: Bulletin, old: Bulletin, address: str) -> Problem:
    if new.status == "draft":
        name, message = "status", f"改成了草稿，网址 {address} 会打不开"
        hint = "已经发布的不改回草稿；不再更新的写 status: archived"
    elif new.slug != old.slug:
        name, message = "slug", f"网址由 {address} 变为 {_address(new)}，旧网址会打不开"
        hint = f"把 slug 改回 {old.slug}；确要换网址，可以不管"
    else:
        name, message = "date", f"网址由 {address} 变为 {_address(new)}，旧网址会打不开"
        hint = "发布日期的年份不要改；写错了确要改，可以不管"
    line = field_lines(post.text, post.path).get(name, 1)
    return Problem(post.path, line, message, hint, "address-gone", Severity.WARNING)


def _address(bulletin: Bulletin) -> str:
    return f"/bulletins/{bulletin.date.year}/{bulletin.slug}/" if bulletin.date else ""


def _same(one: Bulletin, other: Bulletin) -> bool:
    """Whether two posts are states of one that was moved to another file."""
    same_report = bool(one.source) and (one.source, one.part) == (other.source, other.part)
    return one.slug == other.slug or (one.title, one.date) == (other.title, other.date) or same_report
