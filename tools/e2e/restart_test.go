package e2e

import (
	"testing"
	"time"

	"traject.nl/tools/journey"
	"traject.nl/tools/stack"
)

// TestARestartKeepsEverything tells one case with a restart after every step.
func TestARestartKeepsEverything(t *testing.T) {
	folder := t.TempDir()
	var s *journey.Story
	var before journey.Case
	var token string
	for _, steps := range [][]journey.Step{
		{journey.Draft},
		{journey.HandIn, journey.Competent, journey.SotConfirmed},
		{journey.Complete, journey.ParentsAgree, journey.Experts, journey.FirstAdvice},
		{journey.SecondAdvice, journey.Granted, journey.Announced},
		{},
	} {
		own, err := stack.Start(t.Context(), stack.Options{State: folder, RandomPorts: true})
		if err != nil {
			t.Fatal(err)
		}
		if s == nil {
			s = journey.NewStory(peopleOf(own), "restart", journey.Pupil{FirstName: "Noor", LastName: "Testleerling", BirthDate: "2018-03-14", Group: "4"})
		}
		s.Traject = peopleOf(own)
		s.Patience = time.Minute
		if before.ID != "" {
			if after := get(s.As("kantoor").Case(t.Context(), s.CaseID))(t); after.Version < before.Version || len(after.Timeline) < len(before.Timeline) {
				t.Errorf("before the restart the case was at version %d, after it at %d", before.Version, after.Version)
			}
		}
		if err := s.Tell(t.Context(), steps...); err != nil {
			t.Error(err)
		}
		if len(steps) > 1 {
			before = get(s.As("kantoor").Case(t.Context(), s.CaseID))(t)
		}
		if token != "" {
			wantStillGood(t, own, token)
		}
		token = get(own.Token("kantoor"))(t)
		if err := own.Stop(); err != nil {
			t.Fatal(err)
		}
	}
	if before.Phase != "rust" || before.TLV.Decision == nil || before.TLV.Decision.TLVNumber == "" {
		t.Errorf("the case did not come to rest: %s %+v", before.Phase, before.TLV)
	}
}

// wantStillGood: a token from before the restart is still good, because the signing key is kept.
func wantStillGood(t *testing.T, own *stack.Stack, token string) {
	t.Helper()
	old := peopleOf(own)
	old.Token = withToken(token).Token
	if _, err := old.As("kantoor").MyCases(t.Context()); err != nil {
		t.Errorf("a token from before the restart: %v", err)
	}
}
