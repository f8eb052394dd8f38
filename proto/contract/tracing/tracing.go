// Package tracing is how a trace stays one from a click to what a process does about it.
package tracing

// SpanKey is the key under which the tracing interceptor of Temporal keeps the present span in a workflow context. A process that
// finishes the work of an act in another coroutine takes the span along under this key.
type SpanKey struct{}
