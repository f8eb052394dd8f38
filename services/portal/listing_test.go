package portal_test

import "testing"

func TestRegisterSaysWhatAnObjectionChanged(t *testing.T) {
	w := newWorld(t)
	w.services.Answer("GET /v1/tlv-register", `{"tlvs":[
		{"tlvNumber":"PO2603-000003","caseId":"k1","decidedOn":"2027-03-01","replaces":"PO2603-000001"},
		{"tlvNumber":"PO2603-000002","caseId":"k2","decidedOn":"2026-11-20","endedOn":"2027-02-01"},
		{"tlvNumber":"PO2603-000001","caseId":"k1","decidedOn":"2026-11-20","replacedBy":"PO2603-000003","endedOn":"2027-03-01"}]}`)
	mustSay(t, w.signedIn("office:zout").Get("/register"), "Na bezwaar, in plaats van PO2603-000001", "Na bezwaar vervallen op 1 februari 2027", "Na bezwaar vervangen door PO2603-000003")
}
