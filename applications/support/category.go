package support

import (
	"slices"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Category is what a ticket is about.
type Category string

// Categories lists every category (S4-07), in the order in which it is offered.
var Categories = []Category{"account", "application", "documents", "rules", "training", "golive", "technical", "privacy", "other"}

var categoryLabels = map[Category]lang.Text{
	"account":     {Chinese: "账号与资料", English: "account and profile"},
	"application": {Chinese: "申请与审核", English: "application and review"},
	"documents":   {Chinese: "材料不被接受", English: "papers not accepted"},
	"rules":       {Chinese: "规则疑问", English: "doubts about rules"},
	"training":    {Chinese: "培训、考试与证书", English: "training, exams and certificates"},
	"golive":      {Chinese: "上岗与子账号", English: "going live and seats"},
	"technical":   {Chinese: "技术问题", English: "technical problems"},
	"privacy":     {Chinese: "个人信息", English: "personal information"},
	"other":       {Chinese: "其他", English: "other"},
}

// Label returns the category's name for people.
func (c Category) Label() lang.Text { return categoryLabels[c] }

// ParseCategory returns the category of an id, or of its name in either language; fault.Invalid lists the ids.
func ParseCategory(typed string) (Category, error) {
	i := slices.IndexFunc(Categories, func(c Category) bool {
		return typed == string(c) || typed == c.Label().Chinese || typed == c.Label().English
	})
	if i < 0 {
		ids := make([]string, len(Categories))
		for i, c := range Categories {
			ids[i] = string(c)
		}
		return "", fault.New(fault.Invalid, "there is no category %q; the categories are %s", typed, strings.Join(ids, ", "))
	}
	return Categories[i], nil
}
