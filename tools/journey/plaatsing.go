package journey

import (
	"context"

	"traject.nl/proto/contract/plaatsing"
)

// Placement that follows from the TLV of this story. It begins by itself when the TLV is announced.
func (s *Story) Placement(key string) *Course {
	c := newCourse(s.Traject, key)
	c.Pupil, c.DossierID, c.CaseID, c.Today = s.Form.Pupil, s.DossierID(), plaatsing.CaseID(s.CaseID), s.Today
	return c
}

// Institution is a placement in an institution of a pupil whom ZOUT does not know yet.
func (t *Traject) Institution(key string, pupil Pupil) *Course {
	c := newCourse(t, key)
	c.Pupil = pupil
	return c
}

// Followed is the school of origin beginning to follow a pupil in an institution.
var Followed = Move{"followed", func(ctx context.Context, c *Course) error {
	if err := c.open(ctx); err != nil {
		return err
	}
	agreements, err := c.Words(ctx, c.Origin, "afspraken-instelling", c.words("afspraken-instelling"))
	if err != nil {
		return err
	}
	return c.begin(ctx, c.Origin, "/v1/placements", map[string]any{
		"schoolId": applicant, "dossierId": c.DossierID, "institution": "ggz", "agreementsTextId": agreements,
		"placedOn": c.Day(-30), "expectedUntil": c.Day(60),
	})
}}

// The moves of a placement.
var (
	// Awaited waits until the case is there, and Begun also when it was told before.
	Awaited = reached("verwacht")
	Begun   = Move{"begun", func(ctx context.Context, c *Course) error {
		return c.Until(ctx, "the case", func(Case) bool { return true })
	}}
	Confirmed = moved("confirmed", atHost, "placement-confirmation", on("placedOn", nil))
	Unused    = explained("unused", atHost, "reden-niet-geplaatst", "unused", "textId", plain(map[string]any{}))
	// Evaluated is the receiving school filing an evaluation of both schools, EvaluatedByOrigin the referring school.
	Evaluated         = evaluated(atHost, "well", true)
	EvaluatedByOrigin = evaluated(atOrigin, "attention", true)
	// EvaluatedAlone is the school of origin asking an institution how it goes: there is no other school.
	EvaluatedAlone = evaluated(atOrigin, "well", false)
)

func evaluated(who somebody, going string, together bool) Move {
	return explained("evaluated", who, "evaluatieverslag", "evaluation", "reportId", on("heldOn", map[string]any{
		"going": going, "together": together, "returnInSight": true,
	}))
}

// Continues is the choice of the receiving school: "return", "extension", "other-type" or "vo".
func Continues(how string) Move {
	return explained("continues: "+how, atHost, "motivering-vervolg", "continuation", "reasonsTextId", plain(map[string]any{"continuation": how}))
}

// The moves of a return.
var (
	// ReturnPlanned has one step, the whole week from today; ReturnBuiltUp has three, the last in five weeks.
	ReturnPlanned  = returnPlanned([2]int{0, 10})
	ReturnBuiltUp  = returnPlanned([2]int{0, 2}, [2]int{14, 4}, [2]int{35, 10})
	ReturnAgreed   = moved("return agreed", atTarget, "return-answer", plain(map[string]any{"agreed": true}))
	ReturnRefused  = explained("return refused", atTarget, "antwoord-terugplaatsing", "return-answer", "textId", plain(map[string]any{"agreed": false}))
	Returned       = moved("returned", atTarget, "return-confirmation", on("returnedOn", nil))
	ReturnedByHome = moved("returned from an institution", atOrigin, "return-confirmation", on("returnedOn", nil))
	FollowedUp     = explained("followed up", atTarget, "opvolgverslag", "follow-up", "reportId", on("heldOn", map[string]any{"going": "well"}))
	ReturnStopped  = explained("return stopped", atTarget, "reden-terugplaatsing-gestopt", "return-stop", "textId", on("stoppedOn", nil))
)

