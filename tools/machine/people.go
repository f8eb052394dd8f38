package machine

import (
	"context"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"

	"go.temporal.io/sdk/client"

	"traject.nl/proto/keyring"
	"traject.nl/services/platform/mongo"
	"traject.nl/services/platform/temporal"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
	"traject.nl/tools/stack/mailbox"
)

const (
	// patience of people whose request is not answered.
	patience = time.Minute
	// attempt is how long they wait for one answer.
	attempt = 20 * time.Second
	// tokenLife is how long somebody uses one token here; it lasts longer.
	tokenLife = 30 * time.Second
)

// people who are signed in.
type people struct {
	mu     sync.Mutex
	tokens map[string]token
}

type token struct {
	raw string
	at  time.Time
}

// Traject is how people reach it, with real tokens. What is not answered is sent again for a minute, with the same key.
func (m *Machine) Traject() *journey.Traject {
	at := m.Addresses()
	return &journey.Traject{
		Cases: at.Cases, Documents: at.Documents, Registry: at.Registry, Notifications: at.Notifications,
		Token: m.Token, Patience: patience, HTTP: &http.Client{Timeout: attempt, Transport: transport()},
	}
}

// transport keeps as many connections as there are people.
func transport() *http.Transport {
	made := http.DefaultTransport.(*http.Transport).Clone()
	made.MaxIdleConns, made.MaxIdleConnsPerHost = 1000, 1000
	return made
}

// Token is an access token of a development account. It is the same for a short while, as a person has one over many requests.
func (m *Machine) Token(ctx context.Context, account string) (string, error) {
	m.people.mu.Lock()
	known, found := m.people.tokens[account]
	m.people.mu.Unlock()
	if found && time.Since(known.at) < tokenLife {
		return known.raw, nil
	}
	raw, err := journey.DevTokens(m.Addresses().SignIn)(ctx, account)
	if err != nil {
		return "", err
	}
	m.people.mu.Lock()
	defer m.people.mu.Unlock()
	if m.people.tokens == nil {
		m.people.tokens = map[string]token{}
	}
	m.people.tokens[account] = token{raw, time.Now()}
	return raw, nil
}

// SignInAgain makes everybody ask for a new token with their next request.
func (m *Machine) SignInAgain() {
	m.people.mu.Lock()
	defer m.people.mu.Unlock()
	m.people.tokens = nil
}

// Addresses are where people find the parts: through proxies when the machine is Proxied, but for Temporal, the store and the mails.
func (m *Machine) Addresses() stack.Addresses {
	ports := m.seen(People)
	at := stack.Addresses{
		Portal: local(ports.Portal), Cases: local(ports.Cases), Registry: local(ports.Registry), Documents: local(ports.Documents),
		Notifications: local(ports.Notifications), SignIn: local(ports.SignIn), Mail: local(ports.MailPage),
		Temporal: address(ports.Temporal), Bounce: address(ports.Bounce), Store: m.options.StoreURI,
	}
	if at.Store == "" {
		at.Store = "mongodb://" + address(ports.Store) + "/"
	}
	return at
}

func local(port int) string   { return "http://localhost:" + strconv.Itoa(port) }
func address(port int) string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(port)) }

// Address is where the part itself listens (host:port), past every proxy.
func (m *Machine) Address(one Part) string { return address(m.port(one)) }

// TemporalClient connects to the Temporal server, past every proxy, and reads what the installation encrypts. Close it at the end.
func (m *Machine) TemporalClient(ctx context.Context) (client.Client, error) {
	return temporal.Dial(ctx, temporal.Config{Address: m.Address(Temporal), Namespace: stack.Namespace, Keys: m.held.Keys.Payloads, Identity: "outside"})
}

// Database of a service, past every proxy. Close it at the end.
func (m *Machine) Database(ctx context.Context, name string) (*mongo.Database, error) {
	uri := m.options.StoreURI
	if uri == "" {
		uri = "mongodb://" + m.Address(Store) + "/"
	}
	return mongo.Connect(ctx, uri, name)
}

// Keys reads a key ring of the installation: payloads, dossiers, delivery, parents or sessions.
func (m *Machine) Keys(name string) (*keyring.Ring, error) {
	return keyring.Load(m.held.File("keys", name+".json"))
}

// Mails that were sent, the newest first.
func (m *Machine) Mails() ([]mailbox.Mail, error) { return mailbox.Open(m.held.File("mail")).All() }
