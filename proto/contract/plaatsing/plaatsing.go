// Package plaatsing is the contract of the process that follows a placement and the return from it: its names, its ids, who may do which
// act, and a typed client.
package plaatsing

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
)

// Workflow is the name of the process.
const Workflow = "plaatsing"

// WorkflowID of a case. The case id is opaque.
func WorkflowID(caseID string) string { return act.WorkflowID(Workflow, caseID) }

// CaseID of the case that follows the placement of a TLV case: there is one, however often it is asked to begin.
func CaseID(tlvCaseID string) string { return act.CaseID(Workflow, tlvCaseID) }

// The signals that a case takes: DecisionSignal carries a traject.plaatsing.v1.DecisionNews, ApplicationSignal an ApplicationNews.
const (
	DecisionSignal    = "decision"
	ApplicationSignal = "application"
)

// The acts, in the order of the procedure. The argument of each is the message of traject.plaatsing.v1 with the same name.
const (
	FollowInstitution  act.Act = "FollowInstitution"
	ConfirmPlacement   act.Act = "ConfirmPlacement"
	ReportUnused       act.Act = "ReportUnused"
	Evaluate           act.Act = "Evaluate"
	ChooseContinuation act.Act = "ChooseContinuation"
	PlanReturn         act.Act = "PlanReturn"
	AnswerReturn       act.Act = "AnswerReturn"
	ConfirmReturn      act.Act = "ConfirmReturn"
	FollowUpReturn     act.Act = "FollowUpReturn"
	StopReturn         act.Act = "StopReturn"
)

// Acts are all acts, in the order of the procedure.
var Acts = []act.Act{
	FollowInstitution, ConfirmPlacement, ReportUnused, Evaluate, ChooseContinuation, PlanReturn, AnswerReturn, ConfirmReturn,
	FollowUpReturn, StopReturn,
}

// Actors are the roles that may do an act, provided they are party to the case. Which of the schools may is for the process: the receiving
// school confirms, evaluates, chooses and plans; the school that takes the pupil back answers, confirms and follows up.
var Actors = act.Actors{
	FollowInstitution:  {party.School, party.Office},
	ConfirmPlacement:   {party.School},
	ReportUnused:       {party.School, party.Office},
	Evaluate:           {party.School},
	ChooseContinuation: {party.School},
	PlanReturn:         {party.School},
	AnswerReturn:       {party.School},
	ConfirmReturn:      {party.School},
	FollowUpReturn:     {party.School},
	StopReturn:         {party.School},
}

const (
	awaited   = plaatsingv1.Phase_PHASE_AWAITED
	placed    = plaatsingv1.Phase_PHASE_PLACED
	returning = plaatsingv1.Phase_PHASE_RETURN
	returned  = plaatsingv1.Phase_PHASE_RETURNED
)

// Moments are the phases in which an act can be done. The process refuses it at any other time, and a page does not offer it.
var Moments = map[act.Act][]plaatsingv1.Phase{
	FollowInstitution: {plaatsingv1.Phase_PHASE_UNSPECIFIED},
	// Also for a next TLV at another school, whatever was planned or done meanwhile.
	ConfirmPlacement:   {awaited, placed, returning, returned},
	ReportUnused:       {awaited, placed, returning, returned},
	Evaluate:           {placed, returning},
	ChooseContinuation: {placed, returning},
	PlanReturn:         {placed, returning},
	AnswerReturn:       {returning},
	// From an institution without a plan.
	ConfirmReturn:  {placed, returning},
	FollowUpReturn: {returned},
	StopReturn:     {returning, returned},
}

// Client does acts on placement cases.
type Client struct{ Temporal client.Client }

// Follow starts the case of a pupil in an institution in one round trip.
func (c Client) Follow(ctx context.Context, caseID, key string, message *plaatsingv1.FollowInstitution) (*caseworkv1.Accepted, error) {
	return act.Start(ctx, c.Temporal, Workflow, WorkflowID(caseID), &plaatsingv1.Input{CaseId: caseID}, key, FollowInstitution, message)
}

// Do performs any other act, also those that every procedure shares.
func (c Client) Do(ctx context.Context, caseID, key string, what act.Act, message proto.Message) (*caseworkv1.Accepted, error) {
	return act.Do(ctx, c.Temporal, WorkflowID(caseID), key, what, message)
}
