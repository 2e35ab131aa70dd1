package main

import (
	"os"
	"path/filepath"
	"strings"
)

// begun returns the file of a program that was begun, or "".
func (h *house) begun(id string) string {
	h.Helper()
	data, err := os.ReadFile(filepath.Join(h.home, "ours", "programs", id+".yaml"))
	if err != nil && !os.IsNotExist(err) {
		h.Fatal(err)
	}
	return string(data)
}

func (h *house) wantsInProgram(id string, lines ...string) {
	h.Helper()
	for _, line := range lines {
		if !strings.Contains(h.begun(id), "\n"+line+"\n") {
			h.Errorf("the program %s does not have the line %q", id, line)
		}
	}
}

func beginAProgram(h *house) {
	v := h.sits("chief", "programs", "new", "spring-sale", "--to", "ours")
	v.answers("是哪一类报名项目？", "活动")
	v.answers("中文名称", strings.Repeat("长", 61))
	v.reads("! 最多")
	v.answers("中文名称", erase+"春季活动")
	v.asked("英文名称")
	v.Types(ctrlC)
	v.reads("已中断")
	v.ends(exitInterrupted)
	if h.begun("spring-sale") != "" {
		h.Error("a program that was broken off was begun")
	}

	v = h.sits("chief", "programs", "new", "spring-sale", "--to", "ours", "--title-zh", "春季活动")
	v.answers("是哪一类报名项目？", "活动")
	v.answers("英文名称", "Spring sale")
	v.reads("其中的说明解释了每个字段")
	v.waits() // the screen is not all Chinese: the path and the title stand on it
	h.wantsInProgram("spring-sale", "kind: campaign", `  zh-CN: "春季活动"`, `  en: "Spring sale"`)
}

func beginAProgramInEnglish(h *house) {
	h.lang = "en"
	v := h.sits("chief", "programs", "new", "night-desk", "--to", "ours")
	v.answers("What kind of program is it?", "")
	v.answers("Title in Chinese", "夜班客服")
	v.answers("Title in English", "Night desk")
	v.reads("its comments explain every field")
	v.ends(exitDone)
	h.wantsInProgram("night-desk", "kind: agent", `  zh-CN: "夜班客服"`, `  en: "Night desk"`)
}
