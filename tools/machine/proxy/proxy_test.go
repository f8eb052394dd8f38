package proxy

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// open a proxy to the address.
func open(t *testing.T, kind Kind, upstream string) *Proxy {
	t.Helper()
	p, err := Listen(kind, upstream)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := p.Close(); err != nil {
			t.Error(err)
		}
	})
	return p
}

// echo is a server that says back what it hears.
func echo(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			connection, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer connection.Close()
				_, _ = io.Copy(connection, connection)
			}()
		}
	}()
	return listener.Addr().String()
}

func dial(t *testing.T, p *Proxy) net.Conn {
	t.Helper()
	connection, err := net.Dial("tcp", p.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() })
	return connection
}

// say something and hear it back within the limit.
func say(t *testing.T, connection net.Conn, text string, limit time.Duration) (time.Duration, error) {
	t.Helper()
	began := time.Now()
	if err := connection.SetDeadline(began.Add(limit)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(connection, text); err != nil {
		return 0, err
	}
	heard := make([]byte, len(text))
	_, err := io.ReadFull(connection, heard)
	if err == nil && string(heard) != text {
		t.Errorf("heard %q, want %q", heard, text)
	}
	return time.Since(began), err
}

const long = 20 * time.Second

func TestAConnectionIsLateOrSlowAsLongAsTheWeatherLasts(t *testing.T) {
	p := open(t, Plain, echo(t))
	connection := dial(t, p)
	for name, one := range map[string]struct {
		weather Weather
		text    string
		least   time.Duration
	}{
		"late": {Weather{Delay: 100 * time.Millisecond}, "x", 200 * time.Millisecond},
		// What came in goes back while the rest comes in, a chunk later.
		"slow": {Weather{Rate: 50_000}, strings.Repeat("x", 10_000), (10_000 + chunk) * time.Second / 50_000},
	} {
		p.Set(one.weather)
		took, err := say(t, connection, one.text, long)
		if err != nil || took < one.least*9/10 {
			t.Errorf("%s: %s %v, want at least %s", name, took, err, one.least)
		}
		p.Clear()
		if _, err := say(t, connection, one.text, long); err != nil {
			t.Errorf("after %s: %v", name, err)
		}
	}
}

func TestASilentConnectionHoldsEverythingUntilItSpeaksAgain(t *testing.T) {
	p := open(t, Plain, echo(t))
	connection := dial(t, p)
	if _, err := say(t, connection, "before", long); err != nil {
		t.Fatal(err)
	}
	p.Set(Weather{Cut: Silent})
	if _, err := say(t, connection, "during", 100*time.Millisecond); err == nil {
		t.Fatal("an answer came through a connection that is cut")
	}
	p.Clear()
	if err := connection.SetDeadline(time.Now().Add(long)); err != nil {
		t.Fatal(err)
	}
	heard := make([]byte, len("during"))
	if _, err := io.ReadFull(connection, heard); err != nil || string(heard) != "during" {
		t.Errorf("heard %q %v afterwards, want what was on its way", heard, err)
	}
}

func TestARefusedConnectionBreaksAndSoDoesEveryNewOne(t *testing.T) {
	p := open(t, Plain, echo(t))
	before := dial(t, p)
	if _, err := say(t, before, "before", long); err != nil {
		t.Fatal(err)
	}
	p.Set(Weather{Cut: Refused})
	if _, err := say(t, before, "during", long); err == nil {
		t.Error("a connection of before went on")
	}
	// It may be broken before it is there.
	if another, err := net.Dial("tcp", p.Addr().String()); err == nil {
		if _, err := say(t, another, "new", long); err == nil {
			t.Error("a new connection was let in")
		}
		another.Close()
	}
	if p.Counts().Broken < 2 {
		t.Errorf("counted %+v, want two that were broken", p.Counts())
	}
	p.Clear()
	if _, err := say(t, dial(t, p), "after", long); err != nil {
		t.Error(err)
	}
}

func TestAConnectionTearsInTheMiddleOfAnAnswer(t *testing.T) {
	p := open(t, Plain, echo(t))
	p.Set(Weather{Tear: 6000})
	connection := dial(t, p)
	if _, err := say(t, connection, "short", long); err != nil {
		t.Fatal(err)
	}
	if _, err := say(t, connection, strings.Repeat("x", 100_000), long); err == nil {
		t.Error("the whole answer came")
	}
}

func TestWhoIsTurnedAwayHearsWhy(t *testing.T) {
	p := open(t, Plain, echo(t))
	p.Set(Weather{Turned: "421 not now\r\n"})
	said, err := io.ReadAll(dial(t, p))
	if err != nil || string(said) != "421 not now\r\n" {
		t.Errorf("heard %q %v", said, err)
	}
}

// counted is a server that counts what came in, and says it back.
func counted(t *testing.T) (address string, came *atomic.Int64) {
	t.Helper()
	came = new(atomic.Int64)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		came.Add(1)
		_, _ = w.Write(body)
	}))
	t.Cleanup(server.Close)
	return server.Listener.Addr().String(), came
}

