package gate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// changing are the commands that change documents which they choose, each with the name under which the changes go along.
var changing = map[string]string{"update": "updates", "delete": "deletes"}

// nowhere is an id that no document has: whoever chooses it changes nothing. It has no NUL, which PostgreSQL takes in no text.
const nowhere = "\x7fno such document"

// narrowing is a command that changes one document, chosen by its id and by more, such as its version. The store goes through the whole
// collection for that: it answers from its index only what asks for an id alone. So the gate first asks whether the document is as the
// command wants it, and then lets the command choose by the id, or by an id that is not there. Nobody can write in between, because the
// command has its turn.
type narrowing struct {
	message  []byte
	command  bson.Raw
	sequence string
	change   bson.D
	id       any
	rest     bson.D
}

// narrow reads whether a message is such a command, as drivers send it: one change beside the command.
func narrow(message []byte) (n narrowing, is bool) {
	if flagsOf(message)&checksumPresent != 0 {
		return narrowing{}, false
	}
	n.message = message
	for rest := message[headerSize+4:]; len(rest) > 0; {
		kind := rest[0]
		section, after, err := cut(rest[1:])
		switch {
		case err != nil:
			return narrowing{}, false
		case kind == 0 && n.command == nil:
			n.command = section
		case kind == 1 && n.sequence == "":
			name, document, _ := bytes.Cut(section[4:], []byte{0})
			one, others, err := cut(document)
			if n.sequence = string(name); err != nil || len(others) > 0 || bson.Unmarshal(one, &n.change) != nil {
				return narrowing{}, false // more than one change, or none
			}
		default:
			return narrowing{}, false
		}
		rest = after
	}
	first, err := n.command.IndexErr(0)
	return n, err == nil && n.sequence != "" && changing[first.Key()] == n.sequence && n.choice()
}

// choice takes the id out of what the change chooses by. There must be more than that, and what inserts when it finds nothing is left as it is.
func (n *narrowing) choice() bool {
	var chosen bson.D
	for _, e := range n.change {
		switch e.Key {
		case "q":
			chosen, _ = e.Value.(bson.D)
		case "upsert":
			if e.Value == true {
				return false
			}
		case "collation":
			return false
		}
	}
	for _, e := range chosen {
		if e.Key == "_id" {
			n.id = e.Value
		} else {
			n.rest = append(n.rest, e)
		}
	}
	switch n.id.(type) {
	case string, bson.ObjectID:
		return len(n.rest) > 0
	}
	return false
}

// question asks for the document, if it is as the command wants it: in two steps, of which the store does the first from its index.
func (n *narrowing) question() ([]byte, error) {
	first, err := n.command.IndexErr(0)
	if err != nil {
		return nil, err
	}
	body, err := bson.Marshal(bson.D{
		{Key: "aggregate", Value: first.Value()},
		{Key: "pipeline", Value: bson.A{
			bson.D{{Key: "$match", Value: bson.D{{Key: "_id", Value: n.id}}}},
			bson.D{{Key: "$match", Value: n.rest}},
			bson.D{{Key: "$project", Value: bson.D{{Key: "_id", Value: true}}}},
		}},
		{Key: "cursor", Value: bson.D{}},
		{Key: "$db", Value: n.command.Lookup("$db")},
	})
	if err != nil {
		return nil, err
	}
	return n.assemble(0, append([]byte{0}, body...)), nil
}

// answered reads whether the document is as the command wants it.
func (n *narrowing) answered(body []byte) (is bool, err error) {
	if len(body) < 5 || body[4] != 0 {
		return false, errShort
	}
	answer := bson.Raw(body[5:])
	if err := answer.Validate(); err != nil {
		return false, err
	}
	found, isList := answer.Lookup("cursor", "firstBatch").ArrayOK()
	if !isList {
		return false, fmt.Errorf("the store does not tell whether a document is as a change wants it: %s", answer.Lookup("errmsg"))
	}
	documents, err := found.Values()
	return len(documents) > 0, err
}

// narrowed is the command, choosing by the id alone; or choosing nothing.
func (n *narrowing) narrowed(is bool) ([]byte, error) {
	if !is {
		n.id = nowhere
	}
	at := slices.IndexFunc(n.change, func(e bson.E) bool { return e.Key == "q" })
	if at < 0 {
		return nil, errors.New("a change that chooses nothing")
	}
	n.change[at].Value = bson.D{{Key: "_id", Value: n.id}}
	body, err := bson.Marshal(n.change)
	if err != nil {
		return nil, err
	}
	inner := slices.Concat([]byte(n.sequence), []byte{0}, body)
	length := binary.LittleEndian.AppendUint32([]byte{1}, uint32(4+len(inner)))
	return n.assemble(flagsOf(n.message), append([]byte{0}, n.command...), length, inner), nil
}

// assemble a message with the header of the command.
func (n *narrowing) assemble(flags uint32, sections ...[]byte) []byte {
	message := binary.LittleEndian.AppendUint32(bytes.Clone(n.message[:headerSize]), flags)
	message = append(message, slices.Concat(sections...)...)
	binary.LittleEndian.PutUint32(message, uint32(len(message)))
	return message
}

func flagsOf(message []byte) uint32 { return binary.LittleEndian.Uint32(message[headerSize:]) }
