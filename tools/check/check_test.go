package check_test

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/check"
)

// sound is a service that is as it must be, in version 1.2.3.
var sound = map[string]answer{
	"/readyz":   {200, `{"ready":true}`},
	"/metrics":  {200, "# HELP traject_build_info x\ntraject_build_info{otel_scope_name=\"x\",version=\"1.2.3\"} 1\n"},
	"/v1/cases": {401, `{"status":401,"title":"Unauthorized"}`},
}

type answer struct {
	status int
	body   string
}

// looked runs a check of a cases service that differs from a sound one, and gives what it told.
func looked(t *testing.T, version string, differs map[string]answer) (string, error) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		given, ok := differs[r.URL.Path]
		if !ok {
			given = sound[r.URL.Path]
		}
		w.WriteHeader(given.status)
		fmt.Fprint(w, given.body)
	}))
	defer server.Close()
	var told strings.Builder
	err := check.Run(t.Context(), check.Config{Cases: server.URL, Version: version, Wait: time.Second}, &told)
	return told.String(), err
}

func TestASoundPartPasses(t *testing.T) {
	if told, err := looked(t, "1.2.3", nil); err != nil || !strings.Contains(told, "all 3 checks passed") {
		t.Fatalf("%v:\n%s", err, told)
	}
}

func TestWhatIsWrongIsTold(t *testing.T) {
	for name, one := range map[string]struct {
		version string
		differs map[string]answer
		wants   string
	}{
		"not ready":             {"", map[string]answer{"/readyz": {503, "mongo: away"}}, "WRONG  cases: is ready: /readyz answered 503: mongo: away"},
		"another version":       {"1.2.4", nil, `it runs "1.2.3", want "1.2.4"`},
		"no version":            {"", map[string]answer{"/metrics": {200, ""}}, "no traject_build_info"},
		"open to everyone":      {"", map[string]answer{"/v1/cases": {200, `{}`}}, "WRONG  cases: refuses a call without a token"},
		"refused by a stranger": {"", map[string]answer{"/v1/cases": {401, "<html>"}}, "want 401 as problem+json"},
	} {
		told, err := looked(t, one.version, one.differs)
		if err == nil || err.Error() != "1 of 3 checks failed" || !strings.Contains(told, one.wants) {
			t.Errorf("%s: %v:\n%s", name, err, told)
		}
	}
}

func TestWithoutAnAddressNothingPasses(t *testing.T) {
	if err := check.Run(t.Context(), check.Config{}, new(strings.Builder)); err == nil {
		t.Fatal("a check of nothing passed")
	}
}

func TestReachTellsAddressesApart(t *testing.T) {
	open, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { open.Close() })
	shut, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	shut.Close()
	in, outOf := []string{open.Addr().String()}, []string{shut.Addr().String()}
	t.Run("as it must be", func(t *testing.T) {
		t.Parallel()
		if err := check.Reach(t.Context(), in, outOf, time.Second, new(strings.Builder)); err != nil {
			t.Error(err)
		}
	})
	t.Run("the other way round", func(t *testing.T) {
		t.Parallel()
		var told strings.Builder
		if err := check.Reach(t.Context(), outOf, in, time.Second, &told); err == nil || strings.Count(told.String(), "WRONG") != 2 {
			t.Errorf("%v:\n%s", err, told.String())
		}
	})
}
