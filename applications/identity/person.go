package identity

// A Sex is what a document says. It is recorded to compare documents and forms, and is never a criterion.
type Sex string

// The two values documents have. The empty Sex is unknown.
const (
	Male   Sex = "male"
	Female Sex = "female"
)
