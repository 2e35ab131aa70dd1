-- What reviewers have taken on is a handful among all: their own lists and workloads find it here.
CREATE INDEX applications_claimed ON applications (claimed_by, due_at, id) WHERE claimed_by <> '';
