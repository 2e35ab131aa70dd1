-- The review desk: facts to judge by, batches that are planned, applied and taken back, claims, people who were
-- imported, and one head of the chain in each application's own row.

-- One application to a program at a time, as before, but said in words that SQLite need not make a table of for each row.
DROP INDEX applications_open;
CREATE UNIQUE INDEX applications_open ON applications (account, program)
	WHERE state <> 'rejected' AND state <> 'withdrawn' AND state <> 'left';

-- What rules are judged by, as JSON: never a personal detail. The rule set it was judged by is kept once, by its hash;
-- results are one letter for each of its rules. Results that begin with [ are of the form before, JSON in themselves.
ALTER TABLE applications ADD COLUMN facts TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN rules TEXT NOT NULL DEFAULT '';
CREATE TABLE rulesets (
	hash TEXT PRIMARY KEY,
	body TEXT NOT NULL
);

-- The head of the application's chain: how many events it has, the code of the last, and the code over both. Chains of
-- accounts and others stay in the table of chains.
ALTER TABLE applications ADD COLUMN events BIGINT NOT NULL DEFAULT 0;
ALTER TABLE applications ADD COLUMN last_mac TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN head TEXT NOT NULL DEFAULT '';
UPDATE applications SET
	events = COALESCE((SELECT c.seq FROM chains c WHERE c.id = applications.id), 0),
	last_mac = COALESCE((SELECT c.mac FROM chains c WHERE c.id = applications.id), ''),
	head = COALESCE((SELECT c.code FROM chains c WHERE c.id = applications.id), '');
DELETE FROM chains WHERE id IN (SELECT id FROM applications);

-- The courses the applicant is enrolled in, separated by spaces.
ALTER TABLE applications ADD COLUMN courses TEXT NOT NULL DEFAULT '';
UPDATE applications SET courses =
	COALESCE((SELECT STRING_AGG(e.course, ' ' ORDER BY e.at, e.course) FROM enrolments e WHERE e.application = applications.id), '');
DROP TABLE enrolments;

-- The batch of the latest decision; who has taken the application on, and since when; who approved first where two
-- must; whether it must be decided by a person; whether staff brought it in from a file.
ALTER TABLE applications ADD COLUMN batch TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN claimed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN claimed_at TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN first_by TEXT NOT NULL DEFAULT '';
ALTER TABLE applications ADD COLUMN by_person BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE applications ADD COLUMN imported BOOLEAN NOT NULL DEFAULT FALSE;

-- An imported person has no way to sign in until somebody registers with the same mobile and proves to have it.
ALTER TABLE people ADD COLUMN imported BOOLEAN NOT NULL DEFAULT FALSE;

-- A batch is planned, worked in ranges of ids, and done; it may be taken back. The kind screen says that it was
-- made by the rules alone.
ALTER TABLE batches ADD COLUMN program TEXT NOT NULL DEFAULT '';
ALTER TABLE batches ADD COLUMN state TEXT NOT NULL DEFAULT 'done';
ALTER TABLE batches ADD COLUMN applied_by TEXT NOT NULL DEFAULT '';
ALTER TABLE batches ADD COLUMN applied_at TEXT NOT NULL DEFAULT '';
CREATE TABLE batch_ranges (
	batch    TEXT NOT NULL,
	phase    TEXT NOT NULL,                    -- plan, screen, apply, or undo
	seq      BIGINT NOT NULL,
	first_id TEXT NOT NULL,                    -- from this id on
	last_id  TEXT NOT NULL,                    -- up to this one
	size     BIGINT NOT NULL,                  -- how many rows it had when it was cut
	done     BOOLEAN NOT NULL DEFAULT FALSE,
	PRIMARY KEY (batch, phase, seq)
);

-- A decision is one row of a batch: planned, done, refused, left to a person, or undone. The applications and accounts
-- named here are read from their tables by the statement that writes the row, so nothing is looked up twice.
CREATE TABLE batch_decisions (
	batch       TEXT NOT NULL,
	application TEXT NOT NULL,
	owner       TEXT NOT NULL,
	kind        TEXT NOT NULL,
	reason      TEXT NOT NULL,
	note        TEXT NOT NULL,
	fixes       TEXT NOT NULL,
	state       TEXT NOT NULL,
	why         TEXT NOT NULL,                 -- refused: the kind of error and its words, as JSON
	decided_by  TEXT NOT NULL,
	decided_at  TEXT NOT NULL,
	revision    BIGINT NOT NULL,               -- of the application, once the decision was written
	notices     TEXT NOT NULL,                 -- ids of the notices that tell of it, separated by spaces
	PRIMARY KEY (batch, application),
	CHECK (decided_by <> owner)
);
INSERT INTO batch_decisions (batch, application, owner, kind, reason, note, fixes, state, why, decided_by, decided_at, revision, notices)
	SELECT d.batch, d.application, d.owner, d.kind, d.reason, d.note, d.fixes, 'done', '', d.decided_by, d.decided_at, 0, '' FROM decisions d;
UPDATE applications SET batch =
	COALESCE((SELECT d.batch FROM decisions d WHERE d.application = applications.id ORDER BY d.decided_at DESC LIMIT 1), '');
DROP TABLE decisions;
ALTER TABLE batch_decisions RENAME TO decisions;

-- A notice of a batch is put into words when it is sent: until then its address and words are empty.
CREATE TABLE outgoing (
	id          TEXT PRIMARY KEY,
	batch       TEXT NOT NULL,
	channel     TEXT NOT NULL,
	kind        TEXT NOT NULL,
	application TEXT NOT NULL,
	account     TEXT NOT NULL,
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
INSERT INTO outgoing (id, batch, channel, kind, application, account, recipient, subject, body, state, tries, next_at, created_at, sent_at, last_error)
	SELECT id, '', channel, kind, application, account, recipient, subject, body, state, tries, next_at, created_at, sent_at, last_error FROM notices;
DROP TABLE notices;
ALTER TABLE outgoing RENAME TO notices;
CREATE INDEX notices_due ON notices (channel, state, next_at, id);
