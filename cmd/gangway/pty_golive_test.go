package main

func activateASeat(h *house) {
	v := h.sits("chief", "golive", "activate", h.only().ID)
	v.answers("店铺主账号名称", "示例小店")
	v.answers("子账号名称", "小明")
	v.answers("名称一经创建不能修改", "") // it begins at no
	h.looks("golive", v.ends(exitDone))
	var seats []any
	if h.run(&seats, "chief", "golive", "export"); len(seats) != 0 {
		h.Errorf("planned without consent: %v", seats)
	}
	h.wantOnly("certified", nil)
}
