package buitenkans_test

import (
	"testing"

	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	back     = buitenkansv1.Direction_DIRECTION_RETURN
	toTLV    = buitenkansv1.Direction_DIRECTION_TLV
	other    = buitenkansv1.Direction_DIRECTION_OTHER_SCHOOL
	parents  = buitenkansv1.EndReason_END_REASON_PARENTS
	unclear  = buitenkansv1.EndReason_END_REASON_UNSPECIFIED
	moved    = caseworkv1.DepartureReason_DEPARTURE_REASON_MOVED
	vo       = caseworkv1.DepartureReason_DEPARTURE_REASON_VO
	deceased = caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED
)

// changed makes an act wrong in one way.
func changed[A proto.Message](act A, change func(A)) A {
	change(act)
	return act
}

func TestARequestThatCannotBeLeavesNoCase(t *testing.T) {
	t.Parallel()
	a := func(change func(*buitenkansv1.Application)) *buitenkansv1.RequestPlacement {
		return changed(buitenkanstest.Request(4), func(r *buitenkansv1.RequestPlacement) { change(r.Application) })
	}
	for name, c := range map[string]struct {
		act   *buitenkansv1.RequestPlacement
		field string
	}{
		"groep 2":               {buitenkanstest.Request(2), "groep"},
		"groep 9":               {buitenkanstest.Request(9), "groep"},
		"no question":           {a(func(a *buitenkansv1.Application) { a.QuestionTextId = "" }), "question_text_id"},
		"an unknown question":   {a(func(a *buitenkansv1.Application) { a.QuestionTextId = tlvtest.UnknownPiece }), ""},
		"no dossier":            {a(func(a *buitenkansv1.Application) { a.DossierId = "" }), "dossier_id"},
		"placed already":        {a(func(a *buitenkansv1.Application) { a.DossierId = buitenkanstest.Placed }), "dossier_id"},
		"without groeidocument": {a(func(a *buitenkansv1.Application) { a.DossierId = buitenkanstest.WithoutGroeidocument }), "dossier_id"},
		"of another school":     {a(func(a *buitenkansv1.Application) { a.SchoolId = tlvtest.OtherBao }), "school_id"},
		"a start that is past":  {buitenkanstest.RequestFrom(4, "2026-09-06"), "not_before"},
		"a start too far":       {buitenkanstest.RequestFrom(4, "2028-09-06"), "not_before"},
		"a start that is none":  {buitenkanstest.RequestFrom(4, "morgen"), "not_before"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := begin(t, firstDay)
			s.Act("key", c.act, func(_ *caseworkv1.Accepted, err error) {
				kind, problems, ok := failure.Read(err)
				if !ok || kind != failure.BadInput || problems[0].Field != c.field {
					t.Errorf("got %v", err)
				}
			})
			s.Run(emptyInput())
			if view := s.View(); view != nil {
				t.Errorf("there is a case: %v", view)
			}
		})
	}
}

func TestAnUnknownSchoolIsNamed(t *testing.T) {
	t.Parallel()
	s := begin(t, firstDay)
	act := buitenkanstest.Request(4)
	act.Actor = tlvtest.By(party.Of(party.School, "weg"))
	act.Application.SchoolId = "weg"
	s.Act("key", act, func(_ *caseworkv1.Accepted, err error) {
		if _, problems, ok := failure.Read(err); !ok || problems[0].Field != "school_id" {
			t.Errorf("got %v", err)
		}
	})
	s.Run(emptyInput())
}

