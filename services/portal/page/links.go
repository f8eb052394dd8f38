package page

import (
	"net/url"

	"github.com/a-h/templ"
)

func signInHref(returnTo string) templ.SafeURL {
	if returnTo == "" || returnTo == "/" {
		return "/inloggen"
	}
	return templ.SafeURL("/inloggen?" + url.Values{"naar": {returnTo}}.Encode())
}

// CaseHref is the page of a case.
func CaseHref(id string) string { return "/zaken/" + url.PathEscape(id) }

func caseLink(id string, rest string) templ.SafeURL { return templ.SafeURL(CaseHref(id) + rest) }

// PupilHref is the page of a pupil, by any of the pupil's dossiers.
func PupilHref(dossierID string) string { return "/leerlingen/" + url.PathEscape(dossierID) }
