package main

import (
	"errors"

	"traject.nl/services/platform/settings"
	"traject.nl/services/platform/temporal"
	"traject.nl/workflows/policy"
	"traject.nl/workflows/worker"
)

// Config of the worker.
type Config struct {
	// Listen is an address or a net.Listener.
	Listen   any
	Temporal temporal.Config
	// Processes is how the process code runs.
	Processes worker.Config
}

// fromEnv reads the settings: those of settings.Env.Temporal, and
//
//	TRAJECT_LISTEN            address to serve health and metrics on; default ":8080"
//	TEMPORAL_DEPLOYMENT_NAME  name of the worker deployment, for worker versioning; empty for none
//	TEMPORAL_WORKER_BUILD_ID  build within the deployment
//	TRAJECT_POLICY            policies that new cases start with: "zout" (default), or "demo" with days of seconds, never in practice
func fromEnv() (Config, error) {
	var env settings.Env
	config := Config{
		Listen:   env.Or("TRAJECT_LISTEN", ":8080"),
		Temporal: env.Temporal("worker"),
		Processes: worker.Config{
			Deployment: env.Or(deploymentName, ""), Build: env.Or(buildID, ""), Policy: env.Or("TRAJECT_POLICY", policy.ZOUT),
		},
	}
	if config.Processes.Deployment != "" && config.Processes.Build == "" {
		env.Wrong(buildID, errors.New("is not set, and "+deploymentName+" is: set both, or none for no versioning"))
	}
	if config.Processes.Build != "" && config.Processes.Deployment == "" {
		env.Wrong(deploymentName, errors.New("is not set, and "+buildID+" is: set both, or none for no versioning"))
	}
	if err := policy.Known(config.Processes.Policy); err != nil {
		env.Wrong("TRAJECT_POLICY", err)
	}
	return config, env.Err()
}

// The names that Temporal's worker controller gives.
const (
	deploymentName = "TEMPORAL_DEPLOYMENT_NAME"
	buildID        = "TEMPORAL_WORKER_BUILD_ID"
)
