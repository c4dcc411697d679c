/** The Japanese of what is said about structured and soft verdicts */
import type { Speech } from "../../core/message.ts";

export const verdictsJa: Speech["sentences"] = {
  "takes no JSON schema for its replies; verdicts are asked for in text":
    "返答の JSON スキーマを受け付けないので、判定は文章で求めます",
  "{0} refused a request with a JSON schema and took it without; verdicts are asked for in text.":
    "{0} は JSON スキーマつきの要求を断り、スキーマなしなら受け付けました。判定は文章で求めます。",
  "{0}: no probabilities came with {1}; their verdicts are hard ones.":
    "{0}：{1}には確率がありませんでした。それらは確率なしの判定として扱います。",
  "the probabilities of a verdict": "判定の確率",
  '{0}: the stored judgments have verdicts in text, and judging goes on so. verdict: "structured" (--verdict structured) asks for the rest with a schema.':
    '{0}：保存されている判定は文章で求めたものなので、続きもそうします。verdict: "structured"（--verdict structured）にすると、残りはスキーマで求めます。',
  "verdicts in text; the new ones are structured":
    "文章で求めたもので、新しい判定は構造化された形です",
  "structured verdicts; the new ones are in text": "構造化された形で、新しい判定は文章で求めます",
  "Notice: {0} of {1} have {2}. All count together, and nothing is paid for again. verdict (--verdict) chooses.":
    "注意：{1} の{0}は{2}。すべて一緒に数え、同じ判定に二度払うことはありません。形は verdict（--verdict）で選べます。",
  "{0} stored judgments": "保存されている判定 {0} 件",
  "row {0}: soft": "{0} 行目：soft",
  "{0} must be the probabilities that the first won, that the second won and of a tie: three numbers from 0 to 1 that sum to 1, got {1}":
    "{0} は、先の勝ち、後の勝ち、引き分けの確率（合計が 1 になる 0 以上 1 以下の数が三つ）でなければなりません（{1} が書かれています）",
};
