package e2e

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
)

// stay is the course of this test at the Buitenkans, of a pupil of its own.
func stay(t *testing.T, name string) *journey.Course {
	t.Helper()
	key := story(t).Key
	key = key[max(0, len(key)-30):] + "-" + name
	return traject.Buitenkans(key, pupilOf(key))
}

func tellCourse(t *testing.T, c *journey.Course, moves ...journey.Move) {
	t.Helper()
	if err := c.Tell(t.Context(), moves...); err != nil {
		t.Fatal(err)
	}
}

// seenBy is a course as an account sees it.
func seenBy(t *testing.T, c *journey.Course, account string) journey.Case {
	t.Helper()
	return get(c.As(account).Case(t.Context(), c.CaseID))(t)
}

// Who has a part in a Buitenkans case. The Buitenkans itself sees no more than that there is a request until the parents consent.
var (
	provision  = []string{"buitenkans"}
	knowsStay  = groupsOf(zout, sot, applicant, parent)
	inTheStay  = groupsOf(knowsStay, provision)
	thirteenWk = 13*7 - 1
)

func TestAStayAtTheBuitenkansRunsFromTheRequestToTheAfterCare(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	tellCourse(t, c, journey.Requested)
	asked := seenBy(t, c, "kantoor")
	if asked.Procedure != "buitenkans" || asked.Phase != "aanvraag" || len(asked.OpenTasks("sot-steun")) != 1 || len(asked.OpenTasks("toestemming")) != 1 {
		t.Errorf("want SOT and parents asked at once, got %s %+v", asked.Phase, asked.Tasks)
	}
	tellCourse(t, c, journey.Supported, journey.Consented, journey.Admitted, journey.Offered)
	offered := seenBy(t, c, "buitenkans").Buitenkans
	if offered.Place == nil || offered.Place.GroupName == "" || offered.Place.FromOn < c.Day(0) || offered.MaximumOn != "" {
		t.Errorf("want a place from today on and no maximum yet, got %+v", offered)
	}
	tellCourse(t, c, journey.Planned)
	wantThirteenWeeks(t, c)
	tellCourse(t, c, journey.Arrived, journey.Away, journey.BackIn, journey.Midway, journey.SupportAdvised("return"), journey.PlanBack)
	wantAdviceSent(t, c)
	tellCourse(t, c, journey.Finished)
	if back := seenBy(t, c, "ib-regenboog"); back.Phase != "nazorg" || back.Buitenkans.EndedOn != c.Day(0) {
		t.Errorf("want after-care, got %s %+v", back.Phase, back.Buitenkans)
	}
	tellCourse(t, c, journey.Aftercare, journey.AskedAgain, journey.Aftercare)
	wantStayOver(t, c)
}

// wantThirteenWeeks: from the first day on the last possible day is known to everybody, with how it was counted.
func wantThirteenWeeks(t *testing.T, c *journey.Course) {
	t.Helper()
	for _, account := range inTheStay {
		seen := seenBy(t, c, account)
		if seen.Buitenkans.MaximumOn != c.Day(thirteenWk) || seen.Buitenkans.Place.UntilOn > seen.Buitenkans.MaximumOn {
			t.Errorf("%s: thirteen weeks from today end on %s, got %+v", account, c.Day(thirteenWk), seen.Buitenkans)
		}
		term, there := seen.Term("einde-plaatsing")
		if !there || term.PlannedOn != c.Day(thirteenWk) || len(term.Steps) == 0 || !strings.Contains(term.Basis, "2.2") {
			t.Errorf("%s: the term of the stay is %+v", account, term)
		}
	}
}

// wantAdviceSent: school, parents and SOT read the advice, and the parents and the school have a letter about it.
func wantAdviceSent(t *testing.T, c *journey.Course) {
	t.Helper()
	advice := seenBy(t, c, "ib-regenboog").Buitenkans.AdviceID
	for _, account := range inTheStay {
		text, err := c.As(account).Text(t.Context(), c.DossierID, advice)
		if err != nil || !strings.Contains(text, "korte opdrachten") {
			t.Errorf("%s does not read the advice: %q %v", account, text, err)
		}
	}
	for reader, role := range map[string]string{"ouder": "parent:", "ib-regenboog": "school:"} {
		letters := courseLetters(t, c, role)
		if len(letters) != 3 {
			t.Errorf("%s has %d letters, want one of the start, one of the advice and one of the return", reader, len(letters))
			continue
		}
		var text string
		for _, letter := range letters {
			text += flat(textOf(t, get(c.As(reader).Download(t.Context(), c.DossierID, letter.ID))(t))) + "\n"
		}
		for _, wanted := range []string{c.Pupil.LastName, "korte opdrachten", "twee keer mee"} {
			if !strings.Contains(text, wanted) {
				t.Errorf("the letters to %s do not have %q:\n%s", reader, wanted, text)
			}
		}
	}
}

