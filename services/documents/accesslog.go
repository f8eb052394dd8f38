package documents

import (
	"context"
	"time"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
)

// AccessLine is one line of the access log.
type AccessLine struct {
	At      time.Time   `json:"at"`
	Subject string      `json:"subject" doc:"The identity provider's opaque id."`
	Party   party.Party `json:"party"`
	CaseID  string      `json:"caseId"`
	What    string      `json:"what" doc:"Id of a piece or a merge, or person, application, label, list, paper-notice or access-log."`
	Action  Action      `json:"action" enum:"read,download,destroy,merge,unmerge"`
}

type accessLogOutput struct {
	Body struct {
		Lines []AccessLine `json:"lines" nullable:"false" doc:"Oldest first."`
	}
}

// accessLog gives who read what; reading it is in it too.
func (s *Service) accessLog(ctx context.Context, in *InDossier) (*accessLogOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if !v.may(access.AccessLog) {
		return nil, edge.Forbidden("Wie het dossier bekeek, kunnen alleen het kantoor en de directeur zien.")
	}
	if err := v.note(ctx, Read, TheAccessLog); err != nil {
		return nil, err
	}
	lines, err := s.store.AccessLog(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := &accessLogOutput{}
	out.Body.Lines = make([]AccessLine, len(lines))
	for i, line := range lines {
		out.Body.Lines[i] = AccessLine{line.At, line.Who.Subject, line.Who.Party, line.CaseID, line.What, line.Action}
	}
	return out, nil
}
