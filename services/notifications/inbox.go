package notifications

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
	"traject.nl/services/platform/live"
)

// inbox is what people see of their notices. Read is by person: a colleague who opened something does not open it for another.
type inbox struct {
	store Notices
	proof proof
	live  announcements
	bells *bells
	hub   *live.Hub
	now   clock.Clock
	// noticed is told that a notice reached its party.
	noticed func(ctx context.Context, notice Notice) error
}

// InboxItem is one thing that the caller is told.
type InboxItem struct {
	ID        string     `json:"id"`
	CaseID    string     `json:"caseId"`
	Kind      string     `json:"kind"`
	Title     string     `json:"title"`
	Text      string     `json:"text"`
	Party     string     `json:"party" doc:"Which of the caller's parties it is for."`
	Page      string     `json:"page" enum:"case,letter,escalations,post" doc:"Where to read on."`
	At        time.Time  `json:"at"`
	OpenedAt  *time.Time `json:"openedAt,omitempty" doc:"When the caller opened it first."`
	PieceID   string     `json:"pieceId,omitempty" doc:"The letter that it is about."`
	DossierID string     `json:"dossierId,omitempty" doc:"The dossier of that letter."`
	DueOn     string     `json:"dueOn,omitempty" format:"date" doc:"The date that a reminder is about."`
	AnswerOn  string     `json:"answerOn,omitempty" format:"date" doc:"By when an answer is asked."`
}

