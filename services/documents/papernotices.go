package documents

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/clock"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/evidence"
	"traject.nl/services/platform/pdf"
)

// A parent who cannot be reached electronically, or did not say yes to that (Awb 2:8), gets a notice on paper. The office prints it; it is
// not kept, because it says no more than that something waits.

type paperNoticeInput struct {
	edge.IdempotencyKey
	InDossier
	Body struct {
		CaseID  string            `json:"caseId" minLength:"1" maxLength:"40"`
		Party   party.Party       `json:"party" minLength:"1" maxLength:"80" doc:"The parent."`
		Kind    letter.NoticeKind `json:"kind" minLength:"1" maxLength:"20" doc:"Kind of notice, such as letter, task or reminder."`
		PieceID string            `json:"pieceId,omitempty" maxLength:"40" doc:"A letter to this parent that goes along; none when empty."`
	}
}

type paperNoticeOutput struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

// describePaperNotices puts the operation into the API: its answer is a PDF.
func (s *Service) describePaperNotices(api huma.API) {
	making := operation(http.MethodPost, "create-paper-notice", "/v1/dossiers/{id}/paper-notices", "Make a notice on paper for a parent", http.StatusOK)
	making.Responses = map[string]*huma.Response{"200": {
		Description: "The letter", Content: map[string]*huma.MediaType{"application/pdf": {Schema: &huma.Schema{Type: "string", Format: "binary"}}},
	}}
	huma.Register(api, making, s.makePaperNotice)
}

// makePaperNotice makes the letter. The same key gives the same letter, with the date of the first time.
func (s *Service) makePaperNotice(ctx context.Context, in *paperNoticeInput) (*paperNoticeOutput, error) {
	v, err := s.visit(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if v, err = v.in(in.Body.CaseID); err != nil {
		return nil, err
	}
	if !v.person.Is(party.TheOffice) {
		return nil, edge.Forbidden("Alleen het kantoor maakt berichten op papier.")
	}
	to, err := s.paperAddressee(v.dossier, v.seats[0].sharing, in.Body.Party)
	if err != nil {
		return nil, err
	}
	enclosed, err := s.enclosedLetter(ctx, v, in.Body.PieceID, in.Body.Party)
	if err != nil {
		return nil, err
	}
	content, ok := letter.NoticeOf(in.Body.Kind, enclosed != nil)
	if !ok {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.kind", Message: fmt.Sprintf("Een bericht van de soort %q is er niet op papier.", in.Body.Kind)})
	}
	claim, err := s.once(ctx, in.Key, pieceIDLength, "paper-notice", in.ID, in.Body.CaseID, string(in.Body.Party), string(in.Body.Kind), in.Body.PieceID)
	if err != nil {
		return nil, err
	}
	message := letter.Message{CaseID: in.Body.CaseID, DatedOn: claim.At.In(clock.Amsterdam()), Content: content}
	made, err := message.Print(s.head, to)
	if err != nil {
		return nil, err
	}
	if enclosed != nil {
		if made, err = pdf.Merge(made, enclosed); err != nil {
			return nil, fmt.Errorf("put letter %s behind a notice on paper: %w", in.Body.PieceID, err)
		}
	}
	if err := v.provePaper(ctx, in, claim); err != nil {
		return nil, err
	}
	return &paperNoticeOutput{"application/pdf", `attachment; filename="bericht-` + claim.ID + `.pdf"`, made}, s.store.Fulfil(ctx, claim.Key)
}

// provePaper writes down who made the letter, before it leaves: it has a name and an address on it.
func (v visit) provePaper(ctx context.Context, in *paperNoticeInput, claim Claim) error {
	read := []string{ThePaperNotice}
	if in.Body.PieceID != "" {
		read = append(read, in.Body.PieceID)
	}
	if err := v.note(ctx, Download, read...); err != nil {
		return err
	}
	facts := map[string]string{evidence.FactKind: string(in.Body.Kind), evidence.FactSubject: v.person.Subject}
	if in.Body.PieceID != "" {
		facts[evidence.FactPiece] = in.Body.PieceID
	}
	_, err := v.service.proof.log.Append(ctx, evidence.Entry{
		CaseID: in.Body.CaseID, Key: string(evidence.PaperMade) + "/" + claim.ID, At: v.service.clock.Now(), Kind: evidence.PaperMade,
		Party: string(in.Body.Party), Facts: facts,
	})
	return err
}

// paperAddressee finds a parent who is party to the case, with a postal address.
func (s *Service) paperAddressee(d Dossier, in Sharing, who party.Party) (letter.Addressee, error) {
	if who.Role() != party.Parent || !slices.Contains(in.Parties, who) {
		return letter.Addressee{}, edge.BadRequest(edge.FieldProblem{Location: "body.party", Message: "Kies een ouder die bij deze zaak hoort."})
	}
	to, err := s.addressee(d, in, &documentsv1.Addressee{Party: string(who)})
	if err != nil {
		return to, edge.Problem(err)
	}
	if blank(to.Street) || blank(to.Place) {
		return to, edge.Conflict("Van deze ouder is geen postadres bekend. Vraag het aan de school.")
	}
	return to, nil
}

// enclosedLetter is a letter to this parent that goes along; nil when none is named.
func (s *Service) enclosedLetter(ctx context.Context, v visit, pieceID string, to party.Party) ([]byte, error) {
	if pieceID == "" {
		return nil, nil
	}
	p, err := v.piece(ctx, pieceID, Letter)
	if err != nil {
		return nil, err
	}
	if p.Addressee != to {
		return nil, edge.BadRequest(edge.FieldProblem{Location: "body.pieceId", Message: "Deze brief is aan een ander gericht."})
	}
	content, err := s.whole(ctx, p)
	if err != nil {
		return nil, err
	}
	opened, _, err := pdf.Open(content)
	return opened, err
}
