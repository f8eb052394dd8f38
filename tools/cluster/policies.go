package cluster

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// probe is a pod with the labels of a component (of none when it is empty), and what it must and must not reach.
type probe struct {
	component  string
	in, outOf  []string
	name, said string
	err        error
}

// Places of the development stack.
const (
	temporalPort = "devstack:7233"
	storePort    = "devstack:27018"
	smtpPort     = "devstack:1025"
	oidcPort     = "devstack:8090"
	mailPagePort = "devstack:8025"
)

var services = []string{"cases:80", "documents:80", "registry:80", "notifications:80", "portal:80"}

// probes: who is nobody reaches nothing; who has a task reaches what it needs for that, and nothing else.
func probes() []probe {
	all := slices.Concat(services, []string{"worker:80", temporalPort, storePort, smtpPort, oidcPort, mailPagePort})
	but := func(in ...string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(one string) bool { return slices.Contains(in, one) })
	}
	of := func(component string, in ...string) probe {
		return probe{component: component, in: in, outOf: but(in...)}
	}
	return []probe{
		of(""),
		of("test", slices.Concat(services, []string{"worker:80", oidcPort, mailPagePort})...),
		of("portal", "cases:80", "documents:80", "registry:80", "notifications:80", oidcPort, storePort),
		of("cases", temporalPort, storePort, oidcPort),
		of("documents", temporalPort, storePort, oidcPort),
		of("registry", temporalPort, storePort, oidcPort),
		of("worker", temporalPort),
		of("promote", temporalPort),
	}
}

// policies tries every probe as a job in the cluster.
func (t *Trial) policies(ctx context.Context) error {
	image, err := t.checkImage(ctx)
	if err != nil {
		return err
	}
	tried := probes()
	var all sync.WaitGroup
	turns := make(chan struct{}, 3)
	for i := range tried {
		tried[i].name = strings.TrimSuffix("probe-"+tried[i].component, "-")
		all.Go(func() {
			turns <- struct{}{}
			defer func() { <-turns }()
			t.probe(ctx, &tried[i], image)
		})
	}
	all.Wait()
	for _, one := range tried {
		if one.err != nil {
			t.wrong("network policies, "+one.name, one.err)
		}
	}
	t.report.policies(tried)
	return nil
}

// checkImage is the image with `traject check`: that of the development stack.
func (t *Trial) checkImage(ctx context.Context) (string, error) {
	pods, err := t.podsOf(ctx, "devstack")
	if err != nil {
		return "", err
	}
	if len(pods) == 0 || len(pods[0].Status.ContainerStatuses) == 0 {
		return "", fmt.Errorf("release %s has no development stack, whose image has traject check", t.Release)
	}
	return pods[0].Status.ContainerStatuses[0].Image, nil
}

// probe runs one as a job and reads what it said.
func (t *Trial) probe(ctx context.Context, one *probe, image string) {
	defer func() {
		if _, err := t.do(context.WithoutCancel(ctx), "delete", "job", one.name, "--ignore-not-found", "--wait=false"); err != nil && one.err == nil {
			one.err = err
		}
	}()
	if one.err = t.apply(ctx, t.probeJob(*one, image)); one.err != nil {
		return
	}
	one.err = eventually(ctx, 4*time.Minute, func(ctx context.Context) error {
		var job struct {
			Status struct{ Succeeded, Failed int }
		}
		if err := t.read(ctx, &job, "job", one.name); err != nil {
			return err
		}
		if job.Status.Succeeded+job.Status.Failed == 0 {
			return fmt.Errorf("job %s has not ended", one.name)
		}
		return nil
	})
	if one.err != nil {
		return
	}
	if one.said, one.err = t.do(ctx, "logs", "job/"+one.name); one.err != nil {
		return
	}
	if strings.Contains(one.said, "WRONG") || !strings.Contains(one.said, "checks passed") {
		one.err = fmt.Errorf("%s", strings.Join(strings.FieldsFunc(one.said, func(r rune) bool { return r == '\n' }), "; "))
	}
}

// probeJob never says that it is ready: with the labels of a component it would get its requests.
func (t *Trial) probeJob(one probe, image string) map[string]any {
	labels := map[string]string{"traject.nl/probe": one.name}
	if one.component != "" {
		labels["app.kubernetes.io/name"], labels["app.kubernetes.io/instance"], labels[componentLabel] = "traject", t.Release, one.component
	}
	return map[string]any{
		"apiVersion": "batch/v1", "kind": "Job", "metadata": map[string]any{"name": one.name},
		"spec": map[string]any{"backoffLimit": 0, "activeDeadlineSeconds": 240, "template": map[string]any{
			"metadata": map[string]any{"labels": labels},
			"spec": map[string]any{
				"restartPolicy": "Never", "automountServiceAccountToken": false, "enableServiceLinks": false,
				"securityContext": map[string]any{
					"runAsNonRoot": true, "runAsUser": 65532, "runAsGroup": 65532, "seccompProfile": map[string]any{"type": "RuntimeDefault"},
				},
				"containers": []any{map[string]any{
					"name": "check", "image": image, "imagePullPolicy": "IfNotPresent",
					"args": []string{"check", "--wait", "30s", "--reach", t.places(one.in), "--unreachable", t.places(one.outOf)},
					"securityContext": map[string]any{
						"allowPrivilegeEscalation": false, "readOnlyRootFilesystem": true, "capabilities": map[string]any{"drop": []string{"ALL"}},
					},
					"resources":      map[string]any{"requests": map[string]string{"cpu": "10m", "memory": "64Mi"}},
					"readinessProbe": map[string]any{"tcpSocket": map[string]any{"port": 1}},
				}},
			},
		}},
	}
}

// places are the names of the Services, as a pod in the namespace knows them.
func (t *Trial) places(components []string) string {
	names := make([]string, len(components))
	for i, one := range components {
		names[i] = t.fullname() + "-" + one
	}
	return strings.Join(names, ",")
}

// fullname is how the chart begins every name.
func (t *Trial) fullname() string {
	if strings.Contains(t.Release, "traject") {
		return t.Release
	}
	return t.Release + "-traject"
}
