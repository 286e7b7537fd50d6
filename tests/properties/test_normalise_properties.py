"""What must hold for every report: nothing is lost, the ledger replays, twice is once.

``GONGBAO_MANY=1`` runs 5,000 reports instead of a few hundred.
"""

from __future__ import annotations

import os
import unicodedata
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bulletins.departments import Department, Registry
from bulletins.markdown import escape, sections_to_markdown
from bulletins.model import BlockKind, Bulletin, Report, body_text
from bulletins.normalise import explain, normalise, replay, unaccounted
from bulletins.post import write_post

SHORT = 150
MANY = 5000 if os.environ.get("GONGBAO_MANY") else SHORT
REGISTRY = Registry(
    (Department("云溪市水务局", "shuiwu", region="云溪市"), Department("云溪市教育局", "jiaoyu", region="云溪市"))
)
# The short run is the same every time; only the long one goes looking.
quick = settings(
    derandomize=MANY == SHORT, max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

numerals = "一二三四五六七八九十"
words = st.sampled_from(
    [
        "清淤渠道",
        "维修闸门",
        "排查隐患",
        "强化值守",
        "慰问老人",
        "发放宣传册",
        "改造管网",
        "走访农户",
        "调度会商",
        "整改销号",
    ]
)
amounts = st.sampled_from(
    ["12处", "1,260万方", "3.5%", "６0余人次", "18条68.7千米", "9:30", "6—8名", "近50家", "0.8吨", "2022年", "ⅲ级", "①"]
)
marks = st.sampled_from([",", "，", ",,", ";", "；", "、", ":", "——", "--", "...", "…", " ", "　", ""])
names = st.sampled_from(["市水务局", "云溪市教育局", "县应急管理局", "市工信局"])
furniture = st.sampled_from(
    [
        "分享到:",
        "相關文章:",
        "字体:[大 中 小]",
        "浏览次数:25",
        "上一篇：植树",
        "【打印】【关闭】",
        "当前位置：首页 > 动态",
        "责任编辑：小方",
    ]
)
heads = st.sampled_from(
    [
        "春灌保障在行动（二）",
        "关于做好值守工作的通知",
        "春灌情况通报(2021年第3期)",
        "迎战洪峰 守护家园",
        "——水务人在行动",
    ]
)
captions = st.sampled_from(["图为工作人员巡堤。", "巡堤现场（李某 摄）", "IMG_2031.jpg\n泵站检修", "▲ 志愿者清理河道"])
dates = st.sampled_from(["2021年3月18日", "二〇二一年三月十八日", "发布时间:2021-03-18 来源:市水务局", "（2021.3.18）"])
odd = st.sampled_from(
    ["\ufeff", "\u200b", "𠮷", "㎡", "〇", "👨‍👩‍👧", "<b>", "http://a.cn/b,c:d", "`a,b`", "\t", "|", "*", "_"]
)


@st.composite
def sentences(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.one_of(words, amounts, marks, names, odd), min_size=1, max_size=8))
    return draw(words) + "".join(pieces) + draw(st.sampled_from(["。", "。", "。", ".", "；", "", "！"]))


@st.composite
def enumerated(draw: st.DrawFn) -> str:
    number = draw(st.integers(1, 9))
    style = draw(
        st.sampled_from(["{h}、", "（{h}）", "({h})", "{a}.", "（{a}）", "第{h}，", "{h}是", "{h}抓", "第{h}章 "])
    )
    opening = style.format(h=numerals[number - 1], a=number)
    return opening + draw(words) + draw(st.sampled_from(["。", "", "，"])) + draw(st.one_of(st.just(""), sentences()))


bullets = st.builds(lambda mark, text: f"{mark} {text}", st.sampled_from("◆●▲·"), words)
lines = st.one_of(
    sentences(), sentences(), enumerated(), enumerated(), words, names, furniture, heads, captions, dates, bullets
)
breaks = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\r\n", "\n　　"])


