package e2e

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

// grantedToday is a case with a TLV that holds from today, so that the pupil can come today.
var grantedToday = slices.Concat(advised, []journey.Step{journey.GrantedFor(0, 0), journey.Announced})

// followed is the placement that comes of the TLV of this test, after the moves. It begins by itself.
func followed(t *testing.T, moves ...journey.Move) (*journey.Story, *journey.Course) {
	t.Helper()
	demonstration(t)
	s := told(t, grantedToday...)
	c := s.Placement(s.Key[max(0, len(s.Key)-30):] + "-plek")
	tellCourse(t, c, journey.Awaited)
	tellCourse(t, c, moves...)
	return s, c
}

// Who has a part in a placement while the pupil is there.
var knowsPlacement = groupsOf(zout, sot, parent, receiving, applicant)

func TestAPlacementFollowsFromATLVByItself(t *testing.T) {
	s, c := followed(t)
	awaited := seenBy(t, c, "ib-stuifheugel")
	if tasks := awaited.OpenTasks("plaatsing-bevestigen"); len(tasks) != 1 && len(awaited.Planned) == 0 || !awaited.MayDo("ConfirmPlacement") {
		t.Errorf("want the receiving school asked whether the pupil came, got %+v %+v", awaited.Tasks, awaited.Planned)
	}
	tellCourse(t, c, journey.Confirmed, journey.Evaluated, journey.EvaluatedByOrigin)
	there := seenBy(t, c, "ib-stuifheugel")
	if there.Phase != "geplaatst" || len(there.Plaatsing.Evaluations) != 2 || len(there.Plaatsing.Placements) != 1 {
		t.Fatalf("want a pupil who is there, got %s %+v", there.Phase, there.Plaatsing)
	}
	tlv := there.Plaatsing.Placements[0].TLVs
	if len(tlv) != 1 || tlv[0].CaseID != s.CaseID || tlv[0].ValidUntil != s.EndOfSchoolYear() || tlv[0].ValidFrom != s.Day(0) {
		t.Errorf("the TLV of the placement is %+v", tlv)
	}
	if first, there := there.Term("eerste-evaluatie"); !there || first.MetOn == "" {
		t.Errorf("the first evaluation of both schools is not met: %+v", first)
	}
	if !slices.ContainsFunc(there.Planned, func(p journey.Later) bool { return p.Kind == "evaluatie" }) && len(there.OpenTasks("evaluatie")) == 0 {
		t.Errorf("the next evaluation is not planned: %+v", there.Planned)
	}
	wantOriginFollows(t, c)
	wantGapFree(t, c.CaseID)
	settled(t, c.CaseID)
	wantNamelessMail(t, s.Form.Pupil)
}

// wantOriginFollows: the referring school sees that the pupil is there and how it goes, and nothing of the dossier of the placement.
func wantOriginFollows(t *testing.T, c *journey.Course) {
	t.Helper()
	for _, account := range knowsPlacement {
		seen := seenBy(t, c, account)
		if len(seen.Plaatsing.Evaluations) != 2 || seen.Plaatsing.Evaluations[0].Going != "well" || seen.Plaatsing.Evaluations[1].Going != "attention" {
			t.Errorf("%s does not see how it goes: %+v", account, seen.Plaatsing.Evaluations)
		}
	}
	for _, account := range everyone() {
		if slices.Contains(knowsPlacement, account) {
			continue
		}
		_, err := c.As(account).Case(t.Context(), c.CaseID)
		wantStatus(t, err, http.StatusNotFound)
	}
	report := seenBy(t, c, "ib-stuifheugel").Plaatsing.Evaluations[0].ReportID
	for _, account := range groupsOf(receiving, parent, zout, sot) {
		if _, err := c.As(account).Text(t.Context(), c.DossierID, report); err != nil {
			t.Errorf("%s does not read the evaluation: %v", account, err)
		}
	}
}

