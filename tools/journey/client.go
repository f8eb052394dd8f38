// Package journey plays the people who work with Traject, through its public HTTP API and with real tokens. The demo and
// the end-to-end tests tell their stories with it.
package journey

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"strings"
	"time"
)

// Traject is a running Traject, as its API is reached from outside.
type Traject struct {
	// Base URLs of the services.
	Cases, Documents, Registry, Notifications string
	// Token gives an access token of a development account.
	Token func(ctx context.Context, account string) (string, error)
	// Patience is how long a request is sent again, with the same Idempotency-Key, while nothing or a failure answers.
	Patience time.Duration
	// HTTP sends the requests; http.DefaultClient when it is nil. A limit on each attempt belongs here: whoever answers may be gone without a word.
	HTTP *http.Client
}

// As lets an account act.
func (t *Traject) As(account string) Person { return Person{Traject: t, Account: account} }

// Person is someone signed in with a development account.
type Person struct {
	*Traject
	Account string
}

// Problem is an answer that is not a success.
type Problem struct {
	Status int    `json:"status"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Errors []struct {
		Location string `json:"location"`
		Message  string `json:"message"`
	} `json:"errors"`
	// Type of the body; want application/problem+json.
	Type string `json:"-"`
	// Asked is what was asked.
	Asked string `json:"-"`
}

func (p *Problem) Error() string {
	told := fmt.Sprintf("%s: %d %s: %s", p.Asked, p.Status, p.Title, p.Detail)
	for _, one := range p.Errors {
		told += fmt.Sprintf(" [%s: %s]", one.Location, one.Message)
	}
	return told
}

// Status of an error that is a Problem; 0 for any other.
func Status(err error) int {
	var problem *Problem
	if errors.As(err, &problem) {
		return problem.Status
	}
	return 0
}

// Request is one HTTP request.
type Request struct {
	Method, URL string
	// Key is the Idempotency-Key; empty for none.
	Key string
	// Header of the request besides what every request has.
	Header map[string]string
	// Body is sent as JSON, or as it is when it is a []byte.
	Body any
}

// Get reads JSON.
func (p Person) Get(ctx context.Context, url string, into any) error {
	_, err := p.Do(ctx, Request{Method: http.MethodGet, URL: url}, into)
	return err
}

// Do sends a request and reads the JSON answer. A request is repeated within the patience when no answer came or a server
// failed, which is safe since every command has a key.
func (p Person) Do(ctx context.Context, r Request, into any) (http.Header, error) {
	patience, cancel := context.WithTimeout(ctx, max(p.Patience, time.Minute))
	defer cancel()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		header, err := p.once(patience, r, into)
		if err == nil || p.Patience == 0 || (Status(err) != 0 && Status(err) < http.StatusInternalServerError) {
			return header, err
		}
		select {
		case <-patience.Done():
			return nil, fmt.Errorf("gave up: %w", err)
		case <-tick.C:
		}
	}
}

func (p Person) once(ctx context.Context, r Request, into any) (http.Header, error) {
	request, err := p.build(ctx, r)
	if err != nil {
		return nil, err
	}
	answer, err := cmp.Or(p.HTTP, http.DefaultClient).Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode >= http.StatusBadRequest {
		problem := &Problem{Type: answer.Header.Get("Content-Type"), Asked: p.Account + ": " + r.Method + " " + r.URL}
		if err := json.Unmarshal(text, problem); err != nil {
			problem.Detail = string(text)
		}
		problem.Status = answer.StatusCode
		return answer.Header, problem
	}
	switch into := into.(type) {
	case nil:
		return answer.Header, nil
	case *[]byte:
		*into = text
		return answer.Header, nil
	default:
		return answer.Header, json.Unmarshal(text, into)
	}
}

func (p Person) build(ctx context.Context, r Request) (*http.Request, error) {
	var body []byte
	switch given := r.Body.(type) {
	case nil:
	case []byte:
		body = given
	default:
		var err error
		if body, err = json.Marshal(given); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequestWithContext(ctx, r.Method, r.URL, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	token, err := p.Token(ctx, p.Account)
	if err != nil {
		return nil, fmt.Errorf("no token for %s: %w", p.Account, err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if r.Key != "" {
		request.Header.Set("Idempotency-Key", r.Key)
	}
	for name, value := range r.Header {
		request.Header.Set(name, value)
	}
	return request, nil
}

// upload makes the request for a file. The fields come before it.
func upload(url, key string, fields [][2]string, name string, content []byte) (Request, error) {
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, field := range fields {
		if err := form.WriteField(field[0], field[1]); err != nil {
			return Request{}, err
		}
	}
	file, err := form.CreateFormFile("file", name)
	if err != nil {
		return Request{}, err
	}
	if _, err := file.Write(content); err != nil {
		return Request{}, err
	}
	if err := form.Close(); err != nil {
		return Request{}, err
	}
	return Request{
		Method: http.MethodPost, URL: url, Key: key, Body: body.Bytes(),
		Header: map[string]string{"Content-Type": form.FormDataContentType()},
	}, nil
}

// DevTokens gets tokens from the development sign-in at the base URL.
func DevTokens(signIn string) func(context.Context, string) (string, error) {
	return func(ctx context.Context, account string) (string, error) {
		request, err := http.NewRequestWithContext(ctx, http.MethodPost, signIn+"/dev/token", strings.NewReader("account="+account))
		if err != nil {
			return "", err
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		answer, err := http.DefaultClient.Do(request)
		if err != nil {
			return "", err
		}
		defer answer.Body.Close()
		if answer.StatusCode != http.StatusOK {
			return "", fmt.Errorf("the development sign-in answered %s", answer.Status)
		}
		var given struct {
			Token string `json:"access_token"`
		}
		err = json.NewDecoder(answer.Body).Decode(&given)
		return given.Token, err
	}
}
