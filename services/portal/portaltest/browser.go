package portaltest

import (
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Browser is somebody at a web browser without JavaScript: it keeps cookies and follows redirects.
type Browser struct {
	t    testing.TB
	base string
	HTTP *http.Client
}

// Page is what the browser shows.
type Page struct {
	Status int
	// Path and query of the page.
	Path   string
	HTML   string
	Header http.Header
}

// NewBrowser opens one at the portal with this address.
func NewBrowser(t testing.TB, base string) *Browser {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Browser{t: t, base: base, HTTP: &http.Client{Jar: jar}}
}

// Get opens a page.
func (b *Browser) Get(path string) Page {
	b.t.Helper()
	request, err := http.NewRequest(http.MethodGet, b.base+path, http.NoBody)
	if err != nil {
		b.t.Fatal(err)
	}
	return b.Do(request)
}

// Post sends a form as the portal's own pages do.
func (b *Browser) Post(path string, form url.Values) Page {
	b.t.Helper()
	request, err := http.NewRequest(http.MethodPost, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Sec-Fetch-Site", "same-origin")
	return b.Do(request)
}

// Do sends any request.
func (b *Browser) Do(request *http.Request) Page {
	b.t.Helper()
	response, err := b.HTTP.Do(request)
	if err != nil {
		b.t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return Page{Status: response.StatusCode, Path: response.Request.URL.RequestURI(), HTML: string(body), Header: response.Header}
}

var secret = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// CSRF is the secret in the forms of the page.
func (p Page) CSRF() string {
	if found := secret.FindStringSubmatch(p.HTML); found != nil {
		return found[1]
	}
	return ""
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Text is what the page says, without tags and with single spaces.
func (p Page) Text() string {
	return strings.Join(strings.Fields(tags.ReplaceAllString(p.HTML, " ")), " ")
}
