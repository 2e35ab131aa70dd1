package sheet

import "io"

// Progress returns how far into the file the reader is, from 0 to 1. It never goes back, and takes its time over a
// workbook, of which only the number of rows read is known.
func (r *Reader) Progress() float64 {
	if r.file == nil || r.source.about().Format != CSV {
		const many = 1e5 // rows after which half is said to be done
		return float64(r.rows) / (float64(r.rows) + many)
	}
	info, err := r.file.Stat()
	if err != nil || info.Size() == 0 {
		return 0
	}
	at, err := r.file.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0
	}
	return min(1, float64(at)/float64(info.Size()))
}
