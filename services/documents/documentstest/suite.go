// Package documentstest holds what every store of dossiers must do.
package documentstest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/bezwaar"
	contract "traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/documents"
)

const (
	school  = party.Party("school:regenboog-uh-amerongen")
	another = party.Party("school:wilhelmina-amerongen")
)

var (
	monday = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	author = documents.Who{Subject: "subject-1", Party: school}
)

// RunStoreSuite runs the suite; newStore makes an empty store for each test.
func RunStoreSuite(t *testing.T, newStore func(*testing.T) documents.Store) {
	tests := map[string]func(*testing.T, documents.Store){
		"a form is read back as it was saved":                   formRoundTrip,
		"a stale save changes nothing":                          staleSave,
		"an unknown dossier is not found":                       unknownDossier,
		"an id is given once":                                   idOnce,
		"drafts are those of the school, last changed first":    drafts,
		"submitting binds the form that was seen to one case":   submit,
		"a submitted form stands":                               submittedStands,
		"the newest list of parties wins":                       share,
		"a bezwaar comes beside the case of the dossier":        shareBeside,
		"a piece keeps the case that it is meant for":           pieceForCase,
		"a text is read back, and adding it again changes none": textRoundTrip,
		"a file streams in and out over many chunks":            fileRoundTrip,
		"a file that breaks off leaves nothing":                 brokenUpload,
		"a piece of another dossier is not found":               foreignPiece,
		"an attached piece stands":                              attachedStands,
		"a destroyed draft is gone with its pieces":             destroy,
		"a superseded piece is gone, though it was attached":    supersede,
		"a submitted dossier cannot be destroyed":               destroySubmitted,
		"the access log keeps every line in order":              accessLog,
		"a claim belongs to who was first":                      claims,
	}
	maps.Copy(tests, pupilTests)
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, newStore(t)) })
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func want(t *testing.T, err, target error) {
	t.Helper()
	if !errors.Is(err, target) {
		t.Fatalf("got error %v, want %v", err, target)
	}
}

// admission of a TLV that begins a dossier.
func admission(caseID string) documents.Admission {
	return documents.Admission{CaseID: caseID, Procedure: tlv.Workflow, Applicant: school}
}

func draft(t *testing.T, s documents.Store, id string, of party.Party, at time.Time) documents.Dossier {
	t.Helper()
	must(t, s.CreateDossier(t.Context(), documents.Dossier{ID: id, School: of, CreatedAt: at, CreatedBy: author}))
	d, err := s.Dossier(t.Context(), id)
	must(t, err)
	return d
}

func formRoundTrip(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	if string(d.Form) != "{}" || d.State != documents.Draft || d.School != school || !d.CreatedAt.Equal(monday) || d.UpdatedBy != author {
		t.Fatalf("new dossier: %+v", d)
	}
	form := []byte(`{"pupil":{"firstName":"Noor"}}`)
	other := documents.Who{Subject: "subject-2", Party: school}
	etag, err := s.SaveForm(t.Context(), "d1", form, d.ETag, other, monday.Add(time.Hour))
	must(t, err)
	saved, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if !bytes.Equal(saved.Form, form) || saved.ETag != etag || etag == d.ETag || saved.UpdatedBy != other || !saved.UpdatedAt.Equal(monday.Add(time.Hour)) {
		t.Fatalf("saved dossier: %+v", saved)
	}
}

func staleSave(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	_, err := s.SaveForm(t.Context(), "d1", []byte(`{"first":true}`), d.ETag, author, monday)
	must(t, err)
	_, err = s.SaveForm(t.Context(), "d1", []byte(`{"second":true}`), d.ETag, author, monday)
	want(t, err, documents.ErrChanged)
	now, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if string(now.Form) != `{"first":true}` {
		t.Fatalf("form: %s", now.Form)
	}
}

func unknownDossier(t *testing.T, s documents.Store) {
	_, err := s.Dossier(t.Context(), "nowhere")
	want(t, err, documents.ErrNotFound)
	_, err = s.SaveForm(t.Context(), "nowhere", []byte("{}"), "e", author, monday)
	want(t, err, documents.ErrNotFound)
	want(t, s.Submit(t.Context(), "nowhere", "e", admission("c"), nil), documents.ErrNotFound)
	want(t, s.Share(t.Context(), "nowhere", documents.Sharing{}), documents.ErrNotFound)
	want(t, s.DestroyDraft(t.Context(), "nowhere"), documents.ErrNotFound)
	want(t, s.AddText(t.Context(), documents.Piece{ID: "p", DossierID: "nowhere"}), documents.ErrNotFound)
	_, err = s.AddFile(t.Context(), documents.Piece{ID: "p", DossierID: "nowhere"}, strings.NewReader("x"))
	want(t, err, documents.ErrNotFound)
}

