package main

import (
	"gangway/internal/audit"
	"gangway/internal/lang"
)

// actions says what an event records, for people.
var actions = map[string]lang.Message{
	"init": lang.M("store made"), "begin": lang.M("application begun"), "save": lang.M("answers kept"), "keep_file": lang.M("file handed in"), "drop_files": lang.M("exchanged files taken away"), "view_file": lang.M("file looked at"), "submit": lang.M("application submitted"), "withdraw": lang.M("application withdrawn"),
	"retry_notice": lang.M("notice queued again"), "settle_notice": lang.M("unsure notice settled"), "ignore_quiet_hours": lang.M("quiet hours ignored"),
	"approve": lang.M("application approved"), "return": lang.M("application returned"), "reject": lang.M("application rejected"),
	"start_typing": lang.M("typing test started"), "end_typing": lang.M("typing test done"), "abandon_typing": lang.M("typing test broken off"),
	"begin_training": lang.M("training began"), "finish_lesson": lang.M("lesson done"), "start_attempt": lang.M("exam started"),
	"answer": lang.M("exam questions answered"), "submit_attempt": lang.M("exam handed in"), "grade": lang.M("answer graded"),
	"certify": lang.M("certificate issued"), "plan_seat": lang.M("seat planned"), "go_live": lang.M("went live"),
	"suspend": lang.M("work suspended"), "leave": lang.M("work ended"), "register": lang.M("registered"), "add_staff": lang.M("account added"),
	"disable": lang.M("account disabled"), "change_password": lang.M("password changed"), "complete_profile": lang.M("profile completed"),
	"open_ticket": lang.M("ticket opened"), "reply_ticket": lang.M("reply to a ticket"), "close_ticket": lang.M("ticket closed"), "read_ticket": lang.M("ticket read"), "read_ticket_file": lang.M("file of a ticket read"),
	"import": lang.M("imported from a file"), "adopt": lang.M("taken over by the account with the mobile"), "claim": lang.M("taken on"), "release": lang.M("given back"),
	"approve_first": lang.M("approved first; a second reviewer must approve"), "undo": lang.M("decision taken back"), "object": lang.M("review by a person asked for"),
	"export": lang.M("personal details exported"), "remeasure": lang.M("judged again after a typing test"),
	"send_code": lang.M("code sent"), "verify_mobile": lang.M("mobile verified"),
}

func (a *app) action(name string) string {
	if m, ok := actions[name]; ok {
		return a.speaker.Say(m)
	}
	return name
}

// actors returns the names of the accounts that acted in events, by id. The system has its own name.
func (s *session) actors(events []audit.Event) map[string]string {
	names := map[string]string{}
	for _, e := range events {
		if _, known := names[e.Actor]; known {
			continue
		}
		name, err := s.store.AccountName(s.ctx, e.Actor)
		if err != nil {
			name = e.Actor
		}
		names[e.Actor] = name
	}
	return names
}
