"""Views of an invented city, as the site's builder would hand them to the templates."""

from __future__ import annotations

from bulletins.views import (
    Attachment,
    BreakdownView,
    BulletinView,
    Card,
    ContentsEntry,
    DepartmentLink,
    DepartmentView,
    Fact,
    FigureGroup,
    HighlightView,
    Link,
    MentionView,
    Pages,
    PageView,
    PartView,
    SiteView,
    StatisticView,
    TrendView,
)

NAVIGATION = (
    Link("首页", ""),
    Link("公报", "archive/"),
    Link("部门", "departments/"),
    Link("数字", "figures/"),
    Link("检索", "search/"),
    Link("关于", "about/"),
)
SITE = SiteView(
    name="云溪公报",
    tagline="各部门做了什么，办了多少，都在这里查",
    domain="yunxi.example",
    id_code="0000000000",
    organiser="云溪市人民政府办公室",
    undertaker="云溪市政务公开中心",
    contact="0000-12345",
    icp="",
    police="",
    error_report_url="about/#errors",
    base="https://yunxi.example",
    navigation=NAVIGATION,
    sample=True,
)
WATER = DepartmentLink("云溪市水务局", "市水务局", "departments/shuiwu/")
RELIEF = DepartmentLink("云溪市应急管理局", "市应急局", "departments/yingji/")
HOUSING = DepartmentLink("云溪市住房和城乡建设局", "市住建局", "departments/zhujian/")
BULLETIN_URL = "bulletins/2024/flood-relief/"


def statistic(
    id: str,
    number: str,
    unit: str,
    label: str,
    value: str,
    before: str = "",
    after: str = "",
    facets: tuple[str, ...] = (),
    date: str = "2024-07-18",
    department: str = "市应急局",
) -> StatisticView:
    """A statistic of the sample bulletin."""
    return StatisticView(
        id=id,
        printed=f"{before}{number}{after}{unit}",
        before=before,
        number=number,
        after=after,
        unit=unit,
        value=value,
        upper="",
        hedge=before + after,
        label=label,
        facets=facets,
        sentence=f"{label}{before}{number}{after}{unit}。",
        url=f"{BULLETIN_URL}#{id}",
        department=department,
        date=date,
        title="全力做好梅雨期防汛救灾物资保障",
    )


TOTAL = statistic("q-total", "24860", "件", "调拨防汛救灾物资", "24860", facets=("累计", "全市"))
CITY = statistic("q-city", "15320", "件", "市级调拨", "15320")
COUNTY = statistic("q-county", "9540", "件", "县区调拨", "9540")
CITY_PARTS = tuple(
    statistic(f"q-city-{i}", value, unit, label, value)
    for i, (label, value, unit) in enumerate(
        (
            ("编织袋", "9800", "条"),
            ("折叠床", "1260", "张"),
            ("雨衣", "3200", "件"),
            ("抽水泵", "60", "台"),
            ("其他物资", "1000", "件"),
        )
    )
)
COUNTY_PARTS = tuple(
    statistic(f"q-county-{i}", value, unit, label, value)
    for i, (label, value, unit) in enumerate(
        (("折叠床", "730", "张"), ("救生衣", "4110", "件"), ("帐篷", "860", "顶"), ("手电筒", "3740", "支"))
    )
)
PEOPLE = statistic("q-people", "1.2万", "人", "转移避险群众", "12000", before="约", facets=("累计",))
SHIFTS = statistic("q-shifts", "860", "人次", "出动抢险队员", "860", after="余", facets=("累计",))
PUMPS = statistic("q-pumps", "14", "处", "排除道路积水", "14")
ROUTES = statistic("q-routes", "6—8", "名", "每班值守干部", "6")


def breakdown(total: StatisticView, parts: tuple[StatisticView, ...], audit: str, words: str) -> BreakdownView:
    """A breakdown with shares of the total."""
    shares = [float(part.value) / float(total.value) * 100 for part in parts]
    return BreakdownView(
        total, tuple(PartView(part, share) for part, share in zip(parts, shares, strict=True)), audit, words
    )


