// Package tlv is the contract of the TLV process: its names, its ids, who may do which act, and a typed client.
package tlv

import (
	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
)

// TaskQueue on which the process code runs.
const TaskQueue = act.TaskQueue

// Workflow is the name of the process.
const Workflow = "tlv"

// StateQuery answers with a traject.tlv.v1.State.
const StateQuery = act.StateQuery

// ContinueAsNewSignal makes a run continue as new at the next safe moment: the hatch to move a case to repaired code.
const ContinueAsNewSignal = act.ContinueAsNewSignal

// WorkflowID of a case. The case id is opaque.
func WorkflowID(caseID string) string { return "tlv/" + caseID }

// ObjectionSignal tells a TLV case of an objection to its decision; it carries a traject.tlv.v1.ObjectionNews.
const ObjectionSignal = "objection"

// Act is one thing a person can do; it is the name of an Update.
type Act = act.Act

// The acts, in the order of the procedure. The argument of each is the message of traject.tlv.v1 with the same name.
const (
	Submit            Act = "Submit"
	JudgeCompetence   Act = "JudgeCompetence"
	ConfirmSot        Act = "ConfirmSot"
	JudgeCompleteness Act = "JudgeCompleteness"
	Complete          Act = "Complete"
	AnswerAsParents   Act = "AnswerAsParents"
	AssignExperts     Act = "AssignExperts"
	InviteToTalk      Act = "InviteToTalk"
	ReportTalk        Act = "ReportTalk"
	ConfirmReportCopy Act = "ConfirmReportCopy"
	GiveAdvice        Act = "GiveAdvice"
	ResolveDifference Act = "ResolveDifference"
	Decide            Act = "Decide"
	Announce          Act = "Announce"
	Withdraw          Act = "Withdraw"
)

// Acts are all acts, in the order of the procedure.
var Acts = []Act{
	Submit, JudgeCompetence, ConfirmSot, JudgeCompleteness, Complete, AnswerAsParents, AssignExperts, InviteToTalk,
	ReportTalk, ConfirmReportCopy, GiveAdvice, ResolveDifference, Decide, Announce, Withdraw,
}

// Actors are the roles that may do an act, provided they are party to the case. A school here is the applicant.
var Actors = act.Actors{
	Submit:            {party.School},
	JudgeCompetence:   {party.Office},
	ConfirmSot:        {party.SOT},
	JudgeCompleteness: {party.Office},
	Complete:          {party.School},
	AnswerAsParents:   {party.Parent, party.Office},
	AssignExperts:     {party.Office},
	InviteToTalk:      {party.Office, party.Expert},
	ReportTalk:        {party.Expert},
	ConfirmReportCopy: {party.Office},
	GiveAdvice:        {party.Expert},
	ResolveDifference: {party.Office},
	Decide:            {party.Director},
	Announce:          {party.Office},
	Withdraw:          {party.School},
}

// Moments are the phases in which an act can be done. The process refuses it at any other time, and a page does not offer it.
var Moments = map[Act][]tlvv1.Phase{
	Submit:            {tlvv1.Phase_PHASE_UNSPECIFIED},
	JudgeCompetence:   {tlvv1.Phase_PHASE_COMPETENCE},
	ConfirmSot:        {tlvv1.Phase_PHASE_COMPETENCE, tlvv1.Phase_PHASE_COMPLETENESS, tlvv1.Phase_PHASE_COMPLETION},
	JudgeCompleteness: {tlvv1.Phase_PHASE_COMPLETENESS},
	Complete:          {tlvv1.Phase_PHASE_COMPLETION, tlvv1.Phase_PHASE_COMPLETENESS},
	AnswerAsParents:   {tlvv1.Phase_PHASE_PARENTS},
	AssignExperts:     {tlvv1.Phase_PHASE_PARENTS, tlvv1.Phase_PHASE_ZIENSWIJZE, tlvv1.Phase_PHASE_ADVICE},
	InviteToTalk:      {tlvv1.Phase_PHASE_ZIENSWIJZE},
	ReportTalk:        {tlvv1.Phase_PHASE_ZIENSWIJZE},
	ConfirmReportCopy: {tlvv1.Phase_PHASE_ZIENSWIJZE},
	GiveAdvice:        {tlvv1.Phase_PHASE_ADVICE},
	ResolveDifference: {tlvv1.Phase_PHASE_DIFFERENCE},
	Decide:            {tlvv1.Phase_PHASE_DECISION},
	Announce:          {tlvv1.Phase_PHASE_ANNOUNCEMENT},
	Withdraw: {
		tlvv1.Phase_PHASE_COMPETENCE, tlvv1.Phase_PHASE_COMPLETENESS, tlvv1.Phase_PHASE_COMPLETION, tlvv1.Phase_PHASE_PARENTS,
		tlvv1.Phase_PHASE_ZIENSWIJZE, tlvv1.Phase_PHASE_ADVICE, tlvv1.Phase_PHASE_DIFFERENCE, tlvv1.Phase_PHASE_DECISION,
	},
}

// MayAct says whether the role may do the act at all.
func MayAct(role party.Role, what Act) bool { return Actors.May(role, what) }
