package applications

import (
	"context"
	"time"

	"gangway/internal/access"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/upload"
)

// A FileStore keeps the contents of files, sealed. Each method is one unit of work.
type FileStore interface {
	// KeepFile keeps a content for an application that may still be edited, and returns the file with its id.
	KeepFile(ctx context.Context, a Application, field string, f File, content []byte, event audit.Event) (File, error)
	// FileContent returns the content of a file that the application's answers name, and writes the event, if any.
	FileContent(ctx context.Context, a Application, f File, event *audit.Event) ([]byte, error)
	// DropFiles takes away the files that neither the application's answers nor anything it handed in names.
	DropFiles(ctx context.Context, application string, event audit.Event) error
}

// A Cabinet is where files that are handed in with applications are kept, looked at and taken away.
type Cabinet struct {
	Store FileStore
	Now   func() time.Time
}

// Keep checks a file for a field and keeps its content. The application must be stored already; its answers do not
// change: the caller saves the file it gets back among them.
func (c Cabinet) Keep(ctx context.Context, by access.Actor, a Application, field Field, file upload.File) (File, error) {
	if err := access.Check(by, "apply", a.Account); err != nil {
		return File{}, err
	}
	f, err := field.Take(file)
	if err != nil {
		return f, err
	}
	return c.Store.KeepFile(ctx, a, field.ID, f, file.Content, audit.Event{Action: "keep_file", Actor: by.ID(), At: c.Now()})
}

// Content returns the answer to a field for a file, and what is in it. That somebody else than the owner looked at it
// is an event.
func (c Cabinet) Content(ctx context.Context, by access.Actor, a Application, field Field) (File, []byte, error) {
	if err := access.Check(by, "application file", a.Account); err != nil {
		return File{}, nil, err
	}
	f, given := a.Answers.File(field.ID)
	if !given {
		return f, nil, fault.New(fault.NotFound, "no file was handed in for %s", field.Label)
	}
	var event *audit.Event
	if by.ID() != a.Account {
		event = &audit.Event{Action: "view_file", Actor: by.ID(), At: c.Now(), Details: audit.Details{"field": field.ID, "file": f.ID}}
	}
	content, err := c.Store.FileContent(ctx, a, f, event)
	return f, content, err
}

// Tidy takes away the files of an application that were exchanged or are no longer asked for.
func (c Cabinet) Tidy(ctx context.Context, by access.Actor, a Application) error {
	if err := access.Check(by, "apply", a.Account); err != nil {
		return err
	}
	return c.Store.DropFiles(ctx, a.ID, audit.Event{Action: "drop_files", Actor: by.ID(), At: c.Now()})
}
