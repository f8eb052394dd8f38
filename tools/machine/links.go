package machine

import (
	"errors"
	"fmt"
	"net/url"
	"slices"

	"traject.nl/tools/machine/proxy"
	"traject.nl/tools/stack"
)

// Link is who calls whom.
type Link struct{ From, To Part }

func (l Link) String() string { return string(l.From) + "→" + string(l.To) }

// calls are all that there are, in a fixed order.
var calls = []struct {
	from Part
	to   []Part
}{
	{Registry, []Part{Temporal, Store, SignIn}},
	{Documents, []Part{Temporal, Store, SignIn}},
	{Cases, []Part{Temporal, Store, SignIn}},
	{Notifications, []Part{Temporal, Store, SignIn, Mail}},
	{Portal, []Part{Store, SignIn, Registry, Documents, Cases, Notifications}},
	{Worker, []Part{Temporal}},
	{People, []Part{SignIn, Registry, Documents, Cases, Notifications, Portal}},
}

// Links are all connections that have a proxy: none unless the machine is Proxied.
func (m *Machine) Links() []Link {
	var all []Link
	for _, one := range calls {
		for _, to := range one.to {
			if link := (Link{one.from, to}); m.links[link] != nil {
				all = append(all, link)
			}
		}
	}
	return all
}

// Proxy between two parts; nil when the machine is not Proxied or the one never calls the other.
func (m *Machine) Proxy(from, to Part) *proxy.Proxy { return m.links[Link{from, to}] }

// openLinks makes a proxy for every link.
func (m *Machine) openLinks() error {
	m.links = map[Link]*proxy.Proxy{}
	if !m.options.Proxied {
		return nil
	}
	for _, one := range calls {
		for _, to := range one.to {
			if slices.Contains(m.options.Without, one.from) || slices.Contains(m.options.Without, to) {
				continue
			}
			opened, err := proxy.Listen(kinds[to], m.upstream(to))
			if err != nil {
				return fmt.Errorf("%s: %w", Link{one.from, to}, err)
			}
			m.links[Link{one.from, to}] = opened
		}
	}
	return nil
}

// kinds of what the parts speak; what is not here is plain.
var kinds = map[Part]proxy.Kind{
	Store: proxy.Mongo, SignIn: proxy.HTTP, Registry: proxy.HTTP, Documents: proxy.HTTP, Cases: proxy.HTTP, Notifications: proxy.HTTP, Portal: proxy.HTTP,
}

func (m *Machine) upstream(to Part) string {
	if to == Store && m.options.StoreURI != "" {
		if at, err := url.Parse(m.options.StoreURI); err == nil {
			return at.Host
		}
	}
	return m.Address(to)
}

func (m *Machine) closeLinks() error {
	var errs []error
	for _, one := range m.links {
		errs = append(errs, one.Close())
	}
	return errors.Join(errs...)
}

// seen are the ports as somebody finds them: their own where they listen, and proxies where there are.
func (m *Machine) seen(from Part) stack.Ports {
	ports := m.held.Ports
	at := map[Part]*int{
		Temporal: &ports.Temporal, Store: &ports.Store, Mail: &ports.SMTP, SignIn: &ports.SignIn, Registry: &ports.Registry,
		Documents: &ports.Documents, Cases: &ports.Cases, Notifications: &ports.Notifications, Portal: &ports.Portal,
	}
	for link, through := range m.links {
		if link.From == from {
			*at[link.To] = through.Port()
		}
	}
	return ports
}

// store is how a part reaches a store elsewhere; empty for the embedded one, which it finds by its port.
func (m *Machine) store(from Part) string {
	through := m.links[Link{from, Store}]
	at, err := url.Parse(m.options.StoreURI)
	if m.options.StoreURI == "" || through == nil || err != nil {
		return m.options.StoreURI
	}
	at.Host = address(through.Port())
	return at.String()
}
