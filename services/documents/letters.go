package documents

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"time"

	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/documents/letter"
	"traject.nl/services/platform/clock"
)

// ComposeLetters makes the letters of a decision, one for each addressee. A letter that is there already stays as it is:
// its id follows from the case and the addressee.
func (s *Service) ComposeLetters(ctx context.Context, request *documentsv1.ComposeLettersRequest) (*documentsv1.ComposeLettersResponse, error) {
	d, form, err := s.formOf(ctx, request.GetDossierId(), request.GetCaseId())
	if err != nil {
		return nil, err
	}
	in, ok := d.Case(request.GetCaseId())
	if !ok || in.procedure() != tlv.Workflow {
		return nil, unknownDossier(d.ID)
	}
	decision, err := s.decision(ctx, d, form, request)
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.ComposeLettersResponse{}
	for _, to := range request.GetAddressees() {
		addressee, err := s.addressee(d, in, to)
		if err != nil {
			return nil, err
		}
		id, err := s.composeOne(ctx, d.ID, decision, addressee, party.Party(to.GetParty()))
		if err != nil {
			return nil, err
		}
		if err := s.proveAccessible(ctx, d, composed(d.ID, id, in.CaseID, party.Party(to.GetParty()))); err != nil {
			return nil, err
		}
		answer.Letters = append(answer.Letters, &documentsv1.Letter{DocumentId: id, Party: to.GetParty()})
	}
	var grantedTo party.Party
	if taken := request.GetFacts().GetDecision(); taken.GetGranted() {
		grantedTo = party.Of(party.School, taken.GetReceivingSchoolId())
	}
	return answer, s.store.RecordDecision(ctx, d.ID, in.CaseID, grantedTo)
}

func (s *Service) composeOne(ctx context.Context, dossierID string, decision letter.Decision, to letter.Addressee, addressee party.Party) (string, error) {
	id := letterID(decision.CaseID, addressee)
	if _, err := s.store.Piece(ctx, dossierID, id); !errors.Is(err, ErrNotFound) {
		return id, err
	}
	pdf, err := letter.Print(s.head, decision, to)
	if err != nil {
		return "", err
	}
	_, err = s.store.AddFile(ctx, Piece{
		ID: id, DossierID: dossierID, Kind: contract.Letter, Shape: Letter, Addressee: addressee, Attached: true,
		Name: "Besluit " + decision.CaseID + ".pdf", MediaType: "application/pdf", CaseID: decision.CaseID, CreatedAt: s.clock.Now(),
	}, bytes.NewReader(pdf))
	return id, err
}

// letterID is the same for every attempt at the same letter.
func letterID(caseID string, to party.Party) string {
	sum := sha256.Sum256([]byte("letter/" + caseID + "/" + string(to)))
	return encodeID(sum[:pieceIDLength])
}

// addressee finds name and address: a school's come with the request, a parent's are in the dossier.
func (s *Service) addressee(d Dossier, in Sharing, to *documentsv1.Addressee) (letter.Addressee, error) {
	who := party.Party(to.GetParty())
	if who.Role() != party.Parent {
		reader := letter.ReceivingSchool
		if who == d.applicant(in) {
			reader = letter.ApplicantSchool
		}
		return letter.Addressee{Reader: reader, Name: to.GetName(), Street: to.GetStreet(), Postcode: to.GetPostcode(), Place: to.GetPlace()}, nil
	}
	forms, err := d.forms(in.CaseID)
	if err != nil {
		return letter.Addressee{}, err
	}
	for _, form := range forms {
		if found := s.parentIn(d, form, who); found.Name != "" {
			return found, nil
		}
	}
	return letter.Addressee{}, badInput("addressees", fmt.Sprintf("Partij %s is geen ouder in dit dossier.", who))
}

// parentIn finds a parent in a form; without a name when that parent is not in it.
func (s *Service) parentIn(d Dossier, form Application, who party.Party) letter.Addressee {
	var found letter.Addressee
	for i, parent := range form.Parents {
		if s.parentParty(d.ID, i, parent) != who {
			continue
		}
		if found.Name != "" { // two parents who share an e-mail address share a letter
			found.Name += " en " + strings.TrimSpace(parent.Name)
			continue
		}
		found = letter.Addressee{
			Reader: letter.Parents, Name: strings.TrimSpace(parent.Name),
			Street: parent.Street, Postcode: parent.Postcode, Place: parent.Place,
		}
	}
	return found
}

