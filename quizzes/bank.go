package quizzes

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/yamlfile"
)

// A Bank is a set of questions exams draw from.
type Bank struct {
	ID        string     `yaml:"id"`
	Version   int        `yaml:"version"`
	Title     lang.Text  `yaml:"title"`
	Questions []Question `yaml:"questions"`
}

// An Exam is a blueprint: what is drawn from which bank, and what passing takes.
type Exam struct {
	ID              string    `yaml:"id"`
	Version         int       `yaml:"version"`
	Title           lang.Text `yaml:"title"`
	Bank            string    `yaml:"bank"`
	Draw            []Draw    `yaml:"draw"`
	MinutesAllowed  int       `yaml:"minutes_allowed"`
	PassPercent     int       `yaml:"pass_percent"`
	AttemptsAllowed int       `yaml:"attempts_allowed"`
	CoolDownHours   int       `yaml:"cool_down_hours"`
}

// A Draw takes a number of questions of one type from the bank; with RedLine, only red lines.
type Draw struct {
	Type    Type `yaml:"type"`
	Count   int  `yaml:"count"`
	RedLine bool `yaml:"red_line"`
}

// A Library reads banks and exams from a folder of templates, each when it is asked for.
type Library struct{ FS fs.FS }

// Bank returns the bank with the given id: fault.NotFound, or fault.Invalid listing each mistake.
func (l Library) Bank(id string) (Bank, error) {
	var b Bank
	doc, err := l.read("banks", id, &b)
	if err != nil {
		return Bank{}, err
	}
	doc.NeedHead(id, b.ID, b.Version)
	doc.NeedText("title", b.Title)
	seen := map[string]bool{}
	for i, q := range b.Questions {
		at := fmt.Sprintf("questions[%d]", i)
		CheckQuestion(doc, at, q)
		if seen[q.ID] {
			doc.Mistake(at+".id", "the id %q is that of another before; choose another", q.ID)
		}
		seen[q.ID] = true
		if q.Points < 1 {
			doc.Mistake(at+".points", "a question is worth at least one point; write points: 1 or more")
		}
		if q.Source == "" || q.AsOf == "" || q.Rule == "" {
			doc.Mistake(at, "a question names its rule, its source and the date of the source; write rule, source and as_of")
		}
	}
	return b, doc.Err()
}

// Exam returns the exam with the given id, checked against its bank. Errors are those of Bank.
func (l Library) Exam(id string) (Exam, Bank, error) {
	var e Exam
	doc, err := l.read("exams", id, &e)
	if err != nil {
		return Exam{}, Bank{}, err
	}
	doc.NeedHead(id, e.ID, e.Version)
	doc.NeedText("title", e.Title)
	if e.MinutesAllowed < 1 || e.PassPercent < 1 || e.PassPercent > 100 || e.AttemptsAllowed < 1 || e.CoolDownHours < 0 {
		doc.Mistake("", "an exam needs minutes_allowed, pass_percent (1 to 100), attempts_allowed, and cool_down_hours that are not negative")
	}
	b, err := l.Bank(e.Bank)
	if errors.Is(err, fault.NotFound) {
		doc.Mistake("bank", "there is no bank %q; write its file in banks, or name another", e.Bank)
		return e, b, doc.Err()
	}
	if err != nil {
		return e, b, err
	}
	left := func(of Draw) int { // what is left in the bank when every draw has been made
		n := len(candidates(b, of))
		for _, d := range e.Draw {
			if d.Type == of.Type && (d.RedLine || !of.RedLine) {
				n -= d.Count
			}
		}
		return n
	}
	for i, d := range e.Draw {
		if d.Count < 1 || left(d) < 0 {
			doc.Mistake(fmt.Sprintf("draw[%d]", i), "cannot draw %d: the bank has %d such questions for all draws; draw fewer, or add questions to it", d.Count, len(candidates(b, d)))
		}
	}
	if len(e.Draw) == 0 {
		doc.Mistake("draw", "an exam draws at least one question; write draw: with a type and a count")
	}
	return e, b, doc.Err()
}

// IDs lists the ids of the files in a folder of templates: "banks" or "exams".
func (l Library) IDs(folder string) ([]string, error) {
	files, err := fs.Glob(l.FS, folder+"/*.yaml")
	ids := []string{}
	for _, f := range files {
		ids = append(ids, strings.TrimSuffix(path.Base(f), ".yaml"))
	}
	return ids, err
}

func (l Library) read(folder, id string, into any) (*yamlfile.Document, error) {
	doc, err := yamlfile.Read(l.FS, into, folder, id+".yaml")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "there is nothing named %q in %s", id, folder)
	}
	return doc, err
}

// CheckQuestion records the mistakes of the question at a path of a document.
func CheckQuestion(doc *yamlfile.Document, at string, q Question) {
	if q.ID == "" {
		doc.Mistake(at, "the question has no id; write one of its own, such as q1")
	}
	doc.NeedText(at+".stem", q.Stem)
	doc.NeedText(at+".explanation", q.Explanation)
	if !slices.Contains(types, q.Type) {
		doc.Mistake(at+".type", "there is no type of question %q; the types are %s", string(q.Type), strings.Join(q.Type.Choices(), ", "))
		return
	}
	checkOptions(doc, at, q)
	if q.Type == Short {
		checkRubric(doc, at, q)
		return
	}
	wanted := 1
	if q.Type == Multiple {
		wanted = max(2, len(q.Key))
	}
	if len(q.Key) != wanted {
		doc.Mistake(at+".key", "the key of this type of question names %d option(s); correct the key, or the type", wanted)
	}
	for i, id := range q.Key {
		if slices.Contains(q.Key[:i], id) {
			doc.Mistake(at+".key", "the key names %q twice; take one out", id)
		}
		if !slices.ContainsFunc(q.Offered(), func(o Option) bool { return o.ID == id }) {
			doc.Mistake(at+".key", "the key names %q, which is not an option; name one of the options by its id", id)
		}
	}
}

func checkOptions(doc *yamlfile.Document, at string, q Question) {
	choice := q.Type == Single || q.Type == Multiple
	if choice && len(q.Options) < 2 || !choice && len(q.Options) > 0 {
		doc.Mistake(at+".options", "single and multiple choice, and nothing else, have two or more options; correct the options, or the type")
	}
	seen := map[string]bool{}
	for i, o := range q.Options {
		here := fmt.Sprintf("%s.options[%d]", at, i)
		if o.ID == "" || seen[o.ID] || o.ID != strings.ToLower(o.ID) {
			doc.Mistake(here, "an option needs a lower-case id of its own, such as a")
		}
		seen[o.ID] = true
		doc.NeedText(here+".text", o.Text)
	}
}

func checkRubric(doc *yamlfile.Document, at string, q Question) {
	sum := 0
	for i, c := range q.Rubric {
		sum += c.Points
		doc.NeedText(fmt.Sprintf("%s.rubric[%d].text", at, i), c.Text)
	}
	if sum != q.Points || len(q.Key) > 0 || q.RedLine {
		doc.Mistake(at, "a short answer has a rubric whose points add up to the question's, no key, and is no red line; correct the rubric, or the type")
	}
}
