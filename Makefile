# Everything that is done to Traject by hand or in CI. `make` alone lists it.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

BIN := $(CURDIR)/.bin
STAMPS := $(BIN)/stamps
export PATH := $(BIN):$(PATH)
# Tests and images are built alike, without C and without paths of this machine, so that they share one cache.
export CGO_ENABLED := 0
export GOFLAGS := -trimpath -buildvcs=false

# Versions of the programs that build and check Traject. They are installed into .bin when they are missing.
BUF_VERSION := v1.75.0
PROTOC_GEN_GO_VERSION := v1.36.12
TEMPL_VERSION := v0.3.977
GOLANGCI_LINT_VERSION := v2.15.0
WORKFLOWCHECK_VERSION := v0.6.0
HELM_VERSION := v3.22.0
KUBECONFORM_VERSION := v0.8.0
GOVULNCHECK_VERSION := v1.9.0

BUF := $(STAMPS)/buf-$(BUF_VERSION)
PROTOC_GEN_GO := $(STAMPS)/protoc-gen-go-$(PROTOC_GEN_GO_VERSION)
TEMPL := $(STAMPS)/templ-$(TEMPL_VERSION)
GOLANGCI_LINT := $(STAMPS)/golangci-lint-$(GOLANGCI_LINT_VERSION)
WORKFLOWCHECK := $(STAMPS)/workflowcheck-$(WORKFLOWCHECK_VERSION)
HELM := $(STAMPS)/helm-$(HELM_VERSION)
KUBECONFORM := $(STAMPS)/kubeconform-$(KUBECONFORM_VERSION)
GOVULNCHECK := $(STAMPS)/govulncheck-$(GOVULNCHECK_VERSION)

MODULES := proto workflows services tools
ASSETS := services/portal/assets
BROWSER := tools/e2e/browser
OPENAPI := tools/lint/openapi

# ---- working ----

.PHONY: help
help: ## list what make can do
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

.PHONY: run
run: traject ## start everything on this machine; Ctrl-C stops it (ARGS="--state folder --ports random")
	@exec $(BIN)/traject run $(ARGS)

.PHONY: demo
demo: traject ## add cases in every phase to what `make run` started
	@exec $(BIN)/traject demo $(ARGS)

.PHONY: generate
generate: $(BUF) $(PROTOC_GEN_GO) $(TEMPL) ## write all generated code and documents anew
	cd proto && buf generate
	cd services && templ generate -log-level error
	for module in $(MODULES); do (cd $$module && go generate ./...); done

.PHONY: contract
contract: $(BUF) ## keep the present contract as the one that later versions must not break (at a release)
	cd proto && if [ -f contract.binpb ]; then buf breaking --against contract.binpb; fi && buf build -o contract.binpb

# ---- checking ----

.PHONY: test
test: test-modules test-e2e ## all tests of all modules, and the whole stack end to end

.PHONY: test-modules
test-modules: $(STAMPS)/assets ## the tests of each module
	go test -timeout 20m ./proto/... ./workflows/... ./services/... $$(go list ./tools/... | grep -vE '/(e2e|replicas|resilience|lint/charts)(/|$$)')

.PHONY: test-e2e
test-e2e: assets debian ## the tests of everything together, through HTTP and in a browser
	go test -count=1 -timeout 60m -p 1 ./tools/e2e/... ./tools/replicas ./tools/resilience/...

# Measurements and faults. Each prints tables and puts them into docs/benchmarks.md; `make test` runs only their smoke form.

FIGURES := -write docs/benchmarks.md

.PHONY: bench
bench: debian assets ## how fast, against a bare skeleton and as people feel it (docs/benchmarks.md; wants a quiet machine)
	go run ./tools/bench/ratio $(FIGURES)
	go run ./tools/bench/users $(FIGURES)
	go run ./tools/bench/greedy $(FIGURES)
	go run ./tools/bench/micro $(FIGURES)

.PHONY: bench-compare
bench-compare: ## the benchmarks without a server, of this tree beside another commit (BASE=main~10)
	go run ./tools/bench/micro -base $(BASE)

.PHONY: bench-terms
bench-terms: ## ten thousand open terms in one worker, at rest and when a thousand fall due (docs/benchmarks.md; ARGS="-cases 2000 -due 200")
	go run ./tools/bench/terms $(ARGS)

.PHONY: bench-notices
bench-notices: ## how many notices leave, how soon they are there, and many scheduled (docs/benchmarks.md; ARGS="-notices 500 -scheduled 1000")
	go run ./tools/bench/notices $(ARGS)

.PHONY: soak
soak: ## how cost grows with open cases, and a long time at work (docs/benchmarks.md; GROWTH="-sizes 100000" ARGS="-for 8h")
	go run ./tools/bench/growth $(FIGURES) $(GROWTH)
	go run ./tools/bench/soak $(FIGURES) $(ARGS)

.PHONY: chaos
chaos: ## kill, pause, cut and fill everything while cases run, and judge what is left (docs/benchmarks.md; ARGS="-seeds 20 -from 7")
	go run ./tools/chaos/cmd $(FIGURES) $(ARGS)

.PHONY: fuzz
fuzz: ## anything into every parser and every operation of the APIs (docs/benchmarks.md; FUZZTIME=1m)
	go run ./tools/fuzz/targets -time $(or $(FUZZTIME),20s) $(FIGURES)
	go run ./tools/fuzz $(FIGURES) $(ARGS)

