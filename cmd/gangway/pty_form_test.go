package main

import (
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/tools/txtar"
)

// ownForm lays out the templates and papers of the script that tells of forms.
func (h *house) ownForm() {
	h.Helper()
	archive, err := txtar.ParseFile("testdata/script/forms.txtar")
	if err != nil {
		h.Fatal(err)
	}
	for _, file := range archive.Files {
		path := filepath.Join(h.home, file.Name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			h.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o600); err != nil {
			h.Fatal(err)
		}
	}
	h.ours = filepath.Join(h.home, "ours")
}

func fillInEveryKind(h *house) {
	h.ownForm()
	v := h.sits("wang", "apply", "shop-fair")
	v.answers("1/5 姓名", "")
	v.reads("—— 第2页，共3页：经历 ——")
	v.answers("3/5 工作过", "是")
	v.reads("4/6 工作经历：请填写第一条")
	v.answers("工作经历 1 · 单位", "六个字的单位")
	v.reads("! ")
	v.answers("工作经历 1 · 单位", erase+"示例店")
	v.answers("工作经历 1 · 主管", "")
	v.answers("工作经历 1 · 已离职", "是")
	v.answers("工作经历 1 · 月数", "7")
	v.answers("4/6 工作经历 每份工作填一条", "添加")
	v.answers("工作经历 2 · 单位", "二店")
	v.asked("工作经历 2 · 主管")
	v.Types(ctrlC)
	v.reads("草稿已保存")
	v.ends(exitInterrupted)
	first := map[string]any{"employer": "示例店", "ended": true, "months": 7.0}
	h.wantOnly("draft", map[string]any{"jobs": []any{first, map[string]any{"employer": "二店"}}})

	// What was begun is completed, and what follows from it is asked.
	v = h.sits("wang", "apply", "shop-fair")
	v.answers("工作经历 2 · 已离职", "否")
	v.answers("4/7 工作经历", "就这些")
	v.answers("5/7 证明人", "王五")
	v.answers("6/7 标签", "")
	v.reads("! ")
	v.answers("6/7 标签", space+down+space)
	v.answers("7/7 营业执照", "ours/programs/shop-fair.yaml")
	v.reads("不论文件名怎么写")
	v.answers("7/7 营业执照", erase+"'papers/营业执照.pdf'")
	v.reads("营业执照：营业执照.pdf（PDF 1 KB）")
	h.wantOnly("draft", map[string]any{"reference": "王五", "tags": []any{"shoes", "toys"}})

	// An entry is taken out, and the question that hung on it with its answer; the file is exchanged and taken away.
	v.answers("以上内容都正确吗？", "修改：工作经历")
	v.answers("工作经历", "修改第1条")
	v.answers("工作经历 1 · 单位", erase+"一店")
	v.answers("工作经历 1 · 主管", "李四")
	v.answers("工作经历 1 · 已离职", "否")
	v.answers("工作经历 每份工作填一条", "删除第2条")
	v.reads("就这些：共1条")
	v.answers("工作经历 每份工作填一条", "就这些")
	v.answers("以上内容都正确吗？", "修改：营业执照")
	v.answers("营业执照", "换一个")
	v.answers("营业执照 请填写文件路径", "papers/营业执照.pdf")
	v.answers("以上内容都正确吗？", "修改：营业执照")
	v.answers("营业执照", "撤下")
	v.answers("以上内容都正确吗？", "提交")
	v.answers("我声明属实", "是")
	v.reads("已提交")
	seen := v.ends(exitDone)
	form, _, _ := strings.Cut(seen, "\n申请：")
	h.looks("form", form)
	h.wantOnly("submitted", map[string]any{"reference": nil, "licence": nil,
		"jobs": []any{map[string]any{"employer": "一店", "boss": "李四", "ended": false}}})
}

func fillInEnglish(h *house) {
	h.ownForm()
	h.lang = "en"
	v := h.sits("wang", "apply", "shop-fair")
	v.answers("1/5 Name", "")
	v.reads("— Page 2 of 3: Experience —")
	v.answers("3/5 Has worked", "no")
	v.reads("— Page 3 of 3: Shop —")
	v.answers("4/5 Tags", space)
	v.answers("5/5 Licence", "")
	v.reads("Tags: Shoes")
	v.answers("Is everything right?", "change Has worked")
	v.answers("Has worked", "yes")
	v.reads("Job: the first entry")
	v.answers("Job 1 · Employer", "Shop")
	v.answers("Job 1 · Superior", "")
	v.answers("Job 1 · Has ended", "no")
	v.answers("Job One entry for each job", "that is all")
	v.answers("Is everything right?", "keep it")
	v.reads("The draft is kept.")
	v.ends(exitDone)
	h.wantOnly("draft", map[string]any{"worked": true, "jobs": []any{map[string]any{"employer": "Shop", "ended": false}}})
}
