package text

// Characters divides s into characters as the reader sees them: a letter and its accent are one, and so is a Hanzi.
func Characters(s string) []string {
	var list []string
	for g := narrow.StringGraphemes(s); g.Next(); {
		list = append(list, g.Value())
	}
	return list
}
