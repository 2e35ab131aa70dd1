package pdf

import (
	"encoding/xml"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// densest is how many characters a code may hold whose dots are half a millimetre wide.
const densest = 331

func TestTheCodeCanBeScanned(t *testing.T) {
	dense := chinese()
	dense.QR.Text = strings.Repeat("a", densest)
	for name, c := range map[string]Certificate{"usual": chinese(), "long": extreme(), "as dense as may be": dense} {
		t.Run(name, func(t *testing.T) {
			_, path := draw(t, c)
			picture := strings.TrimSuffix(path, ".pdf")
			read(t, "pdftoppm", "-r", "150", "-png", "-singlefile", path, picture)
			got := strings.TrimSpace(read(t, "zbarimg", "--quiet", "--raw", picture+".png"))
			if got != c.QR.Text {
				t.Errorf("got %q, want %q", got, c.QR.Text)
			}
		})
	}
}

func TestNothingIsPrintedBeyondItsPlace(t *testing.T) {
	wide := extreme()
	wide.Holder.Text = strings.Repeat("W", 50)
	wide.Title = strings.Repeat("国", 30)
	for name, c := range map[string]Certificate{"usual": chinese(), "English": english(), "extreme": extreme(), "wide": wide} {
		t.Run(name, func(t *testing.T) {
			_, path := draw(t, c)
			s := scan(t, path)
			s.wantInk(9.5, 100, 10.5, 110) // the frame: the picture is not empty
			for side, area := range map[string][4]float64{
				"above the frame": {0, 0, pageWidth, 9}, "below the frame": {0, 201, pageWidth, pageHeight},
				"left of the frame": {0, 0, 9, pageHeight}, "right of the frame": {288, 0, pageWidth, pageHeight},
				"the left margin": {16, 26, 29, 184}, "the right margin": {271, 26, 281, 184},
				"the top margin": {26, 16, 271, 26}, "the bottom margin": {26, 189, 271, 194},
			} {
				s.wantWhite(side, area)
			}
			wantApart(t, words(t, path))
		})
	}
}

// A picture is a page in shades of grey, ten dots a millimetre at most.
type picture struct {
	t             *testing.T
	width, height int
	dots          []byte
}

func scan(t *testing.T, path string) picture {
	t.Helper()
	base := strings.TrimSuffix(path, ".pdf")
	read(t, "pdftoppm", "-r", "72", "-gray", "-singlefile", path, base)
	data, err := os.ReadFile(filepath.Clean(base + ".pgm"))
	if err != nil {
		t.Fatal(err)
	}
	p := picture{t: t}
	var depth int
	if _, err := fmt.Sscanf(string(data[:40]), "P5\n%d %d\n%d\n", &p.width, &p.height, &depth); err != nil || depth != 255 {
		t.Fatalf("not a picture: %v", err)
	}
	p.dots = data[len(data)-p.width*p.height:]
	return p
}

// inked reports whether there is ink between two corners given in millimetres.
func (p picture) inked(left, top, right, bottom float64) bool {
	scale := float64(p.width) / pageWidth
	for y := int(top * scale); y < min(int(bottom*scale), p.height); y++ {
		for x := int(left * scale); x < min(int(right*scale), p.width); x++ {
			if p.dots[y*p.width+x] < 250 {
				return true
			}
		}
	}
	return false
}

func (p picture) wantInk(left, top, right, bottom float64) {
	p.t.Helper()
	if !p.inked(left, top, right, bottom) {
		p.t.Error("the frame is not printed")
	}
}

func (p picture) wantWhite(name string, area [4]float64) {
	p.t.Helper()
	if p.inked(area[0], area[1], area[2], area[3]) {
		p.t.Errorf("ink in %s", name)
	}
}

// A word is a piece of text and the rectangle it fills, in points.
type word struct {
	Left   float64 `xml:"xMin,attr"`
	Top    float64 `xml:"yMin,attr"`
	Right  float64 `xml:"xMax,attr"`
	Bottom float64 `xml:"yMax,attr"`
	Text   string  `xml:",chardata"`
}

func words(t *testing.T, path string) []word {
	t.Helper()
	var page struct {
		Words []word `xml:"body>doc>page>word"`
	}
	if err := xml.Unmarshal([]byte(read(t, "pdftotext", "-bbox", path, "-")), &page); err != nil {
		t.Fatal(err)
	}
	if len(page.Words) < 10 {
		t.Fatalf("got %d words only", len(page.Words))
	}
	return page.Words
}

// wantApart checks that no two words lie on each other, save for the empty quarter above and below the letters.
func wantApart(t *testing.T, words []word) {
	t.Helper()
	for i, a := range words {
		for _, b := range words[:i] {
			slack := (min(a.Bottom-a.Top, b.Bottom-b.Top)) / 4
			if min(a.Right, b.Right)-max(a.Left, b.Left) > 0.5 && min(a.Bottom, b.Bottom)-max(a.Top, b.Top) > slack {
				t.Errorf("%q lies on %q", a.Text, b.Text)
			}
		}
	}
}
