package documents

import (
	"context"
	"errors"
	"fmt"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/access"
)

// tailored is the letter as it is for this reader: who follows how it goes reads that there is a return, and not the plan for it.
func tailored(d Dossier, in Sharing, request *documentsv1.ComposeLetterRequest, message letter.Message, to *documentsv1.Addressee) letter.Message {
	of, is := message.Content.(letter.Return)
	if !is {
		return message
	}
	who := party.Party(to.GetParty())
	of.FromBuitenkans = in.Procedure == buitenkans.Workflow
	of.WithoutPlan = who != party.Of(party.School, request.GetFacts()["school"]) &&
		!d.rights(in, []party.Party{who}).For(who).May(access.Return)
	message.Content = of
	return message
}

// papersQuoted are those of the texts that a letter about a placement quotes that are files: what was written on paper goes along as
// an enclosure.
func (s *Service) papersQuoted(ctx context.Context, d Dossier, request *documentsv1.ComposeLetterRequest) ([]string, error) {
	switch request.GetKind() {
	case documentsv1.LetterKind_LETTER_KIND_BUITENKANS_ADVICE, documentsv1.LetterKind_LETTER_KIND_RETURN:
	default:
		return nil, nil
	}
	var papers []string
	for _, id := range request.GetTextIds() {
		if id == "" {
			continue
		}
		p, err := s.store.Piece(ctx, d.ID, id)
		if err != nil {
			return nil, err // the words of every text were read just before
		}
		if p.Shape == File {
			papers = append(papers, id)
		}
	}
	return papers, nil
}

// withEnclosure tells a letter that quotes a paper whether that paper is behind it.
func withEnclosure(content letter.Content, enclosed bool) letter.Content {
	switch of := content.(type) {
	case letter.ObjectionDecision:
		of.Enclosed = enclosed
		return of
	case letter.BuitenkansAdvice:
		of.Enclosed = enclosed
		return of
	case letter.Return:
		of.Enclosed = enclosed
		return of
	default:
		return content
	}
}

// enclosures of a letter that can be put behind it. Apart: not all can, so that they go along apart.
func (s *Service) enclosures(ctx context.Context, d Dossier, ids []string) (pages [][]byte, apart bool, err error) {
	for _, id := range ids {
		p, err := s.store.Piece(ctx, d.ID, id)
		if errors.Is(err, ErrNotFound) {
			return nil, false, badInput("enclosure_ids", fmt.Sprintf("Stuk %s staat niet in het dossier.", id))
		}
		if err != nil {
			return nil, false, err
		}
		content, err := s.whole(ctx, p)
		if err != nil {
			return nil, false, err
		}
		opened, _, err := asPages(p.MediaType, content)
		if err != nil {
			apart = true
			continue
		}
		pages = append(pages, opened)
	}
	return pages, apart, nil
}
