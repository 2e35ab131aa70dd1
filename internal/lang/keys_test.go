package lang_test

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// A reader collects the English sentences of the program, the keys of the catalogue, from its source. A key is the
// literal format of a Message, and whatever is handed to a function that makes one of its own parameter: such functions
// are found by reading them, so that a new one needs no entry here.
type reader struct {
	fset    *token.FileSet
	files   []file
	sayers  map[function]int  // the argument that is a format; every one from it on when the parameter is variadic
	keys    map[string]string // a key and where it stands first
	unread  map[string]string // "file expression" of a format that is no literal, and where
	changed bool              // another sayer was found
}

type file struct {
	name, pkg string
	tree      *ast.File
}

// A function is named by its package. A method that other packages can call has an entry without a package as well.
type function struct {
	pkg, name string
	method    bool
}

const variadic = 100 // added to the argument of a sayer that takes any number of formats

// readKeys reads all source of the module but its tests.
func readKeys(module fs.FS) (*reader, error) {
	r := &reader{fset: token.NewFileSet(), sayers: map[function]int{}, keys: map[string]string{}, unread: map[string]string{}, changed: true}
	err := fs.WalkDir(module, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(module, name)
		if err != nil {
			return err
		}
		tree, err := parser.ParseFile(r.fset, name, source, parser.SkipObjectResolution)
		if err == nil {
			r.files = append(r.files, file{name, tree.Name.Name, tree})
		}
		return err
	})
	for r.changed {
		r.changed = false
		r.each(r.learn)
	}
	r.each(r.collect)
	return r, err
}

// each calls do with every format in the source, and the function it stands in.
func (r *reader) each(do func(f file, in *ast.FuncDecl, format ast.Expr)) {
	for _, f := range r.files {
		for _, decl := range f.tree.Decls {
			in, _ := decl.(*ast.FuncDecl)
			ast.Inspect(decl, func(n ast.Node) bool {
				for _, format := range r.formats(f, n) {
					do(f, in, format)
				}
				return true
			})
		}
	}
}

// learn notes a function that makes a Message of one of its parameters.
func (r *reader) learn(f file, in *ast.FuncDecl, format ast.Expr) {
	at := parameter(in, format)
	if at < 0 {
		return
	}
	names := []function{{f.pkg, in.Name.Name, in.Recv != nil}}
	if in.Recv != nil && in.Name.IsExported() {
		names = append(names, function{"", in.Name.Name, true})
	}
	for _, name := range names {
		if _, known := r.sayers[name]; !known {
			r.sayers[name], r.changed = at, true
		}
	}
}

// collect notes a literal format as a key, and any other that nobody hands in as one that cannot be read.
func (r *reader) collect(f file, in *ast.FuncDecl, format ast.Expr) {
	where := fmt.Sprintf("%s:%d", f.name, r.fset.Position(format.Pos()).Line)
	key, literal := literal(format)
	switch {
	case literal && key != "":
		r.keys[key] = cmp.Or(r.keys[key], where)
	case !literal && parameter(in, format) < 0:
		r.unread[f.name+" "+types.ExprString(format)] = where
	}
}

// formats returns the formats a node holds: arguments of a sayer, texts of a command or a flag, the format of a Message.
func (r *reader) formats(f file, n ast.Node) []ast.Expr {
	switch n := n.(type) {
	case *ast.CallExpr:
		return r.arguments(f, n)
	case *ast.AssignStmt:
		var formats []ast.Expr
		for i, to := range n.Lhs {
			if s, ok := to.(*ast.SelectorExpr); ok && len(n.Lhs) == len(n.Rhs) && isCommandText(s.Sel.Name) {
				formats = append(formats, r.unlessSaid(f, n.Rhs[i])...)
			}
		}
		return formats
	case *ast.CompositeLit:
		switch types.ExprString(cmp.Or[ast.Expr](n.Type, ast.NewIdent(""))) {
		case "cobra.Command":
			return r.fields(f, n, isCommandText)
		case "Message", "lang.Message":
			return r.fields(f, n, func(name string) bool { return name == "Format" })
		}
	}
	return nil
}

// isCommandText reports whether the field of a command or a flag is said in the user's language by the help.
func isCommandText(field string) bool { return field == "Short" || field == "Long" || field == "Usage" }

func (r *reader) fields(f file, lit *ast.CompositeLit, wanted func(string) bool) []ast.Expr {
	var formats []ast.Expr
	for i, e := range lit.Elts {
		pair, keyed := e.(*ast.KeyValueExpr)
		switch {
		case keyed && wanted(types.ExprString(pair.Key)):
			formats = append(formats, r.unlessSaid(f, pair.Value)...)
		case !keyed && i == 0:
			formats = append(formats, e)
		}
	}
	return formats
}

// unlessSaid returns a text, unless it is said on the spot: then its format is found as an argument.
func (r *reader) unlessSaid(f file, text ast.Expr) []ast.Expr {
	if call, ok := text.(*ast.CallExpr); ok && len(r.arguments(f, call)) > 0 {
		return nil
	}
	return []ast.Expr{text}
}

// flagMaker matches the methods that define a flag; their last argument says what the flag is for.
var flagMaker = regexp.MustCompile(`^(String|Bool|Int|Duration|StringSlice|StringArray)(Var)?P?$`)

func (r *reader) arguments(f file, call *ast.CallExpr) []ast.Expr {
	var at int
	var found bool
	switch fun := call.Fun.(type) {
	case *ast.Ident:
		at, found = r.sayers[function{f.pkg, fun.Name, false}]
	case *ast.SelectorExpr:
		if flagMaker.MatchString(fun.Sel.Name) && len(call.Args) >= 3 {
			return call.Args[len(call.Args)-1:]
		}
		if x, ok := fun.X.(*ast.Ident); ok {
			at, found = r.sayers[function{x.Name, fun.Sel.Name, false}]
		}
		for _, pkg := range []string{f.pkg, ""} {
			if !found {
				at, found = r.sayers[function{pkg, fun.Sel.Name, true}]
			}
		}
	}
	switch {
	case found && at >= variadic && at-variadic <= len(call.Args):
		return call.Args[at-variadic:]
	case found && at < len(call.Args):
		return call.Args[at : at+1]
	}
	return nil
}

// parameter returns which parameter of a function an expression names, or -1. What a loop takes from a variadic
// parameter stands for the parameter.
func parameter(in *ast.FuncDecl, e ast.Expr) int {
	name, ok := e.(*ast.Ident)
	if in == nil || !ok {
		return -1
	}
	looped := ""
	ast.Inspect(in, func(n ast.Node) bool {
		if loop, ok := n.(*ast.RangeStmt); ok && loop.Value != nil && types.ExprString(loop.Value) == name.Name {
			looped = types.ExprString(loop.X)
		}
		return true
	})
	at := 0
	for _, field := range in.Type.Params.List {
		_, many := field.Type.(*ast.Ellipsis)
		for _, p := range field.Names {
			switch {
			case many && p.Name == looped:
				return at + variadic
			case p.Name == name.Name:
				return at
			}
			at++
		}
	}
	return -1
}

// literal returns the value of a string literal, or of several that are joined.
func literal(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil && e.Kind == token.STRING
	case *ast.BinaryExpr:
		x, xok := literal(e.X)
		y, yok := literal(e.Y)
		return x + y, xok && yok && e.Op == token.ADD
	}
	return "", false
}
