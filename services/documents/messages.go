package documents

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"slices"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	bezwaarv1 "traject.nl/proto/gen/traject/bezwaar/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/paper"
	"traject.nl/services/platform/pdf"
)

// ComposeLetter makes one letter for each addressee, about an objection, a term or a dwangsom. A letter that is there already
// stays as it is: its id follows from the key and the addressee.
func (s *Service) ComposeLetter(ctx context.Context, request *documentsv1.ComposeLetterRequest) (*documentsv1.ComposeLetterResponse, error) {
	d, form, err := s.formOf(ctx, request.GetDossierId(), request.GetCaseId())
	if err != nil {
		return nil, err
	}
	in, ok := d.Case(request.GetCaseId())
	if !ok {
		// The case shares its parties by itself, moments after it began: trying again is all that it takes.
		return nil, fmt.Errorf("case %s has no part in dossier %s yet", request.GetCaseId(), d.ID)
	}
	message, err := s.message(ctx, d, form, in, request)
	if err != nil {
		return nil, err
	}
	papers, err := s.papersQuoted(ctx, d, request)
	if err != nil {
		return nil, err
	}
	enclosures, apart, err := s.enclosures(ctx, d, append(papers, request.GetEnclosureIds()...))
	if err != nil {
		return nil, err
	}
	message.Content = withEnclosure(message.Content, len(enclosures) > 0 && !apart)
	answer := &documentsv1.ComposeLetterResponse{}
	for _, to := range request.GetAddressees() {
		theirs, along := tailored(d, in, request, message, to), enclosures
		if is, ok := theirs.Content.(letter.Return); ok && is.WithoutPlan {
			along = nil
		}
		id, err := s.composeMessage(ctx, d, in, request.GetKey(), theirs, to, along)
		if err != nil {
			return nil, err
		}
		if err := s.proveAccessible(ctx, d, composed(d.ID, id, in.CaseID, party.Party(to.GetParty()))); err != nil {
			return nil, err
		}
		answer.Letters = append(answer.Letters, &documentsv1.Letter{DocumentId: id, Party: to.GetParty()})
	}
	return answer, s.recordReplacements(ctx, request.GetReplacements())
}

// message gathers what the letter tells: facts by name, who it is about, and words of the dossier.
func (s *Service) message(ctx context.Context, d Dossier, form Application, in Sharing, request *documentsv1.ComposeLetterRequest) (letter.Message, error) {
	dates, facts := dateReader{}, letterFacts{given: request.GetFacts(), schools: request.GetSchoolNames()}
	message := letter.Message{
		CaseID: in.CaseID, DatedOn: dates.read("dated_on", request.GetDatedOn()), Pupil: pupilOf(form, &dates),
		Bezwaar: in.IsBezwaar(), ObjectedBy: objectedBy(d, in.Objector), Steps: request.GetSteps(),
	}
	if dates.err != nil {
		return message, dates.err
	}
	texts := make([]string, len(request.GetTextIds()))
	for i, id := range request.GetTextIds() {
		var err error
		if texts[i], err = s.words(ctx, d.ID, id); err != nil {
			return message, err
		}
	}
	message.Content = facts.content(request.GetKind(), texts)
	if len(facts.problems) > 0 {
		return message, failure.Refuse(failure.BadInput, facts.problems...)
	}
	if decision, is := message.Content.(letter.ObjectionDecision); is {
		replacements, err := s.replacements(ctx, d, request)
		if err != nil {
			return message, err
		}
		decision.Replacements = replacements
		message.Content = decision
	}
	return message, nil
}

// objectedBy says who objects, to others than they.
func objectedBy(d Dossier, objector party.Party) string {
	switch {
	case objector.Role() == party.Parent:
		return "een ouder"
	case objector != "" && slices.ContainsFunc(d.Cases(), func(in Sharing) bool {
		return in.procedure() == tlv.Workflow && d.applicant(in) == objector
	}):
		return "de school die de aanvraag deed"
	case objector.Role() == party.School:
		return "een school"
	case objector.Role() == party.Board:
		return "het schoolbestuur"
	default:
		return "een andere belanghebbende"
	}
}

// replacements are the decisions that take the place of the first ones; each is about the pupil of its own dossier.
func (s *Service) replacements(ctx context.Context, d Dossier, request *documentsv1.ComposeLetterRequest) ([]letter.Decision, error) {
	var all []letter.Decision
	for _, replacement := range request.GetReplacements() {
		of, err := s.decided(ctx, replacement.GetCaseId())
		if err != nil {
			return nil, err
		}
		about, err := of.ApplicationOf(replacement.GetCaseId())
		if err != nil {
			return nil, err
		}
		dates := dateReader{}
		taken := replacement.GetDecision()
		decision := letter.Decision{CaseID: replacement.GetCaseId(), Granted: taken.GetGranted(), Pupil: pupilOf(about, &dates)}
		if taken.GetGranted() {
			grant(&decision, taken, request.GetSchoolNames(), &dates)
		}
		if dates.err != nil {
			return nil, dates.err
		}
		if decision.Reasons, err = s.words(ctx, d.ID, taken.GetReasonsTextId()); err != nil {
			return nil, err
		}
		if decision.ReturnAgreements, err = s.words(ctx, d.ID, taken.GetReturnAgreementsTextId()); err != nil {
			return nil, err
		}
		all = append(all, decision)
	}
	return all, nil
}

