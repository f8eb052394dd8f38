package gate

import (
	"encoding/binary"
	"errors"
	"fmt"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// The kinds of message that the gate knows. OP_QUERY is how a driver greets a server that it does not know yet; the store takes nothing else in it.
const (
	opQuery = 2004
	opMsg   = 2013
)

// Bits of the flags of an OP_MSG.
const (
	checksumPresent = 1 << 0
	moreToCome      = 1 << 1
)

// readers are the commands that change nothing; whatever else there is waits for its turn. The store knows no aggregation that writes.
var readers = map[string]bool{
	"aggregate": true, "buildInfo": true, "buildinfo": true, "collStats": true, "connectionStatus": true, "count": true, "currentOp": true,
	"dataSize": true, "dbStats": true, "dbstats": true, "distinct": true, "endSessions": true, "explain": true, "find": true,
	"getCmdLineOpts": true, "getFreeMonitoringStatus": true, "getLog": true, "getMore": true, "getParameter": true, "hello": true,
	"hostInfo": true, "isMaster": true, "ismaster": true, "killCursors": true, "listCollections": true, "listCommands": true,
	"listDatabases": true, "listIndexes": true, "logout": true, "ping": true, "saslContinue": true, "saslStart": true,
	"serverStatus": true, "whatsmyuri": true,
}

// command is what the gate must know of a message.
type command struct {
	name, database string
	// silent: the client awaits no answer.
	silent bool
}

// writes tells whether the command needs its turn.
func (c command) writes() bool { return !readers[c.name] }

// parse reads what a message asks: its kind, and what follows its header.
func parse(kind int32, body []byte) (command, error) {
	switch kind {
	case opQuery:
		return command{name: "hello"}, nil
	case opMsg:
		return parseMsg(body)
	default:
		return command{}, fmt.Errorf("a message of kind %d: the store takes OP_MSG (%d) only", kind, opMsg)
	}
}

// errShort: a message says that it is longer than it is.
var errShort = errors.New("a message of the store breaks off")

// parseMsg looks for the section that is the command. Those with the documents of an insert or update may come before it.
func parseMsg(body []byte) (command, error) {
	if len(body) < 4 {
		return command{}, errShort
	}
	flags, rest := binary.LittleEndian.Uint32(body), body[4:]
	if flags&checksumPresent != 0 {
		if len(rest) < 4 {
			return command{}, errShort
		}
		rest = rest[:len(rest)-4]
	}
	for len(rest) > 0 {
		kind := rest[0]
		section, after, err := cut(rest[1:])
		if err != nil {
			return command{}, err
		}
		if kind == 0 {
			return describe(section, flags&moreToCome != 0)
		}
		rest = after
	}
	return command{}, errors.New("a message without a command")
}

// cut takes what begins with its own length off the front.
func cut(text []byte) (first, rest []byte, err error) {
	if len(text) < 4 {
		return nil, nil, errShort
	}
	// Compared without a sign: a negative length is a very great one.
	length := binary.LittleEndian.Uint32(text)
	if length < 4 || uint64(length) > uint64(len(text)) {
		return nil, nil, errShort
	}
	return text[:length], text[length:], nil
}

// describe reads a command: its first field names it.
func describe(document bson.Raw, silent bool) (command, error) {
	first, err := document.IndexErr(0)
	if err != nil {
		return command{}, fmt.Errorf("a command that cannot be read: %w", err)
	}
	name, err := first.KeyErr()
	if err != nil {
		return command{}, fmt.Errorf("a command without a name: %w", err)
	}
	database, named := document.Lookup("$db").StringValueOK()
	if !named {
		return command{}, fmt.Errorf("the command %q names no database", name)
	}
	return command{name: name, database: database, silent: silent}, nil
}