func idOnce(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	want(t, s.CreateDossier(t.Context(), documents.Dossier{ID: "d1", School: another, CreatedAt: monday}), documents.ErrExists)
}

func drafts(t *testing.T, s documents.Store) {
	first := draft(t, s, "d1", school, monday)
	draft(t, s, "d2", school, monday.Add(time.Minute))
	draft(t, s, "d3", another, monday)
	gone := draft(t, s, "d4", school, monday)
	must(t, s.Submit(t.Context(), "d4", gone.ETag, admission("d4"), []party.Party{school}))
	_, err := s.SaveForm(t.Context(), "d1", []byte("{}"), first.ETag, author, monday.Add(time.Hour))
	must(t, err)
	found, err := s.Drafts(t.Context(), school)
	must(t, err)
	if len(found) != 2 || found[0].ID != "d1" || found[1].ID != "d2" {
		t.Fatalf("drafts: %+v", found)
	}
}

func submit(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	want(t, s.Submit(t.Context(), "d1", "stale", admission("case-1"), nil), documents.ErrChanged)
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("case-1"), []party.Party{school, "parent:ab"}))
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("case-1"), []party.Party{school, "parent:ab"}))
	want(t, s.Submit(t.Context(), "d1", d.ETag, admission("case-2"), nil), documents.ErrOtherCase)
	now, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if now.State != documents.Submitted || now.CaseID != "case-1" || !slices.Contains(now.Parties, "parent:ab") || slices.Contains(now.Parties, another) {
		t.Fatalf("submitted: %+v", now)
	}
}

func submittedStands(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), nil))
	_, err := s.SaveForm(t.Context(), "d1", []byte(`{"x":1}`), d.ETag, author, monday)
	want(t, err, documents.ErrNotDraft)
}

func share(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), []party.Party{school}))
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "d1", Version: 5, Parties: []party.Party{school, "expert:gz-1"}, AdvicesFinal: true, Announced: true, Closed: true}))
	must(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "d1", Version: 4, Parties: []party.Party{school}}))
	now, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if now.Version != 5 || !slices.Contains(now.Parties, "expert:gz-1") || !now.AdvicesFinal || !now.Announced || now.State != documents.Closed {
		t.Fatalf("an older list won: %+v", now)
	}
	want(t, s.Share(t.Context(), "d1", documents.Sharing{CaseID: "another", Version: 9}), documents.ErrOtherCase)
	must(t, s.RecordDecision(t.Context(), "d1", "d1", "school:de-sprong"))
	want(t, s.RecordDecision(t.Context(), "nowhere", "d1", ""), documents.ErrNotFound)
	decided, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	if decided.GrantedTo != "school:de-sprong" {
		t.Fatal("the decision was not kept")
	}
}

func shareBeside(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	first := documents.Sharing{
		CaseID: "b1", Procedure: bezwaar.Workflow, Version: 3, Parties: []party.Party{school, "parent:ab"}, Objector: "parent:ab",
	}
	want(t, s.Share(t.Context(), "d1", first), documents.ErrOtherCase) // a draft has no case yet
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), []party.Party{school}))
	own := documents.Sharing{CaseID: "d1", Version: 5, Parties: []party.Party{school}, Announced: true, Closed: true}
	must(t, s.Share(t.Context(), "d1", own))
	second := first
	second.CaseID, second.Objector = "b2", school
	for _, sharing := range []documents.Sharing{second, first} {
		must(t, s.Share(t.Context(), "d1", sharing))
	}
	older := first
	older.Version, older.Closed, older.Parties = 2, true, nil
	must(t, s.Share(t.Context(), "d1", older))
	later := second
	later.Version, later.PapersOpen, later.Announced, later.Closed = 4, true, true, true
	must(t, s.Share(t.Context(), "d1", later))
	now, err := s.Dossier(t.Context(), "d1")
	must(t, err)
	own.Procedure = tlv.Workflow
	if cases := now.Cases(); !reflect.DeepEqual(cases, []documents.Sharing{own, first, later}) {
		t.Fatalf("cases: %+v", cases)
	}
	if now.State != documents.Closed || now.Version != 5 {
		t.Fatalf("the case of the dossier changed: %+v", now)
	}
}

