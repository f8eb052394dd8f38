package act

import (
	"crypto/sha256"
	"encoding/base32"
	"strings"
)

// crockford is base32 without letters that look like digits, in lower case; ids of dossiers are written in it too.
var crockford = base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)

// CaseID makes the id of a case from what it came from: the same parts give the same id, so that one form never becomes two cases.
func CaseID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\n")))
	return crockford.EncodeToString(sum[:])[:12]
}
