// Package resilience kills Traject in the middle of a case and looks whether anything was lost or done twice.
package resilience
