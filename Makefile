# make run · test · bench · assets · lock     (README.md says more)
SHELL := /bin/bash
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,$(shell $(name) -c 'print("$(name)")' 2>/dev/null)) python3)
BIN := .venv/bin
PORT ?= 8000

.PHONY: run test bench assets lock messages clean

run: .venv/run.installed
	@DEMO=1 PORT=$(PORT) scripts/run

test: .venv/dev.installed
	@scripts/test

bench: .venv/dev.installed
	@$(BIN)/python -m benchmarks

assets:
	@assets/build

lock: .venv/dev.installed
	@scripts/lock

messages: .venv/dev.installed
	@scripts/messages

clean:
	rm -rf .venv var

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Coordinator needs Python 3.11 or newer.") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv .venv

.venv/run.installed: requirements/run.txt | .venv/bin/python
	@echo "Installing what Coordinator needs …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@touch $@

.venv/dev.installed: requirements/dev.txt | .venv/bin/python
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@ .venv/run.installed
