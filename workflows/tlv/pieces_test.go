package tlv_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"traject.nl/workflows/tlv/tlvtest"
)

// What somebody wrote can change until an act refers to it. Then the dossier is asked to fix it, as
// words of that party and of that kind.
func TestTheWordsOfEveryActAreFixedAsThoseOfWhoActs(t *testing.T) {
	t.Parallel()
	s := heardParents(t)
	s.Do(tlvtest.Invite("2026-09-01"), tlvtest.Report(), tlvtest.ReportCopy("2026-09-01"))
	s.Do(tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Gz)), tlvtest.Weighed(tlvtest.AdviseSbo(tlvtest.Ortho)), tlvtest.Refuse())
	s.Play()

	var fixed string
	for _, request := range s.Services.Attached() {
		assert.Equal(t, caseID, request.DossierId)
		for _, piece := range request.Pieces {
			fixed += request.Author + " " + piece.Kind + " " + piece.Id + "\n"
		}
	}
	assert.Equal(t, lines(`
		parent:1111111111aaaaaaaaaa zienswijze text-zienswijze
		expert:gz-1 gespreksverslag text-report
		expert:gz-1 advies text-advice-gz-1
		expert:gz-1 zienswijze-weging text-weighed-gz-1
		expert:ortho-1 advies text-advice-ortho-1
		expert:ortho-1 zienswijze-weging text-weighed-ortho-1
		director:zout motivering text-reasons
	`), fixed)
}
