// Package bezwaar is the contract of the bezwaar process: its names, its ids, who may do which act, and a typed client.
package bezwaar

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Workflow is the name of the process.
const Workflow = "bezwaar"

// WorkflowID of a bezwaar. The case id is opaque.
func WorkflowID(caseID string) string { return act.WorkflowID(Workflow, caseID) }

// The acts, in the order of the procedure. The argument of each is the message of traject.bezwaar.v1 with the same name.
const (
	Lodge             act.Act = "Lodge"
	Acknowledge       act.Act = "Acknowledge"
	AskRepair         act.Act = "AskRepair"
	Repair            act.Act = "Repair"
	ExplainLateness   act.Act = "ExplainLateness"
	HoldTalk          act.Act = "HoldTalk"
	FileDefence       act.Act = "FileDefence"
	MakeBundle        act.Act = "MakeBundle"
	SendToLbt         act.Act = "SendToLbt"
	PlanHearing       act.Act = "PlanHearing"
	ReportHearing     act.Act = "ReportHearing"
	RecordAdvice      act.Act = "RecordAdvice"
	DecideObjection   act.Act = "DecideObjection"
	AnnounceObjection act.Act = "AnnounceObjection"
	RecordAppeal      act.Act = "RecordAppeal"
	WithdrawObjection act.Act = "WithdrawObjection"
)

// Acts are all acts, in the order of the procedure.
var Acts = []act.Act{
	Lodge, Acknowledge, AskRepair, Repair, ExplainLateness, HoldTalk, FileDefence, MakeBundle, SendToLbt, PlanHearing,
	ReportHearing, RecordAdvice, DecideObjection, AnnounceObjection, RecordAppeal, WithdrawObjection,
}

// Actors are the roles that may do an act. Where a school, board or parent stands here, only the objector may; the office may
// record what came on paper.
var Actors = act.Actors{
	Lodge:             {party.Parent, party.School, party.Board, party.Office},
	Acknowledge:       {party.Office},
	AskRepair:         {party.Office},
	Repair:            {party.Parent, party.School, party.Board, party.Office},
	ExplainLateness:   {party.Parent, party.School, party.Board, party.Office},
	HoldTalk:          {party.Office},
	FileDefence:       {party.Office, party.Director},
	MakeBundle:        {party.Office},
	SendToLbt:         {party.Office},
	PlanHearing:       {party.Office},
	ReportHearing:     {party.Office},
	RecordAdvice:      {party.Office},
	DecideObjection:   {party.Director},
	AnnounceObjection: {party.Office},
	RecordAppeal:      {party.Office},
	WithdrawObjection: {party.Parent, party.School, party.Board, party.Office},
}

const (
	intake       = bezwaarv1.Phase_PHASE_INTAKE
	hearing      = bezwaarv1.Phase_PHASE_HEARING
	advice       = bezwaarv1.Phase_PHASE_ADVICE
	decision     = bezwaarv1.Phase_PHASE_DECISION
	announcement = bezwaarv1.Phase_PHASE_ANNOUNCEMENT
	appeal       = bezwaarv1.Phase_PHASE_APPEAL
)

// Moments are the phases in which an act can be done. The process refuses it at any other time, and a page does not offer it.
var Moments = map[act.Act][]bezwaarv1.Phase{
	Lodge:           {bezwaarv1.Phase_PHASE_UNSPECIFIED},
	Acknowledge:     {intake, hearing, advice, decision},
	AskRepair:       {intake, hearing, advice},
	Repair:          {intake, hearing, advice, decision},
	ExplainLateness: {intake, hearing, advice, decision},
	HoldTalk:        {intake, hearing, advice, decision},
	FileDefence:     {intake, hearing},
	MakeBundle:      {intake},
	SendToLbt:       {intake},
	PlanHearing:     {hearing},
	ReportHearing:   {hearing},
	RecordAdvice:    {advice},
	// In the intake only to grant the objection fully, without the LBT.
	DecideObjection:   {intake, decision},
	AnnounceObjection: {announcement},
	RecordAppeal:      {appeal},
	WithdrawObjection: {intake, hearing, advice, decision},
}

// Client does acts on bezwaar cases.
type Client struct{ Temporal client.Client }

// Lodge starts the case and hands in the objection in one round trip.
func (c Client) Lodge(ctx context.Context, caseID, key string, message *bezwaarv1.Lodge) (*caseworkv1.Accepted, error) {
	return act.Start(ctx, c.Temporal, Workflow, WorkflowID(caseID), &bezwaarv1.Input{CaseId: caseID}, key, Lodge, message)
}

// Do performs any other act, also those that every procedure shares.
func (c Client) Do(ctx context.Context, caseID, key string, what act.Act, message proto.Message) (*caseworkv1.Accepted, error) {
	return act.Do(ctx, c.Temporal, WorkflowID(caseID), key, what, message)
}
