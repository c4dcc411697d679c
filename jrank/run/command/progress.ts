/** Progress of long work: a bar on a terminal, plain lines elsewhere; always on stderr. */
import { joined, type Language, type Said, say } from "../../core/message.ts";
import { terminalText } from "../../core/terminal_text.ts";
import { inLanguage } from "../../words/language.ts";
import { formatCost, formatDuration } from "./format.ts";

interface Stage {
  /** One more is done. */
  done(): void;
  /** So much was paid, for what was done or for what failed. */
  spent(cost: number | undefined): void;
  /** One more failed and stays open. */
  failed(): void;
  /** A line above the bar. */
  note(text: Said): void;
  /** Ends the stage and prints its last line. */
  finish(): void;
}

interface StageOptions {
  total: number;
  log(text: Said): void;
  now(): number;
  /** Whether to draw a bar, and in which language. */
  bar?: boolean;
  language: Language;
  /** Whether the time to go follows from the pace so far. */
  showTimeLeft?: boolean;
  /** Whether costs are known and worth a word. */
  showCost?: boolean;
}

/** Seconds between plain lines. */
const LINE_SECONDS = 10;

/** Starts the display of a stage of `total` calls. */
export async function startStage(name: Said, options: StageOptions): Promise<Stage> {
  const { total, log, now } = options;
  const started = now();
  let done = 0;
  let failures = 0;
  let cost = 0;
  const words = (): Said => {
    const finished = done + failures;
    // What failed may be done in other places, and then more is finished than was wanted.
    const left = Math.max(0, total - finished);
    const seconds = (now() - started) / 1000;
    const parts: Said[] = [say`${done} done`, say`${left} left`];
    if (failures > 0) parts.push(say`${failures} failed`);
    if (options.showCost) parts.push(formatCost(cost));
    if (finished > 0 && left > 0 && options.showTimeLeft !== false)
      parts.push(say`${formatDuration((seconds / finished) * left)} to go`);
    if (left === 0) parts.push(formatDuration(seconds));
    return joined(parts, " · ");
  };
  const view = options.bar
    ? await barView(terminalText(inLanguage(name, options.language)), {
        total,
        log,
        words: () => inLanguage(words(), options.language),
      })
    : lineView(name, { log, now, words });
  const step = (): void => view.update(done + failures);
  return {
    done: () => {
      done++;
      step();
    },
    spent: (more = 0) => {
      cost += more;
    },
    failed: () => {
      failures++;
      step();
    },
    note: view.note,
    finish: () => view.finish(done + failures),
  };
}

interface View {
  update(finished: number): void;
  note(text: Said): void;
  finish(finished: number): void;
}

function lineView(
  name: Said,
  { log, now, words }: { log(text: Said): void; now(): number; words(): Said },
): View {
  let last = now();
  return {
    update: () => {
      if (now() - last < LINE_SECONDS * 1000) return;
      last = now();
      log(say`${name}: ${words()}`);
    },
    note: (text) => log(text),
    finish: () => log(say`${name}: ${words()}`),
  };
}

/** The bar that is on the terminal now. */
let shown: { clear(): void; draw(): void } | undefined;

/**
 * Writes to a terminal on which a bar may stand: the bar goes, what is written gets lines of its own,
 * and the bar comes again below. Everything that a command prints goes through here, so that retries,
 * refusals and warnings, whoever tells them, neither stand in the bar nor over each other.
 */
export function besideBar(write: () => void): void {
  const bar = shown;
  bar?.clear();
  write();
  if (bar === shown) bar?.draw();
}

async function barView(
  name: Said,
  { total, log, words }: { total: number; log(text: Said): void; words(): string },
): Promise<View> {
  const { default: cliProgress } = await import("cli-progress");
  const bar = new cliProgress.SingleBar({
    format: `${name} {bar} {percentage}% · {words}`,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    hideCursor: true,
    stream: process.stderr,
    clearOnComplete: false,
    // What was cleared is drawn again, also where nothing has changed since.
    forceRedraw: true,
  });
  bar.start(total, 0, { words: words() });
  const own = {
    clear: () => process.stderr.write("\r\x1b[K"),
    draw: () => bar.render(),
  };
  shown = own;
  return {
    update: (finished) => bar.update(finished, { words: words() }),
    note: log,
    finish: (finished) => {
      bar.update(finished, { words: words() });
      bar.stop();
      if (shown === own) shown = undefined;
    },
  };
}
