package access_test

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

const (
	applicant    party.Party = "school:regenboog"
	receiving    party.Party = "school:elster"
	sot          party.Party = "sot:zeist"
	expert       party.Party = "expert:gz-1"
	parent       party.Party = "parent:0123456789abcdef0123"
	municipality party.Party = "municipality:zeist"
	board        party.Party = "board:spark"
	engineer     party.Party = "engineer:ops"
	interested   party.Party = "interested:b7k2m9p4q7rx"
	provision                = party.TheBuitenkans
)

// everyone is one party of each role, and the receiving school: all of them on the list of parties, so that what they
// cannot read is not for want of being on it.
var everyone = []party.Party{applicant, receiving, sot, expert, party.TheDirector, party.TheOffice, parent, municipality, board, engineer, interested, provision}

// moments of a case in which what may be read differs.
var moments = map[string]access.Case{
	"running":            {Applicant: applicant, Parties: everyone},
	"advised":            {Applicant: applicant, Parties: everyone, AdvicesFinal: true},
	"announced, refused": {Applicant: applicant, Parties: everyone, AdvicesFinal: true, Announced: true},
	"announced, granted": {Applicant: applicant, Parties: everyone, AdvicesFinal: true, Announced: true, Granted: true},
	// Decided but the letters are not out: nobody outside ZOUT learns of it.
	"granted, not announced": {Applicant: applicant, Parties: everyone, AdvicesFinal: true, Granted: true},
}

// Lists of reads, in words, from which each expectation is put together.
const (
	// Remarks, and what the clock did, are for those who work with the dossier on ZOUT's side.
	zoutOnly = "firings piece/taakopmerking"
	// What a municipality or a board answered is for the SOT, the director and the office.
	fromPartner = "piece/reactie-partner"
	aboutTerms  = "piece/verlenging piece/instemming piece/oorzaak"
	penalties   = "defaults piece/ingebrekestelling piece/oordeel-ingebrekestelling piece/dwangsombesluit"
	caseOpen    = "status terms timeline tasks application hearing person"
	dossierOpen = "piece/groeidocument piece/onderzoek piece/opp piece/bijlage piece/aanvullingsverzoek piece/aanvulling piece/zienswijze piece/gespreksverslag piece/intrekking piece/buitenkans-advies piece/evaluatieverslag " + aboutTerms
	advices     = "advice-outcome piece/advies piece/zienswijze-weging"
	decided     = "decision piece/motivering piece/terugplaatsingsafspraken"
	everything  = caseOpen + " " + dossierOpen + " " + advices + " " + decided + " piece/brief"
	restricted  = everything + " access-log " + zoutOnly + " " + penalties + " " + fromPartner
)

// mayRead says for every role at every moment everything that may be read; what is not named may not.
var mayRead = map[party.Party]map[string]string{
	applicant: {
		"running":                caseOpen + " " + dossierOpen,
		"advised":                caseOpen + " " + dossierOpen + " " + advices,
		"granted, not announced": caseOpen + " " + dossierOpen + " " + advices,
		"announced, refused":     caseOpen + " " + dossierOpen + " " + advices + " " + decided,
		"announced, granted":     caseOpen + " " + dossierOpen + " " + advices + " " + decided,
	},
	parent: {
		"running":                caseOpen + " " + dossierOpen,
		"advised":                caseOpen + " " + dossierOpen + " " + advices,
		"granted, not announced": caseOpen + " " + dossierOpen + " " + advices,
		"announced, refused":     caseOpen + " " + dossierOpen + " " + advices + " " + decided,
		"announced, granted":     caseOpen + " " + dossierOpen + " " + advices + " " + decided,
	},
	receiving: {
		"running":                "status terms",
		"advised":                "status terms",
		"granted, not announced": "status terms",
		"announced, refused":     "status terms",
		"announced, granted":     "status terms application decision person piece/terugplaatsingsafspraken",
	},
	sot:               always(everything + " " + zoutOnly + " " + fromPartner),
	expert:            always(everything + " piece/taakopmerking"),
	party.TheOffice:   always(restricted),
	party.TheDirector: always(restricted),
	municipality:      always(""),
	board:             always(""),
	engineer:          always(""),
	interested:        always(""),
	provision:         always(""),
}

