package gate

import (
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// soon is how long something may take that must happen, and moment how long something is watched that must not.
const (
	soon   = 10 * time.Second
	moment = 50 * time.Millisecond
)

// asked is a command that reached the store. It has its answer when the test gives it.
type asked struct {
	command
	id     uint32
	answer chan bool
}

// fakeStore answers a command when the test says so.
type fakeStore struct {
	address string
	asked   chan asked
}

func newFakeStore(t *testing.T) *fakeStore {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	s := &fakeStore{listener.Addr().String(), make(chan asked, 16)}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go s.serve(conn)
		}
	}()
	return s
}

func (s *fakeStore) serve(conn net.Conn) {
	defer conn.Close()
	for {
		head, body, err := readWhole(conn)
		if err != nil {
			return
		}
		asks, err := parse(head.kind, body)
		if err != nil {
			return
		}
		one := asked{asks, binary.LittleEndian.Uint32(head.raw[4:]), make(chan bool, 1)}
		s.asked <- one
		if !<-one.answer {
			return
		}
		if _, err := conn.Write(message(0, one.id, opMsg, msg(0, document(bson.D{{Key: "ok", Value: 1}})))); err != nil {
			return
		}
	}
}

// next is the next command that reaches the store.
func (s *fakeStore) next(t *testing.T) asked {
	t.Helper()
	select {
	case one := <-s.asked:
		return one
	case <-time.After(soon):
		t.Fatal("no command reached the store")
		return asked{}
	}
}

// nothing wants that no command reaches the store.
func (s *fakeStore) nothing(t *testing.T) {
	t.Helper()
	select {
	case one := <-s.asked:
		t.Fatalf("%s in %s reached the store before its turn", one.name, one.database)
	case <-time.After(moment):
	}
}

// open a gate in front of the store; close ends it and gives what it ended with.
func (s *fakeStore) open(t *testing.T) (address string, closeGate func() error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- Serve(ctx, listener, s.address) }()
	closeGate = func() error {
		cancel()
		select {
		case err := <-ended:
			ended <- err
			return err
		case <-time.After(soon):
			return errors.New("the gate did not close")
		}
	}
	t.Cleanup(func() {
		if err := closeGate(); err != nil {
			t.Error(err)
		}
	})
	return listener.Addr().String(), closeGate
}

// client of the gate.
type client struct {
	net.Conn
	t    *testing.T
	last uint32
}

func dial(t *testing.T, address string) *client {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return &client{Conn: conn, t: t}
}

// send a command, and give the id of the message.
func (c *client) send(flags uint32, name, database string) uint32 {
	c.t.Helper()
	c.last++
	whole := document(bson.D{{Key: name, Value: "dingen"}, {Key: "$db", Value: database}})
	if _, err := c.Write(message(c.last, 0, opMsg, msg(flags, whole))); err != nil {
		c.t.Fatal(err)
	}
	return c.last
}

// answered wants the answer to a message.
func (c *client) answered(id uint32) {
	c.t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(soon)); err != nil {
		c.t.Fatal(err)
	}
	head, _, err := readWhole(c)
	if err != nil {
		c.t.Fatalf("no answer to message %d: %v", id, err)
	}
	if to := binary.LittleEndian.Uint32(head.raw[8:]); to != id {
		c.t.Fatalf("an answer to message %d, want one to %d", to, id)
	}
}

// ended wants the gate to hang up.
func (c *client) ended() {
	c.t.Helper()
	if err := c.SetReadDeadline(time.Now().Add(soon)); err != nil {
		c.t.Fatal(err)
	}
	var timeout net.Error
	if n, err := c.Read(make([]byte, 1)); n != 0 || (errors.As(err, &timeout) && timeout.Timeout()) {
		c.t.Errorf("the gate goes on: %d bytes, %v", n, err)
	}
}

func readWhole(from io.Reader) (header, []byte, error) {
	head, err := readHeader(from)
	if err != nil {
		return head, nil, err
	}
	body := make([]byte, head.rest())
	_, err = io.ReadFull(from, body)
	return head, body, err
}

// message with its header.
func message(id, to uint32, kind int32, body []byte) []byte {
	whole := binary.LittleEndian.AppendUint32(nil, uint32(headerSize+len(body)))
	whole = binary.LittleEndian.AppendUint32(whole, id)
	whole = binary.LittleEndian.AppendUint32(whole, to)
	whole = binary.LittleEndian.AppendUint32(whole, uint32(kind))
	return append(whole, body...)
}

// msg is the body of an OP_MSG of sections.
func msg(flags uint32, sections ...[]byte) []byte {
	body := binary.LittleEndian.AppendUint32(nil, flags)
	for _, section := range sections {
		body = append(body, section...)
	}
	return body
}

