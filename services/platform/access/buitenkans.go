package access

import "traject.nl/proto/contract/documents"

// buitenkansRule is one row of the table of a placement at the Buitenkans: when each standing may read it.
type buitenkansRule struct {
	Read                                             Read
	Origin, Provision, SOT, Director, Office, Parent When
}

func (r buitenkansRule) read() Read { return r.Read }

func (r buitenkansRule) when(standing Standing) When {
	switch standing {
	case Origin:
		return r.Origin
	case Provision:
		return r.Provision
	case SOT:
		return r.SOT
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

// BuitenkansTable says who may read what of a placement at the Buitenkans. What is not in it, nobody may read; who has no column
// reads nothing: an expert, a board, another school, a municipality, an engineer.
//
//   - The school of origin stays responsible: it and the parents read all of the case, and so do the SOT, the director and the office.
//   - Until the parents agreed, the Buitenkans is a third party (WPO 18a.13): it sees that there is a request, and nothing else. From
//     then on it reads the case, who the pupil is, and of the dossier the groeidocument, onderzoeken, the OPP and bijlagen that go along.
//   - Remarks with tasks, and what the clock did, are for those who work with the case on ZOUT's side.
var BuitenkansTable = []buitenkansRule{
	//              origin  provision  sot     director office  parent
	{Status, Always, Always, Always, Always, Always, Always},
	{Terms, Always, Consented, Always, Always, Always, Always},
	{Timeline, Always, Consented, Always, Always, Always, Always},
	{Tasks, Always, Consented, Always, Always, Always, Always},
	{Application, Always, Consented, Always, Always, Always, Always},
	{Placement, Always, Consented, Always, Always, Always, Always},
	{Evaluations, Always, Consented, Always, Always, Always, Always},
	{AdviceOutcome, Always, Consented, Always, Always, Always, Always},
	{Return, Always, Consented, Always, Always, Always, Always},
	{FollowUp, Always, Consented, Always, Always, Always, Always},
	{Person, Always, Consented, Always, Always, Always, Always},
	{Firings, Never, Never, Always, Always, Always, Never},
	{AccessLog, Never, Never, Never, Always, Always, Never},

	{Piece(documents.Groeidocument), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.Onderzoek), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.OPP), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.Bijlage), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.BuitenkansQuestion), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.SupportReasons), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.ParentsConsent), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.AdmissionReasons), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.NoShowAgreements), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.MidwayReport), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.BuitenkansAdvice), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.BuitenkansReturnPlan), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.EarlyEnd), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.AftercareReport), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.RequestWithdrawal), Always, Consented, Always, Always, Always, Always},
	{Piece(documents.TaskComment), Never, Consented, Always, Always, Always, Never},
	{Piece(documents.PartnerAnswer), Never, Never, Always, Always, Always, Never},
	{Piece(documents.Letter), Addressed, Consented, Always, Always, Always, Addressed},
}
