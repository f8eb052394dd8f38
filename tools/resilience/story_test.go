package resilience

import (
	"bytes"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/clock"
	"traject.nl/tools/journey"
)

// The people of the story, as accounts of the development sign-in.
const (
	school       = "ib-regenboog"
	sot          = "sot-utrechtse-heuvelrug"
	office       = "kantoor"
	director     = "directeur"
	firstExpert  = "gz-psycholoog"
	secondExpert = "tweede-deskundige"
	parent       = "ouder"
	secondParent = "tweede-ouder"
	provision    = "buitenkans"
	host         = "ib-stuifheugel"

	applicant = "regenboog-uh-amerongen"
	receiving = "meerklank-zeist"
)

// story is one case as the people who act in it know it.
type story struct {
	*caller
	name    string
	dossier string
	etag    string
	form    journey.Application
	pieces  map[string]*piece
	// accepted has the version at which each act was accepted, in order.
	accepted []acceptance
	// sent are the calls that have an idempotency key, with their answers.
	sent []exchange
}

// piece is a file or text that somebody put into the dossier.
type piece struct {
	id      string
	account string
	kind    documents.Kind
	file    bool
	content []byte
}

type acceptance struct {
	act     tlv.Act
	CaseID  string    `json:"caseId"`
	Version int64     `json:"version"`
	At      time.Time `json:"at"`
}

type exchange struct {
	step string
	call call
	answer
}

func newStory(c *caller, name string) *story {
	return &story{caller: c, name: name, pieces: map[string]*piece{}}
}

// step of the story: one call, which is repeated until it is answered.
type step struct {
	name string
	ask  func(*testing.T, *story) call
	hear func(*testing.T, *story, answer)
}

// play does a step.
func (s *story) play(t *testing.T, one step) {
	t.Helper()
	asked := one.ask(t, s)
	got := s.send(t, asked)
	if got.status >= http.StatusBadRequest {
		t.Logf("%s: answered %d: %s", one.name, got.status, got.body)
	}
	one.hear(t, s, got)
	if asked.key != "" {
		s.sent = append(s.sent, exchange{one.name, asked, got})
	}
}

// key is the idempotency key of a step: the same in every attempt.
func (s *story) key(step string) string { return s.name + "-" + strings.ReplaceAll(step, " ", "-") }

// script is a whole case: incomplete at first, parents who differ, experts who differ, and a TLV in the end.
func script() []step {
	today := today()
	return []step{
		startDossier(),
		saveForm(),
		addFile("onderzoek", school, documents.Onderzoek, 600<<10),
		submit(),
		act("competentie", tlv.JudgeCompetence, office, "competence", func(*story) body { return body{"competent": true} }),
		act("sot", tlv.ConfirmSot, sot, "sot-confirmation", func(*story) body { return body{"involved": true} }),
		write("verzoek", office, documents.CompletionRequest),
		act("onvolledig", tlv.JudgeCompleteness, office, "completeness", func(s *story) body {
			return body{"missing": []string{"groeidocument"}, "requestTextId": s.pieces["verzoek"].id, "completeBy": plusDays(today, 14)}
		}),
		addFile("groeidocument", school, documents.Groeidocument, 3<<10),
		write("aanvulling", school, documents.Completion),
		act("aanvullen", tlv.Complete, school, "completions", func(s *story) body {
			return body{"gatesMet": []string{"groeidocument"}, "pieceIds": []string{s.pieces["groeidocument"].id, s.pieces["aanvulling"].id}}
		}),
		act("volledig", tlv.JudgeCompleteness, office, "completeness", func(*story) body { return body{"missing": []string{}} }),
		act("deskundigen", tlv.AssignExperts, office, "experts", func(*story) body {
			return body{"expertIds": []string{"gz-1", "deskundige-2"}}
		}),
		write("zienswijze", parent, documents.Zienswijze),
		act("ouders", tlv.AnswerAsParents, parent, "parents-answer", func(s *story) body {
			return body{"answer": "zienswijze", "textId": s.pieces["zienswijze"].id, "withAdviser": true}
		}),
		act("gesprek", tlv.InviteToTalk, office, "talk", func(*story) body { return body{"talkOn": today} }),
		write("verslag", firstExpert, documents.TalkReport),
		act("verslag van het gesprek", tlv.ReportTalk, firstExpert, "talk-report", func(s *story) body {
			return body{"held": true, "reportId": s.pieces["verslag"].id}
		}),
		act("afschrift", tlv.ConfirmReportCopy, office, "talk-report-copy", func(*story) body {
			return body{"delivery": "portal", "deliveredOn": today}
		}),
		write("eerste advies", firstExpert, documents.Advice),
		write("eerste weging", firstExpert, documents.ZienswijzeWeighed),
		act("eerste deskundige adviseert", tlv.GiveAdvice, firstExpert, "advices", advice("laag", "eerste")),
		write("tweede advies", secondExpert, documents.Advice),
		write("tweede weging", secondExpert, documents.ZienswijzeWeighed),
		act("tweede deskundige adviseert", tlv.GiveAdvice, secondExpert, "advices", advice("midden", "tweede")),
		act("verschil", tlv.ResolveDifference, office, "difference", func(*story) body { return body{"next": "to-director"} }),
		write("terugplaatsing", director, documents.ReturnAgreements),
		act("besluit", tlv.Decide, director, "decision", func(s *story) body {
			return body{
				"granted": true, "destination": "so", "category": "laag", "extent": "full", "receivingSchoolId": receiving,
				"validFrom": today, "validUntil": lastSchoolDay(today), "returnAgreementsTextId": s.pieces["terugplaatsing"].id,
			}
		}),
		act("verzending", tlv.Announce, office, "announcement", func(*story) body { return body{} }),
	}
}

