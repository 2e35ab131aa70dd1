package identity

import (
	"strings"
	"testing"
)

type contactCase struct{ name, in, out, want string } // want is what a refusal says; out is "" then

func check(t *testing.T, read func(string) (string, error), cases []contactCase) {
	t.Helper()
	for _, tt := range cases {
		got, err := read(tt.in)
		if got != tt.out {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.out)
		}
		if tt.want != "" {
			refused(t, tt.name, tt.in, err, tt.want)
		} else if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		} else if again, err := read(got); err != nil || again != got {
			t.Errorf("%s: the stored value is read as %q, %v", tt.name, again, err)
		}
	}
}

func TestMobile(t *testing.T) {
	const want = "11 digits"
	check(t, Mobile, []contactCase{
		{"as it is", "13800000000", "13800000000", ""},
		{"the highest range", "19900000000", "19900000000", ""},
		{"spaces", " 138 0000 0000 ", "13800000000", ""},
		{"hyphens", "138-0000-0000", "13800000000", ""},
		{"dashes and minus signs", "138–0000−0000", "13800000000", ""},
		{"+86", "+86 138 0000 0000", "13800000000", ""},
		{"0086", "0086-13800000000", "13800000000", ""},
		{"full-width", "＋８６　１３８００００００００", "13800000000", ""},
		{"marks of direction from an address book", "\u202d+86 138 0000 0000\u202c", "13800000000", ""},
		{"a virtual operator", "17000000000", "17000000000", ""},
		{"nothing", "", "", want},
		{"starts with 12", "12800000000", "", want},
		{"one digit short", "1380000000", "", want},
		{"one digit over", "138000000000", "", want},
		{"a fixed line", "010-88880000", "", want},
		{"Hong Kong", "+852 9000 0000", "", want},
		{"the country twice", "+860086 13800000000", "", want},
		{"a letter", "1380000000O", "", want},
		{"Arabic-Indic digits", "١٣٨٠٠٠٠٠٠٠٠", "", want},
		{"a second line", "13800000000\n13800000001", "", want},
	})
}

func TestQQ(t *testing.T) {
	const want = "5 to 11 digits"
	check(t, QQ, []contactCase{
		{"5 digits", "10000", "10000", ""},
		{"11 digits", "12345678901", "12345678901", ""},
		{"spaces around", " 1234567 ", "1234567", ""},
		{"4 digits", "1000", "", want},
		{"12 digits", "123456789012", "", want},
		{"a leading zero", "0123456", "", want},
		{"letters", "abcdefg", "", want},
		{"nothing", "", "", want},
	})
}

func TestEmail(t *testing.T) {
	const (
		form   = "not an e-mail address"
		ascii  = "only English letters"
		domain = "not a domain"
	)
	label63 := strings.Repeat("a", 63)
	check(t, Email, []contactCase{
		{"as it is", "zhang@example.com", "zhang@example.com", ""},
		{"the domain loses its case, the name keeps it", "Zhang.San@Example.COM", "Zhang.San@example.com", ""},
		{"space around", " zhang@example.com\n", "zhang@example.com", ""},
		{"full-width @ and .", "zhang＠example．com", "zhang@example.com", ""},
		{"a tag", "zhang+shop@mail.example.com", "zhang+shop@mail.example.com", ""},
		{"a domain of digits", "12345@163.com", "12345@163.com", ""},
		{"64 before the @", strings.Repeat("z", 64) + "@example.com", strings.Repeat("z", 64) + "@example.com", ""},
		{"65 before the @", strings.Repeat("z", 65) + "@example.com", "", "more than 64"},
		{"a domain of 253", "z@" + label63 + "." + label63 + "." + label63 + "." + label63[:57] + ".com",
			"z@" + label63 + "." + label63 + "." + label63 + "." + label63[:57] + ".com", ""},
		{"a domain of 254", "z@" + label63 + "." + label63 + "." + label63 + "." + label63[:58] + ".com", "", domain},
		{"a label of 64", "z@" + label63 + "a.com", "", domain},
		{"nothing", "", "", form},
		{"no @", "zhang.example.com", "", form},
		{"nothing before the @", "@example.org", "", form},
		{"nothing after the @", "zhang@", "", form},
		{"two dots", "zhang..san@example.com", "", form},
		{"a name around it", "Zhang <zhang@example.com>", "", form},
		{"angle brackets", "<zhang@example.com>", "", form},
		{"a comment", "zhang@example.com (home)", "", form},
		{"a quoted part", `"zhang san"@example.com`, "", form},
		{"two addresses", "zhang@example.com, li@example.com", "", form},
		{"a space within", "zhang san@example.com", "", form},
		{"no dot in the domain", "zhang@localhost", "", domain},
		{"an address of the network", "zhang@[192.0.2.1]", "", domain},
		{"digits for a domain", "zhang@192.0.2.1", "", domain},
		{"a hyphen at the edge of a label", "zhang@-example.com", "", domain},
		{"an underscore in the domain", "zhang@ex_ample.com", "", domain},
		{"a domain in Chinese", "zhang@例子.中国", "", ascii},
		{"the same in ASCII spelling", "zhang@xn--fsqu00a.xn--fiqs8s", "", domain},
		{"a name in Chinese", "张三@example.com", "", ascii},
		{"a Cyrillic а in the domain", "zhang@exаmple.com", "", ascii},
		{"a second header", "zhang@example.com\r\nBcc: li@example.com", "", ascii},
		{"a null", "zhang\x00@example.com", "", ascii},
		{"not UTF-8", "zhang\xff@example.com", "", ascii},
	})
}

func FuzzEmail(f *testing.F) {
	for _, s := range []string{"zhang@example.com", "Z@EXAMPLE.com", `"a b"@c.de`, "a@b.com (c)", "＠", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := Email(s)
		if err != nil {
			return
		}
		if strings.ContainsAny(got, " \r\n\t<>\"(),") || strings.Count(got, "@") != 1 {
			t.Errorf("%q was read as %q", s, got)
		}
		if again, err := Email(got); err != nil || again != got {
			t.Errorf("the stored address %q is read as %q, %v", got, again, err)
		}
	})
}
