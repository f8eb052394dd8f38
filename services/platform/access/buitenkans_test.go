package access_test

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/buitenkans"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

const origin = applicant

// inStay is everybody on the list of a placement, so that what they cannot read is not for want of being on it.
var inStay = []party.Party{
	origin, "school:another", provision, sot, party.TheDirector, party.TheOffice, parent, expert, municipality, board, engineer, interested,
}

// stays are the moments of a placement at the Buitenkans in which what may be read differs.
var stays = map[string]access.Case{
	"asked":     {Procedure: buitenkans.Workflow, Parties: inStay, Origin: origin},
	"consented": {Procedure: buitenkans.Workflow, Parties: inStay, Origin: origin, Consented: true},
	// What only other procedures know changes nothing here.
	"flags of others": {
		Procedure: buitenkans.Workflow, Parties: inStay, Origin: origin, AdvicesFinal: true, Announced: true, Granted: true, PapersOpen: true,
		Applicant: "school:another", Host: "school:another", Target: "school:another", Awaited: "school:another", Objector: board, Institution: true,
	},
}

// Lists of reads of a placement at the Buitenkans, in words.
const (
	papers    = "piece/groeidocument piece/onderzoek piece/opp piece/bijlage"
	stayReads = "status terms timeline tasks application placement evaluations advice-outcome return follow-up person"
	stayed    = "piece/observatievraag piece/sot-standpunt piece/toestemming-ouders piece/motivering-toelating piece/afspraak-niet-gekomen " +
		"piece/tussenevaluatie piece/buitenkans-advies piece/terugkeerplan piece/reden-eerder-einde piece/nazorgverslag piece/intrekking-buitenkans"
	allOfStay = stayReads + " " + papers + " " + stayed
)

func TestEveryRoleReadsExactlyWhatItMayOfABuitenkansPlacement(t *testing.T) {
	for moment, in := range stays {
		hosted := "status"
		if in.Consented {
			hosted = allOfStay + " piece/brief piece/taakopmerking"
		}
		expectReads(t, moment, in, map[party.Party]string{
			origin: allOfStay, parent: allOfStay, provision: hosted,
			sot:                 allOfStay + " piece/brief " + zoutOnly + " " + fromPartner,
			party.TheDirector:   allOfStay + " piece/brief access-log " + zoutOnly + " " + fromPartner,
			party.TheOffice:     allOfStay + " piece/brief access-log " + zoutOnly + " " + fromPartner,
			"school:another":    "",
			expert:              "",
			municipality:        "",
			board:               "",
			engineer:            "",
			interested:          "",
			"school:elsewhere":  "",
			"provision:another": "",
		})
	}
}

// expectReads looks for each party at every read there is: what is not named may not be read.
func expectReads(t *testing.T, moment string, in access.Case, expected map[party.Party]string) {
	t.Helper()
	for who, want := range expected {
		for _, what := range allReads() {
			if got := reads(in, who, what); got != slices.Contains(strings.Fields(want), string(what)) {
				t.Errorf("%s: %s may read %s = %v", moment, who, what, got)
			}
		}
	}
}

func TestBeforeConsentTheBuitenkansIsAThirdParty(t *testing.T) { // WPO 18a.13
	before := stays["asked"].For(provision)
	if !before.IsParty() || !before.May(access.Status) {
		t.Error("the Buitenkans does not see that there is a request")
	}
	for _, kind := range slices.Concat(documents.FileKinds, documents.TextKinds, []documents.Kind{documents.Letter}) {
		if before.MayPiece(access.PieceFacts{Kind: kind, Author: origin, Attached: true, Addressee: provision}) {
			t.Errorf("the Buitenkans reads a %s before the parents agreed", kind)
		}
	}
	if before.MayLine(&caseworkv1.TimelineEntry{}) || before.MayTask(&caseworkv1.Task{Party: string(parent)}) {
		t.Error("the Buitenkans follows what happens before the parents agreed")
	}
	for _, what := range allActs() {
		if _, may := before.Acting(what); may {
			t.Errorf("the Buitenkans may %s before the parents agreed", what)
		}
	}
	if !stays["consented"].For(provision).MayLine(&caseworkv1.TimelineEntry{}) {
		t.Error("the Buitenkans sees no line after the parents agreed")
	}
}

func TestEveryRoleDoesExactlyItsActsInABuitenkansPlacement(t *testing.T) {
	expected := map[party.Party]string{
		origin: "RequestPlacement Submit FollowInstitution InterruptPlacement ResumePlacement PlanReturn RecordAftercare WithdrawRequest RecordDeparture " + tasks,
		sot:    "SupportRequest RecordAftercare HandOverTask RecordDeparture " + tasks,
		parent: "ConsentToPlacement", provision: "",
		party.TheOffice:   "FollowInstitution ConsentToPlacement RecordDeparture HandOverTask MovePolicy " + tasks,
		party.TheDirector: "HandOverTask MovePolicy " + tasks,
		"school:another":  "", expert: "", municipality: "", board: "", engineer: "", interested: "",
	}
	expectActs(t, stays["asked"], expected)
	expected[provision] = "AdmitPupil PlanStart ConfirmStart InterruptPlacement ResumePlacement MoveEnd EvaluateMidway AdviseSupport EndPlacement RecordDeparture " + tasks
	expectActs(t, stays["consented"], expected)
}
