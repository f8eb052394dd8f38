package payload_test

import (
	"errors"
	"strings"
	"testing"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/failure"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
)

const marker = "merkteken-van-een-kind"

func TestPayloadsAreEncryptedAndComeBack(t *testing.T) {
	convert := payload.DataConverter(keyring.Generate("2026-11"))
	sent := &tlvv1.Input{CaseId: marker}
	made, err := convert.ToPayloads(sent, marker)
	if err != nil {
		t.Fatal(err)
	}
	mustHide(t, made)
	for _, p := range made.GetPayloads() {
		if key := string(p.GetMetadata()[payload.MetadataKeyID]); key != "2026-11" {
			t.Errorf("key id in the metadata: %q", key)
		}
	}
	var message tlvv1.Input
	var text string
	if err := convert.FromPayloads(made, &message, &text); err != nil {
		t.Fatal(err)
	}
	if !proto.Equal(&message, sent) || text != marker {
		t.Fatalf("came back as %v and %q", &message, text)
	}
}

func TestPayloadFromBeforeARotationStillOpens(t *testing.T) {
	old := keyring.Generate("old")
	made, err := payload.DataConverter(old).ToPayload(marker)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	if err := payload.DataConverter(old.Rotate("new")).FromPayload(made, &text); err != nil || text != marker {
		t.Fatalf("%q, %v", text, err)
	}
}

func TestUnencryptedPayloadIsRefused(t *testing.T) {
	plain, err := converter.GetDefaultDataConverter().ToPayload(marker)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	err = payload.DataConverter(keyring.Generate("k")).FromPayload(plain, &text)
	if err == nil || !strings.Contains(err.Error(), "not encrypted") || strings.Contains(err.Error(), marker) {
		t.Fatalf("got %v", err)
	}
}

func TestPayloadOfAnUnknownKeyNamesTheKey(t *testing.T) {
	made, err := payload.DataConverter(keyring.Generate("2031-01")).ToPayload(marker)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	err = payload.DataConverter(keyring.Generate("2026-11")).FromPayload(made, &text)
	if err == nil || !strings.Contains(err.Error(), `"2031-01"`) {
		t.Fatalf("got %v, want the key id in it", err)
	}
}

func TestPayloadDoesNotPassForADossier(t *testing.T) {
	ring := keyring.Generate("k")
	sealed, err := ring.Seal([]byte(marker), []byte("dossier/a"))
	if err != nil {
		t.Fatal(err)
	}
	foreign := &commonpb.Payload{Metadata: map[string][]byte{converter.MetadataEncoding: []byte(payload.Encoding)}, Data: sealed}
	if _, err := payload.Codec(ring).Decode([]*commonpb.Payload{foreign}); !errors.Is(err, keyring.ErrOpen) {
		t.Fatalf("got %v, want ErrOpen", err)
	}
}

func TestFailuresAreEncryptedAndKeepTheirMeaning(t *testing.T) {
	convert := payload.FailureConverter(keyring.Generate("k"))
	sent := failure.Refuse(failure.BadInput, failure.Problem{Field: "valid_until", Detail: marker})
	made := convert.ErrorToFailure(sent)
	mustHide(t, made)

	kind, problems, ok := failure.Read(convert.FailureToError(made))
	if !ok || kind != failure.BadInput || len(problems) != 1 || problems[0].Detail != marker || problems[0].Field != "valid_until" {
		t.Fatalf("came back as %q, %v, %v", kind, problems, ok)
	}
}

func TestCausesOfAFailureAreEncryptedToo(t *testing.T) {
	convert := payload.FailureConverter(keyring.Generate("k"))
	cause := errors.New(marker + " in the cause")
	made := convert.ErrorToFailure(temporal.NewApplicationErrorWithCause(marker, "SomeType", cause, marker))
	mustHide(t, made)
	back := convert.FailureToError(made)
	if !strings.Contains(back.Error(), marker) || errors.Unwrap(back) == nil {
		t.Fatalf("came back as %v", back)
	}
}

func mustHide(t *testing.T, message proto.Message) {
	t.Helper()
	written, err := proto.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(written), marker) {
		t.Fatalf("%s shows the plain text", message.ProtoReflect().Descriptor().Name())
	}
}
