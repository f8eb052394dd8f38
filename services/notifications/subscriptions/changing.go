package subscriptions

import (
	"context"
	"errors"
	"fmt"

	"traject.nl/proto/contract/party"
	"traject.nl/services/notifications/partner"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *Service) create(ctx context.Context, input *createdInput) (*oneOutput, error) {
	who := identity.From(ctx)
	switch {
	case !access.MayOverview(access.EditSubscriptions, who.Parties...):
		return nil, edge.Forbidden("Alleen het kantoor en een gemeente kunnen een koppeling maken.")
	case !access.MaySubscriptions(true, party.Party(input.Body.Party), who.Parties...):
		return nil, edge.Forbidden("U kunt alleen een koppeling maken voor uw eigen gemeente.")
	}
	var found wrong
	s.checkParty(&found, input.Body.Party)
	secret := checkSecret(&found, input.Body.Secret)
	made := Subscription{ID: idOf(who.Subject, input.Key), Party: input.Body.Party, CreatedAt: s.Now.Now(), Active: true}
	made, err := s.with(ctx, &found, made, input.Body.Wanted)
	if err != nil {
		return nil, err
	}
	if made, err = s.Keys.rotated(made, secret, input.Key, made.CreatedAt); err != nil {
		return nil, err
	}
	if err := s.checkRoom(ctx, made); err != nil {
		return nil, err
	}
	if err := s.Store.Insert(ctx, made); err != nil && !errors.Is(err, ErrExists) {
		return nil, err
	}
	return s.withSecret(ctx, made.ID, input.Key)
}

// checkRoom refuses one too many; the one that the same request made before does not count.
func (s *Service) checkRoom(ctx context.Context, made Subscription) error {
	others, err := s.Store.Of(ctx, made.Party)
	if err != nil {
		return err
	}
	count := 0
	for _, other := range others {
		if other.ID != made.ID {
			count++
		}
	}
	if count >= maxOfParty {
		return edge.Conflict(fmt.Sprintf("Deze gemeente heeft al %d koppelingen. Haal er eerst een weg.", maxOfParty))
	}
	return nil
}

// with gives a subscription what was asked for it, and refuses all that is wrong at once.
func (s *Service) with(ctx context.Context, found *wrong, one Subscription, asked Wanted) (Subscription, error) {
	s.checkURL(ctx, found, asked.URL)
	checkFormat(found, asked.Format)
	checkTypes(found, asked.Types)
	if asked.Authorization != nil {
		checkAuthorization(found, *asked.Authorization)
	}
	if err := found.err(); err != nil {
		return Subscription{}, err
	}
	one.URL, one.Format, one.Types = asked.URL, partner.Format(asked.Format), asked.Types
	one.Active = asked.Active == nil || *asked.Active
	if asked.Authorization == nil {
		return one, nil
	}
	one.Authorization = nil
	if *asked.Authorization == "" {
		return one, nil
	}
	var err error
	one.Authorization, err = s.Keys.Ring.Seal([]byte(*asked.Authorization), sealedFor(one.ID))
	return one, err
}

// withSecret shows a subscription with the secret that a request asked for.
func (s *Service) withSecret(ctx context.Context, id, key string) (*oneOutput, error) {
	kept, err := s.Store.Find(ctx, id)
	if err != nil {
		return nil, err
	}
	shown, err := s.show(ctx, kept)
	if err != nil {
		return nil, err
	}
	for _, sealed := range kept.Secrets {
		if sealed.Key == key {
			secret, err := s.Keys.secret(kept.ID, sealed)
			if err != nil {
				return nil, err
			}
			shown.Secret = secret.Reveal()
		}
	}
	return &oneOutput{shown}, nil
}

func (s *Service) change(ctx context.Context, input *changedInput) (*oneOutput, error) {
	before, err := s.Mine(ctx, input.ID, true)
	if err != nil {
		return nil, err
	}
	var found wrong
	after, err := s.with(ctx, &found, before, input.Body.Wanted)
	if err != nil {
		return nil, err
	}
	if err := s.replace(ctx, after); err != nil {
		return nil, err
	}
	if after.Active {
		// Also when it was active: the request that made it so can have been cut short here.
		if err := s.Schedule.Activated(ctx, after.ID); err != nil {
			return nil, err
		}
	}
	shown, err := s.show(ctx, after)
	return &oneOutput{shown}, err
}

func (s *Service) replace(ctx context.Context, after Subscription) error {
	err := s.Store.Replace(ctx, after)
	if errors.Is(err, ErrChanged) {
		return edge.Conflict("Iemand anders veranderde deze koppeling net. Bekijk haar opnieuw en probeer het dan nog eens.")
	}
	return err
}

func (s *Service) end(ctx context.Context, input *IDInput) (*struct{}, error) {
	if _, err := s.Mine(ctx, input.ID, true); err != nil {
		return nil, err
	}
	if err := s.Store.Delete(ctx, input.ID); err != nil {
		return nil, err
	}
	return nil, s.Schedule.Ended(ctx, input.ID)
}

type pingsOutput struct {
	Body struct {
		EventID  string `json:"eventId"`
		Accepted bool   `json:"accepted"`
		Status   int    `json:"status,omitempty" doc:"HTTP status of the answer; absent when there was none."`
		Reason   string `json:"reason,omitempty" doc:"Dutch, why it was not accepted."`
		Took     int64  `json:"took" doc:"Milliseconds."`
	}
}

func (s *Service) pings(ctx context.Context, input *IDInput) (*pingsOutput, error) {
	to, err := s.Mine(ctx, input.ID, true)
	if err != nil {
		return nil, err
	}
	how, err := s.ping(ctx, to)
	if err != nil {
		return nil, err
	}
	out := &pingsOutput{}
	out.Body.EventID, out.Body.Status, out.Body.Took = how.id, how.answer.Status, how.took.Milliseconds()
	out.Body.Reason = why(how.answer, how.failed)
	out.Body.Accepted = out.Body.Reason == ""
	return out, nil
}

type rotateInput struct {
	IDInput
	edge.IdempotencyKey
	Body struct {
		Secret string `json:"secret,omitempty" maxLength:"200" doc:"whsec_ and the base64 of 24 to 64 bytes; made here when absent."`
	}
}

func (s *Service) rotate(ctx context.Context, input *rotateInput) (*oneOutput, error) {
	before, err := s.Mine(ctx, input.ID, true)
	if err != nil {
		return nil, err
	}
	var found wrong
	secret := checkSecret(&found, input.Body.Secret)
	if err := found.err(); err != nil {
		return nil, err
	}
	if before.Secrets[0].Key != input.Key {
		after, err := s.Keys.rotated(before, secret, input.Key, s.Now.Now())
		if err != nil {
			return nil, err
		}
		if err := s.replace(ctx, after); err != nil {
			return nil, err
		}
	}
	return s.withSecret(ctx, input.ID, input.Key)
}