// decision gathers what the letters tell: facts of the case, who it is about, and what the director wrote.
func (s *Service) decision(ctx context.Context, d Dossier, form Application, request *documentsv1.ComposeLettersRequest) (letter.Decision, error) {
	facts := request.GetFacts()
	taken := facts.GetDecision()
	dates := dateReader{}
	decision := letter.Decision{
		CaseID:         request.GetCaseId(),
		DatedOn:        dates.read("dated_on", request.GetDatedOn()),
		ReceivedOn:     facts.GetReceivedAt().AsTime().In(clock.Amsterdam()),
		DecidedOn:      dates.read("decision.decided_on", taken.GetDecidedOn()),
		Pupil:          pupilOf(form, &dates),
		Granted:        taken.GetGranted(),
		Applicant:      request.GetSchoolNames()[facts.GetApplication().GetApplicantSchoolId()],
		Professions:    professions(facts),
		Differed:       differed(facts),
		Zienswijze:     answered[facts.GetParentsAnswer()],
		ObjectionUntil: dates.read("objection_until", request.GetObjectionUntil()),
		ObjectionSteps: request.GetObjectionSteps(),
	}
	if taken.GetGranted() {
		grant(&decision, taken, request.GetSchoolNames(), &dates)
	}
	if dates.err != nil {
		return decision, dates.err
	}
	var err error
	if decision.Reasons, err = s.words(ctx, d.ID, taken.GetReasonsTextId()); err != nil {
		return decision, err
	}
	if taken.GetGranted() {
		decision.ReturnAgreements, err = s.words(ctx, d.ID, taken.GetReturnAgreementsTextId())
	}
	return decision, err
}

// grant fills in what is granted.
func grant(decision *letter.Decision, taken *tlvv1.Decision, schoolNames map[string]string, dates *dateReader) {
	decision.TLVNumber, decision.SO = taken.GetTlvNumber(), taken.GetDestination() == tlvv1.Destination_DESTINATION_SO
	decision.Category, decision.Extent = categories[taken.GetCategory()], extents[taken.GetExtent()]
	decision.ValidFrom = dates.read("decision.valid_from", taken.GetValidFrom())
	decision.ValidUntil = dates.read("decision.valid_until", taken.GetValidUntil())
	decision.ReceivingSchool = schoolNames[taken.GetReceivingSchoolId()]
}

func pupilOf(form Application, dates *dateReader) letter.Pupil {
	return letter.Pupil{
		FirstName: strings.TrimSpace(form.Pupil.FirstName), LastName: strings.TrimSpace(form.Pupil.LastName),
		BornOn: dates.read("birth date", form.Pupil.BirthDate),
	}
}

// words of a text in the dossier; none when there is no text.
func (s *Service) words(ctx context.Context, dossierID, textID string) (string, error) {
	if textID == "" {
		return "", nil
	}
	text, err := s.store.Piece(ctx, dossierID, textID)
	if errors.Is(err, ErrNotFound) {
		return "", badInput("text", fmt.Sprintf("Tekst %s staat niet in het dossier.", textID))
	}
	return text.Text, err
}

// dateReader reads ISO 8601 dates and keeps the first that is none.
type dateReader struct{ err error }

func (r *dateReader) read(field, iso string) time.Time {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil && r.err == nil {
		r.err = badInput(field, fmt.Sprintf("Het veld %s is geen datum.", field))
	}
	return day
}

var categories = map[tlvv1.Category]string{
	tlvv1.Category_CATEGORY_LAAG: "laag", tlvv1.Category_CATEGORY_MIDDEN: "midden", tlvv1.Category_CATEGORY_HOOG: "hoog",
}

var extents = map[tlvv1.Extent]string{
	tlvv1.Extent_EXTENT_FULL:      "volledig: alle schooldagen",
	tlvv1.Extent_EXTENT_PART_TIME: "in deeltijd: een deel van de schoolweek",
	tlvv1.Extent_EXTENT_TEMPORARY: "tijdelijk, met terugkeer als doel",
}

var answered = map[tlvv1.ParentsAnswer]letter.Zienswijze{
	tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE:      letter.Agreed,
	tlvv1.ParentsAnswer_PARENTS_ANSWER_ZIENSWIJZE: letter.Given,
	tlvv1.ParentsAnswer_PARENTS_ANSWER_NONE:       letter.NoAnswer,
}

func professions(facts *tlvv1.Facts) []string {
	var all []string
	for _, expert := range facts.GetExperts() {
		all = append(all, expert.GetProfession())
	}
	return all
}

// differed: of each expert the last advice counts, and those are not all the same.
func differed(facts *tlvv1.Facts) bool {
	type outcome struct {
		admissible  bool
		destination tlvv1.Destination
		category    tlvv1.Category
	}
	last := map[string]outcome{}
	for _, advice := range facts.GetAdvices() {
		last[advice.GetExpertId()] = outcome{advice.GetAdmissible(), advice.GetDestination(), advice.GetCategory()}
	}
	seen := map[outcome]bool{}
	for _, o := range last {
		seen[o] = true
	}
	return len(seen) > 1
}
