package places

import (
	"cmp"

	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
)

// rank of an urgency: the lower goes first.
func rank(u buitenkansv1.Urgency) int {
	switch u {
	case buitenkansv1.Urgency_URGENCY_AT_HOME:
		return 0
	case buitenkansv1.Urgency_URGENCY_THREATENED:
		return 1
	default:
		return 2
	}
}

// inOrder compares two waiters: negative when a goes first. No two are equal.
func inOrder(a, b *buitenkansv1.Waiter) int {
	return cmp.Or(
		cmp.Compare(rank(a.Asked.Urgency), rank(b.Asked.Urgency)),
		cmp.Compare(a.Asked.AdmittedOn, b.Asked.AdmittedOn),
		cmp.Compare(a.Asked.CaseId, b.Asked.CaseId),
	)
}
