package identity

import (
	"strings"

	"gangway/internal/fault"
)

// A Sex is what a document says. It is recorded to compare documents and forms, and is never a criterion.
type Sex string

// The two values documents have. The empty Sex is unknown.
const (
	Male   Sex = "male"
	Female Sex = "female"
)

// ParseSex reads male, female, 男 or 女.
func ParseSex(s string) (Sex, error) {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "male", "男":
		return Male, nil
	case "female", "女":
		return Female, nil
	}
	return "", fault.New(fault.Invalid, "the sex must be male (男) or female (女), as on the document")
}

// An Education is the level of the highest certificate held.
type Education string

// The levels, lowest first. GB/T 4658 has more codes; those that count as equal share a level here.
const (
	Junior   Education = "junior"   // 初中
	Senior   Education = "senior"   // 高中, and vocational schools of the same level
	College  Education = "college"  // 大专
	Bachelor Education = "bachelor" // 本科
	Master   Education = "master"   // 硕士
	Doctor   Education = "doctor"   // 博士
)

// Educations returns the levels, lowest first.
func Educations() []Education {
	return []Education{Junior, Senior, College, Bachelor, Master, Doctor}
}

// Rank orders the levels: 1 for Junior up to 6 for Doctor, and 0 for what is no level.
func (e Education) Rank() int {
	for i, level := range Educations() {
		if e == level {
			return i + 1
		}
	}
	return 0
}

// ParseEducation reads a level by its name here or by a usual Chinese one, such as 大专, 专科 and 高职 for College.
// It refuses 研究生, which may be Master or Doctor, and asks which.
func ParseEducation(s string) (Education, error) {
	switch s = strings.ToLower(strings.TrimSpace(s)); s {
	case "初中":
		return Junior, nil
	case "高中", "中专", "中职", "职高", "技校":
		return Senior, nil
	case "大专", "专科", "高职", "大学专科":
		return College, nil
	case "本科", "学士", "大学本科":
		return Bachelor, nil
	case "硕士", "硕士研究生":
		return Master, nil
	case "博士", "博士研究生":
		return Doctor, nil
	case "研究生":
		return "", fault.New(fault.Invalid, "研究生 may be either degree; say master (硕士) or doctor (博士)")
	}
	if e := Education(s); e.Rank() > 0 {
		return e, nil
	}
	return "", fault.New(fault.Invalid, "the education must be junior (初中), senior (高中), college (大专), bachelor (本科), master (硕士) or doctor (博士)")
}
