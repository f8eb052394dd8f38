package mongo

import (
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// CheckURI says what is wrong with the address of a server: its form, its options, the files for TLS that it names. It never
// shows the address, which has a password in it.
func CheckURI(uri string) error {
	switch {
	case strings.HasPrefix(uri, "mongodb+srv://"):
		return nil // to read it is to look it up, and the name may not be there yet
	case !strings.HasPrefix(uri, "mongodb://"):
		return errors.New("want mongodb://host:port/… or mongodb+srv://host/…")
	}
	address, _, _ := strings.Cut(uri, "?")
	if secrets := strings.LastIndex(address, "@"); secrets > 0 && strings.Count(address[:secrets], "/")+strings.Count(address[:secrets], "@") > 2 {
		return errors.New("the user name or password has a character that must be written otherwise: / as %2F, @ as %40")
	}
	if err := options.Client().ApplyURI(uri).Validate(); err != nil {
		return fmt.Errorf("cannot be used: %w", err)
	}
	return nil
}
