package buitenkans_test

import (
	"testing"

	"traject.nl/workflows/buitenkans/buitenkanstest"
	"traject.nl/workflows/golden/goldentest"
	"traject.nl/workflows/tlv/tlvtest"
)

var histories = goldentest.Histories{
	Folder:    "testdata/histories",
	Procedure: buitenkanstest.Procedure,
	Newest:    "v1",
	Readable:  []string{"school:", "provision:", tlvtest.Bao, "text-question", "file-advice", "De leerling", "Laag"},
}

func TestEveryHistoryReplays(t *testing.T) { histories.AllReplay(t) }

func TestReplayCatchesAChangeThatARunningCaseWouldNotice(t *testing.T) { histories.BreaksAreCaught(t) }

func TestHistoriesAreEncryptedThroughout(t *testing.T) { histories.AreEncrypted(t) }

func TestEveryScriptHasItsHistories(t *testing.T) { histories.AreComplete(t) }
