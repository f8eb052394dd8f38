package journey

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// Story is one TLV case that is being told. Every act has a key that follows from the key of the story, so that a story
// told twice is one case.
type Story struct {
	*Traject
	// Key tells stories apart: letters, digits and hyphens, at most 40.
	Key string
	// School is the account that applies, for the school with SchoolID.
	School, SchoolID string
	// Form of the school; its pupil and parents are made up.
	Form Application
	// CaseID is also the id of the dossier, unless the application was started from another case; empty until the first step.
	CaseID string
	// From is the case that the application was started from, and Dossier the one of that case; empty for a new pupil.
	From, Dossier string
	// Today in the Netherlands.
	Today time.Time
}

// Step of a story: one person does one thing.
type Step struct {
	Name string
	Do   func(context.Context, *Story) error
}

// Tell does the steps in order.
func (s *Story) Tell(ctx context.Context, steps ...Step) error {
	for _, step := range steps {
		if err := step.Do(ctx, s); err != nil {
			return fmt.Errorf("story %s, step %q: %w", s.Key, step.Name, err)
		}
	}
	return nil
}

// DossierID is where the papers are.
func (s *Story) DossierID() string { return cmp.Or(s.Dossier, s.CaseID) }

// write lets somebody add a text for the case to its dossier.
func (s *Story) write(ctx context.Context, who Person, what, kind, text string) (string, error) {
	return who.WriteFor(ctx, s.DossierID(), s.CaseID, s.key(what), kind, text)
}

// key of one thing in the story.
func (s *Story) key(what string) string { return s.Key + "-" + what }

// NewStory of a pupil whose parent is the development account "ouder".
func NewStory(t *Traject, key string, pupil Pupil) *Story {
	return &Story{Traject: t, Key: key, School: applicantAccount, SchoolID: applicant, Today: inAmsterdam(time.Now()), Form: Application{
		Pupil:             pupil,
		Parents:           parentsOf(pupil),
		Intake:            "referral",
		ReceivingSchoolID: "stuifheugel-zeist",
		Destination:       "sbo",
		Extent:            "full",
		GatesMet:          []string{"groeidocument", "sot-involved", "own-network-explored", "basisondersteuning-shown"},
		Explanation: map[string]string{
			"process": "De leerling krijgt sinds een jaar extra begeleiding in de klas.",
			"views":   "School en ouders zijn het eens dat een kleinere groep nodig is.",
			"network": "In het eigen netwerk is met drie scholen gezocht naar een plek.",
			"basis":   "De basisondersteuning is ingezet en geëvalueerd.",
		},
	}}
}

// parentsOf a pupil: one, who signs in as "ouder".
func parentsOf(pupil Pupil) []Parent {
	return []Parent{{Name: "Ouder van " + pupil.FirstName, Email: "ouder@example.test", Street: "Dorpsstraat 1", Postcode: "3958 AA", Place: "Amerongen"}}
}

// inAmsterdam is a moment as the clocks in the Netherlands show it.
func inAmsterdam(at time.Time) time.Time {
	amsterdam, err := time.LoadLocation("Europe/Amsterdam")
	if err != nil {
		return at
	}
	return at.In(amsterdam)
}

// Day is a date so many days from today (ISO 8601).
func (s *Story) Day(days int) string { return s.Today.AddDate(0, 0, days).Format(time.DateOnly) }

// EndOfSchoolYear is the 31st of July after the one that comes: a TLV is for whole school years.
func (s *Story) EndOfSchoolYear() string { return endOfSchoolYear(s.Today) }

func endOfSchoolYear(today time.Time) string {
	year := today.Year()
	if today.Month() > time.July {
		year++
	}
	return fmt.Sprintf("%d-07-31", year+1)
}

// SubmitBody is what the form becomes when it is handed in.
func (s *Story) SubmitBody() map[string]any {
	body := map[string]any{
		"dossierId": s.DossierID(), "applicantSchoolId": s.SchoolID, "receivingSchoolId": s.Form.ReceivingSchoolID, "intake": s.Form.Intake,
		"destination": s.Form.Destination, "extent": s.Form.Extent, "gatesMet": slices.Concat([]string{}, s.Form.GatesMet),
	}
	if s.Form.Category != "" {
		body["category"] = s.Form.Category
	}
	if s.From != "" {
		body["fromCaseId"], body["caseId"] = s.From, s.CaseID
	}
	return body
}