// told is the story that the timeline must tell afterwards: every act once, and what followed from it by itself.
var told = []string{
	"ontvangen", "bevoegd", "sot", "aanvulling-gevraagd", "aangevuld", "volledig", "deskundigen", "ouders", "zienswijze", "gesprek",
	"verslag", "verslag-verzonden", "advies-gevraagd", "advies", "advies", "verschil", "vervolg", "besluit-gevraagd", "besluit", "bekendgemaakt",
}

type body = map[string]any

// startDossier begins an application.
func startDossier() step {
	return step{"dossier", func(t *testing.T, s *story) call {
		return post(t, school, s.machine.Documents+"/v1/dossiers", s.key("dossier"), body{"schoolId": applicant})
	}, func(t *testing.T, s *story, got answer) {
		var made struct{ ID string }
		got.read(t, http.StatusCreated, &made)
		s.dossier, s.etag = made.ID, got.etag
	}}
}

// saveForm saves the form. It has no idempotency key but an ETag: when the answer to an earlier attempt was lost, the next
// attempt rightly hears that the form was saved in the meantime, and it was saved by us.
func saveForm() step {
	form := journey.Application{
		Pupil: journey.Pupil{FirstName: "Noor", LastName: "de Proef", BirthDate: plusDays(today(), -8*365), Group: "5"},
		Parents: []journey.Parent{
			{Name: "A. de Proef", Email: "ouder@example.test", Street: "Proefstraat 1", Postcode: "3958 XK", Place: "Amerongen"},
			{Name: "B. de Proef", Email: "tweede-ouder@example.test", Street: "Proefstraat 2", Postcode: "3958 XK", Place: "Amerongen"},
		},
		Intake: "referral", ReceivingSchoolID: receiving, Destination: "so", Extent: "full", GatesMet: []string{"sot-involved"},
	}
	url := func(s *story) string { return s.machine.Documents + "/v1/dossiers/" + s.dossier + "/application" }
	return step{"formulier", func(t *testing.T, s *story) call {
		save := post(t, school, url(s), "", form)
		save.method, save.ifMatch = http.MethodPut, s.etag
		s.form = form
		return save
	}, func(t *testing.T, s *story, got answer) {
		if got.status == http.StatusOK || got.status == http.StatusPreconditionFailed && got.attempts > 1 {
			s.checkForm(t)
			return
		}
		t.Fatalf("saving the form: answered %d after %d attempts: %s", got.status, got.attempts, got.body)
	}}
}

