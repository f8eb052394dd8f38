package e2e

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"traject.nl/tools/journey"
	"traject.nl/tools/stack/signin"
)

// everyone are the ids of all development accounts: a new account must find its place in the tables below.
func everyone() []string {
	ids := make([]string, len(signin.Accounts))
	for i, account := range signin.Accounts {
		ids[i] = account.ID
	}
	return ids
}

// moment is a state of a case in which the reads are tried.
type moment struct {
	name  string
	steps []journey.Step
}

// The moments at which someone may see more than before. Each goes on from the one before it.
var moments = []moment{
	{"a draft", []journey.Step{journey.Draft}},
	{"before the advices are final", []journey.Step{
		journey.HandIn, journey.Competent, journey.SotConfirmed, journey.Complete, journey.ParentsAgree, journey.Experts, journey.FirstAdvice,
	}},
	{"decided, not announced", []journey.Step{journey.SecondAdvice, journey.Granted}},
	{"announced", []journey.Step{journey.Announced}},
}

// read is one way to look at a case. Who may, at which moment (by index); whoever is not named gets refusal.
type read struct {
	name    string
	path    func(s *journey.Story, p papers) string
	may     [4][]string
	refusal int
}

// papers are the ids of pieces in the dossier of the case; empty while they do not exist.
type papers struct{ groeidocument, firstAdvice, letterToSchool, letterToReceiving, letterToParent string }

// The groups that recur.
var (
	nobody    = []string{}
	applicant = []string{"ib-regenboog", "directeur-regenboog"}
	receiving = []string{"ib-stuifheugel"}
	zout      = []string{"kantoor", "directeur"}
	experts   = []string{"gz-psycholoog", "tweede-deskundige"}
	sot       = []string{"sot-utrechtse-heuvelrug"}
	parent    = []string{"ouder"}
)

func groupsOf(groups ...[]string) []string { return slices.Concat(groups...) }

// Who works with the whole dossier on ZOUT's side; with the applicant and the parents; and everyone who is party.
var (
	workers  = groupsOf(zout, experts, sot)
	insiders = groupsOf(workers, applicant, parent)
	parties  = groupsOf(insiders, receiving)
)

func inCases(path string) func(*journey.Story, papers) string {
	return func(s *journey.Story, _ papers) string { return traject.Cases + "/v1/cases/" + s.CaseID + path }
}

func inDossier(path string) func(*journey.Story, papers) string {
	return func(s *journey.Story, _ papers) string { return traject.Documents + "/v1/dossiers/" + s.CaseID + path }
}

func piece(kind string, id func(papers) string, suffix string) func(*journey.Story, papers) string {
	return func(s *journey.Story, p papers) string {
		return traject.Documents + "/v1/dossiers/" + s.CaseID + "/" + kind + "/" + id(p) + suffix
	}
}

// reads are all reads of one case. The expectations are written out, not derived from the access table: they check it.
var reads = []read{
	{"the case", inCases(""), [4][]string{nobody, parties, parties, parties}, http.StatusNotFound},
	{"the dossier", inDossier(""), [4][]string{applicant, parties, parties, parties}, http.StatusNotFound},
	{"the form", inDossier("/application"), [4][]string{applicant, insiders, insiders, insiders}, http.StatusNotFound},
	{"the groeidocument", piece("documents", func(p papers) string { return p.groeidocument }, "/content"),
		[4][]string{applicant, insiders, insiders, insiders}, http.StatusNotFound},
	{"the words of an advice", piece("texts", func(p papers) string { return p.firstAdvice }, ""),
		[4][]string{nobody, workers, insiders, insiders}, http.StatusNotFound},
	{"the letter to the school", piece("documents", func(p papers) string { return p.letterToSchool }, "/content"),
		[4][]string{nobody, nobody, nobody, groupsOf(workers, applicant)}, http.StatusNotFound},
	{"the letter to the receiving school", piece("documents", func(p papers) string { return p.letterToReceiving }, "/content"),
		[4][]string{nobody, nobody, nobody, groupsOf(workers, receiving)}, http.StatusNotFound},
	{"the letter to the parent", piece("documents", func(p papers) string { return p.letterToParent }, "/content"),
		[4][]string{nobody, nobody, nobody, groupsOf(workers, parent)}, http.StatusNotFound},
}

