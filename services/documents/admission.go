package documents

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/buitenkans"
	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/failure"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/platform/identity"
)

// firstActs are the first acts of the cases that a dossier admits, by procedure.
var firstActs = map[string]act.Act{
	tlv.Workflow: tlv.Submit, buitenkans.Workflow: buitenkans.RequestPlacement, plaatsing.Workflow: plaatsing.FollowInstitution,
}

// running says that there is a case of a procedure already.
var running = map[string]string{
	tlv.Workflow:        "Voor deze leerling loopt al een aanvraag van een toelaatbaarheidsverklaring. Wacht tot die klaar is, of trek die in.",
	buitenkans.Workflow: "Voor deze leerling loopt al een aanvraag of een plaatsing bij de Buitenkans. Er kan er één tegelijk zijn.",
	plaatsing.Workflow:  "Deze leerling wordt al gevolgd na een plaatsing. Ga verder in die zaak.",
}

// notYours is told when the dossier is not of the school that asks.
const notYours = "Dit dossier is niet gevonden bij deze school. Begin de aanvraag opnieuw."

// AdmitDossier binds a dossier to a case at its first act: the case that the dossier begins with, or one beside it. A form must have
// what is required, and of one pupil one case of each procedure runs at a time. Done twice for one case it gives the same answer.
func (s *Service) AdmitDossier(ctx context.Context, request *documentsv1.AdmitDossierRequest) (*documentsv1.AdmitDossierResponse, error) {
	d, err := s.store.Dossier(ctx, request.GetDossierId())
	if errors.Is(err, ErrNotFound) {
		return nil, badInput("application.dossier_id", notYours)
	}
	if err != nil {
		return nil, err
	}
	a := Admission{
		CaseID: request.GetCaseId(), Procedure: cmp.Or(request.GetProcedure(), tlv.Workflow), Applicant: party.Party(request.GetApplicant()),
		FromCaseID: request.GetFromCaseId(), At: s.clock.Now(),
	}
	if firstActs[a.Procedure] == "" {
		return nil, badInput("procedure", "Met een dossier kan een TLV, de Buitenkans of een plaatsing in een instelling beginnen.")
	}
	if d.State == Draft || d.CaseID == a.CaseID || a.FromCaseID == "" && a.CaseID == d.ID {
		return s.admitFirst(ctx, d, a)
	}
	return s.admitBeside(ctx, d, a)
}

