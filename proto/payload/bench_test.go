package payload_test

import (
	"fmt"
	"testing"

	commonpb "go.temporal.io/api/common/v1"

	"traject.nl/proto/keyring"
	"traject.nl/proto/payload"
)

// sizes of payloads: most are less than 1 KB, the picture that goes to the record is up to 8 KB.
var sizes = []int{256, 1024, 8192}

// BenchmarkEncode encrypts one payload.
func BenchmarkEncode(b *testing.B) {
	codec := payload.Codec(keyring.Generate("bench"))
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			plain := []*commonpb.Payload{{Data: make([]byte, size)}}
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := codec.Encode(plain); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDecode decrypts one payload.
func BenchmarkDecode(b *testing.B) {
	codec := payload.Codec(keyring.Generate("bench"))
	for _, size := range sizes {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			sealed, err := codec.Encode([]*commonpb.Payload{{Data: make([]byte, size)}})
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(size))
			for b.Loop() {
				if _, err := codec.Decode(sealed); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
