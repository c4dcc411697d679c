/**
 * The words by which judges conclude, in Japanese, English and Korean. ① and ② stand for the
 * assistants (`verdict_names.ts`).
 */

const S = "[①②]";
/** One pattern out of several languages' alternatives. */
const anyOf = (...alternatives: readonly string[]): RegExp =>
  new RegExp(alternatives.join("|"), "iu");

/** What an assistant is compared with; taken out before the sentence is read. */
export const COMPARED_WITH = new RegExp(
  [
    String.raw`${S}(?:の(?:方|ほう))?\s*(?:より(?:も|は)?(?!も?(?:有用|良い|よい|優れた|適切|正確)[、。]|高い|良く|よく|詳し)|に(?:比べ|比較し|対し)(?:て|ると|れば)?(?:も)?|と(?:比べ|比較し|比較す)(?:て|ると|れば|た場合)?(?:も)?|以上に)`,
    // The object of "surpasses": only the name goes, the verb stays.
    String.raw`${S}(?=を(?:大きく|やや|わずかに|明らかに|はるかに)?(?:上回|凌|しの))|(?<=\b(?:outperforms?|outperformed|surpasse[sd]|beats?|edges out|outshines|exceeds|superior to|preferable to|preferred to)\s)${S}`,
    // Passed over: "①ではなく②", "not ① but ②".
    String.raw`${S}(?:の(?:方|ほう))?ではなく[、,]?|\bnot ${S}(?:,? but\b|;)|${S}(?:이|가)? 아니라`,
    String.raw`${S}\s*(?:보다는?|에 비해(?:서)?|와 비교(?:하면|해서|했을 때)|과 비교(?:하면|해서|했을 때))`,
    String.raw`比\s*${S}|与\s*${S}\s*相比|相(?:比|较)于?\s*${S}|(?<=(?:优于|胜过|强于|好于|超过|超越)\s*)${S}|而(?:不是|非)\s*${S}`,
    String.raw`\b(?:als|que)\s+${S}|(?<!\p{L})чем\s+${S}`,
    String.raw`\b(?:than|over|compared (?:to|with)|in comparison (?:to|with)|relative to|in contrast (?:to|with)|rather than|instead of|unlike|ahead of|above)\s+(?:that of\s+|the one (?:from|by)\s+)?${S}`,
  ].join("|"),
  "gi",
);

/** Both as what is chosen between: no preference in it. */
export const BETWEEN = new RegExp(
  [
    String.raw`${S}\s*(?:と|および|及び|か|、|and|or|,|와|과|和|与|/)\s*${S}(?:\s*(?:の|との)?(?:間|うち|中|両方|どちら|二つ|比較)[^、。]{0,6})?`,
    String.raw`(?:between|of|both)\s+${S}\s*and\s*${S}`,
    // What an assistant itself chose or said.
    `${S} (?:claims|says|states|mentions|argues|writes|asserts|notes|explains|recommends|suggests|calls|believes|considers|thinks|insists|prefers|chooses|picks) [^,.①②]*`,
    `${S}(?:自身)?(?:は|が)[^。]*と(?:述べ|書[いか]|主張|記[しさ]|記載|自称|宣言|言っ|訴え)(?:て(?:い(?:ます|る|ました)|おり(?:ます)?)|ました|た|れ(?:て(?:い(?:ます|る)))?|ます)*。?$`,
    `${S}(?:自称|声称|自认为|说)[^。]*`,
    `${S}は[^①②、。]*を(?:選|選択)[^、。]*`,
    `${S}(?:은|는|이|가) [^①②,.]*(?:을|를) (?:선택|골랐|고른)[^,.]*`,
  ].join("|"),
  "gi",
);

/** A sentence that concludes. */
export const CONCLUDES = anyOf(
  "したがって|従って|よって|そのため|ゆえに|以上|総合|全体的|全体として|結論|結果として|最終|総じて|総評|まとめ|これらの(?:点|理由|こと)|このこと(?:から|により)|上記|私の(?:評価|選択|判断)|考慮する(?:と|に)|踏まえ",
  String.raw`\b(?:therefore|thus|hence|overall|conclusion|in summary|conclud\w+|to sum up|summing up|final(?:ly)?|all in all|consequently|on balance|ultimately|all things considered|taken together|for these reasons|accordingly|in the end)\b`,
  "因此|所以|综上|总之|总体|总的来[说看]|整体|综合|最终|结论|我(?:的|认为)(?:判断|选择)",
  "따라서|결론|종합|전체적|전반적|그러므로|최종|이상의|그래서|결과적으로|고려(?:하면|할 때|했을 때)",
);

