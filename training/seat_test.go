package training_test

import (
	"errors"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/training"
)

func TestSeatNamesThatAreRight(t *testing.T) {
	for _, tt := range []struct {
		name, shop, seat, want string
		corrected              bool
	}{
		{"a seat's own name", "示例小店", "小明", "示例小店:小明", false},
		{"letters and digits", "demo_shop", "agent07", "demo_shop:agent07", false},
		{"the whole name", "示例小店", "示例小店:小明", "示例小店:小明", false},
		{"the whole name with a full-width colon", "示例小店", "示例小店：小明", "示例小店:小明", true},
		{"a colon first", "示例小店", ":小明", "示例小店:小明", false},
		{"a full-width colon first", "示例小店", "：小明", "示例小店:小明", true},
		{"spaces around", " 示例小店 ", "\u3000小明\n", "示例小店:小明", false},
		{"the marks a name may have", "shop-1", "a_b-c.d·e", "shop-1:a_b-c.d·e", false},
		{"digits and a letter", "shop", "07a", "shop:07a", false},
		{"30 units: 14 Chinese characters, a colon and a digit", "示例小店示例小店", "客服客服客服7", "示例小店示例小店:客服客服客服7", false},
		{"30 units of ASCII", "shop", strings.Repeat("a", 25), "shop:" + strings.Repeat("a", 25), false},
	} {
		got, corrected, err := training.SeatName(tt.shop, tt.seat)
		if got != tt.want || corrected != tt.corrected || err != nil {
			t.Errorf("%s: got %q, corrected %v, %v; want %q, %v", tt.name, got, corrected, err, tt.want, tt.corrected)
		}
	}
}

func TestSeatNamesThatAreWrong(t *testing.T) {
	for _, tt := range []struct{ name, shop, seat, want string }{
		{"nothing", "shop", "", "a seat needs a name after the colon"},
		{"nothing after the colon", "shop", "shop:", "a seat needs a name after the colon"},
		{"nothing but a full-width colon", "shop", "：", "a seat needs a name after the colon"},
		{"another shop", "shop", "other:小明", `the name before the colon, "other", is not the shop "shop"`},
		{"another shop before a full-width colon", "shop", "other：小明", `the name before the colon, "other", is not the shop "shop"`},
		{"two colons", "shop", "shop:a:b", "one colon only"},
		{"digits alone", "shop", "007", "must not be digits alone"},
		{"full-width digits alone", "shop", "００７", "must not be digits alone"},
		{"31 units of ASCII", "shop", strings.Repeat("a", 26), "is 31 long; at most 30"},
		{"31 units: 15 Chinese characters and a colon", "示例小店示例小店", "客服客服客服客", "is 31 long; at most 30"},
		{"a space inside", "shop", "小 明", "U+0020 cannot be used"},
		{"a control character", "shop", "a\x07b", "U+0007 cannot be used"},
		{"a line break", "shop", "a\nb", "U+000A cannot be used"},
		{"a mark that turns the text round", "shop", "a\u202eb", "U+202E cannot be used"},
		{"a character nobody can see", "shop", "a\u200bb", "U+200B cannot be used"},
		{"a formula of a spreadsheet", "shop", "=1", "U+003D cannot be used"},
		{"a flag of a command", "shop", "-x", "must not begin with -"},
		{"an emoji", "shop", "小明😀", "U+1F600 cannot be used"},
		{"no shop", "", "小明", "a shop needs a name"},
		{"a shop with a colon", "a:b", "小明", "the name of a shop has no colon"},
		{"a shop with a full-width colon", "a：b", "小明", "U+FF1A cannot be used"},
		{"a shop with a space", "示例 小店", "小明", "U+0020 cannot be used"},
	} {
		got, _, err := training.SeatName(tt.shop, tt.seat)
		if got != "" || !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}
