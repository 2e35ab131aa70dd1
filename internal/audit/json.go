package audit

import (
	"encoding/json"
	"strconv"
	"time"
)

// AppendJSON appends the event as encoding/json would write it. Events are written by the million, and are nearly always
// made of ids and words that need no escaping.
func (e Event) AppendJSON(b []byte) ([]byte, error) {
	b = appendText(append(b, `{"chain":`...), e.Chain)
	b = strconv.AppendInt(append(b, `,"seq":`...), e.Seq, 10)
	b = appendText(append(b, `,"action":`...), e.Action)
	b = appendText(append(b, `,"actor":`...), e.Actor)
	b = append(b, `,"at":"`...)
	b = append(e.At.AppendFormat(b, time.RFC3339Nano), '"')
	if e.From != "" {
		b = appendText(append(b, `,"from":`...), e.From)
	}
	if e.To != "" {
		b = appendText(append(b, `,"to":`...), e.To)
	}
	if len(e.Details) > 0 {
		details, err := json.Marshal(e.Details)
		if err != nil {
			return nil, err
		}
		b = append(append(b, `,"details":`...), details...)
	}
	return append(b, '}'), nil
}

// appendText appends a text as a JSON string.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(s)
			if err != nil {
				panic(err) // a string: JSON can say it
			}
			return append(b, quoted...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}
