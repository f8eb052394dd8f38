package main

import (
	"fmt"
	"slices"
	"strings"
)

// spoiler makes one thing wrong, or odd, about a request. It is false when there is nothing of its kind in it.
type spoiler struct {
	name string
	do   func(*maker, *request) bool
}

// spoilers, each with its own row in the table.
var spoilers = []spoiler{
	{"another type", func(m *maker, r *request) bool { return m.replace(r, m.otherType) }},
	{"out of bounds", func(m *maker, r *request) bool { return m.replace(r, m.outOfBounds) }},
	{"odd text", func(m *maker, r *request) bool { return m.replace(r, func(any) any { return one(m, oddTexts) }) }},
	{"no such id", func(m *maker, r *request) bool { return m.replaceIDs(r) }},
	{"a field less", dropField},
	{"an unknown field", addField},
	{"a field twice", doubleField},
	{"no JSON", breakJSON},
	{"too deep", func(_ *maker, r *request) bool { return r.write(deep(20_000)) }},
	{"too large", func(_ *maker, r *request) bool { return r.write(`{"` + strings.Repeat("a", 600<<10) + `":1}`) }},
	{"too many", tooMany},
	{"another content type", otherContentType},
	{"an odd path", oddPath},
	{"an odd query", oddQuery},
	{"an odd header", oddHeader},
	{"an odd key", oddKey},
	{"no token", func(_ *maker, r *request) bool { r.account = ""; return true }},
	{"a broken token", brokenToken},
}

// write puts another body in its place, where there was one.
func (r *request) write(body string) bool {
	if r.object == nil {
		return false
	}
	r.body = []byte(body)
	return true
}

func deep(levels int) string { return strings.Repeat(`{"a":[`, levels) + strings.Repeat("]}", levels) }

// places in an object where a value can be put: the fields of it, and of what is in it.
func places(value any, depth int) (found []func(any)) {
	object, ok := value.(map[string]any)
	if !ok || depth > 4 {
		return nil
	}
	for _, name := range sorted(object) {
		found = append(found, func(other any) { object[name] = other })
		found = append(found, places(object[name], depth+1)...)
		if list, ok := object[name].([]any); ok && len(list) > 0 {
			found = append(found, func(other any) { list[0] = other })
			found = append(found, places(list[0], depth+1)...)
		}
	}
	return found
}

// replace puts another value in one place of the body.
func (m *maker) replace(r *request, other func(any) any) bool {
	found := places(r.object, 0)
	if len(found) == 0 {
		return false
	}
	one(m, found)(other(nil))
	r.encode()
	return true
}

func (m *maker) otherType(any) any {
	return one(m, []any{nil, true, -1, 1e300, 9007199254740993.0, "woorden", "", []any{}, map[string]any{}, []any{[]any{}}, map[string]any{"$ne": nil}, []any{nil}})
}

func (m *maker) outOfBounds(any) any {
	return one(m, []any{
		-1, -1 << 31, 1 << 53, 0, 1e18, 0.5, strings.Repeat("x", 70_000), "9999-12-31", "0000-00-00", "2026-02-30", "-2026-01-01", "20260101", "2026-1-1",
		"0001-01-01", "2026-05-15T25:00:00Z", "9999-12-31T23:59:59Z",
	})
}

// oddTexts are what people never mean and programs do send.
var oddTexts = []any{
	"\x00", "a\x00b", "\u202eomgekeerd", "\ufeff", "\u200b", "e" + strings.Repeat("\u0301", 500), "\U0001F469\u200d\U0001F469\u200d\U0001F467", "\ufffd", "ﷺ",
	"<script>alert(1)</script>", "{{.}}", "${jndi:ldap://x}", "' OR 1=1 --", "$where", "../../../etc/passwd", "%00", "a\r\nSet-Cookie: x=1", " ", "\t", "null", "NaN",
	"office:zout", "school:", ":", "school:a:b", "İ", "ſ", "Ａ",
}

func (m *maker) replaceIDs(r *request) bool {
	wrong := []string{"k3v9x2m4q8pd", "0", "-", "..", "a b", "k3v9x2m4q8pd/..", "$oid", "undefined", strings.Repeat("k", 300), "K3V9X2M4Q8PD"}
	// Ids that exist, of other things and other people.
	for _, name := range []string{"case", "piece", "task", "school", "item", "subscription", "receipt"} {
		wrong = append(wrong, m.pool.known(name)...)
	}
	changed := false
	for _, name := range sorted(r.path) {
		if m.chance(60) {
			r.path[name], changed = one(m, wrong), true
		}
	}
	if object, ok := r.object.(map[string]any); ok {
		for _, name := range sorted(object) {
			if _, text := object[name].(string); text && strings.HasSuffix(name, "Id") && m.chance(60) {
				object[name], changed = one(m, wrong), true
			}
		}
		r.encode()
	}
	return changed
}

func dropField(m *maker, r *request) bool {
	object, ok := r.object.(map[string]any)
	if !ok || len(object) == 0 {
		return false
	}
	delete(object, one(m, sorted(object)))
	r.encode()
	return true
}

