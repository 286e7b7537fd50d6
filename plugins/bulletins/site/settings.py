"""The SITE settings of pelicanconf.py as the templates' SiteView, checked once."""

from __future__ import annotations

import difflib
import re
import runpy
import traceback
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from ..problems import Problem, Refusal, Severity
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
CONTACT = re.compile(r"[!-~]+")
NOTICE = timedelta(days=30)
EXTRA = ("languages", "sample", "share_cards", "share_font", "security_contact", "security_expires")


def site_view(settings: Mapping[str, object], build: str = "", path: str = "pelicanconf.py") -> SiteView:
    """Make the SiteView; raises Refusal naming every setting that is unknown or can't be used.

    >>> site_view({"name": "云溪公报", "base": "https://gongbao.example/"}).base
    'https://gongbao.example'
    """
    problems = [_unknown(path, key) for key in settings if key not in (*TEXTS, *EXTRA)]
    for key in TEXTS:
        if not isinstance(settings.get(key, ""), str):
            problems.append(Problem(path, 0, f"SITE 里的 {key} 不是文字", f'加上引号："{settings[key]}"', "settings"))
    values = {key: str(settings.get(key, "")).strip() for key in TEXTS}
    if not values["name"]:
        problems.append(Problem(path, 0, "SITE 里没有 name", "写上网站名称", "settings"))
    values["base"] = values["base"].rstrip("/")
    for key in ("base", "error_report_url"):
        parts = urlsplit(values[key])
        if values[key] and (parts.scheme not in {"http", "https", "mailto"} or '"' in values[key]):
            problems.append(Problem(path, 0, f"SITE 里的 {key} 不是网址", "写成 https://…", "settings"))
    problems += _security(settings, path)
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


def site_of(settings: Mapping[str, object], path: str = "pelicanconf.py") -> Mapping[str, object]:
    """The SITE among the settings; raises Refusal when there is none that can be read.

    >>> site_of({"SITE": {"name": "云溪公报"}})["name"]
    '云溪公报'
    """
    site = settings.get("SITE")
    if not isinstance(site, dict) or not all(isinstance(key, str) for key in site):
        what = "没有 SITE，或它不是 {…}"
        raise Refusal([Problem(path, 0, what, '写成 SITE = {"name": "网站名称"}，其余各项见手册', "settings")])
    return site


def refuse_without_us(settings: Mapping[str, object], path: str) -> None:
    """Raise Refusal where Pelican would read the posts without this plugin, and stop at the first of them."""
    plugins = settings.get("PLUGINS")
    names = {getattr(plugin, "__name__", plugin) for plugin in plugins} if isinstance(plugins, (list, tuple)) else set()
    if "bulletins.site" not in names:
        hint = '写上 PLUGIN_PATHS = ["plugins"] 和 PLUGINS = ["bulletins.site"]'
        raise Refusal([Problem(path, 0, "PLUGINS 里没有 bulletins.site", hint, "settings")])


def fault_of_file(path: Path, error: BaseException) -> Problem:
    """What an editor has to know when a settings file can't be run: its line, and what Python says of it."""
    line = error.lineno or 0 if isinstance(error, SyntaxError) and error.filename == str(path) else 0
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename == str(path):
            line = frame.lineno or line
    what = f"{type(error).__name__}: {error}".splitlines()[0]
    return Problem(str(path), line, f"设置文件运行不了：{what}", "改正这一行，或换回原来的设置文件", "settings")


def read_site(path: Path) -> Mapping[str, object]:
    """The SITE of a settings file; nothing when the file can't be run, which a build then says."""
    try:
        found = runpy.run_path(str(path)).get("SITE")
    except (Exception, SystemExit):
        return {}
    return found if isinstance(found, dict) else {}


def _security(settings: Mapping[str, object], path: str) -> list[Problem]:
    """What is wrong with the two lines that security.txt needs (RFC 9116 §2.5.3 and §2.5.5)."""
    contact, expires = (str(settings.get(key, "")) for key in ("security_contact", "security_expires"))
    problems = []
    if contact and (urlsplit(contact).scheme not in {"https", "mailto", "tel"} or not CONTACT.fullmatch(contact)):
        hint = "写成 mailto:…、https://… 或 tel:…"
        problems.append(Problem(path, 0, "SITE 里的 security_contact 不是联系方式", hint, "settings"))
    if (contact or expires) and not (contact and _moment(expires)):
        hint = "两项一起写，日期写成 2027-11-01T00:00:00+08:00 的样子；不要 security.txt 就都删掉"
        what = "SITE 里的 security_contact 和 security_expires 没有写全，或日期不对"
        problems.append(Problem(path, 0, what, hint, "settings"))
    return problems


def expiring(settings: Mapping[str, object], now: datetime, path: str = "pelicanconf.py") -> Problem | None:
    """What an editor has to know of the day on which security.txt runs out; ``now`` has a time zone.

    >>> now = datetime.fromisoformat("2027-10-20T08:00:00+08:00")
    >>> print(expiring({"security_expires": "2027-11-01T00:00:00+08:00"}, now))
    pelicanconf.py: [settings] security.txt 在 2027-11-01 到期 — 核对联系方式，把 security_expires 改到一年以内的新日期
    """
    until = _moment(str(settings.get("security_expires", "")))
    if until is None or until - now > NOTICE:
        return None
    gone = until <= now
    what = f"security.txt {'已经' if gone else ''}在 {until:%Y-%m-%d} 到期"
    hint = "核对联系方式，把 security_expires 改到一年以内的新日期"
    return Problem(path, 0, what, hint, "settings", Severity.ERROR if gone else Severity.WARNING)


def _moment(text: str) -> datetime | None:
    """A moment with its time zone, None for anything else."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _unknown(path: str, key: str) -> Problem:
    near = difflib.get_close_matches(key, (*TEXTS, *EXTRA), n=1)
    return Problem(path, 0, f"SITE 里有不认识的设置“{key}”", f"是不是 {near[0]}？" if near else "删掉它", "settings")
