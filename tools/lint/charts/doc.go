// Package charts checks the Helm chart without a cluster: what it renders for several ways to install it, by the schemas of Kubernetes,
// by what every pod of ours must be like, by who may talk to whom, and against the renders of before (testdata). Its tests need helm and
// kubeconform, which `make lint-charts` installs:
//
//	make lint-charts                                            all of it
//	go test ./tools/lint/charts -run Golden -update             after a change that is meant
//	go run ./tools/lint/charts/schemas                          schemas of another version of Kubernetes
package charts
