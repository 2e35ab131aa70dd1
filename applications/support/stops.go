package support

import (
	"strings"
	"sync"
)

// stopPhrases are Chinese words that ask without saying about what. They are cut out of a question before it is cut into
// pieces, so that no piece reaches across them. None of them is a part of a common word that says something.
var stopPhrases = sync.OnceValue(func() *strings.Replacer {
	var pairs []string
	for word := range strings.FieldsSeq(`
		请问 你好 您好 谢谢 麻烦问下 想问一下 想问下 问一下 问下 怎么办 怎么样 怎么回事 怎么弄 怎么 怎样 咋办 如何 什么时候 什么样 为什么 为啥 什么 啥
		哪里 哪儿 在哪 哪个 哪些 东西 是不是 有没有 能不能 可不可以 行不行 好不好 要不要 是否 可以 需要 应该 必须 能够 一下 一个
		我们 我想 我要 想要 你们 这个 那个 这样 到底 究竟 现在 已经 然后 如果 还是 或者 因为 所以 但是 的话
		的 了 吗 呢 啊 呀 吧 嘛 么 我 你 您 是
	`) {
		pairs = append(pairs, word, " ")
	}
	return strings.NewReplacer(pairs...)
})

func withoutStops(s string) string { return stopPhrases().Replace(s) }

// stopWords are English words of the same sort.
var stopWords = sync.OnceValue(func() map[string]bool {
	set := map[string]bool{}
	for word := range strings.FieldsSeq(`
		the i me my we our you your he she it its they their that this these those there here an a
		is are was were be been being am do does did done can could may might must shall should will would have has had
		how what when where which who whom whose if and or but not no so as at by for from in into of off on onto out over to up with
		about after before again any all some go goes please tell want need let just still yet too very
		don t s m re ve ll d
	`) {
		set[word] = true
	}
	return set
})
