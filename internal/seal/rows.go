package seal

import (
	"slices"
	"strings"
)

// keyRows are the ways fingers walk: the alphabet, the digits, and a keyboard along, down and to and fro.
const keyRows = "abcdefghijklmnopqrstuvwxyz 01234567890 13579 24680 !@#$%^&*()_+ 1234567890-= " +
	"qwertyuiopasdfghjklzxcvbnm qwertyuiop[]\\ asdfghjkl;' zxcvbnm,./ azertyuiopqsdfghjklmwxcvbn " +
	"1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik,9ol.0p;/ zaq1xsw2cde3vfr4bgt5nhy6mju7,ki8.lo9/;p0 qazwsxedcrfvtgbyhnujmikolp " +
	"1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0"

// longestRow returns how many of the first characters of text walk along one of the rows, forwards or backwards,
// each key struck once or several times: "aabbcc" is six in a row, and so is "aaaaaa".
func longestRow(text []rune) int {
	longest := 0
	for row := range strings.FieldsSeq(keyRows) {
		keys := []rune(row)
		longest = max(longest, walk(keys, text))
		slices.Reverse(keys)
		longest = max(longest, walk(keys, text))
	}
	return longest
}

func walk(keys, text []rune) int {
	at := slices.Index(keys, text[0])
	if at < 0 {
		return 0
	}
	for i, r := range text {
		switch {
		case r == keys[at]:
		case at+1 < len(keys) && r == keys[at+1]:
			at++
		default:
			return i
		}
	}
	return len(text)
}
