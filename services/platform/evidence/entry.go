package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Entry is one thing that happened. Whoever appends one gives CaseID, Key, At, Kind, Party and Facts; the log gives the rest.
type Entry struct {
	// Log that it is in: "cases", "documents" or "notifications".
	Log    string `json:"log" bson:"log"`
	CaseID string `json:"caseId" bson:"caseId" doc:"Opaque id of the case; portal for what is about the portal itself."`
	// Seq is its place in the chain of the case, from 1.
	Seq int64 `json:"seq" bson:"seq" doc:"Place in the chain, from 1."`
	// Key makes appending repeatable: a chain holds a key once.
	Key string `json:"key" bson:"key"`
	// At is when it happened, in UTC, to the millisecond.
	At    time.Time         `json:"at" bson:"at"`
	Kind  Kind              `json:"kind" bson:"kind" doc:"What happened, such as accepted or opened."`
	Party string            `json:"party" bson:"party" doc:"Opaque id of the party that it is about; empty when it is about none."`
	Facts map[string]string `json:"facts" bson:"facts" nullable:"false" doc:"Ids, enums, hashes and answers of servers; never a name or an address."`
	// Prev is the hash of the entry before; empty of the first.
	Prev string `json:"prev" bson:"prev" doc:"Hash of the entry before; empty of the first."`
	Hash string `json:"hash" bson:"hash" doc:"SHA-256 (hexadecimal) of the canonical JSON (RFC 8785) of this entry without its hash."`
}

// longestFact is how many characters of a fact are kept: enough for the answer of a mail server.
const longestFact = 500

// address is what looks like an e-mail address.
var address = regexp.MustCompile(`[^\s<>"'(),;:]+@[^\s<>"'(),;:]+`)

// cleaned is a fact as it is kept: one line, without an e-mail address.
func cleaned(fact string) string {
	oneLine := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, inUTF8(fact))
	characters := []rune(address.ReplaceAllString(oneLine, "(adres)"))
	return string(characters[:min(len(characters), longestFact)])
}

// inUTF8 is a text of which the canonical JSON stays the same when it is read and written again: JSON has a sign of its own for what is no text.
func inUTF8(text string) string { return strings.ToValidUTF8(text, "?") }

// prepared is the entry as it goes into a log, before it has its place.
func (e Entry) prepared(log string) (Entry, error) {
	switch {
	case e.Log != "" && e.Log != log:
		return e, fmt.Errorf("evidence: entry %q is for log %q, not for %q", e.Key, e.Log, log)
	case e.CaseID == "" || strings.Contains(e.CaseID, "/"):
		return e, fmt.Errorf("evidence: entry %q: case id %q must be there, without a slash", e.Key, e.CaseID)
	case e.Key == "":
		return e, fmt.Errorf("evidence: an entry of case %s has no key: without one a retry writes it twice", e.CaseID)
	case e.At.IsZero():
		return e, fmt.Errorf("evidence: entry %q of case %s does not say when", e.Key, e.CaseID)
	case !utf8.ValidString(e.Key) || !utf8.ValidString(e.CaseID):
		return e, fmt.Errorf("evidence: entry %q of case %q is not written in UTF-8: it would have another hash once it was handed over", e.Key, e.CaseID)
	case Words(e.Kind) == "":
		return e, fmt.Errorf("evidence: entry %q of case %s has the unknown kind %q", e.Key, e.CaseID, e.Kind)
	}
	e.Log, e.At = log, e.At.UTC().Truncate(time.Millisecond)
	facts := make(map[string]string, len(e.Facts))
	for name, fact := range maps.All(e.Facts) {
		facts[inUTF8(name)] = cleaned(fact)
	}
	e.Facts, e.Party = facts, inUTF8(e.Party)
	return e, nil
}

// after gives the entry its place in the chain: at the end, after this one (the zero entry when it is the first).
func (e Entry) after(last Entry) (Entry, error) {
	e.Seq, e.Prev = last.Seq+1, last.Hash
	hash, err := e.sum()
	e.Hash = hash
	return e, err
}

// sum is the hash that the entry must have.
func (e Entry) sum() (string, error) {
	facts := e.Facts
	if facts == nil {
		facts = map[string]string{}
	}
	// A map is encoded with its keys in order and nothing in between: with these keys and values that is RFC 8785.
	var canonical bytes.Buffer
	encoder := json.NewEncoder(&canonical)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(map[string]any{
		"log": e.Log, "caseId": e.CaseID, "seq": e.Seq, "key": e.Key, "at": e.At, "kind": e.Kind, "party": e.Party,
		"facts": facts, "prev": e.Prev,
	}); err != nil {
		return "", fmt.Errorf("evidence: entry %d of %s of case %s: %w", e.Seq, e.Log, e.CaseID, err)
	}
	sum := sha256.Sum256(bytes.TrimSuffix(canonical.Bytes(), []byte("\n")))
	return hex.EncodeToString(sum[:]), nil
}
