package yamlfile

import (
	"strings"

	"gangway/internal/lang"
)

// NeedText records a mistake unless the text at a path is there in both languages, and reports whether it is.
func (d *Document) NeedText(path string, t lang.Text) bool {
	chinese, english := strings.TrimSpace(t.Chinese) != "", strings.TrimSpace(t.English) != ""
	switch {
	case !chinese && !english:
		d.Mistake(path, "%s needs a text in both languages, zh-CN and en", path)
	case !chinese:
		d.Mistake(path, "%s has no Chinese text; write it as zh-CN beside en", path)
	case !english:
		d.Mistake(path, "%s has no English text; write it as en beside zh-CN", path)
	}
	return chinese && english
}

// NeedHead records the mistakes of what every template begins with: the id, which is the file's name, and the version.
func (d *Document) NeedHead(file, id string, version int) {
	if id != file {
		d.Mistake("id", "the id %q differs from the file's name %q; write the same in both", id, file)
	}
	d.NeedVersion(version)
}

// NeedVersion records a mistake unless the version is a number from 1.
func (d *Document) NeedVersion(version int) {
	if version < 1 {
		d.Mistake("version", "a version is a number from 1; write version: 1 and raise it with every change")
	}
}
