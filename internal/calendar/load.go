package calendar

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// file is where the days announced stand. Its kinds are holiday, a day off, and workday, a weekend day that is worked.
const file = "calendar/holidays.csv"

var columns = []string{"date", "kind", "name", "source"}

// Load reads calendar/office.yaml, an Office, and calendar/holidays.csv: one row for each day off and each weekend day worked, with the columns date, kind
// (holiday or workday), name and source. A year in it must be complete. A missing file is fault.NotFound; mistakes are
// listed all at once in one fault.Invalid, each at file:line.
func Load(fsys fs.FS) (*Calendar, error) {
	c, err := loadDays(fsys)
	office, cutOff, wrong := loadOffice(fsys)
	if err := fault.Join(err, wrong); err != nil {
		return nil, err
	}
	c.office, c.cutOff = office, cutOff
	return c, nil
}

func loadDays(fsys fs.FS) (*Calendar, error) {
	data, err := fs.ReadFile(fsys, file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fault.New(fault.NotFound, "the calendar of working days, %s, is missing", file).Because(err)
	} else if err != nil {
		return nil, err
	}
	l := &loader{
		calendar: &Calendar{announced: map[int]bool{}, worked: map[Date]bool{}},
		lines:    map[Date]int{},
		years:    map[int]int{},
	}
	l.rows(data)
	l.complete()
	if len(l.mistakes) > 0 {
		return nil, fault.New(fault.Invalid, "%s cannot be used", file).WithDetails(l.mistakes...)
	}
	return l.calendar, nil
}

// A loader fills a calendar row by row and remembers where things stand, to point at them.
type loader struct {
	calendar *Calendar
	lines    map[Date]int // the line of each day
	years    map[int]int  // the first line of each year
	mistakes []fault.Detail
}

func (l *loader) mistake(line int, format string, args ...any) {
	where := file + ":" + strconv.Itoa(line)
	l.mistakes = append(l.mistakes, fault.Detail{Where: where, Message: lang.M(format, args...)})
}

func (l *loader) rows(data []byte) {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff")))) // spreadsheets write the mark
	r.FieldsPerRecord = -1
	for header := true; ; header = false {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			if header {
				l.mistake(1, "the file is empty")
			}
			return
		}
		var broken *csv.ParseError
		if errors.As(err, &broken) {
			l.mistake(broken.Line, "a quotation mark is out of place; put the whole value in quotes, or none of it")
			return
		}
		line, _ := r.FieldPos(0)
		if !header {
			l.row(line, row)
		} else if !slices.Equal(row, columns) {
			l.mistake(line, "expected the columns %s", strings.Join(columns, ","))
			return
		}
	}
}

func (l *loader) row(line int, row []string) {
	if len(row) != len(columns) {
		l.mistake(line, "expected %d columns, found %d", len(columns), len(row))
		return
	}
	if !utf8.ValidString(strings.Join(row, "")) {
		l.mistake(line, "the text is not UTF-8; save the file as UTF-8")
	}
	day, err := ParseDate(row[0])
	if err != nil {
		l.mistake(line, "%q is not a day of the calendar; write it YYYY-MM-DD", row[0])
		return
	}
	if row[2] == "" || row[3] == "" {
		l.mistake(line, "name the holiday, and the notice that announced it as the source")
	}
	l.day(line, day, row[1])
}

func (l *loader) day(line int, day Date, kind string) {
	if first, twice := l.lines[day]; twice {
		l.mistake(line, "%s stands here a second time; it is already on line %d", day, first)
		return
	}
	l.lines[day] = line
	if _, seen := l.years[day.Year]; !seen {
		l.years[day.Year] = line
	}
	l.calendar.announced[day.Year] = true
	switch {
	case kind != "holiday" && kind != "workday":
		l.mistake(line, "the kind must be holiday or workday, not %q", kind)
	case kind == "workday" && weekday(day):
		l.mistake(line, "%s is worked anyway; only a Saturday or Sunday can be made a workday", day)
	default:
		l.calendar.worked[day] = kind == "workday"
	}
}

// complete finds years of which only some days were written down: a half-filled year would pass for a known one.
func (l *loader) complete() {
	for _, year := range slices.Sorted(maps.Keys(l.years)) {
		for _, md := range fixed {
			day := Date{year, md.month, md.day}
			if _, listed := l.lines[day]; !listed {
				l.mistake(l.years[year], "the holiday %s is missing; list every day announced for %d, or none", day, year)
				break
			}
		}
	}
}
