package seal

import (
	"errors"
	"strings"
	"testing"

	"gangway/internal/fault"
)

func TestNewPasswordsThatAreRefused(t *testing.T) {
	context := []string{"zhangsan_1990", "13800138000", "San.Zhang@example.com", "欧阳小满"}
	for _, c := range []struct{ password, because string }{
		{"", "needs at least 15"},
		{"k3vX9qLm2TzR7w", "needs at least 15"},
		{"十四个汉字也还是不够长的密码", "needs at least 15"},
		{strings.Repeat("词", 342), "at most 1024"},

		{"passwordpassword", "very many people use"},
		{"PASSWORD12345678", "very many people use"},
		{"Password123456!!!", "in a row"},
		{"dragondragondragon", "something repeated"},
		{"monkey!monkey!monkey!", "something repeated"},
		{"iloveyou iloveyou", "very many people use"},
		{"letmeinletmein2024", "very many people use"},
		{"dragonmonkeysunshine", "very many people use"},
		{"woaini5201314520", "of yours or of this service"},

		{"aaaaaaaaaaaaaaaa", "in a row"},
		{"1111111111111111a", "in a row"},
		{"abababababababab", "something repeated"},
		{"x7qx7qx7qx7qx7qx7q", "something repeated"},
		{"啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊啊", "something repeated"},
		{"a-b-c-d-e-f-g-h-", "repeated"},

		{"abcdefghijklmnop", "in a row"},
		{"zyxwvutsrqponmlk", "in a row"},
		{"123456789012345", "in a row"},
		{"98765432109876543210", "in a row"},
		{"aabbccddeeffgghh", "in a row"},
		{"qwertyuiopasdfgh", "in a row"},
		{"lkjhgfdsapoiuytrewq", "in a row"},
		{"1qaz2wsx3edc4rfv", "in a row"},
		{"1q2w3e4r5t6y7u8i", "in a row"},
		{"1234qwerasdfzxcv", "very many people use"},
		{"qweasdzxcrtyfghvbn", "very many people use"},
		{"qwerty!@#$%^123456", "in a row"},
		{"abc def ghi jkl mno", "in a row"},

		{"taobao123456789!", "in a row"},
		{"TaobaoKefu2025!!", "of yours or of this service"},
		{"Gangway20260901!", "a date"},
		{"淘宝客服淘宝客服淘宝客服淘宝客服", "repeated"},
		{"zhangsan19900101", "of yours or of this service"},
		{"San.Zhang@example.com", "of yours or of this service"},
		{"zhangsan13800138000", "of yours or of this service"},
		{"欧阳小满12345678901!", "in a row"},
	} {
		err := CheckNewPassword(c.password, context...)
		var f *fault.Error
		if !errors.As(err, &f) || !errors.Is(err, fault.Invalid) {
			t.Errorf("%q: got %v, want it refused", c.password, err)
			continue
		}
		if !strings.Contains(err.Error(), c.because) {
			t.Errorf("%q: got %q, want it to speak of %q", c.password, err, c.because)
		}
		if len(c.password) >= minPassword && strings.Contains(err.Error(), c.password) {
			t.Errorf("%q: the message tells the password", c.password)
		}
		if f.Hint.Empty() {
			t.Errorf("%q: the message does not say how to mend it", c.password)
		}
	}
}

func TestNewPasswordsThatAreAccepted(t *testing.T) {
	context := []string{"zhangsan_1990", "13800138000", "san.zhang@example.com", "欧阳小满"}
	for _, password := range []string{
		passphrase,
		"dragon monkey sunshine football",
		"dragonmonkeysunshinefootball",
		"RedBlueGreenBlack",
		"red1blue2green3black4",
		"cat catfish catalog category",
		"taobao lantern gravel onion",
		"taobao kefu gangway tmall",
		"我在江边的小店里卖茶叶和瓷器呢",
		"浅滩 铜铃 毛驴 半斤花生 晒着",
		"zhoumo pashan mai baicai qu",
		"k3vX9qLm2TzR7wP",
		"482915730264918",
		"!~;&?%(+=*:,/>{",
		"ta0bao-vQx7#mLz2",
		strings.Repeat("k3vX9qLm2TzR7wP ", 64),
	} {
		if err := CheckNewPassword(password, context...); err != nil {
			t.Errorf("%q is refused: %v", password, err)
		}
	}
}

func TestTheContextMakesTheDifference(t *testing.T) {
	const password = "baibiaodui-1987x"
	if err := CheckNewPassword(password); err != nil {
		t.Errorf("without context: %v", err)
	}
	if err := CheckNewPassword(password, "baibiaodui"); !errors.Is(err, fault.Invalid) {
		t.Errorf("with the account name: got %v, want invalid", err)
	}
}

func TestThereAreEnoughCommonPasswords(t *testing.T) {
	words := commonWords()
	if got, want := len(words), 10_000; got < want {
		t.Errorf("got %d common passwords, want at least %d", got, want)
	}
	for word := range words {
		if word == "" || strings.TrimSpace(word) != word || strings.ToLower(word) != word {
			t.Errorf("%q would never be found in a password", word)
		}
	}
}

func FuzzCheckNewPassword(f *testing.F) {
	f.Add("dragon monkey", "dragon")
	f.Add("ﬁ\xff\x00İ啊啊啊2024qwerty", "İ")
	f.Fuzz(func(t *testing.T, password, context string) {
		if err := CheckNewPassword(password, context); err != nil && !errors.Is(err, fault.Invalid) {
			t.Errorf("got %v, want invalid", err)
		}
	})
}
