package tlv

import (
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	registryv1 "traject.nl/proto/gen/traject/registry/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/terms"
)

// announce: the decision takes effect when it reaches those it concerns (Awb 3:40, 3:41). That meets the decision term, and
// starts the term for objection.
func (p *process) announce(ctx workflow.Context) error { return p.Stay(ctx, announcement) }

func (p *process) checkAnnouncement(workflow.Context, *tlvv1.Announce) error { return nil }

func (p *process) sendLetters(ctx workflow.Context, act *tlvv1.Announce) error {
	today := casework.Today(ctx)
	objection := p.CountTerm(ctx, objectionTermID, objectionTerm, today)
	letters, err := p.letters(ctx, today, objection)
	if err != nil {
		return err
	}
	p.announced(ctx, act, today, objection, letters)
	return nil
}

func (p *process) letters(
	ctx workflow.Context, today terms.Date, objection *caseworkv1.Term,
) ([]*documentsv1.Letter, error) {
	schools, err := casework.DescribeSchools(ctx, p.schoolsOfLetters()...)
	if err != nil {
		return nil, err
	}
	return casework.ComposeLetters(ctx, &documentsv1.ComposeLettersRequest{
		CaseId:         p.CaseID,
		DossierId:      p.DossierID,
		Facts:          proto.Clone(p.facts).(*tlvv1.Facts),
		Addressees:     p.addressees(schools),
		DatedOn:        today.String(),
		ObjectionUntil: objection.LastOn,
		ObjectionSteps: objection.Steps,
		SchoolNames:    namesOf(schools),
	})
}

// schoolsOfLetters are the schools that a letter goes to or mentions: the applicant first.
func (p *process) schoolsOfLetters() []string {
	a, d := p.facts.Application, p.facts.Decision
	ids := []string{a.ApplicantSchoolId}
	if a.ReceivingSchoolId != a.ApplicantSchoolId {
		ids = append(ids, a.ReceivingSchoolId)
	}
	if d.Granted && d.ReceivingSchoolId != a.ReceivingSchoolId && d.ReceivingSchoolId != a.ApplicantSchoolId {
		ids = append(ids, d.ReceivingSchoolId)
	}
	return ids
}

// addressees: the applicant, every parent, and the receiving school when there is a TLV to receive somebody with.
func (p *process) addressees(schools []*registryv1.School) []*documentsv1.Addressee {
	a, d := p.facts.Application, p.facts.Decision
	var to []*documentsv1.Addressee
	for _, school := range schools {
		if school.Id == a.ApplicantSchoolId || d.Granted && school.Id == d.ReceivingSchoolId {
			to = append(to, addresseeOf(school))
		}
	}
	for _, parent := range p.partiesOf(party.Parent) {
		to = append(to, &documentsv1.Addressee{Party: parent})
	}
	return to
}

// Addressees of letters about the term to decide: the school that applied and the parents.
func (p *process) Addressees(ctx workflow.Context) ([]*documentsv1.Addressee, map[string]string, error) {
	schools, err := casework.DescribeSchools(ctx, p.facts.Application.ApplicantSchoolId)
	if err != nil {
		return nil, nil, err
	}
	to := []*documentsv1.Addressee{addresseeOf(schools[0])}
	for _, parent := range p.partiesOf(party.Parent) {
		to = append(to, &documentsv1.Addressee{Party: parent})
	}
	return to, namesOf(schools), nil
}

func addresseeOf(school *registryv1.School) *documentsv1.Addressee {
	return &documentsv1.Addressee{
		Party:    string(party.Of(party.School, school.Id)),
		Name:     school.Name,
		Street:   school.Street,
		Postcode: school.Postcode,
		Place:    school.Place,
	}
}

func namesOf(schools []*registryv1.School) map[string]string {
	names := make(map[string]string, len(schools))
	for _, school := range schools {
		names[school.Id] = school.Name
	}
	return names
}

func (p *process) announced(
	ctx workflow.Context, act *tlvv1.Announce, today terms.Date, objection *caseworkv1.Term, letters []*documentsv1.Letter,
) {
	p.facts.Decision.AnnouncedOn = today.String()
	for _, letter := range letters {
		p.facts.Decision.LetterIds = append(p.facts.Decision.LetterIds, letter.DocumentId)
		p.NotifyLetter("besluit", letter)
	}
	p.CloseTasks(ctx, policy.Verzending, "verzonden")
	p.MeetTerm(ctx, decisionTermID, today)
	p.OpenTerm(objection)
	p.Move(rest)
	p.followPlacement(ctx)
	if !p.facts.Decision.Granted {
		p.tellOrigin(ctx, true)
	}
	p.Record(ctx, casework.Line{
		Kind: "bekendgemaakt", Text: announcedText(p.facts.Decision.Granted, terms.MustParse(objection.LastOn)), Actor: act.Actor,
	})
	p.noteLateInflow(ctx, today)
}

// noteLateInflow: a TLV that is given after the count of 1 February weighs on what ZOUT pays (Besluit bekostiging WPO 2022 art. 20).
func (p *process) noteLateInflow(ctx workflow.Context, today terms.Date) {
	if p.facts.Decision.Granted && p.InCutOff("late-instroom", today) {
		p.Record(ctx, casework.Line{
			Kind: "late-instroom", Text: lateInflowText, Audience: []party.Role{party.Office, party.Director},
		})
	}
}
