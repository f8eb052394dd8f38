package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

// advising is a case in which the experts advise, on 1 September.
func advising(t *testing.T) *story {
	t.Helper()
	return askedParents(t).Do(tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho)).Phase("advies")
}

// differing is a case in which the experts differ, on 1 September.
func differing(t *testing.T) *story {
	t.Helper()
	return advising(t).Do(tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseNo(tlvtest.Ortho)).Phase("verschil")
}

func TestExpertsAreTwoDifferentPeopleOfWhomTheFirstIsAGzPsycholoog(t *testing.T) {
	t.Parallel()
	s := askedParents(t)
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, tlvtest.Gz), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, ""), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho, tlvtest.Pedagogue), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Ortho, tlvtest.Gz), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, tlvtest.Coach), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Coach, tlvtest.Coach), "expert_ids")
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, "nobody"), "expert_ids")
	s.Do(tlvtest.Assign(tlvtest.Gz, tlvtest.OtherGz))
	s.Play()
}

func TestAnExpertCanBeReplacedUntilHeAdvised(t *testing.T) {
	t.Parallel()
	s := advising(t).Do(tlvtest.AdviseSbo(tlvtest.Gz))
	s.Refused(failure.NotNow, tlvtest.Assign(tlvtest.OtherGz, tlvtest.Ortho))
	s.Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Pedagogue))
	s.Refused(failure.NotYours, tlvtest.AdviseSbo(tlvtest.Ortho))
	s.Do(tlvtest.AdviseSbo(tlvtest.Pedagogue)).Phase("besluit")
	view := s.Play()
	assert.NotContains(t, view.Parties, "expert:ortho-1", "who is replaced sees the case no more")
	assert.Equal(t, lines(`
		advies/expert:gz-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - 2026-09-01 gegeven
		advies/expert:ortho-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - 2026-09-01 vervangen
		advies/expert:pedagoog-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - 2026-09-01 gegeven
	`), tasksOf(&casesv1.View{Tasks: view.Tasks[6:9]}))
}

func TestTheExpertWhoStaysIsNotAskedTwice(t *testing.T) {
	t.Parallel()
	view := advising(t).Do(tlvtest.Assign(tlvtest.Gz, tlvtest.Pedagogue)).Play()
	assert.Equal(t, lines(`
		advies/expert:gz-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - open
		advies/expert:ortho-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - 2026-09-01 vervangen
		advies/expert:pedagoog-1 | due 2026-09-11 by ZOUT-instelling | 2026-09-01 - open
	`), tasksOf(&casesv1.View{Tasks: view.Tasks[6:]}))
}

func TestAnAdviceIsWholeAndGivenOnce(t *testing.T) {
	t.Parallel()
	s := advising(t)
	so := tlvv1.Destination_DESTINATION_SO
	byGz := func(change func(*tlvv1.GiveAdvice)) *tlvv1.GiveAdvice {
		act := tlvtest.AdviseSbo(tlvtest.Gz)
		change(act)
		return act
	}
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.TextId = "" }), "text_id")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.Destination = 0 }), "destination")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.Destination = so }), "category")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.Category = tlvv1.Category_CATEGORY_LAAG }), "category")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.Admissible, a.Category = false, 1 }), "destination", "category")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.ZienswijzeTextId = "text-1" }), "zienswijze_text_id")
	s.Refused(failure.BadInput, byGz(func(a *tlvv1.GiveAdvice) { a.TextId = tlvtest.UnknownPiece }))
	s.Do(tlvtest.AdviseSbo(tlvtest.Gz))
	s.Refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.Play()
}

