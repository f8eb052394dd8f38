package cluster

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// componentLabel says which part of Traject a pod or Service is.
const componentLabel = "app.kubernetes.io/component"

// pod as the cluster shows it.
type pod struct {
	Metadata struct {
		Name              string            `json:"name"`
		Labels            map[string]string `json:"labels"`
		CreationTimestamp time.Time         `json:"creationTimestamp"`
		DeletionTimestamp *time.Time        `json:"deletionTimestamp"`
		OwnerReferences   []struct {
			Kind string `json:"kind"`
			Name string `json:"name"`
		} `json:"ownerReferences"`
		UID string `json:"uid"`
	} `json:"metadata"`
	Spec struct {
		NodeName string `json:"nodeName"`
	} `json:"spec"`
	Status struct {
		Phase      string `json:"phase"`
		PodIP      string `json:"podIP"`
		Conditions []struct {
			Type               string    `json:"type"`
			Status             string    `json:"status"`
			LastTransitionTime time.Time `json:"lastTransitionTime"`
		} `json:"conditions"`
		ContainerStatuses []struct {
			Name         string `json:"name"`
			Image        string `json:"image"`
			ImageID      string `json:"imageID"`
			RestartCount int    `json:"restartCount"`
		} `json:"containerStatuses"`
	} `json:"status"`
}

func (p pod) name() string      { return p.Metadata.Name }
func (p pod) component() string { return p.Metadata.Labels[componentLabel] }

// lasting says that the pod belongs to something that runs on: not to a job or a test.
func (p pod) lasting() bool {
	return slices.ContainsFunc(p.Metadata.OwnerReferences, func(o struct {
		Kind string `json:"kind"`
		Name string `json:"name"`
	}) bool {
		return o.Kind == "ReplicaSet" || o.Kind == "StatefulSet"
	})
}

// ready since when; false when it is not, or is being deleted.
func (p pod) ready() (time.Time, bool) {
	for _, condition := range p.Status.Conditions {
		if condition.Type == "Ready" && condition.Status == "True" && p.Metadata.DeletionTimestamp == nil {
			return condition.LastTransitionTime, true
		}
	}
	return time.Time{}, false
}

func (p pod) restarts() (restarts int) {
	for _, container := range p.Status.ContainerStatuses {
		restarts += container.RestartCount
	}
	return restarts
}

// pods of the release that run on, by component and name.
func (t *Trial) pods(ctx context.Context) ([]pod, error) {
	var list struct{ Items []pod }
	if err := t.read(ctx, &list, "pods", "-l", "app.kubernetes.io/instance="+t.Release); err != nil {
		return nil, err
	}
	lasting := slices.DeleteFunc(list.Items, func(p pod) bool { return !p.lasting() })
	slices.SortFunc(lasting, func(a, b pod) int {
		return cmp.Or(cmp.Compare(a.component(), b.component()), cmp.Compare(a.name(), b.name()))
	})
	return lasting, nil
}

// podsOf one component.
func (t *Trial) podsOf(ctx context.Context, component string) ([]pod, error) {
	all, err := t.pods(ctx)
	return slices.DeleteFunc(all, func(p pod) bool { return p.component() != component }), err
}

// controller is a Deployment or StatefulSet of the release.
type controller struct {
	Kind     string `json:"kind"`
	Metadata struct {
		Name       string            `json:"name"`
		Labels     map[string]string `json:"labels"`
		Generation int64             `json:"generation"`
	} `json:"metadata"`
	Spec struct {
		Replicas int `json:"replicas"`
	} `json:"spec"`
	Status struct {
		ObservedGeneration int64 `json:"observedGeneration"`
		ReadyReplicas      int   `json:"readyReplicas"`
		UpdatedReplicas    int   `json:"updatedReplicas"`
		Replicas           int   `json:"replicas"`
	} `json:"status"`
}

func (c controller) ref() string       { return strings.ToLower(c.Kind) + "/" + c.Metadata.Name }
func (c controller) component() string { return c.Metadata.Labels[componentLabel] }

// whole says that every replica is there, ready and of the latest kind.
func (c controller) whole() bool {
	s := c.Status
	return s.ObservedGeneration >= c.Metadata.Generation && s.ReadyReplicas == c.Spec.Replicas &&
		s.UpdatedReplicas == c.Spec.Replicas && s.Replicas == c.Spec.Replicas
}

// controllers of the release: the Deployments first.
func (t *Trial) controllers(ctx context.Context) ([]controller, error) {
	var list struct{ Items []controller }
	err := t.read(ctx, &list, "deployments,statefulsets", "-l", "app.kubernetes.io/instance="+t.Release)
	slices.SortFunc(list.Items, func(a, b controller) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Metadata.Name, b.Metadata.Name))
	})
	return list.Items, err
}

// awaitWhole waits until everything of the release runs as it was asked to.
func (t *Trial) awaitWhole(ctx context.Context, limit time.Duration) error {
	return eventually(ctx, limit, func(ctx context.Context) error {
		all, err := t.controllers(ctx)
		if err != nil {
			return err
		}
		for _, one := range all {
			if !one.whole() {
				return fmt.Errorf("%s has %d of %d ready", one.ref(), one.Status.ReadyReplicas, one.Spec.Replicas)
			}
		}
		if len(all) == 0 {
			return fmt.Errorf("release %s has nothing that runs in namespace %s", t.Release, t.Namespace)
		}
		return nil
	})
}

// memory of the pods by name, in bytes, as the kubelet counts the working set.
func (t *Trial) memory(ctx context.Context) (map[string]uint64, error) {
	pods, err := t.pods(ctx)
	if err != nil || len(pods) == 0 {
		return nil, err
	}
	found := map[string]uint64{}
	for _, node := range nodesOf(pods) {
		text, err := t.do(ctx, "get", "--raw", "/api/v1/nodes/"+node+"/proxy/stats/summary")
		if err != nil {
			return nil, err
		}
		var summary struct {
			Pods []struct {
				PodRef struct{ Name, Namespace string }
				Memory struct{ WorkingSetBytes uint64 }
			}
		}
		if err := json.Unmarshal([]byte(text), &summary); err != nil {
			return nil, err
		}
		for _, one := range summary.Pods {
			if one.PodRef.Namespace == t.Namespace {
				found[one.PodRef.Name] = one.Memory.WorkingSetBytes
			}
		}
	}
	return found, nil
}

func nodesOf(pods []pod) []string {
	var nodes []string
	for _, one := range pods {
		if one.Spec.NodeName != "" && !slices.Contains(nodes, one.Spec.NodeName) {
			nodes = append(nodes, one.Spec.NodeName)
		}
	}
	return nodes
}

// images of Traject on the nodes by name, in bytes.
func (t *Trial) images(ctx context.Context) (map[string]uint64, error) {
	var list struct {
		Items []struct {
			Status struct {
				Images []struct {
					Names     []string
					SizeBytes uint64
				}
			}
		}
	}
	if err := t.read(ctx, &list, "nodes"); err != nil {
		return nil, err
	}
	found := map[string]uint64{}
	for _, node := range list.Items {
		for _, image := range node.Status.Images {
			for _, name := range image.Names {
				if strings.Contains(name, "/traject/") && !strings.Contains(name, "@") {
					found[name] = image.SizeBytes
				}
			}
		}
	}
	return found, nil
}

// eventually tries every second until it is so, or the time is up; the error is that of the last try that had its time.
func eventually(ctx context.Context, limit time.Duration, try func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	var last error
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		if last == nil || ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("not within %s: %w", limit, last)
		case <-tick.C:
		}
	}
}