// courseLetters are the letters of a course to a party of this role, the oldest first.
func courseLetters(t *testing.T, c *journey.Course, role string) []journey.Piece {
	t.Helper()
	papers := get(c.As("kantoor").PapersOf(t.Context(), c.DossierID, c.CaseID))(t).Pieces
	return slices.DeleteFunc(papers, func(p journey.Piece) bool { return p.Kind != "brief" || !strings.HasPrefix(p.Addressee, role) })
}

func wantStayOver(t *testing.T, c *journey.Course) {
	t.Helper()
	over := seenBy(t, c, "ib-regenboog")
	if !over.Closed || over.Buitenkans.Outcome != "returned" || len(over.Buitenkans.Aftercare) != 2 || len(over.Planned) != 0 {
		t.Errorf("want a stay that is over, got %s %+v", over.Phase, over.Buitenkans)
	}
	wantNoOpenTask(t, over)
	wantGapFree(t, c.CaseID)
	wantNotices(t, c.CaseID, c.Pupil)
	if places := get(c.As("buitenkans").Places(t.Context()))(t); slices.ContainsFunc(places.Waiting, func(w journey.Waiter) bool { return w.CaseID == c.CaseID }) {
		t.Errorf("who was there is still on the list: %+v", places.Waiting)
	}
}

// Without the consent of the parents the Buitenkans is a third party (WPO 18a.13).
func TestTheBuitenkansReadsNothingBeforeTheParentsConsent(t *testing.T) {
	c := stay(t, "b")
	tellCourse(t, c, journey.Requested, journey.Supported)
	before := seenBy(t, c, "buitenkans")
	if len(before.Timeline) != 0 || before.Buitenkans.Groep != 0 || before.Buitenkans.SchoolID != "" || before.Phase != "aanvraag" {
		t.Errorf("before the consent the Buitenkans sees %+v %+v", before.Timeline, before.Buitenkans)
	}
	if dossier, err := c.As("buitenkans").Dossier(t.Context(), c.DossierID); err == nil && (dossier.Person != nil || len(dossier.Pieces) > 0) {
		t.Errorf("before the consent the Buitenkans reads %+v", dossier)
	}
	for _, piece := range get(c.As("ib-regenboog").Dossier(t.Context(), c.DossierID))(t).Pieces {
		for _, url := range []string{"/documents/" + piece.ID + "/content", "/texts/" + piece.ID} {
			wantStatus(t, c.As("buitenkans").Get(t.Context(), traject.Documents+"/v1/dossiers/"+c.DossierID+url, nil), http.StatusNotFound)
		}
	}
	tellCourse(t, c, journey.Consented)
	if after := get(c.As("buitenkans").Dossier(t.Context(), c.DossierID))(t); after.Person == nil || after.Person.LastName != c.Pupil.LastName || len(after.Pieces) == 0 {
		t.Errorf("after the consent the Buitenkans reads %+v", after)
	}
}

func TestARequestEndsWithoutConsentSupportOrAdmission(t *testing.T) {
	for name, way := range map[string]struct {
		moves   []journey.Move
		account string
		path    string
		kind    string
		body    map[string]any
		outcome string
	}{
		"consent": {nil, "ouder", "consent", "", map[string]any{"agreed": false}, "no-consent"},
		"support": {nil, "sot-utrechtse-heuvelrug", "support", "sot-standpunt", map[string]any{"supported": false}, "not-supported"},
		"admitted": {[]journey.Move{journey.Supported, journey.Consented}, "buitenkans", "admission", "motivering-toelating",
			map[string]any{"admitted": false}, "not-admitted"},
	} {
		t.Run(name, func(t *testing.T) {
			c := stay(t, "b")
			tellCourse(t, c, append([]journey.Move{journey.Requested}, way.moves...)...)
			body := decision(way.body).with(nil)
			if way.kind != "" {
				field := map[string]string{"support": "textId", "admission": "reasonsTextId"}[way.path]
				body[field] = get(c.Words(t.Context(), way.account, way.kind, "Daarom niet."))(t)
			}
			if err := c.Act(t.Context(), way.account, way.path, body); err != nil {
				t.Fatal(err)
			}
			ended := seenBy(t, c, "ib-regenboog")
			if !ended.Closed || ended.Buitenkans.Outcome != way.outcome {
				t.Errorf("want %s, got %s %+v", way.outcome, ended.Phase, ended.Buitenkans)
			}
			wantNoOpenTask(t, ended)
		})
	}
}

