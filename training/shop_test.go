package training_test

import (
	"testing"
	"testing/fstest"

	"gangway/training"
)

func TestShop(t *testing.T) {
	library := training.Library{FS: files("12")}
	for name, want := range map[string]training.Shop{
		"示例小店": {Name: "示例小店", Quota: 20, Known: true},
		"别的小店": {Name: "别的小店", Quota: 3},
	} {
		if got, err := library.Shop(name); got != want || err != nil {
			t.Errorf("got %+v, %v; want %+v", got, err, want)
		}
	}
}

func TestMistakesInTheListOfShops(t *testing.T) {
	for _, tt := range []struct{ name, yaml, want string }{
		{"no default", "shops: []\n", "shops/shops.yaml:1:1: a quota is a number from 1"},
		{"every mistake", "default_quota: 3\nshops:\n  - {name: 'a:b', quota: 0}\n  - {quota: 3}\n",
			"shops/shops.yaml:3:12: the name of a shop has no colon; it ends before the one of the seat\nshops/shops.yaml:3:26: a quota is a number from 1\nshops/shops.yaml:4:5: a shop needs a name"},
		{"nothing but what YAML says", "default_quota: many\nshop: []\n",
			"shops/shops.yaml:1:16: expected a whole number (such as 3), found a text \"many\"\nshops/shops.yaml:2:1: unknown name \"shop\"; did you mean shops?"},
		{"an empty file", "", "shops/shops.yaml:1:1: the file is empty; write it, or remove it"},
	} {
		_, err := training.Library{FS: fstest.MapFS{"shops/shops.yaml": {Data: []byte(tt.yaml)}}}.Shop("a")
		if got := details(err); got != tt.want {
			t.Errorf("%s:\ngot  %s\nwant %s", tt.name, got, tt.want)
		}
	}
}
