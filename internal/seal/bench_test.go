package seal

import (
	"path/filepath"
	"testing"
)

func BenchmarkOpenKeys(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "keys")
	if _, err := Create(dir); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Open(dir); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHashPassword(b *testing.B) {
	k := fixedKeys()
	for b.Loop() {
		if _, err := k.HashPassword(passphrase); err != nil {
			b.Fatal(err)
		}
	}
}

// The two must take the same time, or sign-in tells which accounts there are.
func BenchmarkCheckPassword(b *testing.B) {
	k := fixedKeys()
	phc, err := k.HashPassword(passphrase)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("known account", func(b *testing.B) {
		for b.Loop() {
			k.CheckPassword("a wrong password", phc)
		}
	})
	b.Run("unknown account", func(b *testing.B) {
		for b.Loop() {
			k.CheckPassword("a wrong password", "")
		}
	})
}

func BenchmarkCheckNewPassword(b *testing.B) {
	for b.Loop() {
		if err := CheckNewPassword("k3vX9qLm2TzR7wP", "zhangsan"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSeal(b *testing.B) {
	p := person("alice")
	for b.Loop() {
		p.Seal("profile", "id_number", "r1", []byte("an identity number"))
	}
}

func BenchmarkOpen(b *testing.B) {
	p := person("alice")
	sealed := p.Seal("profile", "id_number", "r1", []byte("an identity number"))
	for b.Loop() {
		if _, err := p.Open("profile", "id_number", "r1", sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBlindIndex(b *testing.B) {
	k := fixedKeys()
	for b.Loop() {
		k.BlindIndex("mobile", "13800138000")
	}
}

func BenchmarkChainMAC(b *testing.B) {
	k := fixedKeys()
	previous, event := make([]byte, 32), make([]byte, 300)
	for b.Loop() {
		k.ChainMAC(previous, event)
	}
}
