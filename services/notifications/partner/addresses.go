package partner

import "net/netip"

// special are the blocks within the public ranges that are not the public internet (IANA special-purpose address registries), and those
// that carry another address within, which could be private.
var special = blocks(
	// IPv4
	"0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
	"192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
	// IPv6, within 2000::/3: Teredo and other protocol assignments, documentation, 6to4.
	"2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)

// globalUnicast is all of IPv6 that is handed out; everything else (loopback, local, mapped, NAT64, multicast) is not.
var globalUnicast = netip.MustParsePrefix("2000::/3")

// public says whether an address is on the public internet.
func public(address netip.Addr) bool {
	address = address.Unmap()
	if !address.IsValid() || address.Zone() != "" || (address.Is6() && !globalUnicast.Contains(address)) {
		return false
	}
	for _, block := range special {
		if block.Contains(address) {
			return false
		}
	}
	return true
}

func blocks(texts ...string) []netip.Prefix {
	all := make([]netip.Prefix, len(texts))
	for i, text := range texts {
		all[i] = netip.MustParsePrefix(text)
	}
	return all
}
