package outbox

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/text"
)

// maxFile bounds what is read back of a file that is already there; no notice comes near it.
const maxFile = 1 << 20

var fileID = text.Pattern(`^[0-9A-Za-z_-]{1,64}$`)

type files struct{ dir string }

// Files returns a sink that writes each notice as the text file ID.txt into dir: the lines To: and Subject:, a blank
// line, and the text, in UTF-8. The folder is made with mode 0700 when it is missing and refused (fault.Denied) when
// others can read it or it is a symbolic link. Files have mode 0600. The sink is repeatable.
func Files(dir string) (Sink, error) {
	if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return nil, fault.New(fault.Invalid, "the folder for notices cannot be made: %v", err)
	}
	root, err := openPrivate(dir)
	if err != nil {
		return nil, err
	}
	return files{dir}, root.Close()
}

// openPrivate opens dir for work inside it. What it checked is what it opened: the two are compared at the end.
func openPrivate(dir string) (*os.Root, error) {
	checked, err := os.Lstat(dir)
	if err != nil {
		return nil, err
	}
	if !checked.IsDir() {
		return nil, fault.New(fault.Denied, "%s is not a folder of its own; notices are not written through a link", dir)
	}
	if checked.Mode().Perm()&0o077 != 0 {
		return nil, fault.New(fault.Denied, "others can look into the folder %s, and notices are private", dir).
			WithHint("chmod 700 %s", dir)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	opened, err := root.Stat(".")
	if err != nil || !os.SameFile(checked, opened) {
		return nil, errors.Join(fault.New(fault.Denied, "the folder %s was exchanged while it was being opened", dir), err, root.Close())
	}
	return root, nil
}

// Repeatable: a notice's file bears its id, so a second delivery finds it there.
func (f files) Repeatable() bool { return true }

// Deliver writes the file whole or not at all.
func (f files) Deliver(_ context.Context, n Notice) error {
	if err := checkHeader(n); err != nil {
		return err
	}
	if !fileID().MatchString(n.ID) {
		return failure(Refused, nil, lang.M("the id %q cannot be a file name", n.ID))
	}
	root, err := openPrivate(f.dir)
	if err != nil {
		return failure(Unreachable, err, lang.M("the folder for notices cannot be used"))
	}
	defer root.Close()
	name, content := n.ID+".txt", letter(n)
	switch there, err := readRegular(root, name); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return failure(NotTaken, err, lang.M("the file %s cannot be written", name))
	case bytes.Equal(there, content):
		return nil // delivered by a sender that died before it could say so
	default:
		return failure(Refused, nil, lang.M("the file %s is already there with another text", name))
	}
	if err := place(root, name, content); err != nil {
		return failure(Unreachable, err, lang.M("the file %s cannot be written", name))
	}
	return nil
}

func letter(n Notice) []byte {
	var b bytes.Buffer
	b.WriteString("To: " + n.To + "\n")
	b.WriteString(strings.TrimSpace("Subject: "+n.Subject) + "\n\n")
	b.WriteString(n.Body)
	if !bytes.HasSuffix(b.Bytes(), []byte("\n")) {
		b.WriteByte('\n')
	}
	return b.Bytes()
}
