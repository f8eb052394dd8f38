package e2e

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/tlv"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
)

// markers are words that exist nowhere else: whoever finds one outside the sealed dossier found a leak.
var markers = map[string]string{
	"first name of the pupil":      "Xanthippa",
	"last name of the pupil":       "Qwijbbelstra",
	"birth date of the pupil":      "2019-02-28",
	"name of the parent":           "Zsofranke Vlotwijkema",
	"street of the parent":         "Krozelbaansteeg 77",
	"phone of the parent":          "0699-871-0042",
	"words of the school":          "hinkelstapvrees",
	"words of the office":          "wachtlijstgruis",
	"words of the parent":          "keukentafelgloed",
	"words of the report":          "gespreksnevelig",
	"words of an advice":           "toetsrafelrand",
	"words on the zienswijze":      "weegschaalsprong",
	"words of the director":        "besluitflonker",
	"words in a document":          "Groeibladmerk",
	"name of a file":               "onderzoekmerkel",
	"what the school withdrew for": "intrekkruimel",
	"words of a municipality":      "gemeentegrutterij",
}

// spellings of a marker as it could lie in a file: as it is, in a URL, in hex, and in base64 at each of the three offsets.
func spellings(marker string) map[string][]byte {
	all := map[string][]byte{"plain": []byte(marker), "url": []byte(url.QueryEscape(marker)), "hex": []byte(hex.EncodeToString([]byte(marker)))}
	for offset := range 3 {
		encoded := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("\x00", offset) + marker))
		// A character holds six bits. The ones at both ends that also hold bits of what stands beside the marker do not count; all
		// others do, since a few characters would be found by chance in a large file.
		first, last := (8*offset+5)/6, 8*(offset+len(marker))/6
		all[fmt.Sprintf("base64 at offset %d", offset)] = []byte(encoded[first:last])
	}
	return all
}

// leaks are the markers that are found in a text.
func leaks(text []byte) []string {
	var found []string
	for what, marker := range markers {
		for spelling, needle := range spellings(marker) {
			if bytes.Contains(text, needle) {
				found = append(found, fmt.Sprintf("the %s (%s)", what, spelling))
			}
		}
	}
	return found
}

// TestNothingAboutAPersonIsReadableOutsideTheSealedDossier tells cases full of markers: one to the letters and one that is withdrawn, and
// a bezwaar that is upheld and one that is taken back. Then it reads everything that the stack has written: every database, log, mail and history.
func TestNothingAboutAPersonIsReadableOutsideTheSealedDossier(t *testing.T) {
	one, two := markedStory(t, "een"), markedStory(t, "twee")
	tell(t, one, journey.Draft, addFile, journey.HandIn, journey.Competent, journey.SotConfirmed, markedDelay, askMarked, journey.Completed, journey.FoundComplete,
		differMarked, journey.Experts, journey.Invited, reportMarked, journey.CopyProved,
		adviseMarked("gz-psycholoog"), adviseMarked("tweede-deskundige"), refuseMarked, journey.Announced)
	tell(t, two, journey.Draft, journey.HandIn, withdrawMarked)
	back, upheld := markedWithdrawal(t, one), markedBezwaar(t, one)
	wantReadable(t, one)
	wantBezwaarReadable(t, upheld)
	wantCalendarWithoutWords(t)
	// Whoever asks with a name in a URL, against the rules, must not find it back in the log.
	_ = one.As("kantoor").Get(t.Context(), traject.Registry+"/v1/schools?q="+markers["last name of the pupil"], new([]byte))

	for _, workflowID := range []string{
		tlv.WorkflowID(one.CaseID), tlv.WorkflowID(two.CaseID), bezwaar.WorkflowID(back.CaseID), bezwaar.WorkflowID(upheld.CaseID),
	} {
		for _, leak := range leaks(historyOf(t, workflowID)) {
			t.Errorf("the history of %s has %s", workflowID, leak)
		}
	}
	files := everyFile(t)
	for path, content := range files {
		for _, leak := range leaks(content) {
			t.Errorf("%s has %s", path, leak)
		}
	}
	wantSearchThatFinds(t, files, one.CaseID)
	wantSearchThatFinds(t, files, upheld.CaseID)
}

func markedStory(t *testing.T, name string) *journey.Story {
	t.Helper()
	s := journey.NewStory(traject, "merk-"+name, journey.Pupil{
		FirstName: markers["first name of the pupil"], LastName: markers["last name of the pupil"],
		BirthDate: markers["birth date of the pupil"], Group: "4",
	})
	s.Form.Parents[0].Name = markers["name of the parent"]
	s.Form.Parents[0].Street = markers["street of the parent"]
	s.Form.Parents[0].Phone = markers["phone of the parent"]
	s.Form.Explanation["process"] = "De leerling heeft " + markers["words of the school"] + "."
	return s
}

func tell(t *testing.T, s *journey.Story, steps ...journey.Step) {
	t.Helper()
	if err := s.Tell(t.Context(), steps...); err != nil {
		t.Fatal(err)
	}
}