// post without a connection of before, which would be tried again by itself.
func post(t *testing.T, p *Proxy, text string) (string, error) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	answer, err := client.Post("http://"+p.Addr().String()+"/x", "text/plain", strings.NewReader(text))
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	return string(body), err
}

func TestARequestIsLostUnansweredOrDoubled(t *testing.T) {
	for name, one := range map[string]struct {
		weather Weather
		answers bool
		came    int64
	}{
		"good":       {Weather{}, true, 1},
		"lost":       {Weather{Lost: 1}, false, 0},
		"unanswered": {Weather{Unanswered: 1}, false, 1},
		"doubled":    {Weather{Doubled: 1}, true, 2},
	} {
		t.Run(name, func(t *testing.T) {
			address, came := counted(t)
			p := open(t, HTTP, address)
			p.Set(one.weather)
			said, err := post(t, p, "hello")
			if (err == nil) != one.answers || one.answers && said != "hello" {
				t.Errorf("answered %q %v", said, err)
			}
			deadline := time.Now().Add(long)
			for came.Load() < one.came && time.Now().Before(deadline) {
				<-time.After(time.Millisecond)
			}
			if came.Load() != one.came {
				t.Errorf("%d came in, want %d", came.Load(), one.came)
			}
		})
	}
}

func TestAPartThatIsAwayAnswersNothingThroughItsProxy(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	p := open(t, HTTP, server.Listener.Addr().String())
	server.Close()
	if said, err := post(t, p, "hello"); err == nil {
		t.Errorf("answered %q", said)
	}
}

func TestTheSameSeedMakesTheSameRequestsGoWrong(t *testing.T) {
	address, _ := counted(t)
	p := open(t, HTTP, address)
	var runs [2][]bool
	for i := range runs {
		p.Set(Weather{Lost: 0.5, Seed: 7})
		for range 20 {
			_, err := post(t, p, "x")
			runs[i] = append(runs[i], err == nil)
		}
	}
	for i, went := range runs[0] {
		if went != runs[1][i] {
			t.Fatalf("%v and %v differ", runs[0], runs[1])
		}
	}
}

func TestACommandThatFailsIsAnsweredWithAnErrorInTheFormOfTheStore(t *testing.T) {
	answer := failure(77)
	read, err := readMessage(bytes.NewReader(answer))
	if err != nil || read.answers() != 77 || read.kind() != opMsg {
		t.Fatalf("%v %v", read, err)
	}
	if _, err := readMessage(bytes.NewReader(answer[:len(answer)-1])); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("half a message: %v", err)
	}
	if mayFail(answer[:headerSize+4]) {
		t.Error("a message without a command may fail")
	}
}

// TestAProxyIsClosedWhileItsServerStillListens closes the server first, which is what happens when it does not see in time that its listener is
// gone.
func TestAProxyIsClosedWhileItsServerStillListens(t *testing.T) {
	p, err := Listen(HTTP, "127.0.0.1:1")
	if err != nil {
		t.Fatal(err)
	}
	// An answer proves that the server listens.
	if answer, err := http.Get("http://" + p.Addr().String()); err == nil {
		answer.Body.Close()
	}
	closed := make(chan error, 1)
	go func() { closed <- errors.Join(p.http.Close(), p.Close()) }()
	select {
	case err := <-closed:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Fatal("it waits for itself")
	}
}
