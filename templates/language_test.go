package templates_test

import (
	"reflect"
	"regexp"
	"testing"

	"gangway/applications/support"
	"gangway/internal/lang"
	"gangway/internal/outbox"
	"gangway/templates"
)

// texts calls visit with every text inside a value, and where it stands.
func texts(at string, v reflect.Value, visit func(at string, t lang.Text)) {
	if text, ok := v.Interface().(lang.Text); ok {
		visit(at, text)
		return
	}
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			texts(at+"."+v.Type().Field(i).Name, v.Field(i), visit)
		}
	case reflect.Slice:
		for i := range v.Len() {
			id := v.Index(i)
			if id.Kind() == reflect.Struct && id.FieldByName("ID").IsValid() {
				texts(at+"."+id.FieldByName("ID").String(), id, visit)
				continue
			}
			texts(at, id, visit)
		}
	}
}

// loaded returns everything that has texts.
func loaded(t *testing.T) map[string]any {
	t.Helper()
	all := map[string]any{"programs": listed(t)}
	reasons, err := programs.Reasons()
	if err != nil {
		t.Fatal(err)
	}
	all["reasons"] = reasons
	e, b, err := exams.Exam("redlines")
	if err != nil {
		t.Fatal(err)
	}
	all["exams"], all["banks"] = e, b
	ids, err := courses.CourseIDs()
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		if all[id], err = courses.Course(id); err != nil {
			t.Fatal(err)
		}
	}
	if all["knowledge"], err = support.Load(templates.Shipped()); err != nil {
		t.Fatal(err)
	}
	if all["notices"], err = outbox.All(templates.Shipped()); err != nil {
		t.Fatal(err)
	}
	return all
}

func TestEveryTextIsInItsLanguage(t *testing.T) {
	han, chineseMark, englishMark := regexp.MustCompile(`\p{Han}`), regexp.MustCompile(`[，。；：？！（）、]`), regexp.MustCompile(`\p{Han}[,;:?!]|[,;:?!]\p{Han}`)
	count := 0
	for name, value := range loaded(t) {
		texts(name, reflect.ValueOf(value), func(at string, text lang.Text) {
			if text.Empty() {
				return
			}
			count++
			if text.Chinese == "" || text.English == "" {
				t.Errorf("%s is said in one language: %+v", at, text)
			}
			if englishMark.MatchString(text.Chinese) {
				t.Errorf("%s has half-width marks beside Chinese: %s", at, text.Chinese)
			}
			if chineseMark.MatchString(text.English) && !han.MatchString(text.English) {
				t.Errorf("%s has full-width marks in English: %s", at, text.English)
			}
		})
	}
	if count < 500 {
		t.Errorf("got %d texts, which cannot be all", count)
	}
}
