/** The Japanese of what is said about structured and soft verdicts */
import type { Speech } from "../../core/message.ts";

export const verdictsJa: Speech["sentences"] = {
  "row {0}: soft": "{0} 行目：soft",
  "{0} must be the probabilities that the first won, that the second won and of a tie: three numbers from 0 to 1 that sum to 1, got {1}":
    "{0} は、先の勝ち、後の勝ち、引き分けの確率（合計が 1 になる 0 以上 1 以下の数が三つ）でなければなりません（{1} が書かれています）",
};
