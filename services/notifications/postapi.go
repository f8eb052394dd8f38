package notifications

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

// shownEach is how many of each list the post room shows; the counts tell of the rest.
const shownEach = 500

// PostBody is all that the post room has to do.
type PostBody struct {
	Undelivered []UndeliveredBody `json:"undelivered" nullable:"false" doc:"What reached its party in no electronic way, what is due first first."`
	Print       []PrintBody       `json:"print" nullable:"false" doc:"What goes on paper."`
	Held        []HeldBody        `json:"held" nullable:"false" doc:"What the stop button held, the longest held first."`
	Dead        []DeadBody        `json:"dead" nullable:"false" doc:"What the system of a partner did not take in a day."`
	Counts      PostCounts        `json:"counts"`
}

// PostCounts are how many there are of each.
type PostCounts struct {
	Undelivered int `json:"undelivered"`
	Print       int `json:"print"`
	Held        int `json:"held"`
	Dead        int `json:"dead"`
}

// UndeliveredBody is a notice that the party does not know of yet.
type UndeliveredBody struct {
	ID       string    `json:"id"`
	NoticeID string    `json:"noticeId"`
	CaseID   string    `json:"caseId"`
	Party    string    `json:"party"`
	Kind     string    `json:"kind"`
	Reason   string    `json:"reason" enum:"no-address,refused,bounced,not-noticed"`
	Since    time.Time `json:"since"`
	DueAt    time.Time `json:"dueAt" doc:"The end of the 48 hours (Awb 2:10)."`
	Level    Level     `json:"level" enum:",reminded,escalated,missed" doc:"How far the ladder is."`
}

// PrintBody is a letter or a notice that goes on paper.
type PrintBody struct {
	ID        string    `json:"id"`
	NoticeID  string    `json:"noticeId"`
	CaseID    string    `json:"caseId"`
	DossierID string    `json:"dossierId"`
	Party     string    `json:"party"`
	Kind      string    `json:"kind"`
	PieceID   string    `json:"pieceId,omitempty" doc:"The letter; absent for a notice, of which the documents service makes a letter."`
	Reason    string    `json:"reason" enum:"no-address,refused,bounced,no-consent"`
	Since     time.Time `json:"since"`
	DueAt     time.Time `json:"dueAt"`
}

// HeldBody is a delivery that the stop button held.
type HeldBody struct {
	ID     string    `json:"id"`
	CaseID string    `json:"caseId"`
	Party  string    `json:"party"`
	Kind   string    `json:"kind"`
	Since  time.Time `json:"since"`
	HoldID string    `json:"holdId,omitempty"`
	Reason string    `json:"reason"`
}

// DeadBody is a delivery that the receiver never took.
type DeadBody struct {
	ID      string    `json:"id"`
	CaseID  string    `json:"caseId"`
	Party   string    `json:"party"`
	Channel string    `json:"channel"`
	Reply   string    `json:"reply,omitempty"`
	Since   time.Time `json:"since"`
}

type postOutput struct{ Body PostBody }

type settlementInput struct {
	edge.IdempotencyKey
	ID   string `path:"id" maxLength:"400"`
	Body struct {
		How string `json:"how" enum:"posted,phoned,resent,not-needed"`
		On  string `json:"on" format:"date" doc:"The day that it was done."`
	}
}

// SettlementBody is how an item of the post room was settled.
type SettlementBody struct {
	ID  string    `json:"id"`
	How string    `json:"how"`
	On  string    `json:"on" format:"date"`
	At  time.Time `json:"at"`
}

type settlementOutput struct{ Body SettlementBody }

func (d *desk) registerPost(api huma.API) {
	tags := []string{"post-room"}
	huma.Register(api, huma.Operation{
		OperationID: "get-post", Method: http.MethodGet, Path: "/v1/post", Tags: tags, Errors: officeErrors,
		Summary: "What the post room has to do", Description: "For the office and the director.",
	}, d.showPost)
	huma.Register(api, huma.Operation{
		OperationID: "settle-post", Method: http.MethodPost, Path: "/v1/post/{id}/settlements", Tags: tags, Errors: officeErrors,
		DefaultStatus: http.StatusCreated, Summary: "Say how something undelivered, or something on paper, was done", Description: "For the office.",
	}, d.post.settle)
}

