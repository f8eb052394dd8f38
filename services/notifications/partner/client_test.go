package partner_test

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"traject.nl/services/notifications/partner"
)

// names is a resolver that gives the next list of addresses each time that it is asked.
type names struct {
	asked   atomic.Int32
	answers [][]netip.Addr
}

func (n *names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	turn := int(n.asked.Add(1)) - 1
	if len(n.answers) == 0 {
		return nil, errors.New("no such host")
	}
	return n.answers[min(turn, len(n.answers)-1)], nil
}

var (
	onTheInternet = netip.MustParseAddr("93.184.215.14")
	here          = netip.MustParseAddr("127.0.0.1")
	message       = partner.Message{ID: "e1", ContentType: "application/cloudevents+json", Body: []byte(`{"id":"e1"}`)}
)

func TestAReceiverMustBeOnThePublicInternetOverHTTPS(t *testing.T) {
	for url, want := range map[string]error{
		"https://ontvanger.example.nl/haak":          nil,
		"https://ontvanger.example.nl:8443/haak?k=1": nil,
		"https://93.184.215.14/haak":                 nil,
		"http://ontvanger.example.nl/haak":           partner.ErrPlain,
		"https://127.0.0.1/haak":                     partner.ErrPrivate,
		"https://[::1]/haak":                         partner.ErrPrivate,
		"https://[::ffff:10.0.0.1]/haak":             partner.ErrPrivate,
		"https://169.254.169.254/latest/meta-data":   partner.ErrPrivate,
		"ontvanger.example.nl/haak":                  partner.ErrMalformed,
		"https:///haak":                              partner.ErrMalformed,
		"https://:443/haak":                          partner.ErrMalformed,
		"https://user:pass@ontvanger.example.nl/":    partner.ErrMalformed,
		"https://ontvanger.example.nl/#deel":         partner.ErrMalformed,
		"https://ontvanger.example.nl:0/":            partner.ErrMalformed,
		"https://ontvanger.example.nl:99999/":        partner.ErrMalformed,
		"file:///etc/passwd":                         partner.ErrMalformed,
		"gopher://ontvanger.example.nl/":             partner.ErrMalformed,
		"https://ontvanger example.nl/":              partner.ErrMalformed,
		"":                                           partner.ErrMalformed,
	} {
		client := partner.NewClient(partner.Settings{Resolver: &names{answers: [][]netip.Addr{{onTheInternet}}}})
		if err := client.Check(t.Context(), url); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", url, err, want)
		}
	}
}

func TestANameWithOnePrivateAddressAmongPublicOnesIsRefused(t *testing.T) {
	client := partner.NewClient(partner.Settings{Resolver: &names{answers: [][]netip.Addr{{onTheInternet, here}}}})
	if err := client.Check(t.Context(), "https://ontvanger.example.nl/"); !errors.Is(err, partner.ErrPrivate) {
		t.Error(err)
	}
	client = partner.NewClient(partner.Settings{Resolver: &names{}})
	if err := client.Check(t.Context(), "https://bestaat-niet.example.nl/"); !errors.Is(err, partner.ErrUnknown) {
		t.Error(err)
	}
}

// A name that is public when it is checked and private when it is used gets no connection.
func TestANameThatChangesItsMindReachesNothing(t *testing.T) {
	reached := atomic.Bool{}
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached.Store(true) }))
	t.Cleanup(server.Close)
	client := partner.NewClient(partner.Settings{
		Roots: rootsOf(server), Resolver: &names{answers: [][]netip.Addr{{onTheInternet}, {here}}},
	})
	url := "https://example.com:" + server.URL[strings.LastIndexByte(server.URL, ':')+1:] + "/"
	if err := client.Check(t.Context(), url); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Send(t.Context(), url, message, nil); !errors.Is(err, partner.ErrPrivate) || reached.Load() {
		t.Errorf("%v, reached %v", err, reached.Load())
	}
}

