package sheet

// What a file may ask of us. Memory stays below some 100 MiB whatever the file holds.
const (
	maxRecord  = 1 << 20   // bytes of a row
	maxCell    = 128 << 10 // bytes of a cell: 32,767 characters, the most a spreadsheet takes, of four bytes each
	maxColumns = 16384     // what a spreadsheet has
	maxRows    = 1 << 20   // what a spreadsheet has, for writing

	maxWorkbook  = 256 << 20 // bytes of the file of a workbook
	maxDirectory = 2 << 20   // bytes read to open it: the list of its parts
	maxParts     = 4096      // parts, such as sheets and pictures
	maxPart      = 16 << 20  // bytes of a part that is not rows, unpacked
	maxSheet     = 2 << 30   // bytes of a sheet or of its texts, unpacked
	maxRatio     = 300       // how many times larger than packed a part may be; rows of people come to some 30
	maxToken     = 512 << 10 // bytes of a tag or of a stretch of text in a part
	maxTexts     = 40 << 20  // bytes of the different texts of a workbook, and of the list of them
	maxSheets    = 1000      // sheets of a workbook
	maxStyles    = 1 << 17   // cell styles of a workbook; spreadsheets take 65,490
)
