package applications_test

import (
	"testing"
	"time"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/templates"
)

// BenchmarkTakingIn reads one row of a spreadsheet into an application that is judged.
func BenchmarkTakingIn(b *testing.B) {
	p, err := applications.NewLibrary(templates.Shipped()).Program("taobao-online")
	if err != nil {
		b.Fatal(err)
	}
	d := applications.Desk{Now: func() time.Time { return at }, Calendar: func() (*calendar.Calendar, error) { return calendar.Load(templates.Shipped()) }}
	in, err := d.NewIntake(actor("reviewer"), p)
	if err != nil {
		b.Fatal(err)
	}
	cells := map[string]string{"name": "张三", "sex": "男", "birth_date": "1996-09-04", "mobile": "13900000000", "email": "p0@example.com",
		"education": "大专", "experience_months": "37", "typing_speed": "60", "knows_taobao": "是", "computer_skills": "是"}
	var typed []string
	for _, f := range in.Fields() {
		typed = append(typed, cells[f.ID])
	}
	for b.Loop() {
		if _, err := in.Take(typed, 0); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkJudging judges facts by the rules of a program, of which there are five.
func BenchmarkJudging(b *testing.B) {
	p, err := applications.NewLibrary(templates.Shipped()).Program("taobao-online")
	if err != nil {
		b.Fatal(err)
	}
	set := p.RuleSet()
	facts := applications.Facts{"age": int64(30), "education": "college", "experience_months": int64(37), "typing_speed": int64(60), "knows_taobao": true, "computer_skills": true}
	for b.Loop() {
		if set.Judge(facts).Overall() != applications.Pass {
			b.Fatal("the rules are met")
		}
	}
	b.ReportMetric(float64(len(p.Rules)), "rules")
}
