package notifications

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	"traject.nl/proto/keyring"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// PreferencesBody is how a person wants to be told, for each of the parties of that person.
type PreferencesBody struct {
	Parties []PartyPreferences `json:"parties" nullable:"false"`
	// Kinds with their Dutch names, in the order to show them.
	Kinds []KindTitle `json:"kinds" nullable:"false"`
}

// PartyPreferences are those of one party.
type PartyPreferences struct {
	Party      string             `json:"party"`
	Mailbox    MailboxPreferences `json:"mailbox"`
	Own        OwnPreferences     `json:"own"`
	Electronic *Electronic        `json:"electronic,omitempty" doc:"Only there for a parent who said whether letters may come electronically."`
	Mandatory  []string           `json:"mandatory" nullable:"false" doc:"Kinds that come to the mailbox directly, unless it opted out."`
}

// MailboxPreferences are those of the mailbox that all persons of the party share.
type MailboxPreferences struct {
	Kinds      map[string]How `json:"kinds" nullable:"false" doc:"direct, weekly or none for every kind."`
	OptedOutAt *time.Time     `json:"optedOutAt,omitempty" doc:"Since when the party expressly wants no notices of Awb 2:10."`
}

// OwnPreferences are those of the person who asks, at the address with which that person signs in.
type OwnPreferences struct {
	Address  bool           `json:"address" doc:"Mail also goes to the own address."`
	Possible bool           `json:"possible" doc:"The identity provider verified an address."`
	Kinds    map[string]How `json:"kinds" nullable:"false"`
}

// Electronic is the consent of Awb 2:8.
type Electronic struct {
	Given bool      `json:"given"`
	At    time.Time `json:"at"`
}

// KindTitle names a kind of notice.
type KindTitle struct {
	Kind  string `json:"kind"`
	Title string `json:"title"`
}

type preferencesOutput struct {
	ETag string `header:"ETag" doc:"Send it as If-Match with a change."`
	Body PreferencesBody
}

// preferences is the API on how people want to be told.
type preferencesAPI struct {
	store    PreferenceStore
	delivery *keyring.Ring
	log      evidence.Log
	now      clock.Clock
}

func (p *preferencesAPI) register(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "get-preferences", Method: http.MethodGet, Path: "/v1/preferences", Tags: []string{"preferences"},
		Summary: "How I want to be told, for each of my parties", Errors: []int{http.StatusUnauthorized},
	}, func(ctx context.Context, _ *struct{}) (*preferencesOutput, error) {
		return p.shown(ctx, identity.From(ctx))
	})
	huma.Register(api, huma.Operation{
		OperationID: "put-preferences", Method: http.MethodPut, Path: "/v1/preferences", Tags: []string{"preferences"},
		Summary:     "Change how I want to be told",
		Description: "Parties that are not named stay as they are, and so do kinds that are not named.",
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusPreconditionFailed, http.StatusPreconditionRequired,
		},
	}, p.change)
}

// shown gives what is chosen now; its tag is of what it says.
func (p *preferencesAPI) shown(ctx context.Context, person identity.Person) (*preferencesOutput, error) {
	out := &preferencesOutput{}
	out.Body.Parties, out.Body.Kinds = []PartyPreferences{}, kindTitles
	for _, who := range person.Parties {
		if who.Role() == party.Engineer {
			continue
		}
		one, err := p.ofParty(ctx, person, who)
		if err != nil {
			return nil, edge.Problem(err)
		}
		out.Body.Parties = append(out.Body.Parties, one)
	}
	encoded, err := json.Marshal(out.Body.Parties)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(encoded)
	out.ETag = `"` + hex.EncodeToString(sum[:8]) + `"`
	return out, nil
}

func (p *preferencesAPI) ofParty(ctx context.Context, person identity.Person, who party.Party) (PartyPreferences, error) {
	all, err := p.store.PreferencesOf(ctx, string(who))
	if err != nil {
		return PartyPreferences{}, err
	}
	mailbox, own := preferenceOf(all, string(who), Mailbox), preferenceOf(all, string(who), person.Subject)
	shown := PartyPreferences{
		Party: string(who), Mandatory: Mandatory,
		Mailbox: MailboxPreferences{Kinds: chosenKinds(mailbox), OptedOutAt: present(mailbox.OptedOutAt)},
		Own:     OwnPreferences{Address: len(own.Sealed) > 0, Possible: person.Email != "", Kinds: chosenKinds(own)},
	}
	if who.Role() == party.Parent {
		consent, said, err := p.store.ConsentOf(ctx, string(who))
		if err != nil {
			return PartyPreferences{}, err
		}
		if said {
			shown.Electronic = &Electronic{Given: consent.Given, At: consent.At.UTC()}
		}
	}
	return shown, nil
}

// chosenKinds gives the choice for every kind, also where the receiver has no address.
func chosenKinds(preference Preference) map[string]How {
	chosen := make(map[string]How, len(Kinds))
	for _, kind := range Kinds {
		chosen[kind] = Direct
		if how, ok := preference.Kinds[kind]; ok {
			chosen[kind] = how
		}
	}
	return chosen
}

