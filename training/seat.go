package training

import (
	"strings"
	"time"
	"unicode"

	"gangway/internal/fault"
	"gangway/internal/lang"
)

// A Seat is the sub-account opened for an agent. Its name can never be changed once the platform has created it
// (S3-05).
type Seat struct {
	Application string
	Account     string
	Shop        string
	Name        string // the whole name, shop:seat with a half-width colon
	Department  lang.Text
	Permissions []lang.Text
	State       SeatState
	PlannedAt   time.Time
	ConfirmedAt time.Time // zero until the platform has created it
}

// A SeatState is how a seat stands.
type SeatState string

// The states.
const (
	SeatPlanned SeatState = "planned" // on the sheet for the person who creates it on the platform
	SeatOpen    SeatState = "open"
	SeatFrozen  SeatState = "frozen" // suspended
	SeatClosed  SeatState = "closed" // left; its place in the quota is free again
)

// maxSeatName is the longest whole name in units: a Chinese character counts two, anything else one.
const maxSeatName = 30

// SeatName joins a shop's main account name and a seat's own name to the whole name. The seat may repeat the shop's name
// before a colon; a full-width colon is corrected, and corrected says so. Errors are fault.Invalid.
func SeatName(shop, seat string) (name string, corrected bool, err error) {
	shop, seat = strings.TrimSpace(shop), strings.TrimSpace(seat)
	if strings.Contains(seat, "：") {
		seat, corrected = strings.ReplaceAll(seat, "：", ":"), true
	}
	if before, after, found := strings.Cut(seat, ":"); found {
		if before != "" && before != shop {
			return "", corrected, fault.New(fault.Invalid, "the name before the colon, %q, is not the shop %q", before, shop)
		}
		seat = after
	}
	if err := checkShopName(shop); err != nil {
		return "", corrected, err
	}
	if err := checkPlain(seat); err != nil {
		return "", corrected, err
	}
	name = shop + ":" + seat
	switch {
	case seat == "":
		return "", corrected, fault.New(fault.Invalid, "a seat needs a name after the colon")
	case strings.Contains(seat, ":"):
		return "", corrected, fault.New(fault.Invalid, "a seat's name has one colon only")
	case allDigits(seat):
		return "", corrected, fault.New(fault.Invalid, "a seat's own name must not be digits alone")
	case units(name) > maxSeatName:
		return "", corrected, fault.New(fault.Invalid, "the name %q is %d long; at most %d, a Chinese character counting 2", name, units(name), maxSeatName)
	}
	return name, corrected, nil
}

// checkPlain refuses what would not be one readable word on a spreadsheet or a terminal.
func checkPlain(name string) error {
	for _, r := range name {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_-.:·", r) {
			return fault.New(fault.Invalid, "a name is made of letters, digits, and - _ . ·; %s cannot be used", lang.M("U+%04X", r))
		}
	}
	if strings.HasPrefix(name, "-") {
		return fault.New(fault.Invalid, "a name must not begin with -")
	}
	return nil
}

func allDigits(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return !unicode.IsDigit(r) }) < 0
}

// units counts a name the way the platform does.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0x7f {
			n++
		}
	}
	return n
}
