// Package mailbox catches every mail that Traject sends on a development machine, and shows it on a page. Nothing leaves
// the machine.
package mailbox

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// maxMail is the largest mail accepted, in bytes.
const maxMail = 5 << 20

// Mail as caught.
type Mail struct {
	// ID is the name of its file without the extension; a later mail has a greater one.
	ID string `json:"id"`
	// MessageID of the sender: the same on a mail that was sent again because its sender did not hear that it had arrived.
	MessageID string    `json:"messageId"`
	From      string    `json:"from"`
	To        []string  `json:"to"`
	Subject   string    `json:"subject"`
	At        time.Time `json:"at"`
	// Text of the mail, as a reader sees it.
	Text string `json:"text"`
	// Raw is the message as it came over SMTP.
	Raw []byte `json:"-"`
}

// Unknown begins the addresses that the server refuses, as a mail server does with somebody whom it does not know.
const Unknown = "onbekend"

// Mailbox keeps mails in a folder, one file each.
type Mailbox struct {
	folder string

	mu   sync.Mutex
	last string
}

// Open a mailbox on a folder that exists.
func Open(folder string) *Mailbox { return &Mailbox{folder: folder} }

// All mails, the newest first.
func (m *Mailbox) All() ([]Mail, error) {
	files, err := filepath.Glob(filepath.Join(m.folder, "*.eml"))
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	slices.Reverse(files)
	mails := make([]Mail, 0, len(files))
	for _, file := range files {
		read, err := readMail(file)
		if err != nil {
			return nil, err
		}
		mails = append(mails, read)
	}
	return mails, nil
}

// Find a mail by its id.
func (m *Mailbox) Find(id string) (Mail, error) {
	if id == "" || strings.ContainsAny(id, `/\`) {
		return Mail{}, os.ErrNotExist
	}
	return readMail(filepath.Join(m.folder, id+".eml"))
}

// keep writes a mail as a file of its own. The SMTP envelope goes before it as headers, since a blind copy has no other trace.
func (m *Mailbox) keep(from string, to []string, message []byte) error {
	var whole bytes.Buffer
	fmt.Fprintf(&whole, "X-Envelope-From: %s\r\n", from)
	for _, one := range to {
		fmt.Fprintf(&whole, "X-Envelope-To: %s\r\n", one)
	}
	whole.Write(message)

	m.mu.Lock()
	defer m.mu.Unlock()
	id := time.Now().UTC().Format("20060102T150405.000000000")
	if id <= m.last {
		id = m.last + "1"
	}
	m.last = id
	draft := filepath.Join(m.folder, id+".draft")
	defer os.Remove(draft) // what could not be kept whole
	if err := os.WriteFile(draft, whole.Bytes(), 0o600); err != nil {
		return err
	}
	return os.Rename(draft, filepath.Join(m.folder, id+".eml"))
}

func readMail(file string) (Mail, error) {
	raw, err := os.ReadFile(file)
	if err != nil {
		return Mail{}, err
	}
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return Mail{}, fmt.Errorf("%s: %w", file, err)
	}
	text, err := readable(message)
	if err != nil {
		return Mail{}, fmt.Errorf("%s: %w", file, err)
	}
	id := strings.TrimSuffix(filepath.Base(file), ".eml")
	at, err := time.Parse("20060102T150405", id[:min(len(id), 15)])
	if err != nil {
		return Mail{}, fmt.Errorf("%s: not named after a moment: %w", file, err)
	}
	return Mail{
		ID: id, MessageID: message.Header.Get("Message-Id"), From: message.Header.Get("X-Envelope-From"), To: message.Header["X-Envelope-To"],
		Subject: decodeHeader(message.Header.Get("Subject")), At: at, Text: text, Raw: raw,
	}, nil
}

// Server speaks SMTP and keeps whatever it is given, except for addresses that are Unknown.
func (m *Mailbox) Server() *smtp.Server {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{box: m}, nil }))
	server.Domain = "localhost"
	server.MaxMessageBytes = maxMail
	server.ReadTimeout = time.Minute
	server.WriteTimeout = time.Minute
	return server
}

// session is one SMTP conversation.
type session struct {
	box  *Mailbox
	from string
	to   []string
}

func (s *session) Reset()        { s.from, s.to = "", nil }
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	s.from = from
	return nil
}

func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if strings.HasPrefix(to, Unknown) {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such user here"}
	}
	s.to = append(s.to, to)
	return nil
}

func (s *session) Data(body io.Reader) error {
	message, err := io.ReadAll(body)
	if err != nil {
		return err
	}
	if len(s.to) == 0 {
		return errors.New("a mail without a recipient")
	}
	if err := s.box.keep(s.from, s.to, message); err != nil {
		// A full disk is no fault of the mail: who sent it must try again.
		return &smtp.SMTPError{Code: 452, EnhancedCode: smtp.EnhancedCode{4, 3, 1}, Message: "It cannot be kept now, try again later"}
	}
	return nil
}
