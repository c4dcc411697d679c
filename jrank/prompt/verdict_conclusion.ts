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
import type { Side } from "./verdict_lesser.ts";
import { markSides } from "./verdict_names.ts";
import { choosesNeither } from "./verdict_neither.ts";
import { preferredIn } from "./verdict_preference.ts";
import {
  APPROVES,
  CONCLUDES,
  DENIES_BETTER,
  DISMISSES_BOTH,
  HEDGED,
  IF_ONLY,
  LOOKED_AT,
  ONE_RESPECT,
  REMARK,
  TRADE_OFF,
} from "./verdict_words.ts";

/** Of a longer sentence (a judge in a loop) the end is read. */
const LONGEST = 600;

export interface Conclusion {
  winner: 1 | 2 | 3;
  /** Nothing behind it takes it back, weighs against it or names the other side. */
  isFirm: boolean;
}

/** The last conclusion in words. */
export function readConclusion(text: string): Conclusion | undefined {
  const denied = new Set<Side>();
  const remarks: (Side | 3)[] = [];
  let behind = "";
  let dismissed = false;
  for (const sentence of sentencesOf(markSides(text)).reverse()) {
    const later = behind;
    behind = `${sentence}\n${later}`.slice(0, LONGEST);
    const side = deniedIn(sentence);
    if (side !== undefined) {
      denied.add(side);
      continue;
    }
    const reading = readSentence(sentence);
    if (reading === undefined) {
      dismissed =
        DISMISSES_BOTH.test(sentence) && CONCLUDES.test(sentence) && !REMARK.test(sentence);
      if (dismissed) break;
      continue;
    }
    if (reading !== 3 && denied.has(reading)) return undefined;
    if (isAside(sentence)) {
      remarks.push(reading);
      continue;
    }
    return { winner: reading, isFirm: denied.size === 0 && isFirm(sentence, reading, later) };
  }
  if (denied.size === 2) return { winner: 3, isFirm: false };
  const [remark] =
    remarks.length > 0 || denied.size > 0 || dismissed ? remarks : [lastComparison(text)];
  // Remarks that praise one for this and the other for that choose nobody.
  const isOneSided = remarks.every((side) => side === remark);
  return remark === undefined || denied.size > 0 || !isOneSided
    ? undefined
    : { winner: remark, isFirm: false };
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
  /最初|当初|はじめは|一見|によ(?:ります|る。|って)|次第|明確では|難し|\b(?:at first|initial(?:ly)?|would be|depends?)\b|처음|따라 다|起初|最初/i;
/** A sentence that weighs against what was said before it, or speaks of both. */
const WEIGHS =
  /しかし|ただし|ただ、|もっとも|一方|とはいえ|どちら|両[者方]|双方|いずれ|\b(?:however|but|though|still|yet|that said|both|neither|either|wait|actually)\b|하지만|그러나|다만|둘 다|두 답변|但|不过|然而|两/i;

function isFirm(sentence: string, side: Side | 3, later: string): boolean {
  if (UNSURE.test(sentence) || WEIGHS.test(later)) return false;
  const others = side === 1 ? /②/ : side === 2 ? /①/ : /[①②]/;
  return !others.test(later);
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
      .filter((sentence) => sentence !== "")
  );
}

function isAside(sentence: string): boolean {
  if (REMARK.test(sentence)) return true;
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
