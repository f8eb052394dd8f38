package stack

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"syscall"
)

// loopback is where a stack listens on somebody's own machine.
const loopback = "127.0.0.1"

// site is where a stack listens, and under which addresses browsers know it.
type site struct {
	// host is the IP address on which it listens.
	host  string
	ports Ports
	// portal, signIn and ui are URLs as a browser knows them. They may lead here by another way: an ingress, a forwarded port.
	portal, signIn, ui string
}

// here is the site of a stack on somebody's own machine.
func here(ports Ports) site {
	return site{host: loopback, ports: ports, portal: local(ports.Portal), signIn: local(ports.SignIn), ui: local(ports.TemporalUI)}
}

func local(port int) string { return fmt.Sprintf("http://localhost:%d", port) }

// reach is where this process itself finds a port, as host:port.
func (s site) reach(port int) string {
	host := s.host
	switch ip := net.ParseIP(s.host); {
	case !ip.IsUnspecified():
	case ip.To4() != nil:
		host = loopback
	default:
		host = net.IPv6loopback.String()
	}
	return net.JoinHostPort(host, strconv.Itoa(port))
}

// listen opens a port, or says in plain words for what it was needed and what to do.
func (s site) listen(port int, purpose string) (net.Listener, error) {
	at := net.JoinHostPort(s.host, strconv.Itoa(port))
	listener, err := net.Listen("tcp", at)
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %d (%s) is taken by another program: stop that program (`ss -ltnp 'sport = :%d'` names it), or run with --ports random", port, purpose, port)
	}
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s (%s): %w", at, purpose, err)
	}
	return listener, nil
}

// check says what is wrong with how the site was given, all at once.
func (s site) check() error {
	var wrong []error
	if net.ParseIP(s.host) == nil {
		wrong = append(wrong, fmt.Errorf("listen on %q: want an IP address, such as 0.0.0.0 for all of this machine's", s.host))
	}
	for _, one := range [][2]string{{"portal", s.portal}, {"issuer", s.signIn}, {"ui", s.ui}} {
		if at, err := url.Parse(one[1]); err != nil || (at.Scheme != "http" && at.Scheme != "https") || at.Hostname() == "" {
			wrong = append(wrong, fmt.Errorf("%s %q: want a URL as a browser knows it, such as https://traject.example.nl", one[0], one[1]))
		}
	}
	if len(wrong) > 0 {
		return errors.Join(wrong...)
	}
	return s.free()
}

// free says which ports are taken, all at once, so that nothing is started half.
func (s site) free() error {
	var taken []error
	for name, port := range s.ports.all() {
		if port == 0 {
			continue
		}
		listener, err := s.listen(port, name)
		if err != nil {
			taken = append(taken, err)
			continue
		}
		listener.Close()
	}
	return errors.Join(taken...)
}
