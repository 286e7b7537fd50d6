"""Settings for publishing: the sample's, with the address that the site is served from.

Set GONGBAO_BASE to the full address (https://gongbao.example.gov.cn, or with a path below it). Canonical addresses,
feeds and the sitemap then name it; everything else stays relative. What is published has its interface in English too;
GONGBAO_LANGUAGES="zh-CN" leaves it out.
"""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pelicanconf import *  # noqa: F403
from pelicanconf import SITE

SITE = {
    **SITE,
    "base": os.environ.get("GONGBAO_BASE", SITE["base"]),
    "languages": os.environ.get("GONGBAO_LANGUAGES", "zh-CN en").split(),
}
SITEURL = SITE["base"]
