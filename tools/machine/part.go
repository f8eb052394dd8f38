package machine

import "slices"

// Part of Traject that is a process of its own.
type Part string

// The parts.
const (
	Temporal      Part = "temporal"
	Store         Part = "store"
	Mail          Part = "mail"
	SignIn        Part = "sign-in"
	Registry      Part = "registry"
	Documents     Part = "documents"
	Cases         Part = "cases"
	Notifications Part = "notifications"
	Portal        Part = "portal"
	Worker        Part = "worker"
)

// People are whoever calls from outside. They are no process: the name says from where a connection comes.
const People Part = "people"

// Parts are all processes, in the order in which they are named.
var Parts = []Part{Temporal, Store, Mail, SignIn, Registry, Documents, Cases, Notifications, Portal, Worker}

// Services are the parts with an HTTP interface of Traject.
var Services = []Part{Registry, Documents, Cases, Notifications, Portal}

// port on which a part listens: of its HTTP interface, for the mail server that of SMTP.
func (m *Machine) port(one Part) int {
	ports := m.held.Ports
	return map[Part]int{
		Temporal: ports.Temporal, Store: ports.Store, Mail: ports.SMTP, SignIn: ports.SignIn, Registry: ports.Registry,
		Documents: ports.Documents, Cases: ports.Cases, Notifications: ports.Notifications, Portal: ports.Portal, Worker: ports.Health,
	}[one]
}

// runs tells whether the part is one of this machine: a store elsewhere is not.
func (m *Machine) runs(one Part) bool { return slices.Contains(m.parts, one) }

// Parts are those of this machine, in a fixed order.
func (m *Machine) Parts() []Part { return slices.Clone(m.parts) }

// Having are those of the parts that this machine has.
func (m *Machine) Having(parts ...Part) []Part {
	return slices.DeleteFunc(slices.Clone(parts), func(one Part) bool { return !m.runs(one) })
}
