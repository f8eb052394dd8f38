package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// application changes the application of Submit.
func application(change func(*tlvv1.Submit, *tlvv1.Application)) *tlvv1.Submit {
	act := tlvtest.Submit(caseID)
	change(act, act.Application)
	return act
}

// direct is an application by an sbo or so for itself.
func direct(school string) *tlvv1.Submit {
	return application(func(act *tlvv1.Submit, a *tlvv1.Application) {
		act.Actor = tlvtest.By(party.Of(party.School, school))
		a.Intake, a.ApplicantSchoolId, a.ReceivingSchoolId = tlvv1.Intake_INTAKE_DIRECT, school, school
		a.GatesMet = nil
		if school == tlvtest.So {
			a.Destination = tlvv1.Destination_DESTINATION_SO
		}
	})
}

func TestAnApplicationThatIsRefusedLeavesNoCase(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		act    *tlvv1.Submit
		fields []string
	}{
		{"unknown school", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.ReceivingSchoolId = "nowhere" }), []string{"receiving_school_id"}},
		{"another school than one's own", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.ApplicantSchoolId = tlvtest.OtherBao }), []string{"applicant_school_id"}},
		{"a dossier that lacks the pupil", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.DossierId = "incomplete" }), []string{"dossier_id"}},
		{"category with sbo", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.Category = 1 }), []string{"category"}},
		{"to a regular school", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.ReceivingSchoolId = tlvtest.OtherBao }), []string{"receiving_school_id"}},
		{"to so while sbo is asked", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.ReceivingSchoolId = tlvtest.So }), []string{"receiving_school_id"}},
		{"unknown gate", application(func(_ *tlvv1.Submit, a *tlvv1.Application) { a.GatesMet = []tlvv1.Gate{77} }), []string{"gates_met"}},
		{"nothing at all", &tlvv1.Submit{Actor: tlvtest.School}, []string{
			"applicant_school_id", "receiving_school_id", "intake", "destination", "extent", "dossier_id",
		}},
		{"direct intake by a regular school", direct(tlvtest.Bao), []string{"intake", "receiving_school_id"}},
		{"a referral by so", application(func(act *tlvv1.Submit, a *tlvv1.Application) {
			act.Actor, a.ApplicantSchoolId = tlvtest.By("school:so-zeist"), tlvtest.So
		}), []string{"intake"}},
		{"a referral from sbo to sbo", application(func(act *tlvv1.Submit, a *tlvv1.Application) {
			act.Actor, a.ApplicantSchoolId = tlvtest.By("school:sbo-driebergen"), tlvtest.OtherSbo
		}), []string{"intake"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, "2026-09-01").Refused(failure.BadInput, c.act, c.fields...)
			s.Run(&tlvv1.Input{CaseId: caseID})
			kind, _, ok := failure.Read(s.Env.GetWorkflowError())
			assert.True(t, ok && kind == failure.BadInput, "the run fails, so that a corrected application starts anew")
			assert.Nil(t, s.Services.View(caseID))
		})
	}
}

func TestADossierThatIsNotFitToSubmitIsRefused(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-01").Refused(failure.BadInput, tlvtest.Submit("incomplete-dossier"), "pupil")
	s.Run(&tlvv1.Input{CaseId: "incomplete-dossier"})
	require.Error(t, s.Env.GetWorkflowError())
}

func TestOnlyASchoolSubmits(t *testing.T) {
	t.Parallel()
	byOffice := tlvtest.Submit(caseID)
	byOffice.Actor = tlvtest.Office
	begin(t, "2026-09-01").Refused(failure.NotYours, byOffice).Do(tlvtest.Submit(caseID)).Play()
}

func TestOneFormBecomesOneCase(t *testing.T) {
	t.Parallel()
	submitted(t, "2026-09-01").Refused(failure.NotNow, tlvtest.Submit(caseID)).Play()
}

func TestARunWithoutAnApplicationDoesNotStay(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-01")
	s.Run(&tlvv1.Input{CaseId: caseID})
	require.Error(t, s.Env.GetWorkflowError())
	assert.Equal(t, "2026-09-01 10:00", s.Env.Now().In(s.Start.Location()).Format("2006-01-02 15:04"))
}

func TestAMissingGroeidocumentIsSaidAtOnceInAReferral(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-01")
	s.Services.WithoutGroeidocument = true
	s.Do(tlvtest.Submit(caseID)).Play()
	assert.Contains(t, s.Services.Timeline(caseID)[0].Text, "Er zit nog geen groeidocument bij.")

	s = begin(t, "2026-09-01")
	s.Services.WithoutGroeidocument = true
	s.Do(direct(tlvtest.Sbo)).Play()
	assert.NotContains(t, s.Services.Timeline(caseID)[0].Text, "groeidocument")
}

func TestDirectIntakeFollowsTheSameProcedureWithoutTheSot(t *testing.T) {
	t.Parallel()
	withdraw := tlvtest.Withdraw()
	withdraw.Actor = tlvtest.By("school:so-zeist")
	so := func(expert string) *tlvv1.GiveAdvice {
		act := tlvtest.AdviseSbo(expert)
		act.Destination, act.Category = tlvv1.Destination_DESTINATION_SO, tlvv1.Category_CATEGORY_HOOG
		return act
	}
	grant := tlvtest.Grant("2026-09-01", "2027-07-31")
	grant.Destination, grant.Category, grant.ReceivingSchoolId = tlvv1.Destination_DESTINATION_SO, tlvv1.Category_CATEGORY_HOOG, tlvtest.So
	s := begin(t, "2026-08-31").Do(direct(tlvtest.So), tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree(),
		tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho), so(tlvtest.Gz), so(tlvtest.Ortho))
	grant.ValidUntil = "2028-07-31"
	s.Do(grant, tlvtest.Announce())
	view := s.Play()
	assert.Equal(t, "rust", view.Phase)
	for _, task := range view.Tasks {
		assert.NotEqual(t, "sot-betrokkenheid", task.Kind)
	}
	assert.Len(t, view.GetTlv().Decision.LetterIds, 3, "one letter for a school that is both applicant and receiver")
}

func TestAnSboMayReferOnToSo(t *testing.T) {
	t.Parallel()
	s := begin(t, "2026-09-01").Do(application(func(act *tlvv1.Submit, a *tlvv1.Application) {
		act.Actor, a.ApplicantSchoolId, a.ReceivingSchoolId = tlvtest.By("school:sbo-zeist"), tlvtest.Sbo, tlvtest.So
		a.Destination, a.Category = tlvv1.Destination_DESTINATION_SO, tlvv1.Category_CATEGORY_LAAG
	}))
	assert.Equal(t, "competentie", s.Play().Phase)
}
