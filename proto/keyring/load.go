package keyring

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
)

// file is a ring as it is kept: in a file with mode 0600, or a secret.
type file struct {
	// Current is the id of the key that seals.
	Current string `json:"current"`
	// MAC is the id of the key from which MACs are derived; without it the lowest id, so that ids that are dates just work.
	MAC string `json:"mac,omitempty"`
	// Keys by id, 32 bytes each, in standard base64.
	Keys map[string][]byte `json:"keys"`
}

// Load reads a ring from a file, or from the JSON itself when the spec starts with "{":
//
//	{"current": "2026-11", "keys": {"2026-11": "<base64 of 32 bytes>"}}
//
// An error never shows key material.
func Load(spec string) (*Ring, error) {
	spec = strings.TrimSpace(spec)
	if spec == "" {
		return nil, errors.New("key ring: nothing given: want the path of a key file, or its JSON")
	}
	if strings.HasPrefix(spec, "{") {
		return parse([]byte(spec))
	}
	content, err := os.ReadFile(spec)
	if err != nil {
		return nil, fmt.Errorf("key ring: %w", err)
	}
	ring, err := parse(content)
	if err != nil {
		return nil, fmt.Errorf("key file %s: %w", spec, err)
	}
	return ring, nil
}

func parse(content []byte) (*Ring, error) {
	var read file
	decoder := json.NewDecoder(bytes.NewReader(content))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&read); err != nil {
		return nil, fmt.Errorf(`key ring: %w: want {"current": "<id>", "keys": {"<id>": "<base64 of %d bytes>"}}`, err, KeySize)
	}
	if len(read.Keys) == 0 {
		return nil, errors.New(`key ring: "keys" is empty: want at least one key`)
	}
	if read.MAC == "" {
		read.MAC = slices.Min(slices.Collect(maps.Keys(read.Keys)))
	}
	return assemble(read.Current, read.MAC, read.Keys)
}
