package upstream

import "net/http"

// Notifications is the notifications service, through which everything leaves the house.
type Notifications struct{ service }

// NewNotifications makes a client for the service at base.
func NewNotifications(base string, client *http.Client) *Notifications {
	return &Notifications{service{base, client}}
}
