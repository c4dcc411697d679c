/**
 * What the commands say, in Japanese, by the English that stands where it is said (`core/message.ts`).
 * A test finds every such sentence in the code and asks for its Japanese here.
 */
import type { Speech } from "../core/message.ts";

export const messagesJa: Speech["sentences"] = {
  "Error: {0}": "エラー：{0}",
  "This is a bug in jrank; please report it with these lines:\n{0}":
    "jrank の不具合です。次の行を添えて報告してください：\n{0}",
  "Stopping: calls in flight may still finish (Ctrl-C again cuts them off).":
    "停止します。送信済みの呼び出しは終わるまで待ちます（もう一度 Ctrl-C を押すと打ち切ります）。",
  // Between the parts of a list.
  ", ": "、",
  "{0} and {1} more": "{0}、ほか {1} 件",
};
