// Package stack runs all of Traject in one process.
package stack

import (
	_ "github.com/FerretDB/FerretDB/ferretdb"
	_ "github.com/temporalio/ui-server/v2/server"
	_ "github.com/zitadel/oidc/v3/pkg/op"
	_ "github.com/emersion/go-smtp"
	_ "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	_ "go.temporal.io/server/temporal"
)

import (
	_ "traject.nl/services"
)
