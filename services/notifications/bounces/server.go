package bounces

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"time"

	"github.com/emersion/go-smtp"
)

const (
	// talkTime is how long the other side may be silent.
	talkTime = 30 * time.Second
	// takeTime is how long recording one notification may take.
	takeTime = 10 * time.Second
	// talksAtOnce is how many mail servers may be connected; there is one that has something to say.
	talksAtOnce = 16
)

// Take records a notification. After an error the mail server keeps it, and offers it again.
type Take func(ctx context.Context, report Report) error

// Serve receives notifications until the context ends.
func Serve(ctx context.Context, listener net.Listener, addresses *Addresses, take Take) error {
	server := smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) {
		return &session{ctx: ctx, addresses: addresses, take: take}, nil
	}))
	server.Domain = addresses.domain
	server.MaxRecipients = 1
	server.MaxMessageBytes = MaxBytes
	server.ReadTimeout, server.WriteTimeout = talkTime, talkTime
	server.ErrorLog = quiet{}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	err := server.Serve(&limited{Listener: listener, places: make(chan struct{}, talksAtOnce)})
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// quiet keeps what strangers say to us out of the log: it can hold addresses.
type quiet struct{}

// Printf implements smtp.Logger.
func (quiet) Printf(string, ...any) {}

// Println implements smtp.Logger.
func (quiet) Println(...any) {}

// session is one talk with a mail server.
type session struct {
	ctx       context.Context
	addresses *Addresses
	take      Take
	mailID    string
}

// Mail implements smtp.Session. A notification has no sender, so that it is never answered itself (RFC 3464 §2).
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if from != "" {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 7, 1}, Message: "Only delivery status notifications are taken here"}
	}
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	mailID, ok := s.addresses.MailID(to)
	if !ok {
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "No such address"}
	}
	s.mailID = mailID
	return nil
}

// Data implements smtp.Session.
func (s *session) Data(raw io.Reader) error {
	report, err := Parse(raw)
	if _, rest := io.Copy(io.Discard, raw); errors.Is(rest, smtp.ErrDataTooLarge) {
		return smtp.ErrDataTooLarge
	}
	if err != nil {
		slog.InfoContext(s.ctx, "mail at a bounce address is no notification", "mail", s.mailID)
		return &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "Not a delivery status notification"}
	}
	report.MailID = s.mailID
	ctx, cancel := context.WithTimeout(s.ctx, takeTime)
	defer cancel()
	if err := s.take(ctx, report); err != nil {
		slog.ErrorContext(ctx, "a bounce was not recorded; the mail server will offer it again", "mail", report.MailID, "error", err)
		return &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "Cannot record it now, try again later"}
	}
	return nil
}

// Reset implements smtp.Session.
func (s *session) Reset() { s.mailID = "" }

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }
