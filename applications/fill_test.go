package applications_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/upload/uploadtest"
)

// many is a form with every way of asking: conditions over each kind of fact, several options, a group, a file.
const many = `id: agent
version: 1
title: {zh-CN: 表, en: Form}
fields:
  - {id: worked, kind: yes_no, page: {zh-CN: 经历, en: Experience}, label: {zh-CN: 工作过, en: Has worked}}
  - id: jobs
    kind: group
    when: worked
    max: 2
    label: {zh-CN: 工作经历, en: Jobs held}
    fields:
      - {id: employer, kind: text, max_length: 5, label: {zh-CN: 单位, en: Employer}}
      - {id: boss, kind: name, optional: true, label: {zh-CN: 主管, en: Superior}}
      - {id: ended, kind: yes_no, label: {zh-CN: 已离职, en: Has ended}}
      - {id: months, kind: number, min: 1, when: ended, label: {zh-CN: 月数, en: Months}}
  - {id: reference, kind: text, when: jobs_count > 1, label: {zh-CN: 证明人, en: Reference}}
  - {id: tags, kind: choices, min: 1, max: 2, label: {zh-CN: 标签, en: Tags}, options: [{id: red, label: {zh-CN: 红, en: Red}}, {id: blue, label: {zh-CN: 蓝, en: Blue}}, {id: green, label: {zh-CN: 绿, en: Green}}]}
  - {id: diploma, kind: file, optional: true, accept: [pdf, png], max_size: 1 KB, page: {zh-CN: 材料, en: Documents}, label: {zh-CN: 学历证书, en: Diploma}}
  - {id: why, kind: text, when: not diploma_given, label: {zh-CN: 说明, en: Why not}}
  - {id: rank, kind: choice, ordered: true, label: {zh-CN: 学历, en: Education}, options: [{id: low, label: {zh-CN: 低, en: Low}}, {id: high, label: {zh-CN: 高, en: High}}]}
  - {id: thesis, kind: text, when: rank >= high, label: {zh-CN: 论文, en: Thesis}}
`

const campaign = "id: post\nversion: 1\nkind: campaign\ntitle: {zh-CN: 活动, en: Campaign}\nsummary: {zh-CN: 简介, en: About}\nform: agent\nreview_days: 3\n"

