package e2e

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/journey"
)

const (
	ourMunicipality = "municipality:utrechtse-heuvelrug"
	ourOfficials    = "gemeente-utrechtse-heuvelrug"
	// ladderTime is how long the ladder of the demonstration may take to reach the municipality: two minutes, and what the machine is busy with.
	ladderTime = 4 * time.Minute
	// againTime is how long the second attempt at a receiver may take, after twenty-five seconds.
	againTime = 90 * time.Second
)

// systems of one municipality, each with a subscription of its own.
type systems struct {
	steady, vng, shaky, hanging, redirecting, elsewhere, other *partnerSystem
	of                                                         map[*partnerSystem]journey.Subscription
}

func subscribed(t *testing.T, key string) systems {
	t.Helper()
	elsewhere := receive(t, accepts)
	all := systems{
		steady: receive(t, accepts), vng: receive(t, accepts), shaky: receive(t, failsOnce), hanging: receive(t, hangs),
		redirecting: receive(t, redirectsTo(elsewhere.URL)), elsewhere: elsewhere, other: receive(t, accepts), of: map[*partnerSystem]journey.Subscription{},
	}
	for i, one := range []struct {
		to     *partnerSystem
		format string
		more   map[string]any
	}{
		{all.hanging, "cloudevents", nil},
		{all.steady, "cloudevents", nil},
		{all.vng, "notificaties", map[string]any{"authorization": "Bearer sleutel-van-de-gemeente"}},
		{all.shaky, "cloudevents", nil},
		{all.redirecting, "cloudevents", nil},
		{all.other, "cloudevents", map[string]any{"types": []string{"nl.passendonderwijs.bezwaren"}}},
	} {
		body := map[string]any{"party": ourMunicipality, "url": one.to.URL + "/traject", "format": one.format}
		for name, value := range one.more {
			body[name] = value
		}
		made := get(traject.As(ourOfficials).Subscribe(t.Context(), fmt.Sprintf("%s-s%d", key, i), body))(t)
		if !strings.HasPrefix(made.Secret, "whsec_") {
			t.Fatalf("want the secret once, got %+v", made.Secret)
		}
		all.of[one.to] = made
		t.Cleanup(func() {
			if err := traject.As(ourOfficials).Unsubscribe(context.WithoutCancel(t.Context()), made.ID); err != nil {
				t.Error(err)
			}
		})
	}
	for _, listed := range get(traject.As(ourOfficials).Subscriptions(t.Context()))(t) {
		if listed.Secret != "" {
			t.Error("the list shows a secret")
		}
	}
	return all
}

// One ladder that climbs to the municipality, and everything that follows from it.
func TestAMunicipalityIsToldAsksFurtherAndAnswersAndTheSOTSeesIt(t *testing.T) {
	demonstration(t)
	s := told(t, journey.Draft, journey.HandIn, journey.SotConfirmed)
	all := subscribed(t, s.Key)
	if answered := get(traject.As(ourOfficials).Ping(t.Context(), all.of[all.steady].ID))(t); answered["accepted"] != true {
		t.Errorf("the test of a subscription says %v", answered)
	}
	late := awaitEscalation(t, s.CaseID)
	t.Run("in the portal and by mail", func(t *testing.T) { wantToldWithoutWords(t, s, late) })
	t.Run("by CloudEvents", func(t *testing.T) { wantCloudEvent(t, all, late) })
	t.Run("by the message of the VNG", func(t *testing.T) { wantNotificatie(t, all, late) })
	t.Run("who fetches more does so with an own token", func(t *testing.T) { wantDataref(t, all, late) })
	t.Run("an answer is seen on the open case", func(t *testing.T) { wantAnswered(t, s, late) })
	t.Run("no words of it outside the sealed dossier", func(t *testing.T) {
		files := everyFile(t)
		for path, content := range files {
			for _, leak := range leaks(content) {
				t.Errorf("%s has %s", path, leak)
			}
		}
		wantSearchThatFinds(t, files, s.CaseID)
	})
	t.Run("a receiver that fails, hangs or redirects", func(t *testing.T) { wantTriedAgain(t, all, late) })
}

func awaitEscalation(t *testing.T, caseID string) journey.Escalation {
	t.Helper()
	var late journey.Escalation
	within(t, ladderTime, "the municipality is told", func(ctx context.Context) error {
		found, err := traject.As(ourOfficials).Escalations(ctx)
		if err != nil {
			return err
		}
		for _, one := range found {
			if one.CaseID == caseID {
				late = one
				return nil
			}
		}
		return errNotYet
	})
	if late.ID == "" || late.Asks == "" || late.AnswerOn == "" || late.Subject != "beleid" || !late.MayAnswer || late.Over {
		t.Fatalf("the municipality reads %+v", late)
	}
	return late
}

