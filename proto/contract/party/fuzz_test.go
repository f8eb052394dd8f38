package party_test

import (
	"slices"
	"testing"

	"traject.nl/proto/contract/party"
)

// FuzzAPartyIsARoleAndAnID: what is read is put together again from its parts, and its role is one that there is.
func FuzzAPartyIsARoleAndAnID(f *testing.F) {
	for _, text := range []string{"school:regenboog-uh-amerongen", "office:zout", "parent:0123456789abcdef0123", "school:", ":zout", "", "School:a", "school:a:b", "school:\x00", "dokter:1"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		read, err := party.Parse(text)
		if err != nil {
			if read != "" {
				t.Fatalf("refused, and still %q", read)
			}
			return
		}
		if string(read) != text || party.Of(read.Role(), read.ID()) != read || read.ID() == "" || !slices.Contains(party.Roles, read.Role()) {
			t.Fatalf("%q was read as role %q and id %q", text, read.Role(), read.ID())
		}
	})
}
