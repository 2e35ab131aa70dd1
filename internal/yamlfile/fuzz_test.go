package yamlfile_test

import (
	"errors"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

var seeds = []string{
	"", "# c\n", "id: a\n", "\ufeffid: a\r\n", "id: a\n---\nid: b\n", "id: 订单 #1\n", "id: &a x\nkind: *a\n", "? [a]\n: b\n",
	"id: |+\n  a\n\n", "id: >-\n a\n", "<<: {a: b}\n", "id: !!binary x\n", "points: 1e400\n", "points: -.inf\n", "rows: [{id: a, points: .5}]\n",
	`{"id": "\ud83d\ude00\/"}`, "id: \"a\n", "id: \xd6\xd0\n", "%YAML 1.2\n---\nid: a\n", "id: 'a\n", "words: [a, [b]]\n", "title: {en: x}\n", "标题：请\n",
}

// FuzzDecode proves that no file makes decoding panic, and that every refusal says where.
func FuzzDecode(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var into sheet
		doc := yamlfile.Decode("f", data, &into)
		doc.Mistake("rows[0].id", "%s", "wrong")
		judge(t, doc.Err())
	})
}

// FuzzDecodeValues proves the same of files that stand in for forms.
func FuzzDecodeValues(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		values := yamlfile.DecodeValues("f", data)
		for _, field := range values.Fields {
			if _, ok := values.Get(field.ID); !ok {
				t.Errorf("the field %q cannot be got", field.ID)
			}
		}
		if err := values.Err(); err != nil {
			judge(t, err)
		}
	})
}

// judge checks a refusal.
func judge(t *testing.T, err error) {
	var refusal *fault.Error
	if !errors.As(err, &refusal) || !errors.Is(err, fault.Invalid) || len(refusal.Details) == 0 {
		t.Errorf("got %v, want fault.Invalid with details", err)
	}
}
