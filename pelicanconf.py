"""Settings of the sample site. ``bulletins build`` and plain ``pelican`` both read this file."""

import os

# What the pages say of the site itself. Leave empty what you don't have: nothing is printed in its place.
SITE = {
    "name": "云溪公报",
    "tagline": "查得到、对得上的云溪公报",
    "domain": "gongbao.yunxi.example",
    "id_code": "",
    "organiser": "云溪市人民政府办公室",
    "undertaker": "云溪市大数据局",
    "contact": "0000-8010100",
    "icp": "",
    "police": "",
    "error_report_url": "",
    # /.well-known/security.txt: whom to tell of a hole in the site, and until when that holds (a year at most;
    # `make check` says when it runs out). A fixed day, since a build never asks the clock.
    "security_contact": "mailto:security@gongbao.yunxi.example",
    "security_expires": "2027-11-01T00:00:00+08:00",
    "base": "",
    # The languages of the interface, Chinese first; pages of the others stand below their code (/en/). Bulletins stay
    # as written. GONGBAO_LANGUAGES="zh-CN en" adds English to a build; publishconf.py always does.
    "languages": os.environ.get("GONGBAO_LANGUAGES", "zh-CN").split(),
    # A picture for shared links is drawn for each bulletin when "base" is set, or with "share_cards": True;
    # "share_font" names the font file when fontconfig finds none with Chinese characters.
    # A line at the foot of every page says that city and figures are invented. `make site REPORTS=…` turns it off.
    "sample": os.environ.get("GONGBAO_SAMPLE", "1") == "1",
}

SITENAME = SITE["name"]
SITEURL = SITE["base"]
PATH = "content"
OUTPUT_PATH = "output"
THEME = "themes/gazette"
PLUGIN_PATHS = ["plugins"]
PLUGINS = ["bulletins.site"]

TIMEZONE = "Asia/Shanghai"
DEFAULT_LANG = "zh-CN"
LOCALE = ["C"]

# The plugin reads, names and writes everything; Pelican's own lists, feeds and copies are off.
ARTICLE_PATHS = ["posts"]
ARTICLE_URL = "bulletins/{date:%Y}/{slug}/"
ARTICLE_SAVE_AS = "bulletins/{date:%Y}/{slug}/index.html"
ARTICLE_TRANSLATION_ID = ""
PAGE_PATHS = []
STATIC_PATHS = []
THEME_STATIC_PATHS = []
DIRECT_TEMPLATES = []
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = AUTHORS_SAVE_AS = ""
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = False
SLUGIFY_SOURCE = "basename"
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