// document is a section with the command.
func document(fields bson.D) []byte {
	text, err := bson.Marshal(fields)
	if err != nil {
		panic(err)
	}
	return append([]byte{0}, text...)
}

func TestWritersOfOneDatabaseGoOneAtATimeAndReadsGoOnBeside(t *testing.T) {
	store := newFakeStore(t)
	address, _ := store.open(t)
	first, second, elsewhere, reader := dial(t, address), dial(t, address), dial(t, address), dial(t, address)

	a := first.send(0, "update", "cases")
	writing := store.next(t)
	b := second.send(0, "findAndModify", "cases")
	store.nothing(t)

	c := elsewhere.send(0, "insert", "documents")
	store.next(t).answer <- true
	elsewhere.answered(c)
	d := reader.send(0, "find", "cases")
	store.next(t).answer <- true
	reader.answered(d)

	writing.answer <- true
	first.answered(a)
	store.next(t).answer <- true
	second.answered(b)
}

func TestWhatIsNotKnownToReadWaitsForItsTurn(t *testing.T) {
	for _, name := range []string{"delete", "create", "createIndexes", "drop", "dropDatabase", "collMod", "renameCollection", "compact", "validate", "nieuw"} {
		if !(command{name: name}).writes() {
			t.Errorf("%s goes on beside a writer", name)
		}
	}
}

func TestAWriterWhoHangsUpKeepsItsTurnUntilTheStoreHasWritten(t *testing.T) {
	store := newFakeStore(t)
	address, _ := store.open(t)
	first, second := dial(t, address), dial(t, address)
	first.send(0, "update", "cases")
	writing := store.next(t)
	first.Close()
	b := second.send(0, "update", "cases")
	store.nothing(t)
	writing.answer <- true
	store.next(t).answer <- true
	second.answered(b)
}

func TestAStoreThatHangsUpEndsTheConnectionAndTheTurn(t *testing.T) {
	store := newFakeStore(t)
	address, _ := store.open(t)
	first, second := dial(t, address), dial(t, address)
	first.send(0, "update", "cases")
	store.next(t).answer <- false
	first.ended()
	b := second.send(0, "update", "cases")
	store.next(t).answer <- true
	second.answered(b)
}

func TestAWriteThatAwaitsNoAnswerGetsNone(t *testing.T) {
	store := newFakeStore(t)
	address, _ := store.open(t)
	client := dial(t, address)
	client.send(moreToCome, "insert", "cases")
	store.next(t).answer <- true
	id := client.send(0, "ping", "admin")
	store.next(t).answer <- true
	client.answered(id)
}

func TestAGateThatClosesLetsACommandFinishAndWhoWaitsGo(t *testing.T) {
	store := newFakeStore(t)
	address, closeGate := store.open(t)
	busy, idle := dial(t, address), dial(t, address)
	id := busy.send(0, "update", "cases")
	writing := store.next(t)
	closed := make(chan error, 1)
	go func() { closed <- closeGate() }()
	idle.ended()
	writing.answer <- true
	busy.answered(id)
	if err := <-closed; err != nil {
		t.Error(err)
	}
	if conn, err := net.Dial("tcp", address); err == nil {
		conn.Close()
		t.Error("a gate that is closed lets somebody in")
	}
}

func TestAMessageThatMakesNoSenseEndsItsConnectionOnly(t *testing.T) {
	store := newFakeStore(t)
	address, _ := store.open(t)
	whole := message(1, 0, opMsg, msg(0, document(bson.D{{Key: "ping", Value: 1}, {Key: "$db", Value: "admin"}})))
	length := func(n uint32) []byte {
		return append(binary.LittleEndian.AppendUint32(nil, n), whole[4:]...)
	}
	for name, text := range map[string][]byte{
		"shorter than its header": length(15), "of no length": length(0), "of a negative length": length(1 << 31), "endless": length(longest + 1),
		"of a kind of long ago": message(1, 0, 2002, whole[headerSize:]), "without a command": message(1, 0, opMsg, msg(0)),
		"without a database":    message(1, 0, opMsg, msg(0, document(bson.D{{Key: "ping", Value: 1}}))),
		"with an empty command": message(1, 0, opMsg, msg(0, document(bson.D{}))),
	} {
		t.Run(name, func(t *testing.T) {
			client := dial(t, address)
			if _, err := client.Write(text); err != nil {
				t.Fatal(err)
			}
			client.ended()
		})
	}
	client := dial(t, address)
	id := client.send(0, "ping", "admin")
	store.next(t).answer <- true
	client.answered(id)
}
