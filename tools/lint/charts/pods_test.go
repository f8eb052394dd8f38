package charts

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// stopTime is the longest that a process takes from the signal to its end, in seconds, as its code says: what it does is left behind after
// the one, and telemetry after the other.
func stopTime(t *testing.T) int {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(root, "services", "platform", "launch", "launch.go"))
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, name := range []string{"stopTime", "flushTime"} {
		found := regexp.MustCompile(name + ` += (\d+) \* time\.Second`).FindSubmatch(source)
		if found == nil {
			t.Fatalf("services/platform/launch does not say how long its %s is", name)
		}
		seconds, err := strconv.Atoi(string(found[1]))
		if err != nil {
			t.Fatal(err)
		}
		total += seconds
	}
	return total
}

// eachPod runs a check for every pod of every variant.
func eachPod(t *testing.T, check func(t *testing.T, p pod)) {
	t.Helper()
	each(t, func(t *testing.T, objects []object) {
		found, err := pods(objects)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) < 7 {
			t.Fatalf("only %d pods", len(found))
		}
		for _, p := range found {
			check(t, p)
		}
	})
}

func TestEveryPodIsRestricted(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		s := p.Spec
		if !s.SecurityContext.RunAsNonRoot || s.SecurityContext.RunAsUser == 0 || s.SecurityContext.SeccompProfile.Type != "RuntimeDefault" {
			t.Errorf("%s: runs as %+v", p.of, s.SecurityContext)
		}
		if s.HostNetwork || s.HostPID || s.HostIPC {
			t.Errorf("%s: shares something with the node", p.of)
		}
		if s.AutomountServiceAccountToken == nil || *s.AutomountServiceAccountToken {
			t.Errorf("%s: gets a token for the API server", p.of)
		}
		if s.EnableServiceLinks == nil || *s.EnableServiceLinks {
			t.Errorf("%s: gets a variable for every Service, some of which start with TRAJECT_", p.of)
		}
		for _, volume := range s.Volumes {
			for kind := range volume {
				if !slices.Contains([]string{"name", "emptyDir", "projected", "secret", "configMap", "persistentVolumeClaim"}, kind) {
					t.Errorf("%s: volume %v is a %s", p.of, volume["name"], kind)
				}
			}
		}
		for _, c := range p.containers() {
			sc := c.SecurityContext
			if sc.Privileged || sc.AllowPrivilegeEscalation == nil || *sc.AllowPrivilegeEscalation || !sc.ReadOnlyRootFilesystem || sc.RunAsUser != nil ||
				!slices.Equal(sc.Capabilities.Drop, []string{"ALL"}) || len(sc.Capabilities.Add) > 0 {
				t.Errorf("%s, container %s: %+v", p.of, c.Name, sc)
			}
		}
	})
}

func TestEveryContainerSaysWhatItNeedsAndHasABoundOfMemory(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		for _, c := range p.containers() {
			if c.Resources.Requests["cpu"] == "" || c.Resources.Requests["memory"] == "" || c.Resources.Limits["memory"] == "" {
				t.Errorf("%s, container %s: %+v", p.of, c.Name, c.Resources)
			}
			if c.Resources.Limits["cpu"] != "" {
				t.Errorf("%s, container %s: a bound of CPU only makes it slow", p.of, c.Name)
			}
		}
	})
}

func TestWhatServesTellsStartReadyAndLiveApart(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		c := p.Spec.Containers[0]
		got := []string{c.StartupProbe.HTTPGet.Path, c.ReadinessProbe.HTTPGet.Path, c.LivenessProbe.HTTPGet.Path}
		want := []string{"/startz", "/readyz", "/healthz"}
		if !p.serves() {
			want = []string{"", "", ""}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: probes %q, want %q", p.of, got, want)
		}
	})
}

