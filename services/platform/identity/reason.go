package identity

import (
	"errors"

	"github.com/MicahParks/jwkset"
	"github.com/golang-jwt/jwt/v5"
)

// reasons are the words for the log. The error itself is not logged: it can quote claims.
var reasons = []struct {
	err  error
	word string
}{
	{jwt.ErrTokenExpired, "expired"},
	{jwt.ErrTokenNotValidYet, "not valid yet"},
	{jwt.ErrTokenInvalidAudience, "wrong audience"},
	{jwt.ErrTokenInvalidIssuer, "wrong issuer"},
	{jwt.ErrTokenRequiredClaimMissing, "claim missing"},
	{jwkset.ErrKeyNotFound, "unknown key"},
	{jwt.ErrTokenMalformed, "malformed"},
	{jwt.ErrTokenSignatureInvalid, "bad signature or algorithm"},
	{jwt.ErrTokenUnverifiable, "unverifiable"},
}

func reason(err error) string {
	for _, known := range reasons {
		if errors.Is(err, known.err) {
			return known.word
		}
	}
	return "claims"
}
