package edge

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
)

// huma keeps its messages and its error type in package variables, so they are set once, here.
func init() {
	huma.NewError = newHumaError
	huma.NewErrorWithContext = newHumaErrorWithContext

	validation.MsgExpectedRequiredProperty = "Vul %s in."
	validation.MsgUnexpectedProperty = "Dit veld kennen wij niet."
	validation.MsgExpectedRFC3339Date = "Vul een datum in als jjjj-mm-dd, bijvoorbeeld 2026-11-22."
	validation.MsgExpectedRFC3339DateTime = "Vul een datum en tijd in als 2026-11-22T09:30:00Z."
	validation.MsgExpectedRFC5322Email = "Vul een e-mailadres in, bijvoorbeeld naam@school.nl."
	validation.MsgExpectedOneOf = "Kies een van: \"%s\"."
	validation.MsgExpectedMinLength = "Vul minstens %d tekens in."
	validation.MsgExpectedMaxLength = "Vul hoogstens %d tekens in."
	validation.MsgExpectedMatchPattern = "Dit heeft niet de goede vorm. De vorm is: %s"
	validation.MsgExpectedBePattern = "Dit heeft niet de goede vorm: %s"
	validation.MsgExpectedMinItems = "Kies of noem er minstens %d."
	validation.MsgExpectedMaxItems = "Kies of noem er hoogstens %d."
	validation.MsgExpectedArrayItemsUnique = "Noem alles maar één keer."
	validation.MsgExpectedMinimumNumber = "Vul een getal in van minstens %v."
	validation.MsgExpectedMaximumNumber = "Vul een getal in van hoogstens %v."
	validation.MsgExpectedExclusiveMinimumNumber = "Vul een getal in groter dan %v."
	validation.MsgExpectedExclusiveMaximumNumber = "Vul een getal in kleiner dan %v."
	validation.MsgExpectedString = "Vul hier tekst in."
	validation.MsgExpectedNumber = "Vul hier een getal in."
	validation.MsgExpectedInteger = "Vul hier een heel getal in."
	validation.MsgExpectedBoolean = "Kies hier ja of nee (true of false)."
	validation.MsgExpectedArray = "Geef hier een lijst."
	validation.MsgExpectedObject = "Geef hier een object."
}

// titles of the statuses that the services use.
var titles = map[int]string{
	http.StatusBadRequest:            "Niet goed ingevuld",
	http.StatusUnauthorized:          "Niet ingelogd",
	http.StatusForbidden:             "Niet toegestaan",
	http.StatusNotFound:              "Niet gevonden",
	http.StatusMethodNotAllowed:      "Methode niet toegestaan",
	http.StatusNotAcceptable:         "Formaat niet beschikbaar",
	http.StatusRequestTimeout:        "Te langzaam verstuurd",
	http.StatusConflict:              "Kan nu niet",
	http.StatusPreconditionFailed:    "Intussen gewijzigd",
	http.StatusRequestEntityTooLarge: "Te groot",
	http.StatusUnsupportedMediaType:  "Formaat niet ondersteund",
	http.StatusPreconditionRequired:  "Versie ontbreekt",
	http.StatusTooManyRequests:       "Te veel verzoeken",
	http.StatusInternalServerError:   "Er ging iets mis",
	http.StatusServiceUnavailable:    "Even niet beschikbaar",
}

func title(status int) string {
	if found, ok := titles[status]; ok {
		return found
	}
	return http.StatusText(status)
}

// dutchDetail says for a finding of huma what is wrong as a whole.
func dutchDetail(status int, message string) string {
	switch {
	case status == http.StatusRequestEntityTooLarge:
		return "Wat u verstuurt is te groot. Maak het kleiner en verstuur het opnieuw."
	case status == http.StatusUnsupportedMediaType:
		return "Dit formaat kunnen wij niet lezen. Verstuur het als application/json."
	case status == http.StatusNotAcceptable:
		return "Wij kunnen alleen antwoorden als application/json."
	case status == http.StatusRequestTimeout:
		return "Het versturen duurde te lang. Probeer het opnieuw."
	case message == "request body is required":
		return "Er is niets meegestuurd. Vul het formulier in en verstuur het opnieuw."
	case status == http.StatusBadRequest:
		return "Niet alles is goed ingevuld. Kijk wat er bij de velden staat en verstuur het opnieuw."
	default:
		return title(status) + "."
	}
}

// dutchMessage says in Dutch what huma says in English outside its validation messages.
func dutchMessage(message string) string {
	switch {
	case strings.HasPrefix(message, "required ") && strings.HasSuffix(message, " parameter is missing"):
		return "Vul dit in."
	case strings.HasPrefix(message, "unknown query parameter"):
		return "Deze zoekvraag kennen wij niet."
	case strings.HasPrefix(message, "invalid integer"):
		return "Vul hier een heel getal in."
	case strings.HasPrefix(message, "invalid float"):
		return "Vul hier een getal in."
	case strings.HasPrefix(message, "invalid boolean"):
		return "Kies hier ja of nee (true of false)."
	case strings.HasPrefix(message, "invalid date/time"):
		return "Vul een datum en tijd in als 2026-11-22T09:30:00Z."
	case strings.HasPrefix(message, "unknown content type"):
		return "Verstuur het als application/json."
	case strings.HasPrefix(message, "invalid character"), strings.HasPrefix(message, "unexpected end of JSON"), strings.HasPrefix(message, "json:"):
		return "Dit is geen geldige JSON van de goede vorm."
	default:
		return message
	}
}
