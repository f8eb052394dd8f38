package registry

import (
	"context"
	"errors"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	contract "traject.nl/proto/contract/registry"
)

// deskColumn of a contact says which desk of a municipality it is; empty for the general mailbox.
const deskColumn = "desk"

// contactID is the party, and behind it the desk, if it is of one: "municipality:zeist:leerplicht".
func contactID(party, desk string) string {
	if desk == "" {
		return party
	}
	return party + ":" + desk
}

func byPartyAndDesk(fields map[string]string) string {
	return contactID(fields["party"], fields[deskColumn])
}

// desksOfMunicipalities: only a municipality is so many things at once that it has more than one mailbox.
func desksOfMunicipalities(fields map[string]string, _ []map[string]string) []flaw {
	if fields[deskColumn] == "" || party.Party(fields["party"]).Role() == party.Municipality {
		return nil
	}
	return []flaw{{deskColumn, "kan alleen bij een gemeente; laat het leeg"}}
}

// Contact is the mailbox of a function: where a party is told that something waits.
type Contact struct {
	ID       string `json:"id" example:"municipality:zeist:leerplicht" doc:"The party, and behind it the desk if it is of one."`
	Party    string `json:"party" example:"sot:zeist"`
	Desk     string `json:"desk" example:"leerplicht" doc:"Of a municipality; empty for its general mailbox, and for every other party."`
	Function string `json:"function" example:"SOT-medewerker Zeist"`
	Mail     string `json:"mail" doc:"Empty while there is none; then nothing is sent."`
	Version  int64  `json:"version"`
}

func contactOf(r Record) Contact {
	return Contact{
		ID: r.ID, Party: r.Fields["party"], Desk: r.Fields[deskColumn], Function: r.Fields["function"], Mail: r.Fields["mail"], Version: r.Version,
	}
}

func contactViewsOf(_ context.Context, records []Record) ([]Contact, error) {
	return each(records, contactOf), nil
}

// NewContact is what the office fills in to add a contact.
type NewContact struct {
	Party    string `json:"party" maxLength:"200" example:"school:regenboog-uh-amerongen"`
	Desk     string `json:"desk,omitempty" maxLength:"40" example:"leerplicht" doc:"Of a municipality; empty for its general mailbox."`
	Function string `json:"function" maxLength:"200" doc:"A function, not a person's name."`
	Mail     string `json:"mail" maxLength:"254"`
}

func (c NewContact) fields() map[string]string {
	return map[string]string{"party": c.Party, deskColumn: c.Desk, "function": c.Function, "mail": c.Mail}
}

// ContactChange is what the office changes in a contact. Whose it is stays as it is.
type ContactChange struct {
	Function *string `json:"function,omitempty" maxLength:"200" doc:"A function, not a person's name."`
	Mail     *string `json:"mail,omitempty" maxLength:"254" doc:"Empty takes the address away."`
}

func (c ContactChange) fields() map[string]string {
	return given(map[string]*string{"function": c.Function, "mail": c.Mail})
}

// mountDesks lets everyone see where a municipality can be reached about what.
func (d Directory) mountDesks(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "contacts-of-municipality", Method: http.MethodGet, Path: "/v1/municipalities/{id}/contacts", Tags: []string{string(Municipalities)},
		Summary: "The contacts of a municipality: the general one first, then one for each desk", Errors: []int{http.StatusNotFound},
	}, func(ctx context.Context, in *oneInput) (*pageOutput[Contact], error) {
		if _, err := d.Store.Find(ctx, Municipalities, in.ID); err != nil {
			return nil, refusal(err)
		}
		items, err := d.desksOf(ctx, party.Of(party.Municipality, in.ID))
		if err != nil {
			return nil, refusal(err)
		}
		return &pageOutput[Contact]{Page[Contact]{Items: items, Total: len(items)}}, nil
	})
}

// desksOf a party: the general contact first, then one for each desk, as far as they are there.
func (d Directory) desksOf(ctx context.Context, who party.Party) ([]Contact, error) {
	found := []Contact{}
	for _, desk := range slices.Concat([]string{""}, contract.Desks) {
		record, err := d.Store.Find(ctx, Contacts, contactID(string(who), desk))
		if errors.Is(err, ErrAbsent) {
			continue
		}
		if err != nil {
			return nil, err
		}
		found = append(found, contactOf(record))
	}
	return found, nil
}

// address is where a party is told that something waits: at the desk that is meant, if it has an address, and otherwise at the general one. Empty
// when there is neither.
func (d Directory) address(ctx context.Context, who, desk string) (string, error) {
	for _, id := range slices.Compact([]string{contactID(who, desk), who}) {
		contact, err := d.Store.Find(ctx, Contacts, id)
		if err != nil && !errors.Is(err, ErrAbsent) {
			return "", err
		}
		if address := contact.Fields["mail"]; address != "" {
			return address, nil
		}
	}
	return "", nil
}