func always(reads string) map[string]string {
	expected := map[string]string{}
	for moment := range moments {
		expected[moment] = reads
	}
	return expected
}

func TestEveryRoleReadsExactlyWhatItMayAtEveryMoment(t *testing.T) {
	covered := map[party.Role]bool{}
	for who, expected := range mayRead {
		covered[who.Role()] = true
		for moment, in := range moments {
			want := strings.Fields(expected[moment])
			for _, what := range allReads() {
				got := reads(in, who, what)
				if got != slices.Contains(want, string(what)) {
					t.Errorf("%s, %s: may read %s = %v", who.Role(), moment, what, got)
				}
			}
		}
	}
	for _, role := range party.Roles {
		if !covered[role] {
			t.Errorf("role %s is not in this test", role)
		}
	}
}

// allReads is every read of a case and every kind of piece, whether the table has it or not.
func allReads() []access.Read {
	all := []access.Read{
		access.Status, access.Terms, access.Timeline, access.Tasks, access.Application, access.Hearing,
		access.AdviceOutcome, access.Decision, access.Person, access.AccessLog, access.Objection, access.Talk, access.Bundle,
		access.Firings, access.Defaults, access.Placement, access.Evaluations, access.Continuation, access.Return, access.FollowUp,
		access.Piece(documents.Letter), access.Piece(documents.Bundle), access.Piece(documents.BundleFiles),
	}
	for _, kind := range slices.Concat(documents.FileKinds, documents.TextKinds) {
		if read := access.Piece(kind); !slices.Contains(all, read) {
			all = append(all, read)
		}
	}
	return all
}

// reads asks for an attached piece written by someone else, addressed to someone else, or for any other read.
func reads(in access.Case, who party.Party, what access.Read) bool {
	kind, isPiece := strings.CutPrefix(string(what), "piece/")
	if !isPiece {
		return in.For(who).May(what)
	}
	return in.For(who).MayPiece(access.PieceFacts{Kind: documents.Kind(kind), Author: "expert:other", Attached: true, Addressee: "parent:other"})
}

func TestEveryReadHasARowAndNoTableHasOneTwice(t *testing.T) {
	known := map[access.Read]bool{}
	for table, rows := range tables() {
		seen := map[access.Read]bool{}
		for _, what := range rows {
			if seen[what] {
				t.Errorf("%s has two rows for %s", table, what)
			}
			seen[what], known[what] = true, true
		}
	}
	for _, what := range allReads() {
		if !known[what] {
			t.Errorf("%s is in no table", what)
		}
	}
}

// tables are the reads that each table has a row for.
func tables() map[string][]access.Read {
	all := map[string][]access.Read{}
	for _, row := range access.TLVTable {
		all["tlv"] = append(all["tlv"], row.Read)
	}
	for _, row := range access.BezwaarTable {
		all["bezwaar"] = append(all["bezwaar"], row.Read)
	}
	for _, row := range access.BuitenkansTable {
		all["buitenkans"] = append(all["buitenkans"], row.Read)
	}
	for _, row := range access.PlaatsingTable {
		all["plaatsing"] = append(all["plaatsing"], row.Read)
	}
	return all
}

func TestWhoIsNoPartyReadsNothingAndDoesNothing(t *testing.T) {
	for moment, in := range moments {
		in.Parties = []party.Party{"school:another"}
		for _, who := range everyone {
			viewer := in.For(who)
			if viewer.IsParty() {
				t.Errorf("%s, %s: is seen as a party", who, moment)
			}
			for _, what := range allReads() {
				if reads(in, who, what) {
					t.Errorf("%s, %s: may read %s", who, moment, what)
				}
			}
			for _, act := range allActs() {
				if _, may := viewer.Acting(act); may {
					t.Errorf("%s, %s: may %s", who, moment, act)
				}
			}
			if viewer.MayPiece(access.PieceFacts{Kind: documents.Advice, Author: who, Attached: true}) {
				t.Errorf("%s, %s: reads an own piece in a case that is no longer its own", who, moment)
			}
		}
	}
}