func rootsOf(server *httptest.Server) *x509.CertPool {
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	return roots
}

// receiver gives a server on this machine and a client that may talk to it.
func receiver(t *testing.T, handle http.HandlerFunc) (string, *partner.Client) {
	t.Helper()
	server := httptest.NewTLSServer(handle)
	t.Cleanup(server.Close)
	return server.URL, partner.NewClient(partner.Settings{AllowPrivate: true, Roots: rootsOf(server)})
}

func TestAMessageArrivesAsItWasSignedAndTheStatusIsTheAnswer(t *testing.T) {
	var got http.Header
	var body string
	url, client := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		read, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		got, body = r.Header, r.Method+" "+string(read)
		w.Header().Set("Retry-After", "120")
		w.WriteHeader(http.StatusServiceUnavailable)
	})
	answer, err := client.Send(t.Context(), url, message, partner.Sign(message, logged, partner.NewSecret()))
	if err != nil || answer.Status != http.StatusServiceUnavailable || answer.Taken() || answer.RetryAfter != 2*time.Minute {
		t.Errorf("%+v, %v", answer, err)
	}
	if body != `POST {"id":"e1"}` || got.Get("Content-Type") != message.ContentType || got.Get("Webhook-Id") != "e1" ||
		got.Get("Webhook-Signature") == "" || got.Get("Traceparent") != "" || got.Get("Accept-Encoding") != "" {
		t.Errorf("%s %v", body, got)
	}
}

func TestARedirectIsNotFollowed(t *testing.T) {
	hits := atomic.Int32{}
	url, client := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		http.Redirect(w, r, "/elders", http.StatusTemporaryRedirect)
	})
	answer, err := client.Send(t.Context(), url, message, nil)
	if err != nil || answer.Status != http.StatusTemporaryRedirect || answer.Taken() || hits.Load() != 1 {
		t.Errorf("%+v, %v, %d requests", answer, err, hits.Load())
	}
}

func TestOfAHugeAnswerNoMoreThan64KBIsRead(t *testing.T) {
	const gigabyte = 1 << 30
	written := make(chan int, 1)
	url, client := receiver(t, func(w http.ResponseWriter, r *http.Request) {
		chunk, total := make([]byte, 16<<10), 0
		for total < gigabyte {
			count, err := w.Write(chunk)
			total += count
			if err != nil {
				break
			}
		}
		written <- total
	})
	answer, err := client.Send(t.Context(), url, message, nil)
	if err != nil || !answer.Taken() {
		t.Errorf("%+v, %v", answer, err)
	}
	// What the network buffers take in is beyond us: far from a gigabyte.
	if total := <-written; total >= 64<<20 {
		t.Errorf("%d bytes were taken in", total)
	}
}

func TestACertificateOfAStrangerIsRefused(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the message was handed over") }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // the handshake fails, as it should
	server.StartTLS()
	t.Cleanup(server.Close)
	_, err := partner.NewClient(partner.Settings{AllowPrivate: true}).Send(t.Context(), server.URL, message, nil)
	if err == nil || !strings.Contains(err.Error(), "certificate") {
		t.Error(err)
	}
}

func TestWhyNoAnswerCameIsSaidWithoutTheAddress(t *testing.T) {
	broken, client := receiver(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for url, want := range map[string]string{broken: "broke", gone.URL: "no connection", "https://niet.invalid": "not known"} {
		_, err := client.Send(t.Context(), url+"/haak?token=geheim", message, nil)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") || strings.Contains(err.Error(), "127.0.0.1") {
			t.Errorf("%s: %v", want, err)
		}
	}
}

func TestAReceiverThatNeverAnswersIsLeft(t *testing.T) {
	release := make(chan struct{})
	url, client := receiver(t, func(http.ResponseWriter, *http.Request) { <-release })
	t.Cleanup(func() { close(release) })
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := client.Send(ctx, url, message, nil); err == nil || !strings.Contains(err.Error(), "no answer") {
		t.Error(err)
	}
}
