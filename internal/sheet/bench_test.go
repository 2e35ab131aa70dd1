package sheet_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"testing"

	"gangway/internal/sheet"
)

// A million rows of ten columns, half of them in Chinese.
func people(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("姓名,性别,出生日期,手机号,邮箱,QQ,学历,经验月数,打字速度,备注\n")
	for i := range rows {
		fmt.Fprintf(&b, "王小明%d,女,2001-02-%02d,138%08d,user%d@mail.example,%d,大专,%d,%d,可以上夜班\n", i%1000, i%28+1, i, i, 10000+i, i%60, 40+i%60)
	}
	return b.Bytes()
}

const benchRows = 100_000

func BenchmarkReadCSV(b *testing.B) {
	plain := people(benchRows)
	inputs := []struct {
		name string
		in   []byte
	}{{"utf8", plain}, {"quoted", bytes.ReplaceAll(plain, []byte("可以上夜班"), []byte(`"可以，""上""夜班"`))}}
	for _, input := range inputs {
		b.Run(input.name, func(b *testing.B) {
			b.SetBytes(int64(len(input.in)))
			b.ReportAllocs()
			for b.Loop() {
				r, err := sheet.ReadCSV(bytes.NewReader(input.in), sheet.Options{})
				if err != nil {
					b.Fatal(err)
				}
				drain(b, r, benchRows)
			}
			perRow(b, benchRows)
		})
	}
	b.Run("encoding/csv", func(b *testing.B) {
		b.SetBytes(int64(len(plain)))
		b.ReportAllocs()
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(plain))
			r.ReuseRecord = true
			for {
				if _, err := r.Read(); err == io.EOF {
					break
				} else if err != nil {
					b.Fatal(err)
				}
			}
		}
		perRow(b, benchRows)
	})
}

func drain(b *testing.B, r *sheet.Reader, want int) {
	for n := 0; ; n++ {
		row, err := r.Read()
		if err == io.EOF {
			if n != want {
				b.Fatalf("read %d rows, want %d", n, want)
			}
			return
		}
		if err != nil || row.Problem != nil {
			b.Fatal(err, row.Problem)
		}
	}
}

func perRow(b *testing.B, rows int) {
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(rows), "ns/row")
}
