package upload_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"gangway/internal/fault"
	"gangway/internal/upload"
	"gangway/internal/upload/uploadtest"
)

func TestInspectTellsKindsByContent(t *testing.T) {
	photo, small := uploadtest.JPEG(64, 48).Content, uploadtest.JPEG(8, 8).Content
	for _, tt := range []struct {
		name    string
		content []byte
		want    upload.Kind
	}{
		{"a document", uploadtest.PDF("text").Content, upload.PDF},
		{"a document with line breaks behind its end", append(uploadtest.PDF("").Content, "\r\n\n"...), upload.PDF},
		{"a picture", uploadtest.PNG(64, 48).Content, upload.PNG},
		{"a photograph", photo, upload.JPEG},
		{"a photograph with a second one behind it, as telephones make them", slices.Concat(photo, small), upload.JPEG},
		{"the longest picture", uploadtest.PNG(20_000, 1).Content, upload.PNG},
	} {
		if got, err := upload.Inspect(tt.content); got != tt.want || err != nil {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

func TestInspectRefuses(t *testing.T) {
	png, jpeg, pdf := uploadtest.PNG(64, 48).Content, uploadtest.JPEG(64, 48).Content, uploadtest.PDF("").Content
	altered := slices.Clone(png)
	altered[len(png)/2] ^= 1
	for _, tt := range []struct {
		name    string
		content []byte
		want    string
	}{
		{"nothing", nil, "neither a PDF nor"},
		{"a program", []byte("MZ\x90\x00\x03"), "neither a PDF nor"},
		{"a page of the web", []byte("<html><script>"), "neither a PDF nor"},
		{"a picture of a kind nobody asked for", []byte("GIF89a"), "neither a PDF nor"},
		{"a drawing with scripts", []byte("<svg onload=alert(1)>"), "neither a PDF nor"},
		{"a document that begins later", slices.Concat([]byte("\n"), pdf), "neither a PDF nor"},
		{"the head of a picture alone", png[:8], "damaged or cut off"},
		{"half a picture", png[:len(png)/2], "damaged or cut off"},
		{"a picture without its end", png[:len(png)-12], "damaged or cut off"},
		{"a picture with a changed byte", altered, "damaged or cut off"},
		{"half a photograph", jpeg[:len(jpeg)/2], "damaged or cut off"},
		{"a photograph without its end", jpeg[:len(jpeg)-2], "damaged or cut off"},
		{"the head of a photograph alone", []byte("\xff\xd8\xff\xe0"), "damaged or cut off"},
		{"half a document", pdf[:len(pdf)-8], "cut off"},
		{"a picture that would fill the memory", bomb(50_000, 50_000), "50000 by 50000 pixels"},
		{"a picture of a line without end", bomb(1<<30, 1), "pixels, which no photograph"},
		{"a picture with more pixels than any camera", bomb(20_000, 20_000), "pixels, which no photograph"},
		{"a picture of nothing", bomb(0, 0), "damaged or cut off"},
		{"an archive behind a picture", slices.Concat(png, archive(t)), "something stands behind the end"},
		{"an archive behind a photograph", slices.Concat(jpeg, archive(t)), "something stands behind the end"},
		{"a page behind a picture", slices.Concat(png, []byte("<script>")), "something stands behind the end"},
		{"an archive behind a document", slices.Concat(pdf, archive(t)), "behind its end"},
		{"an archive in a document, with the end behind it", slices.Concat(pdf, commented(t, "\n%%EOF")), "two kinds of file at once"},
		{"a document in a photograph", inComment(jpeg, "%PDF-1.4\n%%EOF"), "two kinds of file at once"},
		{"a document in a picture", inChunk(png, "%PDF-1.4\n%%EOF"), "two kinds of file at once"},
	} {
		got, err := upload.Inspect(tt.content)
		if got != "" || !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %q, %v; want %q", tt.name, got, err, tt.want)
		}
	}
}

// bomb is a picture whose head says how large it is, and that is whole but for the points.
func bomb(width, height uint32) []byte {
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), width), height)
	return slices.Concat([]byte("\x89PNG\r\n\x1a\n"), chunk(append(head, 8, 0, 0, 0, 0)), chunk([]byte("IDAT")), chunk([]byte("IEND")))
}

// chunk is a part of a picture: its name and what is in it.
func chunk(body []byte) []byte {
	b := binary.BigEndian.AppendUint32(nil, uint32(len(body)-4))
	return binary.BigEndian.AppendUint32(append(b, body...), crc32.ChecksumIEEE(body))
}

func inChunk(png []byte, text string) []byte {
	const head = 8 + 25
	return slices.Concat(png[:head], chunk([]byte("tEXt"+text)), png[head:])
}

func inComment(jpeg []byte, text string) []byte {
	size := binary.BigEndian.AppendUint16(nil, uint16(len(text)+2))
	return slices.Concat(jpeg[:2], []byte("\xff\xfe"), size, []byte(text), jpeg[2:])
}

func archive(t *testing.T) []byte { return commented(t, "") }

// commented is an archive with a comment at its end.
func commented(t *testing.T, comment string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	f, err := w.Create("run.bat")
	must(t, err)
	_, err = f.Write([]byte("echo"))
	must(t, errors.Join(err, w.SetComment(comment), w.Close()))
	return b.Bytes()
}

// FuzzInspect proves that no content makes it panic, and that whatever it takes begins and ends as its kind does.
func FuzzInspect(f *testing.F) {
	for _, file := range []upload.File{uploadtest.PDF("x"), uploadtest.PNG(3, 3), uploadtest.JPEG(3, 3)} {
		f.Add(file.Content)
		f.Add(file.Content[:len(file.Content)/2])
	}
	f.Add(bomb(1, 1))
	f.Fuzz(func(t *testing.T, content []byte) {
		kind, err := upload.Inspect(content)
		switch {
		case err != nil:
			if !errors.Is(err, fault.Invalid) {
				t.Errorf("got %v", err)
			}
		case kind == upload.PNG && !bytes.HasSuffix(content, []byte("IEND\xaeB`\x82")):
			t.Error("a picture without an end was taken")
		case kind == upload.JPEG && !bytes.HasSuffix(content, []byte("\xff\xd9")):
			t.Error("a photograph without an end was taken")
		}
	})
}
