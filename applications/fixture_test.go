package applications_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"gangway/applications"
	"gangway/internal/calendar"
	"gangway/internal/fault"
	"gangway/templates"
)

// form is the start of every program of these tests: the fields that rules need most.
const form = `id: agent
version: 1
title: {zh-CN: 表, en: Form}
fields:
  - {id: sex, kind: choice, profile: sex, label: {zh-CN: 性别, en: Sex}, options: [{id: male, label: {zh-CN: 男, en: Male}}, {id: female, label: {zh-CN: 女, en: Female}}]}
  - {id: birth_date, kind: date, profile: birth_date, label: {zh-CN: 生日, en: Birth date}}
  - id: education
    kind: choice
    ordered: true
    label: {zh-CN: 学历, en: Education}
    options:
      - {id: junior, label: {zh-CN: 初中, en: Junior}}
      - {id: college, label: {zh-CN: 大专, en: College}, aliases: [专科]}
      - {id: doctor, label: {zh-CN: 博士, en: Doctor}}
  - {id: typing_speed, kind: number, optional: true, label: {zh-CN: 打字, en: Typing}}
  - {id: mandarin, kind: yes_no, label: {zh-CN: 普通话, en: Mandarin}}
`

// head is the start of every program of these tests.
const head = `id: post
version: 1
kind: agent
title: {zh-CN: 岗位, en: Post}
summary: {zh-CN: 简介, en: About}
form: agent
review_days: 3
certificate: {valid_months: 12}
seat: {department: {zh-CN: 售前, en: pre-sales}}
`

// rule returns one rule with the given expression as YAML.
func rule(id, severity, expr string) string {
	return "  - {id: " + id + ", severity: " + severity + ", source: S0-02, reason: {zh-CN: 条件, en: condition}, expr: '" + expr + "'}\n"
}

// library holds one program, post, made of head and what follows it.
func library(rest string) *applications.Library { return libraryOf(form, head+rest) }

// libraryOf holds one form, agent, and one program, post.
func libraryOf(form, program string) *applications.Library {
	return applications.NewLibrary(fstest.MapFS{
		"forms/agent.yaml":   {Data: []byte(form)},
		"programs/post.yaml": {Data: []byte(program)},
	})
}

func program(t *testing.T, rest string) applications.Program {
	t.Helper()
	p, err := library(rest).Program("post")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func shipped(t *testing.T, id string) applications.Program {
	t.Helper()
	p, err := applications.NewLibrary(templates.Shipped()).Program(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// noon is twelve o'clock in China on a day written YYYY-MM-DD.
func noon(t *testing.T, day string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", day+" 12:00", calendar.China)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// details lists what an error tells of, one line each.
func details(err error) string {
	var f *fault.Error
	if !errors.As(err, &f) {
		return ""
	}
	var lines []string
	for _, d := range f.Details {
		lines = append(lines, d.Where+": "+d.Message.String())
	}
	return strings.Join(lines, "\n")
}
