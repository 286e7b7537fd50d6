"""Every style of enumerator that offices use makes headings of lines with text under them or behind them."""

from __future__ import annotations

import pytest

from bulletins.departments import Registry
from bulletins.model import Report, body_text
from bulletins.normalise import normalise

HEADS = ("强化组织领导", "突出工作重点", "完善保障机制")
BODY = "清淤渠道36公里，维修闸门26座。"
INLINE = [
    "一、 二、 三、",
    "（一） （二） （三）",
    "1. 2. 3.",
    "１． ２． ３．",
    "1） 2） 3）",
    "（1） （2） （3）",
    "⑴ ⑵ ⑶",
    "⒈ ⒉ ⒊",
    "㈠ ㈡ ㈢",
    "① ② ③",
    "❶ ❷ ❸",
    "➊ ➋ ➌",
    "Ⅰ、 Ⅱ、 Ⅲ、",
    "I. II. III.",
    "A、 B、 C、",
    "壹、 貳、 參、",
    "甲、 乙、 丙、",
    "一： 二： 三：",
    "一是 二是 三是",
    "一要 二要 三要",
    "第一， 第二， 第三，",
    "其一， 其二， 其三，",
    "首先， 其次， 最后，",
    "第一阶段： 第二阶段： 第三阶段：",
    "亮点一： 亮点二： 亮点三：",
]
ABOVE = ["01 02 03", "1 2 3", "PART.1 PART.2 PART.3"]


def headings(text: str) -> list[str]:
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    return [section.heading for section in bulletin.sections if section.heading]


@pytest.mark.parametrize("marks", INLINE)
@pytest.mark.parametrize("joint", ["\n", "。"])
def test_a_style_makes_headings(marks: str, joint: str) -> None:
    lines = [mark + head + joint + BODY for mark, head in zip(marks.split(), HEADS, strict=True)]
    found = headings("春灌工作情况\n\n今年以来，市水务局扎实推进春灌。\n\n" + "\n".join(lines) + "\n")
    assert [head[-len(HEADS[0]) :] for head in found] == list(HEADS)


@pytest.mark.parametrize("marks", ABOVE)
def test_numbers_over_headlines(marks: str) -> None:
    lines = [f"{mark}\n{head}\n{BODY}" for mark, head in zip(marks.split(), HEADS, strict=True)]
    found = headings("春灌工作情况\n\n今年以来，市水务局扎实推进春灌。\n\n" + "\n".join(lines) + "\n")
    assert found == [f"{mark} {head}" for mark, head in zip(marks.split(), HEADS, strict=True)]


def test_headlines_without_a_mark() -> None:
    lines = [f"{head}\n{BODY}" for head in HEADS]
    assert headings("春灌工作情况\n\n市水务局推进春灌。\n\n" + "\n".join(lines) + "\n") == list(HEADS)


@pytest.mark.parametrize(
    "line",
    [
        "3.5万人次参加巡查。",
        "1.2倍于去年同期。",
        "12 个乡镇完成清淤。",
        "甲、乙、丙三方签订协议。",
        "一 抓到底不放松。",
        "亮点一：水质达标。",
    ],
)
def test_one_line_that_only_looks_enumerated_is_text(line: str) -> None:
    text = f"春灌工作情况\n\n市水务局推进春灌。\n\n{line}\n\n各地有序放水。\n"
    assert headings(text) == []
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert line in body_text(bulletin)


def test_numbers_with_points_nest() -> None:
    lines = [
        "进展通报",
        "现将进展通报如下。",
        "1.总体",
        "1.1 进度",
        "开工62个。",
        "1.1.1 新开",
        "26个。",
        "1.1.2 续建",
        "36个。",
    ]
    text = "\n\n".join(lines)
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert [(s.level, s.heading) for s in bulletin.sections if s.heading] == [
        (1, "1.总体"),
        (2, "1.1 进度"),
        (3, "1.1.1 新开"),
        (3, "1.1.2 续建"),
    ]


@pytest.mark.parametrize("over", ["一、 二、 三、", "（一） （二） （三）"])
@pytest.mark.parametrize("under", ["1. 2. 3. 4. 5. 6.", "（1） （2） （3） （4） （5） （6）"])
def test_numbers_that_run_on_across_chapters_stay_a_level_below(over: str, under: str) -> None:
    # The third item stands under the second chapter, where it could as well be taken for the third chapter.
    numbers = iter(under.split())
    wanted: list[tuple[int, str]] = []
    for chapter, count in zip(over.split(), (2, 3, 1), strict=True):
        wanted.append((1, f"{chapter}整治水利设施"))
        wanted += [(2, f"{next(numbers)}修复渠道闸门") for _ in range(count)]
    lines = [words if level == 1 else f"{words}。全年修复渠道闸门62处。" for level, words in wanted]
    text = "春灌工作要点\n\n现将要点公布如下。\n\n" + "\n".join(lines) + "\n"
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert [(s.level, s.heading) for s in bulletin.sections if s.heading] == wanted


def test_a_chapter_numbered_otherwise_goes_on_where_nothing_below_it_runs() -> None:
    heads = ["一、整治渠道", "二、整治水库", "3.整治泵站"]
    text = "春灌工作要点\n\n现将要点公布如下。\n\n" + "\n".join(f"{head}\n修复62处。" for head in heads) + "\n"
    assert headings(text) == heads
    (bulletin,) = normalise(Report("a.txt", text), Registry()).bulletins
    assert {section.level for section in bulletin.sections if section.heading} == {1}