func TestADraftIsOnlyForThePartyThatWroteIt(t *testing.T) {
	in := moments["announced, granted"]
	for _, kind := range slices.Concat(documents.FileKinds, documents.TextKinds) {
		for _, author := range everyone {
			for _, reader := range everyone {
				draft := access.PieceFacts{Kind: kind, Author: author}
				want := reader == author && in.Standing(reader) != access.None
				if got := in.For(reader).MayPiece(draft); got != want {
					t.Errorf("%s reads a draft %s of %s: %v", reader, kind, author, got)
				}
			}
		}
	}
}

func TestAnExpertReadsTheOwnAdviceBeforeAllAreIn(t *testing.T) {
	own := access.PieceFacts{Kind: documents.Advice, Author: expert, Attached: true}
	if !moments["running"].For(expert).MayPiece(own) {
		t.Error("the author cannot read the own advice")
	}
}

func TestParentsReadEachAdviceOnlyWhenAllAreGiven(t *testing.T) { // WPO 18a.14
	advice := access.PieceFacts{Kind: documents.Advice, Author: expert, Attached: true}
	if moments["running"].For(parent).MayPiece(advice) {
		t.Error("parents read an advice while another is still to come")
	}
	if !moments["advised"].For(parent).MayPiece(advice) {
		t.Error("parents cannot read the advices that are given")
	}
}

func TestALetterIsForItsAddressee(t *testing.T) {
	for _, addressee := range []party.Party{applicant, receiving, parent} {
		letter := access.PieceFacts{Kind: documents.Letter, Attached: true, Addressee: addressee}
		for _, reader := range []party.Party{applicant, receiving, parent} {
			if got := moments["announced, granted"].For(reader).MayPiece(letter); got != (reader == addressee) {
				t.Errorf("%s reads the letter to %s: %v", reader, addressee, got)
			}
		}
	}
	nobodys := access.PieceFacts{Kind: documents.Letter, Attached: true}
	if moments["announced, granted"].For(parent).MayPiece(nobodys) {
		t.Error("a letter without addressee is read by parents")
	}
}

func TestALineIsForItsAudience(t *testing.T) {
	internal := &caseworkv1.TimelineEntry{Audience: []string{"office", "director"}}
	open := &caseworkv1.TimelineEntry{}
	for who, want := range map[party.Party][2]bool{
		applicant: {false, true}, parent: {false, true}, sot: {false, true}, expert: {false, true}, receiving: {false, false},
		party.TheOffice: {true, true}, party.TheDirector: {true, true}, municipality: {false, false}, engineer: {false, false},
	} {
		viewer := moments["running"].For(who)
		if got := [2]bool{viewer.MayLine(internal), viewer.MayLine(open)}; got != want {
			t.Errorf("%s: internal and open line = %v, want %v", who, got, want)
		}
	}
	forSchools := &caseworkv1.TimelineEntry{Audience: []string{"school"}}
	if moments["announced, granted"].For(receiving).MayLine(forSchools) {
		t.Error("a line for the applicant school reaches the receiving school")
	}
}

func TestATaskIsSeenByWhoItIsForEvenIfNoOtherTaskIs(t *testing.T) {
	in := moments["running"]
	if !in.For(receiving).MayTask(&caseworkv1.Task{Party: string(receiving)}) {
		t.Error("the own task is hidden")
	}
	if in.For(receiving).MayTask(&caseworkv1.Task{Party: string(party.TheOffice)}) {
		t.Error("the receiving school sees a task of the office")
	}
	if in.For(municipality).MayTask(&caseworkv1.Task{Party: string(municipality)}) {
		t.Error("a municipality has no task in a TLV")
	}
}

func TestSomeoneWithTwoPartiesReadsWhatEitherMay(t *testing.T) {
	viewer := moments["running"].For(receiving, party.TheOffice, "school:unrelated")
	if !viewer.May(access.Person) || !viewer.May(access.AccessLog) {
		t.Error("the office part does not count")
	}
	if got := viewer.Parties(); !slices.Equal(got, []party.Party{receiving, party.TheOffice}) {
		t.Errorf("parties in the case: %v", got)
	}
	if as, may := viewer.Acting(tlv.JudgeCompleteness); !may || as != party.TheOffice {
		t.Errorf("acts as %q, %v", as, may)
	}
}

