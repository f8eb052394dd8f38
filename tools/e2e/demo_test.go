package e2e

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"traject.nl/tools/demo"
	"traject.nl/tools/journey"
	"traject.nl/tools/stack/receiver"
	"traject.nl/workflows/terms"
)

func TestTheDemoHasACaseInEveryPhaseAndPlayedTwiceAddsNothing(t *testing.T) {
	shown := regexp.MustCompile(`/zaken/(\w+)`)
	play := func() (cases []journey.Case, all int) {
		var out strings.Builder
		if err := demo.Play(t.Context(), traject, running.Portal, io.MultiWriter(&out, t.Output())); err != nil {
			t.Fatal(err)
		}
		for _, found := range shown.FindAllStringSubmatch(out.String(), -1) {
			cases = append(cases, get(traject.As("kantoor").Case(t.Context(), found[1]))(t))
		}
		return cases, len(get(traject.As("kantoor").MyCases(t.Context()))(t))
	}
	stay := []string{"aanvraag", "intake", "wachtlijst", "gepland", "gesloten"}
	if _, there := terms.SchoolDay(terms.DateOf(time.Now())); there {
		// On any other day nobody can begin at the Buitenkans, also not in a demonstration by the policy of ZOUT.
		stay = append(stay, "observatie", "terugkeer", "nazorg")
	}
	first, before := play()
	for procedure, phases := range map[string][]string{
		"tlv":        {"competentie", "volledigheid", "aanvulling", "ouders", "zienswijze", "advies", "verschil", "besluit", "verzending", "rust", "gesloten"},
		"bezwaar":    {"intake", "hoorzitting", "advies", "besluit", "beroep", "gesloten"},
		"buitenkans": stay,
		"plaatsing":  {"verwacht", "geplaatst", "terugkeer", "terug", "gesloten"},
	} {
		for _, phase := range phases {
			if !slices.ContainsFunc(first, func(c journey.Case) bool { return c.Procedure == procedure && c.Phase == phase }) {
				t.Errorf("no %s in phase %s", procedure, phase)
			}
		}
	}
	if !slices.ContainsFunc(first, isLonger) || !slices.ContainsFunc(first, awaitsJudgement) {
		t.Error("no case with a longer term, or none with an ingebrekestelling to judge")
	}
	if !slices.ContainsFunc(first, waitsWithAReason) || !slices.ContainsFunc(first, isInInstitution) {
		t.Error("nobody on the waiting list with a reason, or nobody in an institution")
	}
	wantSomethingInThePostRoom(t, first)
	wantPartnersOnce(t)
	if second, after := play(); len(second) != len(first) || after != before {
		t.Errorf("played twice, the demo shows %d cases instead of %d, and there are %d instead of %d", len(second), len(first), after, before)
	}
}

// wantSomethingInThePostRoom: a parent of one of the cases cannot be reached by mail.
func wantSomethingInThePostRoom(t *testing.T, cases []journey.Case) {
	t.Helper()
	eventually(t, "something of the demo is in the post room", func(ctx context.Context) error {
		room, err := traject.As("kantoor").PostRoom(ctx)
		if err != nil {
			return err
		}
		for _, item := range room.Undelivered {
			if slices.ContainsFunc(cases, func(c journey.Case) bool { return c.ID == item.CaseID }) {
				return nil
			}
		}
		return errNotYet
	})
}

// wantPartnersOnce: each municipality with an official has one subscription, also when they are played twice.
func wantPartnersOnce(t *testing.T) {
	t.Helper()
	for range 2 {
		if err := demo.Partners(t.Context(), traject, running.Mail+receiver.Path, t.Output()); err != nil {
			t.Fatal(err)
		}
	}
	for _, account := range officials {
		here := slices.DeleteFunc(get(traject.As(account).Subscriptions(t.Context()))(t), func(one journey.Subscription) bool {
			return !strings.HasPrefix(one.URL, running.Mail)
		})
		if len(here) != 1 {
			t.Errorf("%s has %d subscriptions of the demo", account, len(here))
		}
	}
}

func isLonger(c journey.Case) bool {
	return slices.ContainsFunc(c.Terms, func(term journey.Term) bool { return len(term.Extensions) > 0 })
}

func awaitsJudgement(c journey.Case) bool {
	return slices.ContainsFunc(c.Defaults, func(notice journey.Default) bool { return notice.Judgement == "" })
}

func waitsWithAReason(c journey.Case) bool {
	return c.Buitenkans != nil && c.Buitenkans.Waiting != nil && len(c.Buitenkans.Waiting.Reasons) > 0
}

func isInInstitution(c journey.Case) bool {
	return c.Plaatsing != nil && len(c.Plaatsing.Placements) > 0 && c.Plaatsing.Placements[0].Institution != ""
}
