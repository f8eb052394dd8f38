package monitoring

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// Use is a metric that an expression asks for, with the labels that it must have for that.
type Use struct {
	Metric string
	Labels []string
}

// targetLabels are what Prometheus itself knows of a process: the chart's ServiceMonitor gives the first two.
var targetLabels = []string{"part_of", "component", "namespace", "pod", "instance", "job"}

// Uses reads an expression in PromQL, in which Grafana's variables may stand.
func Uses(expr string) ([]Use, error) {
	tree, err := parser.NewParser(parser.Options{}).ParseExpr(withoutVariables(expr))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", expr, err)
	}
	var uses []Use
	parser.Inspect(tree, func(node parser.Node, path []parser.Node) error {
		selector, is := node.(*parser.VectorSelector)
		if !is {
			return nil
		}
		use := Use{Metric: selector.Name}
		for _, matcher := range selector.LabelMatchers {
			use.add(matcher.Name)
		}
		for _, above := range path {
			if aggregate, is := above.(*parser.AggregateExpr); is && !aggregate.Without {
				use.add(aggregate.Grouping...)
			}
		}
		uses = append(uses, use)
		return nil
	})
	return uses, nil
}

// add names of labels that the processes themselves must tell.
func (u *Use) add(labels ...string) {
	for _, label := range labels {
		if label != "__name__" && !slices.Contains(targetLabels, label) && !slices.Contains(u.Labels, label) {
			u.Labels = append(u.Labels, label)
		}
	}
}

// FromOutside says whether Prometheus or Kubernetes tells this metric, and no process of Traject.
func (u Use) FromOutside() bool {
	return u.Metric == "up" || u.Metric == "ALERTS" || strings.HasPrefix(u.Metric, "kube_") || strings.HasPrefix(u.Metric, "container_")
}

// withoutVariables puts a value in the place of each of Grafana's variables.
func withoutVariables(expr string) string {
	return strings.NewReplacer("$__rate_interval", "5m", "$namespace", "zout", "$component", "cases").Replace(expr)
}

var (
	legendLabel     = regexp.MustCompile(`{{\s*(\w+)\s*}}`)
	annotationLabel = regexp.MustCompile(`\$labels\.(\w+)`)
)

// labelsIn a text that is shown, as a legend of Grafana or an annotation of Prometheus.
func labelsIn(text string, written *regexp.Regexp) []string {
	var labels []string
	for _, found := range written.FindAllStringSubmatch(text, -1) {
		labels = append(labels, found[1])
	}
	return labels
}
