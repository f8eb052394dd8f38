package keyring_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"traject.nl/proto/keyring"
)

func TestSealedDataOpensOnlyInItsOwnContext(t *testing.T) {
	ring := keyring.Generate("2026-11")
	plain := []byte("Sanne Voorbeeld")
	sealed := seal(t, ring, plain, "dossier/a")

	if bytes.Contains(sealed, []byte("Sanne")) {
		t.Fatal("the sealed bytes show the plain text")
	}
	opened, err := ring.Open(sealed, []byte("dossier/a"))
	if err != nil || !bytes.Equal(opened, plain) {
		t.Fatalf("open: %q, %v", opened, err)
	}
	if _, err := ring.Open(sealed, []byte("dossier/b")); !errors.Is(err, keyring.ErrOpen) {
		t.Fatalf("another context: got %v, want ErrOpen", err)
	}
}

func TestChangedDataDoesNotOpen(t *testing.T) {
	ring := keyring.Generate("k")
	sealed := seal(t, ring, []byte("plain"), "c")
	for i := range sealed {
		changed := bytes.Clone(sealed)
		changed[i] ^= 1
		if opened, err := ring.Open(changed, []byte("c")); err == nil {
			t.Fatalf("byte %d changed, yet it opened: %q", i, opened)
		}
	}
	for length := range sealed {
		if _, err := ring.Open(sealed[:length], []byte("c")); err == nil {
			t.Fatalf("cut off at %d bytes, yet it opened", length)
		}
	}
}

func TestSealingTwiceNeverGivesTheSameBytes(t *testing.T) {
	ring := keyring.Generate("k")
	if bytes.Equal(seal(t, ring, []byte("x"), "c"), seal(t, ring, []byte("x"), "c")) {
		t.Fatal("equal plain texts can be told from their seals")
	}
}

func TestRotationOpensOldDataAndSealsWithTheNewKey(t *testing.T) {
	old := keyring.Generate("2026-11")
	sealed := seal(t, old, []byte("before"), "c")
	// An id that sorts before the old one: age must not follow from the id.
	rotated := old.Rotate("2025-01")

	if opened, err := rotated.Open(sealed, []byte("c")); err != nil || string(opened) != "before" {
		t.Fatalf("old data after rotation: %q, %v", opened, err)
	}
	fresh := seal(t, rotated, []byte("after"), "c")
	if id, err := keyring.KeyID(fresh); err != nil || id != "2025-01" {
		t.Fatalf("sealed with %q, %v; want the new key", id, err)
	}
	if _, err := old.Open(fresh, []byte("c")); err == nil || !strings.Contains(err.Error(), `"2025-01"`) {
		t.Fatalf("a ring without the key must name it, got %v", err)
	}
}

func TestMACStaysTheSameOverRotationAndReloading(t *testing.T) {
	ring := keyring.Generate("b")
	before := ring.MAC([]byte("ouder@example.nl"))
	rotated := ring.Rotate("a").Rotate("c")
	written, err := json.Marshal(rotated)
	if err != nil {
		t.Fatal(err)
	}
	reloaded, err := keyring.Load(string(written))
	if err != nil {
		t.Fatal(err)
	}
	for name, other := range map[string]*keyring.Ring{"rotated": rotated, "reloaded": reloaded} {
		if !bytes.Equal(other.MAC([]byte("ouder@example.nl")), before) {
			t.Errorf("%s: the MAC changed", name)
		}
	}
	if bytes.Equal(ring.MAC([]byte("ander@example.nl")), before) {
		t.Error("two messages have the same MAC")
	}
	if bytes.Equal(keyring.Generate("b").MAC([]byte("ouder@example.nl")), before) {
		t.Error("two rings give the same MAC")
	}
}

func TestRingIsReadFromAFile(t *testing.T) {
	ring := keyring.Generate("2026-11")
	written, err := json.Marshal(ring)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "ring.json")
	if err := os.WriteFile(path, append(written, '\n'), 0o600); err != nil {
		t.Fatal(err)
	}
	loaded, err := keyring.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if opened, err := loaded.Open(seal(t, ring, []byte("x"), "c"), []byte("c")); err != nil || string(opened) != "x" {
		t.Fatalf("%q, %v", opened, err)
	}
}

func TestMalformedSpecSaysWhatIsWrong(t *testing.T) {
	good := "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
	for name, test := range map[string]struct{ spec, want string }{
		"nothing":         {"", "nothing given"},
		"no such file":    {"/no/such/ring.json", "no such file"},
		"not JSON":        {"{current", "invalid character"},
		"unknown field":   {`{"curent":"a"}`, `unknown field "curent"`},
		"no keys":         {`{"current":"a","keys":{}}`, "at least one key"},
		"current missing": {`{"current":"b","keys":{"a":"` + good + `"}}`, `current key "b"`},
		"mac missing":     {`{"current":"a","mac":"z","keys":{"a":"` + good + `"}}`, `mac key "z"`},
		"short key":       {`{"current":"a","keys":{"a":"AAAA"}}`, "has 3 bytes: want 32"},
		"not base64":      {`{"current":"a","keys":{"a":"@@@@"}}`, "base64"},
		"empty id":        {`{"current":"","keys":{"":"` + good + `"}}`, "key id"},
	} {
		_, err := keyring.Load(test.spec)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q in it", name, err, test.want)
		}
		if err != nil && strings.Contains(err.Error(), good) {
			t.Errorf("%s: the error shows a key", name)
		}
	}
}

func TestPrintingARingShowsNoKey(t *testing.T) {
	ring, err := keyring.Load(`{"current":"a","keys":{"a":"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="}}`)
	if err != nil {
		t.Fatal(err)
	}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		if printed := fmt.Sprintf(verb, ring); printed != "keyring(a)" {
			t.Errorf("%s prints %s", verb, printed)
		}
	}
}

func seal(t *testing.T, ring *keyring.Ring, plain []byte, context string) []byte {
	t.Helper()
	sealed, err := ring.Seal(plain, []byte(context))
	if err != nil {
		t.Fatal(err)
	}
	return sealed
}
