package outbox

import (
	"time"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Fix is one thing to mend before an application is submitted again: the label of the field and what is wrong.
type Fix struct{ Field, Text lang.Text }

// Pair returns a text in both languages.
func Pair(chinese, english string) lang.Text { return lang.Text{Chinese: chinese, English: english} }

// Same returns a text that is the same in both languages, such as what a reviewer wrote.
func Same(s string) lang.Text { return Pair(s, s) }

// Day says the date of t in Beijing.
func Day(t time.Time) lang.Text {
	t = t.In(beijing())
	return Pair(t.Format("2006年1月2日"), t.Format("2 January 2006"))
}

// Moment says the date and time of t in Beijing.
func Moment(t time.Time) lang.Text {
	t = t.In(beijing())
	return Pair(t.Format("2006年1月2日 15:04（北京时间）"), t.Format("2 January 2006, 15:04 (Beijing time)"))
}

// beijing is fixed, not loaded: China has had no summer time since 1991, and a small machine may have no zone files.
func beijing() *time.Location { return time.FixedZone("CST", 8*60*60) }

// say turns a value into what a template sees in language l.
func say(name string, value any, l lang.Lang) (any, error) {
	switch v := value.(type) {
	case string, int:
		return v, nil
	case lang.Text:
		return v.In(l), nil
	case []Fix:
		fixes := make([]map[string]string, len(v))
		for i, f := range v {
			fixes[i] = map[string]string{"field": f.Field.In(l), "text": f.Text.In(l)}
		}
		return fixes, nil
	}
	return nil, fault.New(fault.Invalid, "the value %q of a notice is a %T, which no text can show", name, value)
}
