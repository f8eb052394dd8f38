package journey

import (
	"context"
	"maps"
)

// said is what people write in a bezwaar, by kind, when it does not matter what they write.
var said = map[string]string{
	"bezwaarschrift":     "Wij zijn het niet eens met het besluit. Ons kind leert op deze school niet meer.",
	"bezwaarmaker":       "Stichting Voorbeeldwijk\nVoorbeeldlaan 2\n3701 AA Zeist",
	"gemachtigde":        "Voorbeeld Advocaten\nPleinweg 4\n3512 AB Utrecht",
	"herstelverzoek":     "Wilt u schrijven waarom u het niet eens bent met het besluit?",
	"herstel":            "Wij zijn het niet eens, omdat de klas te groot is.",
	"gesprek-bezwaar":    "Ouders en ZOUT hebben met elkaar gesproken. Het bezwaar blijft.",
	"verweerschrift":     "Bij het besluit was de basisondersteuning nog niet helemaal ingezet.",
	"plaats-hoorzitting": "Kantoor van ZOUT, zaal 1.",
	"motivering-bezwaar": "De school heeft haar basisondersteuning ingezet, en het hielp niet genoeg.",
	"afwijking-advies":   "Het advies gaat uit van een situatie die er niet meer is.",
	"intrekking-bezwaar": "Wij trekken het bezwaar in.",
}

// Lodged is a parent objecting in Traject, with grounds.
var Lodged = Objected("ouder", nil)

// Objected is somebody objecting in Traject.
func Objected(account string, more map[string]any) Stage {
	return Stage{"objected", func(ctx context.Context, b *Bezwaar) error {
		text, err := b.Words(ctx, account, "objection", "bezwaarschrift", said["bezwaarschrift"])
		if err != nil {
			return err
		}
		return b.lodge(ctx, account, b.form(text, more))
	}}
}

// RecordedByOffice is the office recording an objection on paper: how and when it came, and who objects.
func RecordedByOffice(more map[string]any) Stage {
	return Stage{"recorded", func(ctx context.Context, b *Bezwaar) error {
		paper, err := b.File(ctx, "kantoor", "objection", "bezwaarschrift", PDF("Bezwaarschrift"))
		if err != nil {
			return err
		}
		body := map[string]any{"channel": "post", "receivedOn": b.Day(0)}
		maps.Copy(body, more)
		return b.lodge(ctx, "kantoor", b.form(paper, body))
	}}
}

// RecordedOfStranger is the office recording an objection by post of somebody who has no account.
func RecordedOfStranger(address string) Stage {
	return Stage{"recorded of a stranger", func(ctx context.Context, b *Bezwaar) error {
		who, err := b.Words(ctx, "kantoor", "objector", "bezwaarmaker", address)
		if err != nil {
			return err
		}
		return RecordedByOffice(map[string]any{"objectorTextId": who}).Do(ctx, b)
	}}
}

// did is a stage of one act without words.
func did(name, account, path string, body func(*Bezwaar) map[string]any) Stage {
	return Stage{name, func(ctx context.Context, b *Bezwaar) error { return b.Act(ctx, account, path, body(b)) }}
}

func always(body map[string]any) func(*Bezwaar) map[string]any {
	return func(*Bezwaar) map[string]any { return body }
}

// nothing goes along with an act besides its words.
func nothing(*Bezwaar) map[string]any { return map[string]any{} }

// wrote is a stage in which words come first, and the act then points at them.
func wrote(name, account, kind, path, field string, body func(*Bezwaar) map[string]any) Stage {
	return Stage{name, func(ctx context.Context, b *Bezwaar) error {
		text, err := b.Words(ctx, account, path+"-words", kind, said[kind])
		if err != nil {
			return err
		}
		whole := map[string]any{field: text}
		maps.Copy(whole, body(b))
		return b.Act(ctx, account, path, whole)
	}}
}

// filed is wrote with a file.
func filed(name, account, kind, path, field string, body func(*Bezwaar) map[string]any) Stage {
	return Stage{name, func(ctx context.Context, b *Bezwaar) error {
		file, err := b.File(ctx, account, path+"-file", kind, PDF("Stuk "+kind))
		if err != nil {
			return err
		}
		whole := map[string]any{field: file}
		maps.Copy(whole, body(b))
		return b.Act(ctx, account, path, whole)
	}}
}

