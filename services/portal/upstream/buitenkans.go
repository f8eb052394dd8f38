package upstream

import (
	"context"
	"net/http"
)

// Buitenkans are the facts of a Buitenkans case that the person may see. Dates are ISO 8601; an absent one is empty.
type Buitenkans struct {
	Phase   string `json:"phase"`
	Outcome string `json:"outcome"`
	// Groep is the year of primary school: 3 to 8.
	Groep          int    `json:"groep"`
	QuestionTextID string `json:"questionTextId"`
	NotBefore      string `json:"notBefore"`
	FromCaseID     string `json:"fromCaseId"`

	Supported     *bool  `json:"supported"`
	SupportTextID string `json:"supportTextId"`
	Consented     *bool  `json:"consented"`
	ConsentTextID string `json:"consentTextId"`
	ConsentedOn   string `json:"consentedOn"`
	Admitted      *bool  `json:"admitted"`
	AdmittedOn    string `json:"admittedOn"`
	// Urgency is "at-home", "threatened" or empty.
	Urgency       string `json:"urgency"`
	ReasonsTextID string `json:"reasonsTextId"`

	// Place is there when there is one, Waiting as long as there is none.
	Place   *Place   `json:"place"`
	Waiting *Waiting `json:"waiting"`
	// MaximumOn is the last day that can never be passed, MaximumSteps how it was counted.
	MaximumOn    string   `json:"maximumOn"`
	MaximumSteps []string `json:"maximumSteps"`

	StartedOn     string         `json:"startedOn"`
	NoShows       int            `json:"noShows"`
	Interruptions []Interruption `json:"interruptions"`

	MidwayOn       string      `json:"midwayOn"`
	MidwayReportID string      `json:"midwayReportId"`
	Direction      string      `json:"direction"`
	AdviceID       string      `json:"adviceId"`
	AdvisedOn      string      `json:"advisedOn"`
	ReturnOn       string      `json:"returnOn"`
	PlanID         string      `json:"planId"`
	EndedOn        string      `json:"endedOn"`
	EndReason      string      `json:"endReason"`
	EndTextID      string      `json:"endTextId"`
	Aftercare      []Aftercare `json:"aftercare"`
	// TLVCaseID is the application that was started from here.
	TLVCaseID string `json:"tlvCaseId"`
}

// Away says whether the pupil is away for a while now.
func (b *Buitenkans) Away() *Interruption {
	if n := len(b.Interruptions); n > 0 && b.Interruptions[n-1].ResumedOn == "" {
		return &b.Interruptions[n-1]
	}
	return nil
}

// Place in a group, both days included.
type Place struct {
	GroupID   string `json:"groupId"`
	GroupName string `json:"groupName"`
	FromOn    string `json:"fromOn"`
	UntilOn   string `json:"untilOn"`
}

// Waiting is a place on the waiting list, and why it is that one.
type Waiting struct {
	Number     int      `json:"number"`
	Reasons    []string `json:"reasons"`
	ExpectedOn string   `json:"expectedOn"`
}

// Interruption is a stretch in which the pupil is away; Reason is "illness" or "other".
type Interruption struct {
	FromOn    string `json:"fromOn"`
	Reason    string `json:"reason"`
	ResumedOn string `json:"resumedOn"`
}

// Aftercare is a talk after the return.
type Aftercare struct {
	HeldOn   string `json:"heldOn"`
	Going    string `json:"going"`
	ReportID string `json:"reportId"`
	By       string `json:"by"`
}

// PlacementRequest starts a Buitenkans case.
type PlacementRequest struct {
	SchoolID       string `json:"schoolId"`
	DossierID      string `json:"dossierId"`
	Groep          int    `json:"groep"`
	QuestionTextID string `json:"questionTextId"`
	NotBefore      string `json:"notBefore,omitempty"`
	FromCaseID     string `json:"fromCaseId,omitempty"`
}

// RequestPlacement asks the Buitenkans for a place.
func (c *Cases) RequestPlacement(ctx context.Context, token, key string, request PlacementRequest) (*Accepted, error) {
	return c.act(ctx, token, key, "/v1/buitenkans", request)
}

// Places is the book of places of a provision.
type Places struct {
	Today   string       `json:"today"`
	Version int64        `json:"version"`
	Groups  []PlaceGroup `json:"groups"`
	Waiting []Waiter     `json:"waiting"`
	Leaving []Stay       `json:"leaving"`
}

// PlaceGroup is a group with who is in it, and how many places there are week by week.
type PlaceGroup struct {
	ID        string      `json:"id"`
	Name      string      `json:"name"`
	FromGroep int         `json:"fromGroep"`
	ToGroep   int         `json:"toGroep"`
	Stays     []Stay      `json:"stays"`
	Weeks     []PlaceWeek `json:"weeks"`
	// Warnings say in Dutch when more pupils are there than there are places.
	Warnings []string `json:"warnings"`
}

// Stay is a place that is taken. CaseID is empty for who has no part in that case.
type Stay struct {
	CaseID    string `json:"caseId"`
	SchoolID  string `json:"schoolId"`
	Groep     int    `json:"groep"`
	GroupName string `json:"groupName"`
	FromOn    string `json:"fromOn"`
	UntilOn   string `json:"untilOn"`
}

// PlaceWeek is a week of a group; Free is the fewest free places on a day of it.
type PlaceWeek struct {
	FromOn  string `json:"fromOn"`
	UntilOn string `json:"untilOn"`
	Places  int    `json:"places"`
	Taken   int    `json:"taken"`
	Free    int    `json:"free"`
}

// Waiter is somebody on the waiting list.
type Waiter struct {
	Number     int      `json:"number"`
	CaseID     string   `json:"caseId"`
	SchoolID   string   `json:"schoolId"`
	Groep      int      `json:"groep"`
	AdmittedOn string   `json:"admittedOn"`
	Urgency    string   `json:"urgency"`
	NotBefore  string   `json:"notBefore"`
	Reasons    []string `json:"reasons"`
	ExpectedOn string   `json:"expectedOn"`
}

// Places returns the book of the Buitenkans.
func (c *Cases) Places(ctx context.Context, token string) (*Places, error) {
	var answer Places
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/places", token: token}, &answer)
	if err != nil {
		return nil, err
	}
	return &answer, nil
}
