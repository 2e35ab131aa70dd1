package templates_test

import (
	"regexp"
	"strings"
	"testing"

	"gangway/applications/typing"
	"gangway/internal/text"
	"gangway/templates"
)

// forbiddenTalk are words that no agent should get into the habit of typing: absolute terms (RL-14), promises nobody can
// keep (RL-05), other channels (RL-11), rewards for reviews (RL-09), and reasons for refunds that are steered (RL-20).
var forbiddenTalk = regexp.MustCompile(`最[好佳低便先新大]|第一|唯一|独家|首个|顶级|顶尖|极品|极致|国家级|世界级|全网|冠军|万能|永久|100%|百分百|绝对|特效|` +
	`肯定|保证不|一定到|包您|随便退|微信|QQ|加V|私下|转我|返现|红包|好评|改评|税点|选不想要`)

func TestWhatIsTypedKeepsToTheRedLines(t *testing.T) {
	_, pool, err := typing.Library{FS: templates.Shipped()}.Pool()
	if err != nil {
		t.Fatal(err)
	}
	if len(pool) < 9 {
		t.Errorf("got %d texts, want nine or more", len(pool))
	}
	han := regexp.MustCompile(`\p{Han}`)
	seen := map[string]string{}
	for _, piece := range pool {
		for _, line := range piece.Lines {
			if word := forbiddenTalk.FindString(line); word != "" {
				t.Errorf("%s says %q: %s", piece.ID, word, line)
			}
			// Latin letters and digits are typed so fast that a line of them would be taken for a paste.
			if n := len(text.Characters(line)); len(han.FindAllString(line, -1))*10 < n*8 {
				t.Errorf("%s: hardly a line of Hanzi: %s", piece.ID, line)
			}
			if other := seen[line]; other != "" {
				t.Errorf("%s and %s share the line %s", piece.ID, other, line)
			}
			seen[line] = piece.ID
			if strings.ContainsAny(line, ",;:?!") {
				t.Errorf("%s has half-width marks: %s", piece.ID, line)
			}
		}
	}
}
