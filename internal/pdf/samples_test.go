package pdf

import (
	"time"

	"gangway/internal/lang"
)

// chinese returns a certificate as it is usually issued.
func chinese() Certificate {
	return Certificate{
		Lang:      lang.Chinese,
		Title:     "上岗培训合格证书",
		Subtitle:  "Certificate of Training",
		Holder:    Line{Field: "name", Label: "兹证明", Text: "欧阳娜娜"},
		Statement: "已按规定完成“淘宝客服（云客服）”报名项目的全部岗前培训课程，通过上岗考试与全部红线题考核，成绩合格，准予上岗。",
		Facts: []Line{
			{"program", "报名项目", "淘宝客服（云客服）"},
			{"score", "考试成绩", "96 分（满分 100 分）"},
			{"number", "证书编号", "GW-2026-7K3M9Q"},
			{"issued", "发证日期", "2026 年 11 月 22 日"},
			{"expires", "有效期至", "2027 年 11 月 21 日"},
			{"issuer", "发证单位", "样例网店培训部"},
		},
		Mark:    "培训专用",
		QR:      Line{"verify", "扫码核验", "https://shop.example/verify/GW-2026-7K3M9Q?c=5T8XW2HN"},
		Created: time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC),
	}
}

// english returns the same certificate in English, with a Latin name.
func english() Certificate {
	c := chinese()
	c.Lang = lang.English
	c.Title, c.Subtitle = "Certificate of Training", "Online-Shop Customer Service"
	c.Holder = Line{Field: "name", Label: "This is to certify that", Text: "Marie-Hélène D’Example"}
	c.Statement = "has completed every lesson of the training for “Taobao Customer Service (Cloud Agent)”, " +
		"passed its examination, answered every red-line question correctly, and is ready for the first shift."
	c.Facts = []Line{
		{"program", "Program", "Taobao Customer Service (Cloud Agent)"},
		{"score", "Score", "96 of 100"},
		{"number", "Certificate number", "GW-2026-7K3M9Q"},
		{"issued", "Issued on", "22 November 2026"},
		{"expires", "Valid until", "21 November 2027"},
		{"issuer", "Issued by", "Sample Shop Training Team"},
	}
	c.Mark, c.QR.Label = "For training use", "Scan to verify"
	return c
}

// extreme returns a certificate whose every text is as long as may be.
func extreme() Certificate {
	c := chinese()
	c.Holder.Text = fiftyRunes
	c.Title = "淘宝天猫网络零售平台客户服务人员岗前培训考核合格证书"
	c.Subtitle = "Certificate of Pre-Employment Training and Examination for Online-Shop Customer-Service Agents"
	c.Statement += c.Statement + c.Statement + "Supercalifragilisticexpialidocious-9876543210。"
	for i := range c.Facts {
		c.Facts[i].Text = "2026 年度淘宝网大型促销活动期间夜班及周末云客服（售前、售中、售后）专项报名项目——第 12 期"
	}
	c.Facts = append(c.Facts, c.Facts[:3]...)
	c.Mark = "内部培训考核专用标识"
	c.QR.Text += "&s=MEUCIQDexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexampleexample"
	return c
}

// fiftyRunes is a name of the greatest length, fifty characters.
const fiftyRunes = "阿卜杜热合曼·麦麦提吐尔逊·艾合买提江·阿布都克里木·玉素甫江·买买提明·库尔班江·热西提阿不都拉买合"
