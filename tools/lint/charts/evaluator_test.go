package charts

import (
	"net/netip"
	"slices"
	"testing"
)

// place is what a NetworkPolicy sees of one end of a connection: a pod, or an address outside the cluster.
type place struct {
	namespace string
	labels    map[string]string
	address   string
}

func (p place) ours() bool {
	return p.labels["app.kubernetes.io/instance"] == release && p.namespace == namespace
}

// policy is a NetworkPolicy, as far as ours go.
type policy struct {
	Metadata metadata
	Spec     struct {
		PodSelector     selector `yaml:"podSelector"`
		PolicyTypes     []string `yaml:"policyTypes"`
		Ingress, Egress []struct {
			From, To []peer
			Ports    []struct {
				Port     int
				Protocol string
			}
		}
	}
}

type peer struct {
	IPBlock *struct {
		CIDR   string
		Except []string
	} `yaml:"ipBlock"`
	NamespaceSelector *selector `yaml:"namespaceSelector"`
	PodSelector       *selector `yaml:"podSelector"`
}

type selector struct {
	MatchLabels      map[string]string `yaml:"matchLabels"`
	MatchExpressions []struct {
		Key, Operator string
		Values        []string
	} `yaml:"matchExpressions"`
}

func policies(t *testing.T, objects []object) []policy {
	t.Helper()
	var found []policy
	for _, o := range objects {
		if o.Kind != "NetworkPolicy" {
			continue
		}
		var one policy
		if err := o.read(&one); err != nil {
			t.Fatal(err)
		}
		found = append(found, one)
	}
	return found
}

// passes says whether a connection is let out at one end and in at the other. An end that no policy selects is open.
func passes(rules []policy, from, to place, port int) bool {
	return open(rules, "Egress", from, to, port) && open(rules, "Ingress", to, from, port)
}

func open(rules []policy, direction string, end, other place, port int) bool {
	closed := false
	for _, rule := range rules {
		if !rule.selects(end, direction) {
			continue
		}
		closed = true
		if rule.allows(direction, other, port) {
			return true
		}
	}
	return !closed
}

func (r policy) selects(end place, direction string) bool {
	return end.address == "" && end.namespace == r.Metadata.Namespace && slices.Contains(r.Spec.PolicyTypes, direction) && r.Spec.PodSelector.matches(end.labels)
}

func (r policy) allows(direction string, other place, port int) bool {
	rules := r.Spec.Ingress
	if direction == "Egress" {
		rules = r.Spec.Egress
	}
	for _, rule := range rules {
		// Only one of the two is there.
		peers := slices.Concat(rule.From, rule.To)
		matches := len(peers) == 0 || slices.ContainsFunc(peers, func(p peer) bool { return p.matches(r.Metadata.Namespace, other) })
		at := len(rule.Ports) == 0
		for _, one := range rule.Ports {
			at = at || one.Port == port
		}
		if matches && at {
			return true
		}
	}
	return false
}

func (p peer) matches(home string, other place) bool {
	if p.IPBlock != nil {
		return other.address != "" && within(p.IPBlock.CIDR, other.address) &&
			!slices.ContainsFunc(p.IPBlock.Except, func(cidr string) bool { return within(cidr, other.address) })
	}
	if other.address != "" {
		return false
	}
	if p.NamespaceSelector == nil {
		return other.namespace == home && p.PodSelector.matches(other.labels)
	}
	// Kubernetes gives every namespace a label with its name.
	return p.NamespaceSelector.matches(map[string]string{"kubernetes.io/metadata.name": other.namespace}) && (p.PodSelector == nil || p.PodSelector.matches(other.labels))
}

func (s selector) matches(labels map[string]string) bool {
	for key, value := range s.MatchLabels {
		if labels[key] != value {
			return false
		}
	}
	for _, expression := range s.MatchExpressions {
		value, there := labels[expression.Key]
		in := there && slices.Contains(expression.Values, value)
		switch expression.Operator {
		case "In":
			if !in {
				return false
			}
		case "NotIn":
			if in {
				return false
			}
		case "Exists":
			if !there {
				return false
			}
		case "DoesNotExist":
			if there {
				return false
			}
		}
	}
	return true
}

func within(cidr, address string) bool {
	return netip.MustParsePrefix(cidr).Contains(netip.MustParseAddr(address))
}

func TestTheEvaluatorReadsPoliciesAsKubernetesDoes(t *testing.T) {
	t.Parallel()
	objects, err := parse([]byte(`
{kind: NetworkPolicy, metadata: {name: closed, namespace: zout}, spec: {podSelector: {}, policyTypes: [Ingress, Egress]}}
---
{kind: NetworkPolicy, metadata: {name: a, namespace: zout}, spec: {podSelector: {matchLabels: {a: "1"}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {b: "1"}}}], ports: [{port: 80}]}]}}
---
{kind: NetworkPolicy, metadata: {name: b, namespace: zout}, spec: {podSelector: {matchLabels: {b: "1"}}, policyTypes: [Egress], egress: [{to: [{podSelector: {}}]}, {to: [{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8]}}], ports: [{port: 443}]}]}}
`))
	if err != nil {
		t.Fatal(err)
	}
	rules := policies(t, objects)
	a, b := place{namespace: "zout", labels: map[string]string{"a": "1"}}, place{namespace: "zout", labels: map[string]string{"b": "1"}}
	foreign := place{namespace: "other", labels: map[string]string{"b": "1"}}
	for _, check := range []struct {
		from, to place
		port     int
		want     bool
	}{
		{b, a, 80, true}, {b, a, 81, false}, {a, b, 80, false}, {foreign, a, 80, false},
		{b, place{address: "203.0.113.7"}, 443, true}, {b, place{address: "203.0.113.7"}, 80, false}, {b, place{address: "10.1.2.3"}, 443, false},
		{foreign, place{namespace: "other"}, 80, true},
	} {
		if got := passes(rules, check.from, check.to, check.port); got != check.want {
			t.Errorf("%v > %v:%d: %v", check.from, check.to, check.port, got)
		}
	}
}
