package cases

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

func (s *service) registerEscalations(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listEscalations", Method: http.MethodGet, Path: "/v1/escalations", Tags: []string{"reads"}, Errors: readErrors,
		Summary:     "What the ladder told me is overdue: what is still open first, the latest first",
		Description: "Also for who has no part in the case, such as a municipality or a board. No school, no pupil.",
	}, s.escalations)
	huma.Register(api, huma.Operation{
		OperationID: "getEscalation", Method: http.MethodGet, Path: "/v1/escalations/{id}", Tags: []string{"reads"},
		Errors:      append([]int{http.StatusNotFound}, readErrors...),
		Summary:     "One time that the ladder told me that something is overdue",
		Description: "What the dataref of an event leads to. No school, no pupil.",
	}, s.escalation)
	s.registerAnswers(api)
}

// EscalationItem is one time that the ladder told the caller of something overdue.
type EscalationItem struct {
	ID        string     `json:"id" doc:"Opaque, and the same for ever."`
	CaseID    string     `json:"caseId"`
	Procedure string     `json:"procedure" enum:"tlv,bezwaar,buitenkans,plaatsing"`
	About     string     `json:"about" doc:"Id of the task or the term."`
	Title     string     `json:"title"`
	DueOn     string     `json:"dueOn" format:"date"`
	DaysLate  int        `json:"daysLate" doc:"Until today, or until it was done."`
	At        *time.Time `json:"at,omitempty" doc:"When the caller was told."`
	Late      bool       `json:"late" doc:"Told later than planned, because nothing ran at the moment itself."`
	Over      bool       `json:"over" doc:"It was done, or is not late any more."`
	Contact   string     `json:"contact,omitempty" example:"sot:zeist" doc:"Whom to ask: the SOT of the subregion."`
	MayAnswer bool       `json:"mayAnswer" doc:"The caller can answer now."`
	Asked
}

// Asked is what is asked of an outsider who was told of something overdue, and what was answered.
type Asked struct {
	Asks     string                 `json:"asks,omitempty" doc:"What is asked, in Dutch; absent when they are only told."`
	AnswerOn string                 `json:"answerOn,omitempty" format:"date" doc:"The day by which an answer is asked."`
	Subject  string                 `json:"subject,omitempty" enum:"leerplicht,jeugdhulp,leerlingenvervoer,beleid" doc:"The desk of a municipality that it is for."`
	Answers  []EscalationAnswerView `json:"answers" nullable:"false" doc:"In order; of the own party, and for SOT, office and director all of them."`
}

// EscalationAnswerView is what an outsider answered.
type EscalationAnswerView struct {
	Party    string     `json:"party"`
	At       *time.Time `json:"at,omitempty"`
	Response string     `json:"response" enum:"seen,taken-up,not-ours"`
	TextID   string     `json:"textId,omitempty" doc:"The words with it, in the dossier."`
	Mine     bool       `json:"mine" doc:"Of a party of the caller."`
}

type escalationsOutput struct {
	Body struct {
		Today       string           `json:"today" format:"date"`
		Escalations []EscalationItem `json:"escalations" nullable:"false"`
	}
}

func (s *service) escalations(ctx context.Context, _ *struct{}) (*escalationsOutput, error) {
	person := identity.From(ctx)
	views, err := s.store.Cases(ctx, CaseQuery{Told: names(person.Parties)})
	if err != nil {
		return nil, edge.Problem(err)
	}
	out := &escalationsOutput{}
	out.Body.Today, out.Body.Escalations = s.clock.Today(), []EscalationItem{}
	for _, view := range views {
		for _, firing := range view.GetFired() {
			if toldOf(person, view, firing) {
				out.Body.Escalations = append(out.Body.Escalations, s.reader(person, view).escalation(person, firing))
			}
		}
	}
	slices.SortStableFunc(out.Body.Escalations, openAndLatestFirst)
	return out, nil
}

type escalationInput struct {
	ID string `path:"id" maxLength:"64" doc:"Opaque id of the escalation."`
}

type escalationOutput struct{ Body EscalationItem }

func (s *service) escalation(ctx context.Context, in *escalationInput) (*escalationOutput, error) {
	person := identity.From(ctx)
	view, firing, err := s.told(ctx, person, in.ID)
	if err != nil {
		return nil, err
	}
	return &escalationOutput{s.reader(person, view).escalation(person, firing)}, nil
}