func TestAPupilWhoDoesNotComeKeepsThePlaceUntilTheSchoolSaysMore(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	tellCourse(t, c, append(slices.Clone(journey.ToAdmission), journey.Admitted, journey.Offered, journey.Planned, journey.NoShow)...)
	absent := seenBy(t, c, "ib-regenboog")
	if absent.Phase != "gepland" || absent.Buitenkans.NoShows != 1 || len(absent.OpenTasks("niet-gekomen")) != 1 {
		t.Errorf("want a task for the school of origin, got %s %+v %+v", absent.Phase, absent.Buitenkans, absent.Tasks)
	}
	tellCourse(t, c, journey.NeverCame)
	if never := seenBy(t, c, "ib-regenboog"); !never.Closed || never.Buitenkans.Outcome != "no-show" {
		t.Errorf("want a case that ended, got %s %+v", never.Phase, never.Buitenkans)
	}
	wantNowhereInTheBook(t, c)
}

func wantNowhereInTheBook(t *testing.T, c *journey.Course) {
	t.Helper()
	eventually(t, "the place is given up", func(ctx context.Context) error {
		book, err := c.As("buitenkans").Places(ctx)
		if err != nil {
			return err
		}
		for _, group := range book.Groups {
			for _, there := range group.Stays {
				if there.CaseID == c.CaseID && there.UntilOn >= c.Day(0) {
					return fmt.Errorf("%w: %+v", errNotYet, there)
				}
			}
		}
		return nil
	})
}

func TestAStayThatEndsEarlyGoesOnInAfterCare(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	tellCourse(t, c, append(slices.Clone(journey.ToStart), journey.EndedEarly)...)
	early := seenBy(t, c, "ouder")
	if early.Phase != "nazorg" || early.Buitenkans.EndReason != "parents" || early.Closed {
		t.Errorf("want after-care of the school of origin, got %s %+v", early.Phase, early.Buitenkans)
	}
	tellCourse(t, c, journey.Aftercare)
	if talked := seenBy(t, c, "ouder"); talked.Closed || len(talked.Buitenkans.Aftercare) != 1 || len(talked.OpenTasks("nazorg-1")) != 0 {
		t.Errorf("want a case that awaits the second talk, got %s %+v", talked.Phase, talked.Buitenkans)
	}
}

// Nothing that is known is typed twice: the school starts the application from the stay, and the case tells of it.
func TestATLVIsStartedFromTheStay(t *testing.T) {
	demonstration(t)
	c := stay(t, "b")
	tellCourse(t, c, append(slices.Clone(journey.ToStart), journey.Midway, journey.SupportAdvised("tlv"))...)
	further := c.Application(c.Key[max(0, len(c.Key)-30):]+"-tlv", "ib-regenboog", "regenboog-uh-amerongen")
	tell(t, further, journey.DraftFurther(func(form *journey.Application) {
		if form.Pupil.LastName != c.Pupil.LastName || form.Intake != "referral" || len(form.Parents) != 1 || form.Parents[0].Email != "ouder@example.test" {
			t.Errorf("the form does not have what is known: %+v", form)
		}
		if !slices.Contains(form.GatesMet, "groeidocument") || !slices.Contains(form.GatesMet, "sot-involved") {
			t.Errorf("the form does not know of the groeidocument and the SOT: %v", form.GatesMet)
		}
		journey.Explained(form)
		form.Pupil.Group, form.ReceivingSchoolID, form.Destination, form.Extent = "4", "stuifheugel-zeist", "sbo", "full"
		form.GatesMet = []string{"groeidocument", "sot-involved", "own-network-explored", "basisondersteuning-shown"}
	}), journey.HandIn)
	eventually(t, "the stay knows of the application", func(ctx context.Context) error {
		now, err := c.As("ib-regenboog").Case(ctx, c.CaseID)
		if err == nil && now.Buitenkans.TLVCaseID != further.CaseID {
			return fmt.Errorf("%w: %q", errNotYet, now.Buitenkans.TLVCaseID)
		}
		return err
	})
	if further.CaseID == c.CaseID || further.DossierID() != c.DossierID {
		t.Errorf("the application is case %s of dossier %s, the stay %s of %s", further.CaseID, further.DossierID(), c.CaseID, c.DossierID)
	}
	// The experts read the advice of the Buitenkans with the application.
	tell(t, further, journey.Competent, journey.SotConfirmed, journey.Complete, journey.ParentsAgree, journey.Experts)
	pieces := get(further.As("gz-psycholoog").PapersOf(t.Context(), c.DossierID, further.CaseID))(t).Pieces
	if !slices.ContainsFunc(pieces, func(p journey.Piece) bool { return p.Kind == "buitenkans-advies" }) {
		t.Errorf("the expert does not get the advice of the Buitenkans: %+v", pieces)
	}
	tellCourse(t, c, journey.Finished)
	wantOneTimeline(t, c, further.CaseID, c.CaseID)
}
