package applications

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"gangway/applications/identity"
	"gangway/internal/calendar"
	"gangway/internal/lang"
	"gangway/internal/upload"
)

// Show says an answer for people, on one line, masked where it is personal, in the language of s.
func (f Field) Show(answer any, s lang.Speaker, reveal bool) string {
	switch v := answer.(type) {
	case nil:
		return "–"
	case bool:
		if v {
			return s.Sayf("yes")
		}
		return s.Sayf("no")
	case string:
		if f.Kind == KindChoice {
			return f.option(v).Label.In(s.Lang)
		}
		return f.masked(v, reveal)
	case int64:
		return strconv.FormatInt(v, 10)
	case []string:
		return f.showChosen(v, s)
	case File:
		return showFile(v, s, reveal)
	case []Answers:
		entries := make([]string, len(v))
		for i, entry := range v {
			entries[i] = fmt.Sprintf("%d. %s", i+1, f.ShowEntry(entry, s, reveal))
		}
		return strings.Join(entries, "  ")
	}
	return ""
}

// ShowEntry says one entry of a group, as Show does.
func (f Field) ShowEntry(entry Answers, s lang.Speaker, reveal bool) string {
	var parts []string
	for _, inner := range f.Fields {
		if answer, given := entry[inner.ID]; given {
			parts = append(parts, s.Sayf("%s: %s", inner.Label, inner.Show(answer, s, reveal)))
		}
	}
	return strings.Join(parts, s.Sayf("; "))
}

func (f Field) showChosen(ids []string, s lang.Speaker) string {
	labels := make([]string, len(ids))
	for i, id := range ids {
		labels[i] = f.option(id).Label.In(s.Lang)
	}
	return strings.Join(labels, s.Sayf(", "))
}

func showFile(f File, s lang.Speaker, reveal bool) string {
	about := strings.ToUpper(string(f.Kind)) + " " + upload.Bytes(f.Size).String()
	if !reveal || f.Name == "" {
		return about
	}
	return s.Sayf("%s (%s)", f.Name, about)
}

func (f Field) masked(v string, reveal bool) string {
	if reveal {
		return v
	}
	switch f.Kind {
	case KindName:
		return identity.MaskName(v)
	case KindMobile:
		return identity.MaskMobile(v)
	case KindEmail:
		return identity.MaskEmail(v)
	case KindQQ:
		return identity.MaskQQ(v)
	case KindDate:
		d, _ := calendar.ParseDate(v) // it was checked when it was accepted
		return identity.MaskBirthDate(d)
	}
	return v
}

// Mask returns a copy of the answers with personal details masked, those in the entries of groups too. The name of a
// file, which may be a person's, is left out.
func Mask(fields []Field, answers Answers) Answers {
	masked := maps.Clone(answers)
	for _, f := range fields {
		switch v := answers[f.ID].(type) {
		case string:
			masked[f.ID] = f.masked(v, false)
		case File:
			v.Name = ""
			masked[f.ID] = v
		case []Answers:
			entries := make([]Answers, len(v))
			for i, entry := range v {
				entries[i] = Mask(f.Fields, entry)
			}
			masked[f.ID] = entries
		}
	}
	return masked
}
