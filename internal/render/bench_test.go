package render_test

import (
	"fmt"
	"io"
	"testing"

	"gangway/internal/render"
)

func BenchmarkTenThousandRows(b *testing.B) {
	table := chineseTable()
	values := make([]row, 10_000)
	table.Rows = make([][]string, len(values))
	for i := range values {
		values[i] = row{fmt.Sprintf("K3F9%04d", i), "王小明", i % 101}
		table.Rows[i] = []string{values[i].ID, values[i].Name, fmt.Sprint(values[i].Score), "年龄 19 岁，学历高中及以上，打字速度 62 字/分钟，均符合规则"}
	}
	for _, format := range render.Formats() {
		b.Run(string(format), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := render.New(io.Discard, format, 80, false, chinese).List(values, func() render.Table { return table }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