func TestAReceivingSchoolThatIsNotTheApplicantNeverActs(t *testing.T) {
	if as, may := moments["announced, granted"].For(receiving).Acting(tlv.Withdraw); may {
		t.Errorf("%s may withdraw another school's application", as)
	}
}

func TestOverviewsAreForTheirRoles(t *testing.T) {
	want := map[access.Overview][]party.Role{
		access.RegionTerms:       {party.Office, party.Director, party.SOT},
		access.Penalties:         {party.Office, party.Director},
		access.TLVRegister:       {party.Office, party.Director},
		access.Notices:           {party.Office, party.Director},
		access.EditRegistry:      {party.Office},
		access.DecodeHistories:   {party.Office, party.Engineer},
		access.Reconciliations:   {party.Office, party.Engineer},
		access.Reconcile:         {party.Engineer},
		access.Places:            {party.Provision, party.SOT, party.Director, party.Office},
		access.Placements:        {party.SOT, party.Director, party.Office, party.School},
		access.MergeDossiers:     {party.Office},
		access.Registry:          party.Roles,
		access.Evidence:          {party.Office, party.Director},
		access.PostRoom:          {party.Office, party.Director},
		access.Holds:             {party.Office, party.Director},
		access.Outages:           {party.Office, party.Director},
		access.WorkPostRoom:      {party.Office},
		access.WorkHolds:         {party.Office},
		access.Subscriptions:     {party.Office, party.Director, party.Municipality},
		access.EditSubscriptions: {party.Office, party.Municipality},
		access.Oogo:              {party.Office, party.Director, party.SOT, party.Municipality},
	}
	for overview, roles := range want {
		for _, role := range party.Roles {
			if got := access.MayOverview(overview, party.Of(role, "x")); got != slices.Contains(roles, role) {
				t.Errorf("%s: %s = %v", role, overview, got)
			}
		}
		if access.MayOverview(overview) {
			t.Errorf("%s is open to someone without a party", overview)
		}
	}
}

func TestAMunicipalityReadsAndChangesOnlyWhatIsItsOwn(t *testing.T) {
	const own, other = party.Party("municipality:zeist"), party.Party("municipality:bunnik")
	if !access.MayOogo(own, own) || access.MayOogo(other, own) || access.MayOogo(own) || access.MayOogo(own, "school:zeist") {
		t.Error("the sheet of a municipality is for that municipality and for ZOUT")
	}
	for _, edit := range []bool{false, true} {
		if !access.MaySubscriptions(edit, own, own) || access.MaySubscriptions(edit, other, own) || !access.MaySubscriptions(edit, other, party.TheOffice) {
			t.Errorf("webhooks, edit %v: a municipality has its own, the office all", edit)
		}
	}
	if !access.MayOogo(other, "sot:zeist") || !access.MaySubscriptions(false, own, party.TheDirector) || access.MaySubscriptions(true, own, party.TheDirector) {
		t.Error("the SOT reads every sheet; the director reads webhooks and changes none")
	}
}

func TestTheAnswerOfAPartnerIsForTheSOTTheDirectorAndTheOffice(t *testing.T) {
	may := []access.Standing{access.SOT, access.Director, access.Office}
	for moment, in := range moments {
		for _, who := range everyone {
			if got := reads(in, who, access.Piece(documents.PartnerAnswer)); got && !slices.Contains(may, in.Standing(who)) {
				t.Errorf("%s, %s: %v", who, moment, got)
			}
		}
		for _, who := range []party.Party{"sot:zeist", party.TheDirector, party.TheOffice} {
			if slices.Contains(in.Parties, who) && !reads(in, who, access.Piece(documents.PartnerAnswer)) {
				t.Errorf("%s, %s: does not read it", who, moment)
			}
		}
	}
}

func TestOnlyASchoolApplies(t *testing.T) {
	for _, role := range party.Roles {
		if got := access.MayApply(party.Of(role, "x")); got != (role == party.School) {
			t.Errorf("%s may apply: %v", role, got)
		}
	}
}
