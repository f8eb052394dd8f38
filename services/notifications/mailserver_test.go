package notifications_test

import (
	"bufio"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"net/textproto"
	"strings"
	"sync"
	"testing"

	"traject.nl/services/notifications"
)

// mailServer is an SMTP server (RFC 5321) that keeps what it is given, and answers as a test wants.
type mailServer struct {
	listener net.Listener

	mu       sync.Mutex
	toRCPT   string            // answer to RCPT TO; empty accepts
	toData   string            // answer to the end of the mail; empty accepts
	refused  map[string]string // answers to RCPT TO of these addresses
	received []received
	slow     map[string]chan struct{} // these addresses are answered when this is closed
	// took tells of each mail that was kept.
	took chan struct{}
}

// received is a mail with the lines of its envelope.
type received struct{ from, to, raw string }

func startMailServer(t *testing.T) *mailServer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := &mailServer{listener: listener, refused: map[string]string{}, slow: map[string]chan struct{}{}, took: make(chan struct{}, 1000)}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go server.talk(textproto.NewConn(connection))
		}
	}()
	return server
}

func (s *mailServer) settings() notifications.SMTP {
	address := s.listener.Addr().(*net.TCPAddr)
	return notifications.SMTP{Host: "127.0.0.1", Port: address.Port, TLS: "none", From: "Traject <traject@zout.example>"}
}

func (s *mailServer) answers(toRCPT, toData string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.toRCPT, s.toData = toRCPT, toData
}

func (s *mailServer) mails() []received {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]received(nil), s.received...)
}

func (s *mailServer) talk(connection *textproto.Conn) {
	defer connection.Close()
	say(connection, "220 test ESMTP")
	var from, to string
	for {
		line, err := connection.ReadLine()
		if err != nil {
			return
		}
		switch verb := strings.ToUpper(strings.SplitN(line, " ", 2)[0]); verb {
		case "EHLO":
			say(connection, "250-test\r\n250 ENHANCEDSTATUSCODES")
		case "MAIL":
			from = line
			say(connection, "250 2.1.0 Ok")
		case "RCPT":
			to = line
			s.wait(line)
			say(connection, "%s", s.recipient(line))
		case "DATA":
			say(connection, "354 go on")
			raw, err := connection.ReadDotBytes()
			if err != nil {
				return
			}
			say(connection, "%s", s.take(from, to, string(raw)))
		case "QUIT":
			say(connection, "221 2.0.0 Bye")
			return
		default:
			say(connection, "250 2.0.0 Ok")
		}
	}
}

// refuses one address with an answer.
func (s *mailServer) refuses(address, answer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.refused[address] = answer
}

// isSlow makes the server wait before it answers to one address, until the test lets it.
func (s *mailServer) isSlow(address string) (goOn func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	waiting := make(chan struct{})
	s.slow[address] = waiting
	return func() { close(waiting) }
}

func (s *mailServer) wait(line string) {
	s.mu.Lock()
	var waiting chan struct{}
	for address, until := range s.slow {
		if strings.Contains(line, "<"+address+">") {
			waiting = until
		}
	}
	s.mu.Unlock()
	if waiting != nil {
		<-waiting
	}
}

// recipient answers to who a mail is for.
func (s *mailServer) recipient(line string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for address, answer := range s.refused {
		if strings.Contains(line, "<"+address+">") {
			return answer
		}
	}
	if s.toRCPT != "" {
		return s.toRCPT
	}
	return "250 2.1.5 Ok"
}

// say answers; when the client hung up, the next read ends the talk.
func say(connection *textproto.Conn, format string, values ...any) {
	_ = connection.PrintfLine(format, values...)
}

// take keeps a mail unless the test wants it refused.
func (s *mailServer) take(from, to, raw string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.toData != "" {
		return s.toData
	}
	s.received = append(s.received, received{from, to, raw})
	s.took <- struct{}{}
	return fmt.Sprintf("250 2.0.0 Ok: queued as Q%d for %s", len(s.received), strings.TrimPrefix(to, "RCPT TO:"))
}

// read gives the headers, the plain text and the HTML of a mail.
func (r received) read(t *testing.T) (headers mail.Header, text, html string) {
	t.Helper()
	message, err := mail.ReadMessage(bufio.NewReader(strings.NewReader(r.raw)))
	if err != nil {
		t.Fatal(err)
	}
	_, parameters, err := mime.ParseMediaType(message.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(message.Body, parameters["boundary"])
	for range 2 {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(part.Header.Get("Content-Type"), "text/html") {
			html = string(body)
		} else {
			text = string(body)
		}
	}
	return message.Header, text, html
}
