/**
 * What a judge quotes is no verdict of its own: quotation marks, quote lines, code blocks, what it
 * announces as another's words, and what stands verbatim in an answer. Quotation marks around a name
 * or one word are emphasis, and so are those around a mark that the judge's own words announce.
 * Text comes in plain width.
 */

const SPEAKER = String.raw`(?:アシスタント|回答|応答|モデル|[Aa]ssistants?|[Aa]nswers?|[Rr]esponses?|[Rr]epl(?:y|ies)|[Mm]odel|[Cc]andidate|\bone\b|\b[AB]\b|\b[Ii]t\b|어시스턴트|답변|응답|助手|回复)`;
const SPEAKS = String.raw`(?:\b(?:wr[io]te\w*|written|says?|said|claim\w*|stat(?:es|ed)|contain\w*|ends?|ended|ending|print\w*|demand\w*|asks?|asked|tells?|told|includ\w*|consist\w*|insert\w*|append\w*|quot\w+|tries|tried|(?:last|final|closing) (?:line|words|sentence))\b|書[いかきく]|書かれ|述べ|記[載述さし]|主張|出力し|含[まみむん]|引用|末尾|最後の(?:行|一文)|指示|訴え|求め|적[었은힌]|썼|쓰여|쓴|주장|끝|포함|말했|写|说|声称|自称|含有|包含|末尾|结尾|末句)`;
/** A sentence so far that tells what an answer says. */
const REPORTS = new RegExp(
  `${SPEAKER}[^\\n]{0,80}?${SPEAKS}|\\b(?:last|final|closing) (?:line|words|sentence) of \\w+`,
);
/** Words that announce a verdict, right before it. */
const ANNOUNCES =
  /(?:verdict|winner|choice|decision|judge?ment|rating|score|grade|output|answer|conclusion|choose|select|pick|判定|結論|判断|評価|評点|選択|選択肢|勝者|出力|答え|結果|판정|결론|선택|평가|점수|결정|답|评分|判断|结论|选择|评价)[^\n。.、,:「"]{0,12}(?::|は|が|を|として|은|는|을|를|\bis\b|是|为)?[\s*_]{0,6}$/i;
const TAKES =
  /^[*_]{0,3}\s{0,3}(?:番)?(?:を(?:選|出力)|を?(?:選択|出力)|と(?:評価|判定|判断|し|な)|です|とします|을 (?:선택|출력)|를 (?:선택|출력)|로 판정|입니다)/;

const MARK = String.raw`(?:[123ABC]|\[\[[^[\]\n]{1,16}\]\]|[AB](?:>{1,2}|=|<{1,2})[AB])`;
const BARE = new RegExp(String.raw`^[\s*_"'「『]{0,6}${MARK}[\s*_"'」』.。]{0,6}$`);
/** A verdict with its label and nothing else. */
const STATEMENT = new RegExp(
  String.raw`^[\s*_#>-]{0,6}(?:[\p{L} ]{2,24}[::]\s{0,3}|私の判定は|最終的?な?判定は)?[\s*_"'「『]{0,6}(?:${MARK}|\{[^{}]*\})[\s*_"'」』.。]{0,6}(?:です|입니다)?[.。]?\s*$`,
  "u",
);
/** One word or a name: emphasis, not a quotation. */
const WORD =
  /^(?![^\n]*(?:[::]|[123]$|\[\[))[^\n、。,.!?]{1,12}$|^(?:AI)?(?:アシスタント|回答|[Aa]ssistant|[Aa]nswer|[Mm]odel|어시스턴트|답변|助手|モデル)\s?[12AB]$/;

/** Pairs of quotation marks; within straight ones no line ends. */
const PAIRS = [
  /“([^“”]{0,2000})”/g,
  /‘([^‘’]{0,2000})’/g,
  /«([^«»]{0,2000})»/g,
  /『([^『』]{0,2000})』/g,
  /「([^「」]{0,2000})」/g,
  /(?<!["\w])"([^"\n]{0,1000})"/g,
  /(?<![\w'])'(?=\S)((?:[^'\n]|(?<=\w)'(?=\w)){1,400})'(?!\w)/g,
  /(?<!`)`([^`\n]{1,1000})`(?!`)/g,
];

const sentenceBefore = (text: string, at: number): string => {
  const before = text.slice(Math.max(0, at - 200), at);
  return before.slice(
    Math.max(...["。", "\n", ". ", "! ", "? "].map((end) => before.lastIndexOf(end))) + 1,
  );
};

/** Between what an answer says and a mark: the mark is the judge's conclusion from it. */
const CONCLUDES_FROM =
  /\b(?:so|therefore|thus|hence|my|I)\b|よって|したがって|従って|ため|ので|から、|私|따라서|그래서|因此|所以|我/i;

/** Whether what stands before a place in its sentence tells what an answer says. */
export function isReported(text: string, at: number): boolean {
  const before = sentenceBefore(text, at);
  const report = REPORTS.exec(before);
  return report !== null && !CONCLUDES_FROM.test(before.slice(report.index + report[0].length));
}

function unquoted(text: string): string {
  // JSON within a sentence is not what the sentence says.
  const worded = text.replace(/\{[^{}\n]{0,600}\}/g, (object: string, at: number) => {
    const isAlone = /(?:^|\n)[^\S\n]*$/.test(text.slice(Math.max(0, at - 20), at));
    return isAlone || !object.includes(":") ? object : " ";
  });
  return PAIRS.reduce(
    (rest, pair) =>
      rest.replace(pair, (whole: string, content: string, at: number) => {
        if (WORD.test(content))
          return BARE.test(content) ? dressed(rest, whole, content, at) : content;
        return BARE.test(content) ? dressed(rest, whole, content, at) : " ";
      }),
    worded,
  );
}

/** A mark in quotation marks: the judge's own where its words announce it, else a quotation. */
function dressed(text: string, whole: string, content: string, at: number): string {
  const before = sentenceBefore(text, at);
  const after = text.slice(at + whole.length, at + whole.length + 12);
  const isOwn = ANNOUNCES.test(before) || TAKES.test(after);
  return isOwn && !isReported(text, at) ? `「${content}」` : " ";
}

interface Block {
  lines: string[];
  kind: "words" | "quote" | "fence" | "code";
}

/** The reply in blocks: words, quote lines, fenced and indented code. */
function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const isIndentedWhole = !/^\S/m.test(text.replace(/^\n+/, "").replace(/^[^\n]*\n/, ""));
  let fence: string | undefined;
  const add = (kind: Block["kind"], line: string, fresh = false): void => {
    const last = blocks.at(-1);
    if (last?.kind === kind && !fresh) last.lines.push(line);
    else blocks.push({ kind, lines: [line] });
  };
  let previous = "";
  let lastWords = "";
  for (const line of text.split("\n")) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence !== undefined) {
      if (mark?.startsWith(fence) && /^\s*[`~]+\s*$/.test(line)) fence = undefined;
      else add("fence", line);
    } else if (mark !== undefined) {
      fence = mark;
      blocks.push({ kind: "fence", lines: [] });
    } else if (/^\s{0,3}>(?!>)/.test(line)) add("quote", line.replace(/^\s*(?:>\s?)+/, ""));
    else if (
      !isIndentedWhole &&
      /^(?: {4}|\t)/.test(line) &&
      (previous.trim() === "" || blocks.at(-1)?.kind === "code") &&
      !/^\s*(?:[-*+•・]|\d+[.)])\s/.test(lastWords)
    )
      add("code", line.trim());
    else add("words", line);
    previous = line;
    if (blocks.at(-1)?.kind === "words" && line.trim() !== "") lastWords = line;
  }
  return blocks;
}

/** The last line of words before a place. */
function wordBefore(blocks: readonly Block[]): string {
  const words = blocks.findLast(({ kind }) => kind === "words");
  return words?.lines.findLast((line) => line.trim() !== "") ?? "";
}

/** The judge announces its own: "My decision:", "The number of the better assistant:". */
const OWN_HEADING =
  /(?:verdict|判定|結論|판정|结论|winner|勝者)[^\n]{0,12}$|\bI (?:decide|choose|conclude)\b|\bmy (?:\w+ )?(?:verdict|decision|judge?ment|evaluation|assessment|comparison|choice|rating|answer|output)|\b(?:better|prefer(?:red)?|chosen?|choose|winning)\b[^\n]{0,20}$|(?:優れ|選ん|選ぶ)[^\n]{0,16}$/i;

/** Whether a line announces another's words: "Answer B says:". */
export function introduces(line: string): boolean {
  const isColon = /[::]\s*$/.test(line);
  return (
    new RegExp(SPEAKER).test(line) && (isColon || REPORTS.test(line)) && !OWN_HEADING.test(line)
  );
}

/**
 * The judge's own words. `keepsEnd`: a code block or quote line at the end that holds nothing but a
 * verdict, and is not announced as another's, is the judge's own in strange dress.
 */
export function ownWords(
  text: string,
  { shown, keepsEnd = false }: { shown?: Shown; keepsEnd?: boolean } = {},
): string {
  const blocks = blocksOf(text.trimEnd());
  const lastAt = blocks.findLastIndex(({ lines }) => lines.some((line) => line.trim() !== ""));
  const kept = blocks.map((block, k) => {
    if (block.kind === "words") return withoutReports(block.lines).join("\n");
    const content = block.lines.join("\n").trim();
    const isEnd = keepsEnd && k === lastAt && STATEMENT.test(content);
    return isEnd && !introduces(wordBefore(blocks.slice(0, k))) ? content : "";
  });
  const own = unquoted(withoutShown(kept.join("\n"), shown));
  if (!keepsEnd) return own;
  const last = QUOTED_END.exec(lastLine(kept.join("\n")));
  const inner = last?.[2];
  const isOwn =
    last && inner !== undefined && STATEMENT.test(inner) && !REPORTS.test(last[1] as string);
  return isOwn && !introduces(lineAbove(kept.join("\n"))) ? `${own}\n${inner}` : own;
}

/** A last line that is, or ends, in quotation marks. */
const QUOTED_END =
  /^(.*?)["'“‘「『«`]{1,2}([^"'“”‘’「」『』«»`]{1,60})["'”’」』»`]{1,2}[\s*_]*(?:です|입니다)?[.。]?$/;

const linesWithWords = (text: string): string[] =>
  text.split("\n").filter((line) => line.trim() !== "");
const lastLine = (text: string): string => (linesWithWords(text).at(-1) ?? "").slice(-200);
const lineAbove = (text: string): string => linesWithWords(text).at(-2) ?? "";

/** Without the paragraph behind a line such as "Answer B says:". */
function withoutReports(lines: readonly string[]): string[] {
  let skips = false;
  return lines.filter((line) => {
    const wasSkipped = skips;
    if (line.trim() === "") skips = false;
    else if (/[::]\s*$/.test(line) && REPORTS.test(line)) skips = true;
    return !wasSkipped || line.trim() === "";
  });
}

/** Sentences, with the line ends behind them. */
const piecesOf = (text: string): string[] => text.split(/(?<=[。\n])|(?<=[.!?]\s)/);

/** Shorter pieces may be alike by chance. */
const SHORTEST = 8;

const key = (piece: string): string => piece.trim();

/** What the judge was shown, as sentences, each alone and with the one before it. */
type Shown = () => { sentences: ReadonlySet<string>; pairs: ReadonlySet<string> };

/** The sentences of texts, cut when they are first looked at: a reply of one word quotes nothing. */
export function shownSentences(texts: () => readonly string[]): Shown {
  let made: ReturnType<Shown> | undefined;
  return () => {
    if (made) return made;
    const sentences = new Set<string>();
    const pairs = new Set<string>();
    for (const one of texts()) {
      const pieces = piecesOf(one)
        .map(key)
        .filter((piece) => piece !== "");
      for (const [k, piece] of pieces.entries()) {
        sentences.add(piece);
        pairs.add(`${pieces[k - 1] ?? ""}\n${piece}`);
      }
    }
    made = { sentences, pairs };
    return made;
  };
}

/** Without sentences that stand verbatim in what was shown; a verdict only with the sentence before it. */
function withoutShown(text: string, shown: Shown | undefined): string {
  if (shown === undefined) return text;
  /** The piece before, which a verdict is looked up with. */
  let last = "";
  return piecesOf(text)
    .filter((piece) => {
      const words = key(piece);
      if (words === "") return true;
      const isAlone = STATEMENT.test(words) || words.length < SHORTEST;
      const before = last;
      last = words;
      if (!isAlone) return !shown().sentences.has(words);
      if (before === "" || !shown().sentences.has(before)) return true;
      return !shown().pairs.has(`${before}\n${words}`);
    })
    .join("");
}
