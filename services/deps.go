package services

import (
	_ "github.com/MicahParks/keyfunc/v3"
	_ "github.com/a-h/templ"
	_ "github.com/coreos/go-oidc/v3/oidc"
	_ "github.com/danielgtaylor/huma/v2/adapters/humagin"
	_ "github.com/gabriel-vasile/mimetype"
	_ "github.com/gin-gonic/gin"
	_ "github.com/go-pdf/fpdf"
	_ "github.com/golang-jwt/jwt/v5"
	_ "github.com/google/uuid"
	_ "github.com/wneessen/go-mail"
	_ "go.mongodb.org/mongo-driver/v2/mongo"
	_ "go.opentelemetry.io/contrib/exporters/autoexport"
	_ "go.opentelemetry.io/contrib/instrumentation/github.com/gin-gonic/gin/otelgin"
	_ "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp"
	_ "go.opentelemetry.io/otel/exporters/prometheus"
	_ "go.temporal.io/sdk/client"
	_ "go.temporal.io/sdk/contrib/opentelemetry"
	_ "golang.org/x/oauth2"
	_ "golang.org/x/sync/errgroup"
)
