package edge

import (
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humagin"
	"github.com/gin-gonic/gin"
)

// MaxBody is how large a JSON body may be, in bytes. Files go in as streams, outside huma.
const MaxBody = 512 << 10

// API makes the typed API of a service on its router, with its OpenAPI 3.1 document at /v1/openapi.json. Call it before
// engine.Use(identity.Middleware(…)), so that the document stays open, and register operations after it.
func API(engine *gin.Engine, title, version, description string) huma.API {
	config := huma.DefaultConfig(title, version)
	config.CreateHooks = nil // no $schema links in answers
	config.DocsPath = ""
	config.SchemasPath = ""
	config.OpenAPIPath = openAPIPath
	config.Info.Description = description
	config.Info.Contact = &huma.Contact{Name: "Traject", URL: "https://traject.nl", Email: "beheer@traject.nl"}
	config.Info.License = &huma.License{Name: "EUPL-1.2", Identifier: "EUPL-1.2"}
	config.Servers = []*huma.Server{{URL: "/", Description: "This service"}}
	config.Security = []map[string][]string{{"signedIn": {}}}
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"signedIn": {Type: "http", Scheme: "bearer", BearerFormat: "JWT", Description: "Access token of the signed-in person."},
	}
	config.OnAddOperation = append(config.OnAddOperation, houseRules)
	return humagin.New(engine, config)
}

// houseRules makes each operation follow the design rules: a body limit, 400 instead of 422 in the document, and in it what the edge itself
// refuses: who is not signed in or asks too much, and a body that is too large or of another kind.
func houseRules(_ *huma.OpenAPI, operation *huma.Operation) {
	if operation.RequestBody != nil && operation.MaxBodyBytes == 1<<20 { // huma's default
		operation.MaxBodyBytes = MaxBody
	}
	unprocessable, bad := strconv.Itoa(http.StatusUnprocessableEntity), strconv.Itoa(http.StatusBadRequest)
	if documented, ok := operation.Responses[unprocessable]; ok {
		delete(operation.Responses, unprocessable)
		if operation.Responses[bad] == nil {
			documented.Description = http.StatusText(http.StatusBadRequest)
			operation.Responses[bad] = documented
		}
	}
	if operation.Security == nil {
		documentRefusal(operation, http.StatusUnauthorized)
		documentRefusal(operation, http.StatusTooManyRequests) // who must be signed in can do too much
	}
	if operation.RequestBody != nil {
		documentRefusal(operation, http.StatusRequestEntityTooLarge)
		documentRefusal(operation, http.StatusUnsupportedMediaType)
	}
}

// documentRefusal says in the document that an operation can be refused so, unless it says that already.
func documentRefusal(operation *huma.Operation, status int) {
	key := strconv.Itoa(status)
	if operation.Responses[key] != nil {
		return
	}
	if operation.Responses == nil {
		operation.Responses = map[string]*huma.Response{}
	}
	operation.Responses[key] = &huma.Response{Description: http.StatusText(status), Content: map[string]*huma.MediaType{
		"application/problem+json": {Schema: &huma.Schema{Ref: "#/components/schemas/ProblemDetails"}},
	}}
}

// IdempotencyKey is embedded in the input of every request that does something: the same key twice does it once.
type IdempotencyKey struct {
	Key string `header:"Idempotency-Key" required:"true" minLength:"8" maxLength:"64" pattern:"^[A-Za-z0-9_-]+$" doc:"Chosen by the caller, one for each act; send the same again after a failure."`
}
