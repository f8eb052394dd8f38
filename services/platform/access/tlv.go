package access

import "traject.nl/proto/contract/documents"

// tlvRule is one row of the table of a TLV: when each standing may read it.
type tlvRule struct {
	Read                                                        Read
	Applicant, Receiving, SOT, Expert, Director, Office, Parent When
}

func (r tlvRule) read() Read { return r.Read }

func (r tlvRule) when(standing Standing) When {
	switch standing {
	case Applicant:
		return r.Applicant
	case Receiving:
		return r.Receiving
	case SOT:
		return r.SOT
	case Expert:
		return r.Expert
	case Director:
		return r.Director
	case Office:
		return r.Office
	case Parent:
		return r.Parent
	default:
		return Never
	}
}

// TLVTable says who may read what of a TLV. What is not in it, nobody may read; who has no column reads nothing: a board, an
// engineer, a municipality.
//
//   - The applicant school, SOT, experts, director and office work with the whole dossier (WPO 18a.13).
//   - The applicant school and the parents read the advices when all are given, and the decision when it is announced.
//   - The parents read all else in the dossier of their child.
//   - The receiving school follows the status and the terms. When a TLV is granted it gets to know the pupil and what was
//     agreed on return, but never the advices, the zienswijze or the reasons.
//   - The advice of the Buitenkans and the evaluations of a placement go along to a TLV that was started from there.
//   - A letter is read by who it is addressed to, and by those who work with the whole dossier on ZOUT's side.
//   - What a municipality or a board answered to an escalation is for the SOT, the director and the office, in every procedure.
//   - Remarks with tasks are for those who work with the dossier on ZOUT's side; a notice of default and what is thought of it
//     for the office and the director. Who wrote one reads the own one; what is decided on it comes by letter.
var TLVTable = []tlvRule{
	//              applicant  receiving  sot     expert  director office  parent
	{Status, Always, Always, Always, Always, Always, Always, Always},
	{Terms, Always, Always, Always, Always, Always, Always, Always},
	{Timeline, Always, Never, Always, Always, Always, Always, Always},
	{Tasks, Always, Never, Always, Always, Always, Always, Always},
	{Application, Always, Granted, Always, Always, Always, Always, Always},
	{Hearing, Always, Never, Always, Always, Always, Always, Always},
	{AdviceOutcome, Final, Never, Always, Always, Always, Always, Final},
	{Decision, Announced, Granted, Always, Always, Always, Always, Announced},
	{Person, Always, Granted, Always, Always, Always, Always, Always},
	{Firings, Never, Never, Always, Never, Always, Always, Never},
	{Defaults, Never, Never, Never, Never, Always, Always, Never},
	{AccessLog, Never, Never, Never, Never, Always, Always, Never},

	{Piece(documents.Groeidocument), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Onderzoek), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.OPP), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Bijlage), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.BuitenkansAdvice), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.EvaluationReport), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.CompletionRequest), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Completion), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Zienswijze), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.TalkReport), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Advice), Final, Never, Always, Always, Always, Always, Final},
	{Piece(documents.ZienswijzeWeighed), Final, Never, Always, Always, Always, Always, Final},
	{Piece(documents.ReturnAgreements), Announced, Granted, Always, Always, Always, Always, Announced},
	{Piece(documents.Reasons), Announced, Never, Always, Always, Always, Always, Announced},
	{Piece(documents.Withdrawal), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.TaskComment), Never, Never, Always, Always, Always, Always, Never},
	{Piece(documents.ExtensionReason), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Consent), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.Cause), Always, Never, Always, Always, Always, Always, Always},
	{Piece(documents.DefaultNotice), Never, Never, Never, Never, Always, Always, Never},
	{Piece(documents.DefaultJudgement), Never, Never, Never, Never, Always, Always, Never},
	{Piece(documents.PenaltyReasons), Never, Never, Never, Never, Always, Always, Never},
	{Piece(documents.PartnerAnswer), Never, Never, Always, Never, Always, Always, Never},
	{Piece(documents.Letter), Addressed, Addressed, Always, Always, Always, Always, Addressed},
}
