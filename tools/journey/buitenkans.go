package journey

import (
	"context"
	"maps"
	"strconv"

	"traject.nl/workflows/terms"
)

// spoken is what people write about a stay or a placement, by kind, when it does not matter what they write.
var spoken = map[string]string{
	"observatievraag":              "Waardoor begint deze leerling niet aan het werk, en wat helpt wel?",
	"sot-standpunt":                "Wij zien nog mogelijkheden op de eigen school.",
	"toestemming-ouders":           "Wij vinden het goed.",
	"motivering-toelating":         "De leerling is al drie weken niet op school.",
	"afspraak-niet-gekomen":        "De school belt de ouders en spreekt een nieuwe dag af.",
	"tussenevaluatie":              "Na een rustige start werkt de leerling steeds langer zelf.",
	"buitenkans-advies":            "Een vaste plek, korte opdrachten en elke dag tien minuten vooruit kijken.",
	"terugkeerplan":                "De leerling begint met ochtenden. De leerkracht van de Buitenkans komt twee keer mee.",
	"reden-eerder-einde":           "De ouders willen dat de leerling nu al teruggaat.",
	"nazorgverslag":                "Het gaat goed in de klas.",
	"afspraken-instelling":         "Kliniek De Proef. De school belt elke maand met de behandelaar.",
	"reden-niet-geplaatst":         "De leerling blijft toch op de eigen school.",
	"evaluatieverslag":             "De leerling heeft vrienden gemaakt en leert weer.",
	"motivering-vervolg":           "De leerling heeft de kleine groep nog nodig. De ouders zijn het daarmee eens.",
	"terugplaatsingsplan":          "Eerst twee ochtenden, dan vier, dan de hele week. De begeleider gaat mee.",
	"antwoord-terugplaatsing":      "Onze groep 5 is nu te onrustig. Na de meivakantie kan het wel.",
	"opvolgverslag":                "De leerling doet weer met alles mee.",
	"reden-terugplaatsing-gestopt": "De stap naar vier ochtenden was te groot.",
}

// Buitenkans of a pupil whom ZOUT does not know yet.
func (t *Traject) Buitenkans(key string, pupil Pupil) *Course {
	c := newCourse(t, key)
	c.Pupil = pupil
	return c
}

// Buitenkans for the pupil of this story, started from its case.
func (s *Story) Buitenkans(key string) *Course {
	c := newCourse(s.Traject, key)
	c.Pupil, c.DossierID, c.From, c.Origin = s.Form.Pupil, s.DossierID(), s.CaseID, s.School
	return c
}

// Requested is the school asking for a place, with the question for the observation.
var Requested = RequestedWith(nil)

// RequestedWith is so with a field more, such as "notBefore".
func RequestedWith(more map[string]any) Move {
	return Move{"requested", func(ctx context.Context, c *Course) error {
		body, err := c.Request(ctx)
		if err != nil {
			return err
		}
		maps.Copy(body, more)
		return c.begin(ctx, c.Origin, "/v1/buitenkans", body)
	}}
}

// Request is the form of a request, with a dossier and the question in it.
func (c *Course) Request(ctx context.Context) (map[string]any, error) {
	if err := c.open(ctx); err != nil {
		return nil, err
	}
	question, err := c.Words(ctx, c.Origin, "observatievraag", c.words("observatievraag"))
	if err != nil {
		return nil, err
	}
	groep, err := strconv.Atoi(c.Pupil.Group)
	if err != nil {
		return nil, err
	}
	body := map[string]any{"schoolId": applicant, "dossierId": c.DossierID, "groep": groep, "questionTextId": question}
	if c.From != "" {
		body["fromCaseId"] = c.From
	}
	return body, nil
}

// reachedOnce waits until the stay is so far, or further when it was told before.
func reachedOnce(what string, so func(*Stay) bool) Move {
	return Move{"reached " + what, func(ctx context.Context, c *Course) error {
		return c.Until(ctx, what, func(now Case) bool { return now.Buitenkans != nil && so(now.Buitenkans) })
	}}
}

// provision is the account of the Buitenkans.
var provision = account("buitenkans")

// The moves until the pupil is there.
var (
	Supported = moved("supported", account("sot-utrechtse-heuvelrug"), "support", plain(map[string]any{"supported": true}))
	Consented = moved("consented", account("ouder"), "consent", plain(map[string]any{"agreed": true}))
	Admitted  = moved("admitted", provision, "admission", plain(map[string]any{"admitted": true}))
	// Urgent is an admission that goes before others.
	Urgent = explained("admitted with urgency", provision, "motivering-toelating", "admission", "reasonsTextId",
		plain(map[string]any{"admitted": true, "urgency": "at-home"}))
	// Offered and Listed are what the book of places makes of an admission.
	Offered = reachedOnce("a place", func(now *Stay) bool { return now.Place != nil || now.EndedOn != "" })
	Listed  = reachedOnce("a place on the list", func(now *Stay) bool { return now.Waiting != nil || now.Place != nil })
	// Planned is a start today, and PlannedAsOffered one on the day that the book offers.
	Planned          = moved("start planned", provision, "start-plan", on("startOn", nil))
	PlannedAsOffered = Move{"start planned as offered", func(ctx context.Context, c *Course) error {
		now, err := c.As("buitenkans").Case(ctx, c.CaseID)
		if err != nil {
			return err
		}
		return c.Act(ctx, "buitenkans", "start-plan", map[string]any{"startOn": now.Buitenkans.Place.FromOn})
	}}
	Arrived = moved("arrived", provision, "start", plain(map[string]any{"arrived": true}))
	NoShow  = explained("did not come", provision, "afspraak-niet-gekomen", "start", "textId", plain(map[string]any{"arrived": false}))
)

