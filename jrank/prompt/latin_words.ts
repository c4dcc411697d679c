/**
 * Whether a text in Latin letters is English, by its small words. Letters alone do not tell: German,
 * Vietnamese or Swahili text must not be taken for English.
 */

/** Frequent words, and those that questions begin with. */
const ENGLISH = `
the of and to in a an is are was were be been being am do does did doing done has have had having
it its he she they we you i me my your his her their our us them him this that these those there here
what which who whom whose when where why how if then than as at by for from with without about above
below under over into onto through between among during before after against within upon off on out
up down not no nor or but so because since while although though until unless whether can could will
would shall should may might must let some any each every all both few many much more most other
another such only own same too very just also even still again once never always often ever now
please write explain describe list name give tell show compare solve calculate compute find create
make generate translate summarize summarise implement provide suggest discuss analyze analyse
identify classify define rewrite convert imagine suppose consider design draft outline evaluate
complete choose answer say state prove determine estimate help fix debug select given using use used
following one two three four five six seven eight nine ten first second last next new good best better
word words sentence paragraph text question story poem essay email letter example examples number
numbers people person time year day world life way thing things know think want need like get go come
see say said take work short simple step steps hi hello hey thanks thank yes around near recommend act role`;

/** Small words of other languages in Latin letters, a line for each. */
const OTHERS = [
  "le la les un une des du de et est sont dans sur pour avec que qui quoi quel quelle quels quelles pourquoi comment où il elle ce cette ces au aux par ne pas plus je tu nous vous donne explique écris expliquez écrivez mot",
  "der die das ein eine einen einem eines und ist sind in im den dem des zu zum zur mit von für auf nicht warum wie was wer wo wann welche welcher welches ich du er sie wir ihr es bitte schreibe nenne erkläre über ins aus",
  "el la los las un una unos unas de del y es son en con por para que qué quién cuál cómo dónde cuándo se su al lo no más como escribe explica resuelve sobre siguiente",
  "o a os as um uma de do da dos das e é são em no na nos nas com por para que quem qual como onde quando se ao não mais escreva explique sobre",
  "il lo la i gli le un una uno di del della dei delle e è sono in nel nella con per che chi quale come dove quando perché si al alla non più scrivi spiega sulla breve",
  "de het een en van is zijn in op met voor dat die wat wie waar waarom hoe wanneer welke ik je hij zij wij niet aan te door om over schrijf leg uit",
  "en ett och är att det som på av för med den till inte varför hur vad vem var när jag du han hon skriv om et og er at der til ikke hvorfor hvordan hva hvad hvem jeg",
  "i w na z do się jest są nie to że jak co kto gdzie kiedy dlaczego czy o od po dla przez napisz wyjaśnij który",
  "a v na se je jsou to že jak co kdo kde kdy proč z o s pro při do napiš vysvětli ktorý je sú prečo ako",
  "ve bir bu için ile ne nasıl neden nerede kim hangi da de mi mı çok olan olarak yaz açıkla hakkında kısa",
  "yang di dan ini itu dengan untuk dari pada adalah ke dalam tidak apa siapa mengapa bagaimana kapan mana tulis tulislah jelaskan tentang secara akan",
  "ang ng mga sa na at ay ba si ni ako ikaw siya ito iyan bakit paano ano sino saan kailan mo ko isang kung hindi",
  "và là của có cho không trong một những các được tại sao hãy viết về gì thế nào với này",
  "ja on ei se että miksi miten mikä mitä kuka missä milloin tai ovat oli kirjoita selitä hän",
  "az egy és a nem hogy miért hogyan mi ki hol mikor van vagy ez írj",
  "și este sunt de la în cu pe un o ce cine unde când cum pentru că nu mai din scrie explică",
  "na ya wa kwa ni la za katika nini kwanini vipi nani wapi andika eleza kuhusu hii hiyo si",
  "el la els les un una de del i és són en amb per què qui quin quina com on quan no més",
];

const setOf = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));
const ENGLISH_WORDS = setOf(ENGLISH);
const OTHER_WORDS = OTHERS.map(setOf);

/** What only programs write: such a text without known words says nothing about its language. */
const CODE_MARKS = /[{}=<>_\\]|\(\)|\w\(/;

/** Words that must be there before a text with hardly any English ones is more than a name. */
const ENOUGH = 6;

interface LatinWords {
  words: number;
  english: number;
  /** Those of the language that has most of them, or those with letters English lacks if more. */
  other: number;
}

/** Counts small words of English and of the best other language; single letters tell nothing. */
export function latinWordsOf(text: string): LatinWords {
  const words = text.toLowerCase().match(/[\p{Script=Latin}\p{M}]{2,}/gu) ?? [];
  const count = (set: ReadonlySet<string>): number => words.filter((word) => set.has(word)).length;
  const foreign = words.filter((word) => /[^a-z]/.test(word)).length;
  return {
    words: words.length,
    english: count(ENGLISH_WORDS),
    other: Math.max(foreign, ...OTHER_WORDS.map((set) => count(set))),
  };
}

/** English or not; undefined where names, formulas and code leave it open. */
export function latinLanguageOf(text: string): "en" | "other" | undefined {
  const { words, english, other } = latinWordsOf(text);
  const isEnough = english >= 0.15 * words;
  if (english > other && isEnough) return "en";
  if (other > english) return "other";
  return !isEnough && words >= ENOUGH && !CODE_MARKS.test(text) ? "other" : undefined;
}
