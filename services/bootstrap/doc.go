// Package bootstrap brings an installation into the state that the services and the worker count on: the namespace in Temporal
// with how long it keeps what is closed, the schedules, the indexes of every database and the lists of the registry. It runs
// before the services at every installation and upgrade, changes only what is not right yet, and tells each thing it did or
// found. After the upgrade it promotes the new build of the worker.
//
// It is no service: it is the one program that opens the databases of all of them, each by what its service exports for it.
package bootstrap
