package settings

import (
	"net"
	"net/url"
	"strings"
	"testing"
)

// FuzzASettingIsUsableOrToldByItsName: an address that is taken can be dialled and a URL asked; what is wrong is told with the name of the setting,
// and what is secret is not shown.
func FuzzASettingIsUsableOrToldByItsName(f *testing.F) {
	for _, value := range []string{
		"temporal-frontend:7233", "dns:///temporal:7233", "http://temporal:7233", ":7233", "a:b", "[::1]:7233", "a:99999", "https://traject.example.nl", "https://", "ftp://x", "https://a b", "https://x:y@z/\n",
		`{"current":"a","keys":{"a":"Z2VoZWltNDJnZWhlaW00MmdlaGVpbTQyZ2VoZWltNDI="}}`, "mongodb://gebruiker:geheim42@db:27017/?tls=true", "mongodb://gebruiker:ge/he/im42@db", "mongodb+srv://db", "\r\n",
	} {
		f.Add(value)
	}
	f.Fuzz(func(t *testing.T, value string) {
		if CheckAddress(value) == nil {
			host, port, err := net.SplitHostPort(strings.TrimPrefix(value, "dns:///"))
			if err != nil || host == "" || port == "" {
				t.Fatalf("%q was taken for an address to dial", value)
			}
		}
		env := &Env{Lookup: func(string) string { return value }}
		asked := env.URL("TRAJECT_PORTAL_URL")
		if env.Err() == nil {
			if read, err := url.Parse(asked); err != nil || read.Host == "" {
				t.Fatalf("%q was taken for a URL", value)
			}
		} else if !strings.Contains(env.Err().Error(), "TRAJECT_PORTAL_URL") {
			t.Fatalf("told without its name: %v", env.Err())
		}
		env = &Env{Lookup: func(string) string { return value }}
		if strings.HasPrefix(value, "mongodb") {
			env.Mongo()
		}
		if strings.HasPrefix(value, "{") {
			env.Keys("TRAJECT_KEYS")
		}
		if err := env.Err(); err != nil && (strings.Contains(err.Error(), "geheim42") || strings.Contains(err.Error(), "Z2VoZWltNDJ")) {
			t.Fatalf("a secret is shown: %v", err)
		}
	})
}
