package partner

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strings"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
)

// Notice is one thing that is late, as a partner may know it. Its leaves are ids of a fixed size, choices out of a
// few, one small number and one yes or no; a test walks the type and fails when a field appears that could hold a word. There is no date in
// it: who may know the date, reads it with the escalation itself.
type Notice struct {
	id        [16]byte
	caseID    [12]byte
	procedure Procedure
	event     Event
	// daysLate is the rung of the ladder, in days after the date.
	daysLate uint16
	asks     bool
}

// Procedure in which something is late.
type Procedure uint8

// The procedures.
const (
	TLV Procedure = iota + 1
	Bezwaar
	Buitenkans
	Plaatsing
)

// Event is what happened.
type Event uint8

// The events. A partner hears what kind of thing is late, not which task: a task's name tells what is done with a child.
const (
	// DecisionLate: the term within which is decided, on an application or on an objection, has passed.
	DecisionLate Event = iota + 1
	// TermLate: another term has passed.
	TermLate
	// TaskLate: somebody has not done a task in time.
	TaskLate
	// DefaultLate: a notice of default came in, and what it asks for is not done.
	DefaultLate
)

// ErrNotForPartners says that a notice is not one of those that a partner gets.
var ErrNotForPartners = errors.New("only a notice that the ladder told a municipality or a board goes through the wall of the partners")

// maxDaysLate is as long as a ladder of the policy can be; a larger number is a mistake.
const maxDaysLate = 366

var procedures = map[string]Procedure{
	tlv.Workflow: TLV, bezwaar.Workflow: Bezwaar, buitenkans.Workflow: Buitenkans, plaatsing.Workflow: Plaatsing,
}

// decisionTerms are the terms of the policy within which ZOUT decides.
var decisionTerms = map[string]bool{"beslistermijn": true, "beslistermijn-bezwaar": true}

// From takes from a notice what a partner may know. It fails for a notice that is not an escalation to a municipality or a board
// (ErrNotForPartners), and for one of which a part has not the form that it must have; no error repeats what was in the request.
func From(request *notificationsv1.NotifyRequest) (Notice, error) {
	role := party.Party(request.GetParty()).Role()
	if request.GetKind() != notificationsv1.NoticeKind_NOTICE_KIND_ESCALATION || (role != party.Municipality && role != party.Board) {
		return Notice{}, ErrNotForPartners
	}
	var notice Notice
	var err error
	if notice.caseID, err = caseID(request.GetCaseId()); err != nil {
		return Notice{}, err
	}
	if notice.id, err = eventID(request); err != nil {
		return Notice{}, err
	}
	if notice.procedure = procedures[request.GetProcedure()]; notice.procedure == 0 {
		return Notice{}, errors.New("partner notice: procedure: want tlv, bezwaar, buitenkans or plaatsing")
	}
	return notice.about(request.GetMatter())
}

// about adds what is late.
func (n Notice) about(matter *notificationsv1.Matter) (Notice, error) {
	switch matter.GetKind() {
	case notificationsv1.MatterKind_MATTER_KIND_TASK:
		n.event = TaskLate
	case notificationsv1.MatterKind_MATTER_KIND_DEFAULT:
		n.event = DefaultLate
	case notificationsv1.MatterKind_MATTER_KIND_TERM:
		n.event = TermLate
		if decisionTerms[matter.GetRule()] {
			n.event = DecisionLate
		}
	default:
		return Notice{}, errors.New("partner notice: matter: want a task, a term or a notice of default")
	}
	if days := matter.GetDays(); days < 0 || days > maxDaysLate {
		return Notice{}, fmt.Errorf("partner notice: %d days late: want 0 to %d", days, maxDaysLate)
	}
	n.daysLate, n.asks = uint16(matter.GetDays()), matter.GetAnswerOn() != ""
	return n, nil
}

// crockford are the letters of a case id.
const crockford = "0123456789abcdefghjkmnpqrstvwxyz"

func caseID(text string) (id [12]byte, err error) {
	if len(text) != len(id) || strings.ContainsFunc(text, notCrockford) {
		return id, fmt.Errorf("partner notice: case id: want %d characters of Crockford's base32", len(id))
	}
	copy(id[:], text)
	return id, nil
}

func notCrockford(letter rune) bool { return !strings.ContainsRune(crockford, letter) }

// eventID is the id by which everybody outside the house knows this notice: a hash, so nothing of what is hashed can be read from it.
func eventID(request *notificationsv1.NotifyRequest) (id [16]byte, err error) {
	if request.GetAbout() == "" {
		return id, errors.New("partner notice: about: want the key of the firing")
	}
	_, err = hex.Decode(id[:], []byte(casework.EscalationID(request.GetCaseId(), request.GetAbout())))
	return id, err
}

// ID of the escalation: the id of the event, and of the resource that the partner may fetch. The same for ever.
func (n Notice) ID() string { return hex.EncodeToString(n.id[:]) }

// CaseID is opaque.
func (n Notice) CaseID() string { return string(n.caseID[:]) }
