package stack

import (
	"errors"
	"fmt"
	"net"
	"reflect"
	"strconv"
	"syscall"
)

// Ports are the TCP ports on which everything listens, all on 127.0.0.1 only.
type Ports struct {
	Portal        int `json:"portal"`
	Cases         int `json:"cases"`
	Registry      int `json:"registry"`
	Documents     int `json:"documents"`
	Notifications int `json:"notifications"`
	SignIn        int `json:"signIn"`
	MailPage      int `json:"mailPage"`
	SMTP          int `json:"smtp"`
	// Bounce is where mail comes back that could not be delivered after all.
	Bounce   int `json:"bounce"`
	Temporal int `json:"temporal"`
	// TemporalHistory, TemporalMatching and TemporalWorker are inside the Temporal server; nobody else calls them.
	TemporalHistory  int `json:"temporalHistory"`
	TemporalMatching int `json:"temporalMatching"`
	TemporalWorker   int `json:"temporalWorker"`
	TemporalUI       int `json:"temporalUI"`
	Store            int `json:"store"`
}

// FixedPorts are those of `make run`, the same on every machine so that they can be written down.
func FixedPorts() Ports {
	return Ports{
		Portal: 8080, Cases: 8101, Registry: 8102, Documents: 8103, Notifications: 8104,
		SignIn: 8090, MailPage: 8025, SMTP: 1025, Bounce: 1026,
		Temporal: 7233, TemporalHistory: 7234, TemporalMatching: 7235, TemporalWorker: 7239, TemporalUI: 8233,
		Store: 27018,
	}
}

// RandomPorts are ports that were free a moment ago, for stacks that tests start beside each other.
func RandomPorts() (Ports, error) {
	var ports Ports
	fields := reflect.ValueOf(&ports).Elem()
	// All listeners stay open until every port is chosen, so that no port is chosen twice.
	for i := range fields.NumField() {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			return Ports{}, fmt.Errorf("no free port to be had on 127.0.0.1: %w", err)
		}
		defer listener.Close()
		fields.Field(i).SetInt(int64(listener.Addr().(*net.TCPAddr).Port))
	}
	return ports, nil
}

// check says which ports are taken, all at once, so that nothing is started half.
func (p Ports) check() error {
	var taken []error
	fields := reflect.ValueOf(p)
	for i := range fields.NumField() {
		port := int(fields.Field(i).Int())
		listener, err := listen(port, fields.Type().Field(i).Name)
		if err != nil {
			taken = append(taken, err)
			continue
		}
		listener.Close()
	}
	return errors.Join(taken...)
}

// listen opens a port on 127.0.0.1, or says in plain words for what it was needed and what to do.
func listen(port int, purpose string) (net.Listener, error) {
	listener, err := net.Listen("tcp", address(port))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %d (%s) is taken by another program: stop that program (`ss -ltnp 'sport = :%d'` names it), or run with --ports random", port, purpose, port)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s (%s): %w", address(port), purpose, err)
	}
	return listener, nil
}

func address(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }
