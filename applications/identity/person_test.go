package identity

import "testing"

func TestParseSex(t *testing.T) {
	for in, want := range map[string]Sex{"male": Male, "Female": Female, " 男 ": Male, "女": Female} {
		if got, err := ParseSex(in); err != nil || got != want {
			t.Errorf("%q: got %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "m", "unknown", "男女"} {
		_, err := ParseSex(in)
		refused(t, in, "", err, "male (男) or female (女)")
	}
}

func TestParseEducation(t *testing.T) {
	for want, inputs := range map[Education][]string{
		Junior:   {"junior", "初中"},
		Senior:   {"senior", "高中", "中专", "中职", "职高", "技校"},
		College:  {"college", "College", " 大专 ", "专科", "高职", "大学专科"},
		Bachelor: {"bachelor", "本科", "学士", "大学本科"},
		Master:   {"master", "硕士", "硕士研究生"},
		Doctor:   {"doctor", "博士", "博士研究生"},
	} {
		for _, in := range inputs {
			if got, err := ParseEducation(in); err != nil || got != want {
				t.Errorf("%q: got %q, %v; want %q", in, got, err, want)
			}
		}
	}
	for in, want := range map[string]string{
		"研究生": "say master (硕士) or doctor (博士)",
		"":    "must be junior",
		"小学":  "must be junior",
		"phd": "must be junior",
	} {
		_, err := ParseEducation(in)
		refused(t, in, "", err, want)
	}
}

func TestLevelsAreRankedFromJuniorToDoctor(t *testing.T) {
	for i, e := range []Education{Junior, Senior, College, Bachelor, Master, Doctor} {
		if got, want := e.Rank(), i+1; got != want {
			t.Errorf("%s: got rank %d, want %d", e, got, want)
		}
	}
	if got := Education("小学").Rank(); got != 0 {
		t.Errorf("what is no level: got rank %d, want 0", got)
	}
}
