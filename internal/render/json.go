package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"unicode/utf16"
	"unicode/utf8"

	"gangway/internal/text"
)

// writeJSONList writes a list that is never null.
func writeJSONList(w io.Writer, values any) error {
	if isEmpty(values) {
		values = []any{}
	}
	return writeJSON(w, values, "  ")
}

func writeJSONLines(w io.Writer, values any) error {
	if isEmpty(values) {
		return nil
	}
	list := reflect.ValueOf(values)
	for i := range list.Len() {
		if err := writeJSON(w, list.Index(i).Interface(), ""); err != nil {
			return err
		}
	}
	return nil
}

func isEmpty(values any) bool { return values == nil || reflect.ValueOf(values).Len() == 0 }

func writeJSON(w io.Writer, value any, indent string) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", indent)
	if err := encoder.Encode(value); err != nil {
		return err
	}
	_, err := w.Write(escape(b.Bytes()))
	return err
}

// escape writes as \u… what a terminal would obey or hide and encoding/json lets through. Such characters occur
// within strings only, where the escape means the same, so a program still reads the exact text.
func escape(encoded []byte) []byte {
	safe := make([]byte, 0, len(encoded))
	for len(encoded) > 0 {
		r, size := utf8.DecodeRune(encoded)
		switch {
		case r == utf8.RuneError && size == 1, r >= 0x7f && !text.Shown(r):
			for _, unit := range utf16.AppendRune(nil, r) {
				safe = fmt.Appendf(safe, `\u%04x`, unit)
			}
		default:
			safe = append(safe, encoded[:size]...)
		}
		encoded = encoded[size:]
	}
	return safe
}
