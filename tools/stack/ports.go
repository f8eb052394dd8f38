package stack

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"net"
	"reflect"
	"strconv"
)

// Ports are the TCP ports on which everything listens. One that is 0 is not used.
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
	// TemporalHistory, TemporalMatching and TemporalWorker are inside the Temporal server, on 127.0.0.1 only; nobody else calls them.
	TemporalHistory  int `json:"temporalHistory"`
	TemporalMatching int `json:"temporalMatching"`
	TemporalWorker   int `json:"temporalWorker"`
	TemporalUI       int `json:"temporalUI"`
	Store            int `json:"store"`
	// Health of a development stack.
	Health int `json:"health,omitempty"`
}

// FixedPorts are those of `make run`, the same on every machine so that they can be written down.
func FixedPorts() Ports {
	ports := Ports{Portal: 8080, Cases: 8101, Registry: 8102, Documents: 8103, Notifications: 8104, Bounce: 1026}
	ports.addFoundation()
	return ports
}

// devStackPorts are those of `traject devstack`, which has no services and says on the port of every process how it is.
func devStackPorts() Ports {
	ports := Ports{Health: 8080}
	ports.addFoundation()
	return ports
}

// addFoundation adds the ports of what Traject stands on.
func (p *Ports) addFoundation() {
	p.SignIn, p.MailPage, p.SMTP, p.Store = 8090, 8025, 1025, 27018
	p.Temporal, p.TemporalHistory, p.TemporalMatching, p.TemporalWorker, p.TemporalUI = 7233, 7234, 7235, 7239, 8233
}

// Random ports are chosen from below those that the system gives to whoever connects somewhere (from 32768): one of these may be taken at
// any moment, also while a stack that had it is starting again.
const firstRandom, lastRandom, randomTries = 20_000, 32_000, 100

// RandomPorts are ports that were free a moment ago, for stacks that tests start beside each other.
func RandomPorts() (Ports, error) {
	var ports Ports
	fields := reflect.ValueOf(&ports).Elem()
	// All listeners stay open until every port is chosen, so that no port is chosen twice.
	for i := range fields.NumField() {
		listener, err := listenAnywhere()
		if err != nil {
			return Ports{}, fmt.Errorf("no free port to be had on 127.0.0.1: %w", err)
		}
		defer listener.Close()
		fields.Field(i).SetInt(int64(listener.Addr().(*net.TCPAddr).Port))
	}
	return ports, nil
}

func listenAnywhere() (listener net.Listener, err error) {
	for range randomTries {
		if listener, err = net.Listen("tcp", address(firstRandom+rand.IntN(lastRandom-firstRandom))); err == nil {
			return listener, nil
		}
	}
	return nil, err
}

// all ports by their name.
func (p Ports) all() iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		fields := reflect.ValueOf(p)
		for i := range fields.NumField() {
			if !yield(fields.Type().Field(i).Name, int(fields.Field(i).Int())) {
				return
			}
		}
	}
}

func address(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }
