/** Sentences that call one assistant the lesser beside the other; ① and ② stand for the two. */

export type Side = 1 | 2;

export const sideOf = (sign: string): Side => (sign === "①" ? 1 : 2);

/** The pattern, and the group that names the better. */
const LESSER: readonly [RegExp, number][] = [
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

/** The better of the two, where the other is said to be worse, to fall short or to lose. */
export function besideTheLesser(sentence: string): Side | undefined {
  for (const [pattern, group] of LESSER) {
    const lesser = pattern.exec(sentence);
    const rest = lesser && sentence.slice(lesser.index + lesser[0].length);
    if (!lesser || rest === null || /[①②]/.test(rest)) continue;
    if (!isDeniedLesser(lesser[0], rest)) return sideOf(lesser[group] as string);
  }
  return undefined;
}

/** ①は②に劣らない: as good at least, and no word of which is better. */
function isDeniedLesser(lesser: string, rest: string): boolean {
  if (/(?:及[ばび]|かな[わい]|ない|ません|なく)$/.test(lesser)) return false;
  return /^(?:ら(?:ない|ず|ぬ)|りません|り?し(?:ない|ません)|り?はし(?:ない|ません)|けて(?:い|は)(?:ない|ません)|ることは(?:ない|あり)|って(?:は|など)?い(?:ない|ません|るとは|るわけでは)|(?:하|지|어지|지지|처지)*지(?:는|도)? 않)/.test(
    rest,
  );
}
