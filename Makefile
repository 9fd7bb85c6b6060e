# noticepack: `make demo` shows it, `make test` proves it. Both install what they need from the committed, hashed locks
# the first time and need no network after that. Needs make and Python 3.11 or newer.

PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do \
  $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
UV := .venv-uv/bin/uv
export UV_PYTHON_DOWNLOADS := never

# A stamp carries the checksum of the locks it was made from: another lock is another stamp.
sum = $(shell cat $(1) | cksum | tr ' ' '-')
UV_STAMP := .venv-uv/stamps/$(call sum,requirements-uv.lock)
RUN_STAMP := .venv/stamps/run-$(call sum,requirements.lock pyproject.toml)
DEV_STAMP := .venv/stamps/dev-$(call sum,requirements.lock requirements-dev.lock pyproject.toml)
VERIFIERS_STAMP := .venv-verifiers/stamps/$(call sum,requirements-verifiers.lock)

# Programs that some tests call; without them those tests skip and say what to install.
DEBIAN_PACKAGES := tesseract-ocr tesseract-ocr-eng tesseract-ocr-deu tesseract-ocr-rus tesseract-ocr-jpn \
  tesseract-ocr-chi-sim tesseract-ocr-fra tesseract-ocr-ita tesseract-ocr-spa poppler-utils \
  dovecot-imapd postgresql chromium libreoffice-writer-nogui fonts-noto-cjk

.PHONY: help demo test check docs lock clean distclean debian-packages
.DELETE_ON_ERROR:

help: ## Show this list.
	@sed -n 's/^\([a-z-]*\):.*## /  make \1	/p' Makefile | expand -t 20

demo: $(RUN_STAMP) ## Install noticepack into .venv and run it on a sample inbox.
	@.venv/bin/noticepack demo

test: $(DEV_STAMP) $(VERIFIERS_STAMP) debian-packages ## Install what the tests need, run the linters and all tests.
	@$(MAKE) --no-print-directory check
	@.venv/bin/pytest -n auto --cov --cov-report=term

check: $(DEV_STAMP) ## Run the linters: ruff and mypy.
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

docs: $(DEV_STAMP) ## Write the pages of docs/ that are made from the code.
	.venv/bin/python -m config.docs

lock: $(UV_STAMP) ## Write the four locks anew; UPGRADE=1 takes newer versions.
	$(call compile,requirements.lock,pyproject.toml --group build)
	$(call compile,requirements-dev.lock,pyproject.toml --group dev --group build --constraint requirements.lock)
	$(call compile,requirements-verifiers.lock,--group verifiers)
	echo uv | $(call compile,requirements-uv.lock,-)

clean: ## Remove what the tools and the demo left behind; the environments stay.
	rm -rf demo build dist .coverage .coverage.* .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -not -path './.venv*' -prune -exec rm -rf {} +

distclean: clean ## Remove the environments too; the next demo or test needs the network.
	rm -rf .venv .venv-uv .venv-verifiers

compile = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate --no-header \
  $(if $(UPGRADE),--upgrade) $(2) --output-file $(1)

# Filling an environment removes what its lock does not name, so all its older stamps go first. What is installed already
# or lies in uv's cache needs no network, so that is tried first.
sync = $(UV) pip sync --quiet --python $(1)/bin/python --require-hashes $(2)
fill = rm -rf $(1)/stamps; \
  { test -x $(1)/bin/python || $(UV) venv --quiet --clear --python $(PYTHON) $(1); } && \
  { $(sync) --offline 2>/dev/null || $(sync); }
ourselves = $(UV) pip install --quiet --python .venv/bin/python --no-deps --no-build-isolation --offline --editable .

$(UV_STAMP): | python
	@echo "Installing uv into .venv-uv ..."
	@rm -rf .venv-uv && $(PYTHON) -m venv .venv-uv
	@.venv-uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-uv.lock
	@mkdir -p $(@D) && touch $@

# An environment that has the development tools keeps them.
$(RUN_STAMP): | $(UV_STAMP)
	@if test -x .venv/bin/pytest; then $(MAKE) --no-print-directory $(DEV_STAMP); else \
	  echo "Installing noticepack into .venv ..."; \
	  $(call fill,.venv,requirements.lock) && $(ourselves) && mkdir -p $(@D); fi
	@touch $@

$(DEV_STAMP): | $(UV_STAMP)
	@echo "Installing noticepack and its development tools into .venv ..."
	@$(call fill,.venv,requirements-dev.lock)
	@$(ourselves)
	@mkdir -p $(@D) && touch $@ $(RUN_STAMP)

$(VERIFIERS_STAMP): | $(UV_STAMP)
	@echo "Installing the verifiers that are not ours into .venv-verifiers ..."
	@$(call fill,.venv-verifiers,requirements-verifiers.lock)
	@mkdir -p $(@D) && touch $@

.PHONY: python
python:
	@test -n "$(PYTHON)" || { echo "make: no Python 3.11 or newer found; install one or say PYTHON=..." >&2; exit 1; }

# Only the test machine (CI=true, root) installs system packages by itself.
debian-packages:
	@missing=; for package in $(DEBIAN_PACKAGES); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; done; \
	if [ -z "$$missing" ]; then :; \
	elif [ "$$CI" = true ] && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $$missing; \
	else echo "Some tests will skip; to run them too: apt-get install$$missing"; fi
