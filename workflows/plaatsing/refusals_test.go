package plaatsing_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

// Each refusal says which field is wrong, and changes nothing: not the record, and not the dossier (caseworktest looks at both).

func TestAWrongConfirmationOfAPlacementIsRefused(t *testing.T) {
	t.Parallel()
	s := expected(t)
	s.Refused(failure.BadInput, plaatsingtest.Confirm(plaatsingtest.Sbo, ""), "placed_on")
	s.Refused(failure.BadInput, plaatsingtest.Confirm(plaatsingtest.Sbo, "1 september"), "placed_on")
	s.RefusedWith(failure.BadInput, "is nog niet geweest", plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-02"), "placed_on")
	s.RefusedWith(failure.BadInput, "voor de eerste dag van de TLV", plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-07-31"), "placed_on")
	s.Refused(failure.BadInput, without(plaatsingtest.Unused(plaatsingtest.Sbo), "text_id"), "text_id")
	unknown := plaatsingtest.Unused(plaatsingtest.Sbo)
	unknown.TextId = tlvtest.UnknownPiece
	s.Refused(failure.BadInput, unknown)
	s.Play()

	late := opened(t, "2028-08-15", "2026-08-01", "2028-07-31")
	late.RefusedWith(failure.BadInput, "gold tot en met", plaatsingtest.Confirm(plaatsingtest.Sbo, "2028-08-01"), "placed_on")
	late.Play()

	next := withNext(t).On("2026-10-01")
	next.RefusedWith(failure.BadInput, "nog ergens anders", plaatsingtest.Confirm(plaatsingtest.So, "2026-09-01"), "placed_on")
	next.Play()

	over := there(t)
	over.RefusedWith(failure.NotNow, "geen TLV waarvan", plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-09-01"))
	over.RefusedWith(failure.NotNow, "geen TLV waarvan", plaatsingtest.Unused(plaatsingtest.Office))
	over.Play()
}

func TestAWrongEvaluationIsRefused(t *testing.T) {
	t.Parallel()
	s := there(t).On("2026-10-01")
	s.Refused(failure.BadInput, &plaatsingv1.Evaluate{Actor: plaatsingtest.Sbo}, "held_on", "going", "report_id")
	s.RefusedWith(failure.BadInput, "is nog niet geweest", plaatsingtest.Evaluated("2026-10-02"), "held_on")
	s.RefusedWith(failure.BadInput, "voor de eerste dag daar", plaatsingtest.Evaluated("2026-08-31"), "held_on")
	wrong := plaatsingtest.Evaluated("2026-10-01")
	wrong.Going = 17
	s.Refused(failure.BadInput, wrong, "going")
	s.RefusedWith(failure.NotYours, "niet betrokken", plaatsingtest.EvaluatedBy(plaatsingtest.So, "2026-10-01"))
	s.Refused(failure.NotYours, plaatsingtest.EvaluatedBy(plaatsingtest.SOT, "2026-10-01"))
	s.Play()

	early := expected(t)
	early.RefusedWith(failure.NotNow, "nog niet bevestigd", plaatsingtest.Evaluated("2026-09-01"))
	early.Play()

	alone := inInstitution(t)
	together := plaatsingtest.EvaluatedBy(plaatsingtest.Origin, "2026-09-01")
	together.Together = true
	alone.RefusedWith(failure.BadInput, "maar één school", together, "together")
	alone.Play()
}

func TestAWrongChoiceOfWhatFollowsIsRefused(t *testing.T) {
	t.Parallel()
	s := lastYear(t)
	s.Refused(failure.BadInput, &plaatsingv1.ChooseContinuation{Actor: plaatsingtest.Sbo}, "continuation", "reasons_text_id")
	s.Refused(failure.BadInput, plaatsingtest.Choose(9), "continuation")
	s.Refused(failure.NotYours, asOrigin(plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_RETURN)))
	s.Play()

	next := withNext(t)
	next.RefusedWith(failure.NotNow, "al een TLV voor een andere school", plaatsingtest.Choose(plaatsingv1.Continuation_CONTINUATION_RETURN))
	next.RefusedWith(failure.NotNow, "al een TLV voor een andere school", plaatsingtest.Plan(tlvtest.Bao, "2026-09-07", "2026-09-14"))
	next.Play()
}

func TestAReturnToASchoolThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	s := there(t)
	s.RefusedWith(failure.BadInput, "staat niet in het register", plaatsingtest.Plan("bao-nergens", "2026-09-07", "2026-09-14"), "school_id")
	s.RefusedWith(failure.BadInput, "bestaat niet meer. Kies een andere school.", plaatsingtest.Plan(plaatsingtest.GoneBao, "2026-09-07", "2026-09-14"), "school_id")
	s.RefusedWith(failure.BadInput, "bestaat tot en met zaterdag 31 juli 2027", plaatsingtest.Plan(plaatsingtest.StoppingBao, "2026-09-07", "2027-08-30"), "school_id")
	s.RefusedWith(failure.BadInput, "geen gewone basisschool", plaatsingtest.Plan(tlvtest.OtherSbo, "2026-09-07", "2026-09-14"), "school_id")
	s.RefusedWith(failure.BadInput, "geen gewone basisschool", plaatsingtest.Plan(tlvtest.So, "2026-09-07", "2026-09-14"), "school_id")
	s.RefusedWith(failure.BadInput, "Op deze school is de leerling nu", plaatsingtest.Plan(tlvtest.Sbo, "2026-09-07", "2026-09-14"), "school_id")
	s.Do(plaatsingtest.Plan(plaatsingtest.StoppingBao, "2026-09-07", "2026-09-14"))
	assert.Equal(t, "terugkeer", s.Play().Phase, "a school that stops later still exists")
}

func TestAWrongPlanForTheReturnIsRefused(t *testing.T) {
	t.Parallel()
	s := there(t)
	s.Refused(failure.BadInput, &plaatsingv1.PlanReturn{Actor: plaatsingtest.Sbo}, "school_id", "plan_id", "steps")
	s.RefusedWith(failure.BadInput, "Zet de stappen op volgorde", plaatsingtest.Plan(tlvtest.Bao, "2026-09-14", "2026-09-07"), "steps[1].from_on")
	s.RefusedWith(failure.BadInput, "Zet de stappen op volgorde", plaatsingtest.Plan(tlvtest.Bao, "2026-09-14", "2026-09-14"), "steps[1].from_on")
	s.RefusedWith(failure.BadInput, "al voorbij", plaatsingtest.Plan(tlvtest.Bao, "2026-08-31", "2026-09-14"), "steps[0].from_on")
	s.RefusedWith(failure.BadInput, "te ver weg", plaatsingtest.Plan(tlvtest.Bao, "2026-09-14", "2062-09-14"), "steps[1].from_on")
	s.Refused(failure.BadInput, plaatsingtest.Plan(tlvtest.Bao, "", "2026-09-14"), "steps[0].from_on")
	s.RefusedWith(failure.BadInput, "De laatste stap is de hele week", halfDays(2, 8), "steps[1].half_days")
	s.Refused(failure.BadInput, halfDays(0, 10), "steps[0].half_days")
	s.Refused(failure.BadInput, halfDays(2, 11), "steps[1].half_days")
	s.RefusedWith(failure.NotYours, "waar de leerling nu is", byOrigin(plaatsingtest.Plan(tlvtest.Bao, "2026-09-07", "2026-09-14")))
	s.Play()
}

func halfDays(first, last int32) *plaatsingv1.PlanReturn {
	plan := plaatsingtest.Plan(tlvtest.Bao, "2026-09-07", "2026-09-14")
	plan.Steps[0].HalfDays, plan.Steps[1].HalfDays = first, last
	return plan
}

func byOrigin(plan *plaatsingv1.PlanReturn) *plaatsingv1.PlanReturn {
	plan.Actor = plaatsingtest.Origin
	return plan
}

func TestAWrongAnswerOrReturnIsRefused(t *testing.T) {
	t.Parallel()
	s := planned(t)
	s.Refused(failure.BadInput, &plaatsingv1.AnswerReturn{Actor: plaatsingtest.Regular}, "text_id")
	s.RefusedWith(failure.NotYours, "uit het plan", plaatsingtest.Agree(plaatsingtest.Sbo))
	s.RefusedWith(failure.NotYours, "uit het plan", plaatsingtest.Agree(plaatsingtest.Origin))
	s.RefusedWith(failure.NotNow, "nog niet gezegd", plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-01"))
	s.Do(plaatsingtest.Agree(plaatsingtest.Regular))
	s.RefusedWith(failure.NotNow, "al afgesproken", plaatsingtest.Agree(plaatsingtest.Regular))
	s.RefusedWith(failure.BadInput, "is nog niet geweest", plaatsingtest.Returned(plaatsingtest.Regular, "2026-09-02"), "returned_on")
	s.RefusedWith(failure.BadInput, "voor de eerste stap", plaatsingtest.Returned(plaatsingtest.Regular, "2026-08-31"), "returned_on")
	s.Refused(failure.NotYours, plaatsingtest.Returned(plaatsingtest.Sbo, "2026-09-01"))
	s.Play()

	noPlan := there(t)
	noPlan.RefusedWith(failure.NotNow, "nog geen plan", plaatsingtest.Returned(plaatsingtest.Sbo, "2026-09-01"))
	noPlan.RefusedWith(failure.NotNow, "nog geen plan", plaatsingtest.Agree(plaatsingtest.Origin))
	noPlan.Play()
}

func TestAWrongTalkOrEndOfAReturnIsRefused(t *testing.T) {
	t.Parallel()
	before := agreed(t)
	before.RefusedWith(failure.NotNow, "nog niet terug", plaatsingtest.Talked(plaatsingtest.Regular, "2026-09-01", well))
	before.RefusedWith(failure.BadInput, "voor de dag van het plan", plaatsingtest.Stop(plaatsingtest.Sbo, "2026-08-31"), "stopped_on")
	before.RefusedWith(failure.NotYours, "kunnen de terugkeer stoppen", plaatsingtest.Stop(plaatsingtest.Origin, "2026-09-01"))
	before.Play()

	s := back(t).On("2026-10-13")
	s.Refused(failure.BadInput, &plaatsingv1.FollowUpReturn{Actor: plaatsingtest.Regular}, "held_on", "going", "report_id")
	s.RefusedWith(failure.BadInput, "is nog niet geweest", plaatsingtest.Talked(plaatsingtest.Regular, "2026-10-14", well), "held_on")
	s.RefusedWith(failure.BadInput, "voor de dag van de terugkeer", plaatsingtest.Talked(plaatsingtest.Regular, "2026-08-31", well), "held_on")
	s.Refused(failure.NotYours, plaatsingtest.Talked(plaatsingtest.Sbo, "2026-10-13", well))
	s.Do(plaatsingtest.Talked(plaatsingtest.Regular, "2026-10-13", well))
	s.RefusedWith(failure.BadInput, "voor de vorige opvolging", plaatsingtest.Talked(plaatsingtest.Regular, "2026-10-12", well), "held_on")
	s.RefusedWith(failure.BadInput, "is nog niet geweest", plaatsingtest.Stop(plaatsingtest.Regular, "2026-10-14"), "stopped_on")
	s.Refused(failure.BadInput, without(plaatsingtest.Stop(plaatsingtest.Regular, "2026-10-13"), "text_id"), "text_id")
	s.RefusedWith(failure.NotNow, "al terug op een gewone school", plaatsingtest.EvaluatedBy(plaatsingtest.Origin, "2026-10-13"))
	s.RefusedWith(failure.NotNow, "al terug op een gewone school", byOrigin(plaatsingtest.Plan(tlvtest.Bao, "2026-11-02", "2026-11-09")))
	s.RefusedWith(failure.NotYours, "niet betrokken", plaatsingtest.Stop(plaatsingtest.Sbo, "2026-10-13"))
	s.Play()
}

// TestAPlacementInAnInstitutionThatCannotBeLeavesNoCase: whatever is wrong with it.
func TestAPlacementInAnInstitutionThatCannotBeLeavesNoCase(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*plaatsingv1.FollowInstitution)
		kind   string
		fields []string
	}{
		"nothing filled in": {emptied, failure.BadInput,
			[]string{"school_id", "dossier_id", "institution", "agreements_text_id", "placed_on"}},
		"another school":     {func(a *plaatsingv1.FollowInstitution) { a.SchoolId = tlvtest.OtherBao }, failure.NotYours, nil},
		"a parent":           {func(a *plaatsingv1.FollowInstitution) { a.Actor = plaatsingtest.Parent }, failure.NotYours, nil},
		"an unknown school":  {func(a *plaatsingv1.FollowInstitution) { a.Actor, a.SchoolId = plaatsingtest.Office, "bao-nergens" }, failure.BadInput, []string{"school_id"}},
		"in the future":      {func(a *plaatsingv1.FollowInstitution) { a.PlacedOn = "2026-09-02" }, failure.BadInput, []string{"placed_on"}},
		"long ago":           {func(a *plaatsingv1.FollowInstitution) { a.PlacedOn = "2025-01-01" }, failure.BadInput, []string{"placed_on"}},
		"an end in the past": {func(a *plaatsingv1.FollowInstitution) { a.ExpectedUntil = "2026-08-31" }, failure.BadInput, []string{"expected_until"}},
		"no such paper":      {func(a *plaatsingv1.FollowInstitution) { a.AgreementsTextId = tlvtest.UnknownPiece }, failure.BadInput, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), emptyInput())
			act := plaatsingtest.Institution("2026-09-01", "2026-12-18")
			c.change(act)
			s.Act("the-key", act, func(_ *caseworkv1.Accepted, err error) {
				kind, problems, _ := failure.Read(err)
				assert.Equal(t, c.kind, kind, "%v", problems)
				var fields []string
				for _, problem := range problems {
					if problem.Field != "" {
						fields = append(fields, problem.Field)
					}
				}
				assert.Equal(t, c.fields, fields)
			})
			s.Run(emptyInput())
			assert.Error(t, s.Env.GetWorkflowError(), "no case came of it")
			assert.Nil(t, s.View())
			assert.Empty(t, s.Services.Admitted(), "and the dossier is not bound")
		})
	}
}

func TestTheOfficeMayRecordAPlacementInAnInstitutionForASchool(t *testing.T) {
	t.Parallel()
	act := plaatsingtest.Institution("2026-09-01", "")
	act.Actor = plaatsingtest.Office
	s := beginWith(t, "2026-09-01", plaatsingtest.NewServices(), emptyInput()).Do(act)
	view := s.Play()
	assert.Equal(t, "geplaatst", view.Phase)
	assert.Equal(t, "school:bao-zeist", s.Services.Admitted()[0].Applicant, "a dossier is a school's, whoever writes it down")
}

// without clears a field of an act.
func without[M proto.Message](act M, field string) M {
	message := act.ProtoReflect()
	for i := range message.Descriptor().Fields().Len() {
		if f := message.Descriptor().Fields().Get(i); string(f.Name()) == field {
			message.Clear(f)
		}
	}
	return act
}

// emptied leaves only who acts.
func emptied(act *plaatsingv1.FollowInstitution) {
	actor := act.Actor
	proto.Reset(act)
	act.Actor = actor
}
