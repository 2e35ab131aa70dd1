package applications

import (
	"gangway/internal/lang"
	"gangway/internal/upload"
)

// A Form is the fields every program of a family asks for; a program may add its own.
type Form struct {
	ID      string    `yaml:"id"`
	Version int       `yaml:"version"`
	Title   lang.Text `yaml:"title"`
	Fields  []Field   `yaml:"fields"`
	Extras  []Field   `yaml:"extras"` // what a program asks for by naming it
}

// A Field is one question of a form.
type Field struct {
	ID        string        `yaml:"id"`
	Kind      FieldKind     `yaml:"kind"`
	Label     lang.Text     `yaml:"label"`
	Help      lang.Text     `yaml:"help"`
	Page      lang.Text     `yaml:"page"` // a new page begins here, with this title
	When      string        `yaml:"when"` // asked only when this holds of the answers before it
	Optional  bool          `yaml:"optional"`
	Min       *int64        `yaml:"min"`        // number: smallest value; choices, group: fewest
	Max       *int64        `yaml:"max"`        // number: largest value; choices, group: most
	MinLength int           `yaml:"min_length"` // text: at least so many characters, as people count them
	MaxLength int           `yaml:"max_length"` // text: at most so many
	Options   []Option      `yaml:"options"`    // choice, choices: what may be chosen
	Ordered   bool          `yaml:"ordered"`    // choice: the options rise, so that rules can compare them
	Fields    []Field       `yaml:"fields"`     // group: what is asked of each entry
	Accept    []upload.Kind `yaml:"accept"`     // file: what it may be; everything that can be told apart when empty
	MaxSize   string        `yaml:"max_size"`   // file: such as 10 MB, which is the default
	Profile   string        `yaml:"profile"`    // the item of the profile that is offered as the answer
	Evidence  Evidence      `yaml:"evidence"`   // what shows that the answer is true
	Source    string        `yaml:"source"`
}

// An Option is one answer of a choice. Aliases are other words people write for it in a file.
type Option struct {
	ID      string    `yaml:"id"`
	Label   lang.Text `yaml:"label"`
	Aliases []string  `yaml:"aliases"`
}

// option returns the option with the given id; its label is the id where there is none.
func (f Field) option(id string) Option {
	for _, o := range f.Options {
		if o.ID == id {
			return o
		}
	}
	return Option{ID: id, Label: lang.Text{Chinese: id, English: id}}
}

// AtLeast and AtMost return how many entries of a group, or options of a choice of several, there must and may be when
// there are any.
func (f Field) AtLeast() int {
	if f.Min == nil {
		return 1
	}
	return int(*f.Min)
}

// AtMost is described with AtLeast.
func (f Field) AtMost() int {
	switch {
	case f.Max != nil:
		return int(*f.Max)
	case f.Kind == KindChoices:
		return len(f.Options)
	}
	return maxEntries
}

// maxEntries bounds a group that states no bound.
const maxEntries = 20
