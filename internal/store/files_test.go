package store_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/audit"
	"gangway/internal/fault"
	"gangway/internal/store"
	"gangway/internal/upload"
	"gangway/internal/upload/uploadtest"
)

var diploma = applications.Field{ID: "diploma", Kind: applications.KindFile}

// handsIn keeps a file for an application and saves it among the answers.
func handsIn(t testing.TB, s *store.Store, owner applications.Account, a applications.Application, u upload.File) applications.Application {
	t.Helper()
	a.Answers["diploma"] = keeps(t, s, a, u)
	event := saved(owner)
	event.From, event.To = string(a.State), string(a.State)
	return got[applications.Application](t)(s.SaveAnswers(t.Context(), a, event))
}

func keeps(t testing.TB, s *store.Store, a applications.Application, u upload.File) applications.File {
	t.Helper()
	f := got[applications.File](t)(diploma.Take(u))
	return got[applications.File](t)(s.KeepFile(t.Context(), a, "diploma", f, u.Content, audit.Event{Action: "keep_file", Actor: a.Account, At: start}))
}

// folder is where the files of a place lie.
func folder(p store.Place) string {
	if p.File() != "" {
		return filepath.Join(filepath.Dir(p.File()), "files")
	}
	return filepath.Join(filepath.Dir(p.Keys), "files")
}

func lying(t testing.TB, p store.Place) (names []string) {
	t.Helper()
	for _, e := range got[[]os.DirEntry](t)(os.ReadDir(folder(p))) {
		names = append(names, e.Name())
	}
	return names
}

func TestAFileComesBackAndIsSealedAtRest(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner := applicant(t, s, "wang")
		u := uploadtest.PDF("CANARY of a diploma")
		u.Name = "canary-of-a-name.pdf"
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), u)
		file, _ := find(t, s, a.ID).Answers.File("diploma")
		if content := got[[]byte](t)(s.FileContent(t.Context(), a, file, nil)); !bytes.Equal(content, u.Content) {
			t.Errorf("got %q back", content)
		}
		if info := got[os.FileInfo](t)(os.Stat(folder(p))); info.Mode().Perm() != 0o700 {
			t.Errorf("the folder has the mode %o", info.Mode().Perm())
		}
		sealed := filepath.Join(folder(p), file.ID+".sealed")
		if info := got[os.FileInfo](t)(os.Stat(sealed)); info.Mode().Perm() != 0o600 {
			t.Errorf("the file has the mode %o", info.Mode().Perm())
		}
		for _, data := range [][]byte{dump(t, p), got[[]byte](t)(os.ReadFile(sealed))} {
			if bytes.Contains(bytes.ToLower(data), []byte("canary")) {
				t.Error("the file or its name can be read at rest")
			}
		}
	})
}

func TestAFileThatWasTouchedIsRefused(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner, other := applicant(t, s, "wang"), applicant(t, s, "zhao")
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), uploadtest.PDF("first"))
		b := handsIn(t, s, other, draft(t, s, other, "online-agent"), uploadtest.PDF("other"))
		file, _ := a.Answers.File("diploma")
		foreign, _ := b.Answers.File("diploma")
		path := filepath.Join(folder(p), file.ID+".sealed")
		whole := got[[]byte](t)(os.ReadFile(path))
		for name, alter := range map[string]func() error{
			"a changed byte": func() error {
				return os.WriteFile(path, append(bytes.Clone(whole[:len(whole)-1]), whole[len(whole)-1]^1), 0o600)
			},
			"cut short": func() error { return os.WriteFile(path, whole[:10], 0o600) },
			"longer":    func() error { return os.WriteFile(path, append(bytes.Clone(whole), 'x'), 0o600) },
			"another person's": func() error {
				theirs, err := os.ReadFile(filepath.Join(folder(p), foreign.ID+".sealed"))
				if err != nil {
					return err
				}
				return os.WriteFile(path, theirs, 0o600)
			},
			"a link": func() error {
				if err := os.Remove(path); err != nil {
					return err
				}
				return os.Symlink("/etc/hostname", path)
			},
		} {
			must(t, os.RemoveAll(path))
			must(t, os.WriteFile(path, whole, 0o600))
			got[[]byte](t)(s.FileContent(t.Context(), a, file, nil))
			must(t, alter())
			if content, err := s.FileContent(t.Context(), a, file, nil); content != nil || err == nil {
				t.Errorf("%s: got %q, %v", name, content, err)
			}
		}
		must(t, os.RemoveAll(path))
		_, err := s.FileContent(t.Context(), a, file, nil)
		wantKind(t, err, fault.NotFound, "is not in")
		_, _, err = s.CheckFiles(t.Context())
		wantKind(t, err, fault.NotFound, "1 of 2 files")
		_, err = s.FileContent(t.Context(), a, foreign, nil) // named in the wrong answers
		wantKind(t, err, fault.NotFound, "does not keep the file")
	})
}

func TestAnotherContentThatIsSealedRightIsRefused(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), uploadtest.PDF("first"))
		file, _ := a.Answers.File("diploma")
		file.SHA256 = strings.Repeat("0", 64)
		_, err := s.FileContent(t.Context(), a, file, nil)
		wantKind(t, err, fault.Invalid, "is not the one that was handed in")
	})
}

