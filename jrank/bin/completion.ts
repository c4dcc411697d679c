/** Prints what makes a shell complete `jrank`: it asks the program itself at every tab. */
import { UsageError } from "../core/errors.ts";
import { say } from "../core/message.ts";
import { suggest } from "../core/suggest.ts";
import { runCommand } from "../run/command/command.ts";

/** What each shell reads. `jrank --complete <words>` prints a line each: what may stand next, a tab, what it does. */
const SCRIPTS: Readonly<Record<string, string>> = {
  bash: `_jrank() {
  local found
  found=$(jrank --complete "\${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null | cut -f1)
  COMPREPLY=($(compgen -W "$found" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _jrank jrank
`,
  zsh: `#compdef jrank
_jrank() {
  local -a found
  found=(\${(f)"$(jrank --complete "\${(@)words[2,CURRENT-1]}" 2>/dev/null | sed -e 's/:/\\\\:/g' -e $'s/\\t/:/')"})
  if (( \${#found} )); then _describe jrank found || _files; else _files; fi
}
compdef _jrank jrank
`,
  fish: `complete -c jrank -a '(jrank --complete (commandline -opc)[2..-1] 2>/dev/null)'
`,
};

await runCommand(
  "completion",
  "Prints a script that makes a shell complete jrank: its commands, their flags, and names that are known.",
  (program, context) => {
    program
      .usage("[options] <shell>")
      .argument("<shell>", Object.keys(SCRIPTS).join(", "))
      .action((shell: string) => {
        const script = Object.hasOwn(SCRIPTS, shell) ? SCRIPTS[shell] : undefined;
        if (script === undefined) {
          const shells = Object.keys(SCRIPTS);
          throw new UsageError(
            say`there is no completion for "${shell}", only for ${shells.join(", ")}.${suggest(shell, shells)}`,
          );
        }
        context.out(script.trimEnd());
      });
  },
  { example: "npx tsx jrank/bin/jrank.ts completion bash >> ~/.bashrc" },
);