.PHONY: cluster-trial
cluster-trial: ## install, upgrade, kill and judge the chart on the cluster of kubectl (docs/kubernetes-trial.md; ARGS="-tag dev -next dev2 -report trial.md")
	go run ./tools/cmd/cluster -values charts/traject/values-development.yaml \
		$(foreach part,cases documents notifications portal registry worker,-set $(part).replicas=2) $(ARGS)

.PHONY: lint
lint: lint-proto lint-generated lint-walls lint-charts lint-workflows lint-go lint-alone lint-vulns ## everything that can be said about the code without running it

.PHONY: lint-proto
lint-proto: $(BUF)
	cd proto && buf lint
	@# The contract of the last release is kept as proto/contract.binpb, so that a clone without history can compare too.
	cd proto && if [ -f contract.binpb ]; then buf breaking --against contract.binpb; else echo "proto/contract.binpb does not exist yet: no released contract to compare with (make contract makes it)"; fi

.PHONY: lint-generated
lint-generated: $(BUF) $(PROTOC_GEN_GO) $(TEMPL)
	tools/lint/generated.sh

.PHONY: lint-walls
lint-walls:
	go test ./tools/lint

.PHONY: lint-charts
lint-charts: $(HELM) $(KUBECONFORM) ## the Helm chart: schemas, golden renders, pods, policies and wrong values, without a cluster
	go test ./tools/lint/charts/...

.PHONY: lint-vulns
lint-vulns: $(GOVULNCHECK) $(STAMPS)/assets ## known vulnerabilities that our programs can reach, by the database kept here
	go run ./tools/lint/vulns

.PHONY: licences
licences: $(STAMPS)/assets ## docs/licences.md anew: what is in the programs and the pages, and under which licence
	go run ./tools/lint/licences

.PHONY: lint-workflows
lint-workflows: $(WORKFLOWCHECK)
	cd workflows && workflowcheck ./...

.PHONY: lint-go
lint-go: $(GOLANGCI_LINT) $(STAMPS)/assets
	for module in $(MODULES); do echo "golangci-lint $$module"; (cd $$module && golangci-lint run --config ../.golangci.yml ./...); done

.PHONY: lint-alone
lint-alone: $(STAMPS)/assets
	for module in $(MODULES); do echo "build $$module alone"; (cd $$module && GOWORK=off go build ./...); done

# ---- making ----

.PHONY: traject
traject: $(STAMPS)/assets
	go build -o $(BIN)/traject ./tools/cmd/traject

.PHONY: images
images: $(STAMPS)/assets ## container images of every program into .bin/images, without a container engine (docs/images.md; ARGS="-tag 1.0.0 portal")
	go run ./tools/cmd/images $(ARGS)

.PHONY: tools
tools: $(BUF) $(PROTOC_GEN_GO) $(TEMPL) $(GOLANGCI_LINT) $(WORKFLOWCHECK) $(HELM) $(KUBECONFORM) $(GOVULNCHECK)

.PHONY: assets
assets: $(STAMPS)/assets $(STAMPS)/browser $(STAMPS)/openapi

.PHONY: debian
debian:
	tools/debian.sh

$(STAMPS)/assets: $(ASSETS)/package-lock.json $(ASSETS)/build.mjs $(wildcard $(ASSETS)/styles/* $(ASSETS)/scripts/*) | $(STAMPS)
	cd $(ASSETS) && npm ci --no-audit --no-fund --ignore-scripts && npm run build
	touch $@

$(STAMPS)/browser: $(BROWSER)/package-lock.json | $(STAMPS)
	cd $(BROWSER) && npm ci --no-audit --no-fund --ignore-scripts
	touch $@

$(STAMPS)/openapi: $(OPENAPI)/package-lock.json | $(STAMPS)
	cd $(OPENAPI) && npm ci --no-audit --no-fund --ignore-scripts
	touch $@

$(STAMPS):
	mkdir -p $@

# $(call install,package,version): a Go program into .bin, and a stamp with its version.
install = GOBIN=$(BIN) go install $(1)@$(2) && rm -f $(STAMPS)/$(notdir $(1))-v* && touch $@

$(BUF): | $(STAMPS)
	$(call install,github.com/bufbuild/buf/cmd/buf,$(BUF_VERSION))
$(PROTOC_GEN_GO): | $(STAMPS)
	$(call install,google.golang.org/protobuf/cmd/protoc-gen-go,$(PROTOC_GEN_GO_VERSION))
$(TEMPL): | $(STAMPS)
	$(call install,github.com/a-h/templ/cmd/templ,$(TEMPL_VERSION))
$(GOLANGCI_LINT): | $(STAMPS)
	$(call install,github.com/golangci/golangci-lint/v2/cmd/golangci-lint,$(GOLANGCI_LINT_VERSION))
$(WORKFLOWCHECK): | $(STAMPS)
	$(call install,go.temporal.io/sdk/contrib/tools/workflowcheck,$(WORKFLOWCHECK_VERSION))
$(HELM): | $(STAMPS)
	$(call install,helm.sh/helm/v3/cmd/helm,$(HELM_VERSION))
$(KUBECONFORM): | $(STAMPS)
	$(call install,github.com/yannh/kubeconform/cmd/kubeconform,$(KUBECONFORM_VERSION))
$(GOVULNCHECK): | $(STAMPS)
	$(call install,golang.org/x/vuln/cmd/govulncheck,$(GOVULNCHECK_VERSION))