/** Choosing or calling the better, whatever sentence it stands in. */
export const CHOOSES = anyOf(
  "[①②](?:の評価が(?:より|最も)?高く|とします|とする(?:。|$)|と(?:判定|判断|結論)(?:し|す))|選び|選択(?:し|は|いた|。|$)|選ぶ(?:べき|のが|こととし)|(?:選ぶ|選択する|挙げる)(?:なら|とすれば|とするなら|のであれば|としたら)|選ば(?:れ|ざるを|せて)|を選ん|推(?:し|す|奨し)|支持(?:し|する|いた)|軍配|勝者|勝ち|勝利|勝って|勝る|まさ(?:る|って)|上回|に(?:一票|投票|票を投|分が)|選出|採用|圧勝|完勝|辛勝|勝です|が上(?:です|だ|回|と)|を(?:優|上位)|好み(?:です|だ)|(?:まし|マシ)(?:です|だ|と|で)|リード|ベスト(?!な努)|ベター|優勢|優位|一枚上|より優れて|より優れた(?:回答|もの)?(?:と|だ|で)|[①②]に(?:変更|改め)(?:し|する(?!べき|か))|最も優れ|明らかに優れ|より(?:適切|適し|有用|良い|よい|良く|ふさわし|好まし|望まし)|高く評価|(?:方|ほう)を(?:高く)?評価|(?:方|ほう)が[^。①②]{0,20}(?:優れ|良い|よい|良かった|高い|適切|有用|有益|妥当|信頼|上だ|上です|上と|好まし|望まし|ふさわし|適して|役(?:に|立))",
  "[①②]に(?:は|対して)?(?:より)?高い評価|[①②]寄り",
  String.raw`(?<!\p{L})(?:лучше|лучший|побеждает|победил)(?!\p{L}| (?:в|по)(?!\p{L}))`,
  String.raw`(?<!\p{L})(?:ist|est|es|é|è) (?:[①②] )?(?:\p{L}+ ){0,3}(?:besser|bessere|beste|meilleure?|mejor|melhor|migliore)(?!\p{L}| (?:in|im|bei|en|dans|sur|em|na|no|nel\p{L}*)(?!\p{L}))|\btakes (?:it|this one|this round|the (?:win|round|point))\b|\bmy (?:pick|vote|choice|winner)\b|\b(?:bessere Antwort|meilleure réponse|mejor respuesta)\b|\b(?:bevorzuge|préfère|prefiero)\b|[①②] (?:gewinnt|gagne|gana|l['’]emporte)\b`,
  "更(?:好|优|佳|胜一筹|有帮助|可取)|优于|胜过|强于|好于|胜出|获胜|胜者|(?:选择|选|倾向于?|支持|推荐)\\s*[①②]|[①②][^①②,。]{0,6}(?:略胜|占优|最好|最佳)",
  // が, unlike は, singles out: ①が優れている.
  "[①②]が[^、。①②]{0,10}(?:優れて(?:いる|い(?:ます|た)|おり)(?!点|部分|ところ|か)|優秀)|(?:優れ|優秀|良|よ|適切|有用|ふさわし|役に立)[^。①②]{0,14}のは[、\\s]*(?:明らかに|やはり|間違いなく|断然|やや|総合的に|どちらかと(?:言え|いえ)ば)?[、\\s]*[①②]",
  String.raw`(?:is|was|be|as|seems|appears(?: to be)?|has|have|had|gives?|gave|provid\w+|offers?|offered|deliver\w*|makes?|remains|comes? out|produc\w+) (?:\w+,? ){0,4}(?:better|best|superior|stronger|winner|edge|preferable|preferred|more (?:helpful|useful))`,
  String.raw`\b(?:wins?|prevails|winner|prefer|preferred|preferable|outperforms?|outperformed|surpass\w*|beats|edges (?:it |them |the other )?out|favou?rs?|in favou?r of|the (?:slight )?edge|the nod|deserves (?:the |a )?(?:win|higher|better)|(?:go|goes|going|went) (?:with|to)|(?:rat|rank|scor|plac)(?:e|es|ed|ing) (?:\S+ ){0,2}higher|d(?:oes|id|o|oing) (?:\\w+ )?(?:a )?(?:\\w+ )?better|comes out (?:on top|ahead))\b|\bI(?:'d|'ll| would| will)? (?:therefore |thus )?(?:choose|select|pick|recommend|go with|vote for|lean (?:\w+ )?towards?|side with|give it to)\b|\bfinds? [①②] (?:to be )?(?:the )?(?:more|better|stronger)\b|\b(?:better|best|superior|stronger|preferred) (?:one|answer|response|choice|option|reply)\b`,
  "더\\s*(?:도움이|낫|나은|나아|나았|좋|우수|뛰어|적절|적합|유용|높은|훌륭|충실)|우수(?:하|합|했)|선택(?:합|하겠|한다|했|하였)|승자|승리|손을 들어|고르겠|고릅니다|택하|택합|택하겠|꼽겠|앞선|앞섭|우세|우위|선호|이겼|이긴",
);

