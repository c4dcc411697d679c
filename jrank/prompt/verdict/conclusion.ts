/**
 * A verdict in words: a conclusion that names one assistant as the better, or says that neither is
 * chosen. Reads Japanese, English and Korean. Text comes in plain width.
 *
 * Each sentence is read for itself, from the last to the first; the first that concludes or chooses
 * decides. Praise in the course of the discussion does not, what an answer could have done better
 * does not, and a remark behind a conclusion ("ただし…", a preference in one respect only) counts
 * only where there is no conclusion before it. A sentence that denies that one is better ends the
 * search, unless the other is preferred or denied as well.
 */

import {
  APPROVES,
  CONCLUDES,
  DENIES,
  DENIES_BETTER,
  DISMISSES_BOTH,
  HEDGED,
  IF_ONLY,
  LOOKED_AT,
  ONE_RESPECT,
  REMARK,
  TRADE_OFF,
} from "./concluding_words.ts";
import { choosesNeither, declines, hasNoOpinion, preferredIn } from "./preference.ts";
import { hasUnclearFormer, markSides, type Side, withSomeFormer } from "./sides.ts";

/** Of a longer sentence (a judge in a loop) the end is read. */
const LONGEST = 600;

export interface Conclusion {
  winner: 1 | 2 | 3;
  /**
   * firm: nothing behind it takes it back, weighs against it or names the other side; settled: the
   * other side may be named, as where the reasons follow; weak: a comparison or a remark.
   */
  strength: "firm" | "settled" | "weak";
}

/** The last conclusion in words. */
export function readConclusion(text: string): Conclusion | undefined {
  const denied = new Set<Side>();
  const remarks: (Side | 3)[] = [];
  let behind = "";
  let dismissed = false;
  const sentences = sentencesOf(markSides(text)).reverse();
  for (const [k, sentence] of sentences.entries()) {
    const later = behind;
    behind = `${sentence}\n${later}`.slice(0, LONGEST);
    const side = deniedIn(sentence);
    if (side !== undefined) {
      denied.add(side);
      continue;
    }
    if (hasUnclearFormer(sentence) && readSentence(withSomeFormer(sentence))) return undefined;
    const reading = readSentence(sentence);
    if (reading === undefined) {
      dismissed =
        DISMISSES_BOTH.test(sentence) && CONCLUDES.test(sentence) && !REMARK.test(sentence);
      if (dismissed) break;
      continue;
    }
    if (reading !== 3 && denied.has(reading)) return undefined;
    if (reading === 3 && hasNoOpinion(sentences[k + 1] ?? "")) return undefined;
    if (reading === 3 && declines(sentence, later)) return undefined;
    if (isAside(sentence)) {
      remarks.push(reading);
      continue;
    }
    const strength = denied.size > 0 ? "weak" : strengthOf(sentence, reading, later);
    return { winner: reading, strength };
  }
  if (denied.size === 2) return { winner: 3, strength: "weak" };
  const [remark] =
    remarks.length > 0 || denied.size > 0 || dismissed ? remarks : [lastComparison(text)];
  // Remarks that praise one for this and the other for that choose nobody.
  const isOneSided = remarks.every((side) => side === remark);
  return remark === undefined || denied.size > 0 || !isOneSided
    ? undefined
    : { winner: remark, strength: "weak" };
}

/** A last sentence that compares, though it does not conclude: "①の方が具体的で正確です。" */
function lastComparison(text: string): Side | undefined {
  const last = sentencesOf(markSides(text)).findLast((sentence) => /[①②]/.test(sentence));
  if (
    last === undefined ||
    !COMPARES.test(last) ||
    !(APPROVES.test(last) || VIRTUES.test(last)) ||
    ASKS.test(last)
  )
    return undefined;
  if (HEDGED.test(last) || IF_ONLY.test(last) || TRADE_OFF.test(last) || isAside(last))
    return undefined;
  return preferredIn(last, true);
}
const VIRTUES =
  /丁寧|詳し|具体的|包括的|自然(?!な点)|明確|わかりやす|分かりやす|充実|親切|網羅|忠実|実用的|clear|helpful|accurate|친절|자세|자연스럽|충실|정확|详细|准确|全面|清晰/i;
const COMPARES =
  /[①②](?:の)?(?:方|ほう)が|[①②]より|\bthan [①②]|[①②]보다|[①②][^①②.]{0,12}더\s|比\s*[①②]|[①②][^①②,。]{0,6}更/;

/** What a judge thought first, or which of the two it depends on whom one asks. */
const UNSURE =
  /最初|当初|はじめは|一見|によ(?:ります|る。|って)|次第|明確では|難し|今のところ|現時点|지금까지|目前|\b(?:at first|initial(?:ly)?|would be|depends?|so far|was going to|for now|at this point)\b|(?:, (?:but|and|although|since)|が、|지만)\s*$|처음|따라 다|起初|最初/i;
/** A sentence that weighs against what was said before it, or speaks of both. */
const WEIGHS =
  /しかし|ただし|ただ、|もっとも|とはいえ|\b(?:however|but|though|still|yet|that said)\b|하지만|그러나|다만|但|不过|然而/i;
const TAKES_BACK = /\b(?:wait|actually|let me)\b|いや、|いえ、|待って|아니,|잠깐|等等/i;
const OF_BOTH = /一方|どちら|両[者方]|双方|いずれ|\b(?:both|neither|either)\b|둘 다|두 답변|两/i;