func pieceForCase(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	text, file := aPiece("p1", contract.Objection), aPiece("p2", contract.Mandate)
	text.CaseID, file.CaseID = "b1", "b2"
	must(t, s.AddText(t.Context(), text))
	_, err := s.AddFile(t.Context(), file, strings.NewReader("x"))
	must(t, err)
	for id, caseID := range map[string]string{"p1": "b1", "p2": "b2"} {
		found, err := s.Piece(t.Context(), "d1", id)
		must(t, err)
		if found.CaseID != caseID || found.Attached {
			t.Fatalf("piece: %+v", found)
		}
	}
}

func aPiece(id string, kind contract.Kind) documents.Piece {
	return documents.Piece{ID: id, DossierID: "d1", Kind: kind, Author: author, CreatedAt: monday}
}

func textRoundTrip(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	text := aPiece("p1", contract.Withdrawal)
	text.Text = "Wij trekken in: het kind is verhuisd. Ünïcödé."
	must(t, s.AddText(t.Context(), text))
	again := text
	again.Text = "iets anders"
	must(t, s.AddText(t.Context(), again))
	found, err := s.Piece(t.Context(), "d1", "p1")
	must(t, err)
	if found.Text != text.Text || found.Shape != documents.Text || found.Author != author || found.Kind != contract.Withdrawal {
		t.Fatalf("text: %+v", found)
	}
	list, err := s.Pieces(t.Context(), "d1")
	must(t, err)
	if len(list) != 1 || list[0].Text != "" {
		t.Fatalf("a list has no texts: %+v", list)
	}
}

func content(t *testing.T, s documents.Store, p documents.Piece) []byte {
	t.Helper()
	reader, err := s.Content(t.Context(), p)
	must(t, err)
	defer reader.Close()
	all, err := io.ReadAll(reader)
	must(t, err)
	return all
}

func fileRoundTrip(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	data := make([]byte, 1<<20+12345)
	rand.Read(data)
	file := aPiece("p1", contract.Bijlage)
	file.Shape, file.Name, file.MediaType = documents.File, "verslag Noor.pdf", "application/pdf"
	added, err := s.AddFile(t.Context(), file, bytes.NewReader(data))
	must(t, err)
	if added.Size != int64(len(data)) || added.Name != file.Name {
		t.Fatalf("added: %+v", added)
	}
	if !bytes.Equal(content(t, s, added), data) {
		t.Fatal("the content came back changed")
	}
	again, err := s.AddFile(t.Context(), file, strings.NewReader("something else"))
	must(t, err)
	if again.Size != added.Size || !bytes.Equal(content(t, s, again), data) {
		t.Fatal("adding it again changed it")
	}
}

// breaksOff gives half a megabyte and then an error.
type breaksOff struct{ left int }

var errBrokenOff = fmt.Errorf("connection reset: %w", io.ErrUnexpectedEOF)

func (b *breaksOff) Read(p []byte) (int, error) {
	if b.left == 0 {
		return 0, errBrokenOff
	}
	n := min(len(p), b.left)
	b.left -= n
	return n, nil
}

func brokenUpload(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := s.AddFile(ctx, aPiece("p1", contract.Bijlage), &breaksOff{left: 1 << 19})
	want(t, err, errBrokenOff)
	list, err := s.Pieces(t.Context(), "d1")
	must(t, err)
	if len(list) != 0 {
		t.Fatalf("left behind: %+v", list)
	}
	_, err = s.Piece(t.Context(), "d1", "p1")
	want(t, err, documents.ErrNotFound)
}

func foreignPiece(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	draft(t, s, "d2", school, monday)
	must(t, s.AddText(t.Context(), aPiece("p1", contract.Completion)))
	_, err := s.Piece(t.Context(), "d2", "p1")
	want(t, err, documents.ErrNotFound)
	want(t, s.Attach(t.Context(), "d2", "p1", "d2"), documents.ErrNotFound)
	want(t, s.DeletePiece(t.Context(), "d2", "p1"), documents.ErrNotFound)
}

