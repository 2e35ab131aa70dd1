package sheet

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"io"
	"os"
	"unicode/utf16"
	"unicode/utf8"

	"gangway/internal/fault"
)

// sniffed is how much of the beginning of a file is looked at before it is read.
const sniffed = 4096

// detect returns the source for a file, by what it begins with.
func detect(file *os.File, options Options) (source, error) {
	in := bufio.NewReaderSize(file, sniffed)
	head, err := in.Peek(sniffed)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return openWorkbook(file, options.Sheet)
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
		return nil, compound(file, head)
	}
	if err := foreign(head); err != nil {
		return nil, err
	}
	return newCSV(in, options.Encoding)
}

// foreign names the files that people take for a table most often.
func foreign(head []byte) error {
	for _, kind := range []struct{ magic, name string }{
		{"%PDF-", "PDF"}, {"\x89PNG", "PNG"}, {"\xff\xd8\xff", "JPEG"}, {"GIF8", "GIF"},
		{"Rar!", "RAR"}, {"7z\xbc\xaf", "7z"}, {"\x1f\x8b", "gzip"}, {"PK\x05\x06", "ZIP"},
		{"SQLite format 3", "SQLite"}, {"{\\rtf", "RTF"}, {"<?xml", "XML"}, {"<html", "HTML"}, {"<!doctype", "HTML"}, {"<table", "HTML"}, {"<meta", "HTML"},
	} {
		start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \r\n\t")
		if bytes.HasPrefix(start, []byte(kind.magic)) || isWord(kind.magic) && hasPrefixFold(start, kind.magic) {
			return otherKind(kind.name)
		}
	}
	return nil
}

// isWord reports whether a mark is text, which may be written in capitals. Bytes that are not must not be folded: those of
// GB18030 would all be taken for the same.
func isWord(magic string) bool { return utf8.ValidString(magic) }

func hasPrefixFold(data []byte, word string) bool {
	return len(data) >= len(word) && bytes.EqualFold(data[:len(word)], []byte(word))
}

func otherKind(name string) error {
	return fault.New(fault.Invalid, "the file is %s, whatever its name says; a table is needed as CSV or XLSX", name).
		WithHint("open it in a spreadsheet program and save it as XLSX or as CSV (UTF-8)")
}

// compound says what an OLE compound file is: one of an Excel before 2007, or a workbook behind a password.
func compound(file io.ReaderAt, head []byte) error {
	if bytes.Contains(directory(file, head), utf16Bytes("EncryptedPackage")) {
		return fault.New(fault.Invalid, "the workbook is protected by a password").
			WithHint("open it in a spreadsheet program, take the password off and save it again")
	}
	return fault.New(fault.Invalid, "the file is of an old kind (.xls), which cannot be read").
		WithHint("open it in a spreadsheet program and save it as XLSX or as CSV (UTF-8)")
}

// directory returns the beginning of the list of parts of a compound file.
func directory(file io.ReaderAt, head []byte) []byte {
	if len(head) < 512 {
		return nil
	}
	shift := min(binary.LittleEndian.Uint16(head[30:]), 12)
	sector := int64(binary.LittleEndian.Uint32(head[48:]))
	list := make([]byte, sniffed)
	n, _ := file.ReadAt(list, (sector+1)<<shift)
	return list[:n]
}

func utf16Bytes(s string) []byte {
	var b []byte
	for _, unit := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, unit)
	}
	return b
}
