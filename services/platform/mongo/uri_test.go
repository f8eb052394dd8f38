package mongo

import (
	"strings"
	"testing"
)

func TestAnAddressThatCannotWorkIsToldWithoutItsPassword(t *testing.T) {
	for uri, want := range map[string]string{
		"http://mongo:27017/":                                      "want mongodb://",
		"mongodb://traject:geheim/x@mongo/":                        "must be written otherwise",
		"mongodb://traject:geheim@x@mongo/":                        "must be written otherwise",
		"mongodb://traject:geheim@mongo/?tls=maybe":                "tls",
		"mongodb://traject:geheim@mongo/?tlsCAFile=/not/there.pem": "/not/there.pem",
	} {
		err := CheckURI(uri)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "geheim") {
			t.Errorf("%s: got %v, want %q without the password", uri, err, want)
		}
	}
	for _, uri := range []string{
		"mongodb://mongo", "mongodb://traject:geheim@a:27017,b:27017/?replicaSet=rs0&authSource=admin&tls=true", "mongodb+srv://traject:geheim@db.example/",
	} {
		if err := CheckURI(uri); err != nil {
			t.Errorf("%s: %v", uri, err)
		}
	}
}
