package cluster

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"time"
)

// forwarder makes addresses of the cluster reachable from here. Its program takes pairs such as 127.0.0.1:8080=10.96.1.2:80 and runs until it is
// killed. Without a program the addresses of the cluster are reachable as they are.
type forwarder struct {
	program string
	running []*exec.Cmd
}

// open gives a base URL for an address of the cluster; local is the port to use here, 0 for any that is free.
func (f *forwarder) open(ctx context.Context, address string, local int) (string, error) {
	if f.program == "" {
		return "http://" + address, nil
	}
	if local == 0 {
		var err error
		if local, err = freePort(); err != nil {
			return "", err
		}
	}
	here := fmt.Sprintf("127.0.0.1:%d", local)
	command := exec.Command(f.program, here+"="+address)
	var said bytes.Buffer
	command.Stdout, command.Stderr = &said, &said
	if err := command.Start(); err != nil {
		return "", err
	}
	f.running = append(f.running, command)
	err := eventually(ctx, 20*time.Second, func(ctx context.Context) error {
		connection, err := (&net.Dialer{Timeout: time.Second}).DialContext(ctx, "tcp", here)
		if err != nil {
			return err
		}
		return connection.Close()
	})
	if err != nil {
		return "", fmt.Errorf("%s does not listen on %s: %w: %s", f.program, here, err, said.String())
	}
	return "http://" + here, nil
}

// close ends every forward.
func (f *forwarder) close() {
	for _, one := range f.running {
		// It has no state of its own; that it ended already is all right.
		_ = one.Process.Kill()
		_ = one.Wait()
	}
	f.running = nil
}

func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return listener.Addr().(*net.TCPAddr).Port, listener.Close()
}

// addresses of the release from here.
type addresses struct {
	Cases, Documents, Registry, Notifications, Portal, SignIn, Mail string
}

// service of the cluster.
type service struct {
	Metadata struct {
		Name   string            `json:"name"`
		Labels map[string]string `json:"labels"`
	} `json:"metadata"`
	Spec struct {
		ClusterIP string `json:"clusterIP"`
		Ports     []struct {
			Name string `json:"name"`
			Port int    `json:"port"`
		} `json:"ports"`
	} `json:"spec"`
}

// Ports of the development stack.
const (
	signInPort = 8090
	mailPort   = 8025
)

// reach opens the way to every Service of the release. The portal and the sign-in are reached where browsers expect them.
func (t *Trial) reach(ctx context.Context) error {
	if t.at.Cases != "" {
		return nil
	}
	services, err := t.services(ctx)
	if err != nil {
		return err
	}
	for _, one := range []struct {
		component string
		port      int
		local     int
		into      *string
	}{
		{"cases", 80, 0, &t.at.Cases},
		{"documents", 80, 0, &t.at.Documents},
		{"registry", 80, 0, &t.at.Registry},
		{"notifications", 80, 0, &t.at.Notifications},
		{"portal", 80, t.PortalPort, &t.at.Portal},
		{"devstack", signInPort, t.SignInPort, &t.at.SignIn},
		{"devstack", mailPort, 0, &t.at.Mail},
	} {
		ip, ok := services[one.component]
		if !ok {
			return fmt.Errorf("release %s has no Service with a cluster address for %s", t.Release, one.component)
		}
		if *one.into, err = t.forwards.open(ctx, fmt.Sprintf("%s:%d", ip, one.port), one.local); err != nil {
			return err
		}
	}
	return nil
}

// services of the release: the cluster address of each component.
func (t *Trial) services(ctx context.Context) (map[string]string, error) {
	var list struct{ Items []service }
	if err := t.read(ctx, &list, "services", "-l", "app.kubernetes.io/instance="+t.Release); err != nil {
		return nil, err
	}
	found := map[string]string{}
	for _, one := range list.Items {
		if ip := one.Spec.ClusterIP; ip != "" && ip != "None" {
			found[one.Metadata.Labels[componentLabel]] = ip
		}
	}
	return found, nil
}

// serves waits until the portal shows its welcome, as a browser would ask for it.
func serves(ctx context.Context, portal string, limit time.Duration) error {
	return eventually(ctx, limit, func(ctx context.Context) error {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, portal+"/", nil)
		if err != nil {
			return err
		}
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		var page bytes.Buffer
		if _, err := page.ReadFrom(answer.Body); err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK || !strings.Contains(page.String(), "/inloggen") {
			return fmt.Errorf("the portal answered %s without a link to sign in", answer.Status)
		}
		return nil
	})
}
