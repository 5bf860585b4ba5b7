# Two commands: `make run` sets up and opens the kiosk; `make test` sets up, checks and tests it.
# docs/development.md says more. Everything is installed into .venv; `make clean` removes it.
PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory

.PHONY: run test setup check bench fuzz mutants words locks clean

run: setup
	@$(BIN)/kiosk

setup: .venv/ready

# `ready` holds the folder it was made for: a virtual environment that was moved, or whose Python has gone, does
# not work and is made again. `unfinished` exists while packages are being written: an interrupted installation
# may look whole to pip, so it is made again too. A failed one (without a network, say) goes on where it was.
$(shell [ ! -e .venv/ready ] || { [ "$$(cat .venv/ready)" = "$(CURDIR)" ] && [ -x $(BIN)/python ]; } \
	|| { rm -f .venv/ready .venv/ready-to-test; touch .venv/unfinished; })
install = touch .venv/unfinished; $(BIN)/python -m pip install -q --disable-pip-version-check $(1); \
	status=$$?; rm -f .venv/unfinished; exit $$status

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "The kiosk needs Python 3.11 or later; set PYTHON=/path/to/python3." >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python cannot make a virtual environment here: install the package python3-venv, then try again." >&2; exit 1; }
	@if [ -e .venv/unfinished ] || ! $(BIN)/python -m pip --version >/dev/null 2>&1; then \
		echo "Setting up in .venv; this takes a minute or two, once."; $(PYTHON) -m venv --clear .venv; fi
	@$(call install,--compile --require-hashes -r requirements.lock)
	@$(call install,--no-deps --no-build-isolation --config-settings editable_mode=compat -e .)
	@$(BIN)/python -m compileall -q kiosk screens devices
	@echo "$(CURDIR)" > $@

.venv/ready-to-test: .venv/ready tests/requirements.lock
	@$(call install,--compile --require-hashes -r tests/requirements.lock)
	@touch $@

check: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: check
	$(BIN)/python -m pytest -n auto --dist loadgroup

# `make bench ONLY="first-frame append"` runs some of them; WRITE=--write puts the tables into docs/benchmarks.md.
bench: .venv/ready-to-test
	@$(BIN)/python -m tests.bench $(WRITE) $(ONLY)

# A minute a parser; `make fuzz SECONDS=3600 ONLY=entry` gives one of them an hour. Only this needs atheris.
SECONDS ?= 60
fuzz: .venv/ready-to-test
	@$(BIN)/python -c 'import atheris' 2>/dev/null || $(BIN)/python -m pip install -q atheris==3.0.0
	@$(BIN)/python -m tests.fuzz --seconds $(SECONDS) $(ONLY)

# `make mutants ONLY=kiosk/practices/floor SEED=3 COUNT=50` lists changes that no test notices. Not part of CI.
# With LOG=FILE it can be stopped and resumed, and a later run tries only the changes that lived.
SEED ?= 8
COUNT ?= 300
mutants: .venv/ready-to-test
	@$(BIN)/python -m tests.mutants --seed $(SEED) --count $(COUNT) $(if $(LOG),--log $(LOG)) $(ONLY)

# What translators get, kiosk/locales/*.pot, after a sentence was changed; NEW=fr begins a language.
words: .venv/ready-to-test
	@$(BIN)/python -m tests.words $(NEW)

# Needed only after a change of dependencies; runs the program uv.
locks:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock

clean:
	rm -rf .venv build *.egg-info
