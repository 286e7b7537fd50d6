"""Lines that look like furniture and are not: wherever they stand in a text, none of them may be dropped.

``tests/cases/normalise/body-lines.txt`` holds them. Of two mistakes, leaving furniture in is the better one.
"""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest

from bulletins.departments import Department, Registry
from bulletins.model import Bulletin, Change, Normalised, Report, body_text
from bulletins.normalise import normalise, unaccounted
from bulletins.normalise.account import FURNITURE
from bulletins.normalise.quiet import quiet

CASES = Path(__file__).parents[1] / "cases" / "normalise" / "body-lines.txt"
LINES = CASES.read_text(encoding="utf-8").splitlines()
REGISTRY = Registry((Department("云溪市水务局", "shuiwu", region="云溪市"),))
FIRST = "3月18日，市水务局组织清淤，共出动320人。"
LAST = "下一步，将继续巡查河道。"
TITLE = "云溪市春灌保障情况"
PLACES = {
    "under the headline": f"{TITLE}\n{{}}\n{FIRST}\n{LAST}\n",
    "first of all": f"{{}}\n{FIRST}\n{LAST}\n",
    "between sentences": f"{TITLE}\n\n{FIRST}\n\n{{}}\n\n{LAST}\n",
    "last of all": f"{TITLE}\n\n{FIRST}\n\n{{}}\n",
    "over a signature": f"{TITLE}\n\n{FIRST}\n\n{{}}\n\n云溪市水务局\n2024年3月20日\n",
    "in a list": f"{TITLE}\n\n{FIRST}现将名单公布如下：\n清淤组\n{{}}\n维修组\n",
    "without a sentence": f"{TITLE}\n清淤渠道12公里\n{{}}\n维修闸门3座\n",
}


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def published(done: Normalised) -> str:
    """Letters and digits of all that the bulletins hold."""
    parts: list[str] = []
    for bulletin in done.bulletins:
        parts += (bulletin.title, bulletin.series, bulletin.document_number, bulletin.origin, bulletin.author)
        parts.append(body_text(bulletin))
    return "\n".join(map(letters, parts))


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
@pytest.mark.parametrize("script", ["", "s2t"], ids=["simplified", "traditional"])
def test_a_line_of_the_text_stays(place: str, script: str) -> None:
    written = opencc.OpenCC(script).convert if script else str
    lost = []
    for line in LINES:
        report = Report("a.txt", written(place.format(line)))
        done = normalise(report, REGISTRY)
        if letters(written(line)) not in published(done) or unaccounted(report, done):
            lost.append(line)
    assert lost == []


def test_every_line_of_the_list_holds_words() -> None:
    assert len(LINES) > 400 and all(letters(line) for line in LINES)


def test_a_line_with_a_tag_is_no_path_through_a_site() -> None:
    text = "<script>alert(1)</script>清淤\n\n发布时间：2024-07-12 来源：云溪市水务局\n\n清淤12公里。\n"
    (bulletin,) = normalise(Report("a.txt", text), Registry((), "departments.yaml")).bulletins
    assert "<script>alert(1)</script>清淤" in f"{bulletin.title}\n{body_text(bulletin)}"


def test_a_refrain_that_is_the_headline_stays_in_a_verse() -> None:
    text = f"守好这条河\n\n{FIRST}\n\n雨来了\n我们在堤上\n守好这条河\n灯还亮着\n守好这条河\n天就亮了\n"
    (bulletin,) = normalise(Report("a.txt", text), REGISTRY).bulletins
    assert body_text(bulletin).count("守好这条河") == 2


@pytest.mark.parametrize("kind", sorted(FURNITURE - {"disclaimer", "account-head", "footer", "source-line"}))
def test_no_kind_of_furniture_is_a_sentence(kind: str) -> None:
    assert not quiet("河道已经清淤。", kind) and not quiet("河道清淤；闸门维修", kind)


@pytest.mark.parametrize("kind", sorted(FURNITURE - {"neighbours", "related-links"}))
@pytest.mark.parametrize("amount", ["12处", "1,260万方", "近50家", "3座", "320余人", "86.5公里", "21.6%", "上百户"])
def test_no_furniture_but_the_headlines_of_other_pages_counts_anything(kind: str, amount: str) -> None:
    assert not quiet(f"打印{amount}", kind)


@pytest.mark.parametrize("page", ["浏览次数：3182次", "2024年3月1日 09:30", "第 12 位访客", "1024*768", "阅读 2.3万"])
def test_what_a_page_counts_is_no_quantity(page: str) -> None:
    assert quiet(page, "counter")


def dropped(note: str, before: str) -> tuple[str, ...]:
    """What the account says of a report whose second line a rule dropped."""
    report = Report("a.txt", f"清淤。\n{before}\n")
    ledger = (
        Change("furniture", 0, 4, 4 + len(before), before, "", 2, 1, note),
        Change("layout", 1, 4, 5, "\n", "", 2, 1),
    )
    done = normalise(Report("a.txt", "清淤。\n"), REGISTRY)
    (bulletin,) = done.bulletins
    assert isinstance(bulletin, Bulletin)
    return unaccounted(report, Normalised((bulletin,), ledger, origins=done.origins))


def test_the_account_refuses_a_dropped_sentence_a_dropped_quantity_and_a_repeat_of_nothing() -> None:
    assert dropped("share-bar", "分享到：") == ()
    assert any("一句话或一个数量" in fault for fault in dropped("share-bar", "分享经验12条"))
    assert any("一句话或一个数量" in fault for fault in dropped("related-links", "水库已经蓄水。"))
    assert any("不是重复的标题" in fault for fault in dropped("repeated-headline", "水库蓄水"))
