package stack

import (
	"crypto"
	"errors"
	"log/slog"
	"net/http"

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
func (b *base) startSignIn(portalKey crypto.PublicKey) error {
	provider, err := signin.New(b.at.signIn, b.folder.file("keys"),
		slog.New(slog.NewJSONHandler(b.logs, &slog.HandlerOptions{Level: slog.LevelError})),
		signin.Client{
			ID:           portalClient,
			Redirects:    []string{b.at.portal + portal.CallbackPath},
			AfterSignOut: []string{b.at.portal + portal.SignedOutPath},
			KeyID:        portalKeyID,
			Key:          portalKey,
		})
	if err != nil {
		return err
	}
	listener, err := b.at.listen(b.at.ports.SignIn, "sign-in")
	if err != nil {
		return err
	}
	b.signIn = provider
	b.serve("sign-in", listener, provider)
	return nil
}

// startMailbox starts the mail catcher and its page, with beside it what plays the systems of municipalities.
func (b *base) startMailbox() error {
	b.Mailbox = mailbox.Open(b.folder.file("mail"))
	mails, err := b.at.listen(b.at.ports.SMTP, "smtp")
	if err != nil {
		return err
	}
	server := b.Mailbox.Server()
	go func() {
		if err := server.Serve(mails); err != nil && !errors.Is(err, smtp.ErrServerClosed) {
			b.failed <- err
		}
	}()
	b.started("smtp", func() error {
		if err := server.Close(); !errors.Is(err, smtp.ErrServerClosed) {
			return err
		}
		return nil
	})
	page := http.NewServeMux()
	page.Handle("/", b.Mailbox.Page())
	page.Handle(receiver.Path, new(receiver.Receiver).Handler())
	pages, err := b.at.listen(b.at.ports.MailPage, "mail page")
	if err != nil {
		return err
	}
	b.serve("mail page", pages, page)
	return nil
}
