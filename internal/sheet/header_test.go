package sheet_test

import (
	"testing"

	"gangway/internal/sheet"
)

func wanted() []sheet.Column {
	return []sheet.Column{
		{ID: "name", Names: []string{"姓名", "Full name"}, Required: true},
		{ID: "mobile", Names: []string{"手机号", "手机", "Mobile"}, Required: true},
		{ID: "birth_date", Names: []string{"出生日期", "Date of birth"}},
		{ID: "experience_months", Names: []string{"工作经验（月）"}},
	}
}

func header(cells ...string) sheet.Row { return sheet.Row{Number: 2, Cells: cells} }

func TestMatchFindsColumnsHoweverTheyAreWritten(t *testing.T) {
	for _, tt := range []struct {
		name  string
		cells []string
	}{
		{"as they are", []string{"姓名", "手机号", "出生日期", "工作经验（月）"}},
		{"ids", []string{"name", "mobile", "birth_date", "experience_months"}},
		{"in English and another case", []string{"FULL NAME", "mobile", "Date Of Birth", "Experience Months"}},
		{"spaces and full width", []string{" 姓　名 ", "ＭＯＢＩＬＥ", "birth-date", "工作经验(月)"}},
		{"marked as needed", []string{"*姓名", "手机号（必填）", "出生日期 (YYYY-MM-DD)：", "工作经验（月）*"}},
		{"invisible characters", []string{"\ufeff姓名", "手机号\u200b", "出生\n日期", "工作经验（月）"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			columns, err := sheet.Match(header(tt.cells...), wanted())
			if err != nil {
				t.Fatal(err)
			}
			row := sheet.Row{Cells: []string{"a", "b", "c", "d"}}
			for i, id := range []string{"name", "mobile", "birth_date", "experience_months"} {
				if got, want := columns.Get(row, id), row.Cells[i]; got != want {
					t.Errorf("%s: got %q, want %q", id, got, want)
				}
			}
		})
	}
}

func TestColumnsThatAreNotThere(t *testing.T) {
	columns, err := sheet.Match(header("", "手机", "问题", "姓名", "原因"), wanted(), "问题", "原 因")
	if err != nil {
		t.Fatal(err)
	}
	row := sheet.Row{Cells: []string{"a", "b", "c", "d", "e"}}
	if columns.Has("birth_date") || columns.Get(row, "birth_date") != "" || columns.Get(row, "unheard") != "" {
		t.Error("a column was found that is not there")
	}
	if got, want := columns.Get(row, "mobile")+columns.Get(row, "name"), "bd"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMatchListsEveryMistake(t *testing.T) {
	_, err := sheet.Match(header("姓各", "Mobil", "手机号", "电话号码", "手机", "工作经验（年）", "出生日期"), wanted())
	wantInvalid(t, err, `the header of the table is not as it should be
A2: column "姓各" is unknown; did you mean "姓名"?
B2: column "Mobil" is unknown; did you mean "mobile"?
D2: column "电话号码" is unknown
E2: column "手机" means the same as column C
F2: column "工作经验（年）" is unknown; did you mean "工作经验（月）"?
H2: column "姓名" is missing`)
}

func TestLetters(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := sheet.Letter(column); got != want {
			t.Errorf("%d: got %s, want %s", column, got, want)
		}
	}
}
