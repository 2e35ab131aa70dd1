package main

import "github.com/spf13/cobra"

// prepareCompletion adds Cobra's commands that print completion scripts, with words of our own: how a script is loaded
// is its example.
func prepareCompletion(a *app, root *cobra.Command) {
	root.InitDefaultCompletionCmd()
	completion, _, err := root.Find([]string{"completion"})
	if err != nil {
		panic(err)
	}
	completion.Short, completion.Long = "Print a script that lets a shell complete commands", ""
	completion.Args, completion.RunE = nil, showGroup
	loading := map[string]string{
		"bash":       "source <(gangway completion bash)",
		"zsh":        "source <(gangway completion zsh)",
		"fish":       "gangway completion fish | source",
		"powershell": "gangway completion powershell | Out-String | Invoke-Expression",
	}
	for _, c := range completion.Commands() {
		c.Short, c.Long, c.Example = a.sayf("Print the script for %s", c.Name()), "", loading[c.Name()]
		c.Flags().Lookup("no-descriptions").Usage = "leave the descriptions out"
	}
}
