package access

// table names every command that runs. An empty list of grants means that no sign-in is needed: such a command
// reads no record, or checks a secret of its own.
var table = map[Verb][]Grant{
	"init":     {},
	"login":    {},
	"logout":   {},
	"whoami":   anyone,
	"password": anyone,
	"demo":     {},
	"doctor":   {},
	"version":  {},
	"help":     {},

	"completion bash":       {},
	"completion fish":       {},
	"completion powershell": {},
	"completion zsh":        {},

	"staff add":     {{Manager, Anyones}},
	"staff list":    {{Manager, Anyones}, {Auditor, Anyones}},
	"staff disable": {{Manager, Others}},

	"register":              {},
	"privacy show":          {},
	"profile show":          {{Applicant, Own}},
	"profile complete":      {{Applicant, Own}},
	"profile verify-mobile": {{Applicant, Own}},

	"programs list": {},
	"programs show": {},

	"apply":                {{Applicant, Own}},
	"application list":     {{Applicant, Own}},
	"application show":     {{Applicant, Own}, {Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"application explain":  {{Applicant, Own}, {Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"application submit":   {{Applicant, Own}},
	"application withdraw": {{Applicant, Own}},
	"status":               {{Applicant, Own}, {Reviewer, Anyones}, {Trainer, Anyones}, {Manager, Anyones}},

	"review list":    {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review show":    {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review reasons": {{Reviewer, Anyones}, {Manager, Anyones}},
	"review approve": {{Reviewer, Others}},
	"review return":  {{Reviewer, Others}},
	"review reject":  {{Reviewer, Others}},

	"learn":        {{Applicant, Own}},
	"learn list":   {{Applicant, Own}},
	"learn show":   {{Applicant, Own}},
	"learn answer": {{Applicant, Own}},

	"quiz list":   {{Applicant, Own}},
	"quiz take":   {{Applicant, Own}},
	"quiz start":  {{Applicant, Own}},
	"quiz answer": {{Applicant, Own}},
	"quiz submit": {{Applicant, Own}},
	"quiz result": {{Applicant, Own}, {Trainer, Anyones}},

	"train progress": {{Trainer, Anyones}, {Manager, Anyones}},
	"train checks":   {{Trainer, Anyones}},
	"bank list":      {{Trainer, Anyones}, {Manager, Anyones}},
	"bank show":      {{Trainer, Anyones}},
	"bank check":     {{Trainer, Anyones}},
	"grade list":     {{Trainer, Others}},
	"grade next":     {{Trainer, Others}},
	"grade set":      {{Trainer, Others}},

	"certificate issue":  {{Trainer, Others}},
	"certificate list":   {{Applicant, Own}, {Trainer, Anyones}, {Manager, Anyones}},
	"certificate show":   {{Applicant, Own}, {Trainer, Anyones}, {Manager, Anyones}},
	"certificate verify": {},
	"certificate keys":   anyone,

	"golive check":    {{Applicant, Own}, {Manager, Anyones}},
	"golive activate": {{Manager, Others}},
	"golive confirm":  {{Manager, Others}},
	"golive suspend":  {{Manager, Others}},
	"golive close":    {{Manager, Others}},
	"golive export":   {{Manager, Anyones}},

	"templates list":   {},
	"templates check":  {},
	"templates show":   {},
	"templates export": {},

	"notify list": {{Manager, Anyones}, {Reviewer, Anyones}},
	"notify send": {{Manager, Anyones}, {Reviewer, Anyones}},

	"audit log":    {{Manager, Anyones}, {Auditor, Anyones}},
	"audit verify": {{Manager, Anyones}, {Auditor, Anyones}},
}

// anyone who is signed in.
var anyone = []Grant{{Applicant, Own}, {Reviewer, Own}, {Trainer, Own}, {Manager, Own}, {Auditor, Own}}
