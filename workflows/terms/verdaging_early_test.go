package terms

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestVerdagingMayBeToldBeforeTheTermToDecideOnTheBezwaarBegins(t *testing.T) {
	t.Parallel()
	rule := Rule{Weeks: 12, Statutory: true, Basis: "Awb 7:10 lid 1"}
	early := Extension{Weeks: 6, Ground: GroundVerdaging, NotifiedOn: MustParse("2026-07-01")}
	result, err := Compute(MustParse("2026-07-10"), rule, nil, early)
	require.NoError(t, err)
	assert.Equal(t, MustParse("2026-11-13"), result.Planned)
	assert.Equal(t, 126, result.Segments[0].Days+result.Segments[1].Days)

	other := Extension{Until: MustParse("2026-12-01"), Ground: GroundNewDate, NotifiedOn: MustParse("2026-07-01")}
	_, err = Compute(MustParse("2026-07-10"), rule, nil, other)
	assert.ErrorContains(t, err, "geef een latere datum")
}
