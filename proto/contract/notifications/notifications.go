// Package notifications is the contract of the notifications service with the processes: its task queue and activities.
package notifications

// TaskQueue on which the notifications service hosts its activities.
const TaskQueue = "notifications"

// The activities. Requests and responses are the messages of traject.notifications.v1 with the same name.
const (
	Notify = "notifications.Notify"
)

// HoldsQuery asks the process of a case which of its notices still hold: a traject.notifications.v1.HoldsRequest, answered by a HoldsResponse.
const HoldsQuery = "notices-hold"