func addField(m *maker, r *request) bool {
	object, ok := r.object.(map[string]any)
	if !ok {
		return false
	}
	object[one(m, []string{"onbekend", "__proto__", "$where", "", "caseID", "Version", "a.b"})] = one(m, sentences)
	r.encode()
	return true
}

func doubleField(m *maker, r *request) bool {
	object, ok := r.object.(map[string]any)
	if !ok || len(object) == 0 {
		return false
	}
	name := one(m, sorted(object))
	return r.write(fmt.Sprintf(`{%q:%s,%s`, name, one(m, []string{"null", `"x"`, "1", "[]"}), r.body[1:]))
}

func breakJSON(m *maker, r *request) bool {
	if r.object == nil {
		return false
	}
	cut := m.IntN(len(r.body))
	return r.write(one(m, []string{
		"", "null", "[]", `"woorden"`, "1", string(r.body[:cut]), string(r.body) + string(r.body), "\xff\xfe{}", "{\"a\":\"\xff\"}", `{"a":"\ud800"}`, "{a:1}", "<a/>", `{"a":1e999999}`, "\xef\xbb\xbf{}",
	}))
}

func tooMany(_ *maker, r *request) bool {
	fields := make([]string, 5000)
	for i := range fields {
		fields[i] = fmt.Sprintf(`"onbekend%d":[{},1]`, i)
	}
	return r.write("{" + strings.Join(fields, ",") + "}")
}

func otherContentType(m *maker, r *request) bool {
	if r.body == nil {
		return false
	}
	r.header.Set("Content-Type", one(m, []string{
		"text/plain", "application/xml", "application/json; charset=utf-16", "multipart/form-data", "multipart/form-data; boundary=", "application/x-www-form-urlencoded", "", "x", "application/cbor", ";;;", "application/merge-patch+json",
	}))
	if m.chance(20) {
		r.header.Del("Content-Type")
	}
	return true
}

func oddPath(m *maker, r *request) bool {
	if len(r.path) == 0 {
		return false
	}
	r.path[one(m, sorted(r.path))] = fmt.Sprint(one(m, append([]any{"\xff", "a/b", "a?b", "#", ";", strings.Repeat("p", 5000), "é", "."}, oddTexts...)))
	return true
}

func oddQuery(m *maker, r *request) bool {
	names := []string{"onbekend", "limit", "cursor", "next", "caseId", "party", "q", "from", "until", "date"}
	for _, p := range r.operation.Parameters {
		if p.In == "query" {
			names = append(names, p.Name, p.Name, p.Name)
		}
	}
	for range 1 + m.IntN(3) {
		r.query.Add(one(m, names), fmt.Sprint(one(m, append([]any{"\xff", -1, 0, 1 << 40, "AAAA", "IA", "gCAg", "MjAyNi0wMS0wMSA_", strings.Repeat("q", 3000), "true", "[]", "2026-02-30"}, oddTexts...))))
	}
	return true
}

func oddHeader(m *maker, r *request) bool {
	names := []string{"If-Match", "If-None-Match", "Accept", "Accept-Encoding", "Last-Event-ID", "Range", "X-Forwarded-For", "Traceparent", "X-HTTP-Method-Override", "Cookie", "Accept-Language"}
	for range 1 + m.IntN(3) {
		r.header.Set(one(m, names), one(m, []string{"", "*", `""`, `"1"`, `W/"x"`, "-1", "0", "99999999999999999999", "text/html", "image/*;q=2", "\xff\xfe", strings.Repeat("h", 4000), "00-0-0-0", "bytes=0-", "DELETE"}))
	}
	return true
}

func oddKey(m *maker, r *request) bool {
	if r.header.Get("Idempotency-Key") == "" {
		return false
	}
	wrong := []string{"", "kort", strings.Repeat("k", 65), "spatie spatie", "sleutel\xff0001", "<sleutel>", "12345678,12345678"}
	r.header.Set("Idempotency-Key", one(m, wrong))
	if m.chance(30) {
		r.header.Del("Idempotency-Key")
	}
	return true
}

func brokenToken(m *maker, r *request) bool {
	if r.operation.open() {
		return false
	}
	r.account = ""
	r.header["Authorization"] = []string{one(m, []string{
		"Bearer", "Bearer ", "Bearer x", "Basic a2FudG9vcjp4", "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJkZXYta2FudG9vciJ9.", "bearer a.b.c",
		"Bearer " + strings.Repeat("a", 6000), "Bearer eyJhbGciOiJIUzI1NiJ9.e30.AAAA", "Bearer \xff.\xff.\xff", "Bearer ..", "kantoor",
	})}
	return true
}

// unsigned are the ways of asking without being anybody.
var unsigned = []string{"no token", "a broken token"}

// mustBeUnsigned says that the only good answer is that nobody is signed in.
func (r *request) mustBeUnsigned() bool {
	return slices.Contains(unsigned, r.spoiled) && !r.operation.open()
}
