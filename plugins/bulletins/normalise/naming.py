"""From printed names to departments: the registry's, or a proposal with its evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..departments import Department, short_form_of
from ..model import Basis, Proposal
from .dates import DATE
from .desk import Desk
from .names import (
    LEVELS,
    Mention,
    leading_names,
    mentions,
    names_on_line,
    plainly,
    subject_of,
    youth_leagues,
)
from .offices import bureau_of, office_of
from .pagetools import without_tools
from .part import Part
from .regions import NOWHERE
from .wordlists import HAN, simplified

# 来源：应急管理局 names a body without its level; in a line of its own that would be too little.
_BODY = re.compile(f"[{HAN}]{{2,12}}(?:街道|局|委|委员会|办公室|厅|大队|支队|中心|署|处|院|馆|公司|集团)")
_SENT_TO = re.compile("(?:抄送|抄报|报送|主送|分送|报|送|发)[:：]")
# An office that every bureau has says nothing of which bureau it is.
_INNER = re.compile(
    "(?:机关|人事|组织|综合|宣传|财务|规划|政策|法规|法制|科技|监督|执法|信息|党群|纪检|监察|业务|秘书)"
    f"[{HAN}]{{0,4}}[处科股室部组]|办公室"
)
_DATED = re.compile(rf"\s*{DATE.pattern}(?:\s*发表于.*)?")
_EVIDENCE = 24
_BESIDE = frozenset("、和与及向由《“联协")
_OTHER_LEVEL = frozenset("省县区州旗镇乡")
_BEGINS = frozenset("，。；：！？\n")
# Who holds a speech is a person; a department that it mentions is not its issuer.
# From strong to weak, for a joint issue.
_WEAKNESS = (Basis.OPTION, Basis.STATED, Basis.REGISTRY, Basis.COMPOSED, Basis.ASSUMED, Basis.PROPOSED)
_SPOKEN = ("讲话", "致辞", "讲话稿", "发言", "致词")
_OWN = {
    "我局": "局",
    "全局": "局",
    "局党委": "局",
    "局党组": "局",
    "我委": "委",
    "全委": "委",
    "委党组": "委",
    "我办": "办",
    "我院": "院",
    "我厅": "厅",
    "我支队": "支队",
    "我中心": "中心",
}


_HOLDS_POST = re.compile(
    rf"(?P<office>[{HAN}]{{2,18}}?(?:局|委|委员会|办公室|厅|法院|检察院|支队|人民政府|管委会))"
    rf"(?:党[组委]书记[、 ]?)?[、 ]?(?:局长|主任|厅长|院长|检察长|支队长|[省市县区镇乡]长)[{HAN}]{{2,3}}"
)
_SPEAKER_LINES = 4


def _speakers_office(words: str) -> str:
    """The office whose head holds a speech, by the line under its title; "" for none.

    >>> _speakers_office("云溪市水务局局长　贺　川\\n同志们：\\n今天开会。")
    '云溪市水务局'
    """
    for line in words.split("\n", _SPEAKER_LINES)[:_SPEAKER_LINES]:
        if found := _HOLDS_POST.fullmatch(re.sub(r"\s", "", line)):
            return found["office"] if names_on_line(found["office"]) else ""
    return ""


@dataclass
class Naming:
    """Names the departments of one bulletin; ``printed`` is the name as the report prints it."""

    desk: Desk
    part: Part
    printed: str = ""

    def issuers(
        self, lines: list[tuple[int, str]], publisher: list[tuple[int, str]], origin: tuple[int, str], title: str
    ) -> tuple[tuple[str, ...], Basis, tuple[Proposal, ...]]:
        """Departments of the bulletin, the weakest basis among them, and proposals for those not registered.

        The first of these that names a department: the editor, a department or signature line, 发布机构, 来源, the
        title, the body that acts in the text.
        """
        if self.desk.department:
            return self._settled([(0, self.desk.department)], Basis.OPTION)
        titled = [(1, name) for name in leading_names(title, self.desk.known)]
        for names in (self._lines(lines), self._lines(publisher, True), self._lines([origin], True), titled):
            if names:
                return self._settled(names, Basis.STATED)
        spoken = title.endswith(_SPOKEN)
        if spoken and (office := _speakers_office(self.part.words)):
            return self._settled([(1, office)], Basis.COMPOSED, office)
        if acting := None if spoken else self._acting() or subject_of(title, self.part.words):
            at = Mention(acting.start + self.part.start, acting.end + self.part.start, acting.name)
            evidence = self.part.whole.clause_at(at)
            return self._settled([(self.part.whole.line_of(at.start), acting.name)], Basis.COMPOSED, evidence)
        return (), Basis.NONE, ()

    def _lines(self, lines: list[tuple[int, str]], writers: bool = False) -> list[tuple[int, str]]:
        """Names on lines, with their numbers; of ``writers`` the bureau counts and not its office."""
        names: dict[str, int] = {}
        for number, text in lines:
            plain = _DATED.sub("", without_tools(text)).strip(" 【】（）()")
            if writers or not names_on_line(plain, self.desk.known):
                bureau = bureau_of(plain, self.part.whole.draft.text)
                # 市水务局供水科 is no body of its own, whether or not the text speaks of its bureau.
                plain = bureau if bureau != plain or _BODY.fullmatch(simplified(plain)) else office_of(plain) or plain
            words = simplified(plain)
            loose = (plain,) if _BODY.fullmatch(words) and not _INNER.fullmatch(words) else ()
            for name in names_on_line(plain, self.desk.known) or loose:
                names.setdefault(name, number)
        return [(number, name) for name, number in names.items()]

    def _acting(self) -> Mention | None:
        """The department that the text is about: the subject of clauses, early and often, not one of a list."""
        text = self.part.words
        hint = Counter(kind for words, kind in _OWN.items() for _ in range(min(text.count(words), 3)))
        scores: Counter[str] = Counter()
        first: dict[str, Mention] = {}
        lead = text.find("\n")
        for mention in self._mentions(text):
            before = text[mention.start - 1 : mention.start]
            line = text[text.rfind("\n", 0, mention.start) + 1 :][:4]
            if _SENT_TO.match(line):
                continue
            after = text[mention.end : mention.end + 1]
            if before in _BESIDE or after in "、》":
                continue
            first.setdefault(mention.name, mention)
            begins = not before or before in _BEGINS
            scores[mention.name] += 1 + 2 * begins + 2 * (lead < 0 or mention.start < lead) + hint[mention.name[-1]]
        if not scores:
            return None
        best = max(scores, key=lambda name: (scores[name], -first[name].start))
        return first[best]

    def _mentions(self, text: str) -> Iterator[Mention]:
        """Names of departments of any level, and names the registry knows."""
        known = self.desk.known_pattern
        yield from youth_leagues(text)
        if known:
            for found in known.finditer(text):
                # 县市场监管局 is another's office than 市场监管局.
                if text[found.start() - 1 : found.start()] not in _OTHER_LEVEL:
                    yield Mention(found.start(), found.end(), found.group())
        for level in LEVELS:
            if level in text:
                for mention in mentions(text, self.part.whole.region(level).name, level):
                    if mention.name not in self.desk.known:
                        yield mention

    def _settled(
        self, names: list[tuple[int, str]], basis: Basis, evidence: str = ""
    ) -> tuple[tuple[str, ...], Basis, tuple[Proposal, ...]]:
        self.printed = names[0][1]
        settled: list[str] = []
        proposals: list[Proposal] = []
        weakest = basis
        for line, printed in self._without_offices(names):
            region = self.part.whole.region(printed[0]) if printed[0] in LEVELS else NOWHERE
            # A town that the text names goes before the registry's own, named or not.
            candidates = self.desk.candidates(printed, region.name)
            if len(candidates) == 1:
                settled.append(candidates[0].name)
                weakest = max(weakest, self._completed(printed, candidates[0], basis), key=_WEAKNESS.index)
            else:
                proposal = self._proposal(line, printed, tuple(found.name for found in candidates), evidence)
                settled.append(proposal.name)
                proposals.append(proposal)
                weakest = max(weakest, basis if basis is Basis.OPTION else Basis.PROPOSED, key=_WEAKNESS.index)
        return tuple(dict.fromkeys(settled)), weakest, tuple(proposals)

    def _completed(self, printed: str, found: Department, basis: Basis) -> Basis:
        """The basis of a registered name: as printed, a short form completed, or with the town merely assumed."""
        if basis is not Basis.STATED or found.name == printed:
            return basis
        named = not found.region or self.part.whole.region(found.region[-1]).name
        return Basis.REGISTRY if named else Basis.ASSUMED

    def _without_offices(self, names: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Names without those of offices whose bureau is named as well: 云溪市水务局 over 市水务局办公室."""
        bureaus = {self._registered(printed) or printed for _, printed in names}
        return [
            (line, printed)
            for line, printed in names
            if not (inside := office_of(printed)) or not {inside, self._registered(inside)} & bureaus
        ]

    def _registered(self, printed: str) -> str:
        """The one registered department that a name stands for; "" for none or several."""
        region = self.part.whole.region(printed[0]) if printed[0] in LEVELS else NOWHERE
        found = self.desk.candidates(printed, region.name)
        return found[0].name if len(found) == 1 else ""

    def _proposal(self, line: int, printed: str, candidates: tuple[str, ...], evidence: str) -> Proposal:
        """The fullest form that the report supports, the region before it, other forms as aliases."""
        whole = self.part.whole
        forms: dict[str, tuple[int, str]] = {printed: (line, evidence or printed)}
        level = printed[0] if printed[0] in LEVELS else ""
        region = whole.region(level).name if level else ""
        for mentioned, number, words in whole.bodies(level) if level else ():
            if _same_body(printed, mentioned):
                forms.setdefault(mentioned, (number, words))
        if not level and (placed := self._placed(printed)):
            forms.setdefault(placed, (line, placed))
        name = max(forms, key=len)
        if region and name[0] == level:
            name = region + name[1:]
        aliases = tuple(form for form in forms if form != name)
        return Proposal(name, aliases, tuple(forms.values()), candidates)

    def _placed(self, printed: str) -> str:
        """The name with the region that the report puts before it somewhere: 青禾县政府农业处 for 农业处; else ""."""
        words = self.part.whole.all_words()
        at = plainly(words)
        found = re.search(f"[{HAN}]{{2,3}}[省市县区州](?:人民政府|政府|府)?{re.escape(plainly(printed))}", at)
        return words[found.start() : found.end()] if found else ""


def _same_body(one: str, other: str) -> bool:
    return short_form_of(one, other) or short_form_of(other, one)
