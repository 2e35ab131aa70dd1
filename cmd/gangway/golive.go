package main

import (
	"strings"

	"github.com/spf13/cobra"

	"gangway/applications"
	"gangway/internal/lang"
	"gangway/internal/render"
	"gangway/internal/term"
	"gangway/training"
)

func goliveCmd(a *app) *cobra.Command {
	return group("golive", "Open the seats of certified agents and look after them", goliveCheckCmd(a), goliveActivateCmd(a), goliveExportCmd(a),
		goliveConfirmCmd(a), goliveSuspendCmd(a), goliveCloseCmd(a))
}

func goliveCheckCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "check APPLICATION",
		Short:   "List every condition of going live and whether it is met",
		Example: "gangway golive check 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, err := s.find(args[0])
			if err != nil {
				return err
			}
			gates, err := s.school().Gates(s.ctx, application)
			if err != nil {
				return err
			}
			type check struct {
				ID     string `json:"id"`
				OK     bool   `json:"ok"`
				Reason string `json:"reason"`
			}
			v := struct {
				Application string  `json:"application"`
				Ready       bool    `json:"ready"`
				Checks      []check `json:"checks"`
			}{application.ID, training.Ready(gates), []check{}}
			t := render.Table{Columns: s.columns("check", "met", "details")}
			t.Columns[2].Flexible = true
			for _, g := range gates {
				reason := s.speaker.Say(g.Reason)
				v.Checks = append(v.Checks, check{g.ID, g.OK, reason})
				t.Rows = append(t.Rows, []string{s.gate(g.ID), s.yesNo(g.OK), reason})
			}
			return s.printer().Value(v, func() render.Page {
				return render.Page{Sections: []render.Section{{Fields: []render.Field{
					{Title: s.sayf("application"), Value: v.Application}, {Title: s.sayf("ready to go live"), Value: s.yesNo(v.Ready)}}, Table: t}}}
			})
		}),
	}
}

var gateNames = map[string]lang.Message{
	"program": lang.M("program"), "profile": lang.M("profile"), "document": lang.M("document"), "training": lang.M("training"),
	"certificate": lang.M("certificate"), "state": lang.M("state"), "seat": lang.M("seat"),
}

func (a *app) gate(id string) string { return a.speaker.Say(gateNames[id]) }

// A jsonSeat is the JSON form of a seat.
type jsonSeat struct {
	Application string             `json:"application"`
	Shop        string             `json:"shop"`
	Seat        string             `json:"seat"`
	Department  string             `json:"department"`
	Permissions []string           `json:"permissions"`
	State       training.SeatState `json:"state"`
	Quota       int                `json:"quota,omitempty"`
	Used        int                `json:"used,omitempty"`
}

func (a *app) seatView(seat training.Seat) jsonSeat {
	v := jsonSeat{Application: seat.Application, Shop: seat.Shop, Seat: seat.Name, Department: a.both(seat.Department), Permissions: []string{}, State: seat.State}
	for _, p := range seat.Permissions {
		v.Permissions = append(v.Permissions, a.both(p))
	}
	return v
}

func (s *session) showSeat(v jsonSeat) error {
	return s.printer().Value(v, func() render.Page {
		fields := []render.Field{
			{Title: s.sayf("application"), Value: v.Application}, {Title: s.sayf("seat"), Value: v.Seat}, {Title: s.sayf("department"), Value: v.Department},
			{Title: s.sayf("permissions"), Value: strings.Join(v.Permissions, s.sayf(", "))}, {Title: s.sayf("state"), Value: v.State.SayIn(s.speaker)},
		}
		return render.Page{Sections: []render.Section{{Fields: fields}}}
	})
}

func goliveActivateCmd(a *app) *cobra.Command {
	var shop, seat string
	c := &cobra.Command{
		Use:     "activate APPLICATION --shop SHOP --seat NAME",
		Short:   "Plan the seat of a certified agent",
		Long:    "Plan the seat of a certified agent. The platform can never rename a seat, so its name is shown and asked about before it is kept.",
		Example: "gangway golive activate 7k3m --shop 示例小店 --seat 小明",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			application, err := s.find(args[0])
			if err != nil {
				return err
			}
			if shop, seat, err = s.askSeat(shop, seat); err != nil {
				return err
			}
			plan, err := s.school().PlanSeat(s.ctx, s.by, application, shop, seat)
			if err != nil {
				return err
			}
			agreed, err := s.agreeSeat(plan)
			if err != nil || !agreed {
				return err
			}
			if err := s.school().Activate(s.ctx, s.by, plan); err != nil {
				return err
			}
			s.say("Planned. Next: gangway golive export for whoever creates it on the platform, then gangway golive confirm %s", application.ID)
			v := s.seatView(plan.Seat)
			v.Quota, v.Used = plan.Shop.Quota, plan.Used+1
			return s.showSeat(v)
		}),
	}
	c.Flags().StringVar(&shop, "shop", "", "name of the shop's main account")
	c.Flags().StringVar(&seat, "seat", "", "name of the seat, without the shop's name")
	return c
}

func (s *session) askSeat(shop, seat string) (string, string, error) {
	var err error
	if shop == "" {
		if shop, err = s.prompt.Text(term.Question{Prompt: s.sayf("Name of the shop's main account"), Flag: "--shop"}); err != nil {
			return "", "", err
		}
	}
	if seat == "" {
		seat, err = s.prompt.Text(term.Question{Prompt: s.sayf("Name of the seat"), Help: s.sayf("Such as 小明; it can never be changed."), Flag: "--seat",
			Check: func(t string) error { _, _, err := training.SeatName(shop, t); return err }})
	}
	return shop, seat, err
}