/** Words of approval, which decide only in a sentence that concludes or compares. */
export const APPROVES = anyOf(
  "優れ|勝|良い|良かった|よい|良好|高い(?!.*低い)|高評価|高く|適切(?!ではな|とは言え|でな|性)|有用(?!では|とは|性)|正確(?!ではな|とは|性)|詳細(?!ではな|度|が不足|に欠)|ふさわし|好ましい|望ましい|適して|役に立|評価(?:が|は)高",
  String.raw`better|best|superior|more (?:helpful|accurate|detailed|relevant|useful|complete|comprehensive|appropriate|informative|precise|thorough|correct|natural|satisf\w+|reliable)|stronger|excels|stands out`,
  "낫|나은|나아|좋|우수|뛰어|적절|유용|정확|높|훌륭",
);

/** A comparative of whatever kind, which decides only in a sentence that concludes. */
export const COMPARATIVE = anyOf(
  "更|较为",
  "[①②](?:の)?(?:方|ほう)が|(?<![にとれよ])より(?!も|は|正確には)[^、。]",
  String.raw`\bmore \w+|\b(?:richer|deeper|clearer|fuller|broader)\b`,
  "더\\s",
);
/** Comparatives that are no praise. */
export const COMPARATIVE_OF_FAULTS = anyOf(
  "(?:より|(?:方|ほう)が)[^、。①②]{0,8}(?:冗長|短|長い|曖昧|抽象|誤|不[正十適自明完]|問題|混乱|劣|低|悪|弱|一般的|少な)",
  String.raw`\bmore (?:verbose|generic|vague|confus\w+|repetitive|errors?|mistakes?|inaccura\w+|problem\w*|wordy|superficial|difficult)`,
  "더\\s*(?:불|부족|모호|장황|짧|나쁘|낮)",
);
/** Among the two: what follows compares. */
export const AMONG = anyOf(
  "(?:二つ|2つ|両者|両方|二者|どちら)(?:の回答|のアシスタント)?の(?:うち|中)",
  String.raw`\b(?:of|between|among) the two\b|\bof both\b`,
  "(?:두 (?:답변|어시스턴트)|둘|양쪽) 중",
);

/** Disapproval, or approval denied, at the end of a clause. */
export const DENIES = anyOf(
  "言えません|言えない|言えず|言い(?:難|がた)|とは言え(?:ず|な)|思いません|思えません|考えられません|いません(?!か)|ていない|ではありません|ではない|ではなく|選べ(?:ません|ない)|劣(?:り|る|って)|低い|低く|低評価|不十分|不適切|不正確|不足|欠け|悪い|誤り|負け|敗",
  String.raw`\b(?:not|isn['’]t|wasn['’]t|doesn['’]t|don['’]t|cannot|can['’]t|wouldn['’]t|hardly|fails?|worse|inferior|lacks?|weaker|poor|nor|nicht|kein\w*|pas|no es|non)\b|(?<!\p{L})(?:não|не|нельзя)(?!\p{L})`,
  "못하|못합|못했|않|부족|낮|떨어|아니|아닙|없",
  "不如|不及|欠缺|较差|更差|不好|未能|没有|并不|并非|不能|无法|错误",
);