func TestExchangedFilesGoAndHandedInOnesStay(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner := applicant(t, s, "wang")
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), uploadtest.PDF("first"))
		a = handsIn(t, s, owner, a, uploadtest.PDF("second"))
		second, _ := a.Answers.File("diploma")
		dropped := audit.Event{Action: "drop_files", Actor: owner.ID, At: start}
		must(t, s.DropFiles(t.Context(), a.ID, dropped))
		if names := strings.Join(lying(t, p), " "); names != second.ID+".sealed" {
			t.Fatalf("in the folder lie %q, want the second alone", names)
		}
		submit(t, s, owner, a.ID)
		reviewer := staff(t, s, "clerk", "reviewer")
		got[applications.Application](t)(s.Change(t.Context(), a.ID, moving(applications.Return, actor(reviewer), nil)))
		a = handsIn(t, s, owner, find(t, s, a.ID), uploadtest.PDF("third"))
		must(t, s.DropFiles(t.Context(), a.ID, dropped))
		if names := lying(t, p); len(names) != 2 {
			t.Errorf("in the folder lie %q, want what was handed in as well", names)
		}
		got[[]byte](t)(s.FileContent(t.Context(), a, second, nil))
		if report := got[audit.Report](t)(s.VerifyEvents(t.Context())); !report.OK {
			t.Errorf("the chains do not fit: %+v", report)
		}
	})
}

func TestWhatAKilledProgramLeftIsTakenAway(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		clock := newClock()
		s := open(t, p, clock.now)
		owner := applicant(t, s, "wang")
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), uploadtest.PDF("first"))
		db := raw(t, p)
		for _, id := range []string{"halfway", "whole"} { // killed before the file had its name, and before it counted
			alter(t, db, `INSERT INTO files (id, account, application, field, kind, size, state, at)
				SELECT $1, account, id, 'diploma', 'pdf', 1, 'pending', $2 FROM applications`, id, start.UTC().Format("2006-01-02T15:04:05.000000Z"))
		}
		must(t, os.WriteFile(filepath.Join(folder(p), "halfway.new"), []byte("x"), 0o600))
		must(t, os.WriteFile(filepath.Join(folder(p), "whole.sealed"), []byte("x"), 0o600))
		stranger := filepath.Join(folder(p), "another-store.sealed")
		must(t, os.WriteFile(stranger, []byte("x"), 0o600))
		keeps(t, s, a, uploadtest.PDF("at the same time"))
		if names := lying(t, p); len(names) != 5 {
			t.Errorf("what may still be under way was taken away: %q lie there", names)
		}
		clock.forward(2 * time.Hour)
		count, _, err := s.CheckFiles(t.Context())
		if err != nil || count != 2 {
			t.Errorf("got %d files, %v; want 2", count, err)
		}
		if names := lying(t, p); len(names) != 3 {
			t.Errorf("%q lie there, want the two that are kept and the stranger", names)
		}
		got[os.FileInfo](t)(os.Stat(stranger))
	})
}

func TestAFileIsKeptOnlyForWhatMayBeEdited(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner, other := applicant(t, s, "wang"), applicant(t, s, "zhao")
		a := submitted(t, s, owner, "online-agent")
		u := uploadtest.PDF("late")
		f := got[applications.File](t)(diploma.Take(u))
		event := audit.Event{Action: "keep_file", Actor: owner.ID, At: start}
		_, err := s.KeepFile(t.Context(), a, "diploma", f, u.Content, event)
		wantKind(t, err, fault.Conflict, "was changed by someone else")
		stolen := draft(t, s, owner, "jd01")
		stolen.Account = other.ID
		_, err = s.KeepFile(t.Context(), stolen, "diploma", f, u.Content, event)
		wantKind(t, err, fault.Conflict, "was changed by someone else")
		if _, err := os.Stat(folder(p)); err == nil && len(lying(t, p)) > 0 {
			t.Errorf("%q lie there", lying(t, p))
		}
	})
}

func TestAFolderThatIsOpenToOthersIsNotUsed(t *testing.T) {
	eachPlace(t, func(t *testing.T, p store.Place) {
		s := open(t, p, standing)
		owner := applicant(t, s, "wang")
		a := draft(t, s, owner, "online-agent")
		must(t, os.MkdirAll(folder(p), 0o700))
		must(t, os.Chmod(folder(p), 0o755))
		u := uploadtest.PDF("x")
		f := got[applications.File](t)(diploma.Take(u))
		_, err := s.KeepFile(context.Background(), a, "diploma", f, u.Content, audit.Event{Action: "keep_file", Actor: owner.ID, At: start})
		wantKind(t, err, fault.Invalid, "others on this machine may open")
		if n := count(t, raw(t, p), `SELECT COUNT(*) FROM files WHERE state = 'kept'`); n != 0 {
			t.Errorf("%d files count as kept", n)
		}
	})
}

func TestThatStaffLookedIsInTheChain(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		owner := applicant(t, s, "wang")
		a := handsIn(t, s, owner, draft(t, s, owner, "online-agent"), uploadtest.PDF("first"))
		file, _ := a.Answers.File("diploma")
		reviewer := staff(t, s, "clerk", "reviewer")
		got[[]byte](t)(s.FileContent(t.Context(), a, file, &audit.Event{Action: "view_file", Actor: reviewer.ID, At: start}))
		events := got[[]audit.Event](t)(s.Events(t.Context(), a.ID))
		if last := events[len(events)-1]; last.Action != "view_file" || last.Actor != reviewer.ID {
			t.Errorf("the last event is %+v", last)
		}
	})
}
