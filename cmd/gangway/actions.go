package main

import "gangway/internal/lang"

// actions says what an event records, for people.
var actions = map[string]lang.Message{
	"begin": lang.M("begun"), "save": lang.M("answers kept"), "submit": lang.M("submitted"), "withdraw": lang.M("withdrawn"),
	"approve": lang.M("approved"), "return": lang.M("returned"), "reject": lang.M("rejected"),
	"begin_training": lang.M("training began"), "finish_lesson": lang.M("lesson done"), "start_attempt": lang.M("exam started"),
	"answer": lang.M("exam questions answered"), "submit_attempt": lang.M("exam handed in"), "grade": lang.M("answer graded"),
	"certify": lang.M("certificate issued"), "plan_seat": lang.M("seat planned"), "go_live": lang.M("live"),
	"suspend": lang.M("suspended"), "leave": lang.M("left"), "register": lang.M("registered"), "add_staff": lang.M("account added"),
	"disable": lang.M("account disabled"), "change_password": lang.M("password changed"), "complete_profile": lang.M("profile completed"),
	"send_code": lang.M("code sent"), "verify_mobile": lang.M("mobile verified"),
}

func (a *app) action(name string) string {
	if m, ok := actions[name]; ok {
		return a.speaker.Say(m)
	}
	return name
}
