package pdf

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestEveryCharacterCanBeReadBack(t *testing.T) {
	for name, c := range map[string]Certificate{
		"a usual Chinese certificate":      chinese(),
		"a usual English certificate":      english(),
		"every text as long as may be":     extreme(),
		"characters beyond 16 bits":        named(chinese(), "杨𬱖㛃"),
		"a name with a middle dot":         named(chinese(), "阿卜杜热合曼·麦麦提"),
		"a Chinese name in English":        named(english(), "王“样例”𬱖"),
		"a Latin name in Chinese":          named(chinese(), "Zoë O’Sample-Müller"),
		"brackets and backslashes":         named(chinese(), `王(样)\例)`),
		"a statement with rare characters": stated(chinese(), strings.Repeat("𬱖与㛃通过考核，", 12)),
	} {
		t.Run(name, func(t *testing.T) {
			_, path := draw(t, c)
			got := solid(read(t, "pdftotext", "-raw", path, "-"))
			for _, text := range texts(c) {
				if want := solid(text); !strings.Contains(got, want) {
					t.Errorf("lost or changed: %s\nin: %s", want, got)
				}
			}
			read(t, "qpdf", "--check", path)
		})
	}
}

func TestMetadata(t *testing.T) {
	_, path := draw(t, named(chinese(), "杨𬱖㛃"))
	got := read(t, "pdfinfo", "-isodates", path)
	for _, want := range []string{
		"上岗培训合格证书 · 杨𬱖㛃\n", "zh-CN\n", "Gangway\n", chinese().Statement + "\n",
		"CreationDate:    2026-11-22T09:30:00", "ModDate:         2026-11-22T09:30:00", "Pages:           1\n", "(A4)",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in:\n%s", want, got)
		}
	}
}

func TestTheSameCertificateGivesTheSameBytes(t *testing.T) {
	want, _ := draw(t, chinese())
	elsewhere := chinese()
	elsewhere.Created = elsewhere.Created.In(time.FixedZone("CST", 8*60*60))
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for range 10 {
				got, err := Draw(elsewhere)
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("bytes differ, or error %v", err)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkDraw(b *testing.B) {
	c := chinese()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Draw(c); err != nil {
			b.Fatal(err)
		}
	}
}

// named returns c for another holder.
func named(c Certificate, name string) Certificate {
	c.Holder.Text = name
	return c
}

// stated returns c with another statement.
func stated(c Certificate, statement string) Certificate {
	c.Statement = statement
	return c
}

// texts returns everything that is printed as text.
func texts(c Certificate) []string {
	all := []string{c.Title, c.Subtitle, c.Holder.Label, c.Holder.Text, c.Statement, c.Mark, c.QR.Label}
	for _, f := range c.Facts {
		all = append(all, f.Label, f.Text)
	}
	return all
}
