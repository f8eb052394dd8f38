package payload_test

import (
	"testing"

	commonpb "go.temporal.io/api/common/v1"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
)

// FuzzOnlyWhatTheCodecMadeIsDecoded: any payload comes back as it was, and none that it did not make is taken for one.
func FuzzOnlyWhatTheCodecMadeIsDecoded(f *testing.F) {
	ring := keyring.Generate("2026-11")
	codec := payload.Codec(ring)
	f.Add([]byte(payload.Encoding), []byte("2026-11"), []byte("\x01\x072026-11 en wat bytes"))
	f.Add([]byte("json/plain"), []byte(""), []byte(`{"naam":"Noor"}`))
	f.Add([]byte(nil), []byte(nil), []byte(nil))
	f.Fuzz(func(t *testing.T, encoding, key, data []byte) {
		given := &commonpb.Payload{Metadata: map[string][]byte{"encoding": encoding, payload.MetadataKeyID: key}, Data: data}
		if decoded, err := codec.Decode([]*commonpb.Payload{given}); err == nil {
			t.Fatalf("took %v for its own, as %v", given, decoded)
		}
		encoded, err := codec.Encode([]*commonpb.Payload{given, nil})
		if err != nil {
			t.Fatal(err)
		}
		if !payload.Encrypted(encoded[0]) {
			t.Fatal("encoded, and not encrypted")
		}
		decoded, err := codec.Decode(encoded)
		if err != nil || len(decoded) != 2 || !proto.Equal(decoded[0], given) {
			t.Fatalf("came back as %v, %v", decoded, err)
		}
	})
}
