package gate

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"syscall"
	"time"
)

const (
	// headerSize and longest bound a message, in bytes. The second is what MongoDB's own limit is.
	headerSize = 16
	longest    = 48_000_000
	// keptMemory is how much memory a connection keeps between two messages.
	keptMemory = 256 << 10
)

// connection is one client with its own connection to the store.
type connection struct {
	client, store net.Conn
	asked         *bufio.Reader
	answered      *bufio.Reader
	answer        *bufio.Writer
	writers       *turns
	message       bytes.Buffer
}

func newConnection(client, store net.Conn, writers *turns) *connection {
	return &connection{
		client: client, store: store, writers: writers,
		asked: bufio.NewReader(client), answered: bufio.NewReader(store), answer: bufio.NewWriter(client),
	}
}

// carry brings command after command to the store and the answers back, until one of the two hangs up or the context ends.
func (c *connection) carry(ctx context.Context) error {
	for {
		asks, err := c.next(ctx)
		if err != nil {
			return err
		}
		head, err := c.ask(ctx, asks)
		if err != nil {
			return fmt.Errorf("%s: %w", asks.name, err)
		}
		if err := c.giveAnswer(head, asks.silent); err != nil {
			return fmt.Errorf("the answer to %s: %w", asks.name, err)
		}
	}
}

// next awaits a message of the client, as long as it takes, and reads what it asks.
func (c *connection) next(ctx context.Context) (command, error) {
	if err := c.client.SetReadDeadline(time.Time{}); err != nil {
		return command{}, err
	}
	// In this order: when the context ends after this line, its end sets a deadline that is past.
	if ctx.Err() != nil {
		return command{}, ctx.Err()
	}
	if _, err := c.asked.Peek(1); err != nil {
		return command{}, err
	}
	if err := c.client.SetReadDeadline(time.Now().Add(messageTime)); err != nil {
		return command{}, err
	}
	head, err := readHeader(c.asked)
	if err != nil {
		return command{}, err
	}
	if c.message.Cap() > keptMemory {
		c.message = bytes.Buffer{}
	}
	c.message.Reset()
	c.message.Write(head.raw[:])
	if _, err := io.CopyN(&c.message, c.asked, head.rest()); err != nil {
		return command{}, err
	}
	return parse(head.kind, c.message.Bytes()[headerSize:])
}

// ask gives the message to the store, in its turn when it writes, and awaits the beginning of the answer. By then the store has written, and
// the next writer may go.
func (c *connection) ask(ctx context.Context, asks command) (header, error) {
	if asks.writes() {
		done, err := c.writers.take(ctx, asks.database)
		if err != nil {
			return header{}, err
		}
		defer done()
	}
	if err := c.store.SetDeadline(time.Now().Add(answerTime)); err != nil {
		return header{}, err
	}
	message := c.message.Bytes()
	if asks.writes() {
		var err error
		if message, err = c.narrowed(message); err != nil {
			return header{}, err
		}
	}
	if _, err := c.store.Write(message); err != nil {
		return header{}, err
	}
	return readHeader(c.answered)
}

// narrowed is the message as it goes to the store: it asks first whether the document is as the command wants it, when that narrows it down.
func (c *connection) narrowed(message []byte) ([]byte, error) {
	wants, is := narrow(message)
	if !is {
		return message, nil
	}
	question, err := wants.question()
	if err != nil {
		return nil, err
	}
	if _, err := c.store.Write(question); err != nil {
		return nil, err
	}
	head, err := readHeader(c.answered)
	if err != nil {
		return nil, err
	}
	body := make([]byte, head.rest())
	if _, err := io.ReadFull(c.answered, body); err != nil {
		return nil, err
	}
	found, err := wants.answered(body)
	if err != nil {
		return nil, err
	}
	return wants.narrowed(found)
}

// giveAnswer brings the answer of the store to the client. The store answers also when the client awaits nothing: that is dropped.
func (c *connection) giveAnswer(head header, silent bool) error {
	if silent {
		_, err := io.CopyN(io.Discard, c.answered, head.rest())
		return err
	}
	if err := c.client.SetWriteDeadline(time.Now().Add(messageTime)); err != nil {
		return err
	}
	if _, err := c.answer.Write(head.raw[:]); err != nil {
		return err
	}
	if _, err := io.CopyN(c.answer, c.answered, head.rest()); err != nil {
		return err
	}
	return c.answer.Flush()
}

// header of a message.
type header struct {
	raw    [headerSize]byte
	length int32
	kind   int32
}

// rest is how many bytes follow.
func (h header) rest() int64 { return int64(h.length) - headerSize }

func readHeader(from io.Reader) (header, error) {
	var h header
	if _, err := io.ReadFull(from, h.raw[:]); err != nil {
		return h, err
	}
	h.length = int32(binary.LittleEndian.Uint32(h.raw[0:]))
	h.kind = int32(binary.LittleEndian.Uint32(h.raw[12:]))
	if h.length < headerSize || h.length > longest {
		return h, fmt.Errorf("a message of %d bytes: want at least %d and at most %d", h.length, headerSize, longest)
	}
	return h, nil
}

// over tells an end that is nobody's fault: the other side hung up between two messages.
func over(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, net.ErrClosed) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}
