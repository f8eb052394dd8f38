package wholecase_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/plaatsing"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
)

// fromTheRecord answers what the record of the TLV case shows, as the cases service does.
func fromTheRecord(services *bezwaartest.Services) any {
	return func(_ context.Context, request *casesv1.DescribeDecisionsRequest) (*casesv1.DescribeDecisionsResponse, error) {
		response := &casesv1.DescribeDecisionsResponse{}
		for _, id := range request.CaseIds {
			view := services.View(id)
			decided := &bezwaarv1.DecidedCase{
				CaseId: id, DossierId: view.DossierId, Parties: view.Parties, ApplicantSchoolId: view.ApplicantSchoolId,
				ReceivingSchoolId: view.ReceivingSchoolId, MunicipalityId: view.MunicipalityId, SubregionId: view.SubregionId,
				BoardId: view.GetTlv().BoardId, AnnouncedOn: view.GetTlv().Decision.GetAnnouncedOn(),
				Application: view.GetTlv().Application, Decision: view.GetTlv().Decision, Experts: view.GetTlv().Experts,
			}
			for _, term := range view.Terms {
				switch term.Id {
				case "beslistermijn":
					decided.DecisionTerm = term
				case "bezwaartermijn":
					decided.ObjectionPlannedOn, decided.ObjectionLastOn = term.PlannedOn, term.LastOn
				}
			}
			response.Decisions = append(response.Decisions, decided)
		}
		return response, nil
	}
}

// A case of almost two years: three times the term to decide stands still, it is extended and yet missed, the parents give notice of
// default and object, the objector agrees to delay, the decision on the bezwaar is put off, and the TLV is given after all.
func TestTwoYearsFromApplicationToBeroep(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-25")
	s.tlv(tlvtest.Submit(tlvCase)).on("2026-09-28").tlv(tlvtest.SotInvolved(), tlvtest.Competent())

	// 1. The school is asked to complete on 30 September and does so on 8 October.
	s.on("2026-09-30").tlv(tlvtest.Incomplete("2026-10-14"))
	s.on("2026-10-08").tlv(tlvtest.Completed(), tlvtest.FoundComplete())
	s.on("2026-10-12").tlv(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho))
	s.on("2026-10-15").tlv(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho))
	// 2. The school agrees in writing to wait for a treatment, from 19 October to 18 April.
	s.on("2026-10-16").tlv(&caseworkv1.AgreeDelay{
		Actor: tlvtest.Office, TermId: "beslistermijn", FromOn: "2026-10-19", UntilOn: "2027-04-18", ProofId: "text-consent",
	})
	// 3. Force majeure from 3 to 7 May.
	s.on("2027-05-03").tlv(&caseworkv1.SuspendTerm{
		Actor: tlvtest.Office, TermId: "beslistermijn", FromOn: "2027-05-03", Ground: "c", ProofId: "text-cause",
	})
	s.on("2027-05-10").tlv(&caseworkv1.ResumeTerm{Actor: tlvtest.Office, TermId: "beslistermijn", UntilOn: "2027-05-07"})
	// The extension names a new date, and is sent five days before the old one.
	s.on("2027-05-28").tlv(&caseworkv1.ExtendTerm{
		Actor: tlvtest.Office, TermId: "beslistermijn", UntilOn: "2027-09-30", ReasonTextId: "text-reason",
	})
	// The term is missed. The parents give notice of default on Monday 4 October.
	s.on("2027-10-04").tlv(&caseworkv1.NotifyDefault{Actor: tlvtest.Parent, TextId: "text-default"})
	s.on("2027-10-05").tlv(&caseworkv1.JudgeDefault{
		Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Judgement: caseworkv1.Judgement_JUDGEMENT_VALID,
	})
	s.on("2027-10-20").tlv(tlvtest.Refuse())
	s.on("2027-10-22").tlv(tlvtest.Announce())
	s.on("2027-11-01").tlv(&caseworkv1.DecidePenalty{Actor: tlvtest.Director, NoticeId: "ingebrekestelling/1", Euros: 69})

	// Bezwaar.
	s.on("2027-11-30").object(bezwaartest.Lodge(tlvCase))
	s.on("2027-12-01").bezwaar(bezwaartest.Acknowledge())
	s.on("2027-12-08").bezwaar(bezwaartest.Defend())
	s.on("2027-12-09").bezwaar(bezwaartest.Bundle())
	s.on("2027-12-10").bezwaar(bezwaartest.Send("2027-12-10"))
	s.on("2027-12-13").bezwaar(bezwaartest.Hearing("2028-01-20"))
	s.on("2028-01-21").bezwaar(bezwaartest.Heard())
	s.on("2028-01-28").bezwaar(bezwaartest.Delay("2028-02-01", "2028-04-30"))
	s.on("2028-05-15").bezwaar(bezwaartest.Extend(6))
	s.on("2028-06-20").bezwaar(bezwaartest.Advised(bezwaarv1.Opinion_OPINION_UPHELD, "2028-06-19"))
	s.on("2028-06-26").bezwaar(bezwaartest.Uphold(bezwaartest.Grant(tlvCase, "2028-08-01", "2030-07-31")))
	s.on("2028-06-28").bezwaar(bezwaartest.Announce())
	// The TLV that came of it is followed in a case of its own, until the pupil moves.
	s.on("2028-07-20").plaatsing(
		&caseworkv1.RecordDeparture{Actor: tlvtest.Office, Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED, On: "2028-07-20"},
	)
	s.on("2028-08-07").bezwaar(bezwaartest.Appeal("2028-08-04"))
	application, objection := s.play()

	assert.Equal(t, caseworktest.Lines(termsOfTheApplication), termsOf(application))
	assert.Equal(t, caseworktest.Lines(termsOfTheObjection), termsOf(objection))
	assert.Equal(t, caseworktest.Lines(clockOfTheApplication), firedOf(application))
	assert.Equal(t, caseworktest.Lines(clockOfTheObjection), firedOf(objection))
	assert.Equal(t, caseworktest.Lines(tasksOfTheApplication), tasksOf(application))
	assert.Equal(t, caseworktest.Lines(tasksOfTheObjection), tasksOf(objection))
	assert.Equal(t, caseworktest.Lines(storyOfTheApplication), storyOf(s.services.Timeline(tlvCase)))
	assert.Equal(t, caseworktest.Lines(storyOfTheObjection), storyOf(s.services.Timeline(bezwaarCase)))
	assert.Equal(t, caseworktest.Lines(lettersOfBoth), lettersOf(s.services.Written()))
	assert.Len(t, s.services.Letters(), 1, "and once the letters of the decision itself")

	days, euros := casework.Owed(application.Defaults[0], terms.MustParse("2028-12-31"))
	assert.Equal(t, []int{3, 69}, []int{days, euros}, "19, 20 and 21 October, at 23 euro")
	assert.True(t, application.Closed)
	assert.True(t, objection.Closed)
	assert.Equal(t, "PO2603-000101", application.GetTlv().Decision.TlvNumber, "the TLV that is in force came from the bezwaar")
	assert.False(t, application.GetTlv().Replaced[0].Granted)
	followed := s.services.View(plaatsing.CaseID(tlvCase))
	assert.Equal(t, "PO2603-000101", followed.GetPlaatsing().Placements[0].Tlvs[0].Number)
	assert.Equal(t, plaatsingv1.Outcome_OUTCOME_DEPARTED, followed.GetPlaatsing().Outcome)
}
