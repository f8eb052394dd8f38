package cases_test

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"

	"traject.nl/proto/contract/failure"
	casesv1 "traject.nl/proto/gen/traject/cases/v1"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/proto/payload"
	"traject.nl/services/cases"
	"traject.nl/services/cases/casestest"
)

func TestANumberPatternMustCountAndSort(t *testing.T) {
	for _, good := range []string{cases.DefaultPattern, "%03d", "VO2604-%08d-A"} {
		if err := cases.CheckPattern(good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
	for _, bad := range []string{"", "PO2603", "PO2603-%d", "PO2603-%s", "PO2603-%06d-%06d", "PO 2603-%06d", "%%06d", "po%06d"} {
		err := cases.CheckPattern(bad)
		if err == nil || !strings.Contains(err.Error(), cases.DefaultPattern) {
			t.Errorf("%q is accepted or not explained: %v", bad, err)
		}
	}
}

func TestTheSettingsTellAllThatIsWrong(t *testing.T) {
	for _, key := range []string{
		"TRAJECT_MONGODB_URI", "TEMPORAL_ADDRESS", "TRAJECT_PAYLOAD_KEYS", "TRAJECT_OIDC_ISSUER", "TRAJECT_PARENTS_KEYS",
	} {
		t.Setenv(key, "")
	}
	t.Setenv("TRAJECT_TLV_NUMBER_PATTERN", "PO2603")
	_, err := cases.FromEnv()
	if err == nil {
		t.Fatal("accepted")
	}
	for _, key := range []string{"TRAJECT_MONGODB_URI", "TEMPORAL_ADDRESS", "TRAJECT_PAYLOAD_KEYS", "TRAJECT_TLV_NUMBER_PATTERN"} {
		if !strings.Contains(err.Error(), key) {
			t.Errorf("%v does not name %s", err, key)
		}
	}
}

func TestOnlyAGrantedTLVGetsANumber(t *testing.T) {
	activities := cases.Activities{Store: casestest.NewMemory(), Clock: today, Pattern: cases.DefaultPattern}
	for _, request := range []*casesv1.AssignTlvNumberRequest{
		{CaseId: caseID}, {CaseId: caseID, Decision: &tlvv1.Decision{}}, {Decision: &tlvv1.Decision{Granted: true}},
	} {
		_, err := activities.AssignTLVNumber(t.Context(), request)
		if kind, _, ok := failure.Read(err); !ok || kind != failure.BadInput {
			t.Errorf("%v gives %v, want BadInput", request, err)
		}
	}
}

func (h *harness) decode(who string, body []byte) answer {
	request := httptest.NewRequest(http.MethodPost, "/v1/codec/decode", bytes.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	return h.send(request, who, "")
}

func TestPayloadsAreDecodedForOfficeAndEngineerOnly(t *testing.T) {
	h := newHarness(t)
	plain, err := converter.GetDefaultDataConverter().ToPayloads("k3v9x2m4q8pd")
	if err != nil {
		t.Fatal(err)
	}
	sealed, err := payload.Codec(h.keys).Encode(plain.GetPayloads())
	if err != nil {
		t.Fatal(err)
	}
	body, err := protojson.Marshal(&commonpb.Payloads{Payloads: sealed})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"office", "engineer"} {
		var decoded commonpb.Payloads
		if err := protojson.Unmarshal(h.decode(who, body).want(http.StatusOK).Body.Bytes(), &decoded); err != nil {
			t.Fatal(err)
		}
		if got := string(decoded.GetPayloads()[0].GetData()); got != `"k3v9x2m4q8pd"` {
			t.Errorf("%s reads %s", who, got)
		}
	}
	for _, who := range []string{"applicant", "director", "sot", "parent", "expert", "nobody"} {
		h.decode(who, body).want(http.StatusForbidden)
	}
	h.decode("office", []byte("{")).want(http.StatusBadRequest)
	h.decode("engineer", []byte(`{"payloads":[{"data":"AAAA"}]}`)).want(http.StatusBadRequest, "niet te lezen")
	h.post("engineer", "/v1/codec/encode", "", `{}`).want(http.StatusNotFound)
}