func manyFields(t *testing.T) applications.Program {
	t.Helper()
	p, err := libraryOf(many, campaign).Program("post")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// text and list are short for what was typed.
func text(s string) applications.Typed      { return applications.Typed{Text: s} }
func list(s ...string) applications.Typed   { return applications.Typed{List: s} }
func entries(e ...entry) applications.Typed { return applications.Typed{Entries: e} }

type entry = map[string]applications.Typed

func TestFillAsksEachKind(t *testing.T) {
	png := uploadtest.PNG(3, 2)
	got, err := manyFields(t).Fill(nil, map[string]applications.Typed{
		"worked": text("是"),
		"jobs":   entries(entry{"employer": text("示例店"), "ended": text("yes"), "months": text("７")}, entry{"employer": text("二店"), "boss": text("李四"), "ended": text("no")}),
		"tags":   list("Green", "红"), "diploma": {File: &png}, "reference": text("王五"), "rank": text("low"),
	})
	file, _ := got.File("diploma")
	want := applications.Answers{"worked": true, "tags": []string{"red", "green"}, "reference": "王五", "rank": "low", "diploma": file,
		"jobs": []applications.Answers{{"employer": "示例店", "ended": true, "months": int64(7)}, {"employer": "二店", "boss": "李四", "ended": false}}}
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if file.Kind != "png" || file.Size != int64(len(png.Content)) || !file.Fits(png.Content) || file.ID != "" {
		t.Errorf("got the file %+v", file)
	}
}

func TestFillSaysWhatIsWrongAndWhere(t *testing.T) {
	exe, large, jpeg := uploadtest.Renamed("MZ\x90\x00"), uploadtest.PNG(3, 2), uploadtest.JPEG(3, 2)
	large.Content = append(large.Content, make([]byte, 2000)...)
	for _, tt := range []struct {
		name  string
		typed map[string]applications.Typed
		want  string
	}{
		{"an answer that is not asked for", entry{"worked": text("no"), "jobs": entries(entry{})}, "jobs: this is only asked when worked"},
		{"an answer over one that is not given", entry{"thesis": text("x")}, "thesis: this is only asked when rank >= high"},
		{"one that depends on an answer that is wrong", entry{"rank": text("?"), "thesis": text("x")}, "rank: choose one of low, high"},
		{"an empty answer that is not asked for", entry{"thesis": {}}, ""},
		{"entries with mistakes", entry{"worked": text("yes"), "jobs": entries(entry{"employer": text("六个字的单位"), "ended": text("no"), "months": text("3")}, entry{"ended": text("yes"), "pay": text("1")})},
			"jobs[0].employer: write at most 5 characters\njobs[0].months: this is only asked when ended\n" +
				"jobs[1].employer: an answer is needed\njobs[1].months: an answer is needed\njobs[1].pay: the form has no such field"},
		{"an entry with gaps", entry{"worked": text("yes"), "jobs": entries(entry{"ended": text("yes")})}, "jobs[0].employer: an answer is needed\njobs[0].months: an answer is needed"},
		{"too many entries", entry{"worked": text("yes"), "jobs": entries(job, job, job)}, "jobs: at most 2 entries are taken"},
		{"no entries", entry{"worked": text("yes"), "jobs": {}}, "jobs: an answer is needed"},
		{"a text for a group", entry{"worked": text("yes"), "jobs": text("示例店")}, "jobs: expected a list of entries, each a map of field ids to answers"},
		{"too many options", entry{"tags": list("red", "green", "blue")}, "tags: choose at most 2"},
		{"the same option often", entry{"tags": list("red", "Red", "红")}, ""},
		{"options in one text", entry{"tags": text("红、blue")}, ""},
		{"an option that is not offered", entry{"tags": list("red", "pink")}, "tags: choose one of red, blue, green"},
		{"a list for a text", entry{"rank": list("low", "high")}, "rank: expected a single value"},
		{"a path where nobody can read it", entry{"diploma": text("/etc/passwd")}, "diploma: a file is handed in with gangway apply"},
		{"a program with another name", entry{"diploma": {File: &exe}}, "diploma: the file is neither a PDF nor a JPEG or PNG image, whatever its name says"},
		{"a file that is too large", entry{"diploma": {File: &large}}, "diploma: the file photo.png is larger than 1 KB"},
		{"a picture where a document is wanted", entry{"diploma": {File: &jpeg}}, "diploma: the file is a jpeg; this must be one of pdf, png"},
	} {
		_, err := manyFields(t).Fill(nil, tt.typed)
		if got := details(err); got != tt.want || (err != nil) != (tt.want != "") || err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("%s: got\n%v\n%s\nwant\n%s", tt.name, err, got, tt.want)
		}
	}
}

var held = applications.Answers{"employer": "示例店", "ended": false}

var job = entry{"employer": text("示例店"), "ended": text("no")}

func TestAStaleAnswerIsDropped(t *testing.T) {
	p := manyFields(t)
	before := applications.Answers{"worked": true, "jobs": []applications.Answers{{"employer": "一店", "ended": false}, {"employer": "二店", "ended": false}}, "reference": "王五", "rank": "high", "thesis": "客服"}
	got, err := p.Fill(before, applications.Texts(map[string]string{"worked": "no"}))
	want := applications.Answers{"worked": false, "rank": "high", "thesis": "客服"} // the reference depends on the jobs
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	if diff := cmp.Diff(before, applications.Settled(p.Fields, before)); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
}

