package charts

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
)

// What may talk to what, said once more in another way than the policies do: from, to and port. Everything that is not here is refused.
var (
	always = []string{
		"portal > cases:8080", "portal > documents:8080", "portal > notifications:8080", "portal > registry:8080",
		"notifications > portal:8080",
		"test > cases:8080", "test > documents:8080", "test > notifications:8080", "test > portal:8080", "test > registry:8080", "test > worker:8080",
		"cases > dns:53", "documents > dns:53", "notifications > dns:53", "portal > dns:53", "registry > dns:53", "worker > dns:53", "test > dns:53", "bootstrap > dns:53",
	}
	production = []string{
		"cases > mongodb:27017", "documents > mongodb:27017", "notifications > mongodb:27017", "portal > mongodb:27017", "registry > mongodb:27017", "bootstrap > mongodb:27017",
		"cases > temporal:7233", "documents > temporal:7233", "notifications > temporal:7233", "registry > temporal:7233", "worker > temporal:7233", "bootstrap > temporal:7233",
		"cases > provider:443", "documents > provider:443", "notifications > provider:443", "portal > provider:443", "registry > provider:443",
		"notifications > relay:587", "controller > portal:8080", "controller > cases:8080", "promote > dns:53", "promote > temporal:7233",
		// Systems of municipalities may be at any address that is not private, and the mail server that brings back mail anywhere.
		"notifications > internet:443", "notifications > mongodb:443", "notifications > temporal:443", "notifications > relay:443",
		"internet > notifications:2525", "mongodb > notifications:2525", "temporal > notifications:2525", "relay > notifications:2525", "provider > notifications:2525",
		"controller > notifications:2525", "prometheus > notifications:2525", "dns > notifications:2525",
		"stranger > notifications:2525", "namesake > notifications:2525", "neighbour > notifications:2525",
		"prometheus > cases:8080", "prometheus > documents:8080", "prometheus > notifications:8080", "prometheus > portal:8080", "prometheus > registry:8080", "prometheus > worker:8080",
	}
	development = []string{
		"cases > devstack:27018", "documents > devstack:27018", "notifications > devstack:27018", "portal > devstack:27018", "registry > devstack:27018", "bootstrap > devstack:27018",
		"cases > devstack:7233", "documents > devstack:7233", "notifications > devstack:7233", "registry > devstack:7233", "worker > devstack:7233", "bootstrap > devstack:7233",
		"cases > devstack:8090", "documents > devstack:8090", "notifications > devstack:8090", "portal > devstack:8090", "registry > devstack:8090", "test > devstack:8090",
		"notifications > devstack:1025", "notifications > devstack:8025", "test > devstack:8025", "devstack > dns:53",
	}
)

func TestWhoMayTalkToWhom(t *testing.T) {
	t.Parallel()
	for name, want := range map[string][]string{
		"development": slices.Concat(always, development),
		"production":  slices.Concat(always, production),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			objects := render(t, named(t, name))
			got := flows(t, objects)
			for _, flow := range want {
				if !slices.Contains(got, flow) {
					t.Errorf("refused: %s", flow)
				}
			}
			for _, flow := range got {
				if !slices.Contains(want, flow) {
					t.Errorf("let through: %s", flow)
				}
			}
		})
	}
}

func TestAPodWithoutTheRightLabelsReachesNothing(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"small", "production", "development", "controller", "gateway"} {
		objects := render(t, named(t, name))
		for _, flow := range flows(t, objects) {
			from, to, _ := strings.Cut(flow, " > ")
			if (from == "stranger" || from == "namesake") && to != "notifications:2525" {
				t.Errorf("%s: %s", name, flow)
			}
		}
	}
}

func TestPoliciesCanBeLeftToOthers(t *testing.T) {
	t.Parallel()
	objects := render(t, variant{name: "open", values: "values-production.yaml", more: "{networkPolicy: {enabled: false}}"})
	if left := policies(t, objects); len(left) > 0 {
		t.Errorf("%d policies are left", len(left))
	}
	if !slices.Contains(flows(t, objects), "stranger > cases:8080") {
		t.Error("without policies a stranger reaches nothing, so the evaluator is wrong")
	}
}

func TestEveryPodOfTheReleaseIsClosedFirst(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		rules := policies(t, render(t, variantOf(t)))
		for _, direction := range []string{"Ingress", "Egress"} {
			if !slices.ContainsFunc(rules, func(r policy) bool {
				return r.selects(place{namespace: namespace, labels: p.Metadata.Labels}, direction)
			}) {
				t.Errorf("%s: no policy closes %s", p.of, direction)
			}
		}
	})
}

func variantOf(t *testing.T) variant {
	t.Helper()
	return named(t, t.Name()[strings.LastIndex(t.Name(), "/")+1:])
}

// flows that the policies of a render let through between all places, at the ports that mean something to us.
func flows(t *testing.T, objects []object) []string {
	t.Helper()
	rules := policies(t, objects)
	places := around()
	found, err := pods(objects)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range found {
		places[p.component()] = place{namespace: namespace, labels: p.Metadata.Labels}
	}
	var out []string
	for _, from := range slices.Sorted(maps.Keys(places)) {
		for _, to := range slices.Sorted(maps.Keys(places)) {
			for _, port := range []int{22, 25, 53, 80, 443, 587, 1025, 2525, 5432, 6443, 7233, 8025, 8080, 8090, 8233, 27017, 27018} {
				ours := places[from].ours() || places[to].ours()
				if from != to && ours && passes(rules, places[from], places[to], port) {
					out = append(out, fmt.Sprintf("%s > %s:%d", from, to, port))
				}
			}
		}
	}
	return out
}

// around are the places that are not of the release. The addresses are those that values-production.yaml names, and one of the internet.
func around() map[string]place {
	return map[string]place{
		"dns":        {namespace: "kube-system", labels: map[string]string{"k8s-app": "kube-dns"}},
		"controller": {namespace: "ingress-nginx", labels: map[string]string{"app.kubernetes.io/name": "ingress-nginx"}},
		"prometheus": {namespace: "monitoring", labels: map[string]string{"app.kubernetes.io/name": "prometheus"}},
		// stranger is in the same namespace without labels; namesake has those of another release.
		"stranger":  {namespace: namespace, labels: map[string]string{}},
		"namesake":  {namespace: namespace, labels: map[string]string{"app.kubernetes.io/name": "traject", "app.kubernetes.io/instance": "another", "app.kubernetes.io/component": "portal"}},
		"neighbour": {namespace: "elsewhere", labels: map[string]string{"app.kubernetes.io/name": "traject", "app.kubernetes.io/instance": release, "app.kubernetes.io/component": "portal"}},
		"mongodb":   {address: "192.0.2.1"},
		"temporal":  {address: "192.0.2.33"},
		"relay":     {address: "192.0.2.64"},
		"provider":  {address: "198.51.100.10"},
		"internet":  {address: "203.0.113.7"},
	}
}
