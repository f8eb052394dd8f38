package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
)

// evicted is what happened when the pods of a component were to go, one right after the other.
type evicted struct {
	component string
	replicas  int
	// first and second say whether the eviction was allowed.
	first, second bool
	// whole is how long until every replica was there again.
	whole time.Duration
}

// eviction takes pods away as a drain does: through the eviction API, which keeps to the PodDisruptionBudgets. Of two replicas the first may
// go; the second only when there is another.
func (t *Trial) eviction(ctx context.Context) error {
	said, err := t.dryDrain(ctx)
	if err != nil {
		return err
	}
	controllers, err := t.controllers(ctx)
	if err != nil {
		return err
	}
	var rows []evicted
	for _, one := range controllers {
		if one.Kind != "Deployment" {
			continue
		}
		row, err := t.evictAll(ctx, one.component())
		rows = append(rows, row)
		t.say("  %s, %d replicas: first %t, second %t, whole again after %s", row.component, row.replicas, row.first, row.second, row.whole.Round(time.Second))
		if err != nil {
			t.wrong("eviction of "+one.component(), err)
		}
	}
	t.report.evictions(rows, said)
	return nil
}

// dryDrain asks what a drain of the node would take away.
func (t *Trial) dryDrain(ctx context.Context) (string, error) {
	pods, err := t.pods(ctx)
	if err != nil {
		return "", err
	}
	if len(pods) == 0 {
		return "", errors.New("there is nothing to drain")
	}
	return t.do(ctx, "drain", nodesOf(pods)[0], "--dry-run=client", "--ignore-daemonsets", "--delete-emptydir-data",
		"--pod-selector=app.kubernetes.io/instance="+t.Release)
}

func (t *Trial) evictAll(ctx context.Context, component string) (row evicted, err error) {
	row.component = component
	pods, err := t.podsOf(ctx, component)
	if err != nil {
		return row, err
	}
	row.replicas = len(pods)
	if len(pods) < 2 {
		return row, fmt.Errorf("%d replicas, want 2", len(pods))
	}
	began := time.Now()
	if row.first, err = t.evict(ctx, pods[0].name()); err != nil {
		return row, err
	}
	if row.second, err = t.evict(ctx, pods[1].name()); err != nil {
		return row, err
	}
	err = t.awaitWhole(ctx, rollTime)
	row.whole = time.Since(began)
	if !row.first || row.second {
		err = errors.Join(err, fmt.Errorf("of two replicas the first must be allowed to go and the second not: %t, %t", row.first, row.second))
	}
	return row, err
}

// evict a pod; false when a disruption budget forbids it now.
func (t *Trial) evict(ctx context.Context, name string) (bool, error) {
	text, err := json.Marshal(map[string]any{
		"apiVersion": "policy/v1", "kind": "Eviction", "metadata": map[string]string{"name": name, "namespace": t.Namespace},
	})
	if err != nil {
		return false, err
	}
	_, err = t.send(ctx, string(text), "create", "--raw", "/api/v1/namespaces/"+t.Namespace+"/pods/"+name+"/eviction", "-f", "-")
	if err != nil && strings.Contains(err.Error(), "disruption budget") {
		return false, nil
	}
	return err == nil, err
}
