package faults

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"net/smtp"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/machine"
	"traject.nl/tools/machine/proxy"
)

func TestAKilledPartIsDeadAndComesBack(t *testing.T) {
	for _, one := range shared.Parts() {
		t.Run(string(one), func(t *testing.T) {
			during(t, killed(one), func(t *testing.T) {
				if connection, err := net.Dial("tcp", shared.Address(one)); err == nil {
					connection.Close()
					t.Error("it still listens")
				}
			})
		})
	}
}

func TestARestartedPartBeginsAnotherLife(t *testing.T) {
	before := shared.Lives(machine.Documents)
	during(t, restarted(machine.Documents), func(t *testing.T) {
		if lives := shared.Lives(machine.Documents); lives != before+1 {
			t.Errorf("it had %d lives, want %d", lives, before+1)
		}
	})
}

func TestAPausedPartDoesNothingUntilItGoesOn(t *testing.T) {
	during(t, paused(machine.Cases), func(t *testing.T) {
		if err := once(t, 500*time.Millisecond); err == nil {
			t.Error("it answered")
		}
	})
}

var toCases, toStore = machine.Link{From: machine.People, To: machine.Cases}, machine.Link{From: machine.Cases, To: machine.Store}

func TestASlowConnectionIsLate(t *testing.T) {
	late := 300 * time.Millisecond
	during(t, weather("", []machine.Link{toCases}, proxy.Weather{Delay: late}), func(t *testing.T) {
		began := time.Now()
		if err := once(t, limit); err != nil || time.Since(began) < 2*late*9/10 {
			t.Errorf("answered after %s: %v", time.Since(began), err)
		}
	})
}

func TestWhoeverIsCutOffOrTornDoesNotAnswer(t *testing.T) {
	for name, hit := range map[string]Hit{
		"silent":  weather("", []machine.Link{toStore}, proxy.Weather{Cut: proxy.Silent}),
		"refused": weather("", []machine.Link{toStore}, proxy.Weather{Cut: proxy.Refused}),
		"alone":   weather("", around(shared, machine.Cases), proxy.Weather{Cut: proxy.Refused}),
		"torn":    weather("", []machine.Link{toCases}, proxy.Weather{Tear: 1}),
	} {
		t.Run(name, func(t *testing.T) {
			during(t, hit, func(t *testing.T) {
				if err := once(t, time.Second); err == nil {
					t.Error("it answered")
				}
			})
		})
	}
}

func TestRequestsAreLostUnansweredOrDoubledOnTheirWay(t *testing.T) {
	toDocuments := machine.Link{From: machine.People, To: machine.Documents}
	counts := func() proxy.Counts { return shared.Proxy(toDocuments.From, toDocuments.To).Counts() }
	for name, one := range map[string]struct {
		weather proxy.Weather
		answers bool
		count   func(proxy.Counts) int64
	}{
		"lost":       {proxy.Weather{Lost: 1}, false, func(c proxy.Counts) int64 { return c.Lost }},
		"unanswered": {proxy.Weather{Unanswered: 1}, false, func(c proxy.Counts) int64 { return c.Unanswered }},
		"doubled":    {proxy.Weather{Doubled: 1}, true, func(c proxy.Counts) int64 { return c.Doubled }},
	} {
		t.Run(name, func(t *testing.T) {
			before := one.count(counts())
			during(t, weather("", []machine.Link{toDocuments}, one.weather), func(t *testing.T) {
				if _, err := keep(t.Context(), impatient(), fresh()); (err == nil) != one.answers {
					t.Errorf("answered: %v", err)
				}
				if one.count(counts()) == before {
					t.Errorf("counted %+v, want one more", counts())
				}
			})
		})
	}
}

func TestAFailingStoreAnswersErrors(t *testing.T) {
	before := shared.Proxy(toStore.From, toStore.To).Counts().Failed
	during(t, weather("", []machine.Link{toStore}, proxy.Weather{Failing: 1}), func(t *testing.T) {
		if err := once(t, limit); err == nil {
			t.Error("cases answered without its store")
		}
		if shared.Proxy(toStore.From, toStore.To).Counts().Failed == before {
			t.Error("no command failed")
		}
	})
}

