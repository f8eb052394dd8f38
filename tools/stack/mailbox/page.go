package mailbox

import (
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"log/slog"
	"net/http"
	"os"
	"regexp"
)

//go:embed page.html
var pageText string

var page = template.Must(template.New("mail").Funcs(template.FuncMap{"links": links}).Parse(pageText))

// Page shows the mails: a list at /, one mail at /mail/{id}, and all of them as JSON at /mails.json.
func (m *Mailbox) Page() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		all, err := m.All()
		show(w, all, nil, err)
	})
	mux.HandleFunc("GET /mail/{id}", func(w http.ResponseWriter, r *http.Request) {
		one, err := m.Find(r.PathValue("id"))
		show(w, nil, &one, err)
	})
	mux.HandleFunc("GET /mails.json", func(w http.ResponseWriter, _ *http.Request) {
		all, err := m.All()
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		if err := json.NewEncoder(w).Encode(all); err != nil {
			slog.Warn("mailbox: answer not written", "error", err)
		}
	})
	return mux
}

func show(w http.ResponseWriter, all []Mail, one *Mail, err error) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'")
	switch {
	case errors.Is(err, os.ErrNotExist):
		http.Error(w, "Deze mail is niet gevonden.", http.StatusNotFound)
		return
	case err != nil:
		http.Error(w, "De mail is niet te lezen: "+err.Error(), http.StatusInternalServerError)
		return
	}
	if err := page.Execute(w, struct {
		All []Mail
		One *Mail
	}{all, one}); err != nil {
		slog.Warn("mailbox: page not written", "error", err)
	}
}

var link = regexp.MustCompile(`https?://[^\s<>"]+`)

// links makes the addresses in a text clickable; everything else stays text.
func links(text string) template.HTML {
	var html string
	at := 0
	for _, span := range link.FindAllStringIndex(text, -1) {
		address := template.HTMLEscapeString(text[span[0]:span[1]])
		html += template.HTMLEscapeString(text[at:span[0]]) + `<a href="` + address + `">` + address + `</a>`
		at = span[1]
	}
	return template.HTML(html + template.HTMLEscapeString(text[at:]))
}
