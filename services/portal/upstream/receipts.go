package upstream

import (
	"context"
	"net/http"
	"time"
)

// Receipt says that something was received, and when.
type Receipt struct {
	ID     string `json:"id"`
	CaseID string `json:"caseId"`
	// Act as in the acts of a case, or "AnswerEscalation".
	Act   string `json:"act"`
	Party string `json:"party"`
	// Mine says that the person did it, and not somebody else of the party.
	Mine bool      `json:"mine"`
	At   time.Time `json:"at"`
	// Entered is what was sent, without the words: those are in the dossier, under the ids that stand here. Only when one is read.
	Entered map[string]any `json:"entered"`
	// SHA256 of what was sent, as it is in the evidence.
	SHA256 string `json:"sha256"`
}

// Receipts returns what the person's parties sent in a case, the newest first.
func (c *Cases) Receipts(ctx context.Context, token, caseID string) ([]Receipt, error) {
	var answer struct {
		Receipts []Receipt `json:"receipts"`
	}
	_, err := c.json(ctx, call{method: http.MethodGet, path: "/v1/cases/" + segment(caseID) + "/receipts", token: token}, &answer)
	return answer.Receipts, err
}

// Receipt returns one of them with what was sent.
func (c *Cases) Receipt(ctx context.Context, token, caseID, id string) (*Receipt, error) {
	var answer Receipt
	path := "/v1/cases/" + segment(caseID) + "/receipts/" + segment(id)
	if _, err := c.json(ctx, call{method: http.MethodGet, path: path, token: token}, &answer); err != nil {
		return nil, err
	}
	return &answer, nil
}
