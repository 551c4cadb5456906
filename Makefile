# stancebook: every verb below sets up what it needs in $(VENV) first; nothing else is touched.
PYTHON ?= python3
VENV ?= .venv
ARTICLES ?= seeds
TESTS ?= tests
BIN = $(VENV)/bin
SOURCES = $(shell find src -type f -not -name '*.pyc' 2>/dev/null) pyproject.toml

export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL = help
.PHONY: help report test quick check lab figures bench fuzz notebooks lock clean

help:  ## show this help
	@echo 'stancebook: who stands where, on what, and who says so.'
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(VENV)/.installed  ## analyse ARTICLES (default: seeds) and write a report; says where it is
	@$(BIN)/stancebook report $(ARTICLES)

test: check  ## run every test against the installed package: code, docs, notebooks, browser
	$(BIN)/python -m pytest -n 2 --dist loadscope $(TESTS)
	$(BIN)/python -m pytest -q -W default --doctest-modules --doctest-ignore-import-errors --pyargs stancebook

quick: $(VENV)/.installed  ## run the tests that need neither a browser, nor data, nor a whole report
	$(BIN)/python -m pytest -n 2 --dist loadscope tests -m "not slow and not browser and not data" \
		--ignore tests/report --ignore tests/notebooks --ignore tests/analysis

check: $(VENV)/.installed  ## check style and lint (ruff)
	$(BIN)/ruff check src tests benchmarks fuzz
	$(BIN)/ruff format --check src tests benchmarks fuzz

lab: $(VENV)/.installed  ## open JupyterLab on the notebooks
	$(BIN)/jupyter lab --notebook-dir=. notebooks/1_corpus.ipynb

figures: $(VENV)/.installed  ## write the paper figures of the last report on ARTICLES to figures/
	$(BIN)/stancebook figures reports/$(notdir $(ARTICLES:/=)) --to figures

bench: $(VENV)/.installed  ## measure speed and memory, as ratios against named references
	$(BIN)/python -m benchmarks

fuzz: $(VENV)/.installed  ## feed broken files to every reader for a fixed time
	$(BIN)/python -m fuzz --seconds 60

notebooks: $(VENV)/.installed  ## run the page notebooks again and store their outputs
	$(BIN)/python notebooks/execute.py

lock: $(VENV)/.installed  ## resolve requirements.lock again: exact versions, hashes, no index address
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet \
		--output-file requirements.lock

clean:  ## remove the environment and everything that tools left behind; reports stay
	rm -rf $(VENV) build dist .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.dependencies: requirements.lock
	@echo "stancebook: setting up $(VENV) (a few minutes, once)"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "stancebook needs Python 3.11 or newer; this is %d.%d: make PYTHON=python3.12" % sys.version_info[:2])'
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements.lock
	@touch $@

$(VENV)/.installed: $(VENV)/.dependencies $(SOURCES) README.md
	@echo 'stancebook: installing the package'
	@$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --force-reinstall .
	@touch $@