// TestWhatCannotBeChangesNothing tries every act with something wrong in it, at a moment at which it can be done.
func TestWhatCannotBeChangesNothing(t *testing.T) {
	t.Parallel()
	away := func(t *testing.T) *story {
		return started(t).On("2026-10-01").Do(buitenkanstest.Interrupt("2026-09-28"))
	}
	october := func(t *testing.T) *story { return started(t).On("2026-10-01") }
	missed := func(t *testing.T) *story { return planned(t).Do(buitenkanstest.Missed()) }
	for name, c := range map[string]struct {
		moment func(*testing.T) *story
		act    proto.Message
		fields []string
	}{
		"SOT without a reason":                     {requested, &buitenkansv1.SupportRequest{Actor: buitenkanstest.SOT}, []string{"text_id"}},
		"paper without the paper":                  {requested, &buitenkansv1.ConsentToPlacement{Actor: buitenkanstest.Office, Agreed: true}, []string{"text_id"}},
		"refusal without reasons":                  {agreed, &buitenkansv1.AdmitPupil{Actor: buitenkanstest.Buitenkans}, []string{"reasons_text_id"}},
		"urgent without reasons":                   {agreed, &buitenkansv1.AdmitPupil{Actor: buitenkanstest.Buitenkans, Admitted: true, Urgency: 1}, []string{"reasons_text_id"}},
		"an unknown urgency":                       {agreed, &buitenkansv1.AdmitPupil{Actor: buitenkanstest.Buitenkans, Admitted: true, Urgency: 9, ReasonsTextId: "t"}, []string{"urgency"}},
		"urgent and refused":                       {agreed, &buitenkansv1.AdmitPupil{Actor: buitenkanstest.Buitenkans, Urgency: 1, ReasonsTextId: "t"}, []string{"urgency"}},
		"a start in the past":                      {admitted, buitenkanstest.PlanStart("2026-09-04"), []string{"start_on"}},
		"a start on a Saturday":                    {admitted, buitenkanstest.PlanStart("2026-09-12"), []string{"start_on"}},
		"a start in the holidays":                  {admitted, buitenkanstest.PlanStart("2026-10-20"), []string{"start_on"}},
		"a start too far":                          {admitted, buitenkanstest.PlanStart("2028-09-04"), []string{"start_on"}},
		"no start":                                 {admitted, buitenkanstest.PlanStart(""), []string{"start_on"}},
		"an end before the start":                  {admitted, buitenkanstest.PlanStay("2026-09-14", "2026-09-11"), []string{"until_on"}},
		"a start in the past and an end before it": {admitted, buitenkanstest.PlanStay("2026-08-03", "2026-08-02"), []string{"start_on", "until_on"}},
		"an end beyond the maximum":                {admitted, buitenkanstest.PlanStay("2026-09-14", "2026-12-14"), []string{"until_on"}},
		"an end that is none":                      {admitted, buitenkanstest.PlanStay("2026-09-14", "kerst"), []string{"until_on"}},
		"a group for others":                       {admitted, &buitenkansv1.PlanStart{Actor: buitenkanstest.Buitenkans, StartOn: firstDay, GroupId: "hoog"}, []string{"group_id"}},
		"a group that is not there":                {admitted, &buitenkansv1.PlanStart{Actor: buitenkanstest.Buitenkans, StartOn: firstDay, GroupId: "weg"}, []string{"group_id"}},
		"an agreement, but arrived":                {planned, &buitenkansv1.ConfirmStart{Actor: buitenkanstest.Buitenkans, Arrived: true, TextId: "text"}, []string{"text_id"}},
		"a no-show with a last day":                {missed, changed(buitenkanstest.NeverCame(), func(e *buitenkansv1.EndPlacement) { e.EndedOn = firstDay }), []string{"ended_on"}},
		"stopped before it began":                  {planned, buitenkanstest.EndEarly("", parents), []string{"reason"}},
		"away from the future":                     {october, buitenkanstest.Interrupt("2026-10-02"), []string{"from_on"}},
		"away before the start":                    {october, buitenkanstest.Interrupt("2026-09-04"), []string{"from_on"}},
		"away for no reason":                       {october, &buitenkansv1.InterruptPlacement{Actor: buitenkanstest.School, FromOn: "2026-10-01"}, []string{"reason"}},
		"away on no day":                           {october, buitenkanstest.Interrupt("ooit"), []string{"from_on"}},
		"back before away":                         {away, buitenkanstest.Resume("2026-09-25"), []string{"on"}},
		"back in the future":                       {away, buitenkanstest.Resume("2026-10-05"), []string{"on"}},
		"back on no day":                           {away, buitenkanstest.Resume(""), []string{"on"}},
		"a last day past the maximum":              {october, buitenkanstest.MoveEnd("2026-12-07"), []string{"until_on"}},
		"a last day that is over":                  {october, buitenkanstest.MoveEnd("2026-09-30"), []string{"until_on"}},
		"the last day that it was":                 {october, buitenkanstest.MoveEnd(lastDay), []string{"until_on"}},
		"no last day":                              {october, buitenkanstest.MoveEnd("x"), []string{"until_on"}},
		"a talk in the future":                     {october, buitenkanstest.Evaluate("2026-10-02"), []string{"held_on"}},
		"a talk before the start":                  {october, buitenkanstest.Evaluate("2026-09-04"), []string{"held_on"}},
		"a talk without a report":                  {october, &buitenkansv1.EvaluateMidway{Actor: buitenkanstest.Buitenkans, HeldOn: firstDay}, []string{"report_id"}},
		"advice without direction":                 {october, &buitenkansv1.AdviseSupport{Actor: buitenkanstest.Buitenkans, AdviceId: "file"}, []string{"direction"}},
		"advice without advice":                    {october, &buitenkansv1.AdviseSupport{Actor: buitenkanstest.Buitenkans, Direction: back}, []string{"advice_id"}},
		"back at school in the past":               {advised, buitenkanstest.PlanReturn("2026-09-04"), []string{"return_on"}},
		"back on a Sunday":                         {advised, buitenkanstest.PlanReturn("2026-11-01"), []string{"return_on"}},
		"back after the maximum":                   {advised, buitenkanstest.PlanReturn("2026-12-08"), []string{"return_on"}},
		"back without a plan":                      {advised, &buitenkansv1.PlanReturn{Actor: buitenkanstest.School, ReturnOn: "2026-12-07"}, []string{"plan_id"}},
		"ended before started":                     {advised, buitenkanstest.End("2026-09-04"), []string{"ended_on"}},
		"ended in the future":                      {advised, buitenkanstest.End("2026-09-08"), []string{"ended_on"}},
		"done without advice":                      {october, buitenkanstest.End("2026-10-01"), []string{"reason"}},
		"early without a reason":                   {october, buitenkanstest.EndEarly("2026-10-01", unclear), []string{"reason"}},
		"early without the words":                  {october, &buitenkansv1.EndPlacement{Actor: buitenkanstest.Buitenkans, EndedOn: "2026-10-01", Reason: parents}, []string{"text_id"}},
		"never came, but did":                      {october, changed(buitenkanstest.NeverCame(), func(e *buitenkansv1.EndPlacement) { e.EndedOn, e.TextId = "2026-10-01", "t" }), []string{"reason"}},
		"aftercare before the end":                 {ended, buitenkanstest.Aftercare("2026-09-04"), []string{"held_on"}},
		"aftercare without a word":                 {ended, &buitenkansv1.RecordAftercare{Actor: buitenkanstest.School, HeldOn: firstDay}, []string{"going", "report_id"}},
		"died tomorrow":                            {october, buitenkanstest.Departed(deceased, "2026-10-02"), []string{"on"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c.moment(t).Refused(failure.BadInput, c.act, c.fields...).Play()
		})
	}
}

