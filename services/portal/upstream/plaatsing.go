package upstream

import (
	"context"
	"net/http"
	"net/url"
)

// Plaatsing are the facts of a placement that the person may see. Dates are ISO 8601; an absent one is empty.
type Plaatsing struct {
	// Phase is "awaited", "placed", "return", "returned" or "closed"; Outcome "returned", "unused", "revoked" or "departed".
	Phase          string `json:"phase"`
	Outcome        string `json:"outcome"`
	OriginSchoolID string `json:"originSchoolId"`
	// Placements, the oldest first: the last one is the present one.
	Placements []Placement `json:"placements"`
	// Next is a TLV for another school, which has yet to say that the pupil is there.
	Next               *Placement   `json:"next"`
	Evaluations        []Evaluation `json:"evaluations"`
	Continuation       string       `json:"continuation"`
	ContinuationTextID string       `json:"continuationTextId"`
	ContinuationOn     string       `json:"continuationOn"`
	// Returns, the oldest first: the last one is the present one, unless it stopped.
	Returns            []Return `json:"returns"`
	ApplicationCaseIDs []string `json:"applicationCaseIds"`
	// AgreementsTextID are the agreements with an institution.
	AgreementsTextID string `json:"agreementsTextId"`
}

// Placement is one stay: at a school by a TLV, or in an institution.
type Placement struct {
	SchoolID string `json:"schoolId"`
	// Institution is "ggz", "jji", "other" or empty.
	Institution   string      `json:"institution"`
	TLVs          []PlacedTLV `json:"tlvs"`
	PlacedOn      string      `json:"placedOn"`
	EndedOn       string      `json:"endedOn"`
	ExpectedUntil string      `json:"expectedUntil"`
}

// PlacedTLV is a TLV as far as a placement goes by it.
type PlacedTLV struct {
	CaseID           string `json:"caseId"`
	Number           string `json:"number"`
	Destination      string `json:"destination"`
	Category         string `json:"category"`
	Extent           string `json:"extent"`
	ValidFrom        string `json:"validFrom"`
	ValidUntil       string `json:"validUntil"`
	AgreementsTextID string `json:"agreementsTextId"`
}

// Evaluation of a placement as filed; ReportID is there for who may read the report.
type Evaluation struct {
	HeldOn        string `json:"heldOn"`
	Going         string `json:"going"`
	Together      bool   `json:"together"`
	ReturnInSight bool   `json:"returnInSight"`
	ReportID      string `json:"reportId"`
	BySchoolID    string `json:"bySchoolId"`
}

// Return is one attempt to go back to a regular school.
type Return struct {
	SchoolID      string       `json:"schoolId"`
	Steps         []ReturnStep `json:"steps"`
	PlanID        string       `json:"planId"`
	PlannedOn     string       `json:"plannedOn"`
	AgreedOn      string       `json:"agreedOn"`
	ReturnedOn    string       `json:"returnedOn"`
	FollowUps     []FollowUp   `json:"followUps"`
	StoppedOn     string       `json:"stoppedOn"`
	StoppedTextID string       `json:"stoppedTextId"`
}

// ReturnStep is a step of the build-up: so many half days a week from a day on; ten is the whole week.
type ReturnStep struct {
	FromOn   string `json:"fromOn"`
	HalfDays int    `json:"halfDays"`
}

// FollowUp is a talk after a return, as held.
type FollowUp struct {
	HeldOn     string `json:"heldOn"`
	Going      string `json:"going"`
	ReportID   string `json:"reportId"`
	BySchoolID string `json:"bySchoolId"`
}

// Present is where the pupil is, or is awaited; nil for who may not know.
func (p *Plaatsing) Present() *Placement {
	if len(p.Placements) == 0 {
		return nil
	}
	return &p.Placements[len(p.Placements)-1]
}

// Return is the attempt that runs or held; nil when there is none.
func (p *Plaatsing) Return() *Return {
	if n := len(p.Returns); n > 0 && p.Returns[n-1].StoppedOn == "" {
		return &p.Returns[n-1]
	}
	return nil
}

// ValidUntil is the last day of the TLVs of a stay; empty when there is none.
func (p *Placement) ValidUntil() string {
	last := ""
	for _, tlv := range p.TLVs {
		last = max(last, tlv.ValidUntil)
	}
	return last
}

// InstitutionFollowing starts the follow-up of a pupil in an institution.
type InstitutionFollowing struct {
	SchoolID         string `json:"schoolId"`
	DossierID        string `json:"dossierId"`
	Institution      string `json:"institution"`
	AgreementsTextID string `json:"agreementsTextId"`
	PlacedOn         string `json:"placedOn"`
	ExpectedUntil    string `json:"expectedUntil,omitempty"`
}

// FollowInstitution starts the case of a pupil in an institution.
func (c *Cases) FollowInstitution(ctx context.Context, token, key string, f InstitutionFollowing) (*Accepted, error) {
	return c.act(ctx, token, key, "/v1/placements", f)
}

// PlacedPupil is a line of the overview of who is placed where.
type PlacedPupil struct {
	CaseID         string `json:"caseId"`
	DossierID      string `json:"dossierId"`
	Procedure      string `json:"procedure"`
	Phase          string `json:"phase"`
	Status         string `json:"status"`
	OriginSchoolID string `json:"originSchoolId"`
	// One of these three says where the pupil is.
	HostSchoolID      string `json:"hostSchoolId"`
	GroupName         string `json:"groupName"`
	Institution       string `json:"institution"`
	MunicipalityID    string `json:"municipalityId"`
	SubregionID       string `json:"subregionId"`
	TLVNumber         string `json:"tlvNumber"`
	FromOn            string `json:"fromOn"`
	UntilOn           string `json:"untilOn"`
	LastYear          bool   `json:"lastYear"`
	Agreements        bool   `json:"agreements"`
	NextEvaluationOn  string `json:"nextEvaluationOn"`
	EvaluationOverdue bool   `json:"evaluationOverdue"`
	Going             string `json:"going"`
	ReturnOn          string `json:"returnOn"`
	TargetSchoolID    string `json:"targetSchoolId"`
}

// PlacementTotal are the numbers of a school of origin or a municipality.
type PlacementTotal struct {
	ID                 string `json:"id"`
	Awaited            int    `json:"awaited"`
	Placed             int    `json:"placed"`
	Returning          int    `json:"returning"`
	LastYear           int    `json:"lastYear"`
	EvaluationsOverdue int    `json:"evaluationsOverdue"`
}

// Placements is the overview of who is placed where, with totals when it is grouped.
type Placements struct {
	Today      string           `json:"today"`
	Placements []PlacedPupil    `json:"placements"`
	Totals     []PlacementTotal `json:"totals"`
}

// PlacementQuery narrows the overview; By groups it by "school" (of origin) or "municipality".
type PlacementQuery struct{ School, Municipality, By string }

// Placements returns who is placed where, as far as the person may know.
func (c *Cases) Placements(ctx context.Context, token string, q PlacementQuery) (*Placements, error) {
	query := url.Values{}
	set(query, "school", q.School)
	set(query, "municipality", q.Municipality)
	set(query, "by", q.By)
	var answer Placements
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/placements", query: query, token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}
