package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// BenchmarkStartUp measures whole processes of the released form of the program: one that only says its version, and
// those that sign a session in, read an applicant's journey and print it: at its end, and in training,
// which reads the courses.
func BenchmarkStartUp(b *testing.B) {
	program := released(b)
	demo := keptDemo(b, program)
	store, session, learner := filepath.Join(demo, "gangway.db"), filepath.Join(demo, "session-gao"), filepath.Join(demo, "session-fang")
	for _, command := range []struct {
		name string
		args []string
	}{
		{"version", []string{"--version"}},
		{"version in Chinese", []string{"--version", "--lang", "zh-CN"}},
		{"status", []string{"status", "--store", store, "--session", session}},
		{"status in Chinese", []string{"status", "--lang", "zh-CN", "--store", store, "--session", session}},
		{"status in training", []string{"status", "--store", store, "--session", learner}},
		{"lessons", []string{"learn", "list", "--store", store, "--session", learner}},
	} {
		b.Run(command.name, func(b *testing.B) {
			for b.Loop() {
				if out, err := exec.Command(program, command.args...).CombinedOutput(); err != nil {
					b.Fatalf("%v\n%s", err, out)
				}
			}
		})
	}
}

// released builds the program as it is released and returns its file.
func released(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "gangway")
	build := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w", "-o", program, ".")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

// keptDemo returns the folder of a demo: a store, and the sessions of everybody in it.
func keptDemo(b *testing.B, program string) string {
	b.Helper()
	folder := filepath.Join(b.TempDir(), "demo")
	if out, err := exec.Command(program, "demo", "--keep", folder).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return folder
}