// told finds an escalation of which this person was told; for anybody else there is no such escalation. It needs no part in the case.
func (s *service) told(ctx context.Context, person identity.Person, id string) (*casesv1.View, *caseworkv1.Firing, error) {
	views, err := s.store.Cases(ctx, CaseQuery{Told: names(person.Parties), Escalation: id})
	if err != nil {
		return nil, nil, edge.Problem(err)
	}
	for _, view := range views {
		for _, firing := range view.GetFired() {
			if escalationID(view, firing) == id && toldOf(person, view, firing) {
				return view, firing, nil
			}
		}
	}
	return nil, nil, edge.NotFound("Dit bericht is niet gevonden. Kijk of de link klopt, of zoek het op in uw overzicht.")
}

// toldOf says whether the ladder told this person.
func toldOf(person identity.Person, view *casesv1.View, firing *caseworkv1.Firing) bool {
	return escalationID(view, firing) != "" &&
		slices.ContainsFunc(person.Parties, func(who party.Party) bool { return slices.Contains(firing.GetTold(), string(who)) })
}

func names(parties []party.Party) []string {
	names := make([]string, len(parties))
	for i, who := range parties {
		names[i] = string(who)
	}
	return names
}

func openAndLatestFirst(a, b EscalationItem) int {
	if a.Over != b.Over {
		if a.Over {
			return 1
		}
		return -1
	}
	return cmp.Or(cmp.Compare(b.DaysLate, a.DaysLate), strings.Compare(a.DueOn, b.DueOn), strings.Compare(a.CaseID, b.CaseID))
}

// escalation is what the ladder told, as who was told may see it, with or without a part in the case.
func (r reader) escalation(person identity.Person, f *caseworkv1.Firing) EscalationItem {
	view := r.view
	item := EscalationItem{
		ID: escalationID(view, f), CaseID: view.GetCaseId(), Procedure: view.GetProcedure(), About: f.GetAbout(), Title: f.GetTitle(), DueOn: f.GetDueOn(),
		At: moment(f.GetAt()), Late: f.GetLate(),
		Asked: r.asked(f),
	}
	_, answers := answering(person, f)
	item.MayAnswer = answers && !view.GetClosed()
	doneOn, over := overSince(view, f)
	item.Over = over
	if late := daysLeft(f.GetDueOn(), cmp.Or(doneOn, r.today)); late != nil {
		item.DaysLate = max(0, *late)
	}
	if view.GetSubregionId() != "" {
		item.Contact = string(party.Of(party.SOT, view.GetSubregionId()))
	}
	return item
}

// asked is what is asked of outsiders, and their answers as far as the reader may see them.
func (r reader) asked(f *caseworkv1.Firing) Asked {
	shown := Asked{Asks: f.GetAsks(), AnswerOn: f.GetAnswerOn(), Subject: f.GetSubject(), Answers: []EscalationAnswerView{}}
	for _, answer := range f.GetAnswers() {
		mine := slices.Contains(r.own, party.Party(answer.GetActor().GetParty()))
		if mine || r.May(access.Firings) {
			shown.Answers = append(shown.Answers, EscalationAnswerView{
				Party: answer.GetActor().GetParty(), At: moment(answer.GetAt()), Response: responses.word(answer.GetResponse()),
				TextID: answer.GetTextId(), Mine: mine,
			})
		}
	}
	return shown
}

// overSince says whether what was late is over, and since which day if it was done: the task is closed, the term is met, ended or
// moved, or the dwangsom stopped.
func overSince(view *casesv1.View, f *caseworkv1.Firing) (doneOn string, over bool) {
	for _, task := range view.GetTasks() {
		if task.GetId() == f.GetAbout() && task.GetDueOn() == f.GetDueOn() {
			if isOpen(task) {
				return "", false
			}
			return clock.Clock(task.GetClosedAt().AsTime).Today(), true
		}
	}
	for _, term := range view.GetTerms() {
		if term.GetId() == f.GetAbout() && term.GetPlannedOn() == f.GetDueOn() {
			return term.GetMetOn(), !isRunning(term)
		}
	}
	for _, notice := range view.GetDefaults() {
		if notice.GetId() == f.GetAbout() {
			return notice.GetStoppedOn(), notice.GetStoppedOn() != "" || notice.GetDecidedOn() != ""
		}
	}
	return "", true
}