func (d *desk) showPost(ctx context.Context, _ *struct{}) (*postOutput, error) {
	if !access.MayOverview(access.PostRoom, identity.From(ctx).Parties...) {
		return nil, edge.Forbidden("Alleen het bureau en de directeur zien de postkamer.")
	}
	body, err := d.wholePost(ctx)
	if err != nil {
		return nil, edge.Problem(err)
	}
	return &postOutput{body}, nil
}

// wholePost is all that the post room has to do.
func (d *desk) wholePost(ctx context.Context) (PostBody, error) {
	body := PostBody{Undelivered: []UndeliveredBody{}, Print: []PrintBody{}, Held: []HeldBody{}, Dead: []DeadBody{}}
	for _, fill := range []func(context.Context, *PostBody) error{d.post.fillUndelivered, d.post.fillPrint, d.stops.fillHeld, d.stops.fillDead} {
		if err := fill(ctx, &body); err != nil {
			return PostBody{}, err
		}
	}
	return body, nil
}

func (p *postRoom) fillUndelivered(ctx context.Context, body *PostBody) error {
	items, err := p.post.Open(ctx, QueueUndelivered, shownEach)
	if err != nil {
		return err
	}
	for _, item := range items {
		body.Undelivered = append(body.Undelivered, UndeliveredBody{
			ID: PathID(item.ID), NoticeID: PathID(item.NoticeKey), CaseID: item.CaseID, Party: item.Party, Kind: item.Kind, Reason: item.Reason,
			Since: item.Since.UTC(), DueAt: item.DueAt.UTC(), Level: item.Level,
		})
	}
	body.Counts.Undelivered, err = p.post.CountOpen(ctx, QueueUndelivered)
	return err
}

func (p *postRoom) fillPrint(ctx context.Context, body *PostBody) error {
	items, err := p.post.Open(ctx, QueuePrint, shownEach)
	if err != nil {
		return err
	}
	for _, item := range items {
		body.Print = append(body.Print, PrintBody{
			ID: PathID(item.ID), NoticeID: PathID(item.NoticeKey), CaseID: item.CaseID, DossierID: item.DossierID, Party: item.Party,
			Kind: item.Kind, PieceID: item.PieceID, Reason: item.Reason, Since: item.Since.UTC(), DueAt: item.DueAt.UTC(),
		})
	}
	body.Counts.Print, err = p.post.CountOpen(ctx, QueuePrint)
	return err
}

func (s *stopRoom) fillHeld(ctx context.Context, body *PostBody) error {
	held, err := s.store.Settled(ctx, Held, heldEach)
	if err != nil {
		return err
	}
	stops, err := s.byID(ctx)
	if err != nil {
		return err
	}
	for _, one := range held {
		if paused(one) {
			continue
		}
		shown := HeldBody{ID: PathID(one.ID), CaseID: one.CaseID, Party: one.Party, Kind: one.Kind, Since: one.SettledAt.UTC(), Reason: one.Reply}
		if stop, ok := stops[one.Reply]; ok {
			shown.HoldID, shown.Reason = stop.ID, stop.Reason
		}
		body.Held = append(body.Held, shown)
	}
	body.Counts.Held = len(body.Held)
	return nil
}

func (s *stopRoom) fillDead(ctx context.Context, body *PostBody) error {
	dead, err := s.store.Settled(ctx, Dead, heldEach)
	if err != nil {
		return err
	}
	for _, one := range dead {
		body.Dead = append(body.Dead, DeadBody{
			ID: PathID(one.ID), CaseID: one.CaseID, Party: one.Party, Channel: one.Channel, Reply: one.Reply, Since: one.SettledAt.UTC(),
		})
	}
	body.Counts.Dead = len(dead)
	return nil
}

