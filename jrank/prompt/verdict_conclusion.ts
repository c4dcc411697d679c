/**
 * A verdict in words: a conclusion that names one assistant as the better, or says that neither is
 * chosen. Reads Japanese, English and Korean. Text comes in plain width.
 *
 * Each sentence is read for itself. What an assistant is compared with ("than Assistant 1",
 * アシスタント1よりも) is taken out first; a sentence that then still speaks of both is read by its
 * last clause. The last sentence that concludes or chooses decides; praise of one assistant in the
 * course of the discussion does not.
 */
import type { Verdict } from "./verdict.ts";

const NAME = String.raw`(?:アシスタント|Assistant|어시스턴트|(?:AI)?モデル|回答|Answer|Response|답변)\s*`;
const SIDE = new RegExp(String.raw`${NAME}([12AB])(?![\dA-Za-z])`, "gi");
const ONE = String.raw`${NAME}[12AB](?:の(?:AI)?(?:アシスタントの)?(?:回答|応答|方|パフォーマンス|もの)(?:の方)?|['’]s (?:answer|response)|의\s*답변|\s*(?:쪽|이?가))?`;

/** Comparisons: the assistant in them is the lesser one, or merely the other. */
const THAN = new RegExp(
  String.raw`${ONE}\s*(?:より(?:も|は)?(?!も?(?:有用|良い|優れた)[、。])|に(?:比べ|比較し)(?:て|ると|れば)?|と(?:比べ|比較し)(?:て|ると|れば|た場合)?|以上に|보다)` +
    "|" +
    String.raw`\b(?:than|over|compared (?:to|with)|unlike|whereas|outperforms|surpasses|while)\s+${ONE}`,
  "gi",
);
/** Both as the ones to choose between: no preference in it. */
const BETWEEN = new RegExp(
  String.raw`${ONE}\s*(?:と|および|及び|、|and|,|와|과)\s*${ONE}(?:\s*(?:の|との)?(?:間|うち|中|両方|どちら|二つ|比較)[^、。]{0,6})?` +
    String.raw`|(?:between|of|both)\s+${ONE}\s*and\s*${ONE}`,
  "gi",
);

const CONCLUDES =
  /したがって|従って|よって|そのため|以上|総合|全体的|結論|結果として|最終|総じて|ゆえに|これらの(?:点|理由)|このことから|私の(?:評価|選択|判断)|therefore|thus|hence|overall|in conclusion|in summary|conclude|to sum up|final|all in all|consequently|따라서|결론|종합|전체적|그러므로|최종|이상/i;

/** Words that choose, in whatever sentence they stand. */
const CHOOSES =
  /選び|選択(?:し|は)|選ぶ|軍配|勝者|勝ち|勝って|上回|より優れて|最も優れ|明らかに優れ|より(?:適切|有用|良い|よい|ふさわし)|高く評価|方が(?:優れ|良い|よい|高い|適切|有用)|(?:is|was) (?:the )?(?:\w+ )?(?:better|best|superior|stronger|winner)|\bwins?\b|prefer|I (?:choose|select|pick)|outperform|surpass|더 (?:낫|나은|좋|우수|뛰어|적절|유용)|우수(?:하|합)|선택(?:합|하)|승자/i;

/** Words of approval, which decide only in a conclusion. */
const APPROVES =
  /優れ|勝|良い|良かった|よい|良好|高い(?!.*低い)|高評価|高く|適切(?!ではな|とは言え|でな)|有用(?!では|とは|性)|正確(?!ではな|とは|性)|詳細(?!ではな|度)|ふさわし|好ましい|望ましい|適して|評価(?:が|は)高|better|best|superior|more (?:helpful|accurate|detailed|relevant|useful|complete|comprehensive|appropriate|informative)|stronger|excels|낫|나은|좋|우수|뛰어|적절|유용|정확|높/i;

