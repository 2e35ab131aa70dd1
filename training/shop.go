package training

import (
	"fmt"
	"strings"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

// A Shop is where seats are opened. Quota is how many the platform lets it have (domain facts: it depends on the
// shop's level, and is at least three).
type Shop struct {
	Name  string `yaml:"name"`
	Quota int    `yaml:"quota"`
	Known bool   `yaml:"-"` // listed in the templates, not assumed
}

// A ShopList is the file of shops.
type ShopList struct {
	DefaultQuota int    `yaml:"default_quota"` // of a shop that is not listed
	Shops        []Shop `yaml:"shops"`
}

// Shop returns the shop with the given main account name. One that is not listed gets the default quota.
func (l Library) Shop(name string) (Shop, error) {
	var list ShopList
	doc, err := yamlfile.Read(l.FS, &list, "shops", "shops.yaml")
	if err != nil {
		return Shop{}, err
	}
	if list.DefaultQuota < 1 {
		doc.Mistake("default_quota", "a quota is a number from 1")
	}
	found := Shop{Name: name, Quota: list.DefaultQuota}
	for i, shop := range list.Shops {
		at := fmt.Sprintf("shops[%d]", i)
		if err := checkShopName(shop.Name); err != nil {
			doc.Mistake(at+".name", "%s", err)
		}
		if shop.Quota < 1 {
			doc.Mistake(at+".quota", "a quota is a number from 1")
		}
		if shop.Name == name {
			found, found.Known = shop, true
		}
	}
	return found, doc.Err()
}

func checkShopName(name string) error {
	if name == "" {
		return fault.New(fault.Invalid, "a shop needs a name")
	}
	if strings.Contains(name, ":") {
		return fault.New(fault.Invalid, "the name of a shop has no colon; it ends before the one of the seat")
	}
	return checkPlain(name)
}
