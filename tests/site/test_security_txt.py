"""security.txt: written as the settings say, refused when they can't be right, told of before it runs out."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from hostile_cases import command
from sites import PROJECT, build, fresh_content

from bulletins.problems import Refusal, Severity
from bulletins.site.settings import expiring, read_site, site_view

UNTIL = "2027-11-01T00:00:00+08:00"


def test_the_sample_has_one_with_a_contact_and_a_day_on_which_it_runs_out(tmp_path: Path) -> None:
    done = build(fresh_content(tmp_path / "content"), tmp_path / "output")
    assert done.returncode == 0, done.stderr
    lines = (tmp_path / "output" / ".well-known" / "security.txt").read_text("ascii").splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    assert fields["Contact"].startswith("mailto:")
    sample = read_site(PROJECT / "pelicanconf.py")
    assert fields["Expires"] == sample["security_expires"]
    assert datetime.fromisoformat(fields["Expires"]).tzinfo


@pytest.mark.parametrize(
    "fields",
    [
        {"security_contact": "mailto:a@b.example"},
        {"security_expires": UNTIL},
        {"security_contact": "mailto:a@b.example", "security_expires": "明年"},
        {"security_contact": "mailto:a@b.example", "security_expires": "2027-11-01T00:00:00"},
        {"security_contact": "javascript:alert(1)", "security_expires": UNTIL},
        {"security_contact": "mailto:a@b.example\nContact: mailto:c@d.example", "security_expires": UNTIL},
    ],
)
def test_settings_that_can_not_be_right_are_refused(fields: dict[str, str]) -> None:
    with pytest.raises(Refusal) as caught:
        site_view({"name": "云溪公报", **fields})
    assert {problem.rule for problem in caught.value.problems} == {"settings"}


@pytest.mark.parametrize(
    ("now", "severity"),
    [
        ("2027-09-30T00:00:00+08:00", None),
        ("2027-10-05T00:00:00+08:00", Severity.WARNING),
        ("2027-11-01T00:00:00+08:00", Severity.ERROR),
    ],
)
def test_it_is_told_when_it_runs_out(now: str, severity: Severity | None) -> None:
    found = expiring({"security_expires": UNTIL}, datetime.fromisoformat(now))
    assert (found.severity if found else None) == severity


def test_check_tells_of_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = fresh_content(tmp_path / "content")
    (tmp_path / "pelicanconf.py").write_text("SITE = {'security_expires': '2020-01-01T00:00:00+08:00'}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    outcome = command("check", "--content", str(content))
    assert outcome.code == 1
    assert "pelicanconf.py: [settings] 错误：security.txt 已经在 2020-01-01 到期" in outcome.noted + outcome.said
