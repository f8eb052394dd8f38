// Package sleeping has cases that sleep on their terms, for who measures what they cost: a real Temporal server and the real worker, each in
// a process of its own so that their memory and CPU can be told apart, stand-ins for the services, and TLV cases that wait for their parents.
// Every case is a copy of one that was played; it has an open term of the law and open tasks.
package sleeping
