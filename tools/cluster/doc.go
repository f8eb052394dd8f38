// Package cluster tries the chart on a real Kubernetes cluster, through kubectl, helm and the public APIs of Traject, and writes down what it
// saw: docs/kubernetes-trial.md.
//
//	trial.go      the settings, the parts of a trial in their order, and the verdict
//	install.go    from nothing to a portal that serves, and helm test
//	busy.go       upgrades, rollbacks and kills while people submit and decide cases
//	crowd.go      those people (tools/witness counts every request that they send); follow.go watches a case live as a page does
//	judge.go      what must be true of every case afterwards
//	replicas.go   an act that one replica handled is seen through the other
//	policies.go   which pods reach what
//	refusals.go   values that must be refused
//	eviction.go   what a drain may and may not take away
//	kube.go       kubectl and helm; pods.go and reach.go: what runs, and how to get at it
//	report.go     the report
package cluster
