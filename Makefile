# Two commands do all the set-up: `make site` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
VENV := .venv
BIN := $(VENV)/bin
PYTEST ?= -n 2 --dist loadfile
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
CONTENT ?= content
OUTPUT ?= output
PREVIEW ?= .cache/preview
PORT ?= 8000
WORK := work

# What an editor types may hold blanks, quotes, brackets and dollars: it reaches the commands through the environment,
# as it was typed, and never as words of a shell.
unexport TITLE DEPARTMENT DATE REPORTS POSTS CONTENT OUTPUT PREVIEW PORT SITEURL
site check preview new import rollback: export GONGBAO_CONTENT = $(value CONTENT)
site rollback: export GONGBAO_OUTPUT = $(value OUTPUT)
site import: export GONGBAO_REPORTS = $(value REPORTS)
check: export GONGBAO_POSTS = $(value POSTS)
preview: export GONGBAO_PREVIEW = $(value PREVIEW)
preview: export GONGBAO_PORT = $(value PORT)
new import: export GONGBAO_TITLE = $(value TITLE)
new import: export GONGBAO_DEPARTMENT = $(value DEPARTMENT)
new import: export GONGBAO_DATE = $(value DATE)
publish: export GONGBAO_BASE = $(value SITEURL)
ASKED = $${GONGBAO_TITLE:+--title="$$GONGBAO_TITLE"} $${GONGBAO_DEPARTMENT:+--department="$$GONGBAO_DEPARTMENT"} \
	$${GONGBAO_DATE:+--date="$$GONGBAO_DATE"}
FAILED = { echo "没有建成：改正上面说的问题，再运行一次；原来的网站没有动" >&2; exit 1; }

.PHONY: help site test check preview new import rollback bench fuzz audit publish clean lock

help: ## 列出所有命令 (list the targets)
	@echo "Gongbao 公报 — 可用的命令："
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | while IFS=$$'\t' read -r name words; do printf '  make %-9s %s\n' "$$name" "$$words"; done

$(VENV)/.site: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "需要 Python 3.11 或更新的版本：先安装它，再运行 make" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "这个 Python 不能建立虚拟环境：Debian/Ubuntu 上先运行 apt-get install python3-venv" >&2; exit 1; }
	@echo "正在准备运行环境（只有第一次需要几分钟）…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.test: requirements-test.lock $(VENV)/.site
	@echo "正在准备测试环境…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.lock
	@touch $@

site: $(VENV)/.site ## 建立网站；make site REPORTS=文件或文件夹 先规范化这些报告 (build the site)
ifdef REPORTS
	@$(BIN)/bulletins normalise --reports="$$GONGBAO_REPORTS" --into $(WORK)/content/posts --afresh; refused=$$?; \
	test -d $(WORK)/content/posts || exit $$refused; \
	GONGBAO_SAMPLE=0 $(BIN)/bulletins build --content $(WORK)/content --output "$$GONGBAO_OUTPUT" || $(FAILED); \
	echo "网站在 $$GONGBAO_OUTPUT/ 。用浏览器看：make preview CONTENT=$(WORK)/content，然后打开 http://127.0.0.1:8000/"; \
	test $$refused -eq 0 || { echo "上面说到的报告没有收进来，其余的已经建成" >&2; exit $$refused; }
else
	@$(BIN)/bulletins build --content "$$GONGBAO_CONTENT" --output "$$GONGBAO_OUTPUT" || $(FAILED)
	@echo "网站在 $$GONGBAO_OUTPUT/ 。用浏览器看：make preview，然后打开 http://127.0.0.1:8000/"
endif

test: $(VENV)/.test ## 运行全部检查和测试，包括浏览器测试 (run every test)
	@$(BIN)/ruff check plugins tests
	@$(BIN)/ruff format --check plugins tests
	@$(BIN)/mypy
	@CHROMIUM="$$($(BIN)/python tests/browser/chromium.py)" $(BIN)/python -m pytest $(PYTEST)

check: $(VENV)/.site ## 检查全部稿件；make check POSTS=稿件 只查这一篇 (check the posts)
	@$(BIN)/bulletins check --content "$$GONGBAO_CONTENT" --posts="$$GONGBAO_POSTS"

preview: $(VENV)/.site ## 在本机看网站，稿件一改就重建；PORT=8001 换端口 (serve and rebuild)
	@$(BIN)/bulletins preview --content "$$GONGBAO_CONTENT" --output "$$GONGBAO_PREVIEW" --port "$$GONGBAO_PORT"

new: $(VENV)/.site ## 新建稿件：make new TITLE=… DEPARTMENT=… [DATE=2024-07-01] (start a post)
	@$(BIN)/bulletins new --content "$$GONGBAO_CONTENT" $(ASKED)

