package gate

import (
	"encoding/binary"
	"reflect"
	"slices"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// changed is an update or a removal as drivers send it, with one change for each of these.
func changed(t *testing.T, command string, changes ...bson.D) []byte {
	t.Helper()
	inner := append([]byte(changing[command]), 0)
	for _, change := range changes {
		inner = append(inner, document(change)[1:]...)
	}
	sequence := slices.Concat([]byte{1}, binary.LittleEndian.AppendUint32(nil, uint32(4+len(inner))), inner)
	return message(7, 0, opMsg, msg(0, document(bson.D{{Key: command, Value: "cases"}, {Key: "$db", Value: "kast"}}), sequence))
}

func choosing(chosen bson.D, more ...bson.E) bson.D {
	return append(bson.D{{Key: "q", Value: chosen}, {Key: "u", Value: bson.D{{Key: "version", Value: int32(3)}}}}, more...)
}

func TestAChangeByIDAndMoreBecomesAQuestionByIDAndAChangeByID(t *testing.T) {
	versioned := bson.D{{Key: "_id", Value: "zaak"}, {Key: "version", Value: int32(2)}}
	for _, command := range []string{"update", "delete"} {
		wants, is := narrow(changed(t, command, choosing(versioned)))
		if !is {
			t.Fatalf("%s by id and version is not narrowed down", command)
		}
		question, err := wants.question()
		if err != nil {
			t.Fatal(err)
		}
		asked, err := parse(opMsg, question[headerSize:])
		if err != nil || asked.name != "aggregate" || asked.database != "kast" || asked.writes() {
			t.Errorf("%s asks %+v, %v first", command, asked, err)
		}
		var pipeline struct {
			Pipeline []bson.D `bson:"pipeline"`
		}
		if err := bson.Unmarshal(question[headerSize+5:], &pipeline); err != nil {
			t.Fatal(err)
		}
		if first := pipeline.Pipeline[0][0].Value; !reflect.DeepEqual(first, versioned[:1]) {
			t.Errorf("%s asks by %v first, want the id alone", command, first)
		}
		for is, id := range map[bool]string{true: "zaak", false: nowhere} {
			wants, _ := narrow(changed(t, command, choosing(versioned)))
			text, err := wants.narrowed(is)
			if err != nil {
				t.Fatal(err)
			}
			if _, again := narrow(text); again {
				t.Errorf("%s would be narrowed down again", command)
			}
			if want := changed(t, command, choosing(bson.D{{Key: "_id", Value: id}})); !slices.Equal(text, want) {
				t.Errorf("%s became %q, want %q", command, text, want)
			}
		}
	}
}

func TestOnlyWhatChangesOneKnownDocumentIsNarrowedDown(t *testing.T) {
	version := bson.E{Key: "version", Value: int32(2)}
	byID := func(id any) bson.D { return bson.D{{Key: "_id", Value: id}, version} }
	for name, text := range map[string][]byte{
		"by the id alone":          changed(t, "update", choosing(bson.D{{Key: "_id", Value: "zaak"}})),
		"without an id":            changed(t, "update", choosing(bson.D{version})),
		"by several ids":           changed(t, "update", choosing(byID(bson.D{{Key: "$in", Value: bson.A{"zaak"}}}))),
		"that inserts when absent": changed(t, "update", choosing(byID("zaak"), bson.E{Key: "upsert", Value: true})),
		"in another order":         changed(t, "update", choosing(byID("zaak"), bson.E{Key: "collation", Value: bson.D{}})),
		"two at once":              changed(t, "update", choosing(byID("zaak")), choosing(byID("andere"))),
		"that inserts":             message(7, 0, opMsg, msg(0, document(bson.D{{Key: "insert", Value: "cases"}, {Key: "$db", Value: "kast"}}), documents(t))),
	} {
		if _, is := narrow(text); is {
			t.Errorf("a change %s is narrowed down", name)
		}
	}
}

func TestAStoreThatDoesNotTellLetsNothingBeWritten(t *testing.T) {
	wants, _ := narrow(changed(t, "update", choosing(bson.D{{Key: "_id", Value: "zaak"}, {Key: "version", Value: int32(2)}})))
	for _, answer := range []bson.D{{{Key: "ok", Value: 0.0}, {Key: "errmsg", Value: "vol"}}, {}} {
		if is, err := wants.answered(msg(0, document(answer))); err == nil {
			t.Errorf("%v is taken for %v", answer, is)
		}
	}
	for count, want := range map[int]bool{0: false, 1: true} {
		batch := slices.Repeat(bson.A{bson.D{{Key: "_id", Value: "zaak"}}}, count)
		if batch == nil {
			batch = bson.A{}
		}
		answer := bson.D{{Key: "cursor", Value: bson.D{{Key: "firstBatch", Value: batch}}}, {Key: "ok", Value: 1.0}}
		if is, err := wants.answered(msg(0, document(answer))); err != nil || is != want {
			t.Errorf("%d documents: %v, %v", count, is, err)
		}
	}
}
