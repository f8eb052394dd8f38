package portal

import (
	"context"
	"net/http"

	"github.com/gin-gonic/gin"
)

// events passes the live stream of the cases service on to the browser, line by line, until either side ends it. Ids in
// the path make it the stream of one case.
func (p *Portal) events(c *gin.Context, v *visit) error {
	ctx, cancel := context.WithCancel(c.Request.Context())
	defer cancel()
	response, err := p.cases.Events(ctx, v.token, c.Param("id"), c.GetHeader("Last-Event-ID"), c.Query("vanaf"))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	header := c.Writer.Header()
	header.Set("Content-Type", "text/event-stream")
	header.Set("X-Accel-Buffering", "no")
	c.Status(http.StatusOK)
	c.Writer.Flush()
	buffer := make([]byte, 4<<10)
	for {
		n, err := response.Body.Read(buffer)
		if n > 0 {
			if _, gone := c.Writer.Write(buffer[:n]); gone != nil {
				return nil
			}
			c.Writer.Flush()
		}
		if err != nil {
			// The browser connects again by itself, and says from where.
			return nil
		}
	}
}
