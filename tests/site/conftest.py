from __future__ import annotations

from pathlib import Path

import pytest
from sites import build, fresh_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder that a test may change."""
    return fresh_content(tmp_path / "content")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small site, built once and only read."""
    place = tmp_path_factory.mktemp("site")
    done = build(fresh_content(place / "content"), place / "output")
    assert done.returncode == 0, done.stderr
    return place / "output"
