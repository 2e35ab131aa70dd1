-- The first schema: everything from an account to a seat. One text for SQLite and PostgreSQL.
--
-- Ids are random text made by the program; times are UTC text of fixed width, so that they compare as text, and '' is
-- no time; what is sealed is BYTEA. Owners stand beside those who act, so that CHECK can say what no role may do.

CREATE TABLE accounts (
	id         TEXT PRIMARY KEY,
	name       TEXT NOT NULL,
	folded     TEXT NOT NULL UNIQUE,           -- the name as compared, folded by the program
	password   TEXT NOT NULL,                  -- Argon2id, PHC string
	roles      TEXT NOT NULL,                  -- separated by spaces
	disabled   BOOLEAN NOT NULL DEFAULT FALSE,
	lang       TEXT NOT NULL,
	created_at TEXT NOT NULL
);

-- What is known of a person. The data key is wrapped; deleting it makes the rest unreadable. Indexes are keyed hashes:
-- they say that two values are equal and nothing else.
CREATE TABLE people (
	account             TEXT PRIMARY KEY REFERENCES accounts (id),
	data_key            BYTEA NOT NULL,
	consent_version     TEXT NOT NULL,
	consent_at          TEXT NOT NULL,
	mobile              BYTEA NOT NULL,
	mobile_index        TEXT NOT NULL UNIQUE,
	mobile_verified_at  TEXT NOT NULL DEFAULT '',
	email               BYTEA NOT NULL,
	email_index         TEXT NOT NULL UNIQUE,
	legal_name          TEXT NOT NULL DEFAULT '',
	id_type             TEXT NOT NULL DEFAULT '',
	id_number           BYTEA,
	id_index            TEXT UNIQUE,
	birth_date          BYTEA,
	sex                 TEXT NOT NULL DEFAULT '',
	mainland            BOOLEAN NOT NULL DEFAULT FALSE,
	consent_identity_at TEXT NOT NULL DEFAULT ''
);

CREATE TABLE mobile_codes (
	account    TEXT PRIMARY KEY REFERENCES accounts (id),
	code_index TEXT NOT NULL,
	sent_at    TEXT NOT NULL,
	expires_at TEXT NOT NULL,
	tries      BIGINT NOT NULL
);

CREATE TABLE sessions (
	token_hash TEXT PRIMARY KEY,
	account    TEXT NOT NULL REFERENCES accounts (id),
	created_at TEXT NOT NULL,
	expires_at TEXT NOT NULL
);

-- Failures are counted by what was typed, whether such an account exists or not.
CREATE TABLE sign_in_failures (
	name_index TEXT PRIMARY KEY,
	failures   BIGINT NOT NULL,
	last_at    TEXT NOT NULL
);

CREATE TABLE applications (
	id              TEXT PRIMARY KEY,
	program         TEXT NOT NULL,
	program_version BIGINT NOT NULL,
	account         TEXT NOT NULL REFERENCES accounts (id),
	name            TEXT NOT NULL,
	state           TEXT NOT NULL,
	revision        BIGINT NOT NULL,
	answers         BYTEA NOT NULL,
	results         TEXT NOT NULL,
	verdict         TEXT NOT NULL,
	submitted_at    TEXT NOT NULL,
	due_at          TEXT NOT NULL,
	provisional     BOOLEAN NOT NULL,
	reason          TEXT NOT NULL,
	note            TEXT NOT NULL,
	fixes           TEXT NOT NULL,
	created_at      TEXT NOT NULL,
	updated_at      TEXT NOT NULL
);
CREATE INDEX applications_queue ON applications (state, due_at, id);
CREATE INDEX applications_program ON applications (program, state, id);
CREATE INDEX applications_account ON applications (account, id);
-- One application to a program at a time.
CREATE UNIQUE INDEX applications_open ON applications (account, program) WHERE state NOT IN ('rejected', 'withdrawn', 'left');

-- What was handed in, each time, so that a reviewer sees what changed.
CREATE TABLE submissions (
	application TEXT NOT NULL REFERENCES applications (id),
	seq         BIGINT NOT NULL,
	answers     BYTEA NOT NULL,
	at          TEXT NOT NULL,
	PRIMARY KEY (application, seq)
);

CREATE TABLE batches (
	id         TEXT PRIMARY KEY,
	kind       TEXT NOT NULL,
	opened_by  TEXT NOT NULL REFERENCES accounts (id),
	opened_at  TEXT NOT NULL
);

CREATE TABLE decisions (
	id          TEXT PRIMARY KEY,
	batch       TEXT NOT NULL REFERENCES batches (id),
	application TEXT NOT NULL REFERENCES applications (id),
	owner       TEXT NOT NULL REFERENCES accounts (id),
	kind        TEXT NOT NULL,
	reason      TEXT NOT NULL,
	note        TEXT NOT NULL,
	fixes       TEXT NOT NULL,
	decided_by  TEXT NOT NULL REFERENCES accounts (id),
	decided_at  TEXT NOT NULL,
	CHECK (decided_by <> owner)
);
CREATE INDEX decisions_application ON decisions (application, id);

CREATE TABLE enrolments (
	application TEXT NOT NULL REFERENCES applications (id),
	course      TEXT NOT NULL,
	at          TEXT NOT NULL,
	PRIMARY KEY (application, course)
);

