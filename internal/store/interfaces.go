package store

import (
	"gangway/applications"
	"gangway/applications/support"
	"gangway/applications/typing"
	"gangway/internal/outbox"
	"gangway/quizzes"
	"gangway/training"
)

// The store is what each domain package asks for.
var (
	_ applications.Store = (*Store)(nil)
	_ training.Store     = (*Store)(nil)
	_ quizzes.Store      = (*Store)(nil)
	_ outbox.Queue       = (*Store)(nil)
	_ support.Store      = (*Store)(nil)
	_ typing.Store       = (*Store)(nil)
)
