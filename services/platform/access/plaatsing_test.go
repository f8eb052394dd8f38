package access_test

import (
	"testing"

	"traject.nl/proto/contract/documents"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/plaatsing"
	"traject.nl/proto/contract/tlv"
	"traject.nl/services/platform/access"
)

const (
	host    = receiving
	target  = party.Party("school:dichtbij")
	awaited = party.Party("school:volgende")
	former  = party.Party("school:vroeger")
)

// inPlacement is everybody on the list of a placement that is followed, and some who must not get anything if they were.
var inPlacement = []party.Party{
	origin, host, target, awaited, former, provision, sot, party.TheDirector, party.TheOffice, parent, expert, municipality, board, engineer, interested,
}

func placement(with func(*access.Case)) access.Case {
	in := access.Case{Procedure: plaatsing.Workflow, Parties: inPlacement, Origin: origin}
	with(&in)
	return in
}

// placements are the moments of a placement in which what may be read differs.
var placements = map[string]access.Case{
	"awaited":     placement(func(c *access.Case) { c.Awaited = awaited }),
	"placed":      placement(func(c *access.Case) { c.Host = host }),
	"next":        placement(func(c *access.Case) { c.Host, c.Awaited = host, awaited }),
	"returning":   placement(func(c *access.Case) { c.Host, c.Target = host, target }),
	"returned":    placement(func(c *access.Case) { c.Target = target }),
	"institution": placement(func(c *access.Case) { c.Institution = true }),
	"flags of others": placement(func(c *access.Case) {
		c.Host, c.AdvicesFinal, c.Announced, c.Granted, c.PapersOpen, c.Consented, c.Applicant, c.Objector = host, true, true, true, true, true, former, board
	}),
}

// Lists of reads of a placement, in words.
const (
	howItGoes    = "status terms timeline placement evaluations"
	worked       = howItGoes + " tasks continuation return follow-up person"
	backAgain    = "piece/terugplaatsingsplan piece/antwoord-terugplaatsing piece/opvolgverslag piece/reden-terugplaatsing-gestopt"
	ofPlacement  = "piece/reden-niet-geplaatst piece/evaluatieverslag piece/motivering-vervolg " + backAgain
	beforeIt     = "application piece/afspraken-instelling " + papers
	allPlacement = worked + " " + ofPlacement + " " + beforeIt
)

func TestEveryRoleReadsExactlyWhatItMayOfAPlacement(t *testing.T) {
	for moment, in := range placements {
		expected := map[party.Party]string{
			host: "", target: "", awaited: "", former: "",
			origin:            howItGoes + " piece/evaluatieverslag",
			parent:            allPlacement,
			sot:               allPlacement + " piece/brief " + zoutOnly + " " + fromPartner,
			party.TheDirector: allPlacement + " piece/brief access-log " + zoutOnly + " " + fromPartner,
			party.TheOffice:   allPlacement + " piece/brief access-log " + zoutOnly + " " + fromPartner,
			provision:         "", expert: "", municipality: "", board: "", engineer: "", interested: "", "school:elsewhere": "",
		}
		if in.Host == host {
			expected[host] = worked + " " + ofPlacement
		}
		if in.Target == target {
			expected[target] = "status terms return follow-up person " + backAgain
		}
		if in.Awaited == awaited {
			expected[awaited] = "status terms"
		}
		if in.Institution {
			expected[origin] = allPlacement
		}
		expectReads(t, moment, in, expected)
	}
}

func TestTheSchoolOfOriginNeverReadsTheDossierOfAPlacedPupil(t *testing.T) {
	viewer := placements["placed"].For(origin)
	for _, kind := range []documents.Kind{documents.Groeidocument, documents.Onderzoek, documents.OPP, documents.Bijlage, documents.ContinuationReasons} {
		if viewer.MayPiece(access.PieceFacts{Kind: kind, Author: host, Attached: true}) {
			t.Errorf("the school of origin reads %s", kind)
		}
	}
	if viewer.May(access.Person) || !viewer.May(access.Evaluations) {
		t.Error("the school of origin must see how it goes, and not who the pupil is from this case")
	}
}

func TestASchoolWithTwoPartsMayWhatEitherMay(t *testing.T) {
	back := placement(func(c *access.Case) { c.Host, c.Target = host, origin })
	viewer := back.For(origin)
	if !viewer.May(access.Evaluations) || !viewer.May(access.Person) || !viewer.May(access.Return) {
		t.Error("the school of origin that takes the pupil back reads less than both parts may")
	}
	if as, may := viewer.Acting(plaatsing.AnswerReturn); !may || as != origin {
		t.Errorf("answers the plan as %q: %v", as, may)
	}
	if _, may := viewer.Acting(plaatsing.Evaluate); !may {
		t.Error("lost what the school of origin may")
	}
	if got := back.Standing(origin); got != access.Target {
		t.Errorf("is shown as %q", got)
	}
	direct := placement(func(c *access.Case) { c.Awaited = origin }) // rechtstreekse instroom
	if _, may := direct.For(origin).Acting(plaatsing.ConfirmPlacement); !may {
		t.Error("a school that applied itself cannot say that the pupil is there")
	}
}

func TestEveryRoleDoesExactlyItsActsInAPlacement(t *testing.T) {
	for moment, in := range placements {
		expected := map[party.Party]string{
			host: "", target: "", awaited: "", former: "", provision: "",
			origin:            "Evaluate RecordDeparture " + tasks,
			parent:            "",
			sot:               "HandOverTask RecordDeparture " + tasks,
			party.TheDirector: "HandOverTask MovePolicy " + tasks,
			party.TheOffice:   "FollowInstitution ReportUnused HandOverTask RecordDeparture MovePolicy " + tasks,
			expert:            "", municipality: "", board: "", engineer: "", interested: "",
		}
		if in.Host == host {
			expected[host] = "Submit FollowInstitution Evaluate ChooseContinuation PlanReturn StopReturn RecordDeparture " + tasks
		}
		if in.Target == target {
			expected[target] = "Submit RequestPlacement FollowInstitution AnswerReturn ConfirmReturn FollowUpReturn StopReturn RecordDeparture " + tasks
		}
		if in.Awaited == awaited {
			expected[awaited] = "ConfirmPlacement ReportUnused RecordDeparture " + tasks
		}
		if in.Institution {
			expected[origin] += " Submit FollowInstitution PlanReturn ConfirmReturn"
		}
		t.Run(moment, func(t *testing.T) { expectActs(t, in, expected) })
	}
}

func TestWhoMayDoAFirstAct(t *testing.T) {
	for _, role := range party.Roles {
		who := party.Of(role, "x")
		if got := access.MayStart(tlv.Submit, who); got != (role == party.School) {
			t.Errorf("%s may submit: %v", role, got)
		}
		if got := access.MayStart(plaatsing.FollowInstitution, who); got != (role == party.School || role == party.Office) {
			t.Errorf("%s may follow an institution: %v", role, got)
		}
		if access.MayStart(plaatsing.Evaluate, who) {
			t.Errorf("%s starts a case with an evaluation", role)
		}
	}
}