// returnPlanned by the receiving school: for each step in how many days it begins, and how many half days a week it has.
func returnPlanned(steps ...[2]int) Move {
	return explained("return planned", atHost, "terugplaatsingsplan", "return", "planId", func(c *Course) map[string]any {
		var build []map[string]any
		for _, step := range steps {
			build = append(build, map[string]any{"fromOn": c.Day(step[0]), "halfDays": step[1]})
		}
		return map[string]any{"schoolId": c.TargetID, "steps": build}
	})
}

// Placement are the facts of a placement as a person sees them.
type Placement struct {
	Phase              string   `json:"phase"`
	Outcome            string   `json:"outcome"`
	OriginSchoolID     string   `json:"originSchoolId"`
	Placements         []At     `json:"placements"`
	Next               *At      `json:"next"`
	Continuation       string   `json:"continuation"`
	ApplicationCaseIDs []string `json:"applicationCaseIds"`
	AgreementsTextID   string   `json:"agreementsTextId"`
	LetterIDs          []string `json:"letterIds"`
	Evaluations        []struct {
		HeldOn        string `json:"heldOn"`
		Going         string `json:"going"`
		Together      bool   `json:"together"`
		ReturnInSight bool   `json:"returnInSight"`
		ReportID      string `json:"reportId"`
		BySchoolID    string `json:"bySchoolId"`
	} `json:"evaluations"`
	Returns []struct {
		SchoolID string `json:"schoolId"`
		Steps    []struct {
			FromOn   string `json:"fromOn"`
			HalfDays int    `json:"halfDays"`
		} `json:"steps"`
		PlanID     string `json:"planId"`
		AgreedOn   string `json:"agreedOn"`
		ReturnedOn string `json:"returnedOn"`
		StoppedOn  string `json:"stoppedOn"`
		FollowUps  []struct {
			HeldOn string `json:"heldOn"`
			Going  string `json:"going"`
		} `json:"followUps"`
	} `json:"returns"`
}

// At is one stay at a school or in an institution.
type At struct {
	SchoolID    string `json:"schoolId"`
	Institution string `json:"institution"`
	TLVs        []struct {
		CaseID           string `json:"caseId"`
		Number           string `json:"number"`
		ValidFrom        string `json:"validFrom"`
		ValidUntil       string `json:"validUntil"`
		AgreementsTextID string `json:"agreementsTextId"`
	} `json:"tlvs"`
	PlacedOn      string `json:"placedOn"`
	EndedOn       string `json:"endedOn"`
	ExpectedUntil string `json:"expectedUntil"`
}

// Overview is who is placed where.
type Overview struct {
	Placements []Placed `json:"placements"`
	Totals     []Total  `json:"totals"`
}

// Total of a school of origin or a municipality.
type Total struct {
	ID                 string `json:"id"`
	Awaited            int    `json:"awaited"`
	Placed             int    `json:"placed"`
	Returning          int    `json:"returning"`
	LastYear           int    `json:"lastYear"`
	EvaluationsOverdue int    `json:"evaluationsOverdue"`
}

// Placed is one row of the overview.
type Placed struct {
	CaseID           string `json:"caseId"`
	DossierID        string `json:"dossierId"`
	Procedure        string `json:"procedure"`
	Phase            string `json:"phase"`
	OriginSchoolID   string `json:"originSchoolId"`
	HostSchoolID     string `json:"hostSchoolId"`
	GroupName        string `json:"groupName"`
	Institution      string `json:"institution"`
	MunicipalityID   string `json:"municipalityId"`
	FromOn           string `json:"fromOn"`
	UntilOn          string `json:"untilOn"`
	NextEvaluationOn string `json:"nextEvaluationOn"`
	Agreements       bool   `json:"agreements"`
	Going            string `json:"going"`
}

// Placements reads who is placed where. The query may be empty.
func (p Person) Placements(ctx context.Context, query string) (Overview, error) {
	var found Overview
	err := p.Get(ctx, p.Cases+"/v1/placements"+query, &found)
	return found, err
}
