"""Findings in links and pictures: a target that isn't there, or that may not be linked."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from ..problems import Problem
from .sheet import Sheet, World

LINK = re.compile(r"(?<!\\)(!?)\[(?:[^\[\]\\]|\\.)*\]\(((?:[^()\n]|\([^()\n]*\))*)\)")
TITLE = re.compile(r"\s+[\"'][^\"']*[\"']$")
HOST = re.compile(r"www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:cn|com|org|net)(?:/|$)", re.IGNORECASE)
BULLETIN = re.compile(r"/?bulletins/|\d{4}/[a-z0-9-]+/?$")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
ALLOWED = re.compile(r"https?://[^/]|mailto:[^@]+@", re.IGNORECASE)
PATH = re.compile(r"[/.{]|.*\.[A-Za-z0-9]{2,5}(?:#|$)")
# Pages that every site has, or whose addresses only the build knows and checks itself.
PAGES = re.compile(
    r"(?:archive|figures|search|about|accessibility|sitemap|departments|data|topics|series|columns)(?:/.*)?|feed\.xml|[a-z]+\.html"
)


def links(sheet: Sheet, world: World) -> Iterator[Problem]:
    """Links and pictures of the body that lead nowhere, out of the content folder, or to a forbidden scheme."""
    for line in sheet.lines:
        for found in LINK.finditer(line.typed):
            picture, address = bool(found.group(1)), TITLE.sub("", found.group(2).strip()).strip("<>")
            if problem := _problem(sheet, world, line.number, picture, address):
                yield problem


def _problem(sheet: Sheet, world: World, line: int, picture: bool, address: str) -> Problem | None:
    what = "图片" if picture else "链接"
    if address.startswith(("//", "\\")) or (SCHEME.match(address) and not ALLOWED.match(address)):
        return sheet.error("link", line, f"{what}“{address}”的网址不能用", "只用 http、https、mailto，或本站路径")
    if ALLOWED.match(address):
        hint = "把图片存到 content/images，写成 ![说明](/images/文件名)"
        return sheet.error("link", line, f"图片“{address}”在别的网站", hint) if picture else None
    if not picture and not PATH.match(address):
        return None  # words between brackets that are no address, as in [2024](试行)
    if _is_there(sheet, world, picture, address):
        return None
    return sheet.error("link", line, *fault_of_target(address, picture))


def fault_of_target(address: str, picture: bool) -> tuple[str, str]:
    """(what is wrong, what to do) with an address that leads nowhere: the same words in every command.

    >>> fault_of_target("/bulletins/2024/fang-xun/", False)
    ('链接“/bulletins/2024/fang-xun/”指向的公报不存在', '核对那篇稿件的年份和 slug，写成 /bulletins/年份/slug/')
    >>> fault_of_target("www.example.com", False)
    ('链接“www.example.com”少了 https://', '写成 https://www.example.com')
    """
    what, where = ("图片", "images") if picture else ("链接", "files")
    if not picture and HOST.match(address):
        return f"{what}“{address}”少了 https://", f"写成 https://{address}"
    if not picture and (BULLETIN.match(address) or address.partition("#")[0].endswith(".md")):
        return f"{what}“{address}”指向的公报不存在", "核对那篇稿件的年份和 slug，写成 /bulletins/年份/slug/"
    return f"{what}“{address}”指向的文件不存在", f"检查路径；文件放在 content/{where}，写成 /{where}/文件名"


def _is_there(sheet: Sheet, world: World, picture: bool, address: str) -> bool:
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or (path == "/" and not picture):
        return True
    places = (_join(posixpath.dirname(sheet.post.source), path), _join(_page(sheet), path))
    folders = ("images/",) if picture else ("images/", "files/", "posts/", "pages/")
    if any(place in world.files and place.startswith(folders) for place in places):
        return True
    return not picture and any(_is_page(world, place) for place in places)


def _page(sheet: Sheet) -> str:
    """The address of the post's page, which relative links may start from."""
    bulletin = sheet.post.bulletin
    return f"bulletins/{bulletin.date.year}/{bulletin.slug}" if bulletin and bulletin.date else ""


def _is_page(world: World, place: str) -> bool:
    found = re.fullmatch(r"bulletins/(\d{4})/([a-z0-9-]+)(?:/(?:ledger/?|data\.(?:json|csv))?)?", place)
    if found:
        return any(
            post.bulletin and post.bulletin.date and post.bulletin.date.year == int(found.group(1))
            for post in world.slugs.get(found.group(2), ())
        )
    return bool(PAGES.fullmatch(place))


def _join(folder: str, path: str) -> str:
    """A path made absolute below the content folder; what would lead out of it stays outside and is found nowhere.

    >>> _join("posts/2024", "../../images/a.png"), _join("posts", "/files/b.pdf"), _join("posts", "../../etc")
    ('images/a.png', 'files/b.pdf', '../etc')
    """
    base = "" if path.startswith("/") else folder
    joined = posixpath.normpath(posixpath.join(base, path.lstrip("/")))
    return "" if joined == "." else joined
