/** Which assistant a sentence prefers; ① and ② stand for the two (`verdict_names.ts`). */
import { besideTheLesser, type Side, sideOf } from "./verdict_lesser.ts";
import {
  AMONG,
  APPROVES,
  BETWEEN,
  CHOOSES,
  COMPARATIVE,
  COMPARATIVE_OF_FAULTS,
  COMPARED_WITH,
  DENIES,
} from "./verdict_words.ts";

const COMPARES = new RegExp(COMPARED_WITH.source, "i");

const sidesIn = (text: string): Set<Side> => new Set((text.match(/[①②]/g) ?? []).map(sideOf));

/** ①の方が劣っています: only one is named, and the other is the better. */
const THE_LESSER =
  /([①②])(?:の)?(?:方|ほう)が[^、。①②]{0,8}(?:劣|見劣り|悪い|低い(?:と|です|評価))|([①②])(?:이|가|쪽이) 더 (?:못|나쁘|부족)|([①②]) is the (?:worse|weaker|poorer|inferior)/i;
/** ②>①, and nothing else to be read in it. */
const RANKED = /([①②])\s*(>+|<+)\s*([①②])/;
/** "Thus, ②.": the name is all that follows. */
const ALL_IN_ALL =
  /(?:どちらかと(?:言え|いえ)ば|(?:強|し)いて(?:言え|いえ|選べ|挙げれ)ば|(?:僅差|小差|接戦の末|わずかな差)で|굳이 (?:고르자면|고른다면|꼽자면|선택하자면)|if I (?:must|had to) (?:choose|pick),?)[、,\s]*([①②])\s*(?:です|でしょう|だ|かと思います|かな|입니다|이다)?[。.!]?$/i;
const NAME_ALONE = /^[^①②、,]{1,12}[、,]\s*([①②])\s*(?:です|だ|입니다)?[。.!]?$/;

/** The preferred assistant; `concludes` lets words of approval decide. */
export function preferredIn(sentence: string, concludes: boolean): Side | undefined {
  const winner = besideTheLesser(sentence);
  if (winner) return winner;
  const ranked = RANKED.exec(sentence);
  if (ranked) return sideOf(ranked[(ranked[2] as string).startsWith(">") ? 1 : 3] as string);
  const alone = ALL_IN_ALL.exec(sentence) ?? (concludes && NAME_ALONE.exec(sentence));
  if (alone) return sideOf(alone[1] as string);
  const elliptic = preferredBehind(sentence);
  if (elliptic) return elliptic;
  const theLesser = THE_LESSER.exec(sentence);
  if (theLesser && sidesIn(sentence).size === 1) {
    return sideOf((theLesser[1] ?? theLesser[2] ?? theLesser[3]) as string) === 1 ? 2 : 1;
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
