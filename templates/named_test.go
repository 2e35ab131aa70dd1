package templates_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestNoCodeNamesAProgram reads every source that is no test. The examples of the help are the one place where a
// program may stand: they are shown and never looked at.
func TestNoCodeNamesAProgram(t *testing.T) {
	var ids []string
	for _, p := range listed(t) {
		ids = append(ids, regexp.QuoteMeta(p.ID))
	}
	named := regexp.MustCompile(`(^|[^\w-])(` + strings.Join(ids, "|") + `)($|[^\w-])`)
	sources := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		sources++
		for _, literal := range literals(t, path) {
			if named.MatchString(literal) {
				t.Errorf("%s names a program: %s", path, literal)
			}
		}
		return nil
	})
	if err != nil || sources < 100 {
		t.Errorf("got %d sources, %v", sources, err)
	}
}

// literals returns the strings of a source beside the examples of the help.
func literals(t *testing.T, path string) (found []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if pair, ok := n.(*ast.KeyValueExpr); ok {
			key, isName := pair.Key.(*ast.Ident)
			return !isName || key.Name != "Example"
		}
		if literal, ok := n.(*ast.BasicLit); ok && literal.Kind == token.STRING {
			found = append(found, literal.Value)
		}
		return true
	})
	return found
}
