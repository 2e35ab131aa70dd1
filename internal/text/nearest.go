package text

import "strings"

// Nearest returns the word that somebody most likely meant by another, or "" when none is near: at most one character
// in three is wrong, missing, too many, or exchanged with its neighbour. Upper and lower case are the same.
func Nearest(meant string, words []string) string {
	nearest, best := "", max(1, len([]rune(meant))/3)+1
	for _, word := range words {
		if d := slips(strings.ToLower(meant), strings.ToLower(word)); d < best {
			nearest, best = word, d
		}
	}
	return nearest
}

// slips counts the slips of the pen between two words.
func slips(from, to string) int {
	a, b := []rune(from), []rune(to)
	before, last, row := []int(nil), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			wrong := 1
			if a[i] == b[j] {
				wrong = 0
			}
			row[j+1] = min(last[j]+wrong, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, make([]int, len(b)+1)
	}
	return last[len(b)]
}