// Nothing is typed again: the school where the pupil is applies from the placement, two experts judge anew, and the same case goes on.
func TestAnExtensionStartsFromThePlacementAndTheSameCaseGoesOn(t *testing.T) {
	s, c := followed(t, journey.Confirmed, journey.Continues("extension"))
	further := c.Application(c.Key[max(0, len(c.Key)-30):]+"-2", "ib-stuifheugel", "stuifheugel-zeist")
	tell(t, further, journey.DraftFurther(func(form *journey.Application) {
		if form.Pupil.LastName != s.Form.Pupil.LastName || form.ReceivingSchoolID != "stuifheugel-zeist" || form.Destination != "sbo" ||
			form.Extent != "full" || form.Intake != "direct" || len(form.Parents) != 1 || form.Parents[0].Street != "Dorpsstraat 1" {
			t.Errorf("the form does not have what is known: %+v", form)
		}
		if strings.Join(values(form.Explanation), "") != "" {
			t.Errorf("the form has words of the earlier school: %+v", form.Explanation)
		}
		journey.Explained(form)
		form.Pupil.Group = "5"
	}), journey.HandIn)
	eventually(t, "the placement knows of the application", func(ctx context.Context) error {
		now, err := c.As("ib-stuifheugel").Case(ctx, c.CaseID)
		if err == nil && !slices.Contains(now.Plaatsing.ApplicationCaseIDs, further.CaseID) {
			return fmt.Errorf("%w: %+v", errNotYet, now.Plaatsing.ApplicationCaseIDs)
		}
		return err
	})
	tell(t, further, journey.Competent, journey.Complete, journey.ParentsAgree, journey.Experts, journey.FirstAdvice, journey.SecondAdvice,
		journey.GrantedFor(0, 2), journey.Announced)
	eventually(t, "the placement goes on by the new TLV", func(ctx context.Context) error {
		now, err := c.As("ib-stuifheugel").Case(ctx, c.CaseID)
		if err != nil {
			return err
		}
		at := now.Plaatsing.Placements[len(now.Plaatsing.Placements)-1]
		if len(at.TLVs) != 2 || at.TLVs[1].CaseID != further.CaseID || len(now.Plaatsing.ApplicationCaseIDs) != 0 {
			return fmt.Errorf("%w: %+v", errNotYet, now.Plaatsing)
		}
		return nil
	})
	same := seenBy(t, c, "ib-stuifheugel")
	if same.Phase != "geplaatst" || len(same.Plaatsing.Placements) != 1 || len(same.OpenTasks("plaatsing-bevestigen")) != 0 {
		t.Errorf("want the same placement with a longer TLV, got %s %+v", same.Phase, same.Plaatsing)
	}
	_, err := traject.As("kantoor").Case(t.Context(), further.Placement("none").CaseID)
	wantStatus(t, err, http.StatusNotFound)
	wantOneTimeline(t, c, s.CaseID, c.CaseID, further.CaseID)
}

func wantOneTimeline(t *testing.T, c *journey.Course, cases ...string) {
	t.Helper()
	eventually(t, "the lines of all cases stand in one timeline", func(ctx context.Context) error {
		lines, err := c.As("kantoor").TimelineOf(ctx, c.DossierID)
		if err != nil {
			return err
		}
		seen, last := map[string]bool{}, time.Now().Add(time.Hour)
		for _, line := range lines {
			if line.At.After(last) {
				return fmt.Errorf("%s comes after %s", line.At, last)
			}
			seen[line.CaseID], last = true, line.At
		}
		for _, id := range cases {
			if !seen[id] {
				return fmt.Errorf("%w: no line of %s", errNotYet, id)
			}
		}
		return nil
	})
}

func values(words map[string]string) []string {
	var all []string
	for _, text := range words {
		all = append(all, text)
	}
	return all
}

