# make run    install, build the first snapshot, serve http://127.0.0.1:8501 (PORT=8600 changes it)
# make test   install what tests need, then every check
# make lock   write the hash-locked requirements again (maintainers; needs network)
# make bench  measure the speed beside plain Streamlit and Dash (minutes; SIZE=10000000 for the largest)
# make clean  remove .venv and caches; var/, where the data lives, stays

PORT ?= 8501
VENV_PYTHON := .venv/bin/python

# Vietnamese on every console, whatever LANG says; and no libraries but those of .venv.
export PYTHONUTF8 := 1
unexport PYTHONHOME PYTHONPATH

INSTALL = @python=$$(sh scripts/find_python.sh) && "$$python" scripts/install.py
LOCK = $(VENV_PYTHON) -m uv pip compile --quiet --generate-hashes --universal --python-version 3.11 \
	--no-header --no-emit-index-url --no-annotate

.PHONY: run test lock bench clean install-run install-tests
.NOTPARALLEL:

run: install-run
	@$(VENV_PYTHON) manage.py build
	@$(VENV_PYTHON) manage.py serve --port "$(PORT)"

# Two workers, by file, so that a file's fixtures are made once. The browser tests come after the others; each
# worker has a browser and servers of its own, and their longest files come first (tests/e2e/conftest.py).
test: install-tests
	@$(VENV_PYTHON) scripts/browser.py
	@$(VENV_PYTHON) -m ruff check .
	@$(VENV_PYTHON) -m ruff format --check .
	@$(VENV_PYTHON) -m pytest -m "not browser" --numprocesses 2 --dist loadfile
	@$(VENV_PYTHON) -m pytest -m browser --numprocesses 2 --dist loadfile --no-loadscope-reorder

install-run:
	$(INSTALL) run

install-tests:
	$(INSTALL) tests

lock: install-run
	@$(VENV_PYTHON) -m pip install --quiet uv
	@$(LOCK) requirements.in --output-file requirements.txt
	@$(LOCK) requirements-dev.in --constraints requirements.txt --output-file requirements-dev.txt

# Data and results lie beside the program, or where DONBAY_BENCH points.
bench: install-tests
	@python=$$(sh scripts/find_python.sh) && "$$python" scripts/install.py bench
	@$(VENV_PYTHON) -m benchmarks.pages 1000000 $(SIZE)
	@$(VENV_PYTHON) -m benchmarks.metrics 10000 $(or $(SIZE),1000000)
	@$(VENV_PYTHON) -m benchmarks.readers 1000000

clean:
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