// The stages until the LBT has the papers.
var (
	Acknowledged = did("acknowledged", "kantoor", "acknowledgement", nothing)
	RepairAsked  = wrote("repair asked", "kantoor", "herstelverzoek", "repair-request", "requestTextId", func(b *Bezwaar) map[string]any {
		return map[string]any{"repairBy": b.Day(14)}
	})
	Repaired = wrote("repaired", "ouder", "herstel", "repair", "textId", nothing)
	TalkHeld = wrote("talk held", "kantoor", "gesprek-bezwaar", "objection-talk", "textId", func(b *Bezwaar) map[string]any {
		return map[string]any{"talkOn": b.Day(0)}
	})
	Defended = wrote("defended", "kantoor", "verweerschrift", "defence", "textId", nothing)
	Bundled  = did("bundled", "kantoor", "bundle", nothing)
	Sent     = did("sent to the LBT", "kantoor", "lbt-submission", func(b *Bezwaar) map[string]any { return map[string]any{"sentOn": b.Day(0)} })
)

// PapersAdded is the office adding what the LBT asks for besides what the case itself has.
var PapersAdded = Stage{"papers added", func(ctx context.Context, b *Bezwaar) error {
	for _, kind := range []string{"procedure-en-criteria", "schoolprofiel"} {
		if _, err := b.File(ctx, "kantoor", kind, kind, PDF("Stuk "+kind)); err != nil {
			return err
		}
	}
	return nil
}}

// HearingPlanned so many days from today.
func HearingPlanned(days int) Stage {
	return wrote("hearing planned", "kantoor", "plaats-hoorzitting", "hearing", "placeTextId", func(b *Bezwaar) map[string]any {
		return map[string]any{"hearingOn": b.Day(days), "hearingTime": "13:30"}
	})
}

// The hearing.
var (
	Heard   = filed("heard", "kantoor", "hoorverslag", "hearing-report", "reportId", always(map[string]any{"held": true}))
	Skipped = did("not heard", "kantoor", "hearing-report", always(map[string]any{"held": false, "skipGround": "objector-waives"}))
)

// Advised is the office recording the advice of the LBT.
func Advised(opinion string) Stage {
	return filed("advised", "kantoor", "lbt-advies", "lbt-advice", "adviceId", func(b *Bezwaar) map[string]any {
		return map[string]any{"opinion": opinion, "receivedOn": b.Day(0)}
	})
}

// Settled is the director deciding on the bezwaar, as the LBT advised.
func Settled(opinion string) Stage {
	return wrote("settled", "directeur", "motivering-bezwaar", "objection-decision", "reasonsTextId", func(b *Bezwaar) map[string]any {
		if opinion != "upheld" && opinion != "partly" {
			return map[string]any{"opinion": opinion}
		}
		return map[string]any{"opinion": opinion, "replacements": b.Granting()}
	})
}

// Granting is a TLV for sbo in the place of every decision objected to.
func (b *Bezwaar) Granting() []map[string]any {
	var replacements []map[string]any
	for _, id := range b.Against {
		replacements = append(replacements, map[string]any{"caseId": id, "decision": map[string]any{
			"granted": true, "destination": "sbo", "extent": "full", "validFrom": b.Day(14), "validUntil": endOfSchoolYear(b.Today),
			"receivingSchoolId": "stuifheugel-zeist",
		}})
	}
	return replacements
}

// After the decision.
var (
	Told     = did("told", "kantoor", "objection-announcement", nothing)
	Appealed = did("appealed", "kantoor", "appeal", func(b *Bezwaar) map[string]any { return map[string]any{"lodgedOn": b.Day(0)} })
	// GaveUp is the parent taking the objection back.
	GaveUp = did("gave up", "ouder", "objection-withdrawal", nothing)
)

// AtLbt is the way of an objection until the LBT has the papers; several stories have it in common.
var AtLbt = []Stage{Lodged, Acknowledged, Defended, PapersAdded, Bundled, Sent}
