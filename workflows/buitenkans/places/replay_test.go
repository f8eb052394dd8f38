package places_test

import (
	"testing"

	"traject.nl/proto/contract/cases"
	"traject.nl/proto/contract/registry"
	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/golden/goldentest"
	"traject.nl/workflows/tlv/tlvtest"
)

var histories = goldentest.Histories{
	Folder:    "testdata/histories",
	Procedure: buitenkanstest.Book,
	Newest:    "v1",
	Swapped:   [2]string{registry.DescribeProvision, cases.ProjectPlaces},
	Readable:  []string{tlvtest.Bao, "gaat voor", "Laag", "golden-a"},
}

func TestEveryHistoryReplays(t *testing.T) { histories.AllReplay(t) }

func TestReplayCatchesAChangeThatARunningBookWouldNotice(t *testing.T) { histories.BreaksAreCaught(t) }

func TestHistoriesAreEncryptedThroughout(t *testing.T) { histories.AreEncrypted(t) }

func TestEveryScriptHasItsHistories(t *testing.T) { histories.AreComplete(t) }