func TestWhoMaySeeWhatOfACase(t *testing.T) {
	s := story(t)
	for at, now := range moments {
		if err := s.Tell(t.Context(), now.steps...); err != nil {
			t.Fatal(err)
		}
		found := papersOf(t, s)
		for _, one := range reads {
			url := one.path(s, found)
			for _, account := range everyone() {
				err := s.As(account).Get(t.Context(), url, new([]byte))
				switch may := slices.Contains(one.may[at], account); {
				case may && err != nil:
					t.Errorf("%s: %s must see %s: %v", now.name, account, one.name, err)
				case !may && journey.Status(err) != one.refusal:
					t.Errorf("%s: %s must not see %s: want %d, got %v", now.name, account, one.name, one.refusal, err)
				}
			}
		}
	}
}

// papersOf finds the pieces of the case, as the director sees them; what does not exist yet gets an id that nothing has.
func papersOf(t *testing.T, s *journey.Story) papers {
	t.Helper()
	const none = "0000000000000000"
	found := papers{none, none, none, none, none}
	reader := "directeur"
	if _, err := s.As("kantoor").Case(t.Context(), s.CaseID); err != nil {
		reader = "ib-regenboog"
	}
	for _, p := range get(s.As(reader).Dossier(t.Context(), s.CaseID))(t).Pieces {
		switch {
		case p.Kind == "groeidocument":
			found.groeidocument = p.ID
		case p.Kind == "advies" && found.firstAdvice == none:
			found.firstAdvice = p.ID
		case p.Addressee == "school:regenboog-uh-amerongen":
			found.letterToSchool = p.ID
		case p.Addressee == "school:stuifheugel-zeist":
			found.letterToReceiving = p.ID
		case strings.HasPrefix(p.Addressee, "parent:"):
			found.letterToParent = p.ID
		}
	}
	return found
}

func TestTheReceivingSchoolLearnsWhoThePupilIsOnlyWhenTheTLVIsGranted(t *testing.T) {
	s := told(t, journey.HappyPath[:len(journey.HappyPath)-1]...)
	if seen := get(s.As("ib-stuifheugel").Dossier(t.Context(), s.CaseID))(t); seen.Person != nil || len(seen.Pieces) > 0 {
		t.Errorf("before the announcement the receiving school sees %+v", seen)
	}
	seen := get(s.As("ib-stuifheugel").Case(t.Context(), s.CaseID))(t)
	if len(seen.Timeline) > 0 || seen.TLV.Decision != nil || seen.TLV.Outcome != "" || len(seen.TLV.Advices) > 0 {
		t.Errorf("before the announcement the receiving school sees %+v", seen)
	}
	if err := s.Tell(t.Context(), journey.Announced); err != nil {
		t.Fatal(err)
	}
	if seen := get(s.As("ib-stuifheugel").Dossier(t.Context(), s.CaseID))(t); seen.Person == nil || seen.Person.FirstName != s.Form.Pupil.FirstName {
		t.Errorf("after the announcement the receiving school does not see the pupil: %+v", seen)
	}
}

func TestSchoolAndParentsSeeThatAnAdviceWasGivenButNotWhatItSaysUntilAllAre(t *testing.T) {
	s := told(t, advised[:len(advised)-1]...)
	for _, account := range groupsOf(applicant, parent) {
		for _, advice := range get(s.As(account).Case(t.Context(), s.CaseID))(t).TLV.Advices {
			if advice.Admissible != nil {
				t.Errorf("%s sees the outcome of an advice while another is awaited", account)
			}
		}
	}
}

