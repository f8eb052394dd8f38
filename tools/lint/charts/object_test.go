package charts

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"
)

// object is one thing that the chart makes. Only what the checks ask about is read into fields.
type object struct {
	APIVersion string `yaml:"apiVersion"`
	Kind       string
	Metadata   metadata
	fields     map[string]any
}

type metadata struct {
	Name, Namespace     string
	Labels, Annotations map[string]string
}

func (o object) String() string { return o.Kind + "/" + o.Metadata.Name }

// read fills a struct with what the object has.
func (o object) read(into any) error {
	content, err := yaml.Marshal(o.fields)
	if err != nil {
		return err
	}
	return yaml.Unmarshal(content, into)
}

// at gives what is at a path of names, or nil.
func (o object) at(path string) any {
	var found any = o.fields
	for name := range strings.SplitSeq(path, ".") {
		inner, ok := found.(map[string]any)
		if !ok {
			return nil
		}
		found = inner[name]
	}
	return found
}

// pod is what runs: of an object that is one, or that makes them.
type pod struct {
	Metadata metadata
	Spec     podSpec
	// of is the object that makes it.
	of object
}

type podSpec struct {
	ServiceAccountName            string `yaml:"serviceAccountName"`
	AutomountServiceAccountToken  *bool  `yaml:"automountServiceAccountToken"`
	EnableServiceLinks            *bool  `yaml:"enableServiceLinks"`
	TerminationGracePeriodSeconds int    `yaml:"terminationGracePeriodSeconds"`
	HostNetwork, HostPID, HostIPC bool
	RestartPolicy                 string `yaml:"restartPolicy"`
	SecurityContext               struct {
		RunAsNonRoot   bool                  `yaml:"runAsNonRoot"`
		RunAsUser      int                   `yaml:"runAsUser"`
		SeccompProfile struct{ Type string } `yaml:"seccompProfile"`
	} `yaml:"securityContext"`
	InitContainers            []container `yaml:"initContainers"`
	Containers                []container
	Volumes                   []map[string]any
	TopologySpreadConstraints []struct {
		TopologyKey string `yaml:"topologyKey"`
	} `yaml:"topologySpreadConstraints"`
}

type container struct {
	Name, Image     string
	Args            []string
	SecurityContext struct {
		Privileged               bool
		AllowPrivilegeEscalation *bool `yaml:"allowPrivilegeEscalation"`
		ReadOnlyRootFilesystem   bool  `yaml:"readOnlyRootFilesystem"`
		RunAsUser                *int  `yaml:"runAsUser"`
		Capabilities             struct{ Add, Drop []string }
	} `yaml:"securityContext"`
	Env []struct {
		Name, Value string
		ValueFrom   struct {
			SecretKeyRef struct{ Name, Key string } `yaml:"secretKeyRef"`
		} `yaml:"valueFrom"`
	}
	VolumeMounts []struct {
		Name      string
		MountPath string `yaml:"mountPath"`
	} `yaml:"volumeMounts"`
	StartupProbe   probe `yaml:"startupProbe"`
	ReadinessProbe probe `yaml:"readinessProbe"`
	LivenessProbe  probe `yaml:"livenessProbe"`
	Lifecycle      struct {
		PreStop struct{ Sleep struct{ Seconds int } } `yaml:"preStop"`
	}
	Resources struct{ Requests, Limits map[string]string }
}

type probe struct {
	HTTPGet struct{ Path, Port string } `yaml:"httpGet"`
}

// makers are the kinds that make pods from a template.
var makers = map[string]bool{"Deployment": true, "StatefulSet": true, "Job": true, "WorkerDeployment": true}

// pods that the objects make, one of each kind.
func pods(objects []object) ([]pod, error) {
	var found []pod
	for _, o := range objects {
		var holder struct {
			Spec struct{ Template pod }
		}
		one := pod{of: o}
		switch {
		case o.Kind == "Pod":
			if err := o.read(&one); err != nil {
				return nil, fmt.Errorf("%s: %w", o, err)
			}
		case makers[o.Kind]:
			if err := o.read(&holder); err != nil {
				return nil, fmt.Errorf("%s: %w", o, err)
			}
			one = holder.Spec.Template
			one.of = o
		default:
			continue
		}
		found = append(found, one)
	}
	return found, nil
}

func (p pod) component() string { return p.Metadata.Labels["app.kubernetes.io/component"] }

// serves says that it goes on until it is stopped, and so has probes; a job or a test ends by itself.
func (p pod) serves() bool { return p.Spec.RestartPolicy == "" }

func (p pod) containers() []container { return append(p.Spec.InitContainers, p.Spec.Containers...) }
