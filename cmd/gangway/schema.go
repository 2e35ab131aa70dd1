package main

import (
	"encoding/json"
	"maps"
	"slices"

	"gangway/applications"
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
		"bank": quizzes.Bank{}, "exam": quizzes.Exam{}, "notice": outbox.Template{},
		"reasons": applications.ReasonList{}, "shops": training.ShopList{},
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