WHOLE = breakdown(TOTAL, (CITY, COUNTY), "adds-up", "2项相加：15320＋9540＝24860，与合计24860件一致。")
CITY_WHOLE = breakdown(CITY, CITY_PARTS, "adds-up", "5项相加：9800＋1260＋3200＋60＋1000＝15320，与合计15320件一致。")
COUNTY_WHOLE = breakdown(
    COUNTY, COUNTY_PARTS, "differs", "4项相加：730＋4110＋860＋3740＝9440，比合计9540件少100件；原文如此，未作改动。"
)


def quantity(view: StatisticView) -> str:
    """The anchor of a figure in the body."""
    words = view.number + view.after + view.unit
    return f'{view.before}<data class="quantity" id="{view.id}" value="{view.value}">{words}</data>'


def _listed(parts: tuple[StatisticView, ...]) -> str:
    return "，".join(f"{part.label}{quantity(part)}" for part in parts)


CONTENT = f"""<p>入梅以来，云溪江流域连降大雨，部分低洼路段积水。\
市应急管理局会同水务、住建等部门，提前备料、就近调运，把物资送到最需要的堤段和社区。</p>
<h2 id="s-1">一、摸清底数，物资跟着雨情走</h2>
<p>入梅前对市、县两级仓库逐库盘点，缺什么补什么。截至7月18日，全市累计调拨防汛救灾物资{quantity(TOTAL)}。其中，\
{CITY.label}{quantity(CITY)}（{_listed(CITY_PARTS)}）；\
{COUNTY.label}{quantity(COUNTY)}（{_listed(COUNTY_PARTS)}）。</p>
<h3 id="s-1-1">（一）市级仓库</h3>
<p>三座市级仓库实行双人双锁，夜间也能在半小时内出库。每班安排{quantity(ROUTES)}干部值守。</p>
<p class="caption">图为市级仓库连夜装车。</p>
<h3 id="s-1-2">（二）县区仓库</h3>
<p>各县区按“一镇一点”预置物资，山洪易发村组另设小库房，钥匙由村干部和护堤员分别保管。</p>
<h2 id="s-2">二、先转移，后抢险</h2>
<p>凡是山洪、滑坡隐患点，一律先转移群众。累计转移避险群众{quantity(PEOPLE)}，出动抢险队员{quantity(SHIFTS)}，排除道路积水{quantity(PUMPS)}。安置点提供热食、热水和充电，老人、孩子由专人照看。</p>
<ul><li>学校安置点优先安排有幼儿的家庭。</li><li>卫生所每天两次上门巡诊。</li></ul>
<h2 id="s-3">三、雨停不松劲</h2>
<p>主汛期结束前，物资随用随补，账目每周公布一次。退水后对泵站、涵闸逐一检修，积水点列入当年改造计划。</p>
<div class="table-box" role="region" tabindex="0" aria-label="表格">
<table><thead><tr><th>安置点</th><th>开放时间</th><th>人数</th></tr></thead>
<tbody>
<tr><td>桥东小学</td><td>7月12日</td><td>420</td></tr>
<tr><td>南湖体育馆</td><td>7月13日</td><td>1100</td></tr>
</tbody></table></div>
"""

TITLES = (
    ("全力做好梅雨期防汛救灾物资保障", BULLETIN_URL, "2024-07-18", (RELIEF,), "工作动态"),
    ("上半年城镇污水处理提质增效进展", "bulletins/2024/sewage/", "2024-07-05", (WATER, HOUSING), "工作动态"),
    ("老旧小区加装电梯第二批完工情况通报", "bulletins/2024/lifts/", "2024-06-21", (HOUSING,), "通知公告"),
    ("云溪江春季水质监测与河道保洁", "bulletins/2024/river/", "2024-05-30", (WATER,), "数据发布"),
    ("安全生产月应急演练总结", "bulletins/2024/drill/", "2024-06-30", (RELIEF,), "工作动态"),
)


def card(index: int) -> Card:
    """One of the sample cards."""
    title, url, date, departments, column = TITLES[index]
    year, month, day = date.split("-")
    return Card(
        title=title,
        url=url,
        date=date,
        date_text=f"{year}年{int(month)}月{int(day)}日",
        departments=departments,
        column=column,
        excerpt="入梅以来，云溪江流域连降大雨，部分低洼路段积水。市应急管理局会同水务、住建等部门，提前备料、就近调运，把物资送到最需要的堤段和社区。",
        figure=(TOTAL, PEOPLE, None, SHIFTS, None)[index],
        inferred_date=index == 3,
    )


