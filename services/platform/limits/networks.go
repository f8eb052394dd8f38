package limits

import (
	"fmt"
	"net/http"
	"net/netip"
	"strings"
)

// Networks are those whose word is taken for who comes through them: an ingress, and the other parts of Traject.
type Networks []netip.Prefix

// The words for networks in a setting.
const (
	// PrivateNetworks are this machine itself and all that is not on the public internet: what an ingress in a cluster comes from.
	PrivateNetworks = "private"
	// NoNetworks takes nobody's word.
	NoNetworks = "none"
)

var private = Networks{
	netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128"),
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"), netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}

// ParseNetworks reads a setting: networks such as "10.0.0.0/8, 2001:db8::/32", or one of the words for them.
func ParseNetworks(setting string) (Networks, error) {
	switch strings.TrimSpace(setting) {
	case PrivateNetworks, "":
		return private, nil
	case NoNetworks:
		return Networks{}, nil
	}
	var networks Networks
	for one := range strings.SplitSeq(setting, ",") {
		network, err := netip.ParsePrefix(strings.TrimSpace(one))
		if err != nil {
			return nil, fmt.Errorf("want %s, %s or networks such as 10.0.0.0/8,2001:db8::/32: %w", PrivateNetworks, NoNetworks, err)
		}
		networks = append(networks, network.Masked())
	}
	return networks, nil
}

// has says whether an address is in one of them.
func (n Networks) has(address netip.Addr) bool {
	for _, network := range n {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// From tells by which address a request counts: that of who made the connection, or, when that is in one of the networks, what it says of who
// it passes on (X-Forwarded-For), read from the end, since a caller can write what he likes in front. False is for what comes from within and is
// passed on for nobody: there is no address to count it by. An IPv6 address counts by its /64, which is what one subscriber has.
func (n Networks) From(r *http.Request) (string, bool) {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return "", false
	}
	address := peer.Addr().Unmap()
	if !n.has(address) {
		return counted(address), true
	}
	said := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(said) - 1; i >= 0; i-- {
		before, err := netip.ParseAddr(strings.TrimSpace(said[i]))
		if err != nil {
			return "", false
		}
		if before = before.Unmap().WithZone(""); !n.has(before) {
			return counted(before), true
		}
	}
	return "", false
}

func counted(address netip.Addr) string {
	if address.Is4() {
		return address.String()
	}
	network, err := address.WithZone("").Prefix(64)
	if err != nil {
		return address.String()
	}
	return network.String()
}

// Strangers limits who is not signed in, by address.
type Strangers struct {
	Limiter *Limiter
	Trusted Networks
}

// Enter lets a request in, or says *Refused.
func (s Strangers) Enter(r *http.Request) (*Place, error) {
	address, known := s.Trusted.From(r)
	if !known {
		return &Place{}, nil
	}
	return s.Limiter.Enter(address)
}