/** That one is the better is denied: more than a complaint about it. */
export const DENIES_BETTER = anyOf(
  "(?:優れて(?:いる|おり)|優れた|勝って(?:いる)?|良い|よい|上だ|適切(?:だ|である)?|優秀だ|有用(?:だ|である)?)(?:回答)?(?:とは|とも|と)?(?:は)?(?:必ずしも|一概に(?:は)?|断言|言い切|決して)?(?:言え(?:ません|ない|ず)|言い(?:難|がた|切れ(?:ない|ません))|いえ(?:ません|ない)|断言でき(?:ない|ません)|思(?:いません|えません|わない)|考え(?:ません|られません|ない)|限りません|限らない|判断でき(?:ません|ない)|判断し(?:かね|がた))|(?:優れて|勝って|上回って)(?:は)?(?:いません|いない)|選(?:びません|ばない|べません|べない|ぶ(?:こと|わけに)は(?:でき|いきま|いか))",
  String.raw`\b(?:not|n['’]t|never|hardly|no|nicht|pas)\b (?:\w+ ){0,4}(?:besser|bessere|meilleure?|mejor|better|best|superior|stronger|preferable|winner|choose|pick|select|prefer)`,
  "(?:낫다|이겼다|우수하다|뛰어나다|좋다|나은 답변이라|적절하다)(?:고|고는|고도)? (?:할 수 없|볼 수 없|하기 어렵|보기(?:는|가|도)? ?(?:어렵|힘들)|말할 수 없|생각하지 않|하기는 어렵|말하기 어렵)|(?:낫지|우수하지|뛰어나지|좋지) (?:않|못)",
);

/** What would make an answer better, or would have: it is not. */
export const IF_ONLY = anyOf(
  "(?:ていたら|えば|けば|せば|めば|れば|ることで|なら(?:ば)?)、?[^。]{0,40}(?:でしょう|だろう|はず|かもしれません|となります|になります|になり得|可能です|できます|できる|でした|と思います|と思われます)",
  "(?:改善の余地|改善すべき|改善でき)[^、。]*(?:。|$)",
  "[①②][^。、]{0,24}(?:れば|なら|場合(?:は|に)?)、?[^。①②]{0,6}[①②][^。]{0,4}(?:選|出力)|(?:如果|若)[^。]*[①②][^。]*(?:就|则|将|会)选",
  String.raw`\bif [①②][^,]*, (?:then )?I(?:'ll| will| would| shall)\b|\bI (?:will|shall|am going to) (?:choose|pick|select|prefer|decide)\b[^.]*\b(?:that|which|whichever|who|after|once|if)\b`,
  String.raw`\b(?:would|could|might) (?:also )?(?:have been|have made|become|benefit|make|improve|be improved)\b|\b(?:would|could|might) be (?:\w+ ){0,2}(?:better|stronger|superior|improved|more \w+)\b.*\b(?:if|with|had|by)\b|\bif (?!I\b|one\b|we\b|you\b|forced|pressed)\S+.*\bwould\b`,
  "(?:면|다면|으면|라면|했더라면)[^.]{0,40}(?:것입니다|것이다|겠습니다|을 텐데|을 것|수 있)",
);
/** A condition that only says how the judge looks at it, or chooses. */
export const LOOKED_AT = anyOf(
  "(?:選ぶ|選択する|決める|言う|挙げる|判断する)(?:とすれば|のであれば|なら|となれば|ならば)|(?:強いて|あえて|敢えて)|(?:考慮|総合|比較|重視|評価|勘案)(?:すれば|するなら)|言えば|いえば|見れば|比べれば|踏まえれば|すべきであれば",
  String.raw`\bI would (?:say|go|choose|pick|select|prefer)|\bif (?:I|one) (?:had|have|has|must|were)`,
  "(?:고르|선택하|꼽|고려하|비교하)(?:자|라|)?면|굳이",
);
/** Said by others, or said not to be certain: not what the judge concludes. */
export const HEDGED = anyOf(
  "(?:評価|判断|断定|選択|判定)(?:すること)?(?:は|が)?(?:難し|困難|でき(?:ません|ない)|しかね)[^、。]*(?:。|$)|(?:優れ|良い|よい|上|適切|有用|選ぶ|選択する|勝)[^。]{0,10}(?:かもしれ(?:ません|ない)|とは断定|可能性(?:が|も)(?:あり|ある))|(?:という|べき|選ぶ|選択する)(?:明確な|十分な)?(?:根拠|理由|証拠|必然性)[^。]{0,12}(?:ありません|ない|見当たり|見つか|乏し)|と(?:主張|考え|言|い|思|感じ)[うるす]*(?:人|方|読者|ユーザー|意見|向き)も?[^。]{0,8}(?:いる|います|いるで|ある|あり|おられ)",
  "(?:とする|と言う|と呼ぶ)には[^。]{0,14}(?:足り|不足|無理|早|弱)",
  String.raw`\bwhether [①②]|\b(?:some|others|many|people|users?|readers?|one|you) (?:may|might|could|would|will) (?:\w+ )?(?:argue|say|prefer|think|find|feel|favou?r|consider)|\b(?:wrong|incorrect|unfair|mistaken|a mistake|hard|difficult|premature) to (?:\w+ )?(?:call|say|claim|declare|consider|conclude|argue)|\b(?:may|might|could) (?:well )?(?:win|prevail|have the edge|be (?:\w+ )?(?:better|best|superior|preferable|preferred))|\bno (?:evidence|reason|grounds|basis)\b|\b(?:vielleicht|könnte|talvez|forse|peut-être|pourrait|quizás|podría)\b|\bI (?:doubt|am not sure|'m not sure)|(?<!\p{L})(?:нельзя сказать|не могу|может быть|возможно)`,
  "(?:낫다는|우수하다는|뛰어나다는|선택할|고를) (?:근거|이유|증거)(?:가|는|도)? 없|(?:나을|좋을|우수할) 수도|라고 (?:주장|생각)하는 (?:사람|이)",
);

