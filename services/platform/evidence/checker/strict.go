package checker

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
)

// decode reads JSON as strictly as a proof needs: a name that is not known, or that stands twice, could show a reader something else than
// what is checked.
func decode(raw json.RawMessage, into any) error {
	if err := onceEach(json.NewDecoder(bytes.NewReader(raw))); err != nil {
		return err
	}
	strict := json.NewDecoder(bytes.NewReader(raw))
	strict.DisallowUnknownFields()
	return strict.Decode(into)
}

// onceEach refuses an object with a name that stands in it twice, whatever its capitals.
func onceEach(tokens *json.Decoder) error {
	token, err := tokens.Token()
	if err != nil {
		return err
	}
	opened, nested := token.(json.Delim)
	if !nested {
		return nil
	}
	for seen := map[string]bool{}; tokens.More(); {
		if opened == '{' {
			name, err := tokens.Token()
			if err != nil {
				return err
			}
			folded := strings.ToLower(fmt.Sprint(name))
			switch {
			case seen[folded]:
				return fmt.Errorf("the name %q stands twice in one object", name)
			case strings.ContainsFunc(folded, func(r rune) bool { return r > unicode.MaxASCII }):
				return fmt.Errorf("the name %q has letters that no name here has", name)
			}
			seen[folded] = true
		}
		if err := onceEach(tokens); err != nil {
			return err
		}
	}
	_, err = tokens.Token()
	return err
}
