// Package lang holds what Gangway says in two languages, Chinese and English.
//
// A sentence written in code is a Message: an English format, which is also its key in the catalogue of
// translations, and its arguments. A sentence written in a template is a Text: one string for each language.
// Nothing is turned into words before the last moment, when a Speaker knows who is listening.
package lang

import "fmt"

// A Lang is a language Gangway speaks, as a BCP 47 tag.
type Lang string

// The two languages.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// A Text is a sentence of a template, given in both languages.
type Text struct {
	Chinese string `yaml:"zh-CN" json:"zh-CN"`
	English string `yaml:"en" json:"en"`
}

// In returns the text in l.
func (t Text) In(l Lang) string {
	if l == Chinese {
		return t.Chinese
	}
	return t.English
}

// Empty reports whether the text says nothing in either language.
func (t Text) Empty() bool { return t.Chinese == "" && t.English == "" }

// A Message is a sentence of the program. Format is English and follows package fmt. An argument that is itself
// a Message, a Text or an error carrying a Message is said in the listener's language.
type Message struct {
	Format string
	Args   []any
}

// M returns the message with the given format and arguments.
func M(format string, args ...any) Message { return Message{format, args} }

// Empty reports whether the message says nothing.
func (m Message) Empty() bool { return m.Format == "" }

// String says the message in English.
func (m Message) String() string { return Speaker{Lang: English}.Say(m) }

// A Speaker says messages in one language. The zero value speaks English.
type Speaker struct {
	Lang    Lang
	Catalog map[string]string // English format → format in Lang; a format that is missing is said in English
}

// Sayer is what can be said in either language: a Message, a Text, or an error that carries one.
type Sayer interface{ SayIn(Speaker) string }

// SayIn says the message with s.
func (m Message) SayIn(s Speaker) string { return s.Say(m) }

// SayIn says the text in the language of s.
func (t Text) SayIn(s Speaker) string { return t.In(s.Lang) }

// Say returns the message in the speaker's language.
func (s Speaker) Say(m Message) string {
	format := m.Format
	if f, ok := s.Catalog[format]; ok {
		format = f
	}
	if len(m.Args) == 0 {
		return format
	}
	args := make([]any, len(m.Args))
	for i, a := range m.Args {
		if sayer, ok := a.(Sayer); ok {
			a = sayer.SayIn(s)
		}
		args[i] = a
	}
	return fmt.Sprintf(format, args...)
}

// Sayf returns the sentence with the given English format in the speaker's language.
func (s Speaker) Sayf(format string, args ...any) string { return s.Say(M(format, args...)) }
