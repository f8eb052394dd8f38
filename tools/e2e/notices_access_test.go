package e2e

import (
	"net/http"
	"slices"
	"testing"

	"traject.nl/tools/journey"
)

// officials are the accounts of municipalities.
var officials = []string{"gemeente-zeist", "gemeente-utrechtse-heuvelrug"}

// counters are what there is to look after around notices, and who may read it; whoever is not named gets 403.
var counters = []struct {
	name, url string
	may       []string
}{
	{"the post room", "/v1/post", zout},
	{"the stop button", "/v1/holds", zout},
	{"the outages", "/v1/outages?from=2026-01-01&to=2026-12-31", zout},
	{"the outages in the evidence", "/v1/evidence?caseId=portal", zout},
	{"the subscriptions", "/v1/subscriptions", groupsOf(zout, officials)},
}

func TestWhoMayLookAfterNotices(t *testing.T) {
	for _, one := range counters {
		for _, account := range everyone() {
			err := traject.As(account).Get(t.Context(), traject.Notifications+one.url, new([]byte))
			if may := slices.Contains(one.may, account); may && err != nil || !may && journey.Status(err) != http.StatusForbidden {
				t.Errorf("%s and %s (may: %t): %v", account, one.name, may, err)
			}
		}
	}
}

func TestEvidenceIsForOfficeAndDirector(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	for _, service := range []string{traject.Cases, traject.Documents, traject.Notifications} {
		for _, account := range everyone() {
			err := s.As(account).Get(t.Context(), service+"/v1/evidence?caseId="+s.CaseID, new([]byte))
			if may := slices.Contains(zout, account); may && err != nil || !may && journey.Status(err) != http.StatusForbidden {
				t.Errorf("%s and the evidence of %s (may: %t): %v", account, service, may, err)
			}
		}
	}
}

// What somebody was told is nobody else's, not even that of a colleague in another role.
func TestNobodyOpensWhatAnotherWasTold(t *testing.T) {
	s := told(t, journey.Draft, journey.HandIn)
	item := toldWithin(t, "ouder", s.CaseID, "received", 1)[0]
	for _, account := range everyone() {
		if account == "ouder" {
			continue
		}
		wantStatus(t, s.As(account).Get(t.Context(), traject.Notifications+"/v1/inbox/"+item.ID, nil), http.StatusNotFound)
		_, err := s.As(account).Open(t.Context(), item.ID)
		wantStatus(t, err, http.StatusNotFound)
	}
	if still := toldWithin(t, "ouder", s.CaseID, "received", 1)[0]; still.OpenedAt != nil {
		t.Error("somebody else opened what the parent was told")
	}
}

func TestAMunicipalityLooksAfterItsOwnSubscriptionsOnly(t *testing.T) {
	to := receive(t, accepts)
	body := map[string]any{"party": "municipality:zeist", "url": to.URL, "format": "cloudevents"}
	key := story(t).Key
	made := get(traject.As("gemeente-zeist").Subscribe(t.Context(), key, body))(t)
	t.Cleanup(func() { _ = traject.As("gemeente-zeist").Unsubscribe(t.Context(), made.ID) })
	one := traject.Notifications + "/v1/subscriptions/" + made.ID
	for account, status := range map[string]int{
		"gemeente-zeist": 0, "kantoor": 0, "directeur": 0, "gemeente-utrechtse-heuvelrug": http.StatusNotFound, "ib-regenboog": http.StatusNotFound, "beheerder": http.StatusNotFound,
	} {
		if err := traject.As(account).Get(t.Context(), one, new([]byte)); journey.Status(err) != status || status == 0 && err != nil {
			t.Errorf("%s reads the subscription: want %d, got %v", account, status, err)
		}
	}
	for _, account := range []string{"gemeente-utrechtse-heuvelrug", "directeur", "ib-regenboog"} {
		if err := traject.As(account).Unsubscribe(t.Context(), made.ID); journey.Status(err) != http.StatusForbidden && journey.Status(err) != http.StatusNotFound {
			t.Errorf("%s takes away the subscription of another: %v", account, err)
		}
	}
	if _, err := traject.As("gemeente-utrechtse-heuvelrug").Subscribe(t.Context(), key+"-other", body); journey.Status(err) != http.StatusForbidden && journey.Status(err) != http.StatusNotFound {
		t.Errorf("a municipality subscribes in the name of another: %v", err)
	}
	if listed := get(traject.As("gemeente-utrechtse-heuvelrug").Subscriptions(t.Context()))(t); slices.ContainsFunc(listed, func(s journey.Subscription) bool { return s.ID == made.ID }) {
		t.Error("a municipality sees the subscription of another")
	}
}

func TestTheSheetOfAMunicipalityIsForItselfAndForWhoMeetsIt(t *testing.T) {
	told(t, journey.Draft, journey.HandIn)
	url := traject.Cases + "/v1/oogo/utrechtse-heuvelrug"
	may := groupsOf(zout, sot, []string{"gemeente-utrechtse-heuvelrug"})
	for _, account := range everyone() {
		err := traject.As(account).Get(t.Context(), url, new([]byte))
		if allowed := slices.Contains(may, account); allowed && err != nil || !allowed && journey.Status(err) != http.StatusForbidden {
			t.Errorf("%s and the sheet (may: %t): %v", account, allowed, err)
		}
	}
}
