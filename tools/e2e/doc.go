// Package e2e tests Traject as a whole: one stack, real tokens, the public HTTP API, and what is left behind on disk.
package e2e
