package bezwaar_test

import (
	"testing"

	"traject.nl/workflows/bezwaar/bezwaartest"
	"traject.nl/workflows/golden/goldentest"
	"traject.nl/workflows/tlv/tlvtest"
)

var histories = goldentest.Histories{
	Folder:    "testdata/histories",
	Procedure: bezwaartest.Procedure,
	Newest:    "v1",
	Readable:  []string{"school:", "office:zout", tlvtest.Bao, "text-grounds", "file-objection", "Het bezwaar", "ZOUT"},
}

func TestEveryHistoryReplays(t *testing.T) { histories.AllReplay(t) }

func TestReplayCatchesAChangeThatARunningCaseWouldNotice(t *testing.T) { histories.BreaksAreCaught(t) }

func TestHistoriesAreEncryptedThroughout(t *testing.T) { histories.AreEncrypted(t) }

func TestEveryScriptHasItsHistories(t *testing.T) { histories.AreComplete(t) }
