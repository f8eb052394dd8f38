package identity

import (
	"context"
	"net"
	"net/http"
	"net/url"

	"go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
)

// HTTP makes the client for all calls to the identity provider: it carries the trace along, and reaches the host of the issuer
// at Address when there is one. It has no time limit of its own.
func (c Config) HTTP() *http.Client {
	return &http.Client{Transport: otelhttp.NewTransport(c.transport())}
}

// transport dials Address where the host and port of the issuer are asked for. Only the connection leads elsewhere: the request
// and TLS go on naming the issuer's host, so that its certificate and its own addresses in tokens stay right.
func (c Config) transport() *http.Transport {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	issuer := hostPort(c.Issuer)
	if c.Address == "" || issuer == "" {
		return transport
	}
	dial := transport.DialContext
	transport.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if address == issuer {
			address = c.Address
		}
		return dial(ctx, network, address)
	}
	// A proxy would be asked for the host that is reached otherwise.
	proxy := transport.Proxy
	transport.Proxy = func(request *http.Request) (*url.URL, error) {
		if hostPort(request.URL.String()) == issuer {
			return nil, nil
		}
		return proxy(request)
	}
	return transport
}

// hostPort is the address that a URL leads to, as it is dialled; empty when it leads nowhere.
func hostPort(address string) string {
	read, err := url.Parse(address)
	if err != nil || read.Hostname() == "" {
		return ""
	}
	port := read.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[read.Scheme]
	}
	return net.JoinHostPort(read.Hostname(), port)
}
