/**
 * What one sentence says: which assistant it prefers, or that neither is better; ① and ② stand for
 * the two (`verdict_names.ts`).
 */

import {
  AMONG,
  APPROVES,
  BETWEEN,
  CHOOSES,
  COMPARATIVE,
  COMPARATIVE_OF_FAULTS,
  COMPARED_WITH,
  DENIES,
} from "./concluding_words.ts";
import { betterOfComparison, type Side, sideOf } from "./sides.ts";

const COMPARES = new RegExp(COMPARED_WITH.source, "i");

const sidesIn = (text: string): Set<Side> => new Set((text.match(/[①②]/g) ?? []).map(sideOf));

/** ①の方が劣っています: only one is named, and the other is the better. */
const THE_WORSE =
  /([①②])(?:の)?(?:方|ほう)が[^、。①②]{0,8}(?:劣|見劣り|悪い|低い(?:と|です|評価))|([①②])(?:이|가|쪽이) 더 (?:못|나쁘|부족)|([①②]) is the (?:worse|weaker|poorer|inferior)/i;
/** ②>①, and nothing else to be read in it. */
const RANKED = /([①②])\s*(>+|<+)\s*([①②])/;
/** "Thus, ②.": the name is all that follows. */
const ALL_IN_ALL =
  /(?:どちらかと(?:言え|いえ)ば|(?:強|し)いて(?:言え|いえ|選べ|挙げれ)ば|(?:僅差|小差|接戦の末|わずかな差)で|굳이 (?:고르자면|고른다면|꼽자면|선택하자면)|if I (?:must|had to) (?:choose|pick),?)[、,\s]*([①②])\s*(?:です|でしょう|だ|かと思います|かな|입니다|이다)?[。.!]?$/i;
const NAME_ALONE = /^[^①②、,]{1,12}[、,]\s*([①②])\s*(?:です|だ|입니다)?[。.!]?$/;

/** The preferred assistant; `concludes` lets words of approval decide. */
export function preferredIn(sentence: string, concludes: boolean): Side | undefined {
  const winner = betterOfComparison(sentence);
  if (winner) return winner;
  const ranked = RANKED.exec(sentence);
  if (ranked) return sideOf(ranked[(ranked[2] as string).startsWith(">") ? 1 : 3] as string);
  const alone = ALL_IN_ALL.exec(sentence) ?? (concludes && NAME_ALONE.exec(sentence));
  if (alone) return sideOf(alone[1] as string);
  const elliptic = preferredBehind(sentence);
  if (elliptic) return elliptic;
  const worse = THE_WORSE.exec(sentence);
  if (worse && sidesIn(sentence).size === 1) {
    return sideOf((worse[1] ?? worse[2] ?? worse[3]) as string) === 1 ? 2 : 1;
  }
  const hasComparison = COMPARES.test(sentence) || AMONG.test(sentence);
  const bare = mainClause(sentence).replace(COMPARED_WITH, " ").replace(BETWEEN, " ");
  const sides = sidesIn(bare);
  if (sides.size === 0) return undefined;
  if (sides.size === 2) return preferredInClauses(bare, concludes);
  if (!praises(bare, concludes, hasComparison) || onlyToo(bare) || isGranted(bare))
    return undefined;
  if (isDenied(bare) && !isComplaintBehind(bare, hasComparison)) return undefined;
  return [...sides][0];
}

/** "①は簡潔さでは勝るものの、物足りません": praise in one respect, which the end does not follow. */
function isGranted(sentence: string): boolean {
  const parts = sentence.split(CONTRAST);
  const end = parts.at(-1) as string;
  const granted = parts.slice(0, -1).some((part) => /(?:さ|点|面|性)では/.test(part));
  return granted && !praises(end, true, true);
}

/** "②が完璧とは言えませんが、①よりは優れています": whom the end speaks of stands before it. */
function preferredBehind(sentence: string): Side | undefined {
  const parts = sentence.split(CONTRAST);
  const end = parts.at(-1) as string;
  const compared = COMPARES.test(end);
  if (parts.length !== 2 || !compared || DENIES.test(end)) return undefined;
  if (sidesIn(end.replace(COMPARED_WITH, " ")).size > 0 || !praises(end, true, true))
    return undefined;
  const before = sidesIn(parts[0] as string);
  const [other] = sidesIn(end);
  return before.size === 1 && !before.has(other as Side) ? [...before][0] : undefined;
}

