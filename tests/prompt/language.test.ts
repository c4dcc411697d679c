import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  instructionLanguageOf,
  languageAmong,
  languageOf,
  mainLanguageOf,
  scriptsOf,
} from "../../jrank/prompt/text_language.ts";

describe("languageOf", () => {
  it.each([
    ["日本の首都はどこですか。", "ja"],
    ["Pythonでquicksortのsourceを書いてください", "ja"],
    ["カレーライス", "ja"],
    ["What is the capital of Japan (日本)?", "en"],
    ["Quelle est la capitale du Japon ?", "other"],
    ["일본의 수도는 어디입니까?", "ko"],
    ["Python으로 정렬 알고리즘을 작성해 주세요", "ko"],
    ["東京都", undefined],
    ["12 + 34 = ?", undefined],
    ["", undefined],
  ])("%s: %s", (text, language) => expect(languageOf(text)).toBe(language));

  it("gives shares that sum to 1, or 0 without letters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const shares = Object.values(scriptsOf(text));
        const sum = shares.reduce((total, share) => total + share, 0);
        expect(shares.every((share) => share >= 0)).toBe(true);
        expect(Math.abs(sum - (sum > 0.5 ? 1 : 0))).toBeLessThan(1e-9);
      }),
    );
  });
});

/** Each is a benchmark of one language; the language is that of its questions together. */
const BENCHMARKS: Record<string, [string, ...string[]]> = {
  en: ["en", "Name three rivers in Africa.", "Solve x^2 - 5x + 6 = 0.", "Sort these: 3, 1, 2"],
  English_about_others: [
    "en",
    "What does ありがとう mean?",
    'Translate "guten Morgen" into Japanese.',
    "How do I say 你好 politely in Cantonese?",
    "What is the Russian word привет used for?",
  ],
  fr: ["other", "Combien font 17 fois 23 ?", "Résous x² - 5x + 6 = 0.", "Donne un synonyme."],
  de: ["other", "Berechne 17 mal 23.", "Warum ist der Himmel blau?", "Fasse den Text zusammen."],
  es: ["other", "¿Cuánto es 17 por 23?", "Dame una receta de paella", "Escribe un poema corto."],
  pt: ["other", "Calcule 17 vezes 23.", "Por que o céu é azul?", "Escreva um poema curto."],
  it: ["other", "Quanto fa 17 per 23?", "Perché il cielo è blu?", "Elenca tre fiumi africani"],
  nl: ["other", "Waarom is de lucht blauw?", "Schrijf een kort gedicht over de herfst."],
  vi: ["other", "Tại sao bầu trời có màu xanh?", "Hãy viết một bài thơ ngắn về mùa thu."],
  id: ["other", "Mengapa langit berwarna biru?", "Jelaskan machine learning secara sederhana."],
  pl: ["other", "Dlaczego niebo jest niebieskie?", "Wymień trzy rzeki w Afryce"],
  tr: ["other", "Gökyüzü neden mavidir?", "Sonbahar hakkında kısa bir şiir yaz."],
  sv: ["other", "Varför är himlen blå?", "Skriv en kort dikt om hösten."],
  fi: ["other", "Miksi taivas on sininen?", "Nimeä kolme Afrikan jokea"],
  sw: ["other", "Kwa nini anga ni la buluu?", "Taja mito mitatu barani Afrika"],
  tl: ["other", "Bakit asul ang langit?", "Magbigay ng tatlong ilog sa Africa"],
  is: ["other", "Nefndu þrjár ár í Afríku", "Hvers vegna er himinninn blár?"],
  ru: ["other", "Почему небо голубое?", "Объясните list comprehension в Python."],
  uk: ["other", "Чому небо блакитне?"],
  ar: ["other", "لماذا السماء زرقاء؟", "اكتب قصيدة قصيرة عن الخريف"],
  fa: ["other", "چرا آسمان آبی است؟"],
  he: ["other", "למה השמיים כחולים?"],
  th: ["other", "ทำไมท้องฟ้าถึงเป็นสีฟ้า", "ปัญหา if-else ใน Python คืออะไร"],
  hi: ["other", "आसमान नीला क्यों होता है?", "सूर्य ग्रहण क्या है? Explain"],
  ta: ["other", "வானம் ஏன் நீலமாக இருக்கிறது?"],
  el: ["other", "Γιατί ο ουρανός είναι μπλε;"],
  ka: ["other", "რატომ არის ცა ლურჯი?"],
  am: ["other", "ለምንድነው ሰማይ ሰማያዊ የሆነው?"],
  my: ["other", "ဘာကြောင့် ကောင်းကင်ပြာသလဲ"],
  ja: [
    "ja",
    "AIって何？",
    "次の英文を訳してください。The quick brown fox jumps over the lazy dog.",
  ],
  Japanese_about_others: [
    "ja",
    "「안녕하세요 만나서 반갑습니다」の意味は？",
    "「你好，很高兴认识你」を日本語に訳して",
    "東京都知事選挙管理委員会",
  ],
  ko: ["ko", "AI란 무엇인가", "漢字 '學校'의 뜻은?", '다음을 번역하세요: "ありがとうございます"'],
  zh: [
    "zh",
    "用Python写一个快速排序",
    "1加1等于几？",
    "水的化学式是什么",
    "“ありがとう”是什么意思？",
  ],
  "zh-hant": ["zh-hant", "推薦幾本書", "為什麼天空是藍色的？", "介紹一下AI", "17乘23等於多少？"],
  yue: ["zh-hant", "點解個天係藍色㗎？"],
  formulas: ["none", "12 + 34 = ?", "x = y + z", "😀"],
  names: ["none", "東京都", "大阪"],
};

describe("a benchmark of one language", () => {
  it.each(Object.entries(BENCHMARKS))("%s", (_, [language, ...questions]) => {
    const main = mainLanguageOf(questions);
    expect(main ?? "none").toBe(language);
    for (const question of questions) {
      expect(`${question}: ${languageAmong(question, main) ?? "none"}`).toBe(
        `${question}: ${language}`,
      );
    }
  });

  it("leaves code and quotations out", () => {
    expect(languageOf("Corrige ce code :\n```py\nprint('the value is what it is')\n```")).toBe(
      "other",
    );
    expect(languageOf("修复这段代码：`print('the value is', x)`")).toBe("zh");
    expect(languageOf('Übersetze ins Englische: "The weather is nice today"')).toBe("other");
  });
});

it("names the language in which a judge's instructions go on", () => {
  expect(instructionLanguageOf("請評審哪一個回答比較好")).toBe("zh");
  expect(instructionLanguageOf("Quelle réponse est la meilleure ?")).toBe("en");
  expect(instructionLanguageOf("1", "ja")).toBe("ja");
});

describe("a question among others", () => {
  const code = "다음을 고치세요: const result = compute(values.map((value) => value * 2));";
  it("is in the main language if it has any letter of it", () => {
    const main = mainLanguageOf(["수도는 어디입니까?", "왜 그렇습니까?", "Write a poem."]);
    expect(main).toBe("ko");
    expect(languageOf(code)).toBe("ko");
    expect(languageAmong(code, main)).toBe("ko");
    expect(languageAmong("Write a poem.", main)).toBe("en");
    expect(languageAmong("12 + 34", main)).toBe("ko");
    expect(languageAmong("日本の首都は?", main)).toBe("ja");
    expect(mainLanguageOf(["12", "東京都"])).toBeUndefined();
  });
});
