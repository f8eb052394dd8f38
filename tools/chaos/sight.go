package chaos

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"traject.nl/proto/contract/party"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack/signin"
)

// judgeSight: every account without a part in the case is told that there is none, by the service with the record and by the one with the
// dossier. A dossier may serve a case of another party, so there only those count who have no part in any.
func (e *eyes) judgeSight(ctx context.Context, f *finding) *verdict {
	v, where := newVerdict(), f.record.View.GetProcedure()+" "+f.id
	for _, account := range signin.Accounts {
		if len(account.Parties) == 0 && account.ID != "tweede-ouder" {
			continue // which parent it is does not show
		}
		if slices.ContainsFunc(f.record.View.GetParties(), func(have string) bool {
			return slices.ContainsFunc(account.Parties, func(one party.Party) bool { return string(one) == have })
		}) {
			continue
		}
		person := e.people.As(account.ID)
		_, err := person.Case(ctx, f.id)
		v.note(unseen, where, 1, saw(account.ID, "the case", err)...)
		if slices.Contains(strangers, account.ID) {
			_, err := person.Dossier(ctx, f.record.View.GetDossierId())
			v.note(unseen, where, 1, saw(account.ID, "the dossier", err)...)
		}
	}
	return v
}

func saw(account, what string, err error) []string {
	switch status := journey.Status(err); {
	case status == http.StatusNotFound || status == http.StatusForbidden:
		return nil
	case err == nil:
		return []string{account + " sees " + what}
	default:
		return []string{fmt.Sprintf("whether %s sees %s is not known: %v", account, what, err)}
	}
}
