package cases

import (
	"context"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

type registerInput struct {
	Year   string `query:"year" pattern:"^[0-9]{4}$" patternDescription:"een jaar, zoals 2026" doc:"Only TLVs decided in this year."`
	School string `query:"school" maxLength:"100" doc:"Only TLVs that this school asked or receives."`
}

// RegisterLine is one TLV that was given.
type RegisterLine struct {
	TLVNumber         string `json:"tlvNumber"`
	CaseID            string `json:"caseId"`
	ApplicantSchoolID string `json:"applicantSchoolId"`
	ReceivingSchoolID string `json:"receivingSchoolId"`
	Destination       string `json:"destination"`
	Category          string `json:"category,omitempty"`
	Extent            string `json:"extent"`
	ValidFrom         string `json:"validFrom" format:"date"`
	ValidUntil        string `json:"validUntil" format:"date"`
	DecidedOn         string `json:"decidedOn" format:"date"`
	Replaces          string `json:"replaces,omitempty" doc:"The number that this one took the place of, after a bezwaar."`
	ReplacedBy        string `json:"replacedBy,omitempty" doc:"The number that took the place of this one (vervangen door)."`
	EndedOn           string `json:"endedOn,omitempty" format:"date" doc:"The day on which a decision on a bezwaar took it away."`
}

type registerOutput struct {
	Body struct {
		TLVs []RegisterLine `json:"tlvs" nullable:"false"`
	}
}

func (s *service) listRegister(ctx context.Context, in *registerInput) (*registerOutput, error) {
	if !access.MayOverview(access.TLVRegister, identity.From(ctx).Parties...) {
		return nil, edge.Forbidden("Het TLV-register is alleen voor het kantoor en de directeur.")
	}
	lines, err := s.store.Registrations(ctx, RegisterQuery{Year: in.Year, School: in.School})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &registerOutput{}
	out.Body.TLVs = []RegisterLine{}
	for _, line := range lines {
		out.Body.TLVs = append(out.Body.TLVs, RegisterLine{
			TLVNumber: line.Number, CaseID: line.CaseID, ApplicantSchoolID: line.ApplicantSchoolID, ReceivingSchoolID: line.ReceivingSchoolID,
			Destination: line.Destination, Category: line.Category, Extent: line.Extent,
			ValidFrom: line.ValidFrom, ValidUntil: line.ValidUntil, DecidedOn: line.DecidedOn,
			Replaces: line.Replaces, ReplacedBy: line.ReplacedBy, EndedOn: line.EndedOn,
		})
	}
	return out, nil
}
