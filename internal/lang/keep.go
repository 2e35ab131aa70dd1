package lang

import (
	"encoding/json"
	"fmt"
)

// A part is an argument of a message as it is stored: what can be said in either language stays so.
type part struct {
	Message *Message `json:"message,omitempty"`
	Text    *Text    `json:"text,omitempty"`
	Number  *int64   `json:"number,omitempty"`
	Word    string   `json:"word,omitempty"`
}

// MarshalJSON keeps a message so that it can be said later in any language.
func (m Message) MarshalJSON() ([]byte, error) {
	parts := make([]part, len(m.Args))
	for i, arg := range m.Args {
		parts[i] = keep(arg)
	}
	return json.Marshal(struct {
		Format string `json:"format"`
		Args   []part `json:"args,omitempty"`
	}{m.Format, parts})
}

func keep(arg any) part {
	switch v := arg.(type) {
	case Message:
		return part{Message: &v}
	case Text:
		return part{Text: &v}
	case interface{ Said() Message }:
		m := v.Said()
		return part{Message: &m}
	case int:
		n := int64(v)
		return part{Number: &n}
	case int64:
		return part{Number: &v}
	}
	return part{Word: fmt.Sprint(arg)}
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (m *Message) UnmarshalJSON(data []byte) error {
	var kept struct {
		Format string `json:"format"`
		Args   []part `json:"args"`
	}
	if err := json.Unmarshal(data, &kept); err != nil {
		return err
	}
	m.Format, m.Args = kept.Format, nil
	for _, p := range kept.Args {
		m.Args = append(m.Args, p.arg())
	}
	return nil
}

func (p part) arg() any {
	switch {
	case p.Message != nil:
		return *p.Message
	case p.Text != nil:
		return *p.Text
	case p.Number != nil:
		return *p.Number
	}
	return p.Word
}