CREATE TABLE lessons_done (
	account TEXT NOT NULL REFERENCES accounts (id),
	course  TEXT NOT NULL,
	lesson  TEXT NOT NULL,
	version BIGINT NOT NULL,
	at      TEXT NOT NULL,
	PRIMARY KEY (account, course, lesson)
);

-- Questions as they were asked, by hash: editing a bank never rewrites an old attempt.
CREATE TABLE questions (
	hash TEXT PRIMARY KEY,
	body TEXT NOT NULL
);

CREATE TABLE attempts (
	id           TEXT PRIMARY KEY,
	exam         TEXT NOT NULL,
	exam_version BIGINT NOT NULL,
	pass_percent BIGINT NOT NULL,
	account      TEXT NOT NULL REFERENCES accounts (id),
	application  TEXT NOT NULL REFERENCES applications (id),
	number       BIGINT NOT NULL,
	started_at   TEXT NOT NULL,
	deadline     TEXT NOT NULL,
	submitted_at TEXT NOT NULL,
	state        TEXT NOT NULL,
	revision     BIGINT NOT NULL,
	UNIQUE (account, exam, number)
);
CREATE UNIQUE INDEX attempts_open ON attempts (account, exam) WHERE state = 'open';

CREATE TABLE responses (
	id           TEXT PRIMARY KEY,
	attempt      TEXT NOT NULL REFERENCES attempts (id),
	owner        TEXT NOT NULL REFERENCES accounts (id),
	position     BIGINT NOT NULL,
	question     TEXT NOT NULL,
	question_hash TEXT NOT NULL REFERENCES questions (hash),
	option_order TEXT NOT NULL,
	answer       TEXT NOT NULL,
	answered_at  TEXT NOT NULL,
	points       BIGINT,                       -- NULL until graded
	grader       TEXT NOT NULL DEFAULT '',
	comment      TEXT NOT NULL DEFAULT '',
	graded_at    TEXT NOT NULL DEFAULT '',
	waiting      BOOLEAN NOT NULL DEFAULT FALSE, -- handed in, for a trainer to grade
	UNIQUE (attempt, position),
	CHECK (grader <> owner)
);
CREATE INDEX responses_waiting ON responses (id) WHERE waiting;

CREATE TABLE certificates (
	number          TEXT PRIMARY KEY,
	application     TEXT NOT NULL REFERENCES applications (id),
	account         TEXT NOT NULL REFERENCES accounts (id),
	name            TEXT NOT NULL,
	program         TEXT NOT NULL,
	program_version BIGINT NOT NULL,
	program_title   TEXT NOT NULL,
	percent         TEXT NOT NULL,             -- decimal, such as 92.5
	issued_at       TEXT NOT NULL,
	expires_at      TEXT NOT NULL,
	issued_by       TEXT NOT NULL REFERENCES accounts (id),
	issuer          TEXT NOT NULL,
	lang            TEXT NOT NULL,
	state           TEXT NOT NULL,
	CHECK (issued_by <> account)
);
CREATE INDEX certificates_application ON certificates (application, issued_at);
CREATE INDEX certificates_account ON certificates (account, issued_at);

CREATE TABLE seats (
	application  TEXT PRIMARY KEY REFERENCES applications (id),
	account      TEXT NOT NULL REFERENCES accounts (id),
	shop         TEXT NOT NULL,
	name         TEXT NOT NULL UNIQUE,
	department   TEXT NOT NULL,
	permissions  TEXT NOT NULL,
	state        TEXT NOT NULL,
	planned_at   TEXT NOT NULL,
	confirmed_at TEXT NOT NULL
);
CREATE INDEX seats_shop ON seats (shop, state);
-- One identity verifies one seat in a shop.
CREATE UNIQUE INDEX seats_person ON seats (shop, account) WHERE state <> 'closed';

-- One row for each shop that seats were planned in: whoever plans another takes its lock first, so that two plans
-- never both find the last free place.
CREATE TABLE shops (
	name  TEXT PRIMARY KEY,
	plans BIGINT NOT NULL
);

-- The outbox. Address, subject and body are sealed.
CREATE TABLE notices (
	id          TEXT PRIMARY KEY,
	channel     TEXT NOT NULL,
	kind        TEXT NOT NULL,
	application TEXT NOT NULL,
	account     TEXT NOT NULL REFERENCES accounts (id),
	recipient   BYTEA NOT NULL,
	subject     BYTEA NOT NULL,
	body        BYTEA NOT NULL,
	state       TEXT NOT NULL,
	tries       BIGINT NOT NULL,
	next_at     TEXT NOT NULL,
	created_at  TEXT NOT NULL,
	sent_at     TEXT NOT NULL,
	last_error  TEXT NOT NULL
);
CREATE INDEX notices_due ON notices (channel, state, next_at, id);

-- The audit chains: one for each application and each account.
CREATE TABLE events (
	chain TEXT NOT NULL,
	seq   BIGINT NOT NULL,
	at    TEXT NOT NULL,
	body  TEXT NOT NULL,                       -- the event as JSON
	mac   TEXT NOT NULL,                       -- over the previous mac, the time and the body
	PRIMARY KEY (chain, seq)
);
CREATE TABLE chains (
	id   TEXT PRIMARY KEY,
	seq  BIGINT NOT NULL,                      -- of the last event
	mac  TEXT NOT NULL,                        -- of the last event
	code TEXT NOT NULL                         -- over all three, so that a chain cut short has no head that fits
);
