"""The same examples on every run, so that a red test is always somebody's change; GONGBAO_MANY=1 explores."""

import os

from hypothesis import settings

# They hold no doctests, and three modules of one name can't be imported side by side.
collect_ignore = ["conftest.py", "browser/conftest.py", "site/conftest.py"]

settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("many", max_examples=5000, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile(
    "many" if os.environ.get("GONGBAO_MANY") else "explore" if os.environ.get("GONGBAO_EXPLORE") else "same"
)
