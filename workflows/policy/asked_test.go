package policy

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/proto"

	"traject.nl/proto/contract/casework"
	"traject.nl/proto/contract/party"
	"traject.nl/proto/contract/registry"
	caseworkv1 "traject.nl/proto/gen/traject/casework/v1"
)

const (
	askedOfBoard = "{after: 14, tell: board, within: 7,\n       asks: \"Laat"
	askedOfTown  = "{after: 21, tell: municipality, desk: beleid, within: 7,\n       asks: \"Denk"
)

func TestAFaultyQuestionToAnOutsiderIsRefusedWithItsLine(t *testing.T) {
	t.Parallel()
	text := fileOf(t, "zout/tlv.yaml")
	for _, m := range []mistake{
		{"asked of who has a part in the case", "{after: 3, tell: sot}", `{after: 3, tell: sot, asks: "Kijkt u mee?"}`, "ladders zout: asks something of sot; only a municipality or a board can answer"},
		{"asked of who must do it", "{after: 1, tell: holder}", `{after: 1, tell: holder, asks: "Kijkt u mee?"}`, "asks something of holder"},
		{"nothing asked", askedOfBoard, "{after: 14, tell: board, within: 7,\n       asks: \" \", desk: \"Laat", "ladders zout: asks: want words"},
		{"no words", askedOfTown, "{after: 21, tell: municipality, within: 7, asks: 7, desk: \"Denk", `ladders zout: asks: want words, not "7"`},
		{"a list of questions", askedOfTown, "{after: 21, tell: municipality, within: 7, asks: [kom, kijk], desk: \"Denk", "ladders zout: asks: want words, not a list"},
		{"no sentence", "sneller klaar is?", "sneller klaar is", "is no sentence; end it with a full stop or a question mark"},
		{"two lines", "sneller klaar is?", `sneller\nklaar is?`, "asks is one line without space around it"},
		{"space around it", "sneller klaar is?", `sneller klaar is? `, "asks is one line without space around it"},
		{"a whole letter", "sneller klaar is?", strings.Repeat("é", 150) + "?", "asks has 204 characters; want at most 200"},
		{"an answer soon to nothing", "{after: 3, tell: sot}", "{after: 3, tell: sot, within: 7}", "within says how soon an answer is wanted, but asks is missing"},
		{"an answer at once", askedOfTown, strings.Replace(askedOfTown, "within: 7", "within: 0", 1), "ladders zout: within is 0; want 1 to 366 days"},
		{"an answer before the question", askedOfTown, strings.Replace(askedOfTown, "within: 7", "within: -7", 1), "within is -7; want 1 to 366 days"},
		{"an answer next year", askedOfTown, strings.Replace(askedOfTown, "within: 7", "within: 367", 1), "within is 367; want 1 to 366 days"},
		{"an answer in words", askedOfTown, strings.Replace(askedOfTown, "within: 7", "within: een week", 1), `ladders zout: within: want a whole number, not "een week"`},
		{"a desk that is none", askedOfTown, strings.Replace(askedOfTown, "beleid", "burgerzaken", 1), `ladders zout: unknown desk "burgerzaken"; want leerplicht, jeugdhulp, leerlingenvervoer, beleid`},
		{"a desk of a board", askedOfBoard, strings.Replace(askedOfBoard, "within", "desk: beleid, within", 1), `ladders zout: desk "beleid" of board; only a municipality has desks`},
		{"a desk of ZOUT", "{after: 3, tell: sot}", "{after: 3, tell: sot, desk: beleid}", `desk "beleid" of sot; only a municipality has desks`},
	} {
		m.assertRefused(t, "asked", TLVProcedure, text)
	}
}

func TestWhatIsAskedOfAnOutsiderIsPartOfTheRung(t *testing.T) {
	t.Parallel()
	text := fileOf(t, "zout/tlv.yaml")
	p, err := Load(TLVProcedure, []byte(text))
	require.NoError(t, err)
	want := &caseworkv1.Rung{
		AfterDays: 21, Tell: "municipality", Subject: "beleid", AnswerDays: 7,
		Asks: "Denk met ons mee: wat kan de gemeente doen zodat dit sneller klaar is?",
	}
	got := Ladder(p, "zout").GetRungs()[4]
	assert.True(t, proto.Equal(want, got), "%v", got)
	assert.True(t, proto.Equal(&caseworkv1.Rung{AfterDays: 3, Tell: "sot"}, Ladder(p, "zout").GetRungs()[1]), "the SOT has a part in the case already")

	for name, changed := range map[string]string{
		"a question without a date":    strings.Replace(text, "desk: beleid, within: 7,", "desk: beleid,", 1),
		"told without a question":      strings.Replace(text, ", desk: beleid, within: 7,\n       asks: \""+want.Asks+"\"}", ", desk: beleid}", 1),
		"a question to no desk at all": strings.Replace(text, "desk: beleid, ", "", 1),
	} {
		require.NotEqual(t, text, changed, name)
		_, err := Load(TLVProcedure, []byte(changed))
		assert.NoError(t, err, name)
	}
}

// TestEveryOutsiderOfTheShippedPoliciesIsAskedSomething: who is told of a case without being party to it reads what it can do, and by when.
func TestEveryOutsiderOfTheShippedPoliciesIsAskedSomething(t *testing.T) {
	t.Parallel()
	asked := map[string]int{}
	for set, policies := range shipped {
		for procedure, p := range policies {
			for _, ladder := range p.GetLadders() {
				for _, rung := range ladder.GetRungs() {
					where := set + "/" + procedure + " " + ladder.GetName() + " " + rung.GetTell()
					if !casework.Answerers.May(party.Role(rung.GetTell()), casework.AnswerEscalation) {
						assert.Empty(t, rung.GetAsks(), where)
						continue
					}
					assert.NotEmpty(t, rung.GetAsks(), where)
					assert.EqualValues(t, 7, rung.GetAnswerDays(), where)
					if rung.GetTell() == string(party.Municipality) {
						assert.Contains(t, registry.Desks, rung.GetSubject(), where)
						asked[rung.GetSubject()]++
					}
				}
			}
		}
	}
	assert.Equal(t, map[string]int{"leerplicht": 4, "beleid": 2, "leerlingenvervoer": 2}, asked, "by desk, in practice and in the demonstration")
}
