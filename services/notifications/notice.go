package notifications

import (
	"encoding/base64"
	"fmt"
	"time"

	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// Notice is one thing that one party is told: the item in its inbox. It is there for the party from the moment that it is kept (Awb 2:19).
// It names the party and holds no address that can be read.
type Notice struct {
	// Key from the process: one key, one notice.
	Key       string `bson:"_id"`
	CaseID    string `bson:"caseId"`
	DossierID string `bson:"dossierId"`
	// Procedure, such as "tlv".
	Procedure string `bson:"procedure"`
	Party     string `bson:"party"`
	// Kind is one of Kinds.
	Kind string `bson:"kind"`
	// About tells notices of a case apart; the process is asked by it whether the notice still holds.
	About string `bson:"about"`
	// PieceID of the letter that it is about; empty for any other notice.
	PieceID string `bson:"pieceId"`
	// Contact is the SOT that knows the case; may be empty.
	Contact string  `bson:"contact"`
	Matter  *Matter `bson:"matter"`
	// AccessibleAt is when the party could see it in the portal: the 48 hours of Awb 2:10 run from here.
	AccessibleAt time.Time `bson:"accessibleAt"`
	// Sealed is the address of the party's mailbox, sealed with the delivery ring; empty when it has none.
	Sealed []byte `bson:"sealed"`
	// Opened tells when each person of the party opened it first.
	Opened []Opening `bson:"opened"`
	// NoticedAt is when a server first accepted a mail about it, or when it was opened; zero before that.
	NoticedAt time.Time `bson:"noticedAt"`
}

// Matter is what a reminder or an escalation is about, in words of the policy.
type Matter struct {
	// Kind: "task", "term" or "default".
	Kind string `bson:"kind"`
	// Rule is the kind of the task or the id of the term, such as "beslistermijn".
	Rule string `bson:"rule"`
	// DueOn is the date that it is about (ISO 8601).
	DueOn string `bson:"dueOn"`
	// Days before that date (negative) or after it.
	Days int `bson:"days"`
	// AnswerOn is by when an answer is asked (ISO 8601); empty when none is.
	AnswerOn string `bson:"answerOn"`
}

// Opening is that a person saw a notice.
type Opening struct {
	// Subject of the person at the identity provider.
	Subject string    `bson:"subject"`
	At      time.Time `bson:"at"`
}

// OpenedBy says when a person opened it; zero when not.
func (n Notice) OpenedBy(subject string) time.Time {
	for _, opening := range n.Opened {
		if opening.Subject == subject {
			return opening.At
		}
	}
	return time.Time{}
}

// ID is the key as it stands in URLs; see also KeyOf.
func (n Notice) ID() string { return PathID(n.Key) }

// PathID writes a key of a notice or a delivery so that it can stand in a path.
func PathID(key string) string { return base64.RawURLEncoding.EncodeToString([]byte(key)) }

// KeyOf reads what PathID wrote.
func KeyOf(id string) (string, error) {
	key, err := base64.RawURLEncoding.DecodeString(id)
	if err != nil {
		return "", fmt.Errorf("id %q: want the id of a notice or a delivery: %w", id, err)
	}
	return string(key), nil
}

var matterKinds = map[notificationsv1.MatterKind]string{
	notificationsv1.MatterKind_MATTER_KIND_TASK:    "task",
	notificationsv1.MatterKind_MATTER_KIND_TERM:    "term",
	notificationsv1.MatterKind_MATTER_KIND_DEFAULT: "default",
}

// noticeOf keeps what a process handed over.
func noticeOf(request *notificationsv1.NotifyRequest, now time.Time) Notice {
	notice := Notice{
		Key: request.GetKey(), CaseID: request.GetCaseId(), DossierID: request.GetDossierId(), Procedure: request.GetProcedure(),
		Party: request.GetParty(), Kind: kinds[request.GetKind()], About: request.GetAbout(), PieceID: request.GetPieceId(),
		Contact: request.GetContact(), AccessibleAt: now, Sealed: request.GetSealedAddress(),
	}
	if matter := request.GetMatter(); matter != nil {
		notice.Matter = &Matter{
			Kind: matterKinds[matter.GetKind()], Rule: matter.GetRule(), DueOn: matter.GetDueOn(), Days: int(matter.GetDays()),
			AnswerOn: matter.GetAnswerOn(),
		}
	}
	return notice
}

// Request is the notice as the process handed it over, without the address.
func (n Notice) Request() *notificationsv1.NotifyRequest {
	request := &notificationsv1.NotifyRequest{
		Key: n.Key, CaseId: n.CaseID, Party: n.Party, Kind: numbers[n.Kind], About: n.About, Procedure: n.Procedure,
		DossierId: n.DossierID, PieceId: n.PieceID, Contact: n.Contact,
	}
	if n.Matter != nil {
		request.Matter = &notificationsv1.Matter{
			Rule: n.Matter.Rule, DueOn: n.Matter.DueOn, Days: int32(n.Matter.Days), AnswerOn: n.Matter.AnswerOn,
		}
		for number, name := range matterKinds {
			if name == n.Matter.Kind {
				request.Matter.Kind = number
			}
		}
	}
	return request
}
