# Every target sets up .venv by itself, once; a second run installs nothing.
PYTHON ?= python3
CORPUS ?= seeds
OUT ?= exports
LABARGS ?=
BIN := .venv/bin
AXE := build/node_modules/axe-core
# Where files become documents, phrases become numbers and charts become files, every branch is tested.
WHOLE := analysis/documents/*,analysis/exports/*,analysis/measures/theme*.py,analysis/measures/phrases.py

.PHONY: help run test test-browser coverage lab lint notebooks bench charts-sheet clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: .venv/.ready  ## all notebooks on CORPUS (default seeds), charts and report into OUT (default exports)
	@$(BIN)/python -m analysis run "$(CORPUS)" --out "$(OUT)"

test: .venv/.ready  ## all tests, docstring examples and notebooks
	@$(BIN)/python -m pytest

test-browser: .venv/.ready $(AXE)/axe.min.js  ## the tests that need Chromium; screenshots into build/browser/
	@$(BIN)/python -m pytest tests/browser -m browser -rs

coverage: .venv/.ready  ## lines and branches that the tests run (without notebooks); too few fail
	@$(BIN)/python -m coverage erase
	@$(BIN)/python -m coverage run -m pytest -q --ignore=tests/test_notebooks.py
	@$(BIN)/python -m coverage combine --quiet
	@$(BIN)/python -m coverage report --omit="$(WHOLE)" --fail-under=92
	@$(BIN)/python -m coverage report --include="$(WHOLE)" --fail-under=100

lab: .venv/.ready  ## JupyterLab, opened on the first notebook
	@$(BIN)/jupyter trust notebooks/*.ipynb > /dev/null
	@JUPYTER_CONFIG_PATH="$(CURDIR)/.jupyter" $(BIN)/jupyter lab --LabApp.default_url=/lab/tree/notebooks/00-start-here.ipynb $(LABARGS)

lint: .venv/.ready  ## style, types, import layers
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

notebooks: .venv/.ready  ## run the notebooks and keep their outputs
	@$(BIN)/python -m analysis.exports.notebooks

bench: .venv/.ready  ## the speed tables
	@$(BIN)/python -m benchmarks.words

charts-sheet: .venv/.ready  ## all charts on one sheet, into docs/
	@$(BIN)/python -m analysis.charts.sheet

clean:  ## remove what was made here
	rm -rf .venv build exports .ruff_cache .mypy_cache .hypothesis

# The checker of accessibility, a tool of the tests alone (MPL-2.0). Where npm cannot fetch it, its tests are skipped.
$(AXE)/axe.min.js:
	@npm install --prefix build --no-save --no-package-lock --ignore-scripts --no-audit --no-fund --silent \
	  --fetch-retries=1 axe-core@4.14.1 || echo "axe-core could not be fetched: its tests are skipped"

# Python files are compiled at set-up (pip does, whatever PYTHONDONTWRITEBYTECODE says), and so is the word kernel.
.venv/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 …")'
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python -c "from analysis.language.words import warm; warm()"
	@touch $@