// written is an act with a text in it: the words come first, and the act points at them.
func written(name, account, kind, marker, path, field string, body map[string]any) journey.Step {
	return journey.Step{Name: name, Do: func(ctx context.Context, s *journey.Story) error {
		text, err := s.As(account).Write(ctx, s.CaseID, s.Key+"-words-"+path+"-"+account, kind, "Hier staat "+markers[marker]+".")
		if err != nil {
			return err
		}
		whole := map[string]any{field: text}
		for name, value := range body {
			whole[name] = value
		}
		if path == "completeness" {
			whole["completeBy"] = s.Day(14)
		}
		_, err = s.As(account).Act(ctx, s.CaseID, s.Key+"-"+path+"-"+account, path, whole)
		return err
	}}
}

var (
	addFile = journey.Step{Name: "file", Do: func(ctx context.Context, s *journey.Story) error {
		_, err := s.As("ib-regenboog").Upload(ctx, s.CaseID, s.Key+"-file", "onderzoek",
			markers["name of a file"]+".pdf", journey.PDF(strings.Repeat(markers["words in a document"]+" ", 500)))
		return err
	}}
	askMarked = written("ask", "kantoor", "aanvullingsverzoek", "words of the office", "completeness", "requestTextId",
		map[string]any{"missing": []string{"own-network-explored"}})
	differMarked = written("differ", "ouder", "zienswijze", "words of the parent", "parents-answer", "textId",
		map[string]any{"answer": "zienswijze", "withAdviser": true})
	reportMarked = written("report", "gz-psycholoog", "gespreksverslag", "words of the report", "talk-report", "reportId",
		map[string]any{"held": true})
	refuseMarked = written("refuse", "directeur", "motivering", "words of the director", "decision", "reasonsTextId",
		map[string]any{"granted": false})
	withdrawMarked = written("withdraw", "ib-regenboog", "intrekking", "what the school withdrew for", "withdrawal", "textId", nil)
)

func adviseMarked(account string) journey.Step {
	return journey.Step{Name: "advise", Do: func(ctx context.Context, s *journey.Story) error {
		weighed, err := s.As(account).Write(ctx, s.CaseID, s.Key+"-weighed-"+account, "zienswijze-weging", "Hier staat "+markers["words on the zienswijze"]+".")
		if err != nil {
			return err
		}
		return written("advise", account, "advies", "words of an advice", "advices", "textId",
			map[string]any{"admissible": true, "destination": "sbo", "zienswijzeTextId": weighed}).Do(ctx, s)
	}}
}

// wantReadable: the words are in the dossier for who may read them. Otherwise this test would look for what nobody wrote.
func wantReadable(t *testing.T, s *journey.Story) {
	t.Helper()
	director := s.As("directeur")
	seen := get(director.Dossier(t.Context(), s.CaseID))(t)
	if seen.Person == nil || seen.Person.LastName != markers["last name of the pupil"] {
		t.Fatalf("the director does not see the pupil: %+v", seen.Person)
	}
	var all strings.Builder
	for _, piece := range seen.Pieces {
		all.WriteString(piece.Name)
		if piece.Shape == "text" {
			var text struct{ Text string }
			if err := director.Get(t.Context(), traject.Documents+"/v1/dossiers/"+s.CaseID+"/texts/"+piece.ID, &text); err != nil {
				t.Fatal(err)
			}
			all.WriteString(text.Text)
		}
		if piece.Kind == "onderzoek" {
			all.Write(get(director.Download(t.Context(), s.CaseID, piece.ID))(t))
		}
	}
	for _, what := range []string{"words of the office", "words of the parent", "words of the report", "words of an advice",
		"words on the zienswijze", "words of the director", "words in a document", "name of a file"} {
		if !strings.Contains(all.String(), markers[what]) {
			t.Errorf("the %s is not in the dossier: this test would look for nothing", what)
		}
	}
}

// historyOf are all events of the case's process as Temporal stores them, undecoded.
func historyOf(t *testing.T, workflowID string) []byte {
	t.Helper()
	raw := get(client.Dial(client.Options{HostPort: running.Temporal, Namespace: stack.Namespace}))(t)
	defer raw.Close()
	var all []byte
	events := raw.GetWorkflowHistory(t.Context(), workflowID, "", false, enums.HISTORY_EVENT_FILTER_TYPE_ALL_EVENT)
	for events.HasNext() {
		all = append(all, get(proto.Marshal(get(events.Next())(t)))(t)...)
	}
	if !bytes.Contains(all, []byte("binary/traject-v1")) {
		t.Errorf("the history of %s has no encrypted payload: this test looked at nothing", workflowID)
	}
	return all
}

// everyFile is the content of everything in the state folder.
func everyFile(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(state, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		files[strings.TrimPrefix(path, state+"/")] = content
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// wantSearchThatFinds: the same search finds what may be there, so that finding no marker means something.
func wantSearchThatFinds(t *testing.T, files map[string][]byte, caseID string) {
	t.Helper()
	for name, needle := range map[string]string{
		"temporal.db": caseID, "store/cases.sqlite": caseID, "store/documents.sqlite": caseID, "store/notifications.sqlite": caseID, "traject.log": "/v1/cases",
	} {
		found := false
		for path, content := range files {
			found = found || (strings.HasPrefix(path, name) && bytes.Contains(content, []byte(needle)))
		}
		if !found {
			t.Errorf("%s does not have %q, which it should: this search looks at nothing", name, needle)
		}
	}
}
