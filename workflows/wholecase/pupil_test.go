package wholecase_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"go.temporal.io/sdk/workflow"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	buitenkansv1 "traject.nl/proto/gen/traject/buitenkans/v1"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	plaatsingv1 "traject.nl/proto/gen/traject/plaatsing/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/casework/caseworktest"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/terms"
	"traject.nl/workflows/tlv/tlvtest"
	processes "traject.nl/workflows/worker"
)

// The cases of one pupil: at the Buitenkans, the TLV that was asked for from there, the placement that follows, and the next TLV.
const (
	stayCase  = "staycase0001"
	firstTLV  = "firsttlv0001"
	secondTLV = "secondtlv001"
)

var placementCase = plaatsing.CaseID(firstTLV)

// begins starts the process of a case when it is told which.
var begins = map[string]func(workflow.Context) workflow.ChildWorkflowFuture{
	stayCase: child(buitenkans.WorkflowID(stayCase), buitenkans.Workflow, &buitenkansv1.Input{CaseId: stayCase}),
	firstTLV: child(tlv.WorkflowID(firstTLV), tlv.Workflow, &tlvv1.Input{CaseId: firstTLV}), secondTLV: child(tlv.WorkflowID(secondTLV), tlv.Workflow, &tlvv1.Input{CaseId: secondTLV}),
}

func child(id, name string, input proto.Message) func(workflow.Context) workflow.ChildWorkflowFuture {
	return func(ctx workflow.Context) workflow.ChildWorkflowFuture {
		return workflow.ExecuteChildWorkflow(workflow.WithChildOptions(ctx, workflow.ChildWorkflowOptions{WorkflowID: id}), name, input)
	}
}

