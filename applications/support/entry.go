package support

import (
	"gangway/internal/lang"
)

// A Topic is a file of the knowledge base: entries that belong together.
type Topic struct {
	ID      string    `yaml:"id" json:"id"`
	Version int       `yaml:"version" json:"version"`
	Title   lang.Text `yaml:"title" json:"title"`
	Entries []Entry   `yaml:"entries" json:"entries"`
}

// An Entry is one question with its answer.
type Entry struct {
	ID        string      `yaml:"id" json:"id"` // unique among all topics
	Version   int         `yaml:"version" json:"version"`
	Questions []lang.Text `yaml:"questions" json:"questions"` // phrasings; the first is the one that is shown
	Answer    lang.Text   `yaml:"answer" json:"answer"`
	Tags      []string    `yaml:"tags" json:"tags"`         // words in either language that it should be found by
	Channels  []Channel   `yaml:"channels" json:"channels"` // where else to turn, if anywhere
	Source    string      `yaml:"source" json:"source"`     // ids of the facts it rests on, separated by spaces
	Checked   string      `yaml:"checked" json:"checked"`   // the day somebody last compared it with its source, YYYY-MM-DD
	Topic     string      `yaml:"-" json:"-"`               // id of the file it stands in
}

// A Channel is a way to reach somebody outside of Gangway.
type Channel struct {
	Name    lang.Text `yaml:"name" json:"name"`
	Route   lang.Text `yaml:"route" json:"route"`     // what to press or open, step by step
	Contact string    `yaml:"contact" json:"contact"` // a number or an address, if it has one
}

// Question returns the question as it is shown.
func (e Entry) Question() lang.Text { return e.Questions[0] }