@st.composite
def reports(draw: st.DrawFn) -> str:
    pieces: list[str] = []
    for line in draw(st.lists(lines, min_size=1, max_size=14)):
        pieces += (line, draw(breaks))
    return "".join(pieces)


def as_report(bulletin: Bulletin) -> Report:
    """The post of a bulletin, as somebody might normalise it once more."""
    signed = replace(bulletin, departments=bulletin.departments or ("云溪市水务局",), slug="again")
    return Report("again.md", write_post(replace(signed, date=bulletin.date or datetime(2024, 4, 1))), "text/markdown")


def as_markdown(bulletin: Bulletin) -> Report:
    """The same without its front matter: a page that states its title and outline, and nothing else."""
    text = f"# {escape(bulletin.title)}\n\n{sections_to_markdown(bulletin.sections)}"
    return Report("again.md", text, "text/markdown")


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text)))


@quick
@example("相關文章:\n春灌保障在行动（二）\n春灌保障在行动（二）\n")  # a link that is its own repeat
@given(reports())
def test_nothing_is_lost(text: str) -> None:
    report = Report("a.txt", text)
    done = normalise(report, REGISTRY)
    assert unaccounted(report, done) == ()
    assert replay(report, done.ledger) == "".join(map(body_text, done.bulletins))
    assert explain(done) is not None


@quick
@given(reports())
def test_letters_and_digits_are_published_or_dropped(text: str) -> None:
    """The same promise by counting, without the product's own check."""
    done = normalise(Report("a.txt", text), REGISTRY)
    kept = "".join(map(body_text, done.bulletins)) + "".join(change.before for change in done.ledger if change.note)
    assert sorted(letters(kept)) == sorted(letters(text))


@quick
@given(reports())
def test_twice_is_once(text: str) -> None:
    for bulletin in normalise(Report("a.txt", text), REGISTRY).bulletins:
        post = as_report(bulletin)
        again = normalise(post, REGISTRY)
        assert unaccounted(post, again) == ()
        assert [write_post(one) for one in again.bulletins] == [post.text]
        assert again.bulletins[0].sections == bulletin.sections


@settings(derandomize=True, max_examples=SHORT, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports())
def test_markdown_without_front_matter_reads_the_same(text: str) -> None:
    """No promise, since a bare page states neither department nor date and its lines are judged anew; but as a rule."""
    for bulletin in normalise(Report("a.txt", text), REGISTRY).bulletins:
        again = normalise(as_markdown(bulletin), REGISTRY)
        assert [one.sections for one in again.bulletins] == [bulletin.sections]
        assert again.bulletins[0].title == bulletin.title


@quick
@given(reports())
def test_origins_point_to_the_same_words(text: str) -> None:
    done = normalise(Report("a.txt", text), REGISTRY)
    for bulletin, origins in zip(done.bulletins, done.origins, strict=True):
        body = body_text(bulletin)
        assert len(body) == len(origins)
        for character, origin in zip(body, origins, strict=True):
            if character.isalnum():
                assert letters(text[origin]) == letters(character)
        placed = [origin for origin in origins if origin >= 0]
        assert all(one < two for one, two in pairwise(placed))


@quick
@given(st.text(max_size=200))
def test_any_text_at_all(text: str) -> None:
    report = Report("a.txt", text)
    assert unaccounted(report, normalise(report, REGISTRY)) == ()


@quick
@given(reports())
def test_levels_leave_no_gap(text: str) -> None:
    """A section is at most one level deeper than the one before it, and only the first may have no heading."""
    for bulletin in normalise(Report("a.txt", text), REGISTRY).bulletins:
        levels = [section.level for section in bulletin.sections]
        assert all(two <= one + 1 for one, two in pairwise([0, *levels]))
        assert all(section.heading for section in bulletin.sections[1:])
        for section in bulletin.sections:
            assert all(block.text.strip() for block in section.blocks)
            assert all("\n" not in block.text for block in section.blocks if block.kind is BlockKind.CAPTION)