// overviews are reads over many cases, and who may do them.
var overviews = []struct {
	name string
	url  func(*journey.Story) string
	may  []string
}{
	{"the TLV register", func(*journey.Story) string { return traject.Cases + "/v1/tlv-register" }, zout},
	{"everyone's tasks", func(*journey.Story) string { return traject.Cases + "/v1/tasks?scope=all" }, zout},
	{"the tasks of a subregion", func(*journey.Story) string { return traject.Cases + "/v1/tasks?scope=subregion" }, groupsOf(sot, []string{"sot-zeist"})},
	{"the evidence of mail", func(s *journey.Story) string { return traject.Notifications + "/v1/notices?caseId=" + s.CaseID }, zout},
}

func TestWhoMaySeeOverviews(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	for _, one := range overviews {
		for _, account := range everyone() {
			err := s.As(account).Get(t.Context(), one.url(s), new([]byte))
			if may := slices.Contains(one.may, account); may && err != nil || !may && journey.Status(err) != http.StatusForbidden {
				t.Errorf("%s and %s (may: %t): %v", account, one.name, may, err)
			}
		}
	}
}

func TestTheAccessLogIsForOfficeAndDirector(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	url := traject.Documents + "/v1/dossiers/" + s.CaseID + "/access-log"
	want := map[string]int{"kantoor": 0, "directeur": 0}
	for _, account := range groupsOf(applicant, receiving, sot, parent) {
		want[account] = http.StatusForbidden
	}
	for _, account := range everyone() {
		status, party := want[account]
		if !party {
			status = http.StatusNotFound
		}
		if err := s.As(account).Get(t.Context(), url, new([]byte)); journey.Status(err) != status || (status == 0 && err != nil) {
			t.Errorf("%s and the access log: want %d, got %v", account, status, err)
		}
	}
}

func TestEveryReadOfADossierIsInTheAccessLog(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	found := papersOf(t, s)
	get(s.As("sot-utrechtse-heuvelrug").Download(t.Context(), s.CaseID, found.groeidocument))(t)
	var log struct {
		Lines []struct{ Subject, Party, CaseID, What, Action string }
	}
	if err := s.As("kantoor").Get(t.Context(), traject.Documents+"/v1/dossiers/"+s.CaseID+"/access-log", &log); err != nil {
		t.Fatal(err)
	}
	for _, line := range log.Lines {
		if line.What == found.groeidocument && line.Action == "download" && line.Party == "sot:utrechtse-heuvelrug" &&
			line.Subject == "dev-sot-utrechtse-heuvelrug" && line.CaseID == s.CaseID {
			return
		}
	}
	t.Errorf("the download by the SOT is not in the access log: %+v", log.Lines)
}

func TestEveryoneSeesTheOwnCasesOnly(t *testing.T) {
	s := told(t, advised[:7]...)
	for _, account := range everyone() {
		listed := slices.Contains(get(s.As(account).MyCases(t.Context()))(t), s.CaseID)
		if party := slices.Contains(parties, account); listed != party {
			t.Errorf("%s: party to the case: %t, sees it in the list: %t", account, party, listed)
		}
	}
}

func TestEveryoneSignedInMayReadThePublicRegistry(t *testing.T) {
	for _, list := range []string{"schools", "boards", "municipalities", "subregions", "networks", "contacts", "experts", "colleagues", "groups", "capacities", "counts"} {
		for _, account := range everyone() {
			if err := traject.As(account).Get(t.Context(), traject.Registry+"/v1/"+list, new([]byte)); err != nil {
				t.Errorf("%s and %s: %v", account, list, err)
			}
		}
	}
}

func TestTheCodecIsForOfficeAndEngineers(t *testing.T) {
	empty := map[string]any{"payloads": []any{}}
	for account, may := range codecUsers() {
		_, err := traject.As(account).Do(t.Context(), journey.Request{Method: http.MethodPost, URL: traject.Cases + "/v1/codec/decode", Body: empty}, nil)
		if may && err != nil || !may && journey.Status(err) != http.StatusForbidden {
			t.Errorf("%s and the codec (may: %t): %v", account, may, err)
		}
	}
}

func codecUsers() map[string]bool {
	users := map[string]bool{}
	for _, account := range everyone() {
		users[account] = account == "kantoor" || account == "beheerder"
	}
	return users
}
