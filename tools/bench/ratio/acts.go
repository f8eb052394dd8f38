package main

import (
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/act"
	"traject.nl/proto/contract/tlv"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/tools/journey"
)

// deed is one act of the happy path, as the process takes it and as the public API does.
type deed struct {
	account string
	what    act.Act
	// message is for the process.
	message func(c *told, by *caseworkv1.Actor) proto.Message
	// path and body are for the API; the path of the first one is that of all cases.
	path string
	body func(c *told) any
}

// deeds are the acts in the order of the golden history.
var deeds = []deed{
	{
		"ib-regenboog", tlv.Submit,
		func(c *told, by *caseworkv1.Actor) proto.Message { return application(c, by) },
		"", func(c *told) any { return c.story.SubmitBody() },
	},
	{
		"sot-utrechtse-heuvelrug", tlv.ConfirmSot,
		func(_ *told, by *caseworkv1.Actor) proto.Message { return &tlvv1.ConfirmSot{Actor: by, Involved: true} },
		"sot-confirmation", plain(map[string]any{"involved": true}),
	},
	{
		"kantoor", tlv.JudgeCompetence,
		func(_ *told, by *caseworkv1.Actor) proto.Message {
			return &tlvv1.JudgeCompetence{Actor: by, Competent: true}
		},
		"competence", plain(map[string]any{"competent": true}),
	},
	{
		"kantoor", tlv.JudgeCompleteness,
		func(_ *told, by *caseworkv1.Actor) proto.Message { return &tlvv1.JudgeCompleteness{Actor: by} },
		"completeness", plain(map[string]any{"missing": []string{}}),
	},
	{
		"ouder", tlv.AnswerAsParents,
		func(_ *told, by *caseworkv1.Actor) proto.Message {
			return &tlvv1.AnswerAsParents{Actor: by, Answer: tlvv1.ParentsAnswer_PARENTS_ANSWER_AGREE}
		},
		"parents-answer", plain(map[string]any{"answer": "agree"}),
	},
	{
		"kantoor", tlv.AssignExperts,
		func(_ *told, by *caseworkv1.Actor) proto.Message {
			return &tlvv1.AssignExperts{Actor: by, ExpertIds: []string{"gz-1", "deskundige-2"}}
		},
		"experts", plain(map[string]any{"expertIds": []string{"gz-1", "deskundige-2"}}),
	},
	advice("gz-psycholoog"),
	advice("tweede-deskundige"),
	{
		"directeur", tlv.Decide,
		func(c *told, by *caseworkv1.Actor) proto.Message {
			return &tlvv1.Decide{
				Actor: by, Granted: true, Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL,
				ValidFrom: c.story.Day(14), ValidUntil: c.story.EndOfSchoolYear(), ReceivingSchoolId: c.story.Form.ReceivingSchoolID,
				ReturnAgreementsTextId: c.texts["directeur"],
			}
		},
		"decision", func(c *told) any {
			return map[string]any{
				"granted": true, "destination": "sbo", "extent": "full", "validFrom": c.story.Day(14), "validUntil": c.story.EndOfSchoolYear(),
				"receivingSchoolId": c.story.Form.ReceivingSchoolID, "returnAgreementsTextId": c.texts["directeur"],
			}
		},
	},
	{
		"kantoor", tlv.Announce,
		func(_ *told, by *caseworkv1.Actor) proto.Message { return &tlvv1.Announce{Actor: by} },
		"announcement", plain(map[string]any{}),
	},
}

// words that are written before the second stage, by account.
var words = map[string]struct{ kind, text string }{
	"gz-psycholoog":     {"advies", "Op grond van het dossier en het gesprek kom ik tot dit advies."},
	"tweede-deskundige": {"advies", "Op grond van het dossier en het gesprek kom ik tot dit advies."},
	"directeur":         {"terugplaatsingsafspraken", "Elk half jaar kijken school en ouders samen of terugkeer kan."},
}

func plain(body map[string]any) func(*told) any { return func(*told) any { return body } }

// advice of one expert.
func advice(account string) deed {
	return deed{
		account, tlv.GiveAdvice,
		func(c *told, by *caseworkv1.Actor) proto.Message {
			return &tlvv1.GiveAdvice{Actor: by, Admissible: true, Destination: tlvv1.Destination_DESTINATION_SBO, TextId: c.texts[account]}
		},
		"advices", func(c *told) any {
			return map[string]any{"admissible": true, "destination": "sbo", "textId": c.texts[account]}
		},
	}
}

func application(c *told, by *caseworkv1.Actor) *tlvv1.Submit {
	return &tlvv1.Submit{Actor: by, Application: &tlvv1.Application{
		Intake: tlvv1.Intake_INTAKE_REFERRAL, ApplicantSchoolId: c.story.SchoolID, ReceivingSchoolId: c.story.Form.ReceivingSchoolID,
		Destination: tlvv1.Destination_DESTINATION_SBO, Extent: tlvv1.Extent_EXTENT_FULL, DossierId: c.story.DossierID(),
		GatesMet: []tlvv1.Gate{
			tlvv1.Gate_GATE_GROEIDOCUMENT, tlvv1.Gate_GATE_SOT_INVOLVED, tlvv1.Gate_GATE_OWN_NETWORK_EXPLORED,
			tlvv1.Gate_GATE_BASISONDERSTEUNING_SHOWN,
		},
	}}
}

// pupil of the so-manieth case.
func pupil(i int) journey.Pupil {
	return journey.Pupil{FirstName: "Voorbeeld", LastName: "Leerling" + letters(i), BirthDate: "2018-03-04", Group: "5"}
}

// letters are a number as a name can have it.
func letters(i int) string {
	text := ""
	for ; i > 0; i /= 26 {
		text = string(rune('a'+i%26)) + text
	}
	return text
}
