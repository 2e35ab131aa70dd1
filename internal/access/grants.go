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
	"programs new":  {},

	"apply":                {{Applicant, Own}},
	"application list":     {{Applicant, Own}},
	"application show":     {{Applicant, Own}, {Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"application explain":  {{Applicant, Own}, {Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"application file":     {{Applicant, Own}, {Reviewer, Anyones}},
	"application submit":   {{Applicant, Own}},
	"application withdraw": {{Applicant, Own}},
	"application object":   {{Applicant, Own}},
	"status":               {{Applicant, Own}, {Reviewer, Anyones}, {Trainer, Anyones}, {Manager, Anyones}},

	"review list":    {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review show":    {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review reasons": {{Reviewer, Anyones}, {Manager, Anyones}},
	"review approve": {{Reviewer, Others}},
	"review return":  {{Reviewer, Others}},
	"review reject":  {{Reviewer, Others}},
	"review screen":  {{Reviewer, Others}},
	"review plan":    {{Reviewer, Others}},
	"review apply":   {{Reviewer, Others}},
	"review undo":    {{Reviewer, Others}},
	"review batches": {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review batch":   {{Reviewer, Anyones}, {Manager, Anyones}, {Auditor, Anyones}},
	"review what-if": {{Reviewer, Anyones}, {Manager, Anyones}},
	"review claim":   {{Reviewer, Others}},
	"review release": {{Reviewer, Others}, {Manager, Others}},
	"review load":    {{Reviewer, Anyones}, {Manager, Anyones}},
	"review export":  {{Reviewer, Anyones}, {Manager, Anyones}},
	ExportRevealed:   {{Manager, Anyones}},
	"import":         {{Reviewer, Others}, {Manager, Others}},

	"ask":          {},
	"ticket open":  {{Applicant, Own}},
	"ticket list":  talk,
	"ticket show":  talk,
	"ticket reply": talk,
	"ticket close": talk,
	"ticket file":  talk,

	"learn":        {{Applicant, Own}},
	"learn list":   {{Applicant, Own}},
	"learn show":   {{Applicant, Own}},
	"learn answer": {{Applicant, Own}},

	"typing":        {{Applicant, Own}},
	"typing result": {{Applicant, Own}},
	"typing show":   {{Reviewer, Anyones}, {Trainer, Anyones}, {Manager, Anyones}},

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
	"templates test":   {},
	"templates show":   {},
	"templates export": {},

	"notify list": {{Manager, Anyones}, {Reviewer, Anyones}},
	"notify send": {{Manager, Anyones}, {Reviewer, Anyones}},

	"notify retry":  {{Manager, Anyones}, {Reviewer, Anyones}},
	"notify settle": {{Manager, Anyones}, {Reviewer, Anyones}},

	"audit log":    {{Manager, Anyones}, {Auditor, Anyones}},
	"audit verify": {{Manager, Anyones}, {Auditor, Anyones}},
}

// ExportRevealed is to export what is else masked. A flag of a command that needs a grant of its own stands behind it.
const ExportRevealed Verb = "review export --reveal"

// anyone who is signed in.
var anyone = []Grant{{Applicant, Own}, {Reviewer, Own}, {Trainer, Own}, {Manager, Own}, {Auditor, Own}}

// talk is who takes part in tickets: whoever asked, and the staff who answer.
var talk = []Grant{{Applicant, Own}, {Reviewer, Anyones}, {Trainer, Anyones}, {Manager, Anyones}}
