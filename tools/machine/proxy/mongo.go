package proxy

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
)

const (
	// headerSize and largest bound a message of the store, in bytes.
	headerSize = 16
	largest    = 48_000_000
	// opMsg is the kind of message that commands and answers are.
	opMsg = 2013
	// moreToCome in the flags: who asks awaits no answer.
	moreToCome = 1 << 1
)

// spared are the commands that are never answered with an error: with them a driver finds out whether the store is there.
var spared = map[string]bool{"hello": true, "isMaster": true, "ismaster": true, "ping": true, "endSessions": true, "buildInfo": true}

// commands of one connection to the store.
type commands struct {
	proxy  *Proxy
	client *conn
	server net.Conn

	mu sync.Mutex
	// failing are the requests of which the answer becomes an error.
	failing map[int32]bool
}

// there brings commands to the store, but for those that fail before they come there.
func (c *commands) there() error {
	for {
		message, err := readMessage(c.client)
		if err != nil {
			return err
		}
		weather, _ := c.proxy.now()
		if mayFail(message) && c.proxy.happens(weather.Failing) {
			c.proxy.failed.Add(1)
			if c.proxy.happens(0.5) {
				if err := c.answer(failure(message.id())); err != nil {
					return err
				}
				continue
			}
			c.mu.Lock()
			c.failing[message.id()] = true
			c.mu.Unlock()
		}
		if _, err := c.server.Write(message); err != nil {
			return err
		}
	}
}

// back brings the answers.
func (c *commands) back() error {
	for {
		message, err := readMessage(c.server)
		if err != nil {
			return err
		}
		c.mu.Lock()
		fails := c.failing[message.answers()]
		delete(c.failing, message.answers())
		c.mu.Unlock()
		if fails {
			message = failure(message.answers())
		}
		if err := c.answer(message); err != nil {
			return err
		}
	}
}

// answer one at a time.
func (c *commands) answer(with message) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, err := c.client.Write(with)
	return err
}

// message of the store, with its header.
type message []byte

func (m message) id() int32      { return int32(binary.LittleEndian.Uint32(m[4:])) }
func (m message) answers() int32 { return int32(binary.LittleEndian.Uint32(m[8:])) }
func (m message) kind() int32    { return int32(binary.LittleEndian.Uint32(m[12:])) }

func readMessage(from io.Reader) (message, error) {
	head := make([]byte, headerSize)
	if _, err := io.ReadFull(from, head); err != nil {
		return nil, err
	}
	length := binary.LittleEndian.Uint32(head)
	if length < headerSize || length > largest {
		return nil, fmt.Errorf("a message of %d bytes: want at least %d and at most %d", length, headerSize, largest)
	}
	whole := append(head, make([]byte, length-headerSize)...)
	_, err := io.ReadFull(from, whole[headerSize:])
	return whole, err
}

// mayFail tells whether a message is a command that awaits an answer, of those that are not spared.
func mayFail(m message) bool {
	// The flags, the kind of section, the length of the document, the type of its first field and at least its end.
	if m.kind() != opMsg || len(m) < headerSize+4+1+4+1+1 {
		return false
	}
	body := m[headerSize:]
	if binary.LittleEndian.Uint32(body)&moreToCome != 0 || body[4] != 0 {
		return false
	}
	name, _, found := bytes.Cut(body[10:], []byte{0})
	return found && !spared[string(name)]
}

// failure is the answer of a store that could not do what a request asked.
func failure(request int32) message {
	document, err := bson.Marshal(bson.D{
		{Key: "ok", Value: 0.0}, {Key: "errmsg", Value: "the store failed, as it was told to"}, {Key: "code", Value: int32(1)}, {Key: "codeName", Value: "InternalError"},
	})
	if err != nil {
		panic(err) // these fields can be written
	}
	text := make(message, headerSize+5, headerSize+5+len(document))
	text = append(text, document...)
	binary.LittleEndian.PutUint32(text, uint32(len(text)))
	binary.LittleEndian.PutUint32(text[8:], uint32(request))
	binary.LittleEndian.PutUint32(text[12:], opMsg)
	return text
}