func TestAfterTheLastDayNoLaterOneCanBeRecorded(t *testing.T) {
	t.Parallel()
	s := advised(t).On("2026-12-20")
	s.Refused(failure.BadInput, buitenkanstest.End("2026-12-07"), "ended_on")
	s.Refused(failure.BadInput, buitenkanstest.MoveEnd("2026-12-21"), "until_on")
	view := s.Do(buitenkanstest.End(lastDay)).Play()
	if view.Terms[0].MissedOn != "" || view.Terms[0].MetOn != lastDay {
		t.Errorf("recorded late is not stayed late: %v", view.Terms[0])
	}
}

// TestWhatIsDoneCannotBeDoneTwice, nor what comes after before what comes first.
func TestWhatIsDoneCannotBeDoneTwice(t *testing.T) {
	t.Parallel()
	not := func(moment func(*testing.T) *story, says string, act proto.Message) {
		t.Run(says, func(t *testing.T) {
			t.Parallel()
			moment(t).RefusedWith(failure.NotNow, says, act).Play()
		})
	}
	supported := func(t *testing.T) *story { return requested(t).Do(buitenkanstest.Support()) }
	oneAgreed := func(t *testing.T) *story {
		return requested(t).Do(buitenkanstest.Consent(buitenkanstest.Parent))
	}
	consented := func(t *testing.T) *story { return requested(t).Do(buitenkanstest.ConsentOnPaper()) }
	missed := func(t *testing.T) *story { return planned(t).Do(buitenkanstest.Missed()) }
	away := func(t *testing.T) *story { return started(t).Do(buitenkanstest.Interrupt(firstDay)) }
	evaluated := func(t *testing.T) *story { return started(t).Do(buitenkanstest.Evaluate(firstDay)) }
	early := func(t *testing.T) *story {
		return admitted(t).Do(buitenkanstest.PlanStart("2026-09-14"))
	}
	not(requested, "Deze aanvraag is al ingediend.", buitenkanstest.Request(4))
	not(supported, "Het SOT heeft al gezegd", buitenkanstest.Support())
	not(oneAgreed, "U heeft al toestemming gegeven.", buitenkanstest.Consent(buitenkanstest.Parent))
	not(consented, "De ouders hebben al toestemming gegeven.", buitenkanstest.ConsentOnPaper())
	not(agreed, "Het SOT en de ouders hebben al geantwoord.", buitenkanstest.NoConsent())
	not(requested, "De intake komt daarna.", buitenkanstest.Admit())
	not(admitted, "De leerling is al toegelaten.", buitenkanstest.Admit())
	not(listed, "Er is nog geen plek.", buitenkanstest.PlanStart(firstDay))
	not(agreed, "De leerling is nog niet toegelaten.", buitenkanstest.PlanStart(firstDay))
	not(admitted, "Er is nog geen start gepland.", buitenkanstest.Arrived())
	not(early, "De start is op maandag 14 september 2026.", buitenkanstest.Arrived())
	not(missed, "Er is nog geen start gepland. Plan die eerst.", buitenkanstest.Missed())
	not(planned, "Leg eerst vast dat de leerling op de eerste dag niet kwam.", buitenkanstest.NeverCame())
	not(planned, "De leerling is nog niet gestart.", buitenkanstest.Interrupt(firstDay))
	not(planned, "De plaatsing is nog niet voorbij.", buitenkanstest.Aftercare(firstDay))
	not(started, "De leerling is al gestart.", buitenkanstest.PlanStart("2026-09-14"))
	not(started, "De Buitenkans kan de plaatsing beëindigen.", buitenkanstest.Withdraw())
	not(away, "De leerling is al afwezig sinds 7 september 2026.", buitenkanstest.Interrupt(firstDay))
	not(started, "De leerling is niet afwezig.", buitenkanstest.Resume(firstDay))
	not(evaluated, "De tussenevaluatie van 7 september 2026 is al vastgelegd.", buitenkanstest.Evaluate(firstDay))
	not(started, "Er is nog geen advies.", buitenkanstest.PlanReturn("2026-12-07"))
	not(advised, "Het advies is al gegeven.", buitenkanstest.Advise(toTLV))
	not(ended, "De plaatsing is al voorbij.", buitenkanstest.End(firstDay))
}

// TestTheTermOfTheStayCannotBeStretched: whatever the office knows of terms, thirteen weeks are thirteen weeks.
func TestTheTermOfTheStayCannotBeStretched(t *testing.T) {
	t.Parallel()
	s := started(t).On("2026-10-01")
	office := buitenkanstest.Office
	const term = "einde-plaatsing"
	s.Refused(failure.NotNow, &caseworkv1.ExtendTerm{Actor: office, TermId: term, Weeks: 2, UntilOn: "2026-12-20", ReasonTextId: "text"})
	s.Refused(failure.NotNow, &caseworkv1.AgreeDelay{Actor: office, TermId: term, FromOn: "2026-10-05", UntilOn: "2026-10-20", ProofId: "file"})
	s.Refused(failure.NotNow, &caseworkv1.SuspendTerm{Actor: office, TermId: term, FromOn: "2026-10-01", Ground: "c", ProofId: "file"})
	s.Play()
}
