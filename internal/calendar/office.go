package calendar

import (
	"errors"
	"io/fs"
	"time"

	"gangway/internal/fault"
	"gangway/internal/yamlfile"
)

// officeFile is where the hours of the review desk stand.
const officeFile = "office.yaml"

// mostAtRisk bounds the working days within which something is at risk, which no review takes longer than.
const mostAtRisk = 60

// An Office is the hours of the review desk. It is data: templates/calendar/office.yaml.
type Office struct {
	ID         string `yaml:"id"`
	Version    int    `yaml:"version"`
	CutOff     string `yaml:"cut_off"`      // a time of day in China, such as 17:30; what comes in later counts as submitted on the next day
	AtRiskDays int    `yaml:"at_risk_days"` // what is due within so many working days is at risk of being late
}

// loadOffice reads calendar/office.yaml and returns its cut-off as a time since midnight too. A missing file is
// fault.NotFound, and mistakes are listed in one fault.Invalid.
func loadOffice(fsys fs.FS) (o Office, cutOff time.Duration, err error) {
	doc, err := yamlfile.Read(fsys, &o, "calendar", officeFile)
	if errors.Is(err, fs.ErrNotExist) {
		return o, 0, fault.New(fault.NotFound, "the hours of the review desk, %s, are missing", "calendar/"+officeFile).Because(err)
	}
	if err != nil {
		return o, 0, err
	}
	doc.NeedHead("office", o.ID, o.Version)
	at, err := time.Parse("15:04", o.CutOff)
	if err != nil {
		doc.Mistake("cut_off", "%q is not a time of day; write it in quotes, like \"17:30\"", o.CutOff)
	}
	if o.AtRiskDays < 1 || o.AtRiskDays > mostAtRisk {
		doc.Mistake("at_risk_days", "%s needs a value from %d to %d", "at_risk_days", 1, mostAtRisk)
	}
	return o, time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute, doc.Err()
}
