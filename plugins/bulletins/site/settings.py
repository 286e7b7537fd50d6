"""The SITE settings of pelicanconf.py as the templates' SiteView, checked once."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from urllib.parse import urlsplit

from ..problems import Problem, Refusal
from ..views import Link, SiteView
from ..wording import say

NAVIGATION = (
    Link(say("首页"), ""),
    Link(say("部门"), "departments/"),
    Link(say("历年公报"), "archive/"),
    Link(say("统计数字"), "figures/"),
    Link(say("检索"), "search/"),
    Link(say("关于"), "about/"),
)
TEXTS = (
    *("name", "tagline", "domain", "id_code", "organiser", "undertaker", "contact"),
    *("icp", "police", "error_report_url", "base"),
)
EXTRA = ("languages", "sample", "share_cards", "share_font", "security_contact", "security_expires")


def site_view(settings: Mapping[str, object], build: str = "", path: str = "pelicanconf.py") -> SiteView:
    """Make the SiteView; raises Refusal naming every setting that is unknown or can't be used.

    >>> site_view({"name": "云溪公报", "base": "https://gongbao.example/"}).base
    'https://gongbao.example'
    """
    problems = [_unknown(path, key) for key in settings if key not in (*TEXTS, *EXTRA)]
    values = {key: str(settings.get(key, "")).strip() for key in TEXTS}
    if not values["name"]:
        problems.append(Problem(path, 0, "SITE 里没有 name", "写上网站名称", "settings"))
    values["base"] = values["base"].rstrip("/")
    for key in ("base", "error_report_url"):
        parts = urlsplit(values[key])
        if values[key] and (parts.scheme not in {"http", "https", "mailto"} or '"' in values[key]):
            problems.append(Problem(path, 0, f"SITE 里的 {key} 不是网址", "写成 https://…", "settings"))
    if problems:
        raise Refusal(problems)
    values["error_report_url"] = values["error_report_url"] or "errors/"
    return SiteView(
        **values,
        navigation=NAVIGATION,
        languages=(),
        build=build,
        sample=bool(settings.get("sample", False)),
        share_cards=bool(settings.get("share_cards", values["base"])),
        share_font=str(settings.get("share_font", "")),
    )


def _unknown(path: str, key: str) -> Problem:
    near = difflib.get_close_matches(key, (*TEXTS, *EXTRA), n=1)
    return Problem(path, 0, f"SITE 里有不认识的设置“{key}”", f"是不是 {near[0]}？" if near else "删掉它", "settings")
