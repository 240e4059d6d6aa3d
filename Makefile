# What a person or CI does with this project. Bare `make` lists the targets; * marks the ones you want first.

SHELL := /bin/bash
BIN := node_modules/.bin
JEST := NODE_OPTIONS='--experimental-vm-modules --no-warnings' $(BIN)/jest
STAMP := node_modules/.package-lock.json

.DEFAULT_GOAL := help
.PHONY: help install build demo test accept check format schemas generate bench compare test-interop parity soak chaos fuzz mutants pack-check clean

help:
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## ?(\*?) ?(.*)/\2 \1\t\3/' | \
	  awk -F'\t' '{ star = ($$1 ~ /^\*/) ? "*" : " "; sub(/^\*? */, "", $$1); printf "%s %-13s %s\n", star, $$1, $$2 }'

# npm writes this file at the end of an install, so it is older than the lock file exactly when an install is due.
$(STAMP): package-lock.json
	npm ci
	@touch $@

install: ## npm ci
	npm ci
	@touch $(STAMP)

build: $(STAMP) ## bundle and declarations into dist/
	@node scripts/build.mjs

demo: build ## * the main job on a sandbox of its own: create, query, explain
	@node dist/cli.js demo

test: $(STAMP) ## * all tests; make test ONLY=path for some
	@$(JEST) $(ONLY)

accept: $(STAMP) ## rewrite the expectations that tests keep in files, and show what changed
	@ACCEPT=1 $(JEST) test/exports.test.ts test/autodiscover/traces.test.ts
	@git diff --stat

check: build ## * format, lint, types, architecture, generated code, package
	@node scripts/check.mjs

format: $(STAMP) ## format the code and apply safe lint fixes
	@$(BIN)/biome check --write .

schemas: ## schema files into schemas/: FROM=DIR or SERVER=host
	@FROM='$(FROM)' SERVER='$(SERVER)' node scripts/schemas.mjs

generate: $(STAMP) ## generated/ from schemas/
	@node scripts/generate.mjs

bench: build ## speed against the budgets and the peers: ARGS="codec bodies --json", --report
	@node --expose-gc bench/run.mjs $(ARGS)
	@node bench/attachments.mjs

compare: build ## xsd2ts and soap beside us on the same schemas
	@node bench/compare.mjs

test-interop: build ## other people's clients against the sandbox
	@test/interop/run.sh

parity: ## what of the documents of others is proven by which test, counted: docs/parity.tsv
	@node scripts/parity.mjs $(ARGS)

soak: $(STAMP) ## 20,000 requests over 8 lanes with faults
	@node test/soak.mjs

chaos: build ## 50,000 changes under a watch whose streams break, whose server and own process are killed: ARGS="50 50000 20 1"
	@node test/chaos/run.mjs $(ARGS)

fuzz: build ## 5 MB of mutated mails, calendars and cards into a sandbox: no crash, no hang, all of it readable
	@node test/fuzz.mjs $(ARGS)

mutants: $(STAMP) ## small faults in the sources, and which of them no test notices: ARGS='--sample 300 --seed 1'
	@node test/mutants/run.mjs $(ARGS)

pack-check: build ## the packed package with every compiler, bundler and Node that users have: a table
	@node scripts/pack-check.mjs

clean: ## remove what was built
	rm -rf dist coverage node_modules/.cache ewskit-*.tgz
