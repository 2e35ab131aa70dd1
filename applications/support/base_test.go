package support_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"gangway/applications/support"
	"gangway/internal/fault"
)

const goodTopic = `id: sample
version: 1
title: {zh-CN: 样例, en: Sample}
entries:
  - id: one
    version: 1
    questions:
      - {zh-CN: 问, en: asked}
    answer: {zh-CN: 答, en: answered}
    source: S0-01
    checked: 2026-11-22
`

func load(files map[string]string) (support.Base, error) {
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys["knowledge/"+name] = &fstest.MapFile{Data: []byte(text)}
	}
	return support.Load(fsys)
}

func TestATopicIsRead(t *testing.T) {
	b, err := load(map[string]string{"sample.yaml": goodTopic})
	if err != nil || len(b.Topics) != 1 {
		t.Fatalf("got %d topics, %v", len(b.Topics), err)
	}
	e, ok := b.Entry("one")
	if !ok || e.Topic != "sample" || e.Question().English != "asked" || e.Checked != "2026-11-22" {
		t.Errorf("got %v, %+v", ok, e)
	}
	if _, ok := b.Entry("two"); ok {
		t.Error("there is an entry nobody wrote")
	}
}

func TestEveryMistakeOfATopicIsListed(t *testing.T) {
	bad := map[string]string{
		"the id differs":       strings.Replace(goodTopic, "id: sample", "id: other", 1),
		"no version":           strings.Replace(goodTopic, "version: 1\ntitle", "title", 1),
		"no title in English":  strings.Replace(goodTopic, ", en: Sample", "", 1),
		"an id with capitals":  strings.Replace(goodTopic, "id: one", "id: One", 1),
		"no version of entry":  strings.Replace(goodTopic, "    version: 1\n", "", 1),
		"no question":          strings.Replace(goodTopic, "      - {zh-CN: 问, en: asked}\n", "", 1),
		"no answer in Chinese": strings.Replace(goodTopic, "zh-CN: 答, ", "", 1),
		"no source":            strings.Replace(goodTopic, "    source: S0-01\n", "", 1),
		"no such day":          strings.Replace(goodTopic, "2026-11-22", "2026-02-30", 1),
		"no day":               strings.Replace(goodTopic, "    checked: 2026-11-22\n", "", 1),
		"an unknown name":      goodTopic + "    colour: red\n",
		"an id twice":          goodTopic + goodTopic[strings.Index(goodTopic, "  - id"):],
		"no entries":           goodTopic[:strings.Index(goodTopic, "entries")],
		"a channel of no name": goodTopic + "    channels: [{route: {zh-CN: 路, en: way}}]\n",
	}
	where := regexp.MustCompile(`^knowledge/sample\.yaml:\d+:\d+$`)
	for what, text := range bad {
		_, err := load(map[string]string{"sample.yaml": text})
		var f *fault.Error
		if !errors.Is(err, fault.Invalid) || !errors.As(err, &f) || len(f.Details) == 0 || !where.MatchString(f.Details[0].Where) {
			t.Errorf("%s: got %v, want a mistake with its line", what, err)
		}
	}
}

func TestTwoTopicsCannotHaveAnEntryOfTheSameID(t *testing.T) {
	_, err := load(map[string]string{"sample.yaml": goodTopic, "second.yaml": strings.Replace(goodTopic, "id: sample", "id: second", 1)})
	if want := `knowledge/second.yaml: the id "one" is that of an entry of knowledge/sample.yaml`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestTheShippedBaseAnswersWhatItMust(t *testing.T) {
	b := shipped(t)
	if len(b.Entries) < 40 {
		t.Errorf("got %d entries, want at least 40", len(b.Entries))
	}
	source := regexp.MustCompile(`^((S[0-4]-\d\d|L\d{1,2}|H\d{1,2})( |$))+$`)
	for _, e := range b.Entries {
		if !source.MatchString(e.Source) {
			t.Errorf("%s names the source %q", e.ID, e.Source)
		}
		if len(e.Questions) < 2 {
			t.Errorf("%s has a single phrasing", e.ID)
		}
		if e.Topic == "channels" && strings.HasPrefix(e.Source, "S0-19") && len(e.Channels) == 0 {
			t.Errorf("%s tells of a channel and names none", e.ID)
		}
	}
	for id, says := range map[string]string{"taobao-phone": "9510211", "taobao-app": "转人工", "seat-menu": "卖家中心", "entry-online": "入驻相关"} {
		e, _ := b.Entry(id)
		if !strings.Contains(e.Answer.Chinese, says) {
			t.Errorf("the answer %s does not say %s", id, says)
		}
	}
	if e, _ := b.Entry("seat-menu"); !strings.Contains(e.Answer.Chinese, "千牛") {
		t.Error("the new name of the menu is missing (H12)")
	}
}
