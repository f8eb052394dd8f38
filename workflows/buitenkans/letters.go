package buitenkans

import (
	"go.temporal.io/sdk/workflow"

	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
)

// letters makes a letter for the school and each of the parents.
func (p *process) letters(ctx workflow.Context, request *documentsv1.ComposeLetterRequest) ([]*documentsv1.Letter, error) {
	addressees, names, err := p.Addressees(ctx)
	if err != nil {
		return nil, err
	}
	request.CaseId, request.DossierId = p.CaseID, p.DossierID
	request.Addressees, request.SchoolNames = addressees, names
	request.DatedOn = casework.Today(ctx).String()
	return casework.ComposeLetter(ctx, request)
}

// keepLetters keeps the letters with the case, and tells everybody once that there is one.
func (p *process) keepLetters(letters []*documentsv1.Letter, about string) {
	for _, letter := range letters {
		p.facts.LetterIds = append(p.facts.LetterIds, letter.DocumentId)
		p.NotifyLetter(p.about("brief/"+about), letter)
	}
}