// recordReplacements keeps for whom the TLVs are granted that a bezwaar gave: it decides who gets to know the pupil.
func (s *Service) recordReplacements(ctx context.Context, replacements []*bezwaarv1.Replacement) error {
	for _, replacement := range replacements {
		var grantedTo party.Party
		if taken := replacement.GetDecision(); taken.GetGranted() {
			grantedTo = party.Of(party.School, taken.GetReceivingSchoolId())
		}
		of, err := s.decided(ctx, replacement.GetCaseId())
		if err != nil {
			return err
		}
		if err := s.store.RecordDecision(ctx, of.ID, replacement.GetCaseId(), grantedTo); err != nil {
			return err
		}
	}
	return nil
}

// decided is the dossier in which a decision was taken.
func (s *Service) decided(ctx context.Context, caseID string) (Dossier, error) {
	of, err := s.store.DossierOfCase(ctx, caseID)
	if errors.Is(err, ErrNotFound) {
		return of, unknownDossier(caseID)
	}
	return of, err
}

// whole is the content of a file.
func (s *Service) whole(ctx context.Context, p Piece) ([]byte, error) {
	stream, err := s.store.Content(ctx, p)
	if err != nil {
		return nil, err
	}
	defer stream.Close()
	return io.ReadAll(stream)
}

func (s *Service) composeMessage(
	ctx context.Context, d Dossier, in Sharing, key string, message letter.Message, to *documentsv1.Addressee, enclosures [][]byte,
) (string, error) {
	id := messageID(key, to)
	if _, err := s.store.Piece(ctx, d.ID, id); !errors.Is(err, ErrNotFound) {
		return id, err
	}
	addressee, err := s.recipient(ctx, d, in, to)
	if err != nil {
		return "", err
	}
	content, err := message.Print(s.head, addressee)
	if err != nil {
		return "", err
	}
	if len(enclosures) > 0 {
		if content, err = pdf.Merge(append([][]byte{content}, enclosures...)...); err != nil {
			return "", fmt.Errorf("enclose papers with letter %s: %w", id, err)
		}
	}
	_, err = s.store.AddFile(ctx, Piece{
		ID: id, DossierID: d.ID, Kind: contract.Letter, Shape: Letter, Addressee: party.Party(to.GetParty()), Attached: true, CaseID: in.CaseID,
		Name: message.Title() + ".pdf", MediaType: "application/pdf", CreatedAt: s.clock.Now(),
	}, bytes.NewReader(content))
	return id, err
}

// messageID is the same for every attempt at the same letter. Who objects and their gemachtigde are one party, with a letter each.
func messageID(key string, to *documentsv1.Addressee) string {
	sum := sha256.Sum256([]byte("message/" + key + "/" + to.GetParty() + "/" + to.GetAddressTextId()))
	return encodeID(sum[:pieceIDLength])
}

// recipient finds name, address and part of an addressee.
func (s *Service) recipient(ctx context.Context, d Dossier, in Sharing, to *documentsv1.Addressee) (letter.Addressee, error) {
	who := party.Party(to.GetParty())
	part := letter.Involved
	if in.IsBezwaar() && who == in.Objector {
		part = letter.Objecting
	}
	if to.GetAddressTextId() != "" {
		text, err := s.store.Piece(ctx, d.ID, to.GetAddressTextId())
		if errors.Is(err, ErrNotFound) {
			return letter.Addressee{}, badInput("addressees", fmt.Sprintf("Adres %s staat niet in het dossier.", to.GetAddressTextId()))
		}
		if text.Kind == contract.RepresentativeAddress {
			part = letter.Representing
		}
		return letter.Addressee{Reader: letter.Someone, Lines: paper.Paragraphs(text.Text), Part: part}, err
	}
	switch who.Role() {
	case party.School, party.Parent:
		found, err := s.addressee(d, in, to)
		if who.Role() == party.School { // every school in a bezwaar, or with a term, is one that applied
			found.Reader = letter.ApplicantSchool
		}
		found.Part = part
		return found, err
	case party.Board:
		return letter.Addressee{Reader: letter.Board, Name: to.GetName(), Street: to.GetStreet(), Postcode: to.GetPostcode(), Place: to.GetPlace(), Part: part}, nil
	default:
		return letter.Addressee{}, badInput("addressees", fmt.Sprintf("Voor partij %s is er geen adres.", who))
	}
}
