/** Commander's command, whose faults are errors of ours: said in each language, with what was meant. */
import { Command, type Option } from "commander";
import { UsageError } from "../../core/errors.ts";
import { joined, type Message, say, type Value } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import { FlagFault } from "../../store/config/setting.ts";

const refused = (said: Message): UsageError =>
  new UsageError(say`${said}\n(--help lists the flags)`);

/** The error where none of these flags is given, one of which must be. */
export const notGiven = (...flags: readonly string[]): UsageError =>
  refused(
    say`required option ${joined(
      flags.map((flag) => `'${flag}'`),
      " or ",
    )} not specified`,
  );

/** A command with flags; commander calls these methods where a call is not as they say. */
export class CommandLine extends Command {
  override addOption(option: Option): this {
    const { parseArg } = option;
    if (parseArg) {
      option.parseArg = <T>(given: string, earlier: T): T => {
        try {
          return parseArg(given, earlier);
        } catch (fault) {
          if (!(fault instanceof FlagFault)) throw fault;
          throw refused(say`option '${option.flags}' argument '${given}' is invalid. ${fault}`);
        }
      };
    }
    return super.addOption(option);
  }

  missingArgument(name: string): never {
    throw refused(say`missing required argument '${name}'`);
  }

  optionMissingArgument({ flags }: Option): never {
    throw refused(say`option '${flags}' argument missing`);
  }

  missingMandatoryOptionValue({ flags }: Option): never {
    throw notGiven(flags);
  }

  unknownOption(flag: string): never {
    const known = this.options.flatMap(({ long }) => long ?? []);
    const meant: Value = flag.startsWith("--") ? suggest(flag, known) : "";
    throw refused(say`unknown option '${flag}'.${meant}`);
  }

  _excessArguments(given: readonly string[]): never {
    const expected = this.registeredArguments.length;
    throw refused(say`too many arguments: expected ${expected}, got ${given.length}`);
  }
}
