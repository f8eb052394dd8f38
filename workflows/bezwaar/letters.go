package bezwaar

import (
	"go.temporal.io/sdk/workflow"

	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/workflows/casework"
)

// letters makes a letter for everybody outside ZOUT, or for those that the request names.
func (p *process) letters(ctx workflow.Context, request *documentsv1.ComposeLetterRequest) ([]*documentsv1.Letter, error) {
	addressees, names, err := p.Addressees(ctx)
	if err != nil {
		return nil, err
	}
	if request.Addressees == nil {
		request.Addressees = addressees
	}
	request.CaseId, request.DossierId, request.SchoolNames = p.CaseID, p.DossierID, names
	request.DatedOn = casework.Today(ctx).String()
	return casework.ComposeLetter(ctx, request)
}

// notifyOf tells everybody once that there is a letter for them.
func (p *process) notifyOf(letters []*documentsv1.Letter, about string) {
	told := map[string]bool{}
	for _, letter := range letters {
		if !told[letter.Party] && len(p.reachable(letter.Party)) > 0 {
			p.NotifyLetter(about, letter)
		}
		told[letter.Party] = true
	}
}

// reachable are those of the parties that have an account: another interested party gets paper only.
func (p *process) reachable(parties ...string) []string {
	var found []string
	for _, who := range parties {
		if party.Party(who).Role() != party.Interested {
			found = append(found, who)
		}
	}
	return found
}

// put a fact in a letter, unless there is nothing to say.
func put(facts map[string]string, name, value string) {
	if value != "" {
		facts[name] = value
	}
}

// putIf puts a fact that is so or not.
func putIf(facts map[string]string, so bool, name string) {
	if so {
		facts[name] = "ja"
	}
}
