/**
 * The names of the two assistants, written as ① and ②, and sentences that call one of them the worse.
 */

export type Side = 1 | 2;

export const sideOf = (sign: string): Side => (sign === "①" ? 1 : 2);

/** Sentences that call one assistant worse: the pattern, and the group that names the better one. */
const WORSE: readonly [RegExp, number][] = [
  [/[①②][^①②。]{0,10}(?:不如|不及|逊于|逊色于|劣于|比不上)\s*([①②])/, 1],
  [
    /[①②](?:は|が|の方が)[^①②。]*([①②])(?:(?:の[^、。①②]{1,6})?に(?:は|も)?(?:[^、。①②]{0,8})?(?:劣|及(?:ば|び)|かな(?:わ|い)|負け|一歩譲|敗れ)|より(?:も)?[^、。①②]{0,10}(?:劣|見劣り|低い|悪い|不十分|不正確))/,
    1,
  ],
  [/[①②](?:は|が)[^①②。]{0,4}([①②])ほど(?:は|に|の)?[^、。①②]{0,14}(?:ない|ません|なく)/, 1],
  [/([①②])ほど(?:は|に|の)?[^、。①②]{0,14}(?:ない|ません|なく)/, 1],
  [
    /([①②])(?:に比べ|と比べ|に比較|と比較|より(?:も)?)[^①②。]{0,6}[①②](?:は|が|の方が|のほうが)[^①②。]*(?:劣|見劣り|低い(?:と|です|評価)|不十分|不足)/,
    1,
  ],
  [
    /[①②] (?:is|was|seems|feels) (?!(?:not(?! as)|never|hardly|no|by no means|in no way|far from) )(?:\w+ )?(?:worse|weaker|inferior|poorer|less \w+|not as \w+)\b[^.①②]{0,40}\b(?:than|to|as) ([①②])/i,
    1,
  ],
  [
    /[①②] (?:is|was)\b(?!\s+not\b)[^.①②]{0,60}\b(?:but|yet|though|and)\s(?:\w+ ){0,2}(?:worse|weaker|inferior|poorer) (?:\w+ )?(?:than|to) ([①②])/i,
    1,
  ],
  [
    /[①②] (?:falls short of|loses(?: out)? to|(?:is|was) (?:outperformed|beaten|surpassed|outclassed|edged out) by|does(?: not|n['’]t) (?:match|measure up to|compare to)|lags behind|trails) ([①②])/i,
    1,
  ],
  [
    /[①②](?:은|는|이|가)?[^①②.]{0,8}([①②])(?:보다|에 비해(?:서)?|만큼|에)[^①②.]*(?:못하|못합|부족|떨어|낮|열등|뒤처|않|덜)/,
    1,
  ],
];

/** The assistant that a sentence calls better by calling the other one worse. */
export function betterOfComparison(sentence: string): Side | undefined {
  for (const [pattern, group] of WORSE) {
    const worse = pattern.exec(sentence);
    const rest = worse && sentence.slice(worse.index + worse[0].length);
    if (!worse || rest === null || /[①②]/.test(rest)) continue;
    if (!isWorseDenied(worse[0], rest)) return sideOf(worse[group] as string);
  }
  return undefined;
}

/** ①は②に劣らない: as good at least, and no word of which is better. */
function isWorseDenied(worse: string, rest: string): boolean {
  if (/(?:及[ばび]|かな[わい]|ない|ません|なく)$/.test(worse)) return false;
  return /^(?:ら(?:ない|ず|ぬ)|りません|り?し(?:ない|ません)|り?はし(?:ない|ません)|けて(?:い|は)(?:ない|ません)|ることは(?:ない|あり)|って(?:は|など)?い(?:ない|ません|るとは|るわけでは)|(?:하|지|어지|지지|처지)*지(?:는|도)? 않)/.test(
    rest,
  );
}

const KIND =
  "(?:アシスタント|AI|回答者?|応答|返答|モデル|[Aa]ssistant|ASSISTANT|[Aa]nswer|[Rr]esponse|[Mm]odel|[Cc]andidate|[Aa]ssistent(?:en)?|[Aa]ss?istente|[Аа]ссистента?|[Оо]твета?|어시스턴트|도우미|답변|응답|모델|助手|答案|模型|回复)";
/** Not a number with more digits, a count (回答1つ) or a longer word. */
const NO_COUNT = String.raw`(?![\dA-Za-z]|[.]\d|つ|個|件|文|行|回(?!答)|番目|개|문장)`;
const NAMED = new RegExp(
  String.raw`(?:\b[Tt]he )?(?:AI\s*)?${KIND}(?:\s*[#(「"'*]\s*|\s*(?:No\.?|番号)\s*|\s*)([12AB])${NO_COUNT}[」")*]*`,
  "g",
);
/** What a name is usually followed by; it changes nothing. */
const ANSWER_OF = String.raw`(?:さん)?(?:の(?:AI)?(?:アシスタント|モデル)?の?(?:回答|応答|返答|解答|パフォーマンス|もの|説明|内容|文章|答え)|['’]s?\s(?:\w+\s)?(?:answer|response|reply|output|performance)|['’]s\b|의\s*(?:답변|응답|대답|것)|的(?:回答|答案|回复|答复|表现|解释|内容))?`;
const MARKED = new RegExp(
  String.raw`(?:(?:\b(?:die|la)\s)?\b(?:Antwort|réponse|respuesta)\s(?:von|de|del|des)\s)?(?:\bl['’]|\b(?:el|der)\s|[Оо]твета?\s)?([①②])${ANSWER_OF}`,
  "gi",
);

const FIRST =
  /(?:1|一)(?:番目?|つ目|つめ)の(?:アシスタント|回答|AI|モデル)|(?:最初|第一)の(?:アシスタント|回答)|\bthe first (?:assistant|answer|response|model)\b|1번\s*(?:어시스턴트|답변|응답|모델)|첫\s*번째\s*(?:어시스턴트|답변|응답|모델)|第一(?:个|位)(?:助手|回答|答案|模型|回复)/gi;
const SECOND =
  /(?:2|二)(?:番目?|つ目|つめ)の(?:アシスタント|回答|AI|モデル)|第二の(?:アシスタント|回答)|\bthe second (?:assistant|answer|response|model)\b|2번\s*(?:어시스턴트|답변|응답|모델)|두\s*번째\s*(?:어시스턴트|답변|응답|모델)|第二(?:个|位)(?:助手|回答|答案|模型|回复)/gi;

/** A letter or digit standing for an assistant by itself, told by what follows. */
const BARE = [
  /(?<![\p{Script=Latin}\d])(?<!(?:[\p{Script=Katakana}\p{Script=Han}ー]))([AB])(?=(?:の(?:回答|応答|方|ほう)|が|は|より|を(?:選|支持|推)|に(?:比べ|軍配|劣|一票)|の勝|と[AB①②]|ほど|(?:이|가|는|은|를|을|의|보다|와|과|에)(?![A-Za-z])))/gu,
  /(?<![\p{Script=Latin}\d])([AB])(?=的(?:回答|答案|回复)|更|优于|胜|不如|略|比[AB①②])/gu,
  /(?<=[①②](?:と|や|より|보다|와|과)\s*|と(?=[AB]))([AB])(?![A-Za-z\d])/gu,
  /(?<![\d.,:\p{L}])([12])(?=の(?:回答|応答|方が|ほうが|アシスタント))/gu,
  /\b([AB])(?=['’]s\s(?:\w+\s)?(?:answer|response|reply)|\s(?:is|was|wins|has|gives|provides|offers|outperforms|over|beats)\b)/g,
  /(?<=(?:勝者|승자)\s?(?:[는은は]|:)\s{0,3}|\bwinner(?: is|:)\s)([AB])(?![A-Za-z\d])/gi,
  /(?<=\b(?:than|over|as|to|beats|outperforms|prefer|choose|pick)\s)the (first|second)(?= one\b|\s*(?:[.,;!]|$))(?: one)?/gi,
  /(?<=\b(?:better|best|preferred|superior|stronger|winning) (?:one|answer|response|assistant|reply) (?:is|was) )the (first|second)(?= one\b|\s*(?:[.,;!]|$))(?: one)?/gi,
  /(?<=\b(?:than|over|to|prefer|choose|pick|select|between|and|is|beats|outperforms|with|for)\s)([AB])(?=\s*(?:[.,;:!]|$|\b(?:and|over|because|as|since|here|to)\b))/g,
];

/** "Decision: second better", as a key of the choices words it. */
const LABELLED =
  /(?<=(?:^|\n)[\s*_#]{0,4}(?:final |my )?(?:decision|verdict|winner|choice|conclusion|judge?ment)(?: is|:)[\s*_]{1,4})(?:the )?(first|second)(?: one| answer| response| assistant)?(?: is)? better(?=[\s*_.!]*(?:\n|$))/gi;

const FORMER_OR_LATTER =
  /(前者|\bthe former\b|(?<!\p{L})전자(?=[가는를의이도와에쪽로]|보다))|([後后]者|\bthe latter\b|(?<!\p{L})후자(?=[가는를의이도와에쪽로]|보다))/giu;
/** Both named together: ①と②, ① and ②. */
const PAIR = /([①②])[^①②。\n]{0,9}?(?:と|や|、|,|および|\band\b|\bor\b|와|과)[^①②。\n]{0,9}([①②])/g;

const signOf = (side: string): string => (/^(?:[1A]|first)$/i.test(side) ? "①" : "②");

/** The text with every name of the assistants as ① or ②, their answers included. */
export function markSides(text: string): string {
  let marked = text
    .replace(NAMED, (_, side: string) => signOf(side))
    .replace(FIRST, "①")
    .replace(SECOND, "②");
  for (const pattern of BARE) marked = marked.replace(pattern, (_, side: string) => signOf(side));
  marked = marked.replace(LABELLED, (_, side: string) => `${signOf(side)} is better`);
  return resolveFormer(marked).replace(MARKED, "$1");
}

/** Whether it was not clear whom a sentence calls the former or the latter. */
export const hasUnclearFormer = (sentence: string): boolean =>
  sentence.search(FORMER_OR_LATTER) >= 0;

/** The sentence as if one were meant by it, to see whether it chooses. */
export const withSomeFormer = (sentence: string): string =>
  sentence.replace(FORMER_OR_LATTER, (_, former?: string) => (former === undefined ? "②" : "①"));

/**
 * "The former" is whichever was named first where both were last named. Where they were named in
 * turn, and not in one order alone, it is not clear and the word stays.
 */
function resolveFormer(text: string): string {
  return text.replace(
    FORMER_OR_LATTER,
    (word: string, former: string | undefined, _, at: number) => {
      const before = text.slice(0, at);
      const pair = [...before.matchAll(PAIR)].findLast(([, a, b]) => a !== b);
      const turns = turnsIn(pair ? before.slice(pair.index + pair[0].length) : before);
      const [first, second] = pair ? [pair[1], pair[2]] : turns.length < 2 ? ["①", "②"] : turns;
      const isClear = pair
        ? turns.length < 2 || (turns[0] === first && turns.at(-1) === second)
        : turns.length !== 1 && turns.at(-1) === (turns[1] ?? turns[0]);
      return isClear ? ((former === undefined ? second : first) as string) : word;
    },
  );
}

/** The names in their order, each run of the same one once. */
function turnsIn(text: string): string[] {
  const names = text.match(/[①②]/g) ?? [];
  return names.filter((name, k) => name !== names[k - 1]);
}