func (p *preferencesAPI) change(ctx context.Context, in *preferencesInput) (*preferencesOutput, error) {
	person := identity.From(ctx)
	if in.IfMatch == "" {
		return nil, edge.PreconditionRequired("Stuur in de kop If-Match de ETag mee van wat u wijzigt. Zo overschrijft niemand het werk van een ander.")
	}
	for _, one := range in.Body.Parties {
		if !person.Is(party.Party(one.Party)) {
			return nil, edge.Forbidden("U kunt alleen wijzigen hoe u zelf bericht krijgt.")
		}
	}
	before, err := p.shown(ctx, person)
	if err != nil {
		return nil, err
	}
	if wrong := in.faults(person, before.Body.Parties); len(wrong) > 0 {
		return nil, edge.BadRequest(wrong...)
	}
	if in.IfMatch != before.ETag {
		return nil, changedMeanwhile()
	}
	for _, one := range in.Body.Parties {
		if err := p.keep(ctx, person, one); errors.Is(err, ErrChanged) {
			return nil, changedMeanwhile()
		} else if err != nil {
			return nil, edge.Problem(err)
		}
	}
	return p.shown(ctx, person)
}

func changedMeanwhile() error {
	return edge.PreconditionFailed("Iemand heeft deze instellingen intussen gewijzigd. Laad de pagina opnieuw en kijk wat er nu staat.")
}

// keep changes what was named of one party. Proof comes first: after a failure the same is asked again.
func (p *preferencesAPI) keep(ctx context.Context, person identity.Person, wanted PartyChange) error {
	all, err := p.store.PreferencesOf(ctx, wanted.Party)
	if err != nil {
		return err
	}
	if wanted.Mailbox != nil {
		if err := p.keepMailbox(ctx, person, preferenceOf(all, wanted.Party, Mailbox), *wanted.Mailbox); err != nil {
			return err
		}
	}
	if wanted.Own != nil {
		own := preferenceOf(all, wanted.Party, person.Subject)
		if own.Sealed, err = p.ownAddress(person, own, wanted.Own.Address); err != nil {
			return err
		}
		own.Kinds, own.Version = merged(own.Kinds, wanted.Own.Kinds), own.Version+1
		if err := p.store.SavePreference(ctx, own); err != nil {
			return err
		}
	}
	if wanted.Electronic == nil {
		return nil
	}
	return p.keepConsent(ctx, person, wanted.Party, wanted.Electronic.Given)
}

func (p *preferencesAPI) ownAddress(person identity.Person, own Preference, wanted *bool) ([]byte, error) {
	switch {
	case wanted == nil:
		return own.Sealed, nil
	case !*wanted:
		return nil, nil
	default:
		return p.delivery.Seal([]byte(person.Email), []byte(DeliveryContext))
	}
}

// keepMailbox changes those of the mailbox. Without an opt-out the mandatory kinds come directly again.
func (p *preferencesAPI) keepMailbox(ctx context.Context, person identity.Person, mailbox Preference, wanted MailboxChange) error {
	mailbox.Kinds = merged(mailbox.Kinds, wanted.Kinds)
	switch out := !mailbox.OptedOutAt.IsZero(); {
	case wanted.OptOut == nil || *wanted.OptOut == out:
	case out:
		mailbox.OptedOutAt = time.Time{}
	default:
		mailbox.OptedOutAt = p.now.Now()
		if err := p.prove(ctx, person, mailbox.Party, evidence.OptedOut); err != nil {
			return err
		}
	}
	if mailbox.OptedOutAt.IsZero() {
		for _, kind := range Mandatory {
			delete(mailbox.Kinds, kind)
		}
	}
	mailbox.Version++
	return p.store.SavePreference(ctx, mailbox)
}

func merged(before, wanted map[string]How) map[string]How {
	all := make(map[string]How, len(before)+len(wanted))
	for _, some := range []map[string]How{before, wanted} {
		for kind, how := range some {
			if how == Direct {
				delete(all, kind)
				continue
			}
			all[kind] = how
		}
	}
	return all
}

func (p *preferencesAPI) keepConsent(ctx context.Context, person identity.Person, who string, given bool) error {
	before, said, err := p.store.ConsentOf(ctx, who)
	if err != nil || said && before.Given == given {
		return err
	}
	what := evidence.ConsentWithdrawn
	if given {
		what = evidence.ConsentGiven
	}
	if err := p.prove(ctx, person, who, what); err != nil {
		return err
	}
	return p.store.SaveConsent(ctx, Consent{Party: who, Given: given, At: p.now.Now(), Subject: person.Subject})
}

// ConsentChain is the case id under which it is proven who may be told electronically: that is of no one case.
const ConsentChain = "consents"

func (p *preferencesAPI) prove(ctx context.Context, person identity.Person, who string, what evidence.Kind) error {
	now := p.now.Now()
	_, err := p.log.Append(ctx, evidence.Entry{
		CaseID: ConsentChain, Key: who + "/" + string(what) + "/" + now.Format(time.RFC3339Nano), At: now, Kind: what, Party: who,
		Facts: map[string]string{evidence.FactSubject: person.Subject},
	})
	return err
}
