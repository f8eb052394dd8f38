package stack

import (
	"context"
	"crypto"
	"fmt"
	"io"
	"path/filepath"

	"traject.nl/tools/stack/mailbox"
	"traject.nl/tools/stack/signin"
	"traject.nl/tools/stack/store"
)

// base is what Traject stands on, in the development stack as well as when everything runs in one process: the Temporal server and its UI,
// the store, the sign-in, the mailbox and the receiver of municipalities.
type base struct {
	*parts
	// Mailbox has every mail that was sent.
	Mailbox *mailbox.Mailbox

	at     site
	signIn *signin.Provider
	folder *folder
	logs   io.Writer
	// inMemory keeps the processes in memory only.
	inMemory bool
}

// openBase takes the state folder. Whoever gets one must stop it.
func openBase(state string) (*base, error) {
	path, err := filepath.Abs(state)
	if err != nil {
		return nil, fmt.Errorf("state folder %s: %w", state, err)
	}
	f, err := openFolder(path)
	if err != nil {
		return nil, err
	}
	b := &base{parts: newParts(), folder: f}
	b.started("state folder", func() error { f.release(); return nil })
	return b, nil
}

// start starts every part, in order; what follows needs what went before. The portal proves itself with the key.
func (b *base) start(ctx context.Context, portalKey crypto.PublicKey) error {
	if err := b.startTemporal(ctx); err != nil {
		return err
	}
	if err := b.startStore(); err != nil {
		return err
	}
	if err := b.startSignIn(portalKey); err != nil {
		return err
	}
	if err := b.startMailbox(); err != nil {
		return err
	}
	return b.startTemporalUI(ctx)
}

func (b *base) startTemporal(ctx context.Context) error {
	stop, err := startTemporal(ctx, b.processes(), b.at, b.logs)
	if err != nil {
		return err
	}
	b.started("temporal", stop)
	return nil
}

// processes is the file in which Temporal keeps them; none is its memory.
func (b *base) processes() string {
	if b.inMemory {
		return ""
	}
	return b.folder.file("temporal.db")
}

func (b *base) startStore() error {
	listener, err := b.at.listen(b.at.ports.Store, "store")
	if err != nil {
		return err
	}
	opened, err := store.Open(b.folder.file("store"), b.logs)
	if err != nil {
		listener.Close()
		return err
	}
	b.background("store", func(ctx context.Context) error { return opened.Run(ctx, listener) })
	return nil
}

func (b *base) startTemporalUI(ctx context.Context) error {
	stop, err := startTemporalUI(ctx, b.at)
	if err != nil {
		return err
	}
	b.started("temporal UI", func() error { stop(); return nil })
	return nil
}

// addresses of the parts.
func (b *base) addresses() Addresses {
	return Addresses{
		Portal: b.at.portal, SignIn: b.at.signIn, TemporalUI: b.at.ui, Mail: "http://" + b.at.reach(b.at.ports.MailPage),
		Temporal: b.at.reach(b.at.ports.Temporal), Store: "mongodb://" + b.at.reach(b.at.ports.Store) + "/",
	}
}
