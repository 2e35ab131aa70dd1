package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gangway/internal/sheet"
	"gangway/internal/text"
)

// A scriptCommand is a command of scripts beside those of testscript.
type scriptCommand = func(ts *testscript.TestScript, neg bool, args []string)

// scriptCommands returns the commands, of which journey keeps snapshots.
func scriptCommands(s *snapshots) map[string]scriptCommand {
	return map[string]scriptCommand{
		"exits":   exits,
		"as":      as,
		"clock":   setClock,
		"code":    keepCode,
		"json":    checkJSON,
		"keep":    keepJSON,
		"mode":    mode,
		"fits":    fits,
		"journey": s.journey,
		"gb18030": inGB18030,
		"xlsx":    asWorkbook,
	}
}

// need stops a script that calls a command wrongly.
func need(ts *testscript.TestScript, good bool, usage string) {
	if !good {
		ts.Fatalf("usage: %s", usage)
	}
}

// exits runs a program that must end with one certain exit status.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) > 1, "exits STATUS PROGRAM [ARGUMENT...]")
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var exit *exec.ExitError
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("got exit status %d, want %d", got, want)
	}
}

// as makes the following commands those of an account, whose session has a file of its own. It does not sign in.
func as(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 1, "as NAME")
	ts.Setenv("GANGWAY_SESSION", filepath.Join(ts.Getenv("HOME"), "sessions", args[0]))
}

// setClock sets the time, or moves it forward when it begins with a plus.
func setClock(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 1, "clock TIME|+DURATION")
	typed, forward := strings.CutPrefix(args[0], "+")
	from := ts.Getenv("GANGWAY_TEST_NOW")
	if !forward {
		from, typed = typed, "0s"
	}
	now, err := time.Parse(time.RFC3339Nano, from)
	ts.Check(err)
	by, err := time.ParseDuration(typed)
	ts.Check(err)
	ts.Setenv("GANGWAY_TEST_NOW", now.Add(by).Format(time.RFC3339Nano))
}

// mode compares the permissions of files and folders.
func mode(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) > 1, "mode PERMISSIONS PATH...")
	for _, path := range args[1:] {
		info, err := os.Lstat(ts.MkAbs(path))
		ts.Check(err)
		if got := fmt.Sprintf("%04o", info.Mode().Perm()); got != args[0] {
			ts.Fatalf("%s has mode %s, want %s", path, got, args[0])
		}
	}
}

// fits wants every line of a file, or of the last output, to fit a screen of so many columns.
func fits(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 2, "fits COLUMNS FILE|stdout|stderr")
	columns, err := strconv.Atoi(args[0])
	ts.Check(err)
	for line := range strings.SplitSeq(ts.ReadFile(args[1]), "\n") {
		if got := text.Width(line); got > columns {
			ts.Fatalf("got a line of %d columns, want at most %d: %s", got, columns, line)
		}
	}
}

// checkJSON compares one value of a JSON file, or of the last output.
func checkJSON(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, len(args) == 3, "[!] json FILE|stdout|stderr PATH VALUE")
	got := valueAt(ts, args[0], args[1])
	if (got == args[2]) == neg {
		ts.Fatalf("%s of %s is %q; compared with %q", args[1], args[0], got, args[2])
	}
}

// keepJSON keeps one value of a JSON file, or of the last output, in a variable.
func keepJSON(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 3, "keep VARIABLE FILE|stdout|stderr PATH")
	ts.Setenv(args[0], valueAt(ts, args[1], args[2]))
}

// keepCode keeps the code that was sent to a mobile in a variable.
func keepCode(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 1, "code VARIABLE")
	ts.Setenv(args[0], (&player{ts}).code())
}

// inGB18030 writes a file once more in the encoding that spreadsheets in China save CSV in.
func inGB18030(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 2, "gb18030 FROM TO")
	text, err := simplifiedchinese.GB18030.NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text), 0o600))
}

// asWorkbook writes a CSV file once more as a workbook.
func asWorkbook(ts *testscript.TestScript, neg bool, args []string) {
	need(ts, !neg && len(args) == 2, "xlsx FROM TO")
	r, err := sheet.Open(ts.MkAbs(args[0]), sheet.Options{})
	ts.Check(err)
	defer r.Close()
	var titles []sheet.Title
	for _, name := range r.Header().Cells {
		titles = append(titles, sheet.Title{ID: name, Text: name})
	}
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	defer f.Close()
	w, err := sheet.NewWriter(f, sheet.XLSX, titles, sheet.WriteOptions{Sheet: "报名"})
	ts.Check(err)
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		ts.Check(err)
		ts.Check(w.Write(row.Cells))
	}
	ts.Check(w.Close())
}

// valueAt reads one value of a JSON file as text.
func valueAt(ts *testscript.TestScript, file, path string) string {
	decoder := json.NewDecoder(strings.NewReader(ts.ReadFile(file)))
	decoder.UseNumber()
	var doc any
	ts.Check(decoder.Decode(&doc))
	value, err := lookUp(doc, path)
	ts.Check(err)
	return value
}
