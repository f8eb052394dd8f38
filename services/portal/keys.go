package portal

import (
	"crypto/rand"
	"regexp"
	"strings"
)

// newKey is an Idempotency-Key for a form that is being shown.
func newKey() string { return strings.ToLower(rand.Text()) }

var goodKey = regexp.MustCompile(`^[a-z0-9]{20,32}$`)

// keyFrom takes the key that a form carries; a form without a good one gets a new one, so that it can still be sent.
func keyFrom(value string) string {
	if goodKey.MatchString(value) {
		return value
	}
	return newKey()
}

// partKey is the key of one part of what a form does, such as writing its text before the act.
func partKey(key, part string) string { return key + "-" + part }
