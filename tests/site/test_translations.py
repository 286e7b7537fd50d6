"""The words of the interface: all of them marked and translated; numbers and days as each language has them."""

from __future__ import annotations

import gettext
import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from jinja2 import nodes
from messages import CHINESE as CHINESE_MARK
from messages import PLACE, THEME, calls, catalogues, messages, parsed, read, scripts, templates

from bulletins.problems import Refusal
from bulletins.site.language import CHINESE, HAN, SCRIPT_TEXT, Language, languages_of
from bulletins.wording import Month, say

ENGLISH = languages_of(THEME, (CHINESE, "en"))[1]
SPOKEN = Language(CHINESE, gettext.NullTranslations(), None)
HINT = "run `python tests/site/messages.py` and fill in what waits"
BRACES = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("path", catalogues(), ids=lambda path: path.parts[-3])
def test_a_catalogue_has_every_message_and_no_other(path: Path) -> None:
    catalogue = read(path)
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue if message.id}
    assert known == set(messages()), HINT
    for message in catalogue:
        forms = message.string if isinstance(message.string, tuple) else (message.string,)
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        if not first:
            continue
        assert all(forms), f"{first}: not translated"
        for place, form in enumerate(forms):
            # "The one figure": where there is but one, the number may go without saying.
            spared = {"%(count)s"} if place == 0 and len(forms) > 1 else set()
            assert set(PLACE.findall(first)) - spared <= set(PLACE.findall(form)) <= set(PLACE.findall(first)), first
            assert Counter(BRACES.findall(form)) == Counter(BRACES.findall(first)), first
        assert ("%(count)s" in first) == (len(forms) > 1), f"{first}: {len(forms)} forms"
    assert not catalogue.obsolete and not any(message.fuzzy for message in catalogue if message.id)


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.name)
def test_a_template_says_nothing_in_chinese_that_is_not_marked(path: Path) -> None:
    tree = parsed(path)
    marked = {id(call.args[0]) for call in calls(tree)}
    bare = [node.data for node in tree.find_all(nodes.TemplateData) if CHINESE_MARK.search(node.data)]
    bare += [
        node.value
        for node in tree.find_all(nodes.Const)
        if isinstance(node.value, str) and CHINESE_MARK.search(node.value) and id(node) not in marked
    ]
    # Title marks around the name of a series belong to the Chinese name.
    assert [
        words.strip() for words in bare if not re.fullmatch(r"[^\u3400-\u9fff]*[《》][^\u3400-\u9fff]*", words)
    ] == []


@pytest.mark.parametrize("path", scripts(), ids=lambda path: path.name)
def test_a_script_says_its_words_between_quotes(path: Path) -> None:
    source = path.read_text("utf-8")
    assert HAN.search(SCRIPT_TEXT.sub("", source)) is None
    assert not any("`" in found.group() and HAN.search(found.group()) for found in re.finditer("`[^`]*`", source))
    spoken = ENGLISH.script(source)
    said = [found.group(2) for found in SCRIPT_TEXT.finditer(spoken) if found.group(2)]
    assert [words for words in said if HAN.search(words)] == []
    assert len(spoken.splitlines()) == len(source.splitlines())


def test_a_script_in_chinese_is_as_it_was_written() -> None:
    source = (THEME / "static" / "js" / "site.js").read_text("utf-8")
    assert SPOKEN.script(source) == source


def test_days_and_months_are_as_each_language_writes_them() -> None:
    moment = say("%(day)s", day=datetime(2024, 7, 1, 9, 30))
    assert (SPOKEN.text(moment), ENGLISH.text(moment)) == ("2024年7月1日 09:30", "1 July 2024, 09:30")
    month = say("%(month)s", month=Month(2024, 7))
    assert (SPOKEN.said(month), ENGLISH.said(month)) == ("2024年7月", "July 2024")
    assert (SPOKEN.day("2024-12-31"), ENGLISH.day("2024-12-31")) == ("2024年12月31日", "31 December 2024")
    assert (SPOKEN.day("2024年"), ENGLISH.day("")) == ("2024年", "")
    assert ENGLISH.text(say("%(year)s年公报", year="2024")) == "Bulletins of 2024"
    assert ENGLISH.text(say("更新于%(day)s", day=date(2024, 7, 1))) == "updated 1 July 2024"


@pytest.mark.parametrize(
    ("count", "words"), [(0, "0 bulletins"), (1, "1 bulletin"), (2, "2 bulletins"), (1234, "1,234 bulletins")]
)
def test_one_is_one_and_more_are_more(count: int, words: str) -> None:
    assert ENGLISH.said(say("%(count)s篇", count=count)) == words
    assert SPOKEN.said(say("%(count)s篇", count=count)) == f"{count}篇"


def test_what_a_bulletin_says_is_marked_and_never_translated() -> None:
    assert ENGLISH.said("首页") == '<span lang="zh-CN">首页</span>'
    assert SPOKEN.said("首页") == "首页"
    assert ENGLISH.said(say("首页")) == "Home"
    assert ENGLISH.said("<b>甲</b>") == '<span lang="zh-CN">&lt;b&gt;甲&lt;/b&gt;</span>'
    assert ENGLISH.said("CO2") == "CO2"
    named = say("%(name)s（Atom 订阅）", name="云溪<i>")
    assert ENGLISH.said(named) == '<span lang="zh-CN">云溪&lt;i&gt;</span> (Atom feed)'
    assert ENGLISH.text(named) == "云溪<i> (Atom feed)"
    assert (
        ENGLISH.said(say("%(rule)s（%(note)s）", rule=say("表格"), note=say("期号"))) == "Tables (number of the issue)"
    )


def test_files_are_one_folder_higher_and_pages_beside() -> None:
    content = (
        '<p>看 href="../x.pdf" <a href="../../../files/%E8%A1%A8.pdf" rel="nofollow">表</a>'
        '<a href="../../2024/a/#q-1">甲</a><a href="#q-2">乙</a><a href="https://a.example/x.pdf">丙</a>'
        '<img alt="一 > 二" src="../../../images/a.png"></p>'
    )
    placed = str(ENGLISH.placed(content))
    assert placed == content.replace('="../../../files', '="../../../../files').replace(
        '="../../../images', '="../../../../images'
    )
    assert SPOKEN.placed(content) == content


@pytest.mark.parametrize("asked", [[], ["en"], ["zh-CN", "zh-CN"], ["zh-CN", "xx"], ["zh-CN", "../en"], "zh-CN", None])
def test_a_language_that_is_not_there_is_refused(asked: object) -> None:
    with pytest.raises(Refusal) as refusal:
        languages_of(THEME, asked)
    assert all(problem.rule == "settings" for problem in refusal.value.problems)


def test_a_catalogue_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "translations" / "fr" / "LC_MESSAGES" / "gazette.po"
    place.parent.mkdir(parents=True)
    for text in ('msgid "首页\nmsgstr', 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n'):
        place.write_text(text, "utf-8")
        with pytest.raises(Refusal) as refusal:
            languages_of(tmp_path, ["zh-CN", "fr"])
        assert str(place) in refusal.value.problems[0].path