import: $(VENV)/.site ## 收进报告并写成稿件：make import REPORTS=文件 (bring reports in)
	@test -n "$$GONGBAO_REPORTS" || { echo "用法：make import REPORTS=文件或文件夹" >&2; exit 2; }
	@$(BIN)/bulletins import --content "$$GONGBAO_CONTENT" --reports="$$GONGBAO_REPORTS" $(ASKED) || \
		{ echo "上面说到的报告没有收进来；其余的（如果有）已经收好" >&2; exit 1; }

rollback: $(VENV)/.site ## 退回上一次建好的网站 (serve the former site again)
	@$(BIN)/bulletins rollback --output "$$GONGBAO_OUTPUT"

# The recognizers are measured beside our figures; they and what they need stay out of the project's own environment.
.cache/recognizers/.ready: | $(VENV)/.site
	@mkdir -p .cache && $(PYTHON) -m venv .cache/recognizers
	@.cache/recognizers/bin/python -m pip install --quiet --disable-pip-version-check recognizers-text-suite "emoji<2" && touch $@ \
		|| echo "装不上 recognizers-text，少一行对照" >&2

# So is Pagefind, beside our search.
.cache/pagefind/.ready: | $(VENV)/.site
	@mkdir -p .cache && $(PYTHON) -m venv .cache/pagefind
	@.cache/pagefind/bin/python -m pip install --quiet --disable-pip-version-check "pagefind[extended]" && touch $@ \
		|| echo "装不上 Pagefind，少一行对照" >&2

bench: $(VENV)/.test .cache/recognizers/.ready .cache/pagefind/.ready ## 测量速度和准确度；BENCH="quantities search" 只测这几项 (measure)
	@CHROMIUM="$$($(BIN)/python tests/browser/chromium.py)" RECOGNIZERS_PYTHON=.cache/recognizers/bin/python \
		PAGEFIND_PYTHON=.cache/pagefind/bin/python \
		$(BIN)/python -m tests.bench $(BENCH)

# atheris is built for few Pythons: where it can't be had, its part is left out and that is said.
.cache/fuzz/.ready: requirements.lock | $(VENV)/.site
	@mkdir -p .cache && $(PYTHON) -m venv .cache/fuzz
	@.cache/fuzz/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.lock && \
		.cache/fuzz/bin/python -m pip install --quiet --disable-pip-version-check atheris && touch $@ \
		|| echo "装不上 atheris，只跑 Hypothesis 和断电试验" >&2

fuzz: $(VENV)/.test .cache/fuzz/.ready ## 随机输入一万例、断电五十次、最大的输入量时间和内存、atheris 十分钟；SECONDS_EACH=60 缩短 (fuzz)
	@FUZZ_EXAMPLES=$${FUZZ_EXAMPLES:-10000} GONGBAO_EXPLORE=1 $(BIN)/python -m pytest -q tests/properties/test_hostile_properties.py
	@$(BIN)/python tests/fuzz/kills.py
	@$(BIN)/python tests/fuzz/bounds.py
	@if test -f .cache/fuzz/.ready; then cd .cache && PYTHONPATH=../plugins fuzz/bin/python ../tests/fuzz/parsers.py; fi

audit: $(VENV)/.test ## 查依赖有没有公布的漏洞，要联网 (known vulnerabilities of the lock)
	@mkdir -p .cache && { test -x .cache/audit/bin/pip-audit || { $(PYTHON) -m venv .cache/audit && \
		.cache/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit; }; }
	@.cache/audit/bin/pip-audit --require-hashes --disable-pip -r requirements.lock >.cache/audit.txt 2>&1; found=$$?; cat .cache/audit.txt; \
	if test $$found -ne 0; then echo "有公布的漏洞，或没有查成：看上面的话" >&2; exit 1; \
	elif grep -q "could not be audited" .cache/audit.txt; then echo "联不上漏洞库，一个都没有查：换一台能上网的机器再查" >&2; exit 1; fi

publish: $(VENV)/.site ## 为正式地址建站：make publish SITEURL=https://… (build for a real address)
	@test -n "$$GONGBAO_BASE" || { echo "用法：make publish SITEURL=https://网站地址" >&2; exit 2; }
	@$(BIN)/bulletins check
	@$(BIN)/bulletins build --output public --settings publishconf.py || $(FAILED)
	@echo "网站在 public/ 。把它整个复制到服务器；服务器设置见 docs/deploy/"

lock: $(VENV)/.test ## 重新锁定依赖 (lock the dependencies anew)
	@$(BIN)/python -m pip install --quiet pip-tools
	@for kind in "" "-test"; do $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --all-build-deps --strip-extras \
		--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header --no-annotate \
		$$([ -n "$$kind" ] && echo --extra test) -o requirements$$kind.lock pyproject.toml; done

clean: ## 删除生成的东西，稿件和报告不动 (remove what was generated)
	@rm -rf $(OUTPUT) .output-* public .public-* $(WORK) .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