// The moves while the pupil is there, and after.
var (
	Away     = moved("away", provision, "interruption", on("fromOn", map[string]any{"reason": "illness"}))
	BackIn   = moved("back in", atOrigin, "resumption", on("on", nil))
	Midway   = explained("evaluated midway", provision, "tussenevaluatie", "midway-evaluation", "reportId", on("heldOn", nil))
	PlanBack = explained("return to school planned", atOrigin, "terugkeerplan", "return-plan", "planId", func(c *Course) map[string]any {
		return map[string]any{"returnOn": c.schoolDay()}
	})
	Finished   = moved("finished", provision, "placement-end", on("endedOn", map[string]any{"reason": "done"}))
	EndedEarly = explained("ended early", provision, "reden-eerder-einde", "placement-end", "textId", on("endedOn", map[string]any{"reason": "parents"}))
	NeverCame  = moved("never came", provision, "placement-end", plain(map[string]any{"reason": "no-show"}))
	Aftercare  = explained("after-care", atOrigin, "nazorgverslag", "aftercare", "reportId", on("heldOn", map[string]any{"going": "well"}))
	// AskedAgain waits until the second talk is asked for: the one that closes the case.
	AskedAgain = Move{"asked again", func(ctx context.Context, c *Course) error {
		return c.Until(ctx, "the second talk", func(now Case) bool { return len(now.OpenTasks("nazorg-2")) > 0 || now.Closed })
	}}
	Retracted = moved("request taken back", atOrigin, "request-withdrawal", plain(map[string]any{}))
)

// schoolDay is the first day after today on which there is school.
func (c *Course) schoolDay() string {
	return terms.SchoolDayFrom(terms.MustParse(c.Day(1))).String()
}

// SupportAdvised is the advice on fitting support: "return", "tlv" or "other-school".
func SupportAdvised(direction string) Move {
	return explained("support advised", provision, "buitenkans-advies", "support-advice", "adviceId", plain(map[string]any{"direction": direction}))
}

// Ways of a stay that several tellers have in common: until the intake, until the pupil is there, and the whole of it.
var (
	ToAdmission = []Move{Requested, Supported, Consented}
	ToStart     = []Move{Requested, Supported, Consented, Admitted, Offered, Planned, Arrived}
	WholeStay   = []Move{
		Requested, Supported, Consented, Admitted, Offered, Planned, Arrived, Midway, SupportAdvised("return"), PlanBack, Finished, Aftercare,
		AskedAgain, Aftercare,
	}
)

// Stay are the facts of a Buitenkans case as a person sees them.
type Stay struct {
	Phase      string `json:"phase"`
	Outcome    string `json:"outcome"`
	SchoolID   string `json:"schoolId"`
	Groep      int    `json:"groep"`
	Supported  *bool  `json:"supported"`
	Consented  *bool  `json:"consented"`
	Admitted   *bool  `json:"admitted"`
	AdmittedOn string `json:"admittedOn"`
	Urgency    string `json:"urgency"`
	Place      *struct {
		GroupID   string `json:"groupId"`
		GroupName string `json:"groupName"`
		FromOn    string `json:"fromOn"`
		UntilOn   string `json:"untilOn"`
	} `json:"place"`
	Waiting *struct {
		Number     int      `json:"number"`
		Reasons    []string `json:"reasons"`
		ExpectedOn string   `json:"expectedOn"`
	} `json:"waiting"`
	MaximumOn     string `json:"maximumOn"`
	StartedOn     string `json:"startedOn"`
	NoShows       int    `json:"noShows"`
	Interruptions []struct {
		FromOn    string `json:"fromOn"`
		Reason    string `json:"reason"`
		ResumedOn string `json:"resumedOn"`
	} `json:"interruptions"`
	MidwayOn  string `json:"midwayOn"`
	Direction string `json:"direction"`
	AdviceID  string `json:"adviceId"`
	ReturnOn  string `json:"returnOn"`
	EndedOn   string `json:"endedOn"`
	EndReason string `json:"endReason"`
	Aftercare []struct {
		HeldOn string `json:"heldOn"`
		Going  string `json:"going"`
		By     string `json:"by"`
	} `json:"aftercare"`
	TLVCaseID string   `json:"tlvCaseId"`
	LetterIDs []string `json:"letterIds"`
}

// Places are the places of the Buitenkans, with who is on the list and why.
type Places struct {
	Version int64  `json:"version"`
	Today   string `json:"today"`
	Groups  []struct {
		ID    string `json:"id"`
		Name  string `json:"name"`
		Stays []struct {
			CaseID  string `json:"caseId"`
			FromOn  string `json:"fromOn"`
			UntilOn string `json:"untilOn"`
		} `json:"stays"`
		Weeks []struct {
			FromOn string `json:"fromOn"`
			Places int    `json:"places"`
			Taken  int    `json:"taken"`
			Free   int    `json:"free"`
		} `json:"weeks"`
	} `json:"groups"`
	Waiting []Waiter `json:"waiting"`
	Leaving []struct {
		CaseID  string `json:"caseId"`
		GroupID string `json:"groupId"`
		UntilOn string `json:"untilOn"`
	} `json:"leaving"`
}

// Waiter is somebody on the list.
type Waiter struct {
	Number     int      `json:"number"`
	CaseID     string   `json:"caseId"`
	SchoolID   string   `json:"schoolId"`
	Groep      int      `json:"groep"`
	Urgency    string   `json:"urgency"`
	Reasons    []string `json:"reasons"`
	ExpectedOn string   `json:"expectedOn"`
}

// Places reads the book of places.
func (p Person) Places(ctx context.Context) (Places, error) {
	var found Places
	err := p.Get(ctx, p.Cases+"/v1/places", &found)
	return found, err
}
