package keyring_test

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
)

// FuzzAnySpecOfAKeyRing: a ring that is read works and is written as it was read; what is refused shows nothing of a key.
func FuzzAnySpecOfAKeyRing(f *testing.F) {
	secret := base64.StdEncoding.EncodeToString(bytes.Repeat([]byte("geheim42"), 4))
	for _, spec := range []string{
		`{"current":"2026-11","keys":{"2026-11":"` + secret + `"}}`,
		`{"current":"b","mac":"a","keys":{"a":"` + secret + `","b":"` + secret + `"}}`,
		`{"current":"","keys":{"":"` + secret + `"}}`, `{"current":"a","keys":{"a":"` + secret[:12] + `"}}`, `{"current":"a","keys":{"a":["` + secret + `"]}}`,
		`{"current":"a","keys":{"a":"` + secret + `"},"keys":{}}`, `{"keys":null}`, `{`, `{}{}`, `{"current":"a","keys":{"a":"` + secret + `"}} en meer`,
	} {
		f.Add(spec)
	}
	f.Fuzz(func(t *testing.T, spec string) {
		if !strings.HasPrefix(strings.TrimSpace(spec), "{") {
			return // the path of a file
		}
		ring, err := keyring.Load(spec)
		if err != nil {
			if strings.Contains(err.Error(), secret[:16]) || strings.Contains(err.Error(), "geheim42") {
				t.Fatalf("the refusal shows a key: %v", err)
			}
			return
		}
		written, err := json.Marshal(ring)
		if err != nil {
			t.Fatal(err)
		}
		again, err := keyring.Load(string(written))
		if err != nil {
			t.Fatalf("what was read is written so that it cannot be read: %v", err)
		}
		sealed, err := ring.Seal([]byte("woorden"), []byte("dossier/k3v9"))
		if err != nil {
			t.Fatal(err)
		}
		if plain, err := again.Open(sealed, []byte("dossier/k3v9")); err != nil || string(plain) != "woorden" {
			t.Fatalf("opened %q, %v", plain, err)
		}
		if !bytes.Equal(ring.MAC(nil), again.MAC(nil)) {
			t.Fatal("another MAC after writing and reading")
		}
	})
}

// FuzzNothingOpensButWhatWasSealed: with any bytes as an envelope, in any context.
func FuzzNothingOpensButWhatWasSealed(f *testing.F) {
	ring := keyring.Generate("2026-11")
	sealed, err := ring.Seal([]byte("een leerling"), []byte("dossier/a"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sealed, "dossier/a", 0, byte(0))
	f.Add(sealed, "dossier/b", 0, byte(0))
	f.Add(sealed, "dossier/a", 1, byte(1))
	f.Add([]byte{1, 0}, "", 0, byte(0))
	f.Add([]byte{1, 255, 'a'}, "", 0, byte(0))
	f.Add([]byte("\x01\x072026-11"), "dossier/a", 0, byte(0))
	f.Fuzz(func(t *testing.T, envelope []byte, context string, at int, flip byte) {
		opens := bytes.Equal(envelope, sealed) && context == "dossier/a"
		if _, err := ring.Open(envelope, []byte(context)); (err == nil) != opens {
			t.Fatalf("% x in %q: %v, want it to open: %t", envelope, context, err, opens)
		}
		fresh, err := ring.Seal(envelope, []byte(context))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := ring.Open(fresh, []byte(context))
		if err != nil || !bytes.Equal(plain, envelope) {
			t.Fatalf("sealed and opened: % x, %v", plain, err)
		}
		if flip == 0 {
			return
		}
		fresh[(at%len(fresh)+len(fresh))%len(fresh)] ^= flip
		if _, err := ring.Open(fresh, []byte(context)); err == nil {
			t.Fatalf("opened although byte %d was changed", at)
		}
	})
}
