// Package notifications is everything that leaves the house, and the inbox of everybody: what a party is told is in the portal as soon as it
// is taken over (Awb 2:19), and what leaves about it says that something waits, with a link and without a word about it.
//
// A notice is kept with its deliveries before anything is sent. Dispatchers, one for each channel in each replica, hand what is due to the
// channels lane by lane, after asking whether it may still go; every step is proven. Towards a receiver it is at least once, with the same
// id; the proof tells each time. See docs/notices.md.
//
// What leaves:     activities.go, dispatcher.go, checks.go, mailchannel.go, digest.go, webhooks.go
// What is kept:    notice.go, delivery.go, store.go
// What people do:  desk.go and what it names: inbox, preferences, stop button, post room, resends
package notifications
