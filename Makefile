# `make help` lists what can be made.

SHELL       := bash
.SHELLFLAGS := -euo pipefail -c

VERSION   = $(shell git describe --tags --always --dirty 2>/dev/null || echo unknown)
KILLS     = 1000
BENCHTIME = 1s
BENCHROWS = 10000,100000,1000000
FUZZTIME  = 1m

# What the race detector watches: everything with goroutines of its own. cmd/gangway mostly runs
# whole commands one after another; `make race-all` watches it too.
RACE_PACKAGES = ./internal/... ./applications/... ./quizzes/... ./training/...

.PHONY: help build test campaign race race-all bench fuzz lint gofmt vet staticcheck tidy demo clean

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build bin/gangway with its version stamped in
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.version=$(VERSION)" -o bin/gangway ./cmd/gangway

test: ## run every test, on SQLite and on a PostgreSQL server of its own
	.ci/deps
	.ci/with-postgres go test -timeout 20m ./...

campaign: ## kill KILLS processes at work on each engine, and look at what they left
	.ci/deps
	.ci/with-postgres go test ./internal/store -run '^TestCampaignOfKills$$' -v -timeout 2h -kills $(KILLS)

race: ## run the tests of RACE_PACKAGES under the race detector, the kill campaign in its short form
	.ci/deps race
	CGO_ENABLED=1 .ci/with-postgres go test -race -short -timeout 20m $(RACE_PACKAGES)

race-all: RACE_PACKAGES = ./...
race-all: race ## run every test under the race detector

bench: ## run every benchmark for BENCHTIME each, those of batches with BENCHROWS applicants
	.ci/deps bench
	GANGWAY_BENCH_ROWS=$(BENCHROWS) .ci/with-postgres go test -timeout 0 -run '^$$' -bench . -benchtime $(BENCHTIME) -benchmem ./...

fuzz: ## fuzz every parser for FUZZTIME each
	@targets=$$(go test -list '^Fuzz' ./... | \
		awk '/^Fuzz/ { names[++n] = $$1 } $$1 == "ok" { for (; n > 0; n--) print $$2, names[n] }'); \
	while read -r package name; do \
		echo "== $$package $$name"; \
		go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) "$$package"; \
	done <<<"$$targets"

lint: gofmt vet staticcheck tidy ## look for faults without running anything

gofmt: ## list files that gofmt would change, and fail if there are any
	@files=$$(gofmt -l .); \
	if [[ $$files ]]; then echo "run gofmt -w on:"; echo "$$files"; exit 1; fi

vet: ## run go vet
	go vet ./...

staticcheck: ## run staticcheck
	go tool staticcheck ./...

tidy: ## fail if go mod tidy would change go.mod or go.sum
	go mod tidy -diff

demo: ## walk through the whole journey in a throw-away store
	go run ./cmd/gangway demo

clean: ## remove what was built
	rm -rf bin
