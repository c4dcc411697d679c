/** Digits that look like a verdict and are none. Text comes in plain width. */

/** Words that also name what the question asks for: "the answer is 3" is most often arithmetic. */
const OF_THE_TASK = /^(?:結果|出力|答え|回答|番号|数字|answer|output|result|결과|출력|답)/i;
/** Before such a word: it is the judge's own, or it is what is right. */
const THE_JUDGES_OWN =
  /(?:最終(?:的な)?|最後の|出力する|出力すべき|選ぶ|選んだ|選択した|選びたい|私の|審査の?|判定の?|評価の?|比較の?|\bfinal|\bmy|최종(?:적인)?|나의|저의|제|내)\s*$/i;
const WHAT_IS_RIGHT =
  /(?:正しい|正確な|正解の?|問題の|設問の|質問の|計算(?:の|した)?|実行(?:の|した)?|プログラムの|コードの|関数の|式の|参考|参照|模範|期待される|(?<!my |final )\b(?:correct|right|true|actual|expected|reference|model|intended|accurate|official|riddle|problem|program|puzzle)(?:['’]s)?|their|his|her|its|whose|\w['’]s|올바른|옳은|맞는|문제의|계산|참고|모범|실제|정)\s*$/i;

/** Whether the words before say that what follows is what the question asks for. */
export const tellsWhatIsRight = (before: string): boolean => WHAT_IS_RIGHT.test(before);

/** Whether "the answer is 3" tells what the question asks for, and not whom the judge chooses. */
export function isOfTheTask(
  statement: string,
  { before, behind }: { before: string; behind: string },
): boolean {
  if (WHAT_IS_RIGHT.test(before)) return true;
  if (!OF_THE_TASK.test(statement) || THE_JUDGES_OWN.test(before)) return false;
  return !/["'`「『*]\s*[123]/.test(statement) && !/\b(?:more|better)\b|より|더 /.test(behind);
}

/** Whether a digit alone is where a numbered list was cut off: nothing but the next number. */
export function beginsItem(text: string, line: { text: string; at: number }): boolean {
  if (!/^\s*[123]\s*$/.test(line.text)) return false;
  const [before = ""] = text.slice(0, line.at).split("\n").slice(-2);
  const isNext = new RegExp(`^\\s*${Number(line.text) - 1}\\s*[.)、:]`).test(before);
  return isNext || LIST_AHEAD.test(before);
}
const LIST_AHEAD =
  /(?:以下|次)の(?:\S点の)?(?:観点|点|ポイント|基準|項目|理由)|following (?:\w+ )?(?:criteria|aspects|points|reasons|dimensions)|다음(?:과 같은|의)? (?:기준|관점|이유|항목)/i;
