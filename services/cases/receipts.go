package cases

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/identity"
)

func (s *service) registerReceipts(api huma.API) {
	huma.Register(api, huma.Operation{
		OperationID: "listReceipts", Method: http.MethodGet, Path: "/v1/cases/{caseId}/receipts", Tags: []string{"receipts"},
		Errors:      append([]int{http.StatusNotFound}, readErrors...),
		Summary:     "What came in of my party in a case, the newest first (Awb 2:17)",
		Description: "Also for a party that has no part in the case any more, or never had, such as a municipality that answered. The office and the director see those of every party.",
	}, s.listReceipts)
	huma.Register(api, huma.Operation{
		OperationID: "getReceipt", Method: http.MethodGet, Path: "/v1/cases/{caseId}/receipts/{receiptId}", Tags: []string{"receipts"},
		Errors:  append([]int{http.StatusNotFound}, readErrors...),
		Summary: "One receipt, with what was entered",
	}, s.getReceipt)
}

// ReceiptItem says that an act came in.
type ReceiptItem struct {
	ID      string    `json:"id"`
	CaseID  string    `json:"caseId"`
	Act     string    `json:"act" example:"Submit"`
	Party   string    `json:"party" doc:"In whose name it was done."`
	Mine    bool      `json:"mine" doc:"The caller did it."`
	At      time.Time `json:"at" doc:"When it was received (Awb 2:20)."`
	Version int64     `json:"version" doc:"Version that the case reached by it."`
}

// ReceiptView is a receipt with what was entered.
type ReceiptView struct {
	ReceiptItem
	Entered json.RawMessage `json:"entered" doc:"What was sent: ids, dates and choices. The words are in the dossier, by these ids."`
	SHA256  string          `json:"sha256" doc:"Of entered, as compact JSON, in hexadecimal; the same as in the evidence."`
}

type receiptsInput struct {
	CaseID string `path:"caseId" doc:"Opaque id of the case."`
}

type receiptsOutput struct {
	Body struct {
		Receipts []ReceiptItem `json:"receipts" nullable:"false"`
	}
}

func (s *service) listReceipts(ctx context.Context, in *receiptsInput) (*receiptsOutput, error) {
	person := identity.From(ctx)
	parties := names(person.Parties)
	_, viewer, refusal := s.own(ctx, person, in.CaseID)
	if access.MayOverview(access.Evidence, viewer.Parties()...) {
		parties = nil
	}
	receipts, err := s.store.Receipts(ctx, in.CaseID, parties)
	if err != nil {
		return nil, edge.Problem(err)
	}
	if len(receipts) == 0 && refusal != nil {
		return nil, refusal
	}
	out := &receiptsOutput{}
	out.Body.Receipts = []ReceiptItem{}
	for _, receipt := range receipts {
		out.Body.Receipts = append(out.Body.Receipts, receiptItem(person, receipt))
	}
	return out, nil
}

type receiptInput struct {
	CaseID    string `path:"caseId" doc:"Opaque id of the case."`
	ReceiptID string `path:"receiptId" maxLength:"64"`
}

type receiptOutput struct{ Body ReceiptView }

func (s *service) getReceipt(ctx context.Context, in *receiptInput) (*receiptOutput, error) {
	person := identity.From(ctx)
	receipt, err := s.store.Receipt(ctx, in.CaseID, in.ReceiptID)
	if err != nil && !errors.Is(err, ErrNoReceipt) {
		return nil, edge.Problem(err)
	}
	if err == nil && !slices.Contains(person.Parties, party.Party(receipt.Party)) {
		_, viewer, refusal := s.own(ctx, person, in.CaseID)
		if refusal != nil || !access.MayOverview(access.Evidence, viewer.Parties()...) {
			err = ErrNoReceipt
		}
	}
	if err != nil {
		return nil, edge.NotFound("Deze ontvangstbevestiging is niet gevonden. Zoek haar op in uw overzicht.")
	}
	return &receiptOutput{ReceiptView{ReceiptItem: receiptItem(person, receipt), Entered: receipt.Entered, SHA256: receipt.SHA256}}, nil
}

func receiptItem(person identity.Person, r Receipt) ReceiptItem {
	return ReceiptItem{
		ID: r.ID, CaseID: r.CaseID, Act: r.Act, Party: r.Party, Mine: r.Subject == person.Subject, At: r.At, Version: r.Version,
	}
}

// confirm writes the receipt of an act that is in, and the evidence of it. Writing it again is writing it once.
func (s *service) confirm(ctx context.Context, r request, hash string, answer Answer) (receiptID string, err error) {
	entered, err := json.Marshal(r.body)
	if err != nil {
		return "", fmt.Errorf("receipt of act %s: %w", r.act, err)
	}
	sum := sha256.Sum256(entered)
	receipt := Receipt{
		ID: digest("receipt", r.answerID(), hash)[:32], CaseID: answer.CaseID, Act: string(r.act), Party: string(r.as), Subject: r.person.Subject,
		Version: answer.Version, At: answer.At, Entered: entered, SHA256: hex.EncodeToString(sum[:]),
	}
	if err := s.store.PutReceipt(ctx, receipt); err != nil {
		return "", err
	}
	_, err = s.evidence.Append(ctx, evidence.Entry{
		CaseID: receipt.CaseID, Key: "received/" + receipt.ID, At: receipt.At, Kind: evidence.Received, Party: receipt.Party,
		Facts: map[string]string{
			evidence.FactMessage: receipt.ID, evidence.FactAct: receipt.Act, evidence.FactSHA256: receipt.SHA256, evidence.FactSubject: receipt.Subject,
		},
	})
	return receipt.ID, err
}