func TestAdvicesDifferInAdmissionKindOfSchoolOrCategory(t *testing.T) {
	t.Parallel()
	so := func(expert string, category tlvv1.Category) *tlvv1.GiveAdvice {
		act := tlvtest.AdviseSbo(expert)
		act.Destination, act.Category = tlvv1.Destination_DESTINATION_SO, category
		return act
	}
	for _, c := range []struct {
		name          string
		first, second *tlvv1.GiveAdvice
		want          string
	}{
		{"both sbo", tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho), "besluit"},
		{"both not", tlvtest.AdviseNo(tlvtest.Gz), tlvtest.AdviseNo(tlvtest.Ortho), "besluit"},
		{"both so midden", so(tlvtest.Gz, 2), so(tlvtest.Ortho, 2), "besluit"},
		{"one not", tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseNo(tlvtest.Ortho), "verschil"},
		{"sbo and so", tlvtest.AdviseSbo(tlvtest.Gz), so(tlvtest.Ortho, 1), "verschil"},
		{"other category", so(tlvtest.Gz, 1), so(tlvtest.Ortho, 3), "verschil"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			advising(t).Do(c.first).Phase("advies").Do(c.second).Phase(c.want).Play()
		})
	}
}

func TestExpertsWhoDifferConferAndAdviseAgain(t *testing.T) {
	t.Parallel()
	s := differing(t).Do(tlvtest.Resolve(tlvv1.NextStep_NEXT_STEP_CONFER, "")).Phase("advies")
	s.Do(tlvtest.AdviseSbo(tlvtest.Ortho)).Phase("advies").Do(tlvtest.AdviseSbo(tlvtest.Gz)).Phase("besluit")
	view := s.Play()
	rounds := []int32{}
	for _, given := range view.GetTlv().Advices {
		rounds = append(rounds, given.Round)
	}
	assert.Equal(t, []int32{1, 1, 2, 2}, rounds)
	assert.Equal(t, "advies/expert:gz-1/2", view.Tasks[9].Id)
	for _, line := range s.Services.Timeline(caseID) {
		if line.Kind == "verschil" || line.Kind == "vervolg" {
			assert.Equal(t, []string{"office", "director", "expert"}, line.Audience)
		}
	}
}

func TestAThirdExpertAdvisesAsWellAndOnlyOnce(t *testing.T) {
	t.Parallel()
	third := tlvv1.NextStep_NEXT_STEP_THIRD_EXPERT
	s := differing(t)
	s.Refused(failure.BadInput, tlvtest.Resolve(third, ""), "expert_id")
	s.Refused(failure.BadInput, tlvtest.Resolve(third, tlvtest.Gz), "expert_id")
	s.Refused(failure.BadInput, tlvtest.Resolve(third, tlvtest.Coach), "expert_id")
	s.Refused(failure.BadInput, tlvtest.Resolve(tlvv1.NextStep_NEXT_STEP_CONFER, tlvtest.OtherGz), "expert_id")
	s.Refused(failure.BadInput, tlvtest.Resolve(0, ""), "next")
	s.Do(tlvtest.Resolve(third, tlvtest.Pedagogue)).Phase("advies")
	s.Refused(failure.NotNow, tlvtest.AdviseSbo(tlvtest.Gz))
	s.Refused(failure.BadInput, tlvtest.Assign(tlvtest.Gz, tlvtest.Pedagogue), "expert_ids")
	s.Do(tlvtest.AdviseNo(tlvtest.Pedagogue)).Phase("verschil")
	s.Refused(failure.NotNow, tlvtest.Resolve(third, tlvtest.OtherGz))
	s.Do(tlvtest.Resolve(tlvv1.NextStep_NEXT_STEP_CONFER, "")).Phase("advies")
	s.Do(tlvtest.AdviseNo(tlvtest.Gz), tlvtest.AdviseNo(tlvtest.Ortho), tlvtest.AdviseNo(tlvtest.Pedagogue)).Phase("besluit")
	view := s.Play()
	assert.Contains(t, view.Parties, "expert:pedagoog-1")
}

func TestAdvicesThatDifferCanGoToTheDirectorAsTheyAre(t *testing.T) {
	t.Parallel()
	s := differing(t)
	s.See(func(*casesv1.View) { assert.False(t, s.Services.Shared(caseID).AdvicesFinal) })
	s.Do(tlvtest.Resolve(tlvv1.NextStep_NEXT_STEP_TO_DIRECTOR, "")).Phase("besluit")
	s.See(func(*casesv1.View) { assert.True(t, s.Services.Shared(caseID).AdvicesFinal) })
	s.Play()
}