CARDS = tuple(card(index) for index in range(len(TITLES)))

BULLETIN = BulletinView(
    card=CARDS[0],
    content=CONTENT,
    facts=(
        Fact("发布机构", RELIEF.name, links=(Link(RELIEF.name, RELIEF.url),), author=True),
        Fact("发布日期", "2024年7月18日", datetime="2024-07-18"),
        Fact("来源", "云溪市应急管理局办公室"),
        Fact("文号", "云应急〔2024〕23号"),
        Fact("有效性", "有效"),
    ),
    summary="入梅以来，云溪江流域连降大雨。截至7月18日，全市累计调拨防汛救灾物资24860件，转移避险群众约1.2万人。",
    contents=(
        ContentsEntry("s-1", "一、摸清底数，物资跟着雨情走", 1),
        ContentsEntry("s-1-1", "（一）市级仓库", 2),
        ContentsEntry("s-1-2", "（二）县区仓库", 2),
        ContentsEntry("s-2", "二、先转移，后抢险", 1),
        ContentsEntry("s-3", "三、雨停不松劲", 1),
    ),
    highlights=(HighlightView(TOTAL, WHOLE), HighlightView(PEOPLE), HighlightView(SHIFTS), HighlightView(PUMPS)),
    breakdowns=(WHOLE, CITY_WHOLE, COUNTY_WHOLE),
    statistics=(TOTAL, CITY, *CITY_PARTS, COUNTY, *COUNTY_PARTS, ROUTES, PEOPLE, SHIFTS, PUMPS),
    corrections=(Fact("2024年7月20日", "“救生衣4110件”原刊为“4101件”，系录入之误。", datetime="2024-07-20"),),
    review=(Fact("标题", "全力做好梅雨期防汛救灾物资保障", note="报告没有标题，由首句拟成"),),
    topics=(Link("防汛救灾", "topics/fangxun/", 6), Link("物资保障", "topics/wuzi/", 3)),
    series=Link("梅雨期防汛工作汇编", "series/meiyu/"),
    parts=(
        Link("全力做好梅雨期防汛救灾物资保障", BULLETIN_URL, current=True),
        Link("泵站、涵闸汛前检修情况", "bulletins/2024/pumps/"),
        Link("安置点卫生防疫简报", "bulletins/2024/health/"),
    ),
    previous=Link("上半年城镇污水处理提质增效进展", "bulletins/2024/sewage/"),
    next=Link("老旧小区加装电梯第二批完工情况通报", "bulletins/2024/lifts/"),
    related=CARDS[1:3],
    mentioned=(WATER, HOUSING),
    ledger=Link("规范化记录", f"{BULLETIN_URL}ledger/", 12),
    source=Link("原始报告", f"{BULLETIN_URL}report.txt"),
    attachments=(
        Attachment("防汛物资调拨清单.xlsx", "files/wuzi.xlsx", "Excel 表格", "18.4 KB"),
        Attachment("安置点名录.pdf", "files/anzhidian.pdf", "PDF 文档", "1.2 MB"),
    ),
    data=(Link("统计数字（CSV）", f"{BULLETIN_URL}data.csv"), Link("统计数字（JSON）", f"{BULLETIN_URL}data.json")),
)


def _department(
    link: DepartmentLink, kind: str, initials: str, count: int, aliases: tuple[str, ...] = ()
) -> DepartmentView:
    return DepartmentView(link.name, link.short, link.url, kind, initials, count, "2024-07-18", aliases)


