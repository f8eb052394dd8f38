package proxy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httputil"
	"time"
)

// longest body that is kept to be sent twice, in bytes; a longer one is sent once.
const longest = 1 << 20

// serveHTTP carries requests one by one, so that each can go wrong by itself.
func (p *Proxy) serveHTTP() {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.Proxy, transport.DisableCompression, transport.MaxIdleConnsPerHost = nil, true, 256
	silent := log.New(io.Discard, "", 0)
	forward := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.Out.URL.Scheme, r.Out.URL.Host = "http", p.upstream
			r.Out.Host = r.In.Host
		},
		Transport: transport, FlushInterval: -1, ErrorLog: silent,
		// A part that is away answers nothing; it does not say 502.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	p.http = &http.Server{Handler: p.mishaps(forward), ErrorLog: silent, ReadHeaderTimeout: time.Minute}
	go func() {
		// It only ends with the proxy.
		_ = p.http.Serve(entrance{p.listener, p})
		transport.CloseIdleConnections()
	}()
}

// entrance is the listener of the proxy's own HTTP server. Closing it closes no more than the listener: the server does so while it is being
// closed itself, by the proxy.
type entrance struct {
	net.Listener
	proxy *Proxy
}

// Accept implements net.Listener.
func (e entrance) Accept() (net.Conn, error) {
	client, err := e.proxy.admit()
	if err != nil {
		return nil, err
	}
	return client, nil
}

// mishaps lets requests go wrong by the weather.
func (p *Proxy) mishaps(forward http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		weather, _ := p.now()
		switch {
		case p.happens(weather.Lost):
			p.lost.Add(1)
			panic(http.ErrAbortHandler)
		case p.happens(weather.Unanswered):
			forward.ServeHTTP(&nobody{header: http.Header{}}, r)
			p.unanswered.Add(1)
			panic(http.ErrAbortHandler)
		case r.ContentLength <= longest && p.happens(weather.Doubled):
			p.double(forward, w, r)
		default:
			forward.ServeHTTP(w, r)
		}
	})
}

// double sends the request twice, at the same time; the answer to one of the two is heard.
func (p *Proxy) double(forward http.Handler, w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, longest))
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	// The second goes on when who asked has heard the first: that is how a doubled request behaves.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(r.Context()), time.Minute)
	second := r.Clone(ctx)
	second.Body, r.Body = io.NopCloser(bytes.NewReader(body)), io.NopCloser(bytes.NewReader(body))
	p.doubled.Add(1)
	go func() {
		defer cancel()
		defer func() {
			// Its end is heard by nobody, also when there was no answer.
			problem := recover()
			if err, is := problem.(error); problem != nil && (!is || !errors.Is(err, http.ErrAbortHandler)) {
				panic(problem)
			}
		}()
		forward.ServeHTTP(&nobody{header: http.Header{}}, second)
	}()
	forward.ServeHTTP(w, r)
}

// nobody hears an answer.
type nobody struct{ header http.Header }

func (n *nobody) Header() http.Header              { return n.header }
func (n *nobody) Write(text []byte) (int, error)   { return len(text), nil }
func (n *nobody) WriteHeader(int)                  {}
func (n *nobody) Flush()                           {}
func (n *nobody) FlushError() error                { return nil }
func (n *nobody) SetWriteDeadline(time.Time) error { return nil }
