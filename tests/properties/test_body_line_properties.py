"""No line of a text is dropped: sentences and items grown around the very words of which page furniture is made.

``GONGBAO_MANY=1`` runs 5,000 reports instead of a few hundred.
"""

from __future__ import annotations

import os

import opencc
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bulletins.departments import Department, Registry
from bulletins.model import Normalised, Report, body_text
from bulletins.normalise import normalise, unaccounted

SHORT = 200
MANY = 5000 if os.environ.get("GONGBAO_MANY") else SHORT
REGISTRY = Registry((Department("云溪市水务局", "shuiwu", region="云溪市"),))
quick = settings(
    derandomize=MANY == SHORT, max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
TRADITIONAL = opencc.OpenCC("s2t").convert


def words(text: str) -> list[str]:
    return text.split()


# What furniture is made of.
PAGE = words(
    "阅读 浏览 访问 点击 查看 下载 打印 关闭 保存 收藏 分享 转发 点赞 评论 在看 关注 订阅 "
    "投诉 搜索 广告 编辑 责任编辑 审核 校对 监制 签发 录入 信息员 来源 作者 记者 供稿 "
    "发布 发布人 更新 首页 主页 位置 当前位置 所在位置 上一条 下一页 上一版 相关 推荐 热门 更多 "
    "二维码 扫一扫 长按 公众号 微信 微博 版权 版权所有 声明 技术支持 主办 承办 附件 图片 视频 "
    "字号 字体 大小 导航 栏目 分类 关键词 标题 名称 索引 有效性 网站 天气 地址 电话 邮编 赞赏 "
    "满意 往期 "
)
THINGS = words(
    "农家书屋 河道 台账 服务点 巡查日志 村民 渠道闸门 宣传册 网格 泵站 受灾群众 水库大坝 供水管网 "
    "惠民政策 试点村庄 施工队 "
)
AMOUNTS = ["12处", "320余人", "1.5万方", "98.6%", "3座", "86.5公里", "近50家", "1,200件", "26场"]
page, thing, amount = st.sampled_from(PAGE), st.sampled_from(THINGS), st.sampled_from(AMOUNTS)
SHAPES = [
    "{page}{thing}", "{page}：{thing}", "{page}:{thing}", "{page}：{thing}{amount}",
    "{page}{thing}{amount}", "{thing}{page}", "{thing}{page}{amount}", "{thing} > {other}",
    "{thing} | {other}", "{page}、{thing}", "{page} {thing}", "{thing} {page}", "{thing}{page}：{other}",
    "{thing}（{page}）", "【{page}】{thing}", "（{page}）{thing}", "{page}{amount}", "{page}：{amount}",
    "{page} {amount}", "{thing} → {page}", "{thing}/{page}/{other}", "{page}和{thing}",
    "{page} {other} {amount}", "● {page}{thing}", "{page}“{thing}”", "{thing}::{page}",
    "《{page}》{thing}",
]  # fmt: skip
SENTENCES = [
    "{page}{thing}共{amount}。", "{page}：{thing}已经完成。", "{thing}可以{page}；{other}不可以", "请{page}{thing}。",
    "{page}。",
]  # fmt: skip
shapes, sentences = st.sampled_from(SHAPES), st.sampled_from(SENTENCES)
FURNITURE = [
    "分享到：微信 微博",
    "【打印】【关闭】",
    "上一篇：植树",
    "责任编辑：方圆",
    "相关链接",
    "浏览次数：25",
    "首页 > 动态 > 正文",
    "扫一扫在手机打开当前页",
    "发布时间：2024-03-18 来源：市水务局",
    "版权所有：云溪市水务局 技术支持：云溪信息中心",
]
furniture = st.sampled_from(FURNITURE)
frames = st.sampled_from(
    [
        "云溪市春灌保障情况\n\n{}\n\n3月18日，市水务局清淤。\n\n下一步继续巡查。\n",
        "云溪市春灌保障情况\n3月18日，市水务局清淤。\n{}\n下一步继续巡查。\n",
        "云溪市春灌保障情况\n\n3月18日，市水务局清淤。\n\n{}\n",
        "云溪市春灌保障情况\n3月18日，市水务局清淤。\n{}\n云溪市水务局\n2024年3月20日\n",
        "云溪市春灌保障情况\n{}\n清淤渠道12公里\n维修闸门3座\n",
    ]
)


@st.composite
def body_lines(draw: st.DrawFn, shape: st.SearchStrategy[str]) -> str:
    return draw(shape).format(page=draw(page), thing=draw(thing), other=draw(thing), amount=draw(amount))


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def published(done: Normalised) -> str:
    parts: list[str] = []
    for bulletin in done.bulletins:
        parts += (bulletin.title, bulletin.series, bulletin.document_number, bulletin.origin, bulletin.author)
        parts.append(body_text(bulletin))
    return letters("".join(parts))


@quick
@given(frames, st.lists(body_lines(st.one_of(shapes, sentences)), min_size=1, max_size=4), st.booleans())
def test_lines_made_of_the_words_of_furniture_stay(frame: str, lines: list[str], traditional: bool) -> None:
    written = TRADITIONAL if traditional else str
    report = Report("a.txt", written(frame.format("\n".join(lines))))
    done = normalise(report, REGISTRY)
    words = published(done)
    assert [line for line in lines if letters(written(line)) not in words] == []
    assert unaccounted(report, done) == ()


@quick
@given(
    frames,
    st.lists(
        st.one_of(
            furniture,
            body_lines(sentences),
            body_lines(st.sampled_from([shape for shape in SHAPES if shape.endswith("{amount}")])),
        ),
        min_size=2,
        max_size=6,
    ),
)
def test_between_real_furniture_no_sentence_and_no_quantity_leaves(frame: str, lines: list[str]) -> None:
    report = Report("a.txt", frame.format("\n".join(lines)))
    done = normalise(report, REGISTRY)
    words = published(done)
    said = [line for line in lines if line.endswith("。") or "；" in line or line.endswith(tuple(AMOUNTS))]
    assert [line for line in said if letters(line) not in words] == []
    assert unaccounted(report, done) == ()
