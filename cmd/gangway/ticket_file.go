package main

import (
	"errors"
	"io/fs"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"gangway/applications/support"
	"gangway/internal/fault"
	"gangway/internal/upload"
)

func ticketFileCmd(a *app) *cobra.Command {
	var to string
	c := &cobra.Command{
		Use:     "file ID NUMBER --to FILE",
		Short:   "Write a file that is attached to a ticket",
		Example: "gangway ticket file 3m8v 1 --to screenshot.png",
		Args:    cobra.ExactArgs(2),
		RunE: a.signedIn(func(s *session, args []string) error {
			number, err := strconv.Atoi(args[1])
			if err != nil {
				return fault.New(fault.Usage, "%q is not the number of a file", args[1]).WithHint("gangway ticket show %s", args[0])
			}
			if to == "" {
				return fault.New(fault.Usage, "say where to write it: --to FILE")
			}
			f, err := s.counter().File(s.ctx, s.by, args[0], number)
			if err != nil {
				return noTicket(args[0], err)
			}
			if err := writeOwn(to, f.Content); err != nil {
				return err
			}
			s.say("Written to %s: %s, %s", to, string(f.Kind), upload.Bytes(f.Size).String())
			return nil
		}),
	}
	c.Flags().StringVar(&to, "to", "", "file to write; it must not be there yet")
	return c
}

// writeOwn writes a new file that nobody else may read.
func writeOwn(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return fault.New(fault.Conflict, "%s is there already; nothing was written over", path)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Close())
}

// attached reads the files to attach.
func attached(paths []string) (files []support.File, err error) {
	for _, path := range paths {
		given, err := upload.Read(path, support.LargestFile)
		if err != nil {
			return nil, err
		}
		f, err := support.Take(given)
		if err != nil {
			return nil, fault.New(fault.Invalid, "the file %s cannot be attached: %v", path, err)
		}
		files = append(files, f)
	}
	return files, nil
}
