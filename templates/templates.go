// Package templates holds everything that ships as data: programs, samples to begin one with, forms, courses, banks, exams,
// notices, reasons, shops, the calendar and the words of the other language. A user's own folder may be laid over it.
package templates

import (
	"embed"
	"io/fs"
	"os"
)

//go:embed programs forms samples courses banks exams notices reasons shops calendar privacy knowledge typing locales
var shipped embed.FS

// Shipped returns the files that ship with the program.
func Shipped() fs.FS { return shipped }

// Over returns the shipped files with those of a folder laid over them: a file of the folder takes the place of the
// shipped one with the same name. An empty name means no folder.
func Over(folder string) fs.FS {
	if folder == "" {
		return shipped
	}
	return overlay{os.DirFS(folder), shipped}
}
