package portal

import (
	"errors"
	"io"
	"log/slog"
	"net/http"

	"github.com/gin-gonic/gin"

	"traject.nl/services/portal/upstream"
)

// codecPath is what a page of the Temporal UI asks to make the payloads of a process readable.
const codecPath = "/codec/decode"

// mountCodec lets the Temporal UI show what a process carries to who is signed in here as office or engineer: the browser
// sends the session along. Who that may be is for the cases service to say. Without an origin there is no such address.
func (p *Portal) mountCodec(router *gin.Engine) {
	if p.config.CodecOrigin == "" {
		return
	}
	router.OPTIONS(codecPath, p.fromTemporalUI, func(c *gin.Context) { c.Status(http.StatusNoContent) })
	router.POST(codecPath, p.fromTemporalUI, p.decode)
}

// fromTemporalUI tells the browser that pages of the Temporal UI, which live at another origin, may ask, and no others.
func (p *Portal) fromTemporalUI(c *gin.Context) {
	c.Header("Vary", "Origin")
	if c.GetHeader("Origin") != p.config.CodecOrigin {
		c.AbortWithStatus(http.StatusForbidden)
		return
	}
	c.Header("Access-Control-Allow-Origin", p.config.CodecOrigin)
	c.Header("Access-Control-Allow-Credentials", "true")
	c.Header("Access-Control-Allow-Methods", http.MethodPost)
	c.Header("Access-Control-Allow-Headers", "Authorization, Authorization-Extras, Content-Type, X-Namespace")
}

// decode answers with a status and no page: a script reads it.
func (p *Portal) decode(c *gin.Context) {
	v, err := p.visitOf(c)
	if errors.Is(err, errSignedOut) {
		c.AbortWithStatus(http.StatusUnauthorized)
		return
	}
	if err == nil {
		err = p.passDecoded(c, v)
	}
	if err == nil {
		return
	}
	if p.tooMany(c, err) {
		return
	}
	status := upstream.Status(err)
	if status == 0 {
		slog.ErrorContext(c.Request.Context(), "payloads not decoded", "error", err)
		status = http.StatusServiceUnavailable
	}
	c.AbortWithStatus(status)
}

func (p *Portal) passDecoded(c *gin.Context, v *visit) error {
	response, err := p.cases.Decode(c.Request.Context(), v.token, http.MaxBytesReader(c.Writer, c.Request.Body, maxPayloads))
	if err != nil {
		return err
	}
	defer response.Body.Close()
	c.Header("Content-Type", "application/json")
	c.Status(http.StatusOK)
	// What breaks off while it is sent is for the browser to notice.
	_, _ = io.Copy(c.Writer, response.Body)
	return nil
}

// maxPayloads is a page of a history in the Temporal UI, in bytes; the cases service reads no more either.
const maxPayloads = 16 << 20
