package limits

import (
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

func request(peer string, forwarded ...string) *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.RemoteAddr = peer
	for _, one := range forwarded {
		r.Header.Add("X-Forwarded-For", one)
	}
	return r
}

func TestARequestCountsByTheAddressThatOurOwnIngressSaw(t *testing.T) {
	for name, test := range map[string]struct {
		trusted string
		request *http.Request
		want    string
	}{
		"straight":                         {"private", request("192.0.2.7:4000"), "192.0.2.7"},
		"a stranger's word":                {"private", request("192.0.2.7:4000", "198.51.100.1"), "192.0.2.7"},
		"through the ingress":              {"private", request("10.1.2.3:4000", "192.0.2.7"), "192.0.2.7"},
		"through two":                      {"private", request("10.1.2.3:4000", "192.0.2.7, 10.9.9.9"), "192.0.2.7"},
		"forged in front":                  {"private", request("10.1.2.3:4000", "198.51.100.1, 192.0.2.7"), "192.0.2.7"},
		"in two headers":                   {"private", request("10.1.2.3:4000", "198.51.100.1", "192.0.2.7"), "192.0.2.7"},
		"not an address":                   {"private", request("10.1.2.3:4000", "192.0.2.7, unknown"), ""},
		"from within":                      {"private", request("10.1.2.3:4000"), ""},
		"from within, nobody believed":     {"none", request("10.1.2.3:4000", "192.0.2.7"), "10.1.2.3"},
		"a balancer on the internet":       {"203.0.113.0/24", request("203.0.113.9:4000", "192.0.2.7"), "192.0.2.7"},
		"one subscriber has a /64":         {"private", request("[2001:db8:1:2:aaaa::1]:4000"), "2001:db8:1:2::/64"},
		"IPv4 as IPv6":                     {"private", request("[::ffff:192.0.2.7]:4000"), "192.0.2.7"},
		"IPv6 through the ingress":         {"private", request("[fd00::1]:4000", "2001:db8:1:2::9"), "2001:db8:1:2::/64"},
		"a peer without an address (pipe)": {"private", request("pipe"), ""},
	} {
		trusted, err := ParseNetworks(test.trusted)
		if err != nil {
			t.Fatal(err)
		}
		if got, known := trusted.From(test.request); got != test.want || known != (test.want != "") {
			t.Errorf("%s: %q, %v; want %q", name, got, known, test.want)
		}
	}
}

func TestANetworkThatIsNoneIsToldWithWhatIsWanted(t *testing.T) {
	for _, wrong := range []string{"10.0.0.0", "ingress", "10.0.0.0/8,,", "all"} {
		if networks, err := ParseNetworks(wrong); err == nil {
			t.Errorf("%q was read as %v", wrong, networks)
		}
	}
}

// fakeListener gives connections from chosen addresses.
type fakeListener struct{ next []net.Conn }

func (f *fakeListener) Accept() (net.Conn, error) {
	if len(f.next) == 0 {
		return nil, io.EOF
	}
	conn := f.next[0]
	f.next = f.next[1:]
	return conn, nil
}
func (f *fakeListener) Close() error   { return nil }
func (f *fakeListener) Addr() net.Addr { return &net.TCPAddr{} }

type fakeConn struct {
	net.Conn
	from   string
	closed bool
}

func (f *fakeConn) RemoteAddr() net.Addr {
	return net.TCPAddrFromAddrPort(netip.AddrPortFrom(netip.MustParseAddr(f.from), 4000))
}
func (f *fakeConn) Close() error { f.closed = true; return nil }

// accepted takes all that wait.
func accepted(t *testing.T, g *guarded) (taken []net.Conn) {
	t.Helper()
	for {
		conn, err := g.Accept()
		if err != nil {
			return taken
		}
		taken = append(taken, conn)
	}
}

func many(from string, n int) (conns []net.Conn) {
	for range n {
		conns = append(conns, &fakeConn{from: from})
	}
	return conns
}

func TestOneAddressCannotTakeAllConnectionsAndAnIngressCan(t *testing.T) {
	listener := &fakeListener{}
	g := &guarded{Listener: listener, all: 10, each: 3, from: map[netip.Addr]int{}}
	waiting := many("192.0.2.7", 5)
	listener.next = waiting
	greedy := accepted(t, g)
	if len(greedy) != 3 || !waiting[4].(*fakeConn).closed || waiting[0].(*fakeConn).closed {
		t.Fatalf("%d connections of one address", len(greedy))
	}
	listener.next = many("10.0.0.1", 9)
	if got := accepted(t, g); len(got) != 7 {
		t.Errorf("the ingress has %d, want the 7 that are left", len(got))
	}
	for _, conn := range greedy {
		_ = conn.Close()
		_ = conn.Close() // as net/http does: it must not give back twice
	}
	listener.next = many("192.0.2.8", 9)
	if got := accepted(t, g); len(got) != 3 || g.open != 10 {
		t.Errorf("%d more, %d open", len(got), g.open)
	}
	if _, still := g.from[netip.MustParseAddr("192.0.2.7")]; still {
		t.Error("an address without connections is remembered")
	}
}
