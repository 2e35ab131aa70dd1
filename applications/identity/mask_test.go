package identity

import (
	"testing"

	"gangway/internal/calendar"
)

func TestMasks(t *testing.T) {
	for _, tt := range []struct {
		name     string
		mask     func(string) string
		in, want string
	}{
		{"a name of two characters", MaskName, "张三", "张*"},
		{"a name of three", MaskName, "张三丰", "张*丰"},
		{"a name of four", MaskName, "欧阳小娜", "欧**娜"},
		{"a name with ·", MaskName, "阿依古·买买提", "阿**·***"},
		{"a name with two ·", MaskName, "阿依古·买买·提", "阿**·**·*"},
		{"a name beyond the basic plane", MaskName, "𠮷三", "𠮷*"},
		{"a Latin name", MaskName, "John Smith", "J********h"},
		{"a name of one character", MaskName, "张", "*"},
		{"no name", MaskName, "", ""},
		{"a mobile", MaskMobile, "13800000000", "138****0000"},
		{"what is too short for a mobile", MaskMobile, "1380000", "*******"},
		{"a document in a list", MaskIDInList, "11010519491231002X", "1****************X"},
		{"an old document in a list", MaskIDInList, "ABC123456789012", "A*************2"},
		{"a document on a page", MaskID, "11010519491231002X", "110***********002X"},
		{"an old document on a page", MaskID, "ABC123456789012", "ABC********9012"},
		{"what is too short for a document", MaskID, "1101051", "*******"},
		{"an e-mail address", MaskEmail, "zhang@qq.com", "z***@qq.com"},
		{"the shortest e-mail address", MaskEmail, "z@qq.com", "z***@qq.com"},
		{"what is no e-mail address", MaskEmail, "zhang", "*****"},
		{"nothing before the @", MaskEmail, "@qq.com", "***@qq.com"},
		{"a QQ number", MaskQQ, "12345678", "12****78"},
		{"the shortest QQ number", MaskQQ, "12345", "12*45"},
		{"what is too short for a QQ number", MaskQQ, "1234", "****"},
	} {
		if got := tt.mask(tt.in); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestABirthDateKeepsItsYear(t *testing.T) {
	if got, want := MaskBirthDate(calendar.Date{Year: 1995, Month: 8, Day: 23}), "1995-**-**"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := MaskBirthDate(calendar.Date{}); got != "" {
		t.Errorf("no date: got %q, want nothing", got)
	}
}
