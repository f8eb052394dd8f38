package tlv

import (
	"testing"

	"traject.nl/proto/contract/tlv"
	tlvv1 "traject.nl/proto/gen/traject/tlv/v1"
	"traject.nl/workflows/casework/caseworktest"
)

//go:generate go test -run TestTheDiagramInTheDocsIsTheProcedureInTheCode -draw .

var phases = caseworktest.Phases[tlvv1.Phase]{
	Procedure:   "tlv",
	Transitions: transitions,
	Numbers:     tlvv1.Phase_name,
	Name:        func(phase tlvv1.Phase) string { return phaseWording[phase].name },
	Last:        closed,
	Acts:        tlv.Acts,
	Moments:     tlv.Moments,
	NotNow:      notNowWording,
}

func TestTheDiagramInTheDocsIsTheProcedureInTheCode(t *testing.T) { phases.AreInTheDocs(t) }

func TestEveryPhaseCanBeReachedAndLeft(t *testing.T) { phases.CanBeReachedAndLeft(t) }

func TestEveryActHasItsMoment(t *testing.T) { phases.HaveMomentsForEveryAct(t) }
