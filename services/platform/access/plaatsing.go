package access

import "traject.nl/proto/contract/documents"

// plaatsingRule is one row of the table of a placement that is followed: when each standing may read it.
type plaatsingRule struct {
	Read                                                                    Read
	Host, Target, Awaited, Following, Origin, SOT, Director, Office, Parent When
}

func (r plaatsingRule) read() Read { return r.Read }

func (r plaatsingRule) when(standing Standing) When {
	switch standing {
	case Host:
		return r.Host
	case Target:
		return r.Target
	case Awaited:
		return r.Awaited
	case Following:
		return r.Following
	case Origin:
		return r.Origin
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

// PlaatsingTable says who may read what of a placement that is followed. What is not in it, nobody may read; who has no column reads
// nothing: an expert, a board, a former school, a municipality, an engineer. A school with two parts reads what either may.
//
//   - The school where the pupil is works with the case, and so do the parents, the SOT, the director and the office.
//   - The school of origin keeps seeing that the pupil is there and how it goes, and reads the evaluations that it takes part in, but
//     never the dossier. While the pupil is in an institution it is the school that follows, and reads what it needs for that.
//   - The school that takes the pupil back gets to know the pupil, the plan and what is said afterwards: not what came before.
//   - The school that has yet to say that the pupil is there sees where the case stands; whom the TLV is for, the TLV tells it.
//   - Papers that were there before the placement stay with those who judge or advise.
var PlaatsingTable = []plaatsingRule{
	//              host    target  awaited following origin sot     director office  parent
	{Status, Always, Always, Always, Always, Always, Always, Always, Always, Always},
	{Terms, Always, Always, Always, Always, Always, Always, Always, Always, Always},
	{Timeline, Always, Never, Never, Always, Always, Always, Always, Always, Always},
	{Tasks, Always, Never, Never, Always, Never, Always, Always, Always, Always},
	{Placement, Always, Never, Never, Always, Always, Always, Always, Always, Always},
	{Evaluations, Always, Never, Never, Always, Always, Always, Always, Always, Always},
	{Continuation, Always, Never, Never, Always, Never, Always, Always, Always, Always},
	{Return, Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{FollowUp, Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{Person, Always, Always, Never, Always, Never, Always, Always, Always, Always},
	// The form of a dossier that began with a pupil in an institution.
	{Application, Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Firings, Never, Never, Never, Never, Never, Always, Always, Always, Never},
	{AccessLog, Never, Never, Never, Never, Never, Never, Always, Always, Never},

	{Piece(documents.Groeidocument), Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.Onderzoek), Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.OPP), Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.Bijlage), Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.InstitutionAgreements), Never, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.UnusedReasons), Always, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.EvaluationReport), Always, Never, Never, Always, Always, Always, Always, Always, Always},
	{Piece(documents.ContinuationReasons), Always, Never, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.ReturnPlan), Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.ReturnAnswer), Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.FollowUpReport), Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.ReturnStopped), Always, Always, Never, Always, Never, Always, Always, Always, Always},
	{Piece(documents.TaskComment), Never, Never, Never, Never, Never, Always, Always, Always, Never},
	{Piece(documents.PartnerAnswer), Never, Never, Never, Never, Never, Always, Always, Always, Never},
	{Piece(documents.Letter), Addressed, Addressed, Never, Addressed, Addressed, Always, Always, Always, Addressed},
}
