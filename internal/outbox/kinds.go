package outbox

// A kind is an occasion on which the program sends a notice, and what it then has to tell.
type kind struct {
	id       string
	sms      bool           // there must be an SMS: it is sent before an e-mail address is known
	reasoned bool           // it tells of a decision with a reason from the list, and may have variants by it
	samples  map[string]any // every value the program supplies, with an example that shows a template's texts at work
}

// kinds lists the occasions. A template may use fewer values than its kind supplies, but no others. A reason is a whole
// sentence; next is what to do now, with no full stop after it, so that a command can be copied; next_attempt is empty
// when no attempt is left, and objection when a person decided.
func kinds() []kind {
	program := Pair("双十一在线客服", "Online agent, Double 11")
	reason := Pair("填写的内容与证件不一致。", "What you filled in differs from your document.")
	objection := Pair("运行 gangway application object 7K3QX9", "run gangway application object 7K3QX9")
	return []kind{
		{id: "mobile-code", sms: true, samples: map[string]any{"code": "480215", "minutes": 10}},
		{id: "submitted", samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9", "due": Pair("2026年11月25日", "25 November 2026"),
		}},
		{id: "approved", samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9",
			"next": Pair("运行 gangway learn，开始培训", "run gangway learn to start your training"),
		}},
		{id: "returned", reasoned: true, samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9", "reason": reason,
			"next": Pair("运行 gangway apply online-agent", "run gangway apply online-agent"), "objection": objection,
			"fixes": []Fix{
				{Pair("出生日期", "Date of birth"), Pair("与证件上的日期不一致。", "It differs from the date on your document.")},
				{Pair("邮箱", "E-mail"), Pair("请填写能收信的邮箱。", "Please give an address that receives mail.")},
			},
		}},
		{id: "rejected", reasoned: true, samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9", "reason": reason, "objection": objection,
			"fixes": []Fix{{Pair("年龄为18至45周岁", "is 18 to 45 years old"), Pair("不符合", "not met")}},
		}},
		{id: "corrected", samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9", "decision": Pair("未通过审核", "not approved"),
			"next": Pair("运行 gangway status", "run gangway status"),
		}},
		{id: "ticket-opened", samples: ticket("运行 gangway ticket list", "run gangway ticket list")},
		{id: "ticket-answered", samples: ticket("运行 gangway ticket show 3M8VTC", "run gangway ticket show 3M8VTC")},
		{id: "exam-passed", samples: map[string]any{
			"name": "张*", "exam": Pair("平台规则考试", "Platform rules exam"), "percent": 92,
		}},
		{id: "exam-failed", samples: map[string]any{
			"name": "张*", "exam": Pair("平台规则考试", "Platform rules exam"), "percent": 74,
			"red_lines": 2, "next_attempt": Pair("2026年11月26日 09:00（北京时间）", "26 November 2026, 09:00 (Beijing time)"),
		}},
		{id: "certificate-issued", samples: map[string]any{
			"name": "张*", "program": program, "number": "GW-2026-7K3QX9", "expires": Pair("2027年11月24日", "24 November 2027"),
		}},
		{id: "live", samples: map[string]any{"name": "张*", "program": program, "id": "7K3QX9", "seat": "样例小店:客服07"}},
		{id: "suspended", samples: map[string]any{
			"name": "张*", "program": program, "id": "7K3QX9", "reason": Pair("证书已到期。", "Your certificate has expired."),
		}},
		{id: "left", samples: map[string]any{"name": "张*", "program": program, "id": "7K3QX9"}},
	}
}

// ticket returns the values of a notice about a ticket. The subject is what the applicant typed, on one line.
func ticket(chinese, english string) map[string]any {
	return map[string]any{"name": "张*", "ticket": "3M8VTC", "subject": "怎样修改手机号？", "next": Pair(chinese, english)}
}

func findKind(id string) (kind, bool) {
	for _, k := range kinds() {
		if k.id == id {
			return k, true
		}
	}
	return kind{}, false
}

// bare returns the samples with nothing in them, so that the other branch of an {{if}} is tried as well.
func (k kind) bare() map[string]any {
	values := map[string]any{}
	for name, sample := range k.samples {
		switch sample.(type) {
		case int:
			values[name] = 0
		case []Fix:
			values[name] = []Fix{}
		default:
			values[name] = ""
		}
	}
	return values
}
