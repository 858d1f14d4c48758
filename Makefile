# One word for each chore. Needs Python 3.11 or later with venv, and make; brings everything else into .venv and build/.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
IN = $(VENV)/bin
SERVE ?= yes
STYLES = safeboard/core/static/govuk/govuk-frontend.min.css
SIGN_ON = build/oidc-provider/server.js
TEMPLATES = $(shell find safeboard -name '*.html' -path '*/templates/*')
PIP = $(IN)/python -m pip --disable-pip-version-check --no-input install --quiet
# pyproject.toml's `install` group holds what builds the package, so that nothing is fetched unpinned.
ITSELF = $(PIP) --no-deps --no-build-isolation --editable .
LOCK = $(IN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
       --no-header --no-annotate

# Where the machine has no npm with Node 18 or later, a wheel brings both into .venv.
OWN_NPM := $(shell command -v npm >/dev/null 2>&1 && \
             node -e 'process.exit(process.versions.node.split(".")[0] < 18 ? 1 : 0)' >/dev/null 2>&1 && echo yes)
NPM = $(if $(OWN_NPM),,$(VENV)/.installed-node)

.PHONY: help demo test check audit bench lock clean
.DELETE_ON_ERROR:

help:
	@echo 'make demo    install, read the sample plan, write its papers to out/, serve (SERVE=no: do not serve)'
	@echo 'make test    every test: SQLite, PostgreSQL where one is reachable, a browser where Chromium is found'
	@echo 'make check   ruff, mypy, djade'
	@echo 'make audit   whether a known fault is in a library of the lock'
	@echo 'make bench   how long reading and writing take'
	@echo 'make lock    pin the dependencies anew'
	@echo 'make clean   remove all that these made; data/ stays'

demo: $(VENV)/.installed $(STYLES)
	@$(IN)/safeboard demo $(if $(filter no,$(SERVE)),--no-serve)

test: $(VENV)/.installed-dev $(STYLES) build/vnu.jar $(SIGN_ON)
	@$(IN)/python scripts/run_tests.py

check: $(VENV)/.installed-dev
	$(IN)/ruff check .
	$(IN)/ruff format --check .
	$(IN)/mypy
	$(IN)/djade --check --target-version 5.2 $(TEMPLATES)

audit: $(VENV)/.installed-dev
	@$(IN)/python scripts/audit_dependencies.py

bench: $(VENV)/.installed-dev
	$(IN)/python -m benchmarks

lock: $(IN)/uv
	$(LOCK) pyproject.toml --group install --output-file requirements.txt
	$(LOCK) pyproject.toml --group install --group dev --constraints requirements.txt --output-file requirements-dev.txt
	$(LOCK) --group node --output-file requirements-node.txt
	! grep -n '://' requirements*.txt

clean:
	rm -rf $(VENV) build out safeboard/core/static/govuk *.egg-info .pytest_cache .ruff_cache .mypy_cache .hypothesis
	find safeboard tests scripts benchmarks -name __pycache__ -prune -exec rm -rf {} +

$(IN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Safeboard needs Python 3.11 or later.'; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(IN)/uv: | $(IN)/python
	$(PIP) uv

$(VENV)/.installed: requirements.txt pyproject.toml | $(IN)/python
	$(PIP) --require-hashes --requirement requirements.txt
	$(ITSELF)
	@touch $@

$(VENV)/.installed-dev: requirements-dev.txt pyproject.toml | $(IN)/python
	$(PIP) --require-hashes --requirement requirements-dev.txt
	$(ITSELF)
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-node: requirements-node.txt | $(IN)/python
	$(PIP) --require-hashes --requirement requirements-node.txt
	@touch $@

$(STYLES): scripts/build_styles.py scripts/npm_package.py | $(IN)/python $(NPM)
	@$(IN)/python -m scripts.build_styles
	@touch $@

build/vnu.jar: scripts/fetch_html_validator.py scripts/npm_package.py | $(IN)/python $(NPM)
	@$(IN)/python -m scripts.fetch_html_validator

$(SIGN_ON): scripts/fetch_oidc_provider.py scripts/npm_package.py $(wildcard scripts/oidc-provider/*) | $(IN)/python $(NPM)
	@$(IN)/python -m scripts.fetch_oidc_provider
	@touch $@
