package partner

import (
	"net/http"
	"net/netip"
	"testing"
)

func TestOnlyThePublicInternetIsPublic(t *testing.T) {
	for _, address := range []string{
		// this host and the private networks
		"0.0.0.0", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "::", "::1", "fc00::1", "fd12:3456::1",
		// link-local, with the metadata service of clouds; carrier-grade NAT
		"169.254.169.254", "fe80::1", "100.64.0.1", "100.127.255.255", "fec0::1",
		// multicast, broadcast, reserved, documentation, benchmarks
		"224.0.0.1", "239.255.255.255", "255.255.255.255", "240.0.0.1", "ff02::1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1",
		"192.0.0.1", "192.88.99.1", "2001:db8::1", "3fff::1", "100::1", "5f00::1",
		// a private address within another
		"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::a00:1", "2002:7f00:1::", "2001:0:7f00:1::",
		"fe80::1%eth0",
	} {
		if public(netip.MustParseAddr(address)) {
			t.Errorf("%s is taken for public", address)
		}
	}
	for _, address := range []string{"1.1.1.1", "93.184.215.14", "100.128.0.1", "172.32.0.1", "::ffff:93.184.215.14", "2a00:1450:400e:80e::200e", "2606:4700::1111"} {
		if !public(netip.MustParseAddr(address)) {
			t.Errorf("%s is not taken for public", address)
		}
	}
	if public(netip.Addr{}) {
		t.Error("no address is taken for public")
	}
}

// A proxy would look the name up itself, behind the back of the guard. The standard library reads the environment once in a process, so the
// setting is looked at rather than tried.
func TestNoProxyOfTheEnvironmentIsUsed(t *testing.T) {
	transport, ok := NewClient(Settings{}).http.Transport.(*http.Transport)
	if !ok || transport.Proxy != nil {
		t.Errorf("proxy: %v", ok)
	}
}
