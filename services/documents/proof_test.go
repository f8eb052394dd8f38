package documents_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/proto/contract/party"
	documentsv1 "traject.nl/proto/gen/traject/documents/v1"
	"traject.nl/services/documents"
	"traject.nl/services/platform/evidence"
)

// proven is the chain of a case, as the office reads it.
func (h *house) proven(caseID string) []evidence.Entry {
	h.t.Helper()
	export := into[evidence.Export](h.get("office", "/v1/evidence?caseId="+caseID).is(200))
	if err := export.Verify(); err != nil {
		h.t.Fatal(err)
	}
	return export.Entries
}

// told says of a chain what happened, to whom.
func (h *house) told(entries []evidence.Entry) []string {
	var all []string
	for _, e := range entries {
		who := e.Party
		for name, person := range h.people {
			if string(person.Parties[0]) == e.Party && name != "colleague" {
				who = name
			}
		}
		by := e.Facts[evidence.FactSubject]
		if by != "" {
			by = " by " + strings.TrimPrefix(by, "subject-")
		}
		all = append(all, string(e.Kind)+" to "+who+by)
	}
	return all
}

func (h *house) expectProof(caseID string, want ...string) {
	h.t.Helper()
	if got := h.told(h.proven(caseID)); !slices.Equal(got, want) {
		h.t.Errorf("proven:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestALetterIsProvenAccessibleOpenedAndDownloadedOnceForEachPerson(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	letters := h.letter(h.receiptLetter(id))
	h.letter(h.receiptLetter(id)) // done again
	accessible := []string{"accessible to parent", "accessible to ib"}
	h.expectProof(theBezwaar, accessible...)

	toSchool := "/v1/dossiers/" + id + "/documents/" + letters[1].GetDocumentId()
	h.get("office", toSchool+"/content").is(200) // not the addressee
	h.get("ib", toSchool).is(200)                // its name and size: that is no reading
	h.expectProof(theBezwaar, accessible...)
	for range 2 {
		h.get("ib", toSchool+"/content?inline=true").is(200)
	}
	h.get("colleague", toSchool+"/content").is(200)
	h.get("ib", toSchool+"/content").is(200)
	h.expectProof(theBezwaar, append(accessible,
		"opened to ib by ib", "opened to ib by colleague", "downloaded to ib by colleague", "downloaded to ib by ib")...)
	for _, e := range h.proven(theBezwaar)[1:] {
		if e.Facts[evidence.FactPiece] != letters[1].GetDocumentId() {
			t.Errorf("%s is about %s", e.Kind, e.Facts[evidence.FactPiece])
		}
	}
}

func TestAFileIsNoLetterAndIsProvenOfNobody(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	added := into[documents.PieceView](h.upload("ib", id, "bijlage", "b.pdf", pdf("b")).is(201))
	h.get("ib", "/v1/dossiers/"+id+"/documents/"+added.ID+"/content").is(200)
	h.expectProof(id)
}

func TestALetterToSomebodyWhoIsNotYetPartyIsAccessibleFromTheMomentHeIs(t *testing.T) {
	h := newHouse(t)
	id := h.objected()
	request := h.receiptLetter(id)
	request.Addressees = []*documentsv1.Addressee{{Party: h.partyOf("receiving"), Name: "De Sprong"}}
	h.letter(request)
	h.expectProof(theBezwaar)
	with := []string{h.partyOf("parent"), h.partyOf("receiving"), string(party.TheOffice)}
	for version := range int64(3) {
		if _, err := h.Share(t.Context(), &documentsv1.ShareRequest{
			DossierId: id, CaseId: theBezwaar, Procedure: "bezwaar", Objector: h.partyOf("parent"), Version: 10 + version, Parties: with,
		}); err != nil {
			t.Fatal(err)
		}
	}
	h.expectProof(theBezwaar, "accessible to receiving")
}

func TestALetterIsProvenAccessibleAlsoWhenReplicasTakeTurns(t *testing.T) {
	h := newHouse(t)
	log := evidence.Memory(documents.EvidenceLog)
	h.WithEvidence(log)
	h.router = h.Router(h.guard)
	other := documents.NewService(h.store, func() time.Time { return noon }, h.keys, documents.ZOUT).WithEvidence(log)
	id := h.objected()
	share := func(replica *documents.Service, version int64, parties ...string) {
		t.Helper()
		if _, err := replica.Share(t.Context(), &documentsv1.ShareRequest{
			DossierId: id, CaseId: theBezwaar, Procedure: "bezwaar", Objector: h.partyOf("parent"), Version: version, Parties: parties,
		}); err != nil {
			t.Fatal(err)
		}
	}
	parent, receiving, office := h.partyOf("parent"), h.partyOf("receiving"), string(party.TheOffice)
	share(h.Service, 10, parent, receiving, office)
	share(other, 11, parent, office)
	request := h.receiptLetter(id)
	request.Addressees = []*documentsv1.Addressee{{Party: receiving, Name: "De Sprong"}}
	h.letter(request)
	h.expectProof(theBezwaar)
	share(h.Service, 12, parent, receiving, office) // as this replica saw it last
	h.expectProof(theBezwaar, "accessible to receiving")
}

var errProofAway = errors.New("the evidence is away")

// brokenLog fails to append once it is broken.
type brokenLog struct {
	evidence.Log
	broken bool
}

func (l *brokenLog) Append(ctx context.Context, e evidence.Entry) (evidence.Entry, error) {
	if l.broken {
		return evidence.Entry{}, errProofAway
	}
	return l.Log.Append(ctx, e)
}

func TestWithoutProofALetterIsNotToldAndIsProvenOnTheNextAttempt(t *testing.T) {
	h := newHouse(t)
	log := &brokenLog{Log: evidence.Memory(documents.EvidenceLog), broken: true}
	h.WithEvidence(log)
	h.router = h.Router(h.guard)
	id := h.objected()
	if _, err := h.ComposeLetter(t.Context(), h.receiptLetter(id)); !errors.Is(err, errProofAway) {
		t.Fatalf("a letter of which nothing is proven was told: %v", err)
	}
	log.broken = false
	letters := h.letter(h.receiptLetter(id))
	h.expectProof(theBezwaar, "accessible to parent", "accessible to ib")
	log.broken = true
	content := "/v1/dossiers/" + id + "/documents/" + letters[0].GetDocumentId() + "/content?inline=true"
	h.get("parent", content).is(http.StatusOK) // who may read is not kept from it
	log.broken = false
	h.get("parent", content).is(http.StatusOK)
	h.expectProof(theBezwaar, "accessible to parent", "accessible to ib", "opened to parent by parent")
}

func TestTheProofOfACaseIsForTheOfficeAndTheDirector(t *testing.T) {
	h := newHouse(t)
	id := h.submitted()
	for name := range h.people {
		want := http.StatusForbidden
		if name == "office" || name == "director" {
			want = http.StatusOK
		}
		h.get(name, "/v1/evidence?caseId="+id).is(want)
	}
}
