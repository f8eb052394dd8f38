package edgetest

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// Heads of a request to every route of a router, to begin with: a parameter of a path is filled with the id of that name, or with any.
func Heads(router http.Handler, ids map[string]string, headers ...string) (heads []string) {
	for _, route := range router.(*gin.Engine).Routes() {
		parts := strings.Split(route.Path, "/")
		for i, part := range parts {
			name, parameter := strings.CutPrefix(part, ":")
			switch {
			case parameter && ids[name] != "":
				parts[i] = ids[name]
			case parameter:
				parts[i] = "k3v9x2m4q8pd"
			}
		}
		heads = append(heads, JSON(route.Method, strings.Join(parts, "/"), headers...))
	}
	return heads
}

// Odd are requests that no service expects.
var Odd = []string{
	Head("GET", "/v1/openapi.json"), Head("GET", "/v1/openapi.json/"), Head("BREW", "/"), Head("GET", "//"), Head("GET", "/%00"), Head("GET", "/v1/%2e%2e/%ff"), Head("GET", "http://elders.example/v1/cases"),
	Head("OPTIONS", "*"), Head("HEAD", "/healthz"), Head("GET", "/v1/events", "Last-Event-ID: -1"), Head("GET", "/v1/cases?limit=-1&cursor=gCAg&onbekend=%ff"), Head("POST", "/v1/cases", "Content-Type: application/xml"),
	Head("PUT", "/v1/dossiers/k3v9x2m4q8pd/application", "If-Match: \"\xff\"", "Content-Type: application/json; charset=utf-16"), Head("GET", "/v1/tasks", "Accept: text/html, */*;q=x", "Range: bytes=0-"),
	Head("POST", "/v1/codec/decode", "Content-Type: application/json", "Transfer-Encoding: identity"),
}

// Bodies that no service expects.
var Bodies = []string{
	"", "{}", "null", "[]", `"x"`, "1", "{", `{"a":`, "\xff", `{"a":"\ud800"}`, `{"onbekend":1}`, `{"a":1,"a":2}`, "{}{}", strings.Repeat("[", 2000), `{"textId":"\u0000","taskId":{"$ne":null}}`, `{"dossierId":"k3v9x2m4q8pd"}`,
	`{"payloads":[{"metadata":{"encoding":"YmluYXJ5L3RyYWplY3QtdjE="},"data":"AQdhYQ=="}]}`,
}
