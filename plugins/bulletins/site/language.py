"""The languages of the interface: gettext catalogues of the theme, dates and numbers by Babel.

Chinese is what templates and program are written in. Every other language has one catalogue,
``translations/<code>/LC_MESSAGES/gazette.po``, and its pages stand below its code (``en/bulletins/…``); data, feeds,
pictures and attachments are there once for all. Bulletins stay as written: on such a page they are marked with the
language that they are written in.
"""

from __future__ import annotations

import gettext
import io
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment
from markupsafe import Markup, escape

from ..problems import Problem, Refusal
from ..views import LanguageLink
from ..wording import Month, Value, Wording, has_time, printed, say

if TYPE_CHECKING:
    from babel import Locale

CHINESE = "zh-CN"
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
CODE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]+)?")
# Comments come first, so that an apostrophe in one opens no text.
SCRIPT_TEXT = re.compile(r"""//[^\n]*|/\*.*?\*/|(["'])((?:\\.|(?!\1)[^\\\n])*)\1""", re.DOTALL)
TAG = re.compile(r"""<(?:a|img)(?:\s+[a-z-]+(?:="[^"]*")?)*\s*/?>""")
UPWARD = re.compile(r' (href|src)="(\.\./[^"#?]*)')


class Language:
    """One language of the interface. ``prefix`` is where its pages stand; Chinese ones stand at the root."""

    def __init__(self, code: str, catalogue: gettext.NullTranslations, locale: Locale | None) -> None:
        self.code = code
        self.prefix = "" if code == CHINESE else f"{code}/"
        self.catalogue = catalogue
        self._locale = locale

    @property
    def link(self) -> LanguageLink:
        """The language as the pages of others link to it, called by its own name."""
        name = self._locale.get_language_name(self._locale) if self._locale else "中文"
        return LanguageLink(self.code, name or self.code, self.prefix)

    def text(self, words: str) -> str:
        """A text for places that hold no markup: titles, labels, scripts."""
        if not isinstance(words, Wording) or not self._locale:
            return str(words)
        message = self._message(words)
        return message % {name: self._value(value) for name, value in words.values} if words.values else message

    def said(self, words: str) -> str | Markup:
        """A text for the page: what the site says in this language, anything else marked as Chinese."""
        if not isinstance(words, Wording):
            return self.written(words)
        if not words.values:
            return self._message(words)
        return Markup(escape(self._message(words))) % {name: self._shown(value) for name, value in words.values}

    def written(self, words: str) -> str | Markup:
        """A text as a bulletin has it, marked with its language where that is not the page's."""
        if not self._locale or isinstance(words, Markup) or not HAN.search(words):
            return words
        return Markup('<span lang="zh-CN">{}</span>').format(words)

    def day(self, iso: str) -> str:
        """A day in words; what is no whole day stays as it is.

        >>> Language(CHINESE, gettext.NullTranslations(), None).day("2024-07-01")
        '2024年7月1日'
        """
        try:
            return str(self._value(date.fromisoformat(iso)))
        except ValueError:
            return iso

    def script(self, source: str) -> str:
        """A script with its texts in this language; texts that no catalogue holds are no interface and stay.

        >>> chinese = Language(CHINESE, gettext.NullTranslations(), None)
        >>> chinese.script('say("打印"); // don\\'t touch')
        'say("打印"); // don\\'t touch'
        """
        return SCRIPT_TEXT.sub(self._literal, source) if self._locale else source

    def placed(self, content: str) -> Markup:
        """Sanitised HTML as it stands on a page of this language: pages are beside it, files one folder higher."""
        if not self._locale:
            return Markup(content)
        return Markup(TAG.sub(lambda tag: UPWARD.sub(_to_file, tag.group()), content))

    def install(self, environment: Environment) -> Environment:
        """Give templates what they need to speak: ``_``, and filters for values that come from the program."""
        environment.globals.update(
            _=lambda message, **values: self.said(say(message, **values)),
            plain=lambda message, **values: self.text(say(message, **values)),
            language=self.code,
            prefix=self.prefix,
            written=Markup("" if not self._locale else ' lang="zh-CN"'),
            up="/.." if self.prefix else "",
            js=f"theme/{self.prefix}js/",
        )
        environment.filters.update(
            said=self.said, bare=self.text, written=self.written, day=self.day, placed=self.placed
        )
        return environment

    def environment(self, model: Environment) -> Environment:
        """An environment of its own, with the loader and the settings of another one."""
        settings: dict[str, Any] = {
            "trim_blocks": model.trim_blocks,
            "lstrip_blocks": model.lstrip_blocks,
            "undefined": model.undefined,
            "auto_reload": model.auto_reload,
        }
        environment = Environment(loader=model.loader, autoescape=True, **settings)
        environment.filters.update(model.filters)
        environment.globals.update(model.globals)
        return self.install(environment)

    def _message(self, words: Wording) -> str:
        message = words.message
        for name, value in words.values:
            if name == "count" and isinstance(value, int):
                found = self.catalogue.ngettext(message, message, value)
                if found != message:
                    return found
        return self.catalogue.gettext(message) if message else ""

    def _shown(self, value: Value) -> str | Markup:
        return self.said(value) if isinstance(value, str) else str(self._value(value))

    def _value(self, value: Value) -> str:
        if not self._locale:
            return printed(value)
        if isinstance(value, str):
            return self.text(value)
        return _formatted(value, self._locale)

    def _literal(self, found: re.Match[str]) -> str:
        text = found.group(2)
        if not text or not HAN.search(text):
            return found.group()
        words = self.catalogue.gettext(text)
        mark = found.group(1)
        return mark + words.replace("\\", "\\\\").replace(mark, "\\" + mark) + mark if words != text else found.group()