func TestNewKeysSignNewTokensAndTheOldOnesStayGood(t *testing.T) {
	before := keyOf(t)
	during(t, newKeys(shared, nil), func(t *testing.T) {
		if err := once(t, limit); err != nil {
			t.Errorf("with a token of before: %v", err)
		}
	})
	if after := keyOf(t); after == before {
		t.Errorf("tokens are still signed with %s", after)
	}
}

// keyOf names the key with which the token of the office is signed.
func keyOf(t *testing.T) string {
	t.Helper()
	raw, err := shared.Token(t.Context(), "kantoor")
	if err != nil {
		t.Fatal(err)
	}
	head, _, _ := strings.Cut(raw, ".")
	text, err := base64.RawURLEncoding.DecodeString(head)
	if err != nil {
		t.Fatal(err)
	}
	var header struct {
		Kid string `json:"kid"`
	}
	if err := json.Unmarshal(text, &header); err != nil || header.Kid == "" {
		t.Fatalf("%s: %v", text, err)
	}
	return header.Kid
}

func TestTheMailServerIsAwaySlowOrRefuses(t *testing.T) {
	send := func() error {
		return smtp.SendMail(shared.Proxy(toMail.From, toMail.To).Addr().String(), nil, "from@example.test", []string{"to@example.test"}, []byte("Subject: x\r\n\r\nx\r\n"))
	}
	if err := send(); err != nil {
		t.Fatal(err)
	}
	during(t, mailAway(shared, nil), func(t *testing.T) {
		if err := send(); err == nil {
			t.Error("a server that is away took mail")
		}
	})
	late := 100 * time.Millisecond
	during(t, weather("", []machine.Link{toMail}, proxy.Weather{Delay: late}), func(t *testing.T) {
		if began := time.Now(); send() != nil || time.Since(began) < 5*late {
			t.Errorf("a slow server took mail in %s", time.Since(began))
		}
	})
	during(t, weather("", []machine.Link{toMail}, proxy.Weather{Turned: "421 4.3.2 busy\r\n"}), func(t *testing.T) {
		if err := send(); err == nil || !strings.Contains(err.Error(), "421") {
			t.Errorf("a server that refuses said %v", err)
		}
	})
}

func TestNothingIsKeptOnAFullDisk(t *testing.T) {
	hits := map[string]Hit{"no files of the store": noFiles(machine.Store)}
	if shared.HasDisk() {
		hits["a full disk"] = fullDisk()
	}
	for name, hit := range hits {
		t.Run(name, func(t *testing.T) {
			during(t, hit, func(t *testing.T) {
				if err := untilRefused(t.Context()); err != nil {
					t.Error(err)
				}
			})
		})
	}
}

// untilRefused keeps dossiers until one is refused: what a database wrote in anticipation takes some.
func untilRefused(ctx context.Context) error {
	const most = 5000
	for range most {
		if _, err := keep(ctx, impatient(), fresh()); err != nil {
			return nil
		}
	}
	return errors.New("everything was kept")
}

func TestAPartSeesTheTimeOfItsOwnClock(t *testing.T) {
	for _, one := range []machine.Part{machine.Cases, machine.Worker, machine.SignIn} {
		t.Run(string(one), func(t *testing.T) {
			during(t, skewed(one, -20*time.Minute), func(t *testing.T) { checkClock(t, dateOf(t, one), -20*time.Minute) })
			checkClock(t, dateOf(t, one), 0)
		})
	}
	t.Run("temporal", func(t *testing.T) {
		during(t, skewed(machine.Temporal, time.Hour), func(t *testing.T) {
			at, err := starts(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			checkClock(t, at, time.Hour)
		})
	})
}

// dateOf is what time it is to a part that speaks HTTP.
func dateOf(t *testing.T, one machine.Part) time.Time {
	t.Helper()
	answer, err := http.Get("http://" + shared.Address(one) + "/healthz")
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	at, err := http.ParseTime(answer.Header.Get("Date"))
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func checkClock(t *testing.T, at time.Time, skew time.Duration) {
	t.Helper()
	if off := time.Until(at) - skew; off.Abs() > 30*time.Second {
		t.Errorf("its time is %s, %s wrong, with a clock that is %s off", at, off, skew)
	}
}