type inboxInput struct {
	Before string `query:"before" maxLength:"400" doc:"What next said of the page before."`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"50"`
	Unread bool   `query:"unread" doc:"Only what the caller did not open."`
}

type inboxOutput struct {
	Body struct {
		Unread int         `json:"unread" doc:"What the caller did not open, of all pages."`
		Items  []InboxItem `json:"items" nullable:"false"`
		Next   string      `json:"next,omitempty" doc:"Give it as before for the next page; absent on the last."`
	}
}

type itemInput struct {
	ID string `path:"id" maxLength:"400" doc:"The id of an item of the inbox."`
}

type itemOutput struct{ Body InboxItem }

var inboxErrors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusNotFound}

func (i *inbox) register(api huma.API) {
	tags := []string{"inbox"}
	huma.Register(api, huma.Operation{
		OperationID: "list-inbox", Method: http.MethodGet, Path: "/v1/inbox", Tags: tags, Errors: inboxErrors,
		Summary: "What all my parties are told, the latest first",
	}, i.list)
	huma.Register(api, huma.Operation{
		OperationID: "get-inbox-item", Method: http.MethodGet, Path: "/v1/inbox/{id}", Tags: tags, Errors: inboxErrors,
		Summary: "One of those", Description: "Reading it here does not open it.",
	}, func(ctx context.Context, in *itemInput) (*itemOutput, error) {
		person := identity.From(ctx)
		notice, err := i.own(ctx, person, in.ID)
		if err != nil {
			return nil, err
		}
		return &itemOutput{i.item(notice, person.Subject)}, nil
	})
	i.registerOpenings(api, tags)
	i.registerLive(api, tags)
}

func (i *inbox) list(ctx context.Context, in *inboxInput) (*inboxOutput, error) {
	person := identity.From(ctx)
	page := InboxPage{Parties: partiesOf(person), Limit: in.Limit + 1}
	if in.Unread {
		page.NotOpenedBy = person.Subject
	}
	if in.Before != "" {
		var err error
		if page.Before, page.BeforeKey, err = readCursor(in.Before); err != nil {
			return nil, edge.BadRequest(edge.FieldProblem{Location: "query.before", Message: "Deze bladzijde bestaat niet. Begin opnieuw bij de eerste."})
		}
	}
	notices, err := i.page(ctx, page)
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &inboxOutput{}
	if out.Body.Unread, err = i.bells.unread(ctx, page.Parties, person.Subject); err != nil {
		return nil, edge.Problem(err)
	}
	if len(notices) > in.Limit {
		notices = notices[:in.Limit]
		out.Body.Next = cursor(notices[in.Limit-1])
	}
	out.Body.Items = make([]InboxItem, 0, len(notices))
	for _, notice := range notices {
		out.Body.Items = append(out.Body.Items, i.item(notice, person.Subject))
	}
	return out, nil
}

// page reads what memory says is on it.
func (i *inbox) page(ctx context.Context, page InboxPage) ([]Notice, error) {
	keys, err := i.bells.inbox(ctx, page)
	if err != nil {
		return nil, err
	}
	notices := make([]Notice, len(keys))
	for n, key := range keys {
		if notices[n], err = i.store.Notice(ctx, key); err != nil {
			return nil, err
		}
	}
	return notices, nil
}

// item is a notice in words for who reads it.
func (i *inbox) item(notice Notice, subject string) InboxItem {
	said := inboxWords(notice)
	item := InboxItem{
		ID: notice.ID(), CaseID: notice.CaseID, Kind: notice.Kind, Title: said.title, Text: said.text, Party: notice.Party, Page: said.page,
		At: notice.AccessibleAt.UTC(), OpenedAt: present(notice.OpenedBy(subject)),
	}
	if forPartner(notice) {
		return item // a partner reads the rest with the escalation
	}
	if notice.PieceID != "" {
		item.PieceID, item.DossierID = notice.PieceID, notice.DossierID
	}
	if notice.Matter != nil {
		item.DueOn, item.AnswerOn = notice.Matter.DueOn, notice.Matter.AnswerOn
	}
	return item
}

// own gives a notice of one of the person's parties. What is of others is not there.
func (i *inbox) own(ctx context.Context, person identity.Person, id string) (Notice, error) {
	missing := edge.NotFound("Dit bericht is niet gevonden.")
	key, err := KeyOf(id)
	if err != nil {
		return Notice{}, missing
	}
	notice, err := i.store.Notice(ctx, key)
	if errors.Is(err, ErrNotFound) {
		return Notice{}, missing
	}
	if err != nil {
		return Notice{}, edge.Problem(err)
	}
	for _, who := range partiesOf(person) {
		if who == notice.Party {
			return notice, nil
		}
	}
	return Notice{}, missing
}

// open keeps that a person opened a notice. The proof tells the first time, however often it is asked.
func (i *inbox) open(ctx context.Context, person identity.Person, notice Notice) (Notice, error) {
	if _, err := i.store.Open(ctx, notice.Key, Opening{Subject: person.Subject, At: i.now.Now()}); err != nil {
		return Notice{}, err
	}
	opened, err := i.store.Notice(ctx, notice.Key)
	if err != nil {
		return Notice{}, err
	}
	facts := map[string]string{evidence.FactSubject: person.Subject}
	key := notice.Key + "/opened/" + person.Subject
	if err := i.proof.append(ctx, notice, key, evidence.Opened, opened.OpenedBy(person.Subject), facts); err != nil {
		return Notice{}, err
	}
	if err := i.noticed(ctx, opened); err != nil {
		return Notice{}, err
	}
	return opened, i.announce(ctx, opened)
}

// announce tells who looks at the inbox of a party that a notice came or was opened. Its version counts that, so that no clock matters.
func (i *inbox) announce(ctx context.Context, notice Notice) error {
	version := int64(1 + len(notice.Opened))
	return i.live.Announce(ctx, live.Change{ID: notice.Key, Version: version, Parties: []string{notice.Party}, At: i.now.Now()})
}

func partiesOf(person identity.Person) []string {
	parties := make([]string, len(person.Parties))
	for n, who := range person.Parties {
		parties[n] = string(who)
	}
	return parties
}

// cursor of the page that follows on a notice.
func cursor(last Notice) string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %s", last.AccessibleAt.UnixMilli(), last.Key))
}

func readCursor(text string) (before time.Time, key string, err error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return time.Time{}, "", err
	}
	moment, key, _ := strings.Cut(string(raw), " ")
	milliseconds, err := strconv.ParseInt(moment, 10, 64)
	before = time.UnixMilli(milliseconds).UTC()
	if err == nil && (key == "" || before.Year() < 1 || before.Year() > 9999) {
		err = errors.New("no key, or a moment that no notice has")
	}
	return before, key, err
}