// A school for another type takes over only when it says that the pupil is there.
func TestAnotherTypeOfSchoolTakesOverWhenThePupilIsThere(t *testing.T) {
	_, c := followed(t, journey.Confirmed, journey.Continues("other-type"))
	further := c.Application(c.Key[max(0, len(c.Key)-30):]+"-2", "ib-stuifheugel", "stuifheugel-zeist")
	tell(t, further, journey.DraftFurther(func(form *journey.Application) {
		journey.Explained(form)
		form.Pupil.Group, form.Intake, form.ReceivingSchoolID, form.Destination, form.Category = "5", "referral", "meerklank-zeist", "so", "laag"
		form.GatesMet = []string{"groeidocument", "sot-involved", "own-network-explored", "basisondersteuning-shown"}
	}), journey.HandIn, journey.Competent)
	if _, err := further.As("sot-zeist").Act(t.Context(), further.CaseID, further.Key+"-sot", "sot-confirmation", map[string]any{"involved": true}); err != nil {
		t.Fatal(err)
	}
	tell(t, further, journey.Complete, journey.ParentsAgree, journey.Experts, journey.FirstAdvice, journey.SecondAdvice,
		journey.GrantedFor(0, 0), journey.Announced)
	eventually(t, "the other school is asked", func(ctx context.Context) error {
		now, err := c.As("ib-meerklank").Case(ctx, c.CaseID)
		if err == nil && !now.MayDo("ConfirmPlacement") {
			return fmt.Errorf("%w: %+v", errNotYet, now.Acts)
		}
		return err
	})
	if still := seenBy(t, c, "ib-stuifheugel"); still.Plaatsing.Next == nil || still.Plaatsing.Next.SchoolID != "meerklank-zeist" || !still.MayDo("Evaluate") {
		t.Errorf("until then the pupil is where the pupil was: %+v", still.Plaatsing)
	}
	// The pupil was at the first school today: at the next one it can be tomorrow at the earliest.
	_, err := c.As("ib-meerklank").Act(t.Context(), c.CaseID, c.Key+"-too-soon", "placement-confirmation", map[string]any{"placedOn": c.Day(0)})
	wantStatus(t, err, wrong)
	wantField(t, asProblem(err), "body.placedOn")
}

func TestAReturnThatFailsIsAStepAndASecondOneHolds(t *testing.T) {
	_, c := followed(t, journey.Confirmed, journey.Evaluated, journey.ReturnBuiltUp)
	planned := seenBy(t, c, "ib-regenboog")
	if planned.Phase != "terugkeer" || len(planned.Plaatsing.Returns) != 1 || len(planned.Plaatsing.Returns[0].Steps) != 3 ||
		len(planned.OpenTasks("terugplaatsing-antwoord")) != 1 || !planned.MayDo("AnswerReturn") {
		t.Fatalf("want the regular school asked, got %s %+v", planned.Phase, planned.Plaatsing.Returns)
	}
	tellCourse(t, c, journey.ReturnAgreed, journey.Returned, journey.FollowedUp, journey.ReturnStopped)
	failed := seenBy(t, c, "ib-stuifheugel")
	if failed.Phase != "geplaatst" || failed.Closed || failed.Plaatsing.Returns[0].StoppedOn == "" || failed.Plaatsing.Outcome != "" {
		t.Errorf("want a placement that goes on, got %s %+v", failed.Phase, failed.Plaatsing)
	}
	// The second time another school near home takes the pupil.
	c.Target, c.TargetID = "ib-op-dreef", "op-dreef-zeist"
	_, err := c.As("ib-op-dreef").Case(t.Context(), c.CaseID)
	wantStatus(t, err, http.StatusNotFound)
	tellCourse(t, c, journey.ReturnPlanned)
	if seen := seenBy(t, c, "ib-op-dreef"); !seen.MayDo("AnswerReturn") {
		t.Errorf("the other school cannot answer: %+v", seen.Acts)
	}
	if dossier := get(c.As("ib-op-dreef").Dossier(t.Context(), c.DossierID))(t); dossier.Person == nil {
		t.Error("the school that takes the pupil does not know whom")
	}
	tellCourse(t, c, journey.ReturnAgreed, journey.Returned, journey.FollowedUp, journey.FollowedUp, journey.FollowedUp)
	held := seenBy(t, c, "kantoor")
	if !held.Closed || held.Plaatsing.Outcome != "returned" || len(held.Plaatsing.Returns) != 2 || len(held.Plaatsing.Returns[1].FollowUps) != 3 {
		t.Errorf("want a return that holds, got %s %+v", held.Phase, held.Plaatsing)
	}
	wantNoOpenTask(t, held)
	wantGapFree(t, c.CaseID)
	if letters := courseLetters(t, c, "parent:"); len(letters) < 2 {
		t.Errorf("the parents have %d letters of two agreed returns", len(letters))
	}
}

