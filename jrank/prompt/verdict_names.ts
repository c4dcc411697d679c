/**
 * The many names of the two assistants become ① and ②, so that verdicts in words are read in one
 * spelling. (Text in plain width holds neither sign: NFKC turns them into 1 and 2.)
 */

const KIND =
  "(?:アシスタント|AI|回答者?|応答|返答|モデル|[Aa]ssistant|ASSISTANT|[Aa]nswer|[Rr]esponse|[Mm]odel|[Cc]andidate|[Aa]ssistent(?:en)?|[Aa]sistente|어시스턴트|도우미|답변|응답|모델|助手|答案|模型|回复)";
/** Not a number with more digits, a count (回答1つ) or a longer word. */
const NO_COUNT = String.raw`(?![\dA-Za-z]|[.]\d|つ|個|件|文|行|回|番目|개|문장)`;
const NAMED = new RegExp(
  String.raw`(?:\b[Tt]he )?(?:AI\s*)?${KIND}(?:\s*[#(「"'*]\s*|\s*(?:No\.?|番号)\s*|\s*)([12AB])${NO_COUNT}[」")*]*`,
  "g",
);
/** What a name is usually followed by; it changes nothing. */
const ANSWER_OF = String.raw`(?:さん)?(?:の(?:AI)?(?:アシスタント|モデル)?の?(?:回答|応答|返答|解答|パフォーマンス|もの|説明|内容|文章|答え)|['’]s?\s(?:\w+\s)?(?:answer|response|reply|output|performance)|['’]s\b|의\s*(?:답변|응답|대답|것)|的(?:回答|答案|回复|答复|表现|解释|内容))?`;
const MARKED = new RegExp(
  String.raw`(?:(?:\b(?:die|la)\s)?\b(?:Antwort|réponse|respuesta)\s(?:von|de|del|des)\s)?(?:\bl['’]|\b(?:el|der)\s)?([①②])${ANSWER_OF}`,
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
  /(?<=\b(?:than|over|to|prefer|choose|pick|select|between|and|is|beats|outperforms|with|for)\s)([AB])(?=\s*(?:[.,;:!]|$|\b(?:and|over|because|as|since|here|to)\b))/g,
];

const FORMER_OR_LATTER = /(前者|\bthe former\b|전자)|(後者|\bthe latter\b|후자)/gi;
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
  return resolveFormer(marked).replace(MARKED, "$1");
}

/** "The former" is whichever was named first where both were last named together. */
function resolveFormer(text: string): string {
  return text.replace(
    FORMER_OR_LATTER,
    (word: string, former: string | undefined, _, at: number) => {
      const pair = [...text.slice(0, at).matchAll(PAIR)].findLast(([, a, b]) => a !== b);
      if (pair) return pair[former === undefined ? 2 : 1] as string;
      // Not named together, but one after the other: ① first, as they were shown.
      const names = text.slice(0, at).match(/[①②]/g) ?? [];
      const inOrder = names.length === 0 || (names[0] === "①" && names.at(-1) === "②");
      return inOrder ? (former === undefined ? "②" : "①") : word;
    },
  );
}
