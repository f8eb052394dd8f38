package e2e

import (
	"context"
	"net/http"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.temporal.io/sdk/client"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/services/cases/reconciliation"
	"traject.nl/services/platform/mongo"
	"traject.nl/tools/journey"
)

// compared are the differences between the record and the processes of the stack, by case.
func compared(t *testing.T, engine client.Client, cases *mongo.Database) map[string]reconciliation.Kind {
	t.Helper()
	run, kinds := reconciliation.Run{ID: t.Name()}, map[string]reconciliation.Kind{}
	comparison := reconciliation.Comparison{
		Records: reconciliation.NewMongoStore(cases.Database), Processes: reconciliation.Temporal{Client: engine}, Again: 3 * time.Second,
	}
	if err := comparison.Into(t.Context(), &run); err != nil {
		t.Fatal(err)
	}
	for _, one := range run.Differences {
		kinds[one.CaseID] = one.Kind
	}
	return kinds
}

func TestTheReconciliationFindsWhatTheRecordAndTheProcessesDoNotShare(t *testing.T) {
	engine, cases := engineOf(t), get(mongo.Connect(t.Context(), running.Store, "cases"))(t)
	defer cases.Close(context.WithoutCancel(t.Context()))
	s := told(t, journey.Draft, journey.HandIn)
	if kind, differs := compared(t, engine, cases)[s.CaseID]; differs {
		t.Fatalf("a case that goes well differs: %s", kind)
	}

	records := cases.Collection("cases")
	behind := func(by int) {
		if _, err := records.UpdateByID(t.Context(), s.CaseID, bson.M{"$inc": bson.M{"version": -by}}); err != nil {
			t.Fatal(err)
		}
	}
	behind(1)
	if kind := compared(t, engine, cases)[s.CaseID]; kind != reconciliation.OtherVersion {
		t.Errorf("a record that is behind: got %q", kind)
	}
	behind(-1)

	const unseen = "zzzzzzzzzzzz"
	if _, err := engine.ExecuteWorkflow(t.Context(), client.StartWorkflowOptions{ID: tlv.WorkflowID(unseen), TaskQueue: tlv.TaskQueue},
		tlv.Workflow, &tlvv1.Input{CaseId: unseen}); err != nil {
		t.Fatal(err)
	}
	end(t, engine, s.CaseID)
	kinds := compared(t, engine, cases)
	end(t, engine, unseen)
	if kinds[s.CaseID] != reconciliation.NoProcess || kinds[unseen] != reconciliation.NoRecord {
		t.Errorf("a case without a process: %q, a process without a record: %q", kinds[s.CaseID], kinds[unseen])
	}
	// The record of this test must not be found by others.
	if _, err := records.DeleteOne(t.Context(), bson.M{"_id": s.CaseID}); err != nil {
		t.Fatal(err)
	}
}

// end takes a process away.
func end(t *testing.T, engine client.Client, caseID string) {
	t.Helper()
	if err := engine.TerminateWorkflow(t.Context(), tlv.WorkflowID(caseID), "", "test"); err != nil {
		t.Fatal(err)
	}
}

func TestTheEngineerReconcilesNowAndTheOfficeReadsWhatCameOfIt(t *testing.T) {
	ask := func(account, method string, answer any) error {
		_, err := traject.As(account).Do(t.Context(), journey.Request{Method: method, URL: traject.Cases + "/v1/reconciliations"}, answer)
		return err
	}
	if err := ask("kantoor", http.MethodPost, nil); err == nil {
		t.Error("the office may start a reconciliation")
	}
	began := time.Now()
	if err := ask("beheerder", http.MethodPost, nil); err != nil {
		t.Fatal(err)
	}
	// A first look takes seconds; with differences of other tests the second is a minute later.
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		var answer struct {
			Reconciliations []struct {
				StartedAt time.Time `json:"startedAt"`
				Records   int       `json:"records"`
			} `json:"reconciliations"`
		}
		if err := ask("kantoor", http.MethodGet, &answer); err != nil {
			t.Fatal(err)
		}
		if len(answer.Reconciliations) > 0 && answer.Reconciliations[0].StartedAt.After(began) {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatalf("no reconciliation since %s: %+v", began, answer)
		case <-tick.C:
		}
	}
}
