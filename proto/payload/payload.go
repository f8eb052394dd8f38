// Package payload encrypts everything that a client or worker hands to Temporal: arguments, results, and the messages and
// stack traces of failures. The Temporal server and its database see ids and names of steps, nothing else.
//
// The codec is context-free: it needs nothing but the key ring, so that any history can be decoded by who holds the keys.
package payload

import (
	"fmt"

	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"go.temporal.io/sdk/temporal"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/keyring"
)

const (
	// Encoding of an encrypted payload.
	Encoding = "binary/traject-v1"
	// MetadataKeyID is the metadata entry that says with which key a payload was encrypted.
	MetadataKeyID = "traject-key"
)

// sealContext binds what is sealed here to Temporal, so that a payload cannot pass for a dossier or an address.
var sealContext = []byte("temporal/payload")

// Codec encrypts and decrypts payloads. Decoding refuses a payload that is not encrypted.
func Codec(ring *keyring.Ring) converter.PayloadCodec { return codec{ring} }

// DataConverter is Temporal's default converter with everything encrypted.
func DataConverter(ring *keyring.Ring) converter.DataConverter {
	return converter.NewCodecDataConverter(converter.GetDefaultDataConverter(), Codec(ring))
}

// FailureConverter encrypts the message and stack trace of a failure, besides its details.
func FailureConverter(ring *keyring.Ring) converter.FailureConverter {
	return temporal.NewDefaultFailureConverter(temporal.DefaultFailureConverterOptions{
		DataConverter:          DataConverter(ring),
		EncodeCommonAttributes: true,
	})
}

// Encrypted says whether this codec made the payload.
func Encrypted(p *commonpb.Payload) bool {
	return string(p.GetMetadata()[converter.MetadataEncoding]) == Encoding
}

type codec struct{ ring *keyring.Ring }

// Encode implements converter.PayloadCodec.
func (c codec) Encode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	encoded := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		plain, err := proto.Marshal(p)
		if err != nil {
			return nil, fmt.Errorf("encrypt payload %d: %w", i, err)
		}
		sealed, err := c.ring.Seal(plain, sealContext)
		if err != nil {
			return nil, fmt.Errorf("encrypt payload %d: %w", i, err)
		}
		encoded[i] = &commonpb.Payload{
			Metadata: map[string][]byte{
				converter.MetadataEncoding: []byte(Encoding),
				MetadataKeyID:              []byte(c.ring.Current()),
			},
			Data: sealed,
		}
	}
	return encoded, nil
}

// Decode implements converter.PayloadCodec.
func (c codec) Decode(payloads []*commonpb.Payload) ([]*commonpb.Payload, error) {
	decoded := make([]*commonpb.Payload, len(payloads))
	for i, p := range payloads {
		if !Encrypted(p) {
			return nil, fmt.Errorf("payload %d is not encrypted: encoding %q, want %q: every client and worker must use the payload codec",
				i, p.GetMetadata()[converter.MetadataEncoding], Encoding)
		}
		plain, err := c.ring.Open(p.GetData(), sealContext)
		if err != nil {
			return nil, fmt.Errorf("decrypt payload %d: %w", i, err)
		}
		decoded[i] = &commonpb.Payload{}
		if err := proto.Unmarshal(plain, decoded[i]); err != nil {
			return nil, fmt.Errorf("decrypt payload %d: %w", i, err)
		}
	}
	return decoded, nil
}
