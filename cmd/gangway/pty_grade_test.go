package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// handIn answers the whole exam right, from a file, and hands it in.
func (h *house) handIn() (attempt string) {
	h.Helper()
	attempt, questions := h.startExam()
	answers := map[string][]string{}
	for _, q := range questions {
		if answers[q.ID] = q.right; q.Type == "short" {
			answers[q.ID] = []string{shortAnswer}
		}
	}
	data, err := json.Marshal(answers)
	if err != nil {
		h.Fatal(err)
	}
	file := filepath.Join(h.home, "answers.json")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		h.Fatal(err)
	}
	h.run(nil, "wang", "quiz", "answer", attempt, "--from", file)
	h.run(nil, "wang", "quiz", "submit", attempt)
	return attempt
}

func gradeAnAnswer(h *house) {
	attempt := h.handIn()
	var waiting []struct{ Max int }
	if h.run(&waiting, "tra", "grade", "list"); len(waiting) != 1 {
		h.Fatalf("got %d answers to grade, want one", len(waiting))
	}
	most := waiting[0].Max
	points := fmt.Sprintf("分数（0至%d）", most)

	v := h.sits("tra", "grade", "next")
	v.asked(points)
	v.reads("作答：" + shortAnswer + "评分标准：")
	v.answers(points, fmt.Sprint(most+1))
	v.reads(fmt.Sprintf("! 请给0至%d分", most))
	v.answers(points, erase+fmt.Sprint(most-1))
	v.answers("给申请人的评语", "不错")
	if seen := v.ends(exitDone); strings.Contains(seen, "小明") {
		h.Errorf("the name is not hidden:\n%s", seen)
	}

	if h.run(&waiting, "tra", "grade", "list"); len(waiting) != 0 {
		h.Errorf("still to grade: %+v", waiting)
	}
	var result struct {
		State      string
		Score, Max int
		Questions  []struct{ Comment string }
	}
	h.run(&result, "wang", "quiz", "result", attempt)
	comments := ""
	for _, q := range result.Questions {
		comments += q.Comment
	}
	if result.State != "passed" || result.Score != result.Max-1 || comments != "不错" {
		h.Errorf("the result is %+v", result)
	}
}
