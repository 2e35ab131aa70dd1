package main

import "strings"

// A savedProfile is what the stories look at in a profile.
type savedProfile struct {
	LegalName string `json:"legal_name"`
	IDNumber  string `json:"id_number"`
	Complete  bool
}

func completeProfile(h *house) {
	v := h.sits("wang", "profile", "complete")
	v.answers("身份证件", "港澳台")
	v.answers("姓名（与身份证件一致）", "王小明")
	v.answers("手机号码", "")
	v.answers("您同意我们收集并保存吗？", "") // it begins at no
	v.reads("需要您单独同意后才能收集证件号码")
	if seen := v.ends(exitInvalid); strings.Contains(seen, "? 证件号码\n") || strings.Contains(seen, "id_number") {
		h.Errorf("the number was asked for without consent:\n%s", seen)
	}
	var saved savedProfile
	if h.run(&saved, "wang", "profile", "show"); saved != (savedProfile{}) {
		h.Errorf("without consent the profile is %+v, want nothing", saved)
	}

	v = h.sits("wang", "profile", "complete")
	v.answers("身份证件", "")
	v.answers("姓名（与身份证件一致）", "尼格买提 尼亚孜")
	v.reads("! 姓名的第5个字符不是汉字")
	v.answers("姓名（与身份证件一致）", erase+"尼格买提•尼亚孜")
	v.answers("手机号码", "")
	v.answers("您同意我们收集并保存吗？", "是")
	v.answers("证件号码", "110105200002290014")
	v.reads("! 证件号码的最后一位（校验码）与其他各位不符")
	v.answers("证件号码", back+"3")
	v.reads("姓名已保存为“尼格买提·尼亚孜”")
	h.looks("profile", v.ends(exitDone))
	if h.run(&saved, "wang", "profile", "show"); saved.IDNumber != "110***********0013" || saved.LegalName != "尼***·***" {
		h.Errorf("the profile is %+v", saved)
	}
}
