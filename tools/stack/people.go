package stack

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/emersion/go-smtp"

	"traject.nl/services/portal"
	"traject.nl/tools/stack/mailbox"
	"traject.nl/tools/stack/receiver"
	"traject.nl/tools/stack/signin"
)

// portalClient is the id with which the portal signs people in, and portalKeyID names its key.
const (
	portalClient = "traject-portal"
	portalKeyID  = "portal"
)

// startSignIn starts the development OpenID provider.
func (s *Stack) startSignIn(context.Context) error {
	provider, err := signin.New(s.SignIn, s.folder.file("keys"),
		slog.New(slog.NewJSONHandler(s.logs, &slog.HandlerOptions{Level: slog.LevelError})),
		signin.Client{
			ID:           portalClient,
			Redirects:    []string{s.Portal + portal.CallbackPath},
			AfterSignOut: []string{s.Portal + portal.SignedOutPath},
			KeyID:        portalKeyID,
			Key:          &s.Keys.Portal.PublicKey,
		})
	if err != nil {
		return err
	}
	s.signIn = provider
	return s.serve("sign-in", s.ports.SignIn, provider)
}

// startMailbox starts the mail catcher and its page, with beside it what plays the systems of municipalities.
func (s *Stack) startMailbox(context.Context) error {
	s.Mailbox = mailbox.Open(s.folder.file("mail"))
	listener, err := listen(s.ports.SMTP, "smtp")
	if err != nil {
		return err
	}
	server := s.Mailbox.Server()
	go func() {
		if err := server.Serve(listener); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			s.failed <- err
		}
	}()
	s.started("smtp", func() error {
		if err := server.Close(); !errors.Is(err, smtp.ErrServerClosed) {
			return err
		}
		return nil
	})
	page := http.NewServeMux()
	page.Handle("/", s.Mailbox.Page())
	page.Handle(receiver.Path, new(receiver.Receiver).Handler())
	return s.serve("mail page", s.ports.MailPage, page)
}

// serve starts a small HTTP server of the stack itself.
func (s *Stack) serve(name string, port int, handler http.Handler) error {
	listener, err := listen(port, name)
	if err != nil {
		return err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			s.failed <- err
		}
	}()
	s.started(name, func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := server.Shutdown(ctx); err != nil {
			return server.Close()
		}
		return nil
	})
	return nil
}
