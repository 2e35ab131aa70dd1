package main

import (
	"encoding/json"
	"maps"
	"slices"

	"gangway/applications"
	"gangway/applications/support"
	"gangway/applications/typing"
	"gangway/internal/calendar"
	"gangway/internal/outbox"
	"gangway/internal/yamlfile"
	"gangway/quizzes"
	"gangway/training"
)

// schemas returns a JSON Schema for each kind of template.
func schemas() (map[string][]byte, error) {
	files := map[string][]byte{}
	for name, value := range map[string]any{
		"program": applications.Program{}, "form": applications.Form{}, "course": training.Course{},
		"bank": quizzes.Bank{}, "exam": quizzes.Exam{}, "typing-test": typing.Test{}, "typing-text": typing.Text{}, "notice": outbox.Template{}, "quiet": outbox.Quiet{},
		"reasons": applications.ReasonList{}, "shops": training.ShopList{}, "knowledge": support.Topic{}, "office": calendar.Office{},
	} {
		data, err := json.MarshalIndent(yamlfile.Schema(name, value), "", "  ")
		if err != nil {
			return nil, err
		}
		files[name+".schema.json"] = append(data, '\n')
	}
	return files, nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
