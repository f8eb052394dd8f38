package casestest

import (
	"errors"
	"reflect"
	"slices"
	"testing"
	"time"

	"traject.nl/services/cases"
)

func claimed(t *testing.T, s cases.Store) {
	look := func(hash string) cases.Claim {
		t.Helper()
		claim, err := s.Claimed(t.Context(), "subject-and-key", hash)
		if err != nil {
			t.Fatal(err)
		}
		return claim
	}
	if got := look("hash"); got != (cases.Claim{}) {
		t.Errorf("a key that nobody used is claimed: %+v", got)
	}
	wantFree(t, s, "hash")
	if got := look("hash"); got.Party != Office || got.Answer != nil {
		t.Errorf("claim under way is %+v", got)
	}
	if got := look("other"); got != (cases.Claim{}) {
		t.Errorf("another request is claimed: %+v", got)
	}
	given := cases.Answer{CaseID: "case-a", Version: 4, At: Start, ReceiptID: "r1"}
	if err := s.Finish(t.Context(), "subject-and-key", "hash", given); err != nil {
		t.Fatal(err)
	}
	if got := look("hash"); got.Party != Office || got.Answer == nil || *got.Answer != given {
		t.Errorf("claim that was answered is %+v", got)
	}
}

// receipt of a case of tests, so many minutes after the start.
func receipt(id, caseID, party string, minutes int) cases.Receipt {
	return cases.Receipt{
		ID: id, CaseID: caseID, Act: "Submit", Party: party, Subject: "s-1", Version: 3, At: Start.Add(time.Duration(minutes) * time.Minute),
		Entered: []byte(`{"schoolId":"a \u003c b"}`), SHA256: "00ff",
	}
}

func put(t *testing.T, s cases.Store, receipts ...cases.Receipt) {
	t.Helper()
	for _, receipt := range receipts {
		if err := s.PutReceipt(t.Context(), receipt); err != nil {
			t.Fatal(err)
		}
	}
}

func receiptIsKept(t *testing.T, s cases.Store) {
	first, again := receipt("r1", "case-a", Office, 0), receipt("r1", "case-a", Parent, 9)
	put(t, s, first, again)
	got, err := s.Receipt(t.Context(), "case-a", "r1")
	if err != nil || !reflect.DeepEqual(got, first) {
		t.Errorf("receipt is %+v, %v; want %+v", got, err, first)
	}
	for _, unknown := range [][2]string{{"case-a", "r2"}, {"case-b", "r1"}} {
		if _, err := s.Receipt(t.Context(), unknown[0], unknown[1]); !errors.Is(err, cases.ErrNoReceipt) {
			t.Errorf("%v gives %v, want ErrNoReceipt", unknown, err)
		}
	}
}

func receiptsListed(t *testing.T, s cases.Store) {
	put(t, s, receipt("r1", "case-a", Office, 0), receipt("r2", "case-a", Parent, 2), receipt("r3", "case-a", Office, 1), receipt("r4", "case-b", Office, 3))
	for _, test := range []struct {
		parties, want []string
	}{
		{nil, []string{"r2", "r3", "r1"}}, {[]string{Office}, []string{"r3", "r1"}}, {[]string{Office, Parent}, []string{"r2", "r3", "r1"}},
		{[]string{Director}, nil}, {[]string{}, nil},
	} {
		list, err := s.Receipts(t.Context(), "case-a", test.parties)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, receipt := range list {
			got = append(got, receipt.ID)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("of %v: %v, want %v", test.parties, got, test.want)
		}
	}
}