/** A judge that cannot tell may not have come to its verdict yet. */
const CANNOT =
  /^(?!.*(?:\b(?:tie|draw)\b|平局)).*(?:\b(?:cannot|can['’]t|unable)\b|无法|难以|不能)/i;

/** "② is better written, but ① is correct." */
function endsWithOther(sentence: string, side: Side): boolean {
  const parts = sentence.split(/が、|ものの、|, (?:but|yet|however)\b|,(?:但是?|不过)|지만,?\s/i);
  const end = parts.at(-1) as string;
  if (parts.length < 2 || DENIES.test(end)) return false;
  return end.includes(side === 1 ? "②" : "①") && !end.includes(side === 1 ? "①" : "②");
}

function strengthOf(sentence: string, side: Side | 3, later: string): Conclusion["strength"] {
  if (UNSURE.test(sentence) || TAKES_BACK.test(later)) return "weak";
  if (side === 3 ? CANNOT.test(sentence) : endsWithOther(sentence, side)) return "weak";
  const others = side === 1 ? /②/ : side === 2 ? /①/ : /[①②]/;
  const isNamed = others.test(later);
  if (WEIGHS.test(later) || (side !== 3 && OF_BOTH.test(later))) {
    return CONCLUDES.test(sentence) && !isNamed ? "settled" : "weak";
  }
  return isNamed ? "settled" : "firm";
}

function sentencesOf(text: string): string[] {
  return (
    text
      .replace(/[*_`#]+|^\s*>+/gm, "")
      .replace(
        /\bbetter than (?:expected|average|nothing|most|usual|I (?:\w+ )?expected)/gi,
        "decent",
      )
      // What is quoted is the answers' words, not the judge's.
      .replace(/「[^「」①②\n]{4,}」|"[^"①②\n]{4,}"/g, "")
      .split(
        /(?<=[。!?])|\n+|(?<=,)\s+(?=(?:so|therefore|thus|hence)\b)|(?<=[.;])\s+(?=[A-Z가-힣①②])|(?<=;)\s+(?=(?:as it stands|as is|overall|still|but|however|on balance)\b)/,
      )
      .map((sentence) => sentence.slice(-LONGEST).trim())
      .filter((sentence) => /[\p{L}①②]/u.test(sentence))
  );
}

/** "② is the better answer; it is better organised …": said of the whole, and then why. */
const OF_THE_WHOLE =
  /[①②][^①②.;]{0,20}\bis (?:clearly |definitely |simply )?the (?:better|superior|stronger|best)\b(?! (?:at|in|on|for)\b)/i;

function isAside(sentence: string): boolean {
  if (REMARK.test(sentence)) return true;
  if (OF_THE_WHOLE.test(sentence)) return false;
  return ONE_RESPECT.test(sentence) && !CONCLUDES.test(sentence);
}

function readSentence(whole: string): Side | 3 | undefined {
  const asItIs = AS_IT_IS.exec(whole)?.[1];
  const sentence = asItIs !== undefined && /[①②]/.test(asItIs) ? asItIs : whole;
  if (HEDGED.test(sentence)) {
    // "…という意見もありますが、…": what stands behind the view of others is the judge's own.
    const own = OTHERS_VIEW.exec(sentence)?.[1];
    if (own !== undefined && /[①②]/.test(own)) return readSentence(own);
    return choosesNeither(sentence) ? 3 : undefined;
  }
  if (TRADE_OFF.test(sentence) || ASKS.test(sentence)) return undefined;
  if (IF_ONLY.test(sentence) && !LOOKED_AT.test(sentence)) return undefined;
  return (
    preferredIn(sentence, CONCLUDES.test(sentence)) ?? (choosesNeither(sentence) ? 3 : undefined)
  );
}

/** A question, which its answer behind it decides. */
const ASKS = /\?["')」]*$|(?:でしょうか|ますか|ですか|까요|습니까)[。.]?$/;
/** What others may think, and behind the contrast what the judge thinks. */
const OTHERS_VIEW = /(?:意見|見方|考え(?:方)?|声)(?:も|が)[^。、]{0,12}が、(.+)$/;
/** "…していれば逆転したかもしれませんが、現状では…": what might have been, and then what is. */
const AS_IT_IS =
  /(?:かもしれません|かもしれない|でしょう|だろう|はずです|可能性(?:も|が)(?:あります|ある)|余地(?:は|が|も)(?:あります|ある)|(?:でした|ました|だった)(?=が、(?:実際|現状|現実|今回)))(?:が|けれど|けれども|ものの)、(.+)$/;

const GOES_ON = /^[くず、,]{0,2}[、,;][^。]*[①②](?:の(?:方|ほう))?[がをに]/;

/** The one assistant of which a sentence denies that it is the better. */
function deniedIn(sentence: string): Side | undefined {
  const denial = DENIES_BETTER.exec(sentence);
  if (!denial || choosesNeither(sentence)) return undefined;
  const at = denial.index;
  // "①が優れているとは言い難く、②が…": the sentence goes on to the other.
  if (GOES_ON.test(sentence.slice(at + denial[0].length))) return undefined;
  const sign = sentence
    .slice(0, at)
    .replace(/[①②](?:より|に比べ|보다)/g, "")
    .match(/[①②]/g)
    ?.at(-1);
  return sign === undefined ? undefined : sign === "①" ? 1 : 2;
}
