package applications_test

import (
	"encoding/json"
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	internaltext "gangway/internal/text"
)

// FuzzParse proves that whatever is typed for any kind of field becomes a good answer, which comes back from JSON as it
// was and is shown without doing anything to a terminal, or fault.Invalid.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"", "张三", "２０００-02-29", "138 0000 0000", "a@b.cn", "是", "red、blue", "１２", "👨‍👩‍👧", "a\u202eb", "\xff", "low,low,,high"} {
		f.Add(seed)
	}
	options := []applications.Option{{ID: "low"}, {ID: "red"}, {ID: "blue"}, {ID: "high", Aliases: []string{"高"}}}
	f.Fuzz(func(t *testing.T, typed string) {
		for _, kind := range applications.FieldKind("").Choices() {
			field := applications.Field{ID: "f", Kind: applications.FieldKind(kind), Options: options, Optional: true, MaxLength: 20}
			answer, err := field.Parse(typed)
			switch {
			case err != nil:
				if answer != nil || !errors.Is(err, fault.Invalid) {
					t.Errorf("%s %q: got %v, %v", kind, typed, answer, err)
				}
				continue
			case answer == nil:
				continue
			}
			answers, back := applications.Answers{"f": answer}, applications.Answers{}
			data, err := json.Marshal(answers)
			if err == nil {
				err = json.Unmarshal(data, &back)
			}
			if diff := cmp.Diff(answers, back); err != nil || diff != "" {
				t.Errorf("%s %q: %v (-want +got):\n%s", kind, typed, err, diff)
			}
			if s, ok := answer.(string); ok && !internaltext.Visible(s) {
				t.Errorf("%s %q became %q, of which something cannot be seen", kind, typed, s)
			}
		}
	})
}

// FuzzFill proves that what is kept of answers is only what is asked with them, whatever they are: settling twice
// changes nothing, and every answer belongs to a field that is asked.
func FuzzFill(f *testing.F) {
	f.Add(`{"worked":true,"jobs":[{"employer":"a","ended":true,"months":3}],"reference":"x","rank":"high","thesis":"y"}`)
	f.Add(`{"worked":false,"jobs":[],"tags":["red"],"why":"x"}`)
	f.Add(`{"jobs":[{},{}],"diploma":{"id":"1"},"rank":"","thesis":1}`)
	p, err := libraryOf(many, campaign).Program("post")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, data string) {
		var answers applications.Answers
		if json.Unmarshal([]byte(data), &answers) != nil {
			return
		}
		settled := applications.Settled(p.Fields, answers)
		if diff := cmp.Diff(settled, applications.Settled(p.Fields, settled)); diff != "" {
			t.Errorf("%s: settled twice (-once +twice):\n%s", data, diff)
		}
		asked := map[string]bool{}
		for _, field := range applications.Asked(p.Fields, settled) {
			asked[field.ID] = true
		}
		for id := range settled {
			if !asked[id] {
				t.Errorf("%s: the answer to %s is kept, which is not asked", data, id)
			}
		}
		filled, err := p.Fill(answers, nil)
		if diff := cmp.Diff(settled, filled); err != nil || diff != "" {
			t.Errorf("%s: %v (-settled +filled):\n%s", data, err, diff)
		}
	})
}