// WPO 18a.13: a municipality reads that something is late, and nothing about the pupil or the school.
func wantToldWithoutWords(t *testing.T, s *journey.Story, late journey.Escalation) {
	items := toldWithin(t, ourOfficials, s.CaseID, "escalation", 1)
	if len(items) != 1 || items[0].Page != "escalations" || items[0].Text == "" || hasNameOf(items, s.Form.Pupil) != "" {
		t.Errorf("the inbox of the municipality has %+v", items)
	}
	settled(t, s.CaseID)
	mails := mailsTo(t, "beleid.utrechtse-heuvelrug@gemeenten.example.test")
	if len(mails) == 0 {
		t.Fatal("the desk got no mail")
	}
	for _, mail := range mails {
		if !strings.Contains(mail.Text, running.Portal+"/meldingen") || strings.Contains(mail.Text, s.CaseID) {
			t.Errorf("want a link to the page of the municipality and no case:\n%s", mail.Text)
		}
	}
	if found := get(traject.As("gemeente-zeist").ToldOf(t.Context(), s.CaseID))(t); len(found) != 0 {
		t.Errorf("another municipality is told of %s: %+v", late.CaseID, found)
	}
}

func awaitEvent(t *testing.T, to *partnerSystem, caseID string, atLeast int, limit time.Duration) []received {
	t.Helper()
	within(t, limit, "an event", func(context.Context) error {
		if got := len(to.about(caseID)); got < atLeast {
			return fmt.Errorf("%w: %d", errNotYet, got)
		}
		return nil
	})
	return to.about(caseID)
}

func wantCloudEvent(t *testing.T, all systems, late journey.Escalation) {
	got := awaitEvent(t, all.steady, late.CaseID, 1, againTime)
	event := fields(t, got[0])
	want := map[string]any{
		"specversion": "1.0", "type": "nl.passendonderwijs.toelaatbaarheidsverklaringen.taak-te-laat", "source": "urn:nld:kvknr:00000000.traject",
		"id": late.ID, "subject": late.CaseID, "dataref": traject.Cases + "/v1/escalations/" + late.ID,
	}
	for name, value := range want {
		if event[name] != value {
			t.Errorf("%s of the event is %v, want %v", name, event[name], value)
		}
	}
	if len(event) != len(want)+1 || event["time"] == nil || event["data"] != nil {
		t.Errorf("the event says more or less than it should: %s", got[0].body)
	}
	if got[0].header.Get("Content-Type") != "application/cloudevents+json" || got[0].header.Get("Webhook-Id") != late.ID {
		t.Errorf("the event came with %v", got[0].header)
	}
	wantSigned(t, got[0], all.of[all.steady].Secret)
	if len(all.other.about(late.CaseID)) != 0 {
		t.Error("a subscription to other events got this one")
	}
	// The one that hangs was subscribed first: nobody waited for it.
	if hanging := awaitEvent(t, all.hanging, late.CaseID, 1, againTime); got[0].at.Sub(hanging[0].at) > 5*time.Second {
		t.Errorf("the event came %s after that of a receiver that hangs", got[0].at.Sub(hanging[0].at))
	}
}

func wantNotificatie(t *testing.T, all systems, late journey.Escalation) {
	got := awaitEvent(t, all.vng, late.CaseID, 1, againTime)
	message := fields(t, got[0])
	for name, value := range map[string]any{
		"kanaal": "toelaatbaarheidsverklaringen", "hoofdObject": traject.Cases + "/v1/cases/" + late.CaseID, "resource": "escalatie",
		"resourceUrl": traject.Cases + "/v1/escalations/" + late.ID, "actie": "create",
	} {
		if message[name] != value {
			t.Errorf("%s of the message is %v, want %v", name, message[name], value)
		}
	}
	if message["aanmaakdatum"] == nil || message["kenmerken"] == nil || got[0].header.Get("Authorization") != "Bearer sleutel-van-de-gemeente" {
		t.Errorf("the message is %s, with %v", got[0].body, got[0].header)
	}
	wantSigned(t, got[0], all.of[all.vng].Secret)
}

