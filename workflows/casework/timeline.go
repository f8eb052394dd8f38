package casework

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/types/known/timestamppb"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Line is one line in the story of a case.
type Line struct {
	// Kind is stable, such as "ontvangen".
	Kind string
	// Text is plain Dutch, without personal data.
	Text string
	// Actor is who did it; nil when the process itself did.
	Actor *caseworkv1.Actor
	// Audience are the roles that may read it; none means every party to the case.
	Audience []party.Role
}

// Record adds a line to the story; the writer brings it to the record. Versions run from 1 without gaps.
func (c *Case) Record(ctx workflow.Context, line Line) {
	c.Version++
	entry := &caseworkv1.TimelineEntry{
		Version: c.Version,
		At:      timestamppb.New(workflow.Now(ctx)),
		Kind:    line.Kind,
		Text:    line.Text,
		Actor:   line.Actor,
	}
	for _, role := range line.Audience {
		entry.Audience = append(entry.Audience, string(role))
	}
	c.Unwritten = append(c.Unwritten, entry)
}