func TestAPodGetsTheTimeToStop(t *testing.T) {
	t.Parallel()
	stop := stopTime(t)
	eachPod(t, func(t *testing.T, p pod) {
		if !p.serves() {
			return
		}
		pause := p.Spec.Containers[0].Lifecycle.PreStop.Sleep.Seconds
		if pause == 0 && p.component() != "devstack" {
			t.Errorf("%s: stops while requests are still sent to it", p.of)
		}
		if needed := pause + stop; p.Spec.TerminationGracePeriodSeconds <= needed {
			t.Errorf("%s: is killed after %d seconds, and needs %d", p.of, p.Spec.TerminationGracePeriodSeconds, needed)
		}
	})
}

func TestReplicasAreSpread(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		if !p.serves() || p.component() == "devstack" {
			return
		}
		var over []string
		for _, constraint := range p.Spec.TopologySpreadConstraints {
			over = append(over, constraint.TopologyKey)
		}
		if !slices.Equal(over, []string{"kubernetes.io/hostname", "topology.kubernetes.io/zone"}) {
			t.Errorf("%s: spread over %q", p.of, over)
		}
	})
}

func TestWhatIsMountedIsThere(t *testing.T) {
	t.Parallel()
	eachPod(t, func(t *testing.T, p pod) {
		var volumes []string
		for _, volume := range p.Spec.Volumes {
			volumes = append(volumes, volume["name"].(string))
		}
		if p.component() == "devstack" {
			volumes = append(volumes, "state")
		}
		var mounted []string
		for _, c := range p.containers() {
			for _, mount := range c.VolumeMounts {
				mounted = append(mounted, mount.Name)
				if !slices.Contains(volumes, mount.Name) {
					t.Errorf("%s: mounts %s, which is no volume", p.of, mount.Name)
				}
			}
			for _, variable := range c.Env {
				path, isFile := strings.CutPrefix(variable.Value, "/etc/traject/")
				folder, _, _ := strings.Cut(path, "/")
				if isFile && !slices.Contains(mounted, folder) {
					t.Errorf("%s: %s is %s, and nothing is mounted there", p.of, variable.Name, variable.Value)
				}
			}
		}
		for _, volume := range volumes {
			if !slices.Contains(mounted, volume) {
				t.Errorf("%s: nothing mounts volume %s", p.of, volume)
			}
		}
	})
}

func TestADeploymentIsNeverWithoutAReadyPod(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, objects []object) {
		for _, o := range objects {
			if o.Kind == "Deployment" && (o.at("spec.strategy.rollingUpdate.maxUnavailable") != 0 || o.at("spec.strategy.rollingUpdate.maxSurge") != 1) {
				t.Errorf("%s: %v", o, o.at("spec.strategy"))
			}
		}
	})
}

func TestABudgetNeverKeepsANodeFromBeingDrained(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, objects []object) {
		budgets := 0
		for _, o := range objects {
			if o.Kind != "PodDisruptionBudget" {
				continue
			}
			budgets++
			if o.at("spec.maxUnavailable") != 1 || o.at("spec.minAvailable") != nil {
				t.Errorf("%s: %v would keep a single replica where it is", o, o.at("spec"))
			}
		}
		if budgets != 6 {
			t.Errorf("%d budgets, want one for each of the six parts", budgets)
		}
	})
}

func TestWhatScalesHasNoFixedNumber(t *testing.T) {
	t.Parallel()
	each(t, func(t *testing.T, objects []object) {
		scaled := map[string]bool{}
		for _, o := range objects {
			if o.Kind == "HorizontalPodAutoscaler" {
				scaled[o.at("spec.scaleTargetRef.name").(string)] = true
			}
			if o.Kind == "WorkerResourceTemplate" {
				scaled[o.at("spec.workerDeploymentRef.name").(string)] = true
			}
		}
		for _, o := range objects {
			if o.Kind != "Deployment" && o.Kind != "WorkerDeployment" {
				continue
			}
			if fixed := o.at("spec.replicas") != nil; fixed == scaled[o.Metadata.Name] {
				t.Errorf("%s: scaled %v, with a fixed number %v", o, scaled[o.Metadata.Name], fixed)
			}
		}
	})
}