// admitFirst binds the dossier to the case that it begins with. The papers that came with the form stand from here on.
func (s *Service) admitFirst(ctx context.Context, d Dossier, a Admission) (*documentsv1.AdmitDossierResponse, error) {
	if d.School != a.Applicant {
		return nil, badInput("application.dossier_id", notYours)
	}
	form, err := d.Application()
	if err != nil {
		return nil, err
	}
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.AdmitDossierResponse{HasGroeidocument: slices.ContainsFunc(pieces, isGroeidocument)}
	if d.State == Draft {
		if problems := form.Problems(s.clock.Today()); len(problems) > 0 {
			return nil, failure.Refuse(failure.BadInput, problems...)
		}
		if err := needsGroeidocument(a, answer.HasGroeidocument); err != nil {
			return nil, err
		}
		if err := s.takePlace(ctx, d, []string{s.pupil(form)}, a); err != nil {
			return nil, err
		}
	}
	a.Pupil = s.pupil(form)
	parents := s.parentParties(d.ID, form)
	err = s.store.Submit(ctx, d.ID, d.ETag, a, append([]party.Party{a.Applicant}, parents...))
	if err := submitProblem(err); err != nil {
		return nil, err
	}
	for _, p := range pieces {
		if p.Attached || p.Shape != File {
			continue
		}
		if err := s.store.Attach(ctx, d.ID, p.ID, a.CaseID); err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	answer.Parents = asStrings(parents)
	return answer, nil
}

// admitBeside adds a case to the dossier of a pupil whom there was a case of before. An application for a TLV has a form of its own;
// any other case goes by what the dossier knows.
func (s *Service) admitBeside(ctx context.Context, d Dossier, a Admission) (*documentsv1.AdmitDossierResponse, error) {
	from, err := s.startedFrom(d, a)
	if err != nil {
		return nil, err
	}
	form, err := d.ApplicationOf(a.CaseID)
	if err != nil {
		return nil, err
	}
	further, hasForm := d.Further[a.CaseID]
	switch {
	case a.Procedure == tlv.Workflow && !hasForm, hasForm && further.School != a.Applicant:
		return nil, badInput("dossier_id", "Deze aanvraag is niet gevonden bij uw school. Begin de aanvraag opnieuw, bij de zaak van de leerling.")
	case hasForm && !further.Submitted:
		if problems := form.Problems(s.clock.Today()); len(problems) > 0 {
			return nil, failure.Refuse(failure.BadInput, problems...)
		}
	}
	along, err := s.along(ctx, d, a.Applicant, a.CaseID)
	if err != nil {
		return nil, err
	}
	answer := &documentsv1.AdmitDossierResponse{HasGroeidocument: along.hasGroeidocument, FromProcedure: from.Procedure}
	if _, there := d.Admitted[a.CaseID]; !there {
		if err := needsGroeidocument(a, along.hasGroeidocument); err != nil {
			return nil, err
		}
		if err := s.takePlace(ctx, d, append(slices.Clone(d.Pupil), s.pupil(form)), a); err != nil {
			return nil, err
		}
	}
	if !a.followsTLV() {
		a.Along = along.ids
	}
	a.Pupil = s.pupil(form)
	parents := s.parentParties(d.ID, form)
	err = s.store.Admit(ctx, d.ID, further.ETag, a, append([]party.Party{a.Applicant}, parents...))
	if err := submitProblem(err); err != nil {
		return nil, err
	}
	for _, id := range along.own {
		if err := s.store.Attach(ctx, d.ID, id, a.CaseID); err != nil && !errors.Is(err, ErrNotFound) {
			return nil, err
		}
	}
	answer.Parents = asStrings(parents)
	return answer, nil
}

// startedFrom is the case that the new one starts from: the one that is named, or any in which the school may start it.
func (s *Service) startedFrom(d Dossier, a Admission) (Sharing, error) {
	v := s.visitTo(d, identity.Person{Parties: []party.Party{a.Applicant}})
	for _, at := range v.seats {
		_, may := at.Acting(firstActs[a.Procedure])
		named := at.sharing.CaseID == a.FromCaseID
		if may && !at.sharing.Draft && (named || a.FromCaseID == "" && at.sharing.CaseID != a.CaseID) {
			return at.sharing, nil
		}
	}
	if a.FromCaseID != "" {
		return Sharing{}, badInput("from_case_id", "Vanuit deze zaak kan uw school geen aanvraag beginnen. Dat kan de school waar de leerling nu is.")
	}
	return Sharing{}, badInput("dossier_id", notYours)
}

// needsGroeidocument: the Buitenkans asks for one (ondersteuningsplan 2.2). Nothing is bound before it is there, so that it can still be added.
func needsGroeidocument(a Admission, there bool) error {
	if a.Procedure == buitenkans.Workflow && !there {
		return badInput("dossier_id", "In het dossier is nog geen groeidocument. Voeg het eerst toe.")
	}
	return nil
}

func submitProblem(err error) error {
	switch {
	case errors.Is(err, ErrOtherCase):
		return badInput("application.dossier_id", "Deze aanvraag is al ingediend. Kijk bij uw lopende aanvragen.")
	case errors.Is(err, ErrChanged):
		return badInput("application.dossier_id", "Een collega heeft de aanvraag net gewijzigd. Lees de aanvraag nog eens na en dien die dan opnieuw in.")
	default:
		return err
	}
}

func isGroeidocument(p Piece) bool { return p.Kind == contract.Groeidocument }

// goingAlong are the papers of a case beside the first one: those of earlier cases, and those that were added for it.
type goingAlong struct {
	ids, own         []string
	hasGroeidocument bool
}

// along finds what goes along to a case that the school starts, or started: papers of earlier cases, as far as the school may read
// them. Nothing of a bezwaar does: that is between the parties to it.
func (s *Service) along(ctx context.Context, d Dossier, school party.Party, caseID string) (goingAlong, error) {
	var found goingAlong
	pieces, err := s.store.Pieces(ctx, d.ID)
	if err != nil {
		return found, err
	}
	v := s.visitTo(d, identity.Person{Parties: []party.Party{school}})
	for _, p := range pieces {
		belongs := d.caseOf(p)
		of, _ := d.Case(belongs)
		switch {
		case caseID != "" && belongs == caseID && p.Author.Party == school && p.Shape == File:
			found.own = append(found.own, p.ID)
		case p.Attached && slices.Contains(alongKinds, p.Kind) && !of.IsBezwaar() && of.CaseID != "" && v.mayReadPiece(p):
			found.ids = append(found.ids, p.ID)
		default:
			continue
		}
		found.hasGroeidocument = found.hasGroeidocument || isGroeidocument(p)
	}
	return found, nil
}

// followsTLV: a placement that an announced TLV began by itself. Nothing goes along to it, and it is refused only for a case that its
// process can find: one in a dossier that was merged with this one.
func (a Admission) followsTLV() bool { return a.Procedure == plaatsing.Workflow && a.FromCaseID != "" }

// takePlace holds the one place that a pupil has for an open case of a procedure, over all dossiers of the pupil. Refused when there
// is an open case, or somebody is just starting one.
func (s *Service) takePlace(ctx context.Context, d Dossier, pupils []string, a Admission) error {
	if a.followsTLV() {
		merged, _, err := s.samePupil(ctx, d)
		if err == nil && hasOpen(merged, a.Procedure, a.CaseID) {
			err = badInput("dossier_id", running[a.Procedure])
		}
		return err
	}
	open, err := s.openCase(ctx, d, pupils, a.Procedure, a.CaseID)
	if err != nil {
		return err
	}
	if open {
		return badInput("dossier_id", running[a.Procedure])
	}
	slices.Sort(pupils)
	for _, pupil := range slices.Compact(pupils) {
		if err := s.hold(ctx, Holding{Place: a.Procedure + "/" + pupil, CaseID: a.CaseID, At: a.At}, a.Procedure); err != nil {
			return err
		}
	}
	return nil
}

// beingAdmitted is how long a case may take from holding its place to being in the dossier.
const beingAdmitted = time.Minute

// hold reserves one place. A case that holds it and is over, or never came to be, does not need it any more.
func (s *Service) hold(ctx context.Context, mine Holding, procedure string) error {
	for range 2 {
		holder, err := s.store.Hold(ctx, mine)
		if err != nil || holder.CaseID == mine.CaseID {
			return err
		}
		other, err := s.store.DossierOfCase(ctx, holder.CaseID)
		switch {
		case errors.Is(err, ErrNotFound) && mine.At.Sub(holder.At) < beingAdmitted:
			return badInput("dossier_id", "Voor deze leerling wordt net een andere aanvraag ingediend. Probeer het over een minuut opnieuw.")
		case err != nil && !errors.Is(err, ErrNotFound):
			return err
		}
		if in, there := other.Case(holder.CaseID); there && !in.over() {
			break
		}
		if err := s.store.LetGo(ctx, mine.Place, holder.CaseID); err != nil {
			return err
		}
	}
	return badInput("dossier_id", running[procedure])
}