func attachedStands(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	must(t, s.AddText(t.Context(), aPiece("p1", contract.Completion)))
	must(t, s.AddText(t.Context(), aPiece("p2", contract.Completion)))
	must(t, s.Attach(t.Context(), "d1", "p1", "b1"))
	must(t, s.Attach(t.Context(), "d1", "p1", "b1"))
	want(t, s.DeletePiece(t.Context(), "d1", "p1"), documents.ErrAttached)
	must(t, s.DeletePiece(t.Context(), "d1", "p2"))
	want(t, s.DeletePiece(t.Context(), "d1", "p2"), documents.ErrNotFound)
	want(t, s.Attach(t.Context(), "d1", "p2", "d1"), documents.ErrNotFound)
	list, err := s.Pieces(t.Context(), "d1")
	must(t, err)
	if len(list) != 1 || list[0].ID != "p1" || !list[0].Attached || list[0].CaseID != "b1" {
		t.Fatalf("pieces: %+v", list)
	}
}

func destroy(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	_, err := s.AddFile(t.Context(), aPiece("p1", contract.Bijlage), strings.NewReader("content"))
	must(t, err)
	must(t, s.DestroyDraft(t.Context(), "d1"))
	_, err = s.Dossier(t.Context(), "d1")
	want(t, err, documents.ErrNotFound)
	_, err = s.Piece(t.Context(), "d1", "p1")
	want(t, err, documents.ErrNotFound)
	want(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), nil), documents.ErrNotFound)
}

func supersede(t *testing.T, s documents.Store) {
	draft(t, s, "d1", school, monday)
	draft(t, s, "d2", school, monday)
	_, err := s.AddFile(t.Context(), aPiece("p1", contract.Bundle), strings.NewReader("content"))
	must(t, err)
	must(t, s.Attach(t.Context(), "d1", "p1", "b1"))
	want(t, s.Supersede(t.Context(), "d2", "p1"), documents.ErrNotFound)
	must(t, s.Supersede(t.Context(), "d1", "p1"))
	want(t, s.Supersede(t.Context(), "d1", "p1"), documents.ErrNotFound)
	_, err = s.Piece(t.Context(), "d1", "p1")
	want(t, err, documents.ErrNotFound)
}

func destroySubmitted(t *testing.T, s documents.Store) {
	d := draft(t, s, "d1", school, monday)
	must(t, s.Submit(t.Context(), "d1", d.ETag, admission("d1"), []party.Party{school}))
	want(t, s.DestroyDraft(t.Context(), "d1"), documents.ErrNotDraft)
	_, err := s.Dossier(t.Context(), "d1")
	must(t, err)
}

func accessLog(t *testing.T, s documents.Store) {
	line := func(minute int, what string) documents.Access {
		return documents.Access{At: monday.Add(time.Duration(minute) * time.Minute), Who: author, DossierID: "d1", CaseID: "d1", What: what, Action: documents.Read}
	}
	must(t, s.Record(t.Context(), line(0, documents.ThePerson), line(1, "p1")))
	must(t, s.Record(t.Context(), line(2, "p2")))
	must(t, s.Record(t.Context()))
	lines, err := s.AccessLog(t.Context(), "d1")
	must(t, err)
	if len(lines) != 3 || lines[0] != line(0, documents.ThePerson) || lines[2] != line(2, "p2") {
		t.Fatalf("access log: %+v", lines)
	}
	none, err := s.AccessLog(t.Context(), "d2")
	must(t, err)
	if len(none) != 0 {
		t.Fatalf("lines of another dossier: %+v", none)
	}
}

func claims(t *testing.T, s documents.Store) {
	mine := documents.Claim{Key: "k1", Fingerprint: "f1", ID: "d1", At: monday}
	first, err := s.Claim(t.Context(), mine)
	must(t, err)
	second, err := s.Claim(t.Context(), documents.Claim{Key: "k1", Fingerprint: "f2", ID: "d2", At: monday})
	must(t, err)
	if first.ID != "d1" || second.ID != "d1" || second.Fingerprint != "f1" || second.Done {
		t.Fatalf("claims: %+v %+v", first, second)
	}
	must(t, s.Fulfil(t.Context(), "k1"))
	third, err := s.Claim(t.Context(), mine)
	must(t, err)
	if !third.Done {
		t.Fatal("a fulfilled claim is not done")
	}
}
