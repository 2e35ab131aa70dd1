package seal

import (
	_ "embed"
	"strings"
	"unicode"
)

//go:embed passwords.txt
var commonPasswords string

// serviceWords are what anybody would try at this very service.
const serviceWords = "gangway 上岗 上岗之路 shanggang 淘宝 taobao 天猫 tmall tianmao 客服 kefu 旺旺 wangwang 千牛 qianniu " +
	"阿里 阿里巴巴 alibaba 支付宝 alipay zhifubao 店小二 子账号 密码 mima 我爱你 woaini 5201314 admin administrator manager reviewer trainer"

// commonWords returns the common passwords. They are read anew each time, since a new password is chosen but rarely.
func commonWords() map[string]bool {
	words := make(map[string]bool, 1<<15)
	for line := range strings.Lines(commonPasswords) {
		words[strings.TrimSuffix(line, "\n")] = true
	}
	return words
}

// ownWords returns the words of the service and of the context, whole and in pieces, in lower case.
func ownWords(context []string) map[string]bool {
	words := make(map[string]bool)
	for _, text := range append(strings.Fields(serviceWords), context...) {
		text = strings.ToLower(text)
		for _, word := range append(strings.FieldsFunc(text, isSeparator), text) {
			if isWord(word) {
				words[word] = true
			}
		}
	}
	return words
}

func isSeparator(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }

// isWord reports whether a word is long enough to be recognised: two characters of Chinese, three of anything else.
func isWord(word string) bool {
	size := len([]rune(word))
	return size >= 3 || size == 2 && strings.ContainsFunc(word, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// hasFourWords reports whether a password is a passphrase: four different words, set apart by anything but letters or
// by capitals. Even four common words are hard to guess together; the pieces of one's own address are not.
func (g guesser) hasFourWords(password string) bool {
	different := make(map[string]bool)
	for _, word := range splitWords(password) {
		letters := []rune(word)
		if len(letters) >= 3 && longestRow(letters) < len(letters) && !g.own[word] {
			different[word] = true
		}
	}
	return len(different) >= 4
}

// splitWords returns the runs of letters in a text, in lower case, with "RedBlue" taken as two.
func splitWords(text string) []string {
	var spaced strings.Builder
	var last rune
	for _, r := range text {
		if unicode.IsUpper(r) && unicode.IsLower(last) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(unicode.ToLower(r))
		last = r
	}
	return strings.FieldsFunc(spaced.String(), func(r rune) bool { return !unicode.IsLetter(r) })
}
