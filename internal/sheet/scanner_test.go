package sheet

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// cut writes down the tokens of XML: each element with some of its attributes, and texts joined.
func cut(in string) (string, error) {
	s := newScanner(strings.NewReader(in))
	var out strings.Builder
	for {
		t, err := s.next()
		switch {
		case err == io.EOF:
			return out.String(), nil
		case err != nil:
			return "", err
		case t.kind == startToken:
			fmt.Fprintf(&out, "<%s %q %q>", t.name, t.attribute("r"), t.attribute("t"))
		case t.kind == endToken:
			fmt.Fprintf(&out, "</%s>", t.name)
		default:
			out.Write(t.text)
		}
	}
}

// standard does so with the standard library.
func standard(in string) (string, error) {
	decoder := xml.NewDecoder(strings.NewReader(in))
	var out strings.Builder
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch token := token.(type) {
		case xml.StartElement:
			fmt.Fprintf(&out, "<%s %q %q>", token.Name.Local, first(token, "r"), first(token, "t"))
		case xml.EndElement:
			fmt.Fprintf(&out, "</%s>", token.Name.Local)
		case xml.CharData:
			out.Write(token)
		case xml.Directive:
			return "", fmt.Errorf("a directive: %s", token)
		}
	}
}

func first(start xml.StartElement, name string) string {
	for _, a := range start.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func TestScanner(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"elements and texts", "\ufeff<a>x<b/>y</a>\n", "\ufeff<a \"\" \"\">x<b \"\" \"\"></b>y</a>"},
		{"attributes", `<c r="A1" x:t='s' z = "1"/>`, `<c "A1" "s"></c>`},
		{"marks within attributes", `<c t="a>b/" r='"x"'>1</c >`, `<c "\"x\"" "a>b/">1</c>`},
		{"entities", `<t r="&lt;&#65;">&amp;&#x5F20;&quot;&apos;&gt;</t>`, `<t "<A" "">&张"'></t>`},
		{"line breaks", "<t>a\r\nb\rc</t>", "<t \"\" \"\">a\nb\nc</t>"},
		{"what has no meaning", `<?xml version="1.0" encoding="utf-8"?><!-- <a> -- > --><a><?x > ?></a>`, `<a "" ""></a>`},
		{"CDATA", "<t><![CDATA[<b>&amp;\r]] >]]></t>", "<t \"\" \"\"><b>&amp;\n]] ></t>"},
		{"prefixes", `<x:row><x:c/></x:row>`, `<row "" ""><c "" ""></c></row>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := cut(tt.in)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

func TestScannerRefuses(t *testing.T) {
	for name, in := range map[string]string{
		"a document type":                   `<!DOCTYPE a><a/>`,
		"an element declaration":            `<!ELEMENT a ANY>`,
		"another encoding":                  `<?xml version="1.0" encoding="GBK"?><a/>`,
		"UTF-16":                            "<\x00a\x00>\x00",
		"an entity nobody declared":         `<a>&lol;</a>`,
		"an entity without an end":          `<a>& b</a>`,
		"an entity of a number that is not": `<a>&#x;</a>`,
		"a tag that stops":                  `<a b="1`,
		"a text that stops":                 `<a>b`,
		"a comment that stops":              `<!-- a ->`,
		"no name":                           `< a>`,
		"attributes of an end":              `</a b="1">`,
		"a long text":                       `<a>` + strings.Repeat("x", maxToken+1) + `</a>`,
		"a long tag":                        `<a b="` + strings.Repeat(">", maxToken+1) + `"/>`,
		"a long comment":                    `<!--` + strings.Repeat(">", maxToken+1) + `-->`,
	} {
		if got, err := cut(in); err == nil {
			t.Errorf("%s: got %s", name, got)
		}
	}
}

// What the standard library takes for XML is read as it reads it.
func FuzzScanner(f *testing.F) {
	f.Add(`<?xml version="1.0"?><a r="1" t='&lt;'>x&#65;<!-- c --><b/><![CDATA[]]]]></a>`)
	f.Add("<x:c t = \"a>b\">\r\n\r</x:c >")
	f.Add(`<!DOCTYPE x><a/>`)
	f.Fuzz(func(t *testing.T, in string) {
		in = "<x>" + in + "</x>"
		got, err := cut(in)
		want, wantErr := standard(in)
		if wantErr != nil {
			return
		}
		if err != nil {
			t.Fatalf("%q: %v", in, err)
		}
		if diff := cmp.Diff(strings.TrimSpace(want), strings.TrimSpace(got)); diff != "" {
			t.Errorf("%q: want -, got +\n%s", in, diff)
		}
	})
}