// settlements are what the office can do, and how that is proven.
var settlements = map[string]evidence.Kind{
	HowPosted: evidence.Posted, HowPhoned: evidence.Phoned, HowResent: evidence.Resent, HowNotNeeded: evidence.NotNeeded,
}

func (p *postRoom) settle(ctx context.Context, in *settlementInput) (*settlementOutput, error) {
	if _, err := atOffice(ctx, access.WorkPostRoom, "Alleen het bureau werkt in de postkamer."); err != nil {
		return nil, err
	}
	item, notice, err := p.find(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if wrong := in.faults(item, notice, p.now); len(wrong) > 0 {
		return nil, edge.BadRequest(wrong...)
	}
	if item.How != "" && item.How != HowNoticed {
		if item.How != in.Body.How || item.On != in.Body.On {
			return nil, edge.Conflict("Dit is al afgehandeld. Laad de postkamer opnieuw.")
		}
		return &settlementOutput{SettlementBody{in.ID, item.How, item.On, item.SettledAt.UTC()}}, nil
	}
	defer p.changed()
	now := p.now.Now()
	facts := map[string]string{"on": in.Body.On, evidence.FactSubject: identity.From(ctx).Subject}
	if err := p.proof.append(ctx, notice, item.ID+"/"+in.Body.How, settlements[in.Body.How], now, facts); err != nil {
		return nil, edge.Problem(err)
	}
	if err := p.close(ctx, item, in.Body.How, in.Body.On, now); err != nil {
		return nil, edge.Problem(err)
	}
	return &settlementOutput{SettlementBody{in.ID, in.Body.How, in.Body.On, now}}, nil
}

// close settles an item. Who got it on paper was reached, so nothing else is to be done about it.
func (p *postRoom) close(ctx context.Context, item PostItem, how, on string, at time.Time) error {
	if item.Queue == QueuePrint && how == HowPosted {
		others, err := p.post.ItemsOf(ctx, item.NoticeKey)
		if err != nil {
			return err
		}
		for _, other := range others {
			if other.Queue == QueueUndelivered {
				if _, err := p.post.SettleItem(ctx, other.ID, how, on, at); err != nil {
					return err
				}
			}
		}
	}
	_, err := p.post.SettleItem(ctx, item.ID, how, on, at)
	return err
}

func (p *postRoom) find(ctx context.Context, id string) (PostItem, Notice, error) {
	missing := edge.NotFound("Dit staat niet in de postkamer.")
	key, err := KeyOf(id)
	if err != nil {
		return PostItem{}, Notice{}, missing
	}
	item, err := p.post.Item(ctx, key)
	if errors.Is(err, ErrNotFound) {
		return PostItem{}, Notice{}, missing
	}
	if err != nil {
		return PostItem{}, Notice{}, edge.Problem(err)
	}
	notice, err := p.store.Notice(ctx, item.NoticeKey)
	return item, notice, edge.Problem(err)
}

func (in *settlementInput) faults(item PostItem, notice Notice, now clock.Clock) (wrong []edge.FieldProblem) {
	if item.Queue == QueuePrint && in.Body.How == HowResent {
		wrong = append(wrong, edge.FieldProblem{Location: "body.how", Message: "Een brief op papier is verstuurd, verteld of niet nodig. Kies een van die drie."})
	}
	if in.Body.On > now.Today() {
		wrong = append(wrong, edge.FieldProblem{Location: "body.on", Message: "Deze dag moet nog komen. Vul de dag in waarop u het deed."})
	}
	if in.Body.On < notice.AccessibleAt.In(clock.Amsterdam()).Format(time.DateOnly) {
		wrong = append(wrong, edge.FieldProblem{Location: "body.on", Message: "Deze dag ligt voor het bericht. Vul de dag in waarop u het deed."})
	}
	return wrong
}