// checkForm wants the form to be as it was sent.
func (s *story) checkForm(t *testing.T) {
	t.Helper()
	var saved journey.Application
	if err := s.as(school).Get(t.Context(), s.machine.Documents+"/v1/dossiers/"+s.dossier+"/application", &saved); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(saved, s.form) {
		t.Fatalf("the form is %+v, want %+v", saved, s.form)
	}
}

// addFile uploads a PDF of so many bytes.
func addFile(name, account string, kind documents.Kind, size int) step {
	content := append([]byte("%PDF-1.4\n"), bytes.Repeat([]byte(name+" regel\n"), size/(len(name)+7))...)
	return step{"bestand " + name, func(t *testing.T, s *story) call {
		url := s.machine.Documents + "/v1/dossiers/" + s.dossier + "/documents"
		return upload(t, account, url, s.key("bestand "+name), string(kind), name+".pdf", content)
	}, func(t *testing.T, s *story, got answer) {
		s.pieces[name] = &piece{id: pieceID(t, got), account: account, kind: kind, file: true, content: content}
	}}
}

// write puts a text into the dossier.
func write(name, account string, kind documents.Kind) step {
	words := fmt.Sprintf("Tekst %s, één keer geschreven.\nMet een tweede regel.", name)
	return step{"tekst " + name, func(t *testing.T, s *story) call {
		url := s.machine.Documents + "/v1/dossiers/" + s.dossier + "/texts"
		return post(t, account, url, s.key("tekst "+name), body{"kind": kind, "text": words})
	}, func(t *testing.T, s *story, got answer) {
		s.pieces[name] = &piece{id: pieceID(t, got), account: account, kind: kind, content: []byte(words)}
	}}
}

func pieceID(t *testing.T, got answer) string {
	t.Helper()
	var made struct{ ID string }
	got.read(t, http.StatusCreated, &made)
	return made.ID
}

// submit hands in the application.
func submit() step {
	return step{"indienen", func(t *testing.T, s *story) call {
		return post(t, school, s.machine.Cases+"/v1/cases", s.key("indienen"), body{
			"dossierId": s.dossier, "applicantSchoolId": applicant, "receivingSchoolId": receiving, "intake": "referral",
			"destination": "so", "extent": "full", "gatesMet": []string{"own-network-explored", "basisondersteuning-shown", "sot-involved"},
		})
	}, hearAccepted(tlv.Submit, http.StatusCreated)}
}

// act does an act in the case.
func act(name string, which tlv.Act, account, path string, with func(*story) body) step {
	return step{name, func(t *testing.T, s *story) call {
		return post(t, account, s.machine.Cases+"/v1/cases/"+s.dossier+"/"+path, s.key(name), with(s))
	}, hearAccepted(which, http.StatusOK)}
}

func advice(category, whose string) func(*story) body {
	return func(s *story) body {
		return body{
			"admissible": true, "destination": "so", "category": category,
			"textId": s.pieces[whose+" advies"].id, "zienswijzeTextId": s.pieces[whose+" weging"].id,
		}
	}
}

// hearAccepted wants the act to be accepted, for this case and at a later version than the one before.
func hearAccepted(which tlv.Act, status int) func(*testing.T, *story, answer) {
	return func(t *testing.T, s *story, got answer) {
		accepted := acceptance{act: which}
		got.read(t, status, &accepted)
		if accepted.CaseID != s.dossier {
			t.Errorf("%s was accepted for case %q, want %q", which, accepted.CaseID, s.dossier)
		}
		if n := len(s.accepted); n > 0 && accepted.Version <= s.accepted[n-1].Version {
			t.Errorf("%s was accepted at version %d, after version %d", which, accepted.Version, s.accepted[n-1].Version)
		}
		s.accepted = append(s.accepted, accepted)
	}
}

// today in the Netherlands (ISO 8601).
func today() string { return clock.Clock(time.Now).Today() }

func plusDays(date string, days int) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// lastSchoolDay is a 31 July more than a year away, and less than three.
func lastSchoolDay(today string) string {
	day, err := time.Parse(time.DateOnly, today)
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%d-07-31", day.Year()+2)
}