func wantDataref(t *testing.T, all systems, late journey.Escalation) {
	dataref, _ := fields(t, awaitEvent(t, all.steady, late.CaseID, 1, againTime)[0])["dataref"].(string)
	var fetched journey.Escalation
	if err := traject.As(ourOfficials).Get(t.Context(), dataref, &fetched); err != nil || fetched.ID != late.ID || fetched.Asks != late.Asks {
		t.Errorf("the municipality fetches %+v (%v)", fetched, err)
	}
	for _, account := range []string{"gemeente-zeist", "ib-regenboog", "ouder", "beheerder"} {
		wantStatus(t, traject.As(account).Get(t.Context(), dataref, nil), http.StatusNotFound)
	}
	answer := get(http.Get(dataref))(t)
	answer.Body.Close()
	if answer.StatusCode != http.StatusUnauthorized {
		t.Errorf("without a token the dataref answers %s", answer.Status)
	}
}

func wantAnswered(t *testing.T, s *journey.Story, late journey.Escalation) {
	sot, words := "sot-utrechtse-heuvelrug", "Wij bellen de school morgen. Hier staat "+markers["words of a municipality"]+"."
	watching := listen(t, sot, traject.Cases+"/v1/cases/"+s.CaseID+"/events", nil)
	before := get(s.As(sot).Case(t.Context(), s.CaseID))(t).Version
	err := traject.As("gemeente-zeist").Answer(t.Context(), s.Key+"-zeist", late, "seen", "")
	wantStatus(t, err, http.StatusNotFound)
	_, err = traject.As("ib-regenboog").AnswerInWords(t.Context(), s.Key+"-school", s.CaseID, words)
	wantStatus(t, err, http.StatusForbidden)
	if err := traject.As(ourOfficials).Answer(t.Context(), s.Key+"-answer", late, "taken-up", words); err != nil {
		t.Fatal(err)
	}
	await(t, watching, s.CaseID, before+1)
	seen := get(s.As(sot).Case(t.Context(), s.CaseID))(t)
	if !slices.ContainsFunc(seen.Timeline, func(line journey.Line) bool { return line.Kind == "antwoord-partner" }) {
		t.Error("the timeline does not tell of the answer")
	}
	var text string
	for _, fired := range seen.Fired {
		if fired.ID == late.ID && len(fired.Answers) == 1 && fired.Answers[0].Response == "taken-up" && fired.Answers[0].Party == ourMunicipality {
			text = fired.Answers[0].TextID
		}
	}
	if got := get(s.As(sot).AnswerText(t.Context(), s.CaseID, text))(t); got != words {
		t.Errorf("the SOT reads %q", got)
	}
	for _, account := range []string{"ib-regenboog", "ouder", "gemeente-zeist"} {
		_, err := traject.As(account).AnswerText(t.Context(), s.CaseID, text)
		wantStatus(t, err, http.StatusNotFound)
	}
	toldWithin(t, sot, s.CaseID, "answer", 1)
	if mine := get(traject.As(ourOfficials).Receipts(t.Context(), s.CaseID))(t); len(mine) != 1 || mine[0].Act != "AnswerEscalation" {
		t.Errorf("the municipality has receipts %+v", mine)
	}
}

func wantTriedAgain(t *testing.T, all systems, late journey.Escalation) {
	tries := awaitEvent(t, all.shaky, late.CaseID, 2, againTime)
	for _, one := range tries {
		wantSigned(t, one, all.of[all.shaky].Secret)
		if string(one.body) != string(tries[0].body) || one.header.Get("Webhook-Id") != late.ID {
			t.Error("the event changed from one attempt to the next")
		}
	}
	wantEvent(t, all.of[all.shaky], "accepted", 2)
	wantEvent(t, all.of[all.steady], "accepted", 1)
	wantEvent(t, all.of[all.redirecting], "waiting", 1)
	wantEvent(t, all.of[all.hanging], "waiting", 1)
	if got := len(all.elsewhere.about(late.CaseID)); got != 0 {
		t.Errorf("a redirect was followed %d times", got)
	}
}

// wantEvent wants the one event of a subscription in a state, after this many attempts or more.
func wantEvent(t *testing.T, subscription journey.Subscription, state string, attempts int) {
	t.Helper()
	within(t, againTime, "the event is "+state, func(ctx context.Context) error {
		events, err := traject.As(ourOfficials).Events(ctx, subscription.ID)
		if err != nil {
			return err
		}
		if len(events) == 0 || events[0].State != state || events[0].Attempts < attempts {
			return fmt.Errorf("%w: %+v", errNotYet, events)
		}
		return nil
	})
}
