package stack

import (
	"net/http"
	"testing"
)

func TestStackStartsAnswersAndStartsAgain(t *testing.T) {
	state := t.TempDir()
	for range 2 {
		s, err := Start(t.Context(), Options{State: state, RandomPorts: true, Log: t.Output()})
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{s.SignIn + "/.well-known/openid-configuration", s.Mail, s.TemporalUI} {
			answer, err := http.Get(page)
			if err != nil {
				t.Fatal(err)
			}
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				t.Errorf("%s answered %s", page, answer.Status)
			}
		}
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	}
}
