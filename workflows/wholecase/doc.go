// Package wholecase tells one case from application to beroep through both procedures, in virtual time, and holds every
// date, reminder, rung and letter against tables that a lawyer can read. It has no code of its own.
package wholecase