/** A remark behind the conclusion, which does not take its place. */
export const REMARK =
  /^(?:ただし|ただ、|なお|もっとも|ちなみに|また、|補足|とはいえ|However|That said|Nevertheless|Still,|Note|As a side note|Having said that|Admittedly|다만|하지만|물론|참고로)/i;
/** A preference in one respect only. */
export const ONE_RESPECT = anyOf(
  "(?:日本語能力|日本語|文法|関連性|有用性|正確性|詳細度|詳細さ|簡潔さ|読みやすさ|表現|文章|長さ|流暢さ|創造性|速さ|見やすさ|構成)(?:の(?:点|面|観点))?(?:\\s*:|では|でも|については|に関しては|に限れば|だけを?見れば|だけなら|においては|という点では)",
  String.raw`\bin terms of (?:only )?\w+,|\bas far as \w+ (?:is|are) concerned|\b(?:only|purely|just|solely) (?:at|on|by)\b|\bbetter (?:organi[sz]ed|written|structured|sourced|formatted|phrased|presented)\b|\b(?:gives?|has|offers?|provides?|writes?|uses?|makes?|with) (?:an? |the )?(?:much |slightly )?(?:better|best|stronger) (?!(?:answers?|response|reply|replies|overall|one|of|choice|option|solution|result|and|than|experience|assistant|job|explanation)\b)\w+|\bfor (?:brevity|length|style|grammar|fluency)\b|\b(?:wins?|ahead|superior|better|stronger)(?: than [①②])? (?:at|in|for|on|with) (?!(?:every|all|most|overall|this|the|general|my|this|that|both|terms)\b)\w+`,
  "在[^,。①②]{1,8}(?:上|方面|中)",
  "(?:정확성|관련성|유용성|문법|표현|간결성|길이|창의성|유창성|문장)(?:\\s*(?:면|측면))?(?:에서는|에서만|만 보면|만큼은)",
);

/** Each is called better in something of its own, and that is where the sentence ends. */
export const TRADE_OFF = anyOf(
  "(?:一長一短|それぞれ(?:に|の)?(?:長所|強み|良さ|利点|持ち味)|甲乙それぞれ)[^、。]{0,12}。?$",
  String.raw`\b(?:each|both) (?:\w+ )?ha(?:s|ve) (?:its|their) (?:own )?(?:strengths|merits|advantages|pros)\b[^.]{0,24}\.?$`,
  "(?:각각|각자|서로) (?:장단점|장점|강점)[^,.]{0,14}\\.?$|일장일단[^,.]{0,10}\\.?$",
);

/** Both found wanting, in a sentence that concludes: no preference, and no word that it is a tie. */
export const DISMISSES_BOTH = anyOf(
  "(?:どちら|両方|両者|双方|いずれ|[①②]と[①②])[^。]*(?:(?:完全|満足|十分|適切|応え|答え|有用|優れ|期待)[^。]{0,24}(?:ません|ない|ず)|不適切|不十分|低い|低く|低評価|平均的|中程度)[^。]{0,16}。?$",
  String.raw`\b(?:both (?:answers|assistants|responses)?[^.]{0,30}\b(?:fail|inadequate|poor|wrong|incorrect|unsatisfactory|insufficient|fall short)|(?:neither|none)\b[^.]{0,40}\b(?:satisf\w+|adequate|acceptable|correct|complete))`,
  "(?:두 (?:답변|어시스턴트)|둘 다|양쪽)[^.]*(?:부족|불충분|부적절|만족스럽지|미흡)",
);