func TestARegularSchoolMaySayThatAReturnCannotBeNow(t *testing.T) {
	_, c := followed(t, journey.Confirmed, journey.ReturnPlanned, journey.ReturnRefused)
	if seen := seenBy(t, c, "ib-stuifheugel"); seen.Phase != "geplaatst" || seen.Plaatsing.Returns[0].StoppedOn == "" {
		t.Errorf("want the placement to go on, got %s %+v", seen.Phase, seen.Plaatsing.Returns)
	}
}

func TestATLVThatIsNotUsedEndsTheCaseThatWaitsForThePupil(t *testing.T) {
	_, c := followed(t, journey.Unused)
	if seen := seenBy(t, c, "kantoor"); !seen.Closed || seen.Plaatsing.Outcome != "unused" {
		t.Errorf("want a case that is closed, got %s %+v", seen.Phase, seen.Plaatsing)
	}
}

func TestAPupilInAnInstitutionIsFollowedUntilTheReturn(t *testing.T) {
	demonstration(t)
	key := story(t).Key
	c := traject.Institution(key, pupilOf(key))
	tellCourse(t, c, journey.Followed)
	seen := seenBy(t, c, "ib-regenboog")
	if seen.Procedure != "plaatsing" || seen.Phase != "geplaatst" || seen.Plaatsing.Placements[0].Institution != "ggz" || len(seen.Plaatsing.Placements[0].TLVs) != 0 {
		t.Fatalf("want a pupil in an institution, without a TLV, got %s %+v", seen.Phase, seen.Plaatsing)
	}
	if text := get(c.As("ib-regenboog").Text(t.Context(), c.DossierID, seen.Plaatsing.AgreementsTextID))(t); !strings.Contains(text, "Kliniek") {
		t.Errorf("the agreements are not in the dossier: %q", text)
	}
	tellCourse(t, c, journey.EvaluatedAlone, journey.ReturnedByHome, journey.FollowedUp, journey.FollowedUp, journey.FollowedUp)
	if back := seenBy(t, c, "ib-regenboog"); !back.Closed || back.Plaatsing.Outcome != "returned" {
		t.Errorf("want a return that holds, got %s %+v", back.Phase, back.Plaatsing)
	}
}

// The SOT and the director see who is placed where, until when, and what is due; a school sees its own pupils.
func TestTheOverviewSaysWhoIsPlacedWhere(t *testing.T) {
	s, c := followed(t, journey.Confirmed)
	rowOf := func(account, query string) *journey.Placed {
		for _, row := range get(traject.As(account).Placements(t.Context(), query))(t).Placements {
			if row.CaseID == c.CaseID {
				return &row
			}
		}
		return nil
	}
	for _, account := range groupsOf(zout, sot, applicant, receiving) {
		row := rowOf(account, "")
		if row == nil || row.HostSchoolID != "stuifheugel-zeist" || row.OriginSchoolID != s.SchoolID || row.UntilOn != s.EndOfSchoolYear() {
			t.Errorf("%s sees %+v", account, row)
		}
	}
	if rowOf("directeur", "?school=stuifheugel-zeist") == nil || rowOf("directeur", "?school=meerklank-zeist") != nil {
		t.Error("the overview does not keep to the school that is asked for")
	}
	if rowOf("directeur", "?municipality=utrechtse-heuvelrug") == nil || rowOf("directeur", "?municipality=bunnik") != nil {
		t.Error("the overview does not keep to the municipality that is asked for")
	}
	if rowOf("ib-op-dreef", "") != nil || rowOf("sot-zeist", "") != nil {
		t.Error("who has no part in the placement sees it in the overview")
	}
	for _, account := range []string{"gz-psycholoog", "ouder", "gemeente-zeist", "beheerder", "buitenkans"} {
		_, err := traject.As(account).Placements(t.Context(), "")
		wantStatus(t, err, notYours)
	}
	totals := get(traject.As("directeur").Placements(t.Context(), "?by=municipality"))(t).Totals
	if at := slices.IndexFunc(totals, func(one journey.Total) bool { return one.ID == "utrechtse-heuvelrug" }); at < 0 || totals[at].Placed < 1 {
		t.Errorf("the totals by municipality are %+v", totals)
	}
}
