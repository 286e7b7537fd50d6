"""Attachments of a bulletin's page, from a content folder to the list below the text."""

from __future__ import annotations

from pathlib import Path

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
