package seal

import (
	"encoding/binary"
	"math"
)

// Shuffle returns the numbers from 0 to n-1 in an order that depends only on the keys and the seed: every order is
// as likely as any other, and nobody without the keys can tell which. One seed is one draw: name the attempt, and the
// part of the paper, in it.
func (k *Keys) Shuffle(seed string, n int) []int {
	s := stream{key: k.secrets[drawKey].derive("shuffle", seed)}
	order := make([]int, n)
	for i := range order {
		j := int(s.below(uint64(i) + 1))
		order[i] = order[j]
		order[j] = i
	}
	return order
}

// A stream is an endless row of numbers: the MACs of 0, 1, 2 … under its key.
type stream struct {
	key   secret
	count uint64
	left  []byte
}

func (s *stream) next() uint64 {
	if len(s.left) == 0 {
		block := s.key.mac(binary.BigEndian.AppendUint64(nil, s.count))
		s.left = block[:]
		s.count++
	}
	v := binary.BigEndian.Uint64(s.left)
	s.left = s.left[8:]
	return v
}

// below returns a number less than n, each as likely: the incomplete last row of multiples of n is thrown away.
func (s *stream) below(n uint64) uint64 {
	limit := math.MaxUint64 - math.MaxUint64%n
	for {
		if v := s.next(); v < limit {
			return v % n
		}
	}
}