// agreeSeat shows what is about to be planned and asks.
func (s *session) agreeSeat(plan training.SeatPlan) (bool, error) {
	s.say("The shop %s uses %d of its %d seats.", plan.Shop.Name, plan.Used, plan.Shop.Quota)
	if !plan.Shop.Known {
		s.say("The shop is not listed in shops/shops.yaml; its quota is assumed. Compare it with the shop's back office.")
	}
	if plan.Replaces != "" {
		s.say("It takes the place of the planned seat %s.", plan.Replaces)
	}
	if plan.Corrected {
		s.say("Note: the colon is written in half width.")
	}
	return s.confirm(s.sayf("Plan the seat %s in the department %s? The name can never be changed.", plan.Seat.Name, plan.Seat.Department))
}

func goliveExportCmd(a *app) *cobra.Command {
	var shop string
	c := &cobra.Command{
		Use:   "export",
		Short: "Write the sheet of planned seats for whoever creates them on the platform",
		Example: `gangway golive export -o csv --bom > seats.csv
			gangway golive export --shop 示例小店`,
		Args: cobra.NoArgs,
		RunE: a.signedIn(func(s *session, _ []string) error {
			seats, err := s.store.Seats(s.ctx, shop)
			if err != nil {
				return err
			}
			views := []jsonSeat{}
			t := render.Table{Columns: s.columns("application", "shop", "seat", "department", "permissions", "planned at")}
			t.Columns[4].Flexible = true
			for _, seat := range seats {
				if seat.State != training.SeatPlanned {
					continue
				}
				v := s.seatView(seat)
				views = append(views, v)
				t.Rows = append(t.Rows, []string{v.Application, v.Shop, v.Seat, v.Department, strings.Join(v.Permissions, s.sayf(", ")), moment(seat.PlannedAt)})
			}
			return s.printer().List(views, func() render.Table { return t })
		}),
	}
	c.Flags().StringVar(&shop, "shop", "", "only this shop")
	return c
}

func goliveConfirmCmd(a *app) *cobra.Command {
	return &cobra.Command{
		Use:     "confirm APPLICATION",
		Short:   "Make an agent live: the seat was created, or a suspension ends",
		Example: "gangway golive confirm 7k3m",
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			return s.moveSeat(args[0], func(school training.School, id string) (applications.Application, error) {
				return school.Confirm(s.ctx, s.by, id)
			})
		}),
	}
}

// moveSeat carries out one change of an agent's seat and shows the application's new state.
func (s *session) moveSeat(typed string, change func(training.School, string) (applications.Application, error)) error {
	application, err := s.find(typed)
	if err != nil {
		return err
	}
	application, err = change(s.school(), application.ID)
	if err != nil {
		return err
	}
	seat, err := s.store.SeatOf(s.ctx, application.ID)
	if err != nil {
		return err
	}
	v := struct {
		Application string             `json:"application"`
		State       applications.State `json:"state"`
		Seat        string             `json:"seat"`
		SeatState   training.SeatState `json:"seat_state"`
	}{application.ID, application.State, seat.Name, seat.State}
	return s.printer().Value(v, func() render.Page {
		return render.Page{Sections: []render.Section{{Fields: []render.Field{
			{Title: s.sayf("application"), Value: v.Application}, {Title: s.sayf("state"), Value: v.State.SayIn(s.speaker)},
			{Title: s.sayf("seat"), Value: s.sayf("%s (%s)", v.Seat, v.SeatState)},
		}}}}
	})
}

func goliveSuspendCmd(a *app) *cobra.Command {
	var reason string
	c := &cobra.Command{
		Use:     "suspend APPLICATION --reason TEXT",
		Short:   "Take an agent off the line",
		Example: `gangway golive suspend 7k3m --reason "a complaint is being looked into"`,
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			reason, err := s.askReasonText(reason)
			if err != nil {
				return err
			}
			return s.moveSeat(args[0], func(school training.School, id string) (applications.Application, error) {
				return school.Suspend(s.ctx, s.by, id, reason)
			})
		}),
	}
	c.Flags().StringVar(&reason, "reason", "", "why; the agent reads it")
	return c
}

func (s *session) askReasonText(given string) (string, error) {
	if given != "" {
		return term.Answer(given)
	}
	return s.prompt.Text(term.Question{Prompt: s.sayf("Why?"), Help: s.sayf("The agent reads it."), Flag: "--reason"})
}

func goliveCloseCmd(a *app) *cobra.Command {
	var reason, handedTo string
	c := &cobra.Command{
		Use:     "close APPLICATION --reason TEXT --handed-to NAME",
		Short:   "Close the seat of an agent who leaves",
		Long:    "Close the seat of an agent who leaves. Say who took over the open chats and memos; the seat's place in the quota becomes free.",
		Example: `gangway golive close 7k3m --reason "contract ended" --handed-to lin`,
		Args:    cobra.ExactArgs(1),
		RunE: a.signedIn(func(s *session, args []string) error {
			why, err := s.askReasonText(reason)
			if err != nil {
				return err
			}
			if handedTo, err = term.Answer(handedTo); err != nil {
				return err
			}
			if handedTo == "" {
				if handedTo, err = s.prompt.Text(term.Question{Prompt: s.sayf("Who took over the open chats and memos?"), Flag: "--handed-to"}); err != nil {
					return err
				}
			}
			agreed, err := s.confirm(s.sayf("Close the seat of %s for good?", args[0]))
			if err != nil || !agreed {
				return err
			}
			return s.moveSeat(args[0], func(school training.School, id string) (applications.Application, error) {
				return school.Close(s.ctx, s.by, id, why, handedTo)
			})
		}),
	}
	c.Flags().StringVar(&reason, "reason", "", "why")
	c.Flags().StringVar(&handedTo, "handed-to", "", "who took over the open chats and memos")
	return c
}