/** Words of disapproval, and approval denied. */
const DENIES =
  /言えません|言えない|言い難い|言いがたい|とは言え(?:ず|な)|いません(?!か)|ていない|ではありません|ではない|選べ(?:ません|ない)|劣(?:り|る|って)|低い|低く|低評価|不十分|不適切|不足|欠け|悪い|誤り|\b(?:not|isn't|fails?|worse|inferior|lacks?|weaker|poor)\b|못하|않|부족|낮|떨어/i;

const CONTRAST =
  /が、|ものの、|一方で?、|しかし、?|けれども、|, (?:but|while|whereas|however)\b|; |지만,?\s/;

const NEITHER =
  /(?:どちら|いずれ|両方|両者|双方|優劣|甲乙|アシスタント\s*[12]とアシスタント\s*[12])[^。]*(?:選べ(?:ません|ない|ず)|選ぶ(?:こと(?:は|が|も)?)?(?:でき(?:ません|ない|ず)|難し|困難)|選び(?:ようが(?:ない|ありません)|がたい|ません|難い)|選択(?:する)?(?:こと)?(?:は|が)?(?:でき(?:ません|ない|ず)|難し)|(?:優れている|良い|勝っている)(?:か)?(?:とは|を|は)?[^。]*(?:言え(?:ません|ない)|判断(?:でき|し(?:かね|がた))|決め(?:られ|がた|かね)|難し|明確では)|つけ(?:がた|られ|難)|付け(?:がた|られ|難)|決め(?:られ|がた|かね))/;
const NEITHER_SHORT =
  /甲乙(?:つけ|付け)|優劣(?:を|は|が)?(?:つけ|付け|決め)(?:られ|がた|難|るのは難)|(?:同等|互角|同程度|同じ(?:くらい|レベル)|ほぼ(?:同じ|等し))(?:の|に|で|だ|と)?(?:評価|判断|優れ|あると(?:評価|判断)|です|パフォーマンス|品質|質|良い|考え)|引き分け|選ぶこと(?:は|が)(?:でき(?:ません|ない)|難し)|選択(?:する)?ことは?できません|差は(?:ない|ありません)/;
const NEITHER_OTHER =
  /\b(?:it(?:'s| is) a (?:tie|draw)|(?:call|declare|consider) (?:it|this) a (?:tie|draw)|(?:cannot|can't|could not|unable to|impossible to|hard to|difficult to) (?:choose|decide|pick|select|determine|say which)|no clear (?:winner|preference)|equally (?:good|well|helpful|strong|matched|valid|bad|poor|effective|useful)|neither (?:\w+ ){0,4}(?:is|was) (?:clearly )?better|(?:of )?(?:about )?equal (?:quality|merit)|on par)\b|우열을 가릴 수 없|동등|무승부|비슷한 수준|어느 (?:쪽도|답변도) (?:더 )?(?:낫다고|선택)|선택할 수 없|고를 수 없|막상막하/i;

/** The verdict of the last concluding sentence. */
export function readConclusion(text: string): Verdict | undefined {
  const sentences = sentencesOf(text);
  for (const sentence of sentences.reverse()) {
    const reading = readSentence(sentence);
    if (reading) return { kind: "winner", winner: reading, form: "words" };
  }
  return undefined;
}

function sentencesOf(text: string): string[] {
  return text
    .replace(/[*_`#>]+/g, "")
    .split(/(?<=[。!?])|\n+|(?<=[.;])\s+(?=[A-Z가-힣])/)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== "");
}

function readSentence(sentence: string): 1 | 2 | 3 | undefined {
  const concludes = CONCLUDES.test(sentence);
  const preferred = preferredIn(sentence, concludes);
  if (preferred) return preferred;
  const isNeither =
    NEITHER.test(sentence) || NEITHER_SHORT.test(sentence) || NEITHER_OTHER.test(sentence);
  return isNeither ? 3 : undefined;
}

function sidesIn(text: string): Set<1 | 2> {
  return new Set(
    [...text.matchAll(SIDE)].map((match) => (/[1A]/i.test(match[1] as string) ? 1 : 2)),
  );
}

function preferredIn(sentence: string, concludes: boolean): 1 | 2 | undefined {
  const hasComparison = new RegExp(THAN.source, "i").test(sentence);
  const bare = sentence.replace(THAN, " ").replace(BETWEEN, " ");
  const sides = sidesIn(bare);
  if (sides.size === 0) return undefined;
  if (sides.size === 2) return preferredInClauses(bare, concludes);
  const [winner] = sides;
  const verdict = CHOOSES.test(bare) || (hasComparison && APPROVES.test(bare));
  if (!verdict && !(concludes && APPROVES.test(bare))) return undefined;
  if (isDenied(bare)) return undefined;
  return winner;
}

/** Where both are named: the clause behind the last contrast, if it speaks of one alone. */
function preferredInClauses(sentence: string, concludes: boolean): 1 | 2 | undefined {
  const clauses = sentence.split(new RegExp(CONTRAST.source, "gi"));
  for (const clause of clauses.reverse()) {
    const sides = sidesIn(clause);
    if (sides.size !== 1 || isDenied(clause)) continue;
    const [winner] = sides;
    if (CHOOSES.test(clause) || (concludes && APPROVES.test(clause))) {
      return winner;
    }
  }
  // "Assistant 1 …, so Assistant 1 is chosen; Assistant 2 …": the end of the sentence decides.
  const choice = new RegExp(
    `${NAME}([12AB])[^、。,.]*?(?:を(?:選|高く評価)|が(?:より)?(?:優れ|良い|適切)|is (?:better|superior|the better)|가 더|이 더)`,
    "gi",
  );
  const chosen = [...sentence.matchAll(choice)].at(-1)?.[1];
  if (chosen === undefined) return undefined;
  return /[1A]/i.test(chosen) ? 1 : 2;
}

/** Whether approval is denied, or the end of the sentence disapproves. */
function isDenied(text: string): boolean {
  const end = text.slice(-24);
  return DENIES.test(end) && !/問題(?:は|も)?(?:ありません|ない)/.test(end);
}