DEPARTMENTS = (
    _department(WATER, "政府工作部门", "swj", 9),
    _department(RELIEF, "政府工作部门", "yjj", 12, ("应急局",)),
    _department(HOUSING, "政府工作部门", "zjj", 7),
    _department(DepartmentLink("云溪市卫生健康委员会", "市卫健委", "departments/weijian/"), "政府工作部门", "wjw", 11),
    _department(DepartmentLink("中共云溪市委政法委员会", "市委政法委", "departments/zhengfa/"), "党委机构", "wzfw", 3),
    _department(DepartmentLink("共青团云溪市委员会", "团市委", "departments/tuan/"), "群团组织", "tsw", 2),
)
DEPARTMENT = DepartmentView(
    name=RELIEF.name,
    short=RELIEF.short,
    url=RELIEF.url,
    kind="政府工作部门",
    initials="yjglj",
    count=12,
    updated="2024-07-18",
    aliases=("云溪市应急局", "应急局"),
    former_names=(Fact("曾用名", "云溪市安全生产监督管理局", note="至2018年12月"),),
    duties=("防汛抗旱与自然灾害救助的组织协调", "安全生产综合监督管理", "应急物资的储备和调拨"),
    contact=(
        Fact("办公电话", "0000-6612345", links=(Link("0000-6612345", "tel:0000-6612345"),)),
        Fact("地址", "云溪市桥东区江滨路1号"),
    ),
    latest=(CARDS[0], CARDS[4]),
    years=(Link("2024年", "departments/yingji/#y2024", 7), Link("2023年", "departments/yingji/#y2023", 5)),
    figures=(
        FigureGroup("最近公布", (TOTAL, PEOPLE)),
        FigureGroup("数额最大", (PUMPS,)),
        FigureGroup("公布最多", (SHIFTS,), ("公布过3次",)),
    ),
    breakdowns=(WHOLE,),
    trends=(
        TrendView(
            "出动抢险队员",
            "人次",
            (
                statistic("q-a", "520", "人次", "出动抢险队员", "520", date="2022-07-20"),
                statistic("q-b", "640", "人次", "出动抢险队员", "640", date="2023-07-16"),
                statistic("q-c", "860", "人次", "出动抢险队员", "860", after="余"),
            ),
            "0,30 50,19.4 100,0",
        ),
    ),
    topics=(Link("防汛救灾", "topics/fangxun/", 6),),
    series=(Link("梅雨期防汛工作汇编", "series/meiyu/", 3),),
    works_with=(Link("市水务局", WATER.url, 5), Link("市住建局", HOUSING.url, 2)),
    mentioned_in=(MentionView(CARDS[1], (Link("二、抢排积水", f"{CARDS[1].url}#s-二抢排积水"),)),),
    feeds=(Link("本部门更新（Atom）", "departments/yingji/feed.xml"),),
    data=(Link("统计数字（CSV）", "departments/yingji/data.csv"),),
)
PAGES = Pages(
    2,
    4,
    "archive/",
    "archive/page/3/",
    tuple(Link(str(n), f"archive/page/{n}/" if n > 1 else "archive/", current=n == 2) for n in range(1, 5)),
)


def figure_parts() -> dict[str, object]:
    """What the filters of the figures page fetch, by path below figures/."""
    rows = [
        [v.id, v.label, float(v.value), None, v.unit, v.hedge, v.printed, " · ".join(v.facets)]
        for v in BULLETIN.statistics
    ]

    def chosen(*days: str, unit: str = "") -> list[object]:
        kept = [row for row in rows if not unit or row[4] == unit]
        return [[BULLETIN_URL, BULLETIN.card.title, day, [RELIEF.short], kept] for day in days]

    units = dict.fromkeys(str(row[4]) for row in rows)
    days = ("2024-07-18", "2023-07-16")
    index: dict[str, object] = {
        "total": 2 * len(rows),
        "size": 1000,
        "year": [[day[:4], f"year/{day[:4]}/", len(rows)] for day in days],
        "department": [[RELIEF.short, "department/yingji/", 2 * len(rows)]],
        "unit": [[unit, f"unit/{place}/", 2 * sum(row[4] == unit for row in rows)] for place, unit in enumerate(units)],
    }
    files: dict[str, object] = {"index.json": index, "department/yingji/rows-1.json": chosen(*days)}
    files |= {f"year/{day[:4]}/rows-1.json": chosen(day) for day in days}
    return files | {f"unit/{place}/rows-1.json": chosen(*days, unit=unit) for place, unit in enumerate(units)}


def page(kind: str, title: str, url: str, **more: object) -> PageView:
    """A page with a trail from the home page to itself."""
    depth = url.count("/")
    root = "/".join([".."] * depth) or "."
    trail = () if kind in {"home", "404"} else (Link("首页", ""), Link(title, url))
    return PageView(kind=kind, title=title, url=url, root=root, breadcrumbs=trail, **more)  # type: ignore[arg-type]
