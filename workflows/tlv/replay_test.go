package tlv_test

import (
	"testing"

	"traject.nl/workflows/golden/goldentest"
	"traject.nl/workflows/tlv/tlvtest"
)

var histories = goldentest.Histories{
	Folder:    "testdata/histories",
	Procedure: tlvtest.Procedure,
	Newest:    "v3",
	Readable:  []string{"school:", "office:zout", tlvtest.Gz, tlvtest.Sbo, "text-advice", "De aanvraag", "ZOUT"},
}

func TestEveryHistoryReplays(t *testing.T) { histories.AllReplay(t) }

func TestReplayCatchesAChangeThatARunningCaseWouldNotice(t *testing.T) { histories.BreaksAreCaught(t) }

func TestHistoriesAreEncryptedThroughout(t *testing.T) { histories.AreEncrypted(t) }

func TestEveryScriptHasItsHistories(t *testing.T) { histories.AreComplete(t) }
