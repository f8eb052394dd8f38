package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// request that is going to be sent. What was wrong with it is in spoiled; empty when it is as the document has it.
type request struct {
	operation *Operation
	account   string
	spoiled   string
	path      map[string]string
	query     url.Values
	header    http.Header
	// body is what is sent; object is the same before it became text, nil when there is none.
	body   []byte
	object any
}

// answer to a request.
type answer struct {
	status int
	header http.Header
	body   []byte
	took   time.Duration
	// stream says that it has no end; what there is of the body is its beginning.
	stream bool
}

// wellFormed makes a request as the document has it.
func (m *maker) wellFormed(o *Operation, account string) *request {
	r := &request{operation: o, account: account, path: map[string]string{}, query: url.Values{}, header: http.Header{}}
	for _, parameter := range o.Parameters {
		m.fill(r, parameter)
	}
	if o.Body == nil {
		return r
	}
	if schema := o.Body.json(); schema != nil {
		r.object = m.value(o.document, schema, "", 0)
		r.header.Set("Content-Type", "application/json")
		r.encode()
		return r
	}
	m.form(r)
	return r
}

// encode makes the body of the object.
func (r *request) encode() {
	text, err := json.Marshal(r.object)
	if err != nil {
		panic(fmt.Sprintf("a value that was made is no JSON: %v", err)) // only numbers, words, lists and objects are made
	}
	r.body = text
}

func (m *maker) fill(r *request, p *Parameter) {
	name := p.Name
	if p.In == "path" {
		name = before(r.operation.path, p.Name)
	}
	value := fmt.Sprint(m.value(r.operation.document, p.Schema, name, 0))
	switch {
	case p.In == "path":
		r.path[p.Name] = value
	case p.Name == "Idempotency-Key":
		r.header.Set(p.Name, fmt.Sprintf("fuzz-%016x", m.Uint64()))
	case p.In == "header" && (p.Required || m.chance(30)):
		r.header.Set(p.Name, value)
	case p.In == "query" && (p.Required || m.chance(30)):
		r.query.Set(p.Name, value)
	}
}

// form makes the body of an upload.
func (m *maker) form(r *request) {
	content := one(m, []string{"%PDF-1.7\nleeg", "geen pdf", "", "PK\x03\x04 zip", "\x89PNG\r\n\x1a\n", strings.Repeat("%PDF-1.4 ", 3000)})
	var body bytes.Buffer
	for _, field := range [][2]string{{"kind", one(m, []string{"groeidocument", "opp", "bijlage", "zienswijze", "onbekend", ""})}, {"caseId", one(m, append(m.pool.known("case"), ""))}} {
		fmt.Fprintf(&body, "--grens\r\nContent-Disposition: form-data; name=%q\r\n\r\n%s\r\n", field[0], field[1])
	}
	name := one(m, []string{"plan.pdf", "../../etc/passwd", "a\u202efdp.exe", strings.Repeat("lang", 100) + ".pdf", ""})
	fmt.Fprintf(&body, "--grens\r\nContent-Disposition: form-data; name=\"file\"; filename=%q\r\n\r\n%s\r\n--grens--\r\n", name, content)
	r.body = body.Bytes()
	r.header.Set("Content-Type", "multipart/form-data; boundary=grens")
}

// url of the request. Values of the path are escaped, so that they stay one part of it.
func (r *request) url() string {
	path := r.operation.path
	for name, value := range r.path {
		path = strings.ReplaceAll(path, "{"+name+"}", cmp.Or(url.PathEscape(value), "-"))
	}
	if len(r.query) > 0 {
		path += "?" + r.query.Encode()
	}
	return r.operation.base + path
}

// slowest is how long an answer may take before it is a fault.
const slowest = 20 * time.Second

// send sends it. A stream is left after its beginning.
func (r *request) send(ctx context.Context, token string) (*answer, error) {
	ctx, leave := context.WithTimeout(ctx, slowest)
	defer leave()
	made, err := http.NewRequestWithContext(ctx, strings.ToUpper(r.operation.method), r.url(), bytes.NewReader(r.body))
	if err != nil {
		return nil, err
	}
	made.Header = r.header.Clone()
	if _, other := r.header["Authorization"]; !other && token != "" {
		made.Header.Set("Authorization", "Bearer "+token)
	}
	began := time.Now()
	got, err := http.DefaultClient.Do(made)
	if err != nil {
		return nil, err
	}
	defer got.Body.Close()
	a := &answer{status: got.StatusCode, header: got.Header, stream: strings.HasPrefix(got.Header.Get("Content-Type"), "text/event-stream")}
	if a.stream {
		a.took = time.Since(began)
		return a, nil
	}
	a.body, err = io.ReadAll(io.LimitReader(got.Body, 64<<20))
	a.took = time.Since(began)
	return a, err
}
