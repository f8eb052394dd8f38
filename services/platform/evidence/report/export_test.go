package report

// Plain is PDF without compression, so that a test can read what stands in it.
func Plain(r Report) ([]byte, error) { return typeset(r, true) }
