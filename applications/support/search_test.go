package support_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"gangway/applications/support"
	"gangway/internal/lang"
	"gangway/internal/text/texttest"
	"gangway/templates"
)

// shipped is the knowledge base that ships.
func shipped(t testing.TB) support.Base {
	t.Helper()
	b, err := support.Load(templates.Shipped())
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// An asking is a question of testdata/questions.txt and the entries that answer it; none where it has no answer.
type asking struct {
	question string
	wanted   []string
}

func askings(t *testing.T) (list []asking) {
	t.Helper()
	data, err := os.ReadFile("testdata/questions.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		wanted, question, ok := strings.Cut(strings.TrimSpace(line), " | ")
		if !ok {
			t.Fatalf("got the line %q", line)
		}
		a := asking{question: question}
		if wanted != "-" {
			a.wanted = strings.Split(wanted, ",")
		}
		list = append(list, a)
	}
	return list
}

// answered reports whether one of the first n hits is wanted.
func (a asking) answered(hits []support.Hit, n int) bool {
	return slices.ContainsFunc(hits[:min(n, len(hits))], func(h support.Hit) bool { return slices.Contains(a.wanted, h.Entry.ID) })
}

func TestPeopleFindTheAnswerToWhatTheyAsk(t *testing.T) {
	base := shipped(t)
	asked, first, third := 0, 0, 0
	var missed []string
	for _, a := range askings(t) {
		hits := base.Search(a.question)
		if a.wanted == nil {
			if len(hits) > 0 {
				t.Errorf("%q has no answer; got %s with %.2f", a.question, hits[0].Entry.ID, hits[0].Score)
			}
			continue
		}
		asked++
		if a.answered(hits, 1) {
			first++
		}
		if a.answered(hits, 3) {
			third++
		} else {
			missed = append(missed, a.question)
		}
	}
	if asked < 60 {
		t.Fatalf("got %d questions, want at least 60", asked)
	}
	if share := float64(first) / float64(asked); share < 0.9 {
		t.Errorf("the first hit is right for %.3f of %d questions, want 0.9", share, asked)
	}
	if share := float64(third) / float64(asked); share < 0.97 {
		t.Errorf("one of three hits is right for %.3f of %d questions, want 0.97; missed %q", share, asked, missed)
	}
}

func TestAnEntryIsFoundByEachOfItsPhrasings(t *testing.T) {
	base := shipped(t)
	for _, e := range base.Entries {
		for _, q := range e.Questions {
			for _, said := range []string{q.Chinese, q.English} {
				if hits := base.Search(said); len(hits) == 0 || hits[0].Entry.ID != e.ID {
					t.Errorf("%q finds %v, want %s", said, ids(hits), e.ID)
				}
			}
		}
	}
}

func ids(hits []support.Hit) []string {
	list := []string{}
	for _, h := range hits {
		list = append(list, h.Entry.ID)
	}
	return list
}

// two is a base of two entries, the second of which has a word that the first has not.
func two(answer lang.Text) support.Base {
	return support.Base{Entries: []support.Entry{
		{ID: "other", Questions: []lang.Text{{Chinese: "怎么登记", English: "How is it noted?"}}, Answer: lang.Text{Chinese: "在本子里。", English: "In the book."}},
		{ID: "wanted", Questions: []lang.Text{{Chinese: "怎么做", English: "How is it done?"}}, Answer: answer},
	}}
}

func TestAWordIsFoundWhereverItStands(t *testing.T) {
	answer := lang.Text{Chinese: "请在订单里点退款，款项原路退回。电话9510211转人工。钱不会少。", English: "Press the Refund button in the order; documents are checked."}
	for what, asked := range map[string]string{
		"two characters":                  "退款",
		"two characters inside a word":    "原路",
		"one character":                   "钱",
		"digits beside Chinese":           "9510211",
		"full width":                      "９５１０２１１",
		"capitals":                        "REFUND",
		"full-width letters":              "ｒｅｆｕｎｄ",
		"a letter missing":                "documnts",
		"two letters in the wrong order":  "docuemnts",
		"singular":                        "document",
		"both languages":                  "退款 button",
		"words that ask around it":        "请问一下，退款到底怎么弄呢？",
		"spaces and marks in between":     "  “退款”！！ ",
		"an English question around it":   "where is my refund?",
		"a variant of a character":        "电话 转人工",
		"an invisible character inside":   "退\u200b款 退款",
		"much more than needs to be said": "退款" + strings.Repeat("。", 10000),
	} {
		if hits := two(answer).Search(asked); len(hits) == 0 || hits[0].Entry.ID != "wanted" {
			t.Errorf("%s: %q finds %v, want the entry that has it", what, asked, ids(hits))
		}
	}
}

func TestWhatSaysNothingFindsNothing(t *testing.T) {
	base := shipped(t)
	for _, asked := range []string{"", " ", "？", "怎么办", "how do I do it", "的的的", strings.Repeat("a", 10000), "\xff\xfe"} {
		if hits := base.Search(asked); len(hits) > 0 {
			t.Errorf("%.20q finds %v, want nothing", asked, ids(hits))
		}
	}
	for _, p := range texttest.Payloads() {
		base.Search(p.Text) // nothing that is typed may bring it down
	}
}

func TestHitsAreFewAndInOrder(t *testing.T) {
	base := shipped(t)
	for _, a := range askings(t) {
		hits := base.Search(a.question)
		if len(hits) > 5 {
			t.Errorf("%q finds %d entries, want at most 5", a.question, len(hits))
		}
		for i, h := range hits {
			if h.Score < support.Threshold-0.005 || h.Score > 1 || i > 0 && h.Score > hits[i-1].Score {
				t.Errorf("%q: hit %d scores %.2f after %.2f", a.question, i, h.Score, hits[max(0, i-1)].Score)
			}
		}
	}
}

func FuzzSearch(f *testing.F) {
	base := shipped(f)
	for _, seed := range []string{"退款", "verificaton", "Ｑ　号", "\x9b2J", "々〇𠮷"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, asked string) {
		for _, h := range base.Search(asked) {
			if !(h.Score > 0 && h.Score <= 1) {
				t.Errorf("%q: %s scores %v", asked, h.Entry.ID, h.Score)
			}
		}
	})
}

func BenchmarkSearch(b *testing.B) {
	base := shipped(b)
	for len(base.Entries) < 300 {
		base.Entries = append(base.Entries, base.Entries...)
	}
	base.Entries = base.Entries[:300]
	for b.Loop() {
		base.Search("提交申请之后多久可以收到审核结果")
	}
}
