package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// kind of slow or greedy caller.
type kind struct {
	name string
	// act does it until the context ends; i tells callers of a kind apart.
	act func(ctx context.Context, w *world, i int, counts *tally)
}

var kinds = []kind{
	{"one person who asks without end", poll},
	{"one address that signs in without end", signIn},
	{"sessions that were made up", guess},
	{"tokens with keys that nobody knows", forgeries},
	{"one person with streams in every tab", tabs},
	{"streams that nobody reads", unread},
	{"heads that come slowly", slowHeads},
	{"bodies that come slowly", slowBodies},
	{"secret calendars that are guessed", calendars},
}

// greedyAddress is where those come from who do not sign in; the well-behaved person is elsewhere.
const greedyAddress = "192.0.2.66"

// again asks without end, and counts.
func again(ctx context.Context, counts *tally, ask func(*http.Client) (int, error)) {
	client := &http.Client{Timeout: 10 * time.Second, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	defer client.CloseIdleConnections()
	for ctx.Err() == nil {
		status, err := ask(client)
		if err != nil {
			continue
		}
		counts.asked.Add(1)
		if status == http.StatusTooManyRequests || status == http.StatusUnauthorized {
			counts.refused.Add(1)
		}
	}
}

func poll(ctx context.Context, w *world, _ int, counts *tally) {
	again(ctx, counts, func(client *http.Client) (int, error) {
		return get(ctx, client, w.cases+"/v1/cases", w.greedy, greedyAddress)
	})
}

func signIn(ctx context.Context, w *world, _ int, counts *tally) {
	again(ctx, counts, func(client *http.Client) (int, error) {
		return get(ctx, client, w.portal+"/inloggen", "", greedyAddress)
	})
}

func guess(ctx context.Context, w *world, i int, counts *tally) {
	again(ctx, counts, func(client *http.Client) (int, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, w.portal+"/", http.NoBody)
		if err != nil {
			return 0, err
		}
		request.Header.Set("X-Forwarded-For", greedyAddress)
		request.Header.Set("Cookie", fmt.Sprintf("traject=%s%d", rand.Text(), i))
		response, err := client.Do(request)
		if err != nil {
			return 0, err
		}
		defer response.Body.Close()
		_, err = io.Copy(io.Discard, response.Body)
		return response.StatusCode, err
	})
}

func forgeries(ctx context.Context, w *world, _ int, counts *tally) {
	again(ctx, counts, func(client *http.Client) (int, error) {
		return get(ctx, client, w.cases+"/v1/cases", w.forged, greedyAddress)
	})
}

func calendars(ctx context.Context, w *world, _ int, counts *tally) {
	again(ctx, counts, func(client *http.Client) (int, error) {
		return get(ctx, client, w.portal+"/agenda/"+rand.Text()+".ics", "", greedyAddress)
	})
}

// forge makes a token that looks good and is signed with a key that the provider does not have.
func forge() (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return "", err
	}
	token := jwt.NewWithClaims(jwt.SigningMethodES256, jwt.MapClaims{"sub": "nobody", "exp": time.Now().Add(time.Hour).Unix()})
	token.Header["kid"] = "of-nobody"
	return token.SignedString(key)
}

// tabs opens streams and reads them.
func tabs(ctx context.Context, w *world, _ int, counts *tally) {
	client := &http.Client{}
	defer client.CloseIdleConnections()
	counts.asked.Add(1)
	status, err := get(ctx, client, w.cases+"/v1/events", w.greedy, greedyAddress)
	if err == nil && status == http.StatusTooManyRequests {
		counts.refused.Add(1)
	}
	<-ctx.Done()
}

// unread opens streams and reads nothing of them.
func unread(ctx context.Context, w *world, _ int, counts *tally) {
	raw(ctx, w.cases, counts, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "GET /v1/events HTTP/1.1\r\nHost: cases\r\nAuthorization: Bearer "+w.greedy+"\r\n\r\n")
		<-ctx.Done()
	})
}

func slowHeads(ctx context.Context, w *world, _ int, counts *tally) {
	raw(ctx, w.portal, counts, func(conn net.Conn) {
		drip(ctx, conn, "GET / HTTP/1.1\r\nHost: portal\r\nX-Slow: "+strings.Repeat("x", 1<<10))
	})
}

func slowBodies(ctx context.Context, w *world, _ int, counts *tally) {
	raw(ctx, w.cases, counts, func(conn net.Conn) {
		_, _ = io.WriteString(conn, "POST /v1/calendar-links HTTP/1.1\r\nHost: cases\r\nContent-Type: application/json\r\nIdempotency-Key: greedy-caller\r\n"+
			"Content-Length: 100000\r\nAuthorization: Bearer "+w.greedy+"\r\n\r\n")
		drip(ctx, conn, strings.Repeat(" ", 1<<10))
	})
}

// raw connects and closes the connection at the end.
func raw(ctx context.Context, base string, counts *tally, use func(net.Conn)) {
	counts.asked.Add(1)
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", strings.TrimPrefix(base, "http://"))
	if err != nil {
		counts.refused.Add(1)
		return
	}
	defer conn.Close()
	use(conn)
}

// drip sends a text a character a second.
func drip(ctx context.Context, conn net.Conn, text string) {
	ticks := time.NewTicker(time.Second)
	defer ticks.Stop()
	for _, character := range text {
		if _, err := io.WriteString(conn, string(character)); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
	}
}