func TestWhatIsAskedFollowsTheAnswers(t *testing.T) {
	p := manyFields(t)
	jobs := []applications.Answers{{"employer": "一店", "ended": false}, {"employer": "二店", "ended": false}}
	for _, tt := range []struct {
		name    string
		answers applications.Answers
		want    string
	}{
		{"nothing yet", nil, "worked tags diploma why rank"},
		{"somebody who has not worked", applications.Answers{"worked": false, "rank": "low"}, "worked tags diploma why rank"},
		{"somebody who has, and studied", applications.Answers{"worked": true, "rank": "high"}, "worked jobs tags diploma why rank thesis"},
		{"two jobs and a diploma", applications.Answers{"worked": true, "jobs": jobs, "diploma": applications.File{Kind: "pdf"}}, "worked jobs reference tags diploma rank"},
		{"jobs that no longer count", applications.Answers{"worked": false, "jobs": jobs}, "worked tags diploma why rank"},
	} {
		var ids []string
		for _, f := range applications.Asked(p.Fields, tt.answers) {
			ids = append(ids, f.ID)
		}
		if got := strings.Join(ids, " "); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestOnlyWhatIsAskedIsNeeded(t *testing.T) {
	p := manyFields(t)
	answers := applications.Answers{"worked": false, "tags": []string{"red"}, "why": "没有", "rank": "low"}
	for name, tt := range map[string]struct {
		answers applications.Answers
		want    string
	}{
		"everything asked":       {answers, ""},
		"a condition that holds": {with(answers, "rank", "high"), "thesis: an answer is needed"},
		"a group that is asked":  {with(answers, "worked", true), "jobs: an answer is needed"},
		"too many entries in a draft": {with(with(with(answers, "worked", true), "jobs", []applications.Answers{held, held, held}), "reference", "王五"),
			"jobs: at most 2 entries are taken"},
		"an entry with gaps": {with(with(answers, "worked", true), "jobs", []applications.Answers{{"ended": true}}),
			"jobs[0].employer: an answer is needed\njobs[0].months: an answer is needed"},
	} {
		if got := details(applications.Check(p, completed(t), tt.answers, at)); got != tt.want {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}

func TestAnswersComeBackFromJSONAsTheyWere(t *testing.T) {
	want := applications.Answers{"name": "张三", "n": int64(1) << 60, "ok": true, "tags": []string{"red", "blue"},
		"jobs":    []applications.Answers{{"employer": "示例店", "months": int64(7), "kinds": []string{"a"}}},
		"diploma": applications.File{ID: "f1", Name: "证书.pdf", Kind: "pdf", Size: 12, SHA256: "00"}}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got applications.Answers
	err = json.Unmarshal(data, &got)
	if diff := cmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
	for _, bad := range []string{`{"a": null}`, `{"a": [1]}`, `{"a": [{}, 1]}`, `{"a": {"secret": 1}}`, `{"a": 1.5}`, `{"a": [{"b": null}]}`, `[]`} {
		if err := json.Unmarshal([]byte(bad), &got); err == nil {
			t.Errorf("%s was read as %v", bad, got)
		}
	}
}

func TestChangedComparesListsAndEntries(t *testing.T) {
	a := applications.Answers{"tags": []string{"red"}, "jobs": []applications.Answers{{"employer": "一店"}}, "same": []string{"x"}, "file": applications.File{ID: "1"}}
	b := applications.Answers{"tags": []string{"blue"}, "jobs": []applications.Answers{{"employer": "二店"}}, "same": []string{"x"}, "file": applications.File{ID: "2"}}
	if diff := cmp.Diff([]string{"file", "jobs", "tags"}, a.Changed(b)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestGroupsAndFilesAreShownAndMasked(t *testing.T) {
	p := manyFields(t)
	answers := applications.Answers{"jobs": []applications.Answers{{"employer": "一店", "boss": "张三丰", "ended": true, "months": int64(7)}, {"employer": "二店", "ended": false}},
		"tags": []string{"red", "blue"}, "diploma": applications.File{ID: "f1", Name: "张三.pdf", Kind: "pdf", Size: 3000}}
	for id, want := range map[string][2]string{
		"jobs":    {"1. Employer: 一店; Superior: 张*丰; Has ended: yes; Months: 7  2. Employer: 二店; Has ended: no", "1. Employer: 一店; Superior: 张三丰; Has ended: yes; Months: 7  2. Employer: 二店; Has ended: no"},
		"tags":    {"Red, Blue", "Red, Blue"},
		"diploma": {"PDF 3 KB", "张三.pdf (PDF 3 KB)"},
	} {
		f, _ := p.Field(id)
		if got := [2]string{f.Show(answers[id], lang.Speaker{}, false), f.Show(answers[id], lang.Speaker{}, true)}; got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
	text, err := json.Marshal(applications.Mask(p.Fields, answers))
	if err != nil || strings.Contains(string(text), "张三") || !strings.Contains(string(text), "张*丰") {
		t.Errorf("masked: %s, %v", text, err)
	}
	if answers["jobs"].([]applications.Answers)[0]["boss"] != "张三丰" {
		t.Error("masking changed the answers themselves")
	}
}

func TestRulesCountEntriesAndSeeFiles(t *testing.T) {
	rules := "rules:\n" + rule("held", "hard", "jobs_count >= 1") + rule("paper", "soft", "diploma_given") + rule("tagged", "soft", "tags_count == 2")
	p, err := libraryOf(many, campaign+rules).Program("post")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range p.Fields {
		for id, sample := range f.FactTypes() {
			if facts := f.Facts(nil); len(facts) != 1 || facts[id] != sample {
				t.Errorf("%s: got %v of no answers, want %v", f.ID, facts, sample)
			}
		}
	}
}
