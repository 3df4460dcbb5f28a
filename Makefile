# One word a chore. Linux and macOS; README.md has the same for Windows.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
APP = $(VENV)/.app
DEV = $(VENV)/.dev
INSTALL = $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

export OPENBLAS_NUM_THREADS = 1
export OMP_NUM_THREADS = 1

.PHONY: app demo test test-all check bench matrix table lock clean

app: $(APP)  ## open the studio in the browser
	$(BIN)/studio app

demo: $(APP)  ## the same job without a screen: results in out/
	$(BIN)/studio demo -o out

test: $(DEV)  ## the tests, without those marked slow
	$(BIN)/python -m pytest -q -m "not slow" -n 2 --dist loadfile

test-all: $(DEV)  ## every test
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

check: $(DEV)  ## lint, format, types, doctests, README blocks
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q --doctest-modules locales normalizers voices studio
	$(BIN)/python -m pytest -q tests/test_documents.py

bench: $(APP)  ## print speed and accuracy figures
	$(BIN)/python tests/bench/bench_all.py
	$(BIN)/python tests/bench/bench_normalize.py
	$(BIN)/python tests/bench/bench_rivals.py
	$(BIN)/python tests/bench/bench_quality.py
	$(BIN)/python tests/bench/bench_presets.py

matrix: $(DEV)  ## what each attribute moves, in assets/matrix/ (an hour of one core)
	$(BIN)/python tests/bench/matrix.py

table:  ## renew the tables of golden rows and of accents in ARCHITECTURE.md
	$(BIN)/python tests/bench/golden_table.py --write ARCHITECTURE.md
	$(BIN)/python tests/bench/accent_table.py --write ARCHITECTURE.md

lock:  ## renew constraints.txt (needs uv)
	uv pip compile --universal --python-version 3.11 pyproject.toml --extra dev \
		--no-header --no-annotate --upgrade -o constraints.txt

$(APP): pyproject.toml constraints.txt
	$(PYTHON) -c "import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] <= (3, 13) else \
	'Python 3.11 to 3.13 is needed, this is ' + sys.version.split()[0] + ': make PYTHON=python3.12')"
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	touch $(APP)

$(DEV): $(APP)
	$(INSTALL) -e ".[dev]"
	touch $(DEV)

clean:
	rm -rf $(VENV) out build *.egg-info
