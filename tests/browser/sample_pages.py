"""Every kind of page with the views of the invented city: what the templates are shown and tested with."""

from __future__ import annotations

from sample_views import (
    BULLETIN,
    BULLETIN_URL,
    CARDS,
    CITY,
    CITY_PARTS,
    COUNTY,
    COUNTY_PARTS,
    DEPARTMENT,
    DEPARTMENTS,
    NAVIGATION,
    PAGES,
    PEOPLE,
    PUMPS,
    RELIEF,
    SHIFTS,
    SITE,
    TOTAL,
    page,
)

from bulletins.site.ledger import Row, kinds
from bulletins.views import Group, Link, Pages, PageView

Values = dict[str, object]
Sample = tuple[str, PageView, Values]

YEARS = (
    Link("2024年", "archive/2024/", 18),
    Link("2023年", "archive/2023/", 21),
    Link("2022年", "archive/2022/", 9),
)
FEEDS = (Link("订阅", "feed.xml"),)
META = (
    ("SiteName", "云溪公报"),
    ("ArticleTitle", BULLETIN.card.title),
    ("PubDate", "2024-07-18 00:00"),
    ("ContentSource", "云溪市应急管理局"),
)
ABOUT = (
    '<p>本站刊登云溪市各部门的公开报告。</p><h2 id="errors">找错</h2>'
    '<p>请致电办公室，或在<a href="https://media.example/">合作媒体</a>留言。</p>'
)
LEDGER = (
    Row("furniture", "页面杂项：分享按钮", 2, "分享到：微信　打印　关闭", ""),
    Row("blanks", "空格整理", 3, "  ", ""),
    Row("punctuation", "半角逗号改全角", 5, ",", "，"),
    Row("punctuation", "半角逗号改全角", 8, ",", "，"),
    Row("title", "标题由首句拟成", 1, "", "全力做好梅雨期防汛救灾物资保障"),
)


def contexts() -> dict[str, tuple[str, Values]]:
    """Address → (template, context) for every kind of page."""
    samples = [_home(), _article(), *_departments(), _archive(), _figures(), _ledger(), *_plain(), *_lists()]
    return {view.url: (template, {"site": SITE, "page": view, **values}) for template, view, values in samples}


def _home() -> Sample:
    view = page("home", SITE.name, "", description=SITE.tagline, feeds=(Link("全站更新", "feed.xml"),))
    columns = (
        Link("工作动态", "columns/dongtai/", 31),
        Link("通知公告", "columns/gonggao/", 8),
        Link("数据发布", "columns/shuju/", 5),
    )
    values: Values = {
        "latest": CARDS,
        "departments": DEPARTMENTS,
        "figures": (TOTAL, PEOPLE, SHIFTS, PUMPS),
        "notes": ("", "待核实", "", ""),
        "columns": columns,
        "topics": (Link("防汛", "topics/fangxun/", 6), Link("供水", "topics/gongshui/", 2)),
        "years": YEARS,
    }
    return "home.html", view, values


def _article() -> Sample:
    view = page("article", BULLETIN.card.title, BULLETIN_URL, description=BULLETIN.summary, meta=META)
    return "article.html", view, {"bulletin": BULLETIN}


def _departments() -> list[Sample]:
    kinds_of_body = dict.fromkeys(department.kind for department in DEPARTMENTS)
    groups = tuple(
        Group(kind, f"k{place}", departments=tuple(d for d in DEPARTMENTS if d.kind == kind))
        for place, kind in enumerate(kinds_of_body)
    )
    one: Values = {"department": DEPARTMENT, "pages": Pages()}
    return [
        ("departments.html", page("departments", "部门名录", "departments/"), {"groups": groups}),
        ("department.html", page("department", RELIEF.name, RELIEF.url), one),
    ]


def _archive() -> Sample:
    groups = (Group("2024年", "y2024", CARDS[:3], YEARS), Group("2023年", "y2023", CARDS[3:]))
    values: Values = {"groups": groups, "feeds": FEEDS, "pages": PAGES}
    return "archive.html", page("archive", "历年公报", "archive/"), values


def _figures() -> Sample:
    everything = (TOTAL, PEOPLE, SHIFTS, PUMPS, CITY, COUNTY, *CITY_PARTS, *COUNTY_PARTS)
    departments = (
        Link("市应急局", "figures/department/yingji/", 20),
        Link("市水务局", "figures/department/shuiwu/", 8),
    )
    values: Values = {
        "statistics": everything,
        "rows": "",
        "groups": (
            Group("按部门看", "departments", links=departments),
            Group("按单位看", "units", links=(Link("件", "figures/unit/jian/", 9),)),
        ),
        "count": len(everything),
        "chosen": ("", ""),
        "pages": PAGES,
        "data": (Link("CSV", "data/statistics.csv"), Link("JSON", "data/statistics.json")),
    }
    return "figures.html", page("figures", "统计数字", "figures/"), values


def _ledger() -> Sample:
    values: Values = {
        "bulletin": BULLETIN,
        "others": (Link(CARDS[1].title, f"{CARDS[1].url}ledger/", 4),),
        "rows": LEDGER,
        "kinds": kinds(LEDGER),
        "original": (
            (3, (("入梅以来", ""), (",", "changed"), ("云溪江流域连降大雨。", ""))),
            (5, (("分享到：微信　打印　关闭", "dropped"),)),
        ),
        "published": ((("入梅以来", ""), ("，", "changed"), ("云溪江流域连降大雨。", "")),),
    }
    return "ledger.html", page("ledger", "规范化记录", f"{BULLETIN_URL}ledger/"), values


def _plain() -> list[Sample]:
    groups = (Group("栏目", "g1", links=NAVIGATION), Group("年份", "g2", links=YEARS))
    return [
        ("404.html", page("404", "没有找到这个页面", "404.html"), {"latest": CARDS[:3]}),
        ("page.html", page("page", "关于本站", "about/"), {"content": ABOUT}),
        ("sitemap.html", page("sitemap", "网站地图", "sitemap/"), {"groups": groups}),
    ]


def _lists() -> list[Sample]:
    kinds_of_list = (("series", "梅雨期防汛工作汇编"), ("topic", "防汛救灾"), ("column", "工作动态"))
    return [
        (
            f"{kind}.html",
            page(kind, title, f"{kind}/x/"),
            {"title": title, "cards": CARDS, "pages": PAGES, "feeds": FEEDS},
        )
        for kind, title in kinds_of_list
    ]
