package outbox

import (
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"time"

	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// quietFile is the template of the quiet hours.
const quietFile = "quiet.yaml"

// A Quiet says when people are left alone. The zero value never leaves them alone.
type Quiet struct {
	ID      string    `yaml:"id"`
	Version int       `yaml:"version"`
	About   lang.Text `yaml:"about"`
	Source  string    `yaml:"source"` // what it is based on
	Hours   []Hours   `yaml:"hours"`  // one for each channel that rests; the others never do
}

// Hours are a time of day, in Beijing, during which nothing leaves by a channel. They may go past midnight.
type Hours struct {
	Channel Channel  `yaml:"channel"`
	From    string   `yaml:"from"` // like 21:00
	To      string   `yaml:"to"`
	Except  []string `yaml:"except"` // kinds that are sent all the same
}

// Choices implements yamlfile.Chooser.
func (Channel) Choices() []string { return []string{string(SMS), string(Email)} }

// LoadQuiet reads and checks notices/quiet.yaml from a folder of templates. Its error lists each mistake as
// file:line:column.
func LoadQuiet(fsys fs.FS) (Quiet, error) {
	var q Quiet
	doc, err := yamlfile.Read(fsys, &q, "notices", quietFile)
	if err != nil {
		return Quiet{}, err
	}
	doc.NeedHead(strings.TrimSuffix(quietFile, ".yaml"), q.ID, q.Version)
	for i, h := range q.Hours {
		at := "hours[" + strconv.Itoa(i) + "]"
		h.check(doc, at)
		if slices.ContainsFunc(q.Hours[:i], func(other Hours) bool { return other.Channel == h.Channel }) {
			doc.Mistake(at+".channel", "the channel %q is listed twice; take one out", string(h.Channel))
		}
	}
	return q, doc.Err()
}

func (h Hours) check(doc *yamlfile.Document, at string) {
	if !slices.Contains(h.Channel.Choices(), string(h.Channel)) {
		doc.Mistake(at+".channel", "there is no channel %q; the channels are %s", string(h.Channel), strings.Join(h.Channel.Choices(), ", "))
	}
	from, fromOK := minuteOfDay(h.From)
	to, toOK := minuteOfDay(h.To)
	if !fromOK {
		doc.Mistake(at+".from", "%q is not a time of day; write it like 21:00", h.From)
	}
	if !toOK {
		doc.Mistake(at+".to", "%q is not a time of day; write it like 21:00", h.To)
	}
	if fromOK && toOK && from == to {
		doc.Mistake(at+".to", "the quiet time ends when it begins; leave it out, or give it another end")
	}
	for i, id := range h.Except {
		if _, known := findKind(id); !known {
			doc.Mistake(at+".except["+strconv.Itoa(i)+"]", "there is no notice %q; there are %s", id, strings.Join(Kinds(), ", "))
		}
	}
}

// At returns when the quiet time of a channel ends that t is in, and the kinds that are sent all the same. It is the zero
// time when t is not in one.
func (q Quiet) At(channel Channel, t time.Time) (until time.Time, except []string) {
	for _, h := range q.Hours {
		if h.Channel == channel {
			return h.end(t.In(beijing())), h.Except
		}
	}
	return time.Time{}, nil
}

func (h Hours) end(t time.Time) time.Time {
	from, _ := minuteOfDay(h.From)
	to, _ := minuteOfDay(h.To)
	now := t.Hour()*60 + t.Minute()
	midnight := time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
	today := midnight.Add(time.Duration(to) * time.Minute)
	switch {
	case from < to && from <= now && now < to, from > to && now < to:
		return today
	case from > to && from <= now:
		return today.AddDate(0, 0, 1)
	}
	return time.Time{}
}

func minuteOfDay(clock string) (int, bool) {
	t, err := time.Parse("15:04", clock)
	return t.Hour()*60 + t.Minute(), err == nil
}
