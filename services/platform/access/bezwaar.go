package access

import "traject.nl/proto/contract/documents"

// bezwaarRule is one row of the table of a bezwaar: when each standing may read it.
type bezwaarRule struct {
	Read                                        Read
	Objector, Interested, SOT, Director, Office When
}

func (r bezwaarRule) read() Read { return r.Read }

func (r bezwaarRule) when(standing Standing) When {
	switch standing {
	case Objector:
		return r.Objector
	case Interested:
		return r.Interested
	case SOT:
		return r.SOT
	case Director:
		return r.Director
	case Office:
		return r.Office
	default:
		return Never
	}
}

// BezwaarTable says who may read what of a bezwaar. What is not in it, nobody may read; who has no column reads nothing: an
// expert, a receiving school, a municipality, an engineer. Papers of the TLV itself follow its own table.
//
//   - The director and the office work with everything.
//   - The objector and the others whose interest is at stake read what is exchanged, the file for the LBT when the papers lie
//     open (Awb 7:4), and the advice and the decision when that is announced with the advice enclosed (Awb 7:12, 7:13).
//   - Who is interested knows the pupil from the TLV, or need not: one bezwaar can be about two children.
//   - The informal talk is between the objector and the office.
//   - The SOT follows where it stands, and reads no paper of the dispute.
//   - The address of an objector without account, or of a gemachtigde, is for writing to them only.
var BezwaarTable = []bezwaarRule{
	//              objector  interested  sot     director office
	{Status, Always, Always, Always, Always, Always},
	{Terms, Always, Always, Always, Always, Always},
	{Timeline, Always, Always, Always, Always, Always},
	{Tasks, Always, Always, Always, Always, Always},
	{Objection, Always, Always, Never, Always, Always},
	{Talk, Always, Never, Never, Always, Always},
	{Bundle, PapersOpen, PapersOpen, Never, Always, Always},
	{Hearing, Always, Always, Never, Always, Always},
	{AdviceOutcome, Announced, Announced, Never, Always, Always},
	{Decision, Announced, Announced, Never, Always, Always},
	{Person, Always, Never, Never, Always, Always},
	{Firings, Never, Never, Always, Always, Always},
	{Defaults, Never, Never, Never, Always, Always},
	{AccessLog, Never, Never, Never, Always, Always},

	{Piece(documents.Objection), Always, Always, Never, Always, Always},
	{Piece(documents.ObjectorAddress), Never, Never, Never, Always, Always},
	{Piece(documents.RepresentativeAddress), Never, Never, Never, Always, Always},
	{Piece(documents.RepairRequest), Always, Always, Never, Always, Always},
	{Piece(documents.Repair), Always, Always, Never, Always, Always},
	{Piece(documents.Lateness), Always, Always, Never, Always, Always},
	{Piece(documents.ObjectionTalk), Always, Never, Never, Always, Always},
	{Piece(documents.Defence), Always, Always, Never, Always, Always},
	{Piece(documents.HearingPlace), Always, Always, Never, Always, Always},
	{Piece(documents.HearingReport), Always, Always, Never, Always, Always},
	{Piece(documents.ObjectionWithdrawal), Always, Always, Never, Always, Always},
	{Piece(documents.ProcedureRules), Always, Always, Never, Always, Always},
	{Piece(documents.SchoolProfile), Always, Always, Never, Always, Always},
	{Piece(documents.Mandate), Always, PapersOpen, Never, Always, Always},
	{Piece(documents.Bijlage), PapersOpen, PapersOpen, Never, Always, Always},
	{Piece(documents.Bundle), PapersOpen, PapersOpen, Never, Always, Always},
	{Piece(documents.BundleFiles), PapersOpen, PapersOpen, Never, Always, Always},
	{Piece(documents.LbtAdvice), Announced, Announced, Never, Always, Always},
	{Piece(documents.ObjectionReasons), Announced, Announced, Never, Always, Always},
	{Piece(documents.DeviationReasons), Announced, Announced, Never, Always, Always},
	{Piece(documents.Reasons), Announced, Announced, Never, Always, Always},
	{Piece(documents.ReturnAgreements), Announced, Announced, Never, Always, Always},
	{Piece(documents.TaskComment), Never, Never, Always, Always, Always},
	{Piece(documents.ExtensionReason), Always, Always, Always, Always, Always},
	{Piece(documents.Consent), Always, Always, Always, Always, Always},
	{Piece(documents.Cause), Always, Always, Always, Always, Always},
	{Piece(documents.DefaultNotice), Never, Never, Never, Always, Always},
	{Piece(documents.DefaultJudgement), Never, Never, Never, Always, Always},
	{Piece(documents.PenaltyReasons), Never, Never, Never, Always, Always},
	{Piece(documents.PartnerAnswer), Never, Never, Always, Always, Always},
	{Piece(documents.Letter), Addressed, Addressed, Never, Always, Always},
}
