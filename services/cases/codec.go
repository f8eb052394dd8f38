package cases

import (
	"io"
	"net/http"

	"github.com/gin-gonic/gin"
	commonpb "go.temporal.io/api/common/v1"
	"go.temporal.io/sdk/converter"
	"google.golang.org/protobuf/encoding/protojson"

	"traject.nl/services/platform/access"
	"traject.nl/services/platform/edge"
	"traject.nl/services/platform/identity"
)

// decode is the remote codec of Temporal (POST …/decode with {"payloads":[…]}). The Temporal UI asks it through the portal,
// which knows who sits at the browser. Payloads hold ids and no words about a child, and still only office and engineers
// may read them.
func decode(codec converter.PayloadCodec) gin.HandlerFunc {
	return func(c *gin.Context) {
		if !access.MayOverview(access.DecodeHistories, identity.From(c.Request.Context()).Parties...) {
			edge.Abort(c, edge.Forbidden("Dit is alleen voor het kantoor en voor beheerders."))
			return
		}
		var payloads commonpb.Payloads
		content, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxPayloads))
		if err != nil {
			edge.Abort(c, edge.TooLarge("Dit is te veel om in één keer te lezen."))
			return
		}
		if err := protojson.Unmarshal(content, &payloads); err != nil {
			edge.Abort(c, edge.BadRequest(edge.FieldProblem{Message: "Dit zijn geen payloads van Temporal."}))
			return
		}
		decoded, err := codec.Decode(payloads.GetPayloads())
		if err != nil {
			edge.Abort(c, edge.BadRequest(edge.FieldProblem{Message: "Deze payloads zijn niet te lezen met de sleutels die wij hebben."}))
			return
		}
		answer, err := protojson.Marshal(&commonpb.Payloads{Payloads: decoded})
		if err != nil {
			edge.Abort(c, err)
			return
		}
		c.Data(http.StatusOK, "application/json", answer)
	}
}

// maxPayloads is how much the codec reads at once, in bytes: a history page of the Temporal UI.
const maxPayloads = 16 << 20
