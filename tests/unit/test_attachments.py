"""Attachments of a bulletin's page, from a content folder to the list below the text."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from bulletins.confined import ask
from bulletins.looking import look_confined_all
from bulletins.problems import Refusal
from bulletins.reading import without_metadata
from bulletins.reading.pdf import SMALL
from bulletins.site.cache import Cache
from bulletins.site.load import load_content
from bulletins.views import Attachment

PICTURE = (Path(__file__).parent.parent / "site" / "content" / "images" / "dot.png").read_bytes()
POST = """---
title: 云溪市水务局防汛物资清单
date: 2024-07-12
department: 云溪市水务局
slug: wu-zi
---
清单见[表一](../files/清单 1.csv)和[全文](/files/yu-an.PDF)，[表一](../files/清单 1.csv)每周更新。

图样见![图](../images/a.png)。

另见[防汛网](https://fangxun.example/files/b.pdf)和[部门名录](/departments/)。
"""


def test_files_that_the_text_links_to_are_listed_once_with_kind_and_size(tmp_path: Path) -> None:
    contents = {
        "departments.yaml": "departments:\n- name: 云溪市水务局\n  short: 市水务局\n  slug: shuiwu\n",
        "posts/a.md": POST,
        "files/清单 1.csv": "a" * 1536,
        "files/yu-an.PDF": SMALL,
        "files/not-linked.csv": "甲,乙\n",
        "images/a.png": PICTURE,
    }
    for name, made in contents.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(made.encode() if isinstance(made, str) else made)
    (post,) = load_content(tmp_path, Cache(None), lambda stage, done, of: None).posts
    assert post.attachments == (
        Attachment("清单 1.csv", "files/%E6%B8%85%E5%8D%95%201.csv", "CSV 表格", "1.5 KB"),
        Attachment("yu-an.PDF", "files/yu-an.PDF", "PDF 文档", f"{len(SMALL)} 字节"),
    )


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "JPEG"])
def test_a_picture_keeps_which_way_up_and_nothing_else(kind: str) -> None:
    facts, stream = Image.Exif(), io.BytesIO()
    facts[0x0112], facts[0x010F] = 6, "SecretCamera"
    Image.linear_gradient("L").convert("RGB").save(stream, kind, exif=facts)
    clean = without_metadata(stream.getvalue())
    with Image.open(io.BytesIO(clean)) as after, Image.open(stream) as before:
        assert dict(after.getexif()) == {0x0112: 6}
        assert after.tobytes() == before.tobytes()
    assert without_metadata(clean) == clean


@pytest.mark.parametrize(
    "end", [lambda: os.kill(os.getpid(), signal.SIGKILL), lambda: bytearray(4_000_000_000), dict.popitem]
)
def test_what_ends_a_child_takes_no_other_answer_with_it(end: Callable[[], Any]) -> None:
    answers, _ = ask([lambda: "first", end, lambda: "never reached"])
    assert answers == [b'{"result": "first"}']


def test_files_that_share_a_child_are_each_judged_alone() -> None:
    files = {f"files/{number}.csv": f"甲,{number}\n".encode() for number in range(250)}
    files["files/100.csv"] = b"\x7fELF" + bytes(40)
    files["images/a.png"] = b"no picture"
    found = dict(look_confined_all(files.items()))
    refused = {path for path, looked in found.items() if isinstance(looked, Refusal)}
    assert set(found) == set(files)
    assert refused == {"files/100.csv", "images/a.png"}
    assert found["files/7.csv"] == ((("第1行", "甲,7"),), ())