/** "②より優れていますが、完全ではありません": the preference stands, the complaint is about both. */
function isComplaintBehind(sentence: string, compares: boolean): boolean {
  const parts = sentence.split(CONTRAST);
  const complaint = parts.at(-1) as string;
  const praise = parts.at(-2);
  if (praise === undefined || /[①②]/.test(complaint) || UNDECIDED.test(complaint)) return false;
  return /[①②]/.test(praise) && praises(praise, false, compares) && !isDenied(praise);
}
const UNDECIDED =
  /それでも|とは言え|とはいえ|断定|断言|判断|評価|選|決め|難し|困難|優劣|理由|decide|choose|say|verdict|판단|선택|결정/i;

/** English puts its reservations before or behind: "While …, A is better", "A is better, although …". */
function mainClause(sentence: string): string {
  // "② is better: its query runs, the other one does not": the reason is no part of it.
  const stated = /^(.*[①②][^:]*):\s[^①②]*$/.exec(sentence)?.[1] ?? "";
  const main = (CHOOSES.test(stated) ? stated : sentence)
    .replace(
      /((?:^|,\s|\b(?:Overall|Therefore|Thus|So|Hence),?\s)\(?)(?:while|although|though|even though|whereas|despite|even if)\b[^,]*,/i,
      "$1",
    )
    .replace(
      /(?<=[①②][^①②]*),?\s(?:while|although|though|even though|whereas|because|since|despite|even if)\s.*$/i,
      "",
    );
  return sidesIn(main).size === 0 ? sentence : main;
}

const CONTRAST =
  /が、|ものの、|一方で?、|しかし、?|けれども?、|, (?:but|while|whereas|however|yet)\b|,(?:但是?|而|不过|然而)|; |, (?:aber|mais|pero)\s|지만,?\s|나,\s|으나\s/i;
const COMMA =
  /、|, |고,?\s|며,?\s|므로,?\s|때문에,?\s|니까,?\s|아니라,?\s|,(?=\p{Script=Han}|[①②])/u;

/** Where both are named: the last clause that speaks of one alone and prefers it. */
function preferredInClauses(sentence: string, concludes: boolean): Side | undefined {
  for (const part of sentence.split(CONTRAST).reverse()) {
    const sides = sidesIn(part);
    if (sides.size === 1 && prefers(part, concludes)) return [...sides][0];
    if (sides.size < 2) continue;
    const preferred = part
      .split(COMMA)
      .reverse()
      .flatMap((clause) => {
        const named = sidesIn(clause);
        return named.size === 1 && prefers(clause, concludes) ? [...named] : [];
      });
    // "文法は①が優れ、内容は②が優れています": each in something of its own.
    if (preferred.length > 0) return new Set(preferred).size === 1 ? preferred[0] : undefined;
  }
  return undefined;
}

function prefers(clause: string, concludes: boolean): boolean {
  if (isDenied(clause) || onlyToo(clause)) return false;
  return praises(clause, concludes, false);
}

function praises(text: string, concludes: boolean, compares: boolean): boolean {
  if (CHOOSES.test(text)) return true;
  if ((concludes || compares) && APPROVES.test(text)) return true;
  return concludes && COMPARATIVE.test(text) && !COMPARATIVE_OF_FAULTS.test(text);
}

/** ②も優れています: as well as the other, not rather than it. */
const onlyToo = (text: string): boolean =>
  /[①②](?:も|도)/.test(text) && !/[①②](?:も|도)[^①②]*[①②](?!も|도)/.test(text);

/** A fault denied, or a certainty: praise, though it is made of words of blame. */
const FAULTLESS =
  /(?:問題|遜色|申し分|間違い|誤り|不足|欠点|不自然さ|文句)(?:は|も|が|の)?(?:特に)?(?:あり(?:ません)?|な[いく]|少な[いく]?|見られ(?:ない|ません|ず))|言わざるを得(?:ない|ません)|no doubt|not only|틀림없|문제(?:가|는)? 없|오류(?:가|는)? 없|손색(?:이)? 없/gi;

/** Whether the end of the clause denies or disapproves. */
function isDenied(text: string): boolean {
  const last = text.split(/ため、?|ので、?|から、|が、/).at(-1) as string;
  const end = (/[①②]/.test(last) ? last : text).replace(FAULTLESS, "").slice(-28);
  return DENIES.test(end);
}

const JA_BOTH =
  "(?:どちら|いずれ|両方|両者|双方|どっち|二つの回答|2つの回答|優劣|優位|甲乙|勝敗|[①②](?:と|か)[①②])";

/** 日本語: neither can be chosen, called better or told apart. */
const JA = [
  `${JA_BOTH}[^。]*(?:選べ(?:ません|ない|ず)|選ぶ(?:こと(?:は|が|も)?)?(?:でき(?:ません|ない|ず)|難し|困難)|選択し(?:ません|ない)|選び(?:ようが(?:ない|ありません)|がたい|かね|ません|難い)|選択(?:する)?(?:こと)?(?:は|が)?(?:でき(?:ません|ない|ず)|難し|困難)|推(?:す|奨する)?(?:こと)?(?:は|が)?(?:でき|せ)(?:ません|ない))`,
  `${JA_BOTH}[^。]*(?:優れ(?:ている|た)|良い|よい|勝っている|上)(?:か)?(?:とは|とも|を|は)?[^。]*(?:言え(?:ません|ない)|いえ(?:ません|ない)|言い(?:難|がた|切れ)|判断(?:は)?(?:でき|し(?:かね|がた|難)|が?(?:難し|つき))|決め(?:られ|がた|かね|るのは)|難し|困難|明確では)`,
  `${JA_BOTH}[^。]*(?:つけ(?:がた|られ|難|かね|ることは)|付け(?:がた|られ|難|かね|ることは)|つかない|つきません|決め(?:られ|がた|かね)|判断(?:は|が)?(?:困難|難し)|判断(?:でき(?:ません|ない)|しかね))`,
  "[①②]\\s*(?:=|≒|≈)\\s*[①②]",
  // Which is better depends on the reader: no choice either.
  `(?:どちら|いずれ)(?:の(?:回答|アシスタント))?(?:が|を)[^。]*(?:優れ|良い|よい|適切|選ぶ|選択|好む|有用)[^。]*(?:によります|による(?:。|$)|によって(?:異な|変わ)|次第|に依存)`,
  `(?:両方|両者|双方|どちら|いずれ|[①②]と[①②])[^。]*(?:同じ(?:評価|点数|得点)|も同じ(?:です|だ|と|。|$)|(?:評価|点数|得点)(?:は|が)同じ(?:です|だ|と|。|$)|選ぶ必要(?:は|が)?(?:ない|あり))|甲乙(?:つけ|付け|を)|優劣を(?:決め|つけ|付け)るほど|優劣(?:を|は|が)?(?:つけ|付け|決め|つか)(?:られ|がた|難|ない|るのは難)|(?:同等|互角|同程度|同点|同レベル|同じ(?:くらい|レベル|程度)|ほぼ(?:同じ|等し|同様))(?:の|に|で|だ|と|が)?(?:見(?:ます|る|て)|評価|判断|結論|見な|みな|妥当|適切|し(?:ます|た)|する|いたし|優れ|ある(?:と|。|$)|です|レベル|パフォーマンス|品質|質|良い|よい|考え|みな|出来|水準|言え|いえ|。|$)|どちらとも(?:言え|いえ|決め(?:られ|かね)?)(?:ない|ません|ず)|引き?分け|引分|タイ(?:と|です|とし|である)|優劣(?:は)?なし|優劣を(?:つけ|付け|論じ)る(?:意味|必要)(?:は|が|も)?(?:な[いく]|ありません)|選ぶこと(?:は|が)(?:でき(?:ません|ない)|難し)|選択(?:する)?ことは?できません|(?:大きな|明確な|決定的な|有意な)?(?:差|優劣)は(?:ない|ありません|見られ(?:ない|ません)|認められ(?:ない|ません))|勝者(?:は|を)?(?:決め|なし|い(?:ない|ません))`,
];

const EN = [
  String.raw`\b(?:tie|draw|tied)\b(?! (?:in|to)\b)(?! (?:together|back))`,
  String.raw`\b(?:cannot|can['’]t|could not|couldn['’]t|unable to|impossible to|hard to|difficult to|not possible to|do not|don['’]t|would not|no reason to|not able to|won['’]t) (?:\w+ ){0,2}?(?:choose|decide|pick|select|determine|say which|prefer|favou?r|separate|declare|tell which)`,
  String.raw`\b(?:verdict|winner|decision|conclusion): (?:neither|none|both|equal)\b|\b(?:se valent|égalité|gleichwertig|gleich gut|unentschieden|empate)\b`,
  String.raw`\bno (?:clear|obvious|real|definite|single) (?:winner|preference|favou?rite|advantage|difference)|\bno winner\b`,
  String.raw`\b(?:equally|comparably|similarly) (?:\w+ )?(?:good|well|helpful|strong|matched|valid|bad|poor|weak|effective|useful|unhelpful|correct|capable|competent|satisfactory|accurate)\b`,
  String.raw`\bneither\b(?:[^.]{0,40}?)\b(?:better|superior|best|stronger|preferable|chosen|selected|stands out|wins?|recommended|preferred|the edge|an edge|advantage)`,
  String.raw`\b(?:of )?(?:about |roughly )?equal (?:quality|merit|value|standing|footing)|\bon par\b|\bneck and neck\b|\bevenly matched|\btoo close to call|\bboth (?:are|were) the same\b|\bnot (?:clearly |significantly |meaningfully )?better or worse\b|\bindistinguishable|\b(?:essentially|virtually|practically|nearly|almost) (?:identical|the same|equivalent)|\bcomparable (?:in|overall)\b`,
];

const KO = [
  "우열을 가(?:릴 수|리기)|(?:동등|동점|무승부|대등|막상막하|비등)(?:로 |하|합|입|이|한|$|[.])|비슷한 수준|비슷(?:합니다|하다고|하므로)|어느 (?:쪽|답변|것|한쪽)(?:도|이|을|이라도)?[^.]*(?:낫다고|선택|고르|고를|판단하기|우수하다고|말하기)[^.]*(?:없|어렵|않|못|힘들)|선택할 수 없|고를 수 없|차이가 없",
];

const ZH = [
  "平局|平手|不分上下|不分伯仲|难分(?:高下|伯仲|胜负)|不相上下|旗鼓相当|势均力敌|(?:质量|水平|表现)(?:基本|大致)?(?:相当|相同|一样)|同样(?:好|差|出色)|(?:两|二)[者个][^。]{0,12}(?:相当|一样好)|(?:无法|难以|不能)(?:选择|判断|决定|区分|抉择|分出)",
];

const NEITHER = new RegExp([...JA, ...EN, ...KO, ...ZH].join("|"), "i");

/** That both are alike in one respect says nothing of the whole. */
const ALIKE_IN_ONE =
  /(?:能力|文法|関連性|有用性|正確性|詳細度|詳細さ|簡潔さ|読みやすさ|表現|文章|長さ|流暢さ|日本語|点|部分|内容)(?:に(?:関して|ついて|おいて)(?:は|も)?|は|も|では|でも|\s*:)[^。]{0,12}(?:同等|同程度|同じ|互角|ほぼ|差は)|\b(?:in terms of|as for|regarding|with respect to) \w+|(?:정확성|관련성|문법|표현|유창성|길이)(?:은|는|도|에서는|면에서)[^.]{0,12}(?:비슷|동등|대등|차이)/i;
const WHOLE =
  /総合|全体|すべて|全て|いずれの(?:点|面|項目|観点)|評価(?:と|し|は同)|overall|all respects|every|전체|종합|모든/i;
const EXPLICIT =
  /引き?分け|甲乙|選べ|選ぶことは|選択(?:する)?ことは|\b(?:tie|draw)\b|cannot|can['’]t|무승부|우열|수 없/i;

/** That it is a tie is denied, which chooses nobody. */
const NO_TIE =
  /(?:\b(?:not|never|hardly|rather than|instead of|no longer)|n['’]t)\s+(?:\w+ ){0,2}?(?:a |an? \w+ )?(?:tie|draw|tied)\b|(?:引き?分け|同等|互角|同点)(?:とまで|とは|では|と言うに|とするの(?:は|に)(?:無理|不適切|誤り|抵抗))[^。、]{0,6}(?:な[くい]|ありません|言え|いえ|言い|適切|誤り|無理|抵抗|が)?|(?:무승부|동등|동점)(?:는|은|이|가|라고|하지|하다고)[^.,]{0,8}(?:아니|않|없|어렵)/gi;

/** A judge that asks for more has not compared, and one that has no opinion does not. */
const LACKS =
  /\bneed (?:to see|more|the (?:rest|full))\b|\bnot (?:been )?(?:provided|shown|given)\b/i;
const NO_OPINION =
  /\bas an? (?:AI|(?:large )?language model)\b|(?:\bno|\bnot|n['’]t) (?:have |hold |form )?(?:any )?(?:personal )?(?:opinions?|preferences?|feelings)\b|個人的な(?:意見|好み|見解)|AI(?:言語モデル|アシスタント)?(?:である|として|なので|の)(?:私|、)|개인적인 (?:의견|선호)|AI(?:로서|이기 때문)|作为(?:一个)?(?:AI|人工智能|语言模型)|个人(?:观点|意见|偏好)/i;

/** Whether a sentence declines to judge at all. */
export const hasNoOpinion = (sentence: string): boolean => NO_OPINION.test(sentence);

/** A judge that says of itself that it cannot tell, or leaves it to the reader. */
const CANNOT_TELL =
  /(?:私|わたし|当方)(?:に|から|として)は[^。]*(?:ません|ない|かね|難し)|(?:お答え|申し上げ|お伝え)[^。]{0,12}(?:ません|ない|かね|難し)|我(?:无法|难以|不能)|(?:저는|제가|저로서는)[^.]*(?:없|어렵)|\bI (?:cannot|can['’]t|am unable to|am not able to) (?:really )?(?:tell|say|answer)\b/i;
const LEFT_TO_THE_READER =
  /(?:読む人|読み手|読者|人|個人|利用者|ユーザー|質問者|あなた)(?:それぞれ)?の?(?:好み|価値観|判断|目的|考え方?)?(?:次第|による(?:。|$)|によります|に(?:委|任|ゆだ|まか)|によって(?:異な|変わ))|取决于|因人而异|见仁见智|취향에 (?:달|따라)|(?:사람|독자)에 따라|\bdepends? on (?:the (?:reader|user)|(?:one|your|you|who)|(?:personal )?(?:taste|preference))|\b(?:matter|question) of (?:personal )?(?:taste|preference)|\bup to (?:the reader|you)\b/i;
const NAMES_A_TIE =
  /引き?分け|同等|互角|同点|\b(?:tie|draw|tied|equal(?:ly)?)\b|무승부|동점|平局|平手/i;

/** Whether a sentence that chooses neither, with what follows it, leaves the question open. */
export function declines(sentence: string, later: string): boolean {
  if (NAMES_A_TIE.test(sentence)) return false;
  // "Which is better depends on the reader's taste" as all there is to it: no choice, as ever.
  const own = sentence.replace(/によ(?:ります|る)。?$/, "");
  return CANNOT_TELL.test(own) || LEFT_TO_THE_READER.test(`${own}\n${later}`);
}

/** Whether a sentence declares neither better. */
export function choosesNeither(sentence: string): boolean {
  if (LACKS.test(sentence) || hasNoOpinion(sentence)) return false;
  if (!NEITHER.test(sentence.replace(NO_TIE, ""))) return false;
  return !ALIKE_IN_ONE.test(sentence) || WHOLE.test(sentence) || EXPLICIT.test(sentence);
}
