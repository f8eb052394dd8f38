package cases

import "time"

// PlaatsingView are the facts of a placement that the reader may see.
type PlaatsingView struct {
	Phase          string     `json:"phase,omitempty" enum:"awaited,placed,return,returned,closed"`
	Outcome        string     `json:"outcome,omitempty" enum:"returned,unused,revoked,departed"`
	OpenedAt       *time.Time `json:"openedAt,omitempty"`
	OriginSchoolID string     `json:"originSchoolId" doc:"The school that the pupil comes from, and that keeps following."`
	// The following as far as the reader may see it. Ids of texts only of those that the caller may read.
	Placements         []PlacementView  `json:"placements" nullable:"false" doc:"The oldest first; the last one is the present one."`
	Next               *PlacementView   `json:"next,omitempty" doc:"A next TLV that is for another school, which has yet to say that the pupil is there."`
	Evaluations        []EvaluationView `json:"evaluations" nullable:"false"`
	Continuation       string           `json:"continuation,omitempty" enum:"return,extension,other-type,vo"`
	ContinuationTextID string           `json:"continuationTextId,omitempty"`
	ContinuationOn     string           `json:"continuationOn,omitempty" format:"date"`
	Returns            []ReturnView     `json:"returns" nullable:"false" doc:"The oldest first; the last one is the present one, unless it stopped."`
	ApplicationCaseIDs []string         `json:"applicationCaseIds" nullable:"false" doc:"TLV applications that were started from here and are under way."`
	AgreementsTextID   string           `json:"agreementsTextId,omitempty" doc:"Agreements with an institution."`
	LetterIDs          []string         `json:"letterIds" nullable:"false"`
}

// PlacementView is one stay: at a school by a TLV, or in an institution.
type PlacementView struct {
	SchoolID      string          `json:"schoolId,omitempty" doc:"Absent in an institution."`
	Institution   string          `json:"institution,omitempty" enum:"ggz,jji,other"`
	TLVs          []PlacedTLVView `json:"tlvs" nullable:"false" doc:"By which the pupil is there; an extension adds one."`
	PlacedOn      string          `json:"placedOn,omitempty" format:"date" doc:"Absent while it is awaited."`
	EndedOn       string          `json:"endedOn,omitempty" format:"date"`
	ExpectedUntil string          `json:"expectedUntil,omitempty" format:"date" doc:"In an institution."`
}

// PlacedTLVView is a TLV as far as a placement goes by it.
type PlacedTLVView struct {
	CaseID           string `json:"caseId"`
	Number           string `json:"number"`
	Destination      string `json:"destination" enum:"sbo,so"`
	Category         string `json:"category,omitempty" enum:"laag,midden,hoog"`
	Extent           string `json:"extent" enum:"full,part-time,temporary"`
	ValidFrom        string `json:"validFrom" format:"date"`
	ValidUntil       string `json:"validUntil" format:"date"`
	AgreementsTextID string `json:"agreementsTextId,omitempty" doc:"The agreements on return that were made at the decision."`
}

// EvaluationView is an evaluation of the placement.
type EvaluationView struct {
	TalkView
	Together      bool `json:"together" doc:"Both schools took part."`
	ReturnInSight bool `json:"returnInSight"`
}

// ReturnView is one attempt to go back.
type ReturnView struct {
	SchoolID      string           `json:"schoolId"`
	Steps         []ReturnStepView `json:"steps" nullable:"false"`
	PlanID        string           `json:"planId,omitempty"`
	PlannedOn     string           `json:"plannedOn,omitempty" format:"date"`
	AgreedOn      string           `json:"agreedOn,omitempty" format:"date" doc:"The regular school agreed."`
	ReturnedOn    string           `json:"returnedOn,omitempty" format:"date"`
	FollowUps     []TalkView       `json:"followUps" nullable:"false"`
	StoppedOn     string           `json:"stoppedOn,omitempty" format:"date"`
	StoppedTextID string           `json:"stoppedTextId,omitempty"`
}

// ReturnStepView is a step of the build-up.
type ReturnStepView struct {
	FromOn   string `json:"fromOn" format:"date"`
	HalfDays int    `json:"halfDays" doc:"A week at the regular school; 10 is the whole week."`
}
