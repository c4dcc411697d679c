/**
 * Whose Chinese characters these are. The national character sets tell: mainland China's GB 2312 has
 * the simplified forms, Taiwan's Big5 the traditional ones, and JIS X 0208 those of Japan. (The
 * platform's decoders carry all three.)
 */

interface Rows {
  encoding: string;
  /** First and last lead byte, in the encoding. */
  lead: readonly [number, number];
  trail: readonly [number, number];
}

const GB_2312: Rows = { encoding: "gb18030", lead: [0xb0, 0xf7], trail: [0xa1, 0xfe] };
const GB_LEVEL_1: Rows = { ...GB_2312, lead: [0xb0, 0xd7] };
/** Its first part: the 5,401 frequent ones. */
const BIG5: Rows = { encoding: "big5", lead: [0xa4, 0xc6], trail: [0x40, 0xfe] };
/** Level 1, what is written today; level 2 has old forms besides rare characters. */
const JIS_LEVEL_1: Rows = { encoding: "euc-jp", lead: [0xb0, 0xcf], trail: [0xa1, 0xfe] };
const JIS: Rows = { ...JIS_LEVEL_1, lead: [0xb0, 0xf4] };

function hanIn({ encoding, lead, trail }: Rows): Set<string> {
  const bytes: number[] = [];
  for (let first = lead[0]; first <= lead[1]; first++) {
    for (let second = trail[0]; second <= trail[1]; second++) bytes.push(first, second);
  }
  const text = new TextDecoder(encoding).decode(Uint8Array.from(bytes));
  return new Set(text.match(/\p{Script=Han}/gu));
}

function charactersOf() {
  const [simplified, frequent, traditional] = [hanIn(GB_2312), hanIn(GB_LEVEL_1), hanIn(BIG5)];
  const [japanese, japaneseToday] = [hanIn(JIS), hanIn(JIS_LEVEL_1)];
  const signs = new Map<string, "simplified" | "traditional" | "either">();
  for (const c of simplified) {
    if (japaneseToday.has(c) || (japanese.has(c) && !frequent.has(c))) continue;
    signs.set(c, traditional.has(c) ? "either" : "simplified");
  }
  for (const c of traditional) {
    if (!simplified.has(c) && !japaneseToday.has(c)) signs.set(c, "traditional");
  }
  return signs;
}

let known: ReturnType<typeof charactersOf> | undefined;

/** Characters of a text that Chinese writes and Japanese today does not, by Chinese script. */
export function chineseSignsOf(
  text: string,
): Record<"simplified" | "traditional" | "either", number> {
  known ??= charactersOf();
  const counts = { simplified: 0, traditional: 0, either: 0 };
  for (const c of text) {
    const script = known.get(c);
    if (script) counts[script]++;
  }
  return counts;
}
