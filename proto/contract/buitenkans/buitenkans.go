// Package buitenkans is the contract of the Buitenkans process and of the process that keeps its places: their names, their ids, who may
// do which act, and a typed client.
package buitenkans

import (
	"context"

	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

// Workflow is the name of the process.
const Workflow = "buitenkans"

// WorkflowID of a case. The case id is opaque.
func WorkflowID(caseID string) string { return act.WorkflowID(Workflow, caseID) }

// Provision is the id of the Buitenkans among the provisions of ZOUT.
const Provision = "buitenkans"

// The signals that a case takes: PlaceSignal carries a traject.buitenkans.v1.PlaceNews, RouteSignal a RouteNews.
const (
	PlaceSignal = "place"
	RouteSignal = "route"
)

// The acts, in the order of the procedure. The argument of each is the message of traject.buitenkans.v1 with the same name.
const (
	RequestPlacement   act.Act = "RequestPlacement"
	SupportRequest     act.Act = "SupportRequest"
	ConsentToPlacement act.Act = "ConsentToPlacement"
	AdmitPupil         act.Act = "AdmitPupil"
	PlanStart          act.Act = "PlanStart"
	ConfirmStart       act.Act = "ConfirmStart"
	InterruptPlacement act.Act = "InterruptPlacement"
	ResumePlacement    act.Act = "ResumePlacement"
	MoveEnd            act.Act = "MoveEnd"
	EvaluateMidway     act.Act = "EvaluateMidway"
	AdviseSupport      act.Act = "AdviseSupport"
	PlanReturn         act.Act = "PlanReturn"
	EndPlacement       act.Act = "EndPlacement"
	RecordAftercare    act.Act = "RecordAftercare"
	WithdrawRequest    act.Act = "WithdrawRequest"
)

// Acts are all acts, in the order of the procedure.
var Acts = []act.Act{
	RequestPlacement, SupportRequest, ConsentToPlacement, AdmitPupil, PlanStart, ConfirmStart, InterruptPlacement, ResumePlacement,
	MoveEnd, EvaluateMidway, AdviseSupport, PlanReturn, EndPlacement, RecordAftercare, WithdrawRequest,
}

// Actors are the roles that may do an act, provided they are party to the case. The office may record what came on paper.
var Actors = act.Actors{
	RequestPlacement:   {party.School},
	SupportRequest:     {party.SOT},
	ConsentToPlacement: {party.Parent, party.Office},
	AdmitPupil:         {party.Provision},
	PlanStart:          {party.Provision},
	ConfirmStart:       {party.Provision},
	InterruptPlacement: {party.Provision, party.School},
	ResumePlacement:    {party.Provision, party.School},
	MoveEnd:            {party.Provision},
	EvaluateMidway:     {party.Provision},
	AdviseSupport:      {party.Provision},
	PlanReturn:         {party.School},
	EndPlacement:       {party.Provision},
	RecordAftercare:    {party.School, party.SOT},
	WithdrawRequest:    {party.School},
}

const (
	request     = buitenkansv1.Phase_PHASE_REQUEST
	admission   = buitenkansv1.Phase_PHASE_ADMISSION
	waiting     = buitenkansv1.Phase_PHASE_WAITING
	planned     = buitenkansv1.Phase_PHASE_PLANNED
	observation = buitenkansv1.Phase_PHASE_OBSERVATION
	returning   = buitenkansv1.Phase_PHASE_RETURN
	aftercare   = buitenkansv1.Phase_PHASE_AFTERCARE
)

// Moments are the phases in which an act can be done. The process refuses it at any other time, and a page does not offer it.
var Moments = map[act.Act][]buitenkansv1.Phase{
	RequestPlacement:   {buitenkansv1.Phase_PHASE_UNSPECIFIED},
	SupportRequest:     {request},
	ConsentToPlacement: {request},
	AdmitPupil:         {admission},
	PlanStart:          {planned},
	ConfirmStart:       {planned},
	InterruptPlacement: {observation, returning},
	ResumePlacement:    {observation, returning},
	MoveEnd:            {observation, returning},
	EvaluateMidway:     {observation},
	AdviseSupport:      {observation},
	// The plan may be changed until the pupil is back.
	PlanReturn:      {returning},
	EndPlacement:    {planned, observation, returning},
	RecordAftercare: {aftercare},
	WithdrawRequest: {request, admission, waiting, planned},
}

// Client does acts on Buitenkans cases.
type Client struct{ Temporal client.Client }

// Request starts the case and hands in the request in one round trip.
func (c Client) Request(ctx context.Context, caseID, key string, message *buitenkansv1.RequestPlacement) (*caseworkv1.Accepted, error) {
	return act.Start(ctx, c.Temporal, Workflow, WorkflowID(caseID), &buitenkansv1.Input{CaseId: caseID}, key, RequestPlacement, message)
}

// Do performs any other act, also those that every procedure shares.
func (c Client) Do(ctx context.Context, caseID, key string, what act.Act, message proto.Message) (*caseworkv1.Accepted, error) {
	return act.Do(ctx, c.Temporal, WorkflowID(caseID), key, what, message)
}
