package outbox

import (
	"errors"
	"io"
	"io/fs"
	"os"

	"gangway/internal/fault"
)

// readRegular returns the content of a file in root, which must not be a link, a pipe or the like.
func readRegular(root *os.Root, name string) ([]byte, error) {
	info, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fault.New(fault.Denied, "%s is not a plain file", name)
	}
	file, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	content, err := io.ReadAll(io.LimitReader(file, maxFile))
	return content, errors.Join(err, file.Close())
}

// place puts a new file into root: first under another name, then, complete and on the disk, under its own. What a
// killed sender left under the other name is thrown away, so nothing piles up.
func place(root *os.Root, name string, content []byte) error {
	temporary := "." + name + ".part"
	if err := root.Remove(temporary); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	file, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(content)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	if err := root.Rename(temporary, name); err != nil {
		return err
	}
	return syncFolder(root)
}

// syncFolder makes the new name outlast a power cut.
func syncFolder(root *os.Root) error {
	folder, err := root.Open(".")
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
