package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// installTime is how long an installation may take, from nothing to pods that are ready.
const installTime = 15 * time.Minute

// install the chart from nothing, into a namespace that allows restricted pods only, and wait until the portal serves.
func (t *Trial) install(ctx context.Context) error {
	if err := t.makeNamespace(ctx); err != nil {
		return err
	}
	began := time.Now()
	args := []string{"install", t.Release, t.Chart, "--wait", "--timeout", installTime.String(), "--set", "image.tag=" + t.Tag}
	for _, file := range t.Values {
		args = append(args, "-f", file)
	}
	for _, value := range t.Set {
		args = append(args, "--set", value)
	}
	if _, err := t.chart(ctx, installTime+time.Minute, args...); err != nil {
		return err
	}
	installed := time.Since(began)
	if err := t.reach(ctx); err != nil {
		return err
	}
	if err := serves(ctx, t.at.Portal, 2*time.Minute); err != nil {
		return err
	}
	served := time.Since(began)
	t.say("  helm install took %s, and the portal served after %s", installed.Round(time.Second), served.Round(time.Second))
	return t.measure(ctx, installed, served)
}

// makeNamespace with the strictest Pod Security Standard.
func (t *Trial) makeNamespace(ctx context.Context) error {
	namespace := map[string]any{"apiVersion": "v1", "kind": "Namespace", "metadata": map[string]any{
		"name": t.Namespace, "labels": map[string]string{"pod-security.kubernetes.io/enforce": "restricted"},
	}}
	return t.apply(ctx, namespace)
}

// apply an object.
func (t *Trial) apply(ctx context.Context, object any) error {
	text, err := json.Marshal(object)
	if err != nil {
		return err
	}
	_, err = t.send(ctx, string(text), "apply", "-f", "-")
	return err
}

// measure how soon each pod was ready, how much memory it uses, and how large the images are.
func (t *Trial) measure(ctx context.Context, installed, served time.Duration) error {
	pods, err := t.pods(ctx)
	if err != nil {
		return err
	}
	memory, err := t.memory(ctx)
	if err != nil {
		return err
	}
	images, err := t.images(ctx)
	if err != nil {
		return err
	}
	var rows []started
	for _, one := range pods {
		since, ready := one.ready()
		if !ready {
			return fmt.Errorf("pod %s is not ready", one.name())
		}
		rows = append(rows, started{one.component(), since.Sub(one.Metadata.CreationTimestamp), one.restarts(), memory[one.name()]})
	}
	t.report.installed(installed, served, rows, images)
	return nil
}

// started is how a pod began.
type started struct {
	component string
	ready     time.Duration
	restarts  int
	memory    uint64
}

// helmTest runs what `helm test` runs inside the cluster.
func (t *Trial) helmTest(ctx context.Context) error {
	began := time.Now()
	said, err := t.chart(ctx, 14*time.Minute, "test", t.Release, "--logs", "--timeout", "12m")
	t.report.tested(time.Since(began), said)
	if err != nil {
		return err
	}
	if !strings.Contains(said, "checks passed") {
		return fmt.Errorf("helm test passed without saying what it checked:\n%s", said)
	}
	return nil
}
