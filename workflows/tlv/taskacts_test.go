package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	notificationsv1 "traject.nl/proto/gen/traject/notifications/v1"
	"traject.nl/workflows/tlv/tlvtest"
)

const (
	competenceTask = "competentie/office:zout"
	sotTask        = "sot-betrokkenheid/sot:zeist"
)

func by(actor *caseworkv1.Actor, subject string) *caseworkv1.Actor {
	return &caseworkv1.Actor{Party: actor.Party, Subject: subject}
}

func taskOf(view *casesv1.View, id string) *caseworkv1.Task {
	for _, task := range view.Tasks {
		if task.Id == id {
			return task
		}
	}
	return nil
}

func TestATaskIsTakenUpTakenOverAndPutBack(t *testing.T) {
	t.Parallel()
	ann, bob := by(tlvtest.Office, "ann"), by(tlvtest.Office, "bob")
	s := submitted(t, "2026-09-01")
	s.Refused(failure.NotNow, &caseworkv1.PutBackTask{Actor: ann, TaskId: competenceTask})
	s.Do(&caseworkv1.ClaimTask{Actor: ann, TaskId: competenceTask})
	s.Refused(failure.NotNow, &caseworkv1.ClaimTask{Actor: ann, TaskId: competenceTask})
	s.Do(&caseworkv1.ClaimTask{Actor: bob, TaskId: competenceTask})
	s.See(func(view *casesv1.View) { assert.Equal(t, "bob", taskOf(view, competenceTask).Assignee) })
	s.Do(&caseworkv1.PutBackTask{Actor: ann, TaskId: competenceTask})
	s.Refused(failure.NotYours, &caseworkv1.ClaimTask{Actor: tlvtest.SOT, TaskId: competenceTask})
	s.Refused(failure.BadInput, &caseworkv1.ClaimTask{Actor: ann, TaskId: "geen-taak"}, "task_id")
	s.Do(tlvtest.Competent())
	s.Refused(failure.NotNow, &caseworkv1.ClaimTask{Actor: ann, TaskId: competenceTask})
	view := s.Play()
	assert.Empty(t, taskOf(view, competenceTask).Assignee)
	assert.Equal(t, "'Nagaan of ZOUT over de aanvraag gaat' is overgenomen door een collega bij het kantoor van ZOUT.", s.Services.Timeline(caseID)[2].Text)
}

func TestTheFixedSotMedewerkerHasTheTasksOfTheSotByDefaultAndAnotherTakesOverWhenIll(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	s.See(func(view *casesv1.View) { assert.Equal(t, tlvtest.SotContact, taskOf(view, sotTask).Assignee) })
	s.Refused(failure.BadInput, &caseworkv1.HandOverTask{Actor: tlvtest.Office, TaskId: sotTask, ToParty: "office:zout"}, "to_party")
	s.Refused(failure.BadInput, &caseworkv1.HandOverTask{Actor: tlvtest.SOT, TaskId: sotTask, ToParty: "sot:zeist", ToSubject: tlvtest.SotContact}, "to_subject")
	s.Refused(failure.NotYours, &caseworkv1.HandOverTask{Actor: tlvtest.SOT, TaskId: competenceTask, ToParty: "office:zout"})
	s.Do(&caseworkv1.HandOverTask{Actor: tlvtest.Office, TaskId: sotTask, ToParty: "sot:de-bilt", ToSubject: "cor"})
	s.Refused(failure.NotYours, tlvtest.SotInvolvedBy("sot:utrechtse-heuvelrug"))
	s.Do(tlvtest.SotInvolvedBy("sot:de-bilt"))
	view := s.Play()
	task := taskOf(view, sotTask)
	assert.Equal(t, "sot:de-bilt", task.Party)
	assert.Equal(t, "cor", task.Assignee)
	assert.Equal(t, "sot:zeist", task.HandedOverFrom)
	assert.NotNil(t, task.ClosedAt)
	assert.Contains(t, view.Parties, "sot:de-bilt", "who does a task is party to the case")
	told := 0
	for _, notice := range s.Services.Notices() {
		if notice.Kind == notificationsv1.NoticeKind_NOTICE_KIND_HANDED_OVER {
			told++
			assert.Equal(t, "sot:de-bilt", notice.Party)
		}
	}
	assert.Equal(t, 1, told)
}

func TestARemarkWithATaskIsKeptInTheDossier(t *testing.T) {
	t.Parallel()
	s := submitted(t, "2026-09-01")
	s.Refused(failure.BadInput, &caseworkv1.CommentTask{Actor: tlvtest.Office, TaskId: competenceTask}, "text_id")
	s.Do(&caseworkv1.CommentTask{Actor: tlvtest.Office, TaskId: competenceTask, TextId: "text-remark"})
	view := s.Play()
	assert.Equal(t, "text-remark", taskOf(view, competenceTask).Comments[0].TextId)
	last := s.Services.Attached()[len(s.Services.Attached())-1]
	assert.Equal(t, "taakopmerking", last.Pieces[0].Kind)
	assert.Equal(t, caseID, last.CaseId)
}
