package journey

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// Bezwaar is one objection that is being told, of one objector against one or more decisions. Every act has a key that follows from
// the key of the objection, so that one told twice is one case.
type Bezwaar struct {
	*Traject
	// Key tells objections apart: letters, digits and hyphens, at most 40.
	Key string
	// Against are the TLV cases whose decisions are objected to; the dossier of the first keeps the papers.
	Against []string
	// CaseID is empty until the objection is made.
	CaseID string
	// Today in the Netherlands.
	Today time.Time
}

// Stage of an objection that is told: one person does one thing.
type Stage struct {
	Name string
	Do   func(context.Context, *Bezwaar) error
}

// Objection against the decisions of these stories.
func (s *Story) Objection(key string, beside ...*Story) *Bezwaar {
	b := &Bezwaar{Traject: s.Traject, Key: key, Against: []string{s.CaseID}, Today: s.Today}
	for _, other := range beside {
		b.Against = append(b.Against, other.CaseID)
	}
	return b
}

// Tell does the stages in order.
func (b *Bezwaar) Tell(ctx context.Context, stages ...Stage) error {
	for _, stage := range stages {
		if err := stage.Do(ctx, b); err != nil {
			return fmt.Errorf("bezwaar %s, stage %q: %w", b.Key, stage.Name, err)
		}
	}
	return nil
}

// DossierID is where the papers are.
func (b *Bezwaar) DossierID() string { return b.Against[0] }

// In is the case as the acts on terms and tasks want it.
func (b *Bezwaar) In() Place { return Place{b.CaseID, b.DossierID(), b.Key} }

// Day is a date so many days from today (ISO 8601).
func (b *Bezwaar) Day(days int) string { return b.Today.AddDate(0, 0, days).Format(time.DateOnly) }

// Words writes a text for the bezwaar and gives its id. Before the bezwaar is made, it is a draft of the dossier.
func (b *Bezwaar) Words(ctx context.Context, account, what, kind, text string) (string, error) {
	return b.As(account).WriteFor(ctx, b.DossierID(), b.CaseID, b.key(what), kind, text)
}

// File uploads a file for the bezwaar and gives its id.
func (b *Bezwaar) File(ctx context.Context, account, what, kind string, content []byte) (string, error) {
	return b.As(account).UploadFor(ctx, b.DossierID(), b.CaseID, b.key(what), kind, kind+".pdf", content)
}

// Act does an act in the bezwaar, by the last part of its path.
func (b *Bezwaar) Act(ctx context.Context, account, path string, body any) error {
	_, err := b.As(account).Act(ctx, b.CaseID, b.key(path), path, body)
	return err
}

func (b *Bezwaar) key(what string) string { return b.Key + "-" + what }

// Lodge makes an objection and gives the new case.
func (p Person) Lodge(ctx context.Context, key string, body any) (Accepted, error) {
	var accepted Accepted
	_, err := p.Do(ctx, Request{Method: http.MethodPost, URL: p.Cases + "/v1/objections", Key: key, Body: body}, &accepted)
	return accepted, err
}

// form is what is the same in the form of everybody who objects. More fills in the rest.
func (b *Bezwaar) form(objectionID string, more map[string]any) map[string]any {
	body := map[string]any{"decisionCaseIds": b.Against, "objectionId": objectionID}
	for field, value := range more {
		body[field] = value
	}
	return body
}

// lodge is somebody objecting. The objection is then of that day, also when it is told again on a later one.
func (b *Bezwaar) lodge(ctx context.Context, account string, body map[string]any) error {
	accepted, err := b.As(account).Lodge(ctx, b.key("lodge"), body)
	if err != nil {
		return err
	}
	b.CaseID, b.Today = accepted.CaseID, inAmsterdam(accepted.At)
	return nil
}

// Contest are the facts of a bezwaar as a person sees them.
type Contest struct {
	Phase             string       `json:"phase"`
	Outcome           string       `json:"outcome"`
	Mine              bool         `json:"mine"`
	Objector          string       `json:"objector"`
	ObjectorParty     string       `json:"objectorParty"`
	ReceivedOn        string       `json:"receivedOn"`
	PostedOn          string       `json:"postedOn"`
	Channel           string       `json:"channel"`
	ObjectorTextID    string       `json:"objectorTextId"`
	ObjectionID       string       `json:"objectionId"`
	ProForma          bool         `json:"proForma"`
	Late              bool         `json:"late"`
	AboutLateDecision bool         `json:"aboutLateDecision"`
	AcknowledgedOn    string       `json:"acknowledgedOn"`
	Bundle            *Bundle      `json:"bundle"`
	Advice            string       `json:"advice"`
	AdviceID          string       `json:"adviceId"`
	Decision          *OnObjection `json:"decision"`
	AppealOn          string       `json:"appealOn"`
	Decisions         []struct {
		CaseID          string `json:"caseId"`
		ObjectionLastOn string `json:"objectionLastOn"`
		TLVNumber       string `json:"tlvNumber"`
	} `json:"decisions"`
	Repairs []struct {
		RepairBy   string `json:"repairBy"`
		RepairedOn string `json:"repairedOn"`
	} `json:"repairs"`
	Talks []struct {
		TalkOn string `json:"talkOn"`
		TextID string `json:"textId"`
	} `json:"talks"`
}

// Bundle is the file for the LBT.
type Bundle struct {
	DocumentID string   `json:"documentId"`
	FilesID    string   `json:"filesId"`
	SentOn     string   `json:"sentOn"`
	Missing    []string `json:"missing"`
	Items      []struct {
		Number    int    `json:"number"`
		Title     string `json:"title"`
		FirstPage int    `json:"firstPage"`
		Pages     int    `json:"pages"`
	} `json:"items"`
}

// OnObjection is the decision on a bezwaar.
type OnObjection struct {
	Opinion      string   `json:"opinion"`
	DecidedOn    string   `json:"decidedOn"`
	AnnouncedOn  string   `json:"announcedOn"`
	LetterIDs    []string `json:"letterIds"`
	Replacements []struct {
		CaseID   string   `json:"caseId"`
		Decision Decision `json:"decision"`
	} `json:"replacements"`
}
