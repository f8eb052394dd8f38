package bootstrap_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/upkeep"
	"traject.nl/services/bootstrap"
	"traject.nl/services/platform/mongo"
)

func TestAnInstallationIsPreparedOnceHoweverOftenItIsDone(t *testing.T) {
	config, out := installation("voorbereid")
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	first := told(out)
	for _, want := range []string{
		"MongoDB and Temporal answer", "namespace voorbereid: made, keeps what is closed for 90d", "list of running processes: answers, 0 cases run",
		"schedule traject-reconcile: made, every night at 03:30", "database cases: indexes are there", "database documents: indexes are there",
		"database notifications: indexes are there",
	} {
		if !slices.Contains(first, want) {
			t.Errorf("%q is not told: %q", want, first)
		}
	}
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	second := told(out)
	for _, want := range []string{
		"namespace voorbereid: is there, keeps what is closed for 90d", "schedule traject-reconcile: is there", "lists loaded, 0 added, 0 changed, ",
	} {
		if !strings.Contains(strings.Join(second, "\n"), want) {
			t.Errorf("%q is not told the second time: %q", want, second)
		}
	}
	database, err := mongo.Connect(t.Context(), storeURI, "cases")
	if err != nil {
		t.Fatal(err)
	}
	defer database.Close(t.Context())
	if found, err := database.ListCollectionNames(t.Context(), bson.D{}); err != nil || !slices.Contains(found, "tlvregister") {
		t.Errorf("the database of cases has %q, %v", found, err)
	}
}

func TestTheRetentionOfANamespaceFollowsTheSetting(t *testing.T) {
	config, out := installation("bewaard")
	engine := dial(t, config.Temporal)
	for _, want := range []time.Duration{90 * 24 * time.Hour, 365 * 24 * time.Hour, 30 * 24 * time.Hour} {
		config.Retention = want
		if err := bootstrap.Prepare(t.Context(), config); err != nil {
			t.Fatal(err)
		}
		if have := retention(t, engine, "bewaard"); have != want {
			t.Errorf("kept for %s, want %s; told %q", have, want, told(out))
		}
	}
}

func TestAScheduleThatWasChangedIsPutRightAndOneThatWasPausedStaysPaused(t *testing.T) {
	config, out := installation("rooster")
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	told(out)
	schedule := dial(t, config.Temporal).ScheduleClient().GetHandle(t.Context(), upkeep.ReconcileSchedule)
	err := schedule.Update(t.Context(), client.ScheduleUpdateOptions{DoUpdate: func(found client.ScheduleUpdateInput) (*client.ScheduleUpdate, error) {
		changed := found.Description.Schedule
		changed.Spec.TimeZoneName, changed.Policy.Overlap = "UTC", enumspb.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL
		changed.State.Paused = true
		return &client.ScheduleUpdate{Schedule: &changed}, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := bootstrap.Prepare(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	if lines := told(out); !slices.Contains(lines, "schedule traject-reconcile: changed, every night at 03:30") {
		t.Errorf("told %q", lines)
	}
	found, err := schedule.Describe(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	have := found.Schedule
	if have.Spec.TimeZoneName != "Europe/Amsterdam" || have.Policy.Overlap != enumspb.SCHEDULE_OVERLAP_POLICY_SKIP || !have.State.Paused {
		t.Errorf("in %s, overlap %s, paused %t", have.Spec.TimeZoneName, have.Policy.Overlap, have.State.Paused)
	}
}

func TestWhatIsAwayIsToldWithinTheTimeThatWasGiven(t *testing.T) {
	config, _ := installation("weg")
	config.Wait = 3 * time.Second
	config.Temporal.Address = "127.0.0.1:1"
	config.Stores["documents"] = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=500"
	began := time.Now()
	err := bootstrap.Prepare(t.Context(), config)
	if err == nil || time.Since(began) > 30*time.Second {
		t.Fatalf("after %s: %v", time.Since(began), err)
	}
	for _, want := range []string{"MongoDB did not answer in time", "check TRAJECT_MONGODB_URI", "Temporal at 127.0.0.1:1 did not answer in time", "check TEMPORAL_ADDRESS"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not told: %v", want, err)
		}
	}
}
