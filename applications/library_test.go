package applications_test

import (
	"errors"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/templates"
)

func TestAProgramThatIsNotThere(t *testing.T) {
	library := applications.NewLibrary(templates.Shipped())
	for _, id := range []string{"", "no-such-post", "taobao-online.yaml", "../forms/agent", "../programs/taobao-online", "/taobao-online", "..", "Taobao-Online", "a\x00b", "a/b"} {
		if p, err := library.Program(id); !errors.Is(err, fault.NotFound) || p.ID != "" {
			t.Errorf("%q: got the program %q, %v; want %v", id, p.ID, err, fault.NotFound)
		}
		if f, err := library.Form(id); !errors.Is(err, fault.NotFound) || f.ID != "" {
			t.Errorf("%q: got the form %q, %v; want %v", id, f.ID, err, fault.NotFound)
		}
	}
}

func TestAProgramHasTheFieldsOfItsFormFirst(t *testing.T) {
	p := shipped(t, "taobao-online")
	var ids []string
	for _, f := range p.Fields {
		ids = append(ids, f.ID)
	}
	want := []string{"name", "sex", "birth_date", "mobile", "email", "qq", "education", "experience_months", // S0-09, in its order
		"typing_speed", "knows_taobao", "computer_skills", "truthful"}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("fields (-want +got):\n%s", diff)
	}
}

func TestFilesAreReadOnce(t *testing.T) {
	folder := fstest.MapFS{
		"forms/agent.yaml":       {Data: []byte(form)},
		"programs/post.yaml":     {Data: []byte(head)},
		"reasons/decisions.yaml": {Data: []byte("reasons:\n  - {code: late, for: [return], text: {zh-CN: 晚, en: Late}, advice: {zh-CN: 早, en: Early}}\n")},
	}
	library := applications.NewLibrary(folder)
	first, err := library.Program("post")
	reasons, reasonsErr := library.Reasons()
	if err != nil || reasonsErr != nil {
		t.Fatal(err, reasonsErr)
	}
	clear(folder)
	again, err := library.Program("post")
	reasonsAgain, reasonsErr := library.Reasons()
	if err != nil || reasonsErr != nil || cmp.Diff(first, again) != "" || cmp.Diff(reasons, reasonsAgain) != "" {
		t.Errorf("the second reading differs: %v, %v", err, reasonsErr)
	}
}

func TestAMendedFileIsReadAgain(t *testing.T) {
	folder := fstest.MapFS{"forms/agent.yaml": {Data: []byte(form)}, "programs/post.yaml": {Data: []byte("id: post\n")}}
	library := applications.NewLibrary(folder)
	if _, err := library.Program("post"); !errors.Is(err, fault.Invalid) {
		t.Fatalf("got %v, want %v", err, fault.Invalid)
	}
	folder["programs/post.yaml"] = &fstest.MapFile{Data: []byte(head)}
	if _, err := library.Program("post"); err != nil {
		t.Errorf("after mending: %v", err)
	}
}

func TestFieldNameIsALabelOrAReason(t *testing.T) {
	p := program(t, "rules:\n"+rule("speech", "hard", "mandarin"))
	for id, want := range map[string]lang.Text{
		"education": {Chinese: "学历", English: "Education"},
		"speech":    {Chinese: "条件", English: "condition"},
		"unknown":   {Chinese: "unknown", English: "unknown"},
	} {
		if got := p.FieldName(id); got != want {
			t.Errorf("%s: got %v, want %v", id, got, want)
		}
	}
}

func TestReasonSaid(t *testing.T) {
	r := applications.Reason{Text: lang.Text{Chinese: "信息不完整。", English: "Something is missing."}, Advice: lang.Text{Chinese: "请补充。", English: "Please add it."}}
	for note, want := range map[string]lang.Text{
		"":     {Chinese: "信息不完整。请补充。", English: "Something is missing. Please add it."},
		"毕业年份": {Chinese: "信息不完整。请补充。审核员说明：毕业年份", English: "Something is missing. Please add it. The reviewer adds: 毕业年份"},
	} {
		if got := r.Said(note); got != want {
			t.Errorf("%q: got %v, want %v", note, got, want)
		}
	}
}
