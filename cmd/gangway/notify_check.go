package main

import (
	"io/fs"
	"slices"

	"gangway/applications"
	"gangway/internal/fault"
	"gangway/internal/lang"
	"gangway/internal/outbox"
)

// checkNotices checks the notices and the quiet hours. A variant of a notice is for a reason there is.
func checkNotices(fsys fs.FS, library *applications.Library) error {
	all, err := outbox.All(fsys)
	_, quietErr := outbox.LoadQuiet(fsys)
	reasons, reasonErr := library.Reasons()
	if reasonErr != nil { // which is a mistake of its own
		return fault.Join(err, quietErr)
	}
	var strange []fault.Detail
	for _, t := range all {
		for _, v := range t.Variants {
			if !slices.ContainsFunc(reasons, func(r applications.Reason) bool { return r.Code == v.Reason }) {
				strange = append(strange, fault.Detail{Where: "notices/" + t.ID + ".yaml", Message: lang.M("a variant is for the reason %q, which is not in the list", v.Reason)})
			}
		}
	}
	if len(strange) > 0 {
		err = fault.Join(err, fault.New(fault.Invalid, "some notices cannot be used").WithDetails(strange...))
	}
	return fault.Join(err, quietErr)
}
