package gate

import (
	"encoding/binary"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// documents is a section with what an insert puts in, as drivers send it beside the command.
func documents(t testing.TB) []byte {
	text, err := bson.Marshal(bson.D{{Key: "update", Value: "niet het commando"}, {Key: "$db", Value: "niet de database"}})
	if err != nil {
		t.Fatal(err)
	}
	inner := append([]byte("documents\x00"), text...)
	return slices.Concat([]byte{1}, binary.LittleEndian.AppendUint32(nil, uint32(4+len(inner))), inner)
}

func TestACommandIsFoundWhereverItStandsInTheMessage(t *testing.T) {
	insert := document(bson.D{{Key: "insert", Value: "dingen"}, {Key: "$db", Value: "cases"}})
	checksum := []byte{1, 2, 3, 4}
	for name, body := range map[string][]byte{
		"alone":                        msg(0, insert),
		"before the documents":         msg(0, insert, documents(t)),
		"after the documents":          msg(0, documents(t), insert),
		"between documents":            msg(0, documents(t), insert, documents(t)),
		"before a checksum":            msg(checksumPresent, insert, checksum),
		"after documents, checksummed": msg(checksumPresent, documents(t), insert, checksum),
	} {
		t.Run(name, func(t *testing.T) {
			found, err := parse(opMsg, body)
			if err != nil {
				t.Fatal(err)
			}
			if want := (command{name: "insert", database: "cases"}); found != want {
				t.Errorf("found %+v, want %+v", found, want)
			}
		})
	}
}

func FuzzNoMessageBreaksTheGate(f *testing.F) {
	insert := document(bson.D{{Key: "insert", Value: "dingen"}, {Key: "$db", Value: "cases"}})
	for _, body := range [][]byte{
		nil, {0, 0, 0}, msg(0), msg(checksumPresent), msg(0, insert, documents(f)), msg(0, documents(f), insert), msg(0, insert[:len(insert)-3]),
		msg(0, []byte{0, 255, 255, 255, 255}), msg(0, []byte{0, 4, 0, 0, 0}), msg(0, []byte{0, 5, 0, 0, 0, 0}), msg(0, []byte{1, 0, 0, 0, 0}),
		// A document of which a field runs out of it.
		msg(0, []byte{0, 12, 0, 0, 0, 2, 'a', 0, 255, 255, 255, 127, 0}),
	} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if found, err := parse(opMsg, body); err == nil && found.writes() && found.database == "" && found.name == "" {
			t.Errorf("a writer without a name: % x", body)
		}
		if len(body) < 4 {
			return
		}
		if wants, is := narrow(message(1, 0, opMsg, body)); is {
			if _, err := wants.question(); err != nil {
				t.Errorf("no question for % x: %v", body, err)
			}
			if _, err := wants.narrowed(true); err != nil {
				t.Errorf("% x cannot be narrowed down: %v", body, err)
			}
		}
	})
}