def _to_file(address: re.Match[str]) -> str:
    name, path = address.groups()
    return address.group() if path.endswith("/") else f' {name}="../{path}'


def _formatted(value: int | date | Month, locale: Locale) -> str:
    # Only where a second language is built: reading the locale takes longer than a small site.
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415
    from babel.numbers import format_decimal  # noqa: PLC0415

    if isinstance(value, Month):
        return format_skeleton("yMMMM", date(value.year, value.month, 1), locale=locale)
    if isinstance(value, int):
        return format_decimal(value, locale=locale)
    day = format_date(value, "long", locale=locale)
    return f"{day}, {value:%H:%M}" if has_time(value) else day


def languages_of(theme: Path, asked: object, path: str = "pelicanconf.py") -> tuple[Language, ...]:
    """The languages that the settings ask for, the first of them Chinese; raises Refusal naming what can't be had."""
    problems: list[Problem] = []
    codes = [str(code) for code in asked] if isinstance(asked, list | tuple) else []
    if codes[:1] != [CHINESE] or len(set(codes)) < len(codes):
        hint = '写成 ["zh-CN", "en"] 这样的清单'
        problems.append(Problem(path, 0, "languages 的第一项不是 zh-CN，或有重复", hint, "settings"))
    found = [Language(CHINESE, gettext.NullTranslations(), None)]
    for code in codes[1:]:
        catalogue = catalogue_of(theme, code)
        if not CODE.fullmatch(code) or not catalogue.is_file():
            problems.append(Problem(path, 0, f"没有界面语言 {code} 的译文", f"补上 {catalogue}，或删掉它", "settings"))
            continue
        found.append(_read(catalogue, code))
    if problems:
        raise Refusal(problems)
    return tuple(found)


def catalogue_of(theme: Path, code: str) -> Path:
    """Where a language's catalogue is."""
    return theme / "translations" / code.replace("-", "_") / "LC_MESSAGES" / "gazette.po"


def _read(path: Path, code: str) -> Language:
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import PoFileError, read_po  # noqa: PLC0415

    try:
        with path.open("rb") as stream:
            catalogue = read_po(stream, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise Refusal([Problem(str(path), 0, f"读不懂译文：{error}", "按 gettext 的格式改正", "settings")]) from error
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    locale = catalogue.locale
    if locale is None:
        hint = "在文件头写上 Language: 和语言代码"
        raise Refusal([Problem(str(path), 0, "译文没有写明是哪种语言", hint, "settings")])
    return Language(code, gettext.GNUTranslations(compiled), locale)
