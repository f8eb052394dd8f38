package upstream

import (
	"context"
	"net/http"
	"time"
)

// Escalation is one time that a ladder told the person's party that something is overdue. It names no school and no pupil.
type Escalation struct {
	// ID is opaque and stays the same.
	ID        string `json:"id"`
	CaseID    string `json:"caseId"`
	Procedure string `json:"procedure"`
	// About is the task or the term.
	About    string    `json:"about"`
	Title    string    `json:"title"`
	DueOn    string    `json:"dueOn"`
	DaysLate int       `json:"daysLate"`
	At       time.Time `json:"at"`
	Late     bool      `json:"late"`
	// Over says that what was late has been done since.
	Over bool `json:"over"`
	// Contact is the party to ask, such as "sot:zeist".
	Contact string `json:"contact"`
	// MayAnswer says that the person can answer now.
	MayAnswer bool `json:"mayAnswer"`
	Asked
}

// Asked is what is asked of an outsider who was told, and what was answered.
type Asked struct {
	// Asks is what is asked, in Dutch; empty when they are only told. AnswerOn is the ISO date by which an answer is asked.
	Asks     string `json:"asks"`
	AnswerOn string `json:"answerOn"`
	// Subject is the desk of a municipality that it is for, such as "leerplicht".
	Subject string `json:"subject"`
	// Answers, the oldest first.
	Answers []EscalationAnswer `json:"answers"`
}

// EscalationAnswer is what somebody who was told answered.
type EscalationAnswer struct {
	Party string    `json:"party"`
	At    time.Time `json:"at"`
	// Response is "seen", "taken-up" or "not-ours".
	Response string `json:"response"`
	// TextID of the words with it; empty when there are none.
	TextID string `json:"textId"`
}

// Escalations returns what the person's parties were told, the newest first.
func (c *Cases) Escalations(ctx context.Context, token string) ([]Escalation, error) {
	var answer struct {
		Escalations []Escalation `json:"escalations"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/escalations", token: token}, &answer)
	return answer.Escalations, err
}

// AnswerEscalation answers one of which the person's party was told; the words with it are a text of the dossier, and may be none.
func (c *Cases) AnswerEscalation(ctx context.Context, token, key, id, response, textID string) error {
	body := map[string]string{"response": response}
	if textID != "" {
		body["textId"] = textID
	}
	_, err := c.json(ctx, call{
		method: http.MethodPost, path: "/v1/escalations/" + segment(id) + "/answers", body: body, token: token, headers: idempotent(key),
	}, nil)
	return err
}

// AddPartnerAnswer writes the words of somebody outside the case, to which their answer can then refer; it returns the id of the text.
func (d *Documents) AddPartnerAnswer(ctx context.Context, token, key, caseID, words string) (string, error) {
	var answer struct {
		ID string `json:"id"`
	}
	_, err := d.json(ctx, call{
		method: http.MethodPost, path: partnerAnswers(caseID), body: map[string]string{"text": words}, token: token, headers: idempotent(key),
	}, &answer)
	return answer.ID, err
}

// PartnerAnswer returns the words that somebody outside the case wrote with an answer.
func (d *Documents) PartnerAnswer(ctx context.Context, token, caseID, textID string) (*Piece, error) {
	var answer Piece
	if _, err := d.json(ctx, call{method: http.MethodGet, path: partnerAnswers(caseID) + "/" + segment(textID), token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}

func partnerAnswers(caseID string) string { return "/v1/cases/" + segment(caseID) + "/partner-answers" }
