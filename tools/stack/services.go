package stack

import "context"

func (s *Stack) startServices(ctx context.Context) error { return nil }
