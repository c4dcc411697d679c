/** Who a process is, so that another one can tell later whether it still runs. */
import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** What the platform does not tell is "". */
export interface ProcessIdentity {
  pid: number;
  host: string;
  /** When the process began, as the system counts it: tells a reused pid from the old process. */
  started: string;
  /** The start of the machine: no process outlives it. */
  boot: string;
  /** The machine: two may have one host name. */
  machine: string;
  /** Where the pid counts: the same number is another process in another container. */
  pids: string;
}

function textOf(read: () => string): string {
  try {
    return read().trim();
  } catch {
    return "";
  }
}

/** State ("Z" has ended and was not waited for) and start of a process; "" where nothing tells. */
function seen(pid: number): { state: string; started: string } {
  const stat = textOf(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  if (stat !== "") {
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return { state: fields[0] ?? "", started: fields[19] ?? "" };
  }
  if (process.platform === "linux" || process.platform === "win32") {
    return { state: "", started: "" };
  }
  const line = textOf(() =>
    execFileSync("ps", ["-o", "stat=", "-o", "lstart=", "-p", String(pid)], {
      encoding: "utf8",
      env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
      stdio: ["ignore", "pipe", "ignore"],
    }),
  );
  const [state = "", ...started] = line.split(/\s+/);
  return { state: state.slice(0, 1), started: started.join(" ") };
}

/** The identity of this process. */
export function thisProcess(): ProcessIdentity {
  return {
    pid: process.pid,
    host: hostname(),
    started: seen(process.pid).started,
    boot: textOf(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")),
    machine: textOf(() => readFileSync("/etc/machine-id", "utf8")),
    pids: textOf(() => readlinkSync("/proc/self/ns/pid")),
  };
}

const differs = (a: string, b: string): boolean => a !== "" && b !== "" && a !== b;

/**
 * Whether a process still runs. "unknown" is one of another machine or container, of which nothing
 * can be seen from here.
 */
export function stateOf(other: ProcessIdentity): "alive" | "gone" | "unknown" {
  const own = thisProcess();
  if (other.host !== own.host || differs(other.machine, own.machine)) return "unknown";
  if (differs(other.boot, own.boot)) return "gone";
  if (differs(other.pids, own.pids)) return "unknown";
  try {
    process.kill(other.pid, 0);
  } catch (error) {
    // EPERM: it is there, and belongs to somebody else.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return "gone";
  }
  const { state, started } = seen(other.pid);
  return state === "Z" || state === "X" || differs(other.started, started) ? "gone" : "alive";
}
