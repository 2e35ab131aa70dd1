package main

import (
	"strings"
)

func registerByHand(h *house) {
	v := h.sits("new", "register")
	v.answers("账号名", "小王"+back+"明明"+back)
	v.answers("手机号码", "12345")
	v.reads("! 中国大陆手机号码为11位数字")
	v.reads("> 12345")
	v.answers("手机号码", erase+"13800000009")
	v.answers("邮箱", "ming@example.com")
	v.reads("您的权利")
	v.answers("您同意本告知书吗？", up)
	v.answers("新密码", "tall river seven lanterns")
	v.answers("再次输入密码", "tall river seven lantern")
	v.reads("两次输入的密码不一致")
	v.answers("新密码", "tall river seven lanterns")
	v.answers("再次输入密码", "tall river seven lanterns")
	v.reads("欢迎。下一步：先运行 gangway login 小明")
	seen := v.ends(exitDone)
	before, rest, _ := strings.Cut(seen, "个人信息处理告知书")
	_, after, _ := strings.Cut(rest, "\n? 您同意")
	h.looks("register", before+"…\n? 您同意"+after)
	if strings.Contains(seen, "lantern") {
		h.Errorf("a password is on the screen:\n%s", seen)
	}
	v = h.sits("new", "login", "小明")
	v.answers("小明 的密码", "tall river seven lanterns")
	v.ends(exitDone)
}

func registerInEnglish(h *house) {
	h.lang = "en"
	v := h.sits("new", "register", "ming")
	v.answers("Mobile", "13800000009")
	v.answers("E-mail", "ming@example.com")
	v.answers("Do you agree to this notice?", "No")
	v.reads("consent")
	v.ends(exitInvalid)
}
