package caseworktest

import (
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/notifications"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// Reason of a notice, as the notifications service asks after it.
func Reason(kind notificationsv1.NoticeKind, about, party string) *notificationsv1.Reason {
	return &notificationsv1.Reason{Kind: kind, About: about, Party: party}
}

// Holding expects that each of these notices still has a reason at this moment.
func (s *Story[S]) Holding(reasons ...*notificationsv1.Reason) *Story[S] {
	s.T.Helper()
	return s.holds(true, reasons)
}

// NotHolding expects that none of these notices has a reason any more at this moment.
func (s *Story[S]) NotHolding(reasons ...*notificationsv1.Reason) *Story[S] {
	s.T.Helper()
	return s.holds(false, reasons)
}

func (s *Story[S]) holds(want bool, reasons []*notificationsv1.Reason) *Story[S] {
	s.T.Helper()
	return s.See(func(*casesv1.View) {
		answer := new(notificationsv1.HoldsResponse)
		value, err := s.Env.QueryWorkflow(notifications.HoldsQuery, &notificationsv1.HoldsRequest{Reasons: reasons})
		require.NoError(s.T, err)
		require.NoError(s.T, value.Get(answer))
		require.Len(s.T, answer.Holds, len(reasons), "one answer for each, in the order asked")
		for i, reason := range reasons {
			assert.Equal(s.T, want, answer.Holds[i], "%s on %s", reason, s.Env.Now())
		}
	})
}

// FiringOf is what the clock did under a key; nil when it did not.
func FiringOf(view *casesv1.View, key string) *caseworkv1.Firing {
	for _, firing := range view.GetFired() {
		if firing.Key == key {
			return firing
		}
	}
	return nil
}

// NoticeOf is what a party was told about something; nil when it was not.
func NoticeOf(notices []*notificationsv1.NotifyRequest, about, party string) *notificationsv1.NotifyRequest {
	for _, notice := range notices {
		if notice.About == about && notice.Party == party {
			return notice
		}
	}
	return nil
}
