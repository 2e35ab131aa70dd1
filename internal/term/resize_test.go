package term

import (
	"fmt"
	"testing"
)

func TestAListStaysInPlaceWhenTheWindowGrows(t *testing.T) {
	q := Question{Prompt: "班次", Options: shifts, Default: "late"}
	for name, test := range map[string]struct {
		ask   func(p *person) error
		moved string
	}{
		"Choose":     {func(p *person) error { _, err := p.Choose(q); return err }, "> 夜班"},
		"ChooseMany": {func(p *person) error { _, err := p.ChooseMany(q); return err }, "> [x] 晚班"},
	} {
		t.Run(name, func(t *testing.T) {
			p := sit(t, desk{rows: 8, speaker: chinese()})
			for i := range 8 {
				p.Say(fmt.Sprint("第", i, "行"))
			}
			c := make(chan error, 1)
			go func() { c <- test.ask(p) }()
			p.WaitsFor("\n  ")
			p.Settles()
			p.Grow(3)
			before := p.Sees()
			p.Types("\x1b[B")
			p.WaitsFor(test.moved)
			p.Types("\x1b[A")
			p.WaitsForScreen(before)
			p.Types("\r")
			if err := <-c; err != nil {
				t.Fatal(err)
			}
		})
	}
}
