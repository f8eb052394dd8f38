package plaatsing_test

import (
	"testing"

	"traject.nl/workflows/golden/goldentest"
	"traject.nl/workflows/plaatsing/plaatsingtest"
	"traject.nl/workflows/tlv/tlvtest"
)

var histories = goldentest.Histories{
	Folder:    "testdata/histories",
	Procedure: plaatsingtest.Procedure,
	Newest:    "v1",
	Readable:  []string{"school:", "office:zout", tlvtest.Sbo, "text-unused", "file-plan", "De leerling", "PO2603"},
}

func TestEveryHistoryReplays(t *testing.T) { histories.AllReplay(t) }

func TestReplayCatchesAChangeThatARunningCaseWouldNotice(t *testing.T) { histories.BreaksAreCaught(t) }

func TestHistoriesAreEncryptedThroughout(t *testing.T) { histories.AreEncrypted(t) }

func TestEveryScriptHasItsHistories(t *testing.T) { histories.AreComplete(t) }
