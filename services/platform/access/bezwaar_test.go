package access_test

import (
	"slices"
	"strings"
	"testing"

	"traject.nl/proto/contract/bezwaar"
	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	"traject.nl/services/platform/access"
)

// inObjection are all who can be on the list of parties of a bezwaar, and some who must not get anything if they were.
var inObjection = []party.Party{applicant, parent, board, sot, party.TheDirector, party.TheOffice, expert, municipality, engineer, provision}

// objections are one bezwaar by each party that can object.
var objections = map[party.Party]access.Case{
	applicant: {Procedure: bezwaar.Workflow, Objector: applicant, Parties: inObjection},
	parent:    {Procedure: bezwaar.Workflow, Objector: parent, Parties: inObjection},
	board:     {Procedure: bezwaar.Workflow, Objector: board, Parties: inObjection},
}

// stages of a bezwaar in which what may be read differs.
var stages = map[string]func(access.Case) access.Case{
	"received":    func(c access.Case) access.Case { return c },
	"papers open": func(c access.Case) access.Case { c.PapersOpen = true; return c },
	"announced":   func(c access.Case) access.Case { c.PapersOpen, c.Announced = true, true; return c },
	// Decided at once, without a hearing: the papers never lay open.
	"announced without hearing": func(c access.Case) access.Case { c.Announced = true; return c },
	// What only a TLV knows changes nothing here.
	"flags of a TLV": func(c access.Case) access.Case {
		c.AdvicesFinal, c.Granted, c.Applicant = true, true, applicant
		return c
	},
}

// Lists of reads, in words.
const (
	followed  = "status terms timeline tasks " + aboutTerms
	exchanged = "objection hearing piece/bezwaarschrift piece/herstelverzoek piece/herstel piece/reden-te-laat piece/verweerschrift " +
		"piece/plaats-hoorzitting piece/hoorverslag piece/intrekking-bezwaar piece/procedure-en-criteria piece/schoolprofiel"
	laidOpen  = "bundle piece/lbt-dossier piece/lbt-dossier-bestanden piece/bijlage piece/volmacht"
	concluded = "advice-outcome decision piece/lbt-advies piece/motivering-bezwaar piece/afwijking-advies piece/motivering piece/terugplaatsingsafspraken"
	talk      = "talk piece/gesprek-bezwaar"
	whole     = followed + " " + exchanged + " " + laidOpen + " " + concluded + " person " + talk + " " + zoutOnly + " " + penalties +
		" access-log piece/brief piece/bezwaarmaker piece/gemachtigde " + fromPartner
)

func TestEveryRoleReadsExactlyWhatItMayAtEveryStageOfABezwaar(t *testing.T) {
	parties := map[string]string{
		"received": followed + " " + exchanged, "flags of a TLV": followed + " " + exchanged,
		"papers open":               followed + " " + exchanged + " " + laidOpen,
		"announced":                 followed + " " + exchanged + " " + laidOpen + " " + concluded,
		"announced without hearing": followed + " " + exchanged + " " + concluded,
	}
	for objector, in := range objections {
		for stage, at := range stages {
			for _, who := range inObjection {
				want := ""
				switch who {
				case objector:
					want = parties[stage] + " person piece/volmacht " + talk
				case applicant, parent, board:
					want = parties[stage]
				case sot:
					want = followed + " " + zoutOnly + " " + fromPartner
				case party.TheDirector, party.TheOffice:
					want = whole
				}
				for _, what := range allReads() {
					if got := reads(at(in), who, what); got != slices.Contains(strings.Fields(want), string(what)) {
						t.Errorf("%s objects, %s: %s may read %s = %v", objector, stage, who, what, got)
					}
				}
			}
		}
	}
}

func TestOfABezwaarTheObjectorStandsApartWhateverTheRole(t *testing.T) {
	for objector, in := range objections {
		for _, who := range []party.Party{applicant, parent, board} {
			want := access.Interested
			if who == objector {
				want = access.Objector
			}
			if got := in.Standing(who); got != want {
				t.Errorf("%s objects: %s is %q, want %q", objector, who, got, want)
			}
		}
		if got := in.Standing("school:elsewhere"); got != access.None {
			t.Errorf("a school that is no party is %q", got)
		}
	}
}

func TestAnObjectorWithoutAccountIsTheObjector(t *testing.T) {
	const nameless party.Party = "interested:b7k2m9p4q7rx"
	in := access.Case{Procedure: bezwaar.Workflow, Objector: nameless, Parties: []party.Party{nameless, applicant}}
	if in.Standing(nameless) != access.Objector || in.Standing(applicant) != access.Interested {
		t.Errorf("standings: %q %q", in.Standing(nameless), in.Standing(applicant))
	}
}

func TestOfABezwaarALetterIsForItsAddressee(t *testing.T) {
	in := objections[parent]
	for _, addressee := range []party.Party{applicant, parent, board} {
		letter := access.PieceFacts{Kind: documents.Letter, Attached: true, Addressee: addressee}
		for _, reader := range []party.Party{applicant, parent, board, sot} {
			if got := in.For(reader).MayPiece(letter); got != (reader == addressee) {
				t.Errorf("%s reads the letter to %s: %v", reader, addressee, got)
			}
		}
	}
}

func TestWhoGaveANoticeOfDefaultReadsTheOwnOne(t *testing.T) {
	own := access.PieceFacts{Kind: documents.DefaultNotice, Author: applicant, Attached: true}
	for _, in := range []access.Case{moments["running"], objections[parent]} {
		if !in.For(applicant).MayPiece(own) {
			t.Errorf("%q: the own notice of default is hidden", in.Procedure)
		}
		if in.For(parent).MayPiece(own) || in.For(sot).MayPiece(own) {
			t.Errorf("%q: another reads the notice of default", in.Procedure)
		}
	}
}

func TestOfABezwaarALineIsForItsAudience(t *testing.T) {
	internal := &caseworkv1.TimelineEntry{Audience: []string{"office", "director"}}
	for who, want := range map[party.Party][2]bool{
		applicant: {false, true}, parent: {false, true}, board: {false, true}, sot: {false, true}, expert: {false, false},
		party.TheOffice: {true, true}, party.TheDirector: {true, true}, municipality: {false, false},
	} {
		viewer := objections[parent].For(who)
		if got := [2]bool{viewer.MayLine(internal), viewer.MayLine(&caseworkv1.TimelineEntry{})}; got != want {
			t.Errorf("%s: internal and open line = %v, want %v", who, got, want)
		}
	}
}

func TestOnlyWhoCanBePartyToSomeCaseCanHaveAPart(t *testing.T) {
	without := []party.Role{party.Municipality, party.Interested, party.Engineer}
	for _, role := range party.Roles {
		if got := access.CanHavePart(party.Of(role, "x")); got == slices.Contains(without, role) {
			t.Errorf("%s can have a part: %v", role, got)
		}
	}
}
