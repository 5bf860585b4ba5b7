# Two commands: `make run` sets up and opens the kiosk; `make test` sets up, checks and tests it.
PYTHON ?= python3
BIN := .venv/bin
MAKEFLAGS += --no-print-directory

.PHONY: run test setup check bench locks clean

run: setup
	@$(BIN)/kiosk

setup: .venv/ready

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "The kiosk needs Python 3.11 or later; set PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
		|| { echo "Python cannot make a virtual environment here: install the package python3-venv, then try again."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -q --disable-pip-version-check --compile --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation \
		--config-settings editable_mode=compat -e .
	@$(BIN)/python -m compileall -q kiosk screens devices
	@touch $@

.venv/ready-to-test: .venv/ready tests/requirements.lock
	@$(BIN)/python -m pip install -q --disable-pip-version-check --compile --require-hashes -r tests/requirements.lock
	@touch $@

check: .venv/ready-to-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

test: check
	$(BIN)/python -m pytest -n auto --dist loadgroup

bench: .venv/ready-to-test
	$(BIN)/python -m tests.bench

# Only whoever changes a dependency needs this; it wants the program uv.
locks:
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build pyproject.toml -o requirements.lock
	uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header \
		--extra build --extra test -c requirements.lock pyproject.toml -o tests/requirements.lock

clean:
	rm -rf .venv build *.egg-info