// onePupil runs three cases, each from the moment that it begins, until all are closed.
func onePupil(ctx workflow.Context) error {
	var all []workflow.ChildWorkflowFuture
	for range len(begins) {
		var which string
		workflow.GetSignalChannel(ctx, "begin").Receive(ctx, &which)
		all = append(all, begins[which](ctx))
	}
	for _, one := range all {
		if err := one.Get(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}

// pupil is the story of one pupil over all cases.
type pupil struct {
	*story
	services *buitenkanstest.Services
}

func beginPupil(t *testing.T, date string) *pupil {
	t.Helper()
	services := buitenkanstest.NewServices()
	activities := services.Activities()
	activities[documents.TaskQueue][documents.AdmitDossier] = admitPupil(services)
	activities[documents.TaskQueue][documents.CasesOfPupil] = casesOfPupil(services)
	s := &story{Days: caseworktest.NewDays(t, caseworktest.NineOn(date), activities)}
	services.Today = func() terms.Date { return terms.DateOf(s.Env.Now()) }
	s.Env.RegisterWorkflowWithOptions(onePupil, workflow.RegisterOptions{Name: "pupil"})
	processes.Register(s.Env)
	return &pupil{story: s, services: services}
}

// admitPupil answers as the dossier does: it knows the procedure of the case that something is started from.
func admitPupil(services *buitenkanstest.Services) any {
	return func(_ context.Context, request *documentsv1.AdmitDossierRequest) (*documentsv1.AdmitDossierResponse, error) {
		return &documentsv1.AdmitDossierResponse{
			Parents: []string{tlvtest.FirstParent}, HasGroeidocument: true,
			FromProcedure: services.View(request.FromCaseId).GetProcedure(),
		}, nil
	}
}

func casesOfPupil(services *buitenkanstest.Services) any {
	return func(context.Context, *documentsv1.CasesOfPupilRequest) (*documentsv1.CasesOfPupilResponse, error) {
		answer := &documentsv1.CasesOfPupilResponse{}
		for _, id := range []string{stayCase, firstTLV, placementCase, secondTLV} {
			if view := services.View(id); view != nil {
				answer.Cases = append(answer.Cases, &documentsv1.PupilCase{
					CaseId: id, Procedure: view.Procedure, DossierId: view.DossierId, Closed: view.Closed,
				})
			}
		}
		return answer, nil
	}
}

func (p *pupil) begins(caseID, workflowID string, first proto.Message) {
	p.Then(func() { p.Env.SignalWorkflow("begin", caseID) })
	p.do(workflowID, []proto.Message{first})
}

func (p *pupil) see(look func(view func(string) *casesv1.View)) {
	p.Then(func() { look(p.services.View) })
}

// grants takes an application from competence to the announcement of a TLV.
func (p *pupil) grants(caseID, from, until string) {
	p.do(tlv.WorkflowID(caseID), []proto.Message{
		tlvtest.Competent(), tlvtest.FoundComplete(), tlvtest.ParentsAgree(), tlvtest.Assign(tlvtest.Gz, tlvtest.Ortho),
		tlvtest.AdviseSbo(tlvtest.Gz), tlvtest.AdviseSbo(tlvtest.Ortho), tlvtest.Grant(from, until), tlvtest.Announce(),
	})
}

func applyFrom(caseID string, direct bool) *tlvv1.Submit {
	submit := tlvtest.Submit("dossier00001")
	submit.Application.FromCaseId = caseID
	if direct {
		submit.Actor = tlvtest.By(party.Of(party.School, tlvtest.Sbo))
		submit.Application.Intake, submit.Application.ApplicantSchoolId = tlvv1.Intake_INTAKE_DIRECT, tlvtest.Sbo
	}
	return submit
}

// One pupil goes to the Buitenkans, whose advice is a TLV. The school asks for it from there; the placement is followed by itself; the sbo
// school asks for a longer TLV from there, and the same case goes on. Then the pupil dies. Every case closes, and nobody hears anything
// any more.
func TestWhatOneCaseKnowsTheNextOneUsesUntilADeathClosesThemAll(t *testing.T) {
	t.Parallel()
	p := beginPupil(t, "2026-08-31")
	stay, placement := buitenkans.WorkflowID(stayCase), plaatsing.WorkflowID(placementCase)
	p.begins(stayCase, stay, buitenkanstest.Request(4))
	p.do(stay, []proto.Message{
		buitenkanstest.Support(), buitenkanstest.Consent(buitenkanstest.Parent), buitenkanstest.Admit(),
		buitenkanstest.PlanStart("2026-08-31"), buitenkanstest.Arrived(),
	})
	p.on("2026-10-12").do(stay, []proto.Message{buitenkanstest.Advise(buitenkansv1.Direction_DIRECTION_TLV)})

	p.begins(firstTLV, tlv.WorkflowID(firstTLV), applyFrom(stayCase, false))
	p.see(func(view func(string) *casesv1.View) {
		assert.Equal(t, firstTLV, view(stayCase).GetBuitenkans().TlvCaseId)
		assert.Equal(t, "dossier00001", view(firstTLV).DossierId)
		assert.Equal(t, buitenkans.Workflow, view(firstTLV).GetTlv().FromProcedure)
	})
	p.on("2026-11-02").grants(firstTLV, "2026-11-02", "2028-07-31")
	p.see(func(view func(string) *casesv1.View) {
		assert.Equal(t, "verwacht", view(placementCase).Phase)
		assert.Equal(t, tlvtest.Bao, view(placementCase).GetPlaatsing().OriginSchoolId)
	})
	p.on("2026-11-27").do(stay, []proto.Message{buitenkanstest.End("2026-11-27")})
	p.on("2026-11-30").do(placement, []proto.Message{plaatsingtest.Confirm(plaatsingtest.Sbo, "2026-11-30")})

	p.on("2027-03-01").begins(secondTLV, tlv.WorkflowID(secondTLV), applyFrom(placementCase, true))
	p.see(func(view func(string) *casesv1.View) {
		assert.Equal(t, []string{secondTLV}, view(placementCase).GetPlaatsing().ApplicationCaseIds)
	})
	p.on("2027-04-05").grants(secondTLV, "2028-08-01", "2030-07-31")
	p.see(func(view func(string) *casesv1.View) {
		tlvs := view(placementCase).GetPlaatsing().Placements[0].Tlvs
		assert.Equal(t, []string{"2028-07-31", "2030-07-31"}, []string{tlvs[0].ValidUntil, tlvs[1].ValidUntil})
		assert.Equal(t, placementCase, view(secondTLV).GetTlv().PlacementCaseId)
	})

	before := 0
	p.on("2027-04-12").see(func(func(string) *casesv1.View) { before = len(p.services.Notices()) })
	p.do(placement, []proto.Message{&caseworkv1.RecordDeparture{
		Actor: plaatsingtest.Sbo, Reason: caseworkv1.DepartureReason_DEPARTURE_REASON_DECEASED, On: "2027-04-11",
	}})
	p.Env.ExecuteWorkflow("pupil")
	assert.NoError(t, p.Env.GetWorkflowError())

	for _, id := range []string{stayCase, firstTLV, placementCase, secondTLV} {
		view := p.services.View(id)
		assert.True(t, view.Closed, id)
		assert.Empty(t, view.Planned, id)
	}
	assert.Equal(t, plaatsingv1.Outcome_OUTCOME_DEPARTED, p.services.View(placementCase).GetPlaatsing().Outcome)
	assert.Len(t, p.services.Notices(), before, "nobody hears anything after a death")
}

func (p *pupil) on(date string) *pupil {
	p.T.Helper()
	p.GoTo(caseworktest.NineOn(date))
	return p
}
