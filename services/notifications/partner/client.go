package partner

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

const (
	// sendTime is how long one attempt may take, from looking up the name to the end of the answer.
	sendTime = 10 * time.Second
	// maxAnswer is how much of an answer is read, in bytes; the rest is cut off with the connection.
	maxAnswer = 64 << 10
)

// Client sends webhooks to receivers that others name. It only connects to addresses on the public internet, over https, follows no
// redirect, uses no proxy and waits for nobody longer than ten seconds.
type Client struct {
	http     *http.Client
	resolver Resolver
	private  bool
}

// Resolver looks up the addresses of a host. net.DefaultResolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// Settings of a client.
type Settings struct {
	// AllowPrivate lets receivers be on loopback or in a private network, and speak plain http: for development and demonstration.
	AllowPrivate bool
	// Roots that sign receivers; nil for those of the system.
	Roots *x509.CertPool
	// Resolver; nil for that of the system.
	Resolver Resolver
}

// The reasons for which an address of a receiver is refused.
var (
	ErrMalformed = errors.New("receiver: want an absolute URL such as https://host/path, without a user and without a fragment")
	ErrPlain     = errors.New("receiver: want https")
	ErrUnknown   = errors.New("receiver: its name is not known")
	ErrPrivate   = errors.New("receiver: its address is not on the public internet")
)

// The reasons for which no answer came, besides those.
var (
	ErrCertificate = errors.New("receiver: its certificate is not good")
	ErrTimeout     = fmt.Errorf("receiver: no answer within %s", sendTime)
	ErrConnection  = errors.New("receiver: no connection")
	ErrBroken      = errors.New("receiver: the connection broke")
)

// NewClient makes one.
func NewClient(settings Settings) *Client {
	client := &Client{private: settings.AllowPrivate, resolver: settings.Resolver}
	if client.resolver == nil {
		client.resolver = net.DefaultResolver
	}
	// The address is looked at when the connection is made, after the name is looked up: a name that says something else the second time
	// (DNS rebinding) gains nothing by it.
	dialer := &net.Dialer{Timeout: sendTime, Control: client.guard}
	client.http = &http.Client{
		Timeout:       sendTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext:            client.dial(dialer),
			TLSClientConfig:        &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: settings.Roots},
			ForceAttemptHTTP2:      true,
			DisableCompression:     true,
			MaxIdleConns:           100,
			MaxIdleConnsPerHost:    4,
			IdleConnTimeout:        30 * time.Second,
			TLSHandshakeTimeout:    sendTime,
			MaxResponseHeaderBytes: maxAnswer,
		},
	}
	return client
}

// dial looks the name up with the resolver of the client and connects to the first address that answers.
func (c *Client) dial(dialer *net.Dialer) func(ctx context.Context, network, address string) (net.Conn, error) {
	return func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		addresses, err := c.lookUp(ctx, host)
		if err != nil {
			return nil, err
		}
		failed := ErrUnknown
		for _, found := range addresses {
			connection, err := dialer.DialContext(ctx, network, net.JoinHostPort(found.String(), port))
			if err == nil {
				return connection, nil
			}
			failed = err
		}
		return nil, failed
	}
}

func (c *Client) lookUp(ctx context.Context, host string) ([]netip.Addr, error) {
	if literal, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{literal}, nil
	}
	addresses, err := c.resolver.LookupNetIP(ctx, "ip", host)
	if err != nil || len(addresses) == 0 {
		return nil, ErrUnknown
	}
	return addresses, nil
}

// guard is asked for each connection, with the address itself.
func (c *Client) guard(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || !(c.private || public(to.Addr())) {
		return ErrPrivate
	}
	return nil
}

// Check says whether a receiver may be at this URL: ErrMalformed, ErrPlain, ErrUnknown or ErrPrivate when not. Every attempt looks again.
func (c *Client) Check(ctx context.Context, receiver string) error {
	at, err := url.Parse(receiver)
	switch {
	case err != nil || at.Host == "" || at.Hostname() == "" || at.Opaque != "" || at.User != nil || at.Fragment != "" || !goodPort(at.Port()):
		return ErrMalformed
	case at.Scheme != "https" && at.Scheme != "http":
		return ErrMalformed
	case at.Scheme == "http" && !c.private:
		return ErrPlain
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	addresses, err := c.lookUp(ctx, at.Hostname())
	if err != nil {
		return err
	}
	for _, address := range addresses {
		if !c.private && !public(address) {
			return ErrPrivate
		}
	}
	return nil
}

func goodPort(port string) bool {
	number, err := strconv.ParseUint(port, 10, 16)
	return port == "" || (err == nil && number > 0)
}

// Answer of a receiver. What it said beyond the status is of no use, and nothing of it is kept.
type Answer struct {
	Status int
	// RetryAfter is how long the receiver asks to wait; 0 when it does not.
	RetryAfter time.Duration
}

// Taken says whether the receiver took the message.
func (a Answer) Taken() bool { return a.Status >= 200 && a.Status < 300 }

// Send makes one attempt. An error is that no answer came, in words that can be kept: without the URL, which can hold a token.
func (c *Client) Send(ctx context.Context, receiver string, message Message, headers http.Header) (Answer, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, receiver, bytes.NewReader(message.Body))
	if err != nil {
		return Answer{}, ErrMalformed
	}
	if request.URL.Scheme != "https" && !c.private {
		return Answer{}, ErrPlain
	}
	for name, values := range headers {
		request.Header[name] = values
	}
	request.Header.Set("Content-Type", message.ContentType)
	request.Header.Set("User-Agent", "Traject")
	response, err := c.http.Do(request)
	if err != nil {
		return Answer{}, reason(err)
	}
	defer response.Body.Close()
	answer := Answer{Status: response.StatusCode}
	if seconds, err := strconv.ParseUint(response.Header.Get("Retry-After"), 10, 31); err == nil {
		answer.RetryAfter = time.Duration(seconds) * time.Second
	}
	// Read so that the connection can be used again; the status is already the answer, whatever becomes of the rest.
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, maxAnswer))
	return answer, nil
}

// reason says why no answer came. The errors of the library name the URL and the addresses.
func reason(err error) error {
	var (
		timeout     net.Error
		certificate *tls.CertificateVerificationError
		refused     *net.OpError
	)
	switch {
	case errors.Is(err, ErrPrivate):
		return ErrPrivate
	case errors.Is(err, ErrUnknown):
		return ErrUnknown
	case errors.As(err, &certificate):
		return ErrCertificate
	case errors.As(err, &timeout) && timeout.Timeout():
		return ErrTimeout
	case errors.As(err, &refused) && refused.Op == "dial":
		return ErrConnection
	default:
		return ErrBroken
	}
}
