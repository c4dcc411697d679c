/** What `--help` says of commands, arguments and flags in Japanese, by the English of `describe`, settings and flags. */
export const flagsJa: Readonly<Record<string, string>> = {
  // of every command
  "Folder of the benchmarks; absent: jrank/data": "ベンチマークのフォルダー。省略時：jrank/data",
  "ask nothing: calls that cost something are made without a question":
    "何も尋ねない：費用のかかる呼び出しも確認なしで行う",
  "of what the command says: en, ja (default: that of LC_ALL, LC_MESSAGES, LANG)":
    "コマンドの表示言語：en、ja（既定：LC_ALL、LC_MESSAGES、LANG の言語）",
  "the usual flags, or all of them": "よく使うフラグ、または全フラグ（all）",
  // votes of a file, completion
  // annotate
  "a page of this program, until Ctrl-C": "このプログラムのページを Ctrl-C まで公開",
  "of --serve (127.0.0.1: this machine only; others need a token)":
    "--serve のホスト（127.0.0.1：このマシンのみ。他はトークンが必要）",
  "of --serve (127.0.0.1: this machine only)": "--serve のホスト（127.0.0.1：このマシンのみ）",
  "of --serve (8001; 0 is any that is free)": "--serve のポート（8001。0 は空いているもの）",
  "of --serve (8000; 0 is any that is free)": "--serve のポート（8000。0 は空いているもの）",
  "a page in a folder, to send to somebody": "人に送るためのページを入れたフォルダー",
  "what that page gave them to send back": "そのページから送り返されたファイル",
  "votes that each person is asked for": "一人に依頼する投票数",
  "judges whose games are voted on; absent: all of the benchmark's":
    "投票の対象とする対戦の審査員。省略時：ベンチマークの全審査員",
  // report cards of judges
  "Tells of each judge how far it can be trusted: lost verdicts, place, consistency, style, its own family, discrimination, agreement with people and judges, what its ranking rests on, what it costs.":
    "審査員ごとに、どこまで信頼できるかを示す：判定の欠落、位置、一貫性、文体、同系列、識別力、人や審査員との一致、ランキングの支え、料金。",
  "judgments in any format make_ranking.ts reads, or --bench-name":
    "make_ranking.ts が読める形式の判定、または --bench-name",
  "votes of people, beside those of the benchmark's own raters":
    "人の投票（ベンチマーク自身の評価者に加えて）",
  "every number (with --bench-name: judge_report.json there)":
    "すべての数値（--bench-name のとき：そこの judge_report.json）",
  "the same as Markdown": "同じ内容の Markdown",
  "of what is printed: text, markdown": "表示の形式：text、markdown",
  "Of a board that the adaptive schedule's earlier rule judged: divide ratings by how far that sets them apart, measured by so many replays of it":
    "適応的スケジュールの以前の規則で審査したベンチマーク用：その規則がレーティングの差をどれだけ広げるかをこの回数の再現で測り、差をそれで割る",
  // benchmark and running
  "The folder in the data directory": "データディレクトリ内のフォルダー名",
  "Only these contestants; absent: all": "これらの回答モデルのみ。省略時：全部",
  "Matches, samples and intervals follow from it": "対戦・標本・区間を決める乱数の種",
  "Which file of reference_answer; absent: the only one":
    "reference_answer のどのファイルか。省略時：ただ一つのもの",
  "of the benchmark's judges, only these": "ベンチマークの審査員のうち、これらのみ",
  "rakuda_v2, mt_bench, jp_bench, … (--list shows all)":
    "rakuda_v2、mt_bench、jp_bench など（--list で一覧）",
  "the benchmarks that are known by name": "名前で取り込めるベンチマークの一覧",
  "answers and judgments of every model that the publishers list (Arena-Hard: hundreds of megabytes)":
    "公開元の一覧にあるすべてのモデルの回答と判定（Arena-Hard では数百 MB）",
  "only these: questions, references, prompts, answers, judgments, people":
    "これだけを取り込む：questions、references、prompts、answers、judgments",
  "its folder in the data directory (default: its name)":
    "データフォルダー内の名前（既定：元の名前）",
  "the file of the questions in it": "その中の質問のファイル",
  "its commit, tag or branch (default: the newest)": "コミット、タグ、ブランチ（既定：最新）",
  "the question's id (question_id, uid, id; else its place)":
    "質問の id（question_id、uid、id。なければ順番）",
  "the question; several are the turns in order": "質問文の列。複数なら順にターンになる",
  "its category": "カテゴリーの列",
  "its reference answer": "模範解答の列",
  "the file of questions": "質問のファイル",
  "the folder to make in the data directory": "データフォルダーに作るフォルダー名",
  "show the first questions, and write nothing": "最初の質問を表示するだけで、何も書かない",
  "a file of questions: CSV, TSV, JSON, JSONL, TXT": "質問のファイル：CSV、TSV、JSON、JSONL、TXT",
  "the folder; without --questions one that is there, or a public one":
    "フォルダー名。--questions がなければ既存か公開のベンチマーク",
  "contestants: names at their providers, or of stored answers":
    "参加モデル：提供元での名前、または保存済みの回答の名前",
  "the judge (gpt-4o)": "審査員（gpt-4o）",
  "judgments to collect (20 for each contestant)": "集める判定の数（参加モデルごとに 20）",
  "the config to write (config.json)": "書き出す設定ファイル（config.json）",
  "Which answers are compared or graded: pairwise-n, pairwise-all, pairwise-baseline, or any (pairwise)":
    "比べた回答、採点した回答：pairwise-n、pairwise-all、pairwise-baseline、任意の組（pairwise）",
  "Brings a public benchmark into the data folder, with its answers and judgments where they are published: by its name, a data set of Hugging Face (user/name), or a repository (github:owner/name).":
    "公開ベンチマークを、公開されている回答や判定とともにデータフォルダーに取り込みます。名前、Hugging Face のデータセット（user/name）、リポジトリ（github:owner/name）で指定します。",
  "Makes a benchmark of a file of questions: CSV (UTF-8, Shift_JIS, UTF-16), TSV, JSON, JSONL, a plain list; the columns of Arena-Hard, AlpacaEval and ELYZA are known.":
    "質問のファイルからベンチマークを作ります。CSV（UTF-8、Shift_JIS、UTF-16）、TSV、JSON、JSONL、一覧を読み、Arena-Hard、AlpacaEval、ELYZA の列も分かります。",
  "Makes a benchmark and a config, from a file of questions or the name of a public benchmark; asks at a terminal what no flag says, and ends with the next command.":
    "質問のファイルか公開ベンチマークの名前から、ベンチマークと設定を作ります。フラグで指定しないことは端末で尋ね、最後に次のコマンドを示します。",
  "a rater for every judge that the rows name, not for every file":
    "ファイルごとではなく、行に書かれた審査員ごとに一評価者とする",
  "a pair is the same game whichever answer was shown first":
    "どちらを先に見せたかによらず、同じ組を同じ対戦とみなす",
  "text, markdown, csv, json": "text、markdown、csv、json",
  "as --format json": "--format json と同じ",
  "as --format csv": "--format csv と同じ",
  "The model that everyone plays in pairwise-baseline, or in Arena-Hard's rows":
    "pairwise-baseline（または Arena-Hard の行）で全員と対戦するモデル",
  "Of intervals": "区間の信頼水準",
  "Bootstrap rounds": "ブートストラップの回数",
  "Of the files of judgments; absent: recognised": "判定ファイルの形式。省略時：自動認識",
  "only these judges (default: all)": "これらの審査員のみ（既定：全部）",
  "judgments, in place of the benchmark's own": "ベンチマークの判定の代わりに使う判定",
  "fastchat, arena": "fastchat、arena",
  "where to write (default: stdout)": "出力先（既定：標準出力）",
  // gate
  "the model that is to pass": "合格を判定するモデル",
  "what it is held against: a model, `rest` (the mean of all others), or a ranking file (.json; the mean of its models)":
    "比較の相手：モデル、`rest`（他の全モデルの平均）、ランキングファイル（.json。そのモデルの平均）",
  "how sure a yes or a no must be, from 0.5 up": "「はい」「いいえ」に必要な確からしさ（0.5 以上）",
  "so many points weaker still passes": "この点数だけ弱くても合格とする",
  "the benchmark's config (default: config.json here)":
    "ベンチマークの設定（既定：ここの config.json）",
  "go by flags alone": "設定ファイルを読まず、フラグだけで動かす",
  "the judge whose judgments decide": "判断に使う判定の審査員",
  "the result as JUnit XML": "結果を JUnit XML で",
  "the result for a pull request": "プルリクエスト用の結果",
  "the result with every number": "すべての数値を含む結果",
  // ranking
  "Judgments of a prompt, question or answer that has changed since: count them, leave them out, or judge them again; absent: judging stops and asks":
    "判定後にプロンプト・質問・回答が変わった判定：数える、除く、または判定し直す。省略時：判定を止めて尋ねる",
  "mle (maximum likelihood), map (weak prior, always finite), mcmc (posterior draws) or winrate":
    "mle（最尤）、map（弱い事前分布。常に有限）、mcmc（事後標本）、winrate（勝率）",
  "How ties enter the likelihood; half is half a win": "引き分けの尤度での扱い。half は半勝",
  "Of map and mcmc: sd=<Elo>; for mcmc also flat, the original's":
    "map と mcmc の事前分布：sd=<Elo>。mcmc では原版の flat も",
  "Whether an advantage of being shown first is fitted": "先に見せられたことの有利さを推定するか",
  "Points of odds of base to 1": "オッズ base 対 1 にあたる点数",
  "Of scale": "scale の底",
  "Count every pair alike, however often the schedule played it":
    "対戦回数によらず、どの組も同じ重みで数える",
  "Of anchor: its covariance (see covariance); the ratings may move as far as it allows":
    "anchor の共分散（covariance を参照）。レーティングはその許す範囲で動く",
  "Only rows whose fields have these values": "欄がこれらの値である行のみ",
  "LLM Judge's pairs: both games (so where absent), or one that is a tie unless both agree":
    "LLM Judge の組：両方の対戦（省略時）、または両者が一致しなければ引き分けとする一戦",
  "Judgments stored twice: every row counts, or the first; absent: the newest of one game by one judge and prompt, and of rows that tell neither all":
    "二重に保存された判定：全行を数えるか、最初の行のみ。省略時：同じ対戦・審査員・プロンプトでは最新、どちらも分からない行は全部",
  "Only judgments with these prompts; names or hashes; absent: those of the run":
    "これらのプロンプトによる判定のみ（名前かハッシュ）。省略時：この実行のもの",
  "Leave out lines with an unknown verdict, and count them": "判定の読めない行を除き、その数を示す",
  'What verdicts mean that are not plain: "X=1,Y=2,Z=tie" (1, 2, tie, none; name: a model\'s)':
    '標準でない判定の意味："X=1,Y=2,Z=tie"（1、2、tie、none。name：モデル名）',
  "A column of the rows: the model shown first": "行の列：先に見せたモデル",
  "A column of the rows: the other model": "行の列：もう一方のモデル",
  "A column of the rows: the verdict": "行の列：判定",
  "A column of the rows: the question": "行の列：質問",
  "A column of the rows: the judge": "行の列：審査員",
  // answers
  "the model's name at its provider (default: the config's)":
    "プロバイダーでのモデル名（既定：設定のもの）",
  "its name in files (default: --model); a config's by its id":
    "ファイルでの名前（既定：--model）。設定のモデルは id で",
  "its name in files (default: the file's); a config's by its id":
    "ファイルでの名前（既定：ファイル名）。設定のモデルは id で",
  "the config that describes it (default: config.json here)":
    "それを記述する設定（既定：ここの config.json）",
  "first question, from 0": "最初の質問（0 から）",
  "the question behind the last": "最後の質問の次",
  "where to write, in place of the benchmark's own file": "ベンチマークのファイルの代わりの出力先",
  "answer questions anew; asks first, the old file is kept beside":
    "質問に答え直す。先に確認し、古いファイルは横に残す",
  "ask again what was refused for good in earlier runs":
    "以前の実行で最終的に拒否されたものをもう一度尋ねる",
  "Faults of the answers (empty, cut off, wrong language, …) are errors":
    "回答の問題（空、途中切れ、言語違いなど）をエラーとする",
  "Answers to each question; judges see the first": "質問ごとの回答数。審査員は最初のものを見る",
  "Return when batches are sent; the same command collects them later":
    "バッチを送ったら終了する。同じコマンドで後から回収",
  "A run stops before it costs more": "これを超える前に実行を止める",
  "The same for all runs of the benchmark together": "同じく、ベンチマークの全実行の合計",
  "What is refused for good (a content filter, …) is no failure":
    "最終的な拒否（コンテンツフィルターなど）を失敗としない",
  "A file of prices that come before the program's own table; absent: prices.json beside the config":
    "内蔵の表に優先する価格ファイル。省略時：設定の横の prices.json",
  "Said before the conversation": "会話の前に置く文",
  "Most tokens of a reply": "返答の最大トークン数",
  "0 is 0; absent: by category for answers, 0 for a judge":
    "0 は 0。省略時：回答はカテゴリー別、審査員は 0",
  "Nucleus sampling": "核サンプリング",
  "Only the k likeliest tokens": "確率の高い k 個のトークンのみ",
  "1 is none; API servers other than vLLM and llama.cpp may refuse it":
    "1 はなし。vLLM と llama.cpp 以外の API サーバーは拒むことがある",
  "Most calls at a time, at each server; of a GGUF file, questions at a time":
    "サーバーごとの最大同時呼び出し数。GGUF では同時に扱う質問数",
  "Of sampling; choice k uses seed + k": "サンプリングの乱数の種。k 番目の回答は seed + k",
  "Absent: told from the model's name or base_url": "省略時：モデル名か base_url から判断",
  "An OpenAI-compatible server, or several that share the work":
    "OpenAI 互換サーバー。複数なら仕事を分け合う",
  "The environment variable that holds the key (never the key itself)":
    "鍵を入れた環境変数（鍵そのものではない）",
  "Of Azure; absent: OPENAI_API_VERSION": "Azure の API の版。省略時：OPENAI_API_VERSION",
  'Passed to the server, as {"reasoning_effort": "low"}':
    'サーバーに渡す値。例：{"reasoning_effort": "low"}',
  "The provider's limit, kept": "守るべきプロバイダーの上限",
  "Through the provider's batches: half the price, within a day":
    "プロバイダーのバッチで：半額、一日以内",
  "Seconds until a call is tried again": "呼び出しをやり直すまでの秒数",
  "false: a server that says it read less than was sent does not end the run":
    "false：送った量より少なく読んだというサーバーでも実行を終えない",
  "US dollars per million tokens": "百万トークンあたりの米ドル",
  "Most tokens of an answer, for every model": "全モデルの回答の最大トークン数",
  "Of answers; absent: by category. 0 is 0": "回答の温度。省略時：カテゴリー別。0 は 0",
  "Of contestants": "回答モデルのもの",
  // judging
  "one or more judges; a config's by its id": "一つ以上の審査員。設定のものは id で",
  "the config that describes the judges (default: config.json here)":
    "審査員を記述する設定（既定：ここの config.json）",
  "so many judgments (100) more than are stored": "保存済みより何件多くするか（100）",
  "judge so many (100) more than are stored": "保存済みより何件多く判定するか（100）",
  "judge stored judgments again: errors (those without a verdict), all, or those of a prompt by its name":
    "保存済みの判定をやり直す：errors（判定のないもの）、all、またはプロンプト名",
  "do not ask before calls that cost something (as -y)":
    "費用のかかる呼び出しの前に尋ねない（-y と同じ）",
  "tell what would be judged; call nobody": "何を判定するかを示し、呼び出さない",
  "tell what would be called; spend nothing": "何を呼び出すかを示し、費用を使わない",
  "read stored judgments again, without paying; with --input-file":
    "保存済みの判定を無料で読み直す。--input-file とともに",
  "of --reparse: the judgments to read": "--reparse の対象の判定",
  "of --reparse: where to write the result": "--reparse の結果の出力先",
  "of --reparse: how the verdicts were asked for": "--reparse：判定の尋ね方",
  "of --reparse: the lowest and highest grade, such as 0-5": "--reparse：最低と最高の評点。例：0-5",
  "of --reparse: write the result in place; the old file is kept beside it":
    "--reparse：結果で置き換え、古いファイルを横に残す",
  "Only the first so many questions": "最初のこの数の質問のみ",
  "only one or two questions of each category": "カテゴリーごとに一、二問のみ",
  "Most calls at a time": "最大同時呼び出し数",
  "Which answers are compared or graded": "どの回答を比較・採点するか",
  "Judgments to collect in pairwise-n, by each judge": "pairwise-n で審査員ごとに集める判定数",
  "So many judgments, by each judge": "審査員ごとにこの数の判定",
  "Every 95 % interval (CR3) reaches at most so many Elo to each side":
    "すべての 95 % 区間（CR3）が片側でこの Elo 以内",
  "All neighbours are told apart, at a threshold that allows looking often":
    "隣り合うモデルがすべて区別できる（何度見てもよい閾値で）",
  "As budget_usd": "budget_usd と同じ",
  "Of this run": "この実行の時間",
  "Which match comes next in pairwise-n": "pairwise-n で次に行う対戦の選び方",
  "What an adaptive schedule is to make sure of": "適応的な選び方が確かにしたいもの",
  "k of goal top-k": "目標 top-k の k",
  "The model of goal new-model": "目標 new-model のモデル",
  "Every pair in both orders; absent: in pairwise-all and pairwise-baseline, and not in pairwise-n":
    "どの組も両方の順序で。省略時：pairwise-all と pairwise-baseline では両方、pairwise-n では片方",
  "Judge only the first so many turns; absent: all": "最初のこの数のターンのみ判定。省略時：全部",
  "Whether a judge may judge its own answers": "審査員が自分の回答を判定してよいか",
  "How judges give verdicts; absent: structured, in text where those stored are":
    "審査員の判定の求め方。省略時：構造化された形（保存済みが文章なら文章）",
  "Store the probabilities of verdicts where they can be had, and rank by them":
    "判定の確率が得られれば保存し、順位付けに使う",
  "Ask once more when a reply has no verdict": "返答に判定がなければもう一度尋ねる",
  "Judges and API contestants through their providers' batches, at half the price":
    "審査員と API の回答モデルをプロバイダーのバッチで（半額）",
  "Matches of an adaptive schedule in one round of batches":
    "適応的な選び方が一回のバッチで行う対戦数",
  "A published ranking (.json) of the others: new models are judged (goal new-model) and ranked on it, its ratings stay as they are":
    "他のモデルの公開済みランキング（.json）：新しいモデルだけを判定し（目標 new-model）、その上で順位づける。元のレーティングは変わらない",
  "Of the judge's prompts; absent: told from the questions":
    "審査員プロンプトの言語。省略時：質問から判断",
  "Judge prompts in LLM Judge's format; absent: our own":
    "LLM Judge 形式の審査員プロンプト。省略時：内蔵のもの",
  "The name of the prompt to use; absent: the one that fits":
    "使うプロンプトの名前。省略時：合うもの",
  "Categories whose judge sees the reference answer; absent: math, reasoning, coding":
    "審査員に模範解答を見せるカテゴリー。省略時：math、reasoning、coding",
  "How many of judge_models judge, from the first; absent: all":
    "judge_models のうち先頭からいくつが判定するか。省略時：全部",
  // local models
  "A name or path of a conversation template; absent: the one inside the GGUF file, or the server's own. With one, a server is sent finished prompts (/completions)":
    "会話テンプレートの名前かパス。省略時：GGUF ファイル内のもの、またはサーバー自身のもの。指定すると、サーバーには完成したプロンプトを送ります（/completions）",
  "LoRA adapters: `path` (GGUF) and `scale` (1)": "LoRA アダプター：`path`（GGUF）と `scale`（1）",
  "auto (the default) takes what there is": "auto（既定）はあるものを使う",
  "Absent: from the number of cores": "省略時：コア数から",
  "Tokens of prompt and answer together, a sequence":
    "プロンプトと回答を合わせたトークン数（一系列）",
  "Faster where the hardware has it; absent: where model and hardware allow":
    "対応するハードウェアでは速い。省略時：モデルとハードウェアが許すとき",
  "a GGUF file, an hf: URI or an https: URL": "GGUF ファイル、hf: の URI、https: の URL",
  "print the prompt of the first question as it is, and generate nothing":
    "最初の質問のプロンプトをそのまま表示し、生成しない",
  "of --show-prompt: the turn (1)": "--show-prompt のターン（1）",
  "of --show-prompt: the answer to the turn before": "--show-prompt：前のターンへの回答",
  // imported answers
  "files of answers": "回答のファイル",
  "of the files (default: recognised): fastchat, lm-eval, alpaca-eval, table":
    "ファイルの形式（既定：自動認識）：fastchat、lm-eval、alpaca-eval、table",
  "the model, where the rows name none; or its new name":
    "行にモデル名がないときのモデル、または新しい名前",
  "how rows find their questions: auto, id, text, order (auto: by id, by text where there is none)":
    "行と質問の対応：auto、id、text、order（auto：id で、なければ本文で）",
  "the question's id (question_id)": "質問の id（question_id）",
  "the question's text (instruction, prompt, …)": "質問の本文（instruction、prompt など）",
  "the answer (answer, output, response, …); several are the turns in order":
    "回答（answer、output、response など）。複数なら順にターン",
  "the model (model_id, model, generator)": "モデル（model_id、model、generator）",
  "the number of the turn, where each turn is a row (turn)":
    "ターンごとに一行のときのターン番号（turn）",
  "put these in the place of other stored answers, which are kept beside":
    "保存済みの別の回答と置き換え、古いものは横に残す",
  "tell what would be done, and write nothing": "何をするかを示し、書き込まない",
  // make_ranking
  "the judge whose judgments are ranked": "順位づけに使う判定の審査員",
  "judgments to rank, in place of the benchmark's own":
    "ベンチマークの判定の代わりに順位づける判定",
  "where to write the ranking (.json; .csv and .md beside it)":
    "ランキングの出力先（.json。横に .csv と .md）",
  "where to draw the charts (with --output-path: charts/<its name> beside it)":
    "図の出力先（--output-path のとき：その横の charts/<名前>）",
  "an earlier ranking (.json): what changed, and is it chance?":
    "以前のランキング（.json）：何が変わり、それは偶然か",
  "its judgments, where they are not among those that are ranked: paired by question":
    "以前の判定（今の判定に含まれないとき）：質問で対応づける",
  "How intervals are made": "区間の作り方",
  "What is resampled": "再標本化の単位",
  "The mean rating": "レーティングの平均",
  "Of mcmc: draws a chain; up to eight times as many where they do not suffice":
    "mcmc：連鎖あたりの標本数。足りなければ八倍まで",
  "Of mcmc: chains": "mcmc：連鎖の数",
  "Of mcmc; importance is faster, up to some 50 models":
    "mcmc の方法。importance は約 50 モデルまでなら速い",
  "Of mcmc: keep the draws here, or take them from here":
    "mcmc：標本をここに保存する、またはここから使う",
  "Ratings as if answers were alike in this, beside the others":
    "これらの点で回答が同じとしたときのレーティングを並べて示す",
  "One ranking from several judges: by one likelihood with each judge's own advantage of place and discrimination, or by the majority or mean of their verdicts on a game":
    "複数の審査員による一つのランキング：一つの尤度（位置の有利さと識別力は審査員ごと）、対戦ごとの多数決、または平均",
  "Of panel: its judges; absent: judge_models, or all of the benchmark":
    "審査団（panel）の審査員。省略時：judge_models、またはベンチマークの全審査員",
  "Of panel: fewest judges, and fewest of a game by majority or mean":
    "審査団（panel）の最少の審査員数。多数決と平均では一つの対戦に必要な審査員数でもある",
  "Of panel: a judge that contradicts itself when the answers change places has no verdict on them":
    "審査団（panel）：提示順を入れ替えると判定が矛盾する審査員は、その組の判定を数えない",
  "Write the full covariance of the ratings beside the ranking":
    "レーティングの共分散全体をランキングの横に書く",
  "Begin .csv files of rankings with a byte order mark, as Excel needs it":
    "ランキングの .csv をバイト順マークで始める（Excel 用）",
  "Draw the charts": "図を描く",
  "A field of the rows or of their questions (category, judge, turn, …): a ranking for each of its values, beside that of all rows":
    "行か質問の欄（category、judge、turn など）：全行のランキングに加え、値ごとのランキング",
  "In place of the benchmark's name": "ベンチマーク名の代わり",
  "In place of the judge and the sample size": "審査員と標本の大きさの代わり",
  "Who publishes it": "公開する人",
  "Where the site will be: the picture of shared links needs it":
    "サイトを公開するアドレス。リンクを共有したときの画像に必要",
  "Who publishes it and what it is about": "公開する人と内容",
  "A leaderboard of scores (leaderboard.json) to show beside the rankings":
    "ランキングと並べて示すスコアの一覧（leaderboard.json）",
  "In place of the word for licences": "「ライセンス」の語の代わり",
  "Of the words in charts and in the ranking's .md": "図とランキングの .md の言語",
  'Colours of the licences, as {"open": "#2a2"}': 'ライセンスの色。例：{"open": "#2a2"}',
  "Absent: light, with dark pictures beside, and pages that follow the reader":
    "省略時：明るい配色に、暗い図を並べ、ページは読者に合わせる",
  "Title, subtitle, by-line and method; absent: where one of them is written":
    "題・副題・署名・方法。省略時：どれかが書かれていれば",
  "Models left out of the charts": "図から除くモデル",
  "Models whose densities are drawn; absent: the best five": "密度を描くモデル。省略時：上位五つ",
  // rankings of votes, on a page
  "write one page with the ranking and its charts":
    "ランキングと図を一ページに書く（誰でも見られる）",
  "write the ranking with every number": "すべての数値を含むランキングを書く",
  "only the votes of this judge": "この審査員の投票のみ",
  "files of votes, one row a comparison, such as votes.csv":
    "投票のファイル（比較一件を一行に）。例：votes.csv",
  // make_leaderboard
  "whose scores they are, where the files do not say it":
    "ファイルに書かれていないときの、得点のモデル名",
  "take the place of scores that were asked for here": "ここで測った得点と置き換える",
  "the board of runs in test mode, which lies apart": "テストモードの実行のボード（別に置かれる）",
  "the paper's count too: two of gpt4-pair, human, author, or judges by name":
    "論文の数え方でも：gpt4-pair、human、author、またはファイルごとの審査員から二つ（LLM Judge の compute_agreement の名前）",
  "files, as LLM Judge's compute_agreement names them":
    "判定のファイル（LLM Judge の compute_agreement の名前で）",
  // calibration
  "People's votes that a second ranking is on the scale of: a file, a rater of annotate.ts, or people (all of them)":
    "二つ目のランキングの尺度となる人の投票：ファイル、annotate.ts の評価者、または people（全員）",
  "Further models that the judge may favour; its own family always may":
    "審査員がひいきしうる他のモデル。同系列は常に含む",
  "What the judge may like in answers; absent: length, where the answers are known":
    "審査員が回答で好みうる点。省略時：回答が分かれば length",
  // Weights & Biases
  "The team or user at Weights & Biases; absent: the one who uploads":
    "Weights & Biases のチームかユーザー。省略時：アップロードする人",
  "The project that the run belongs to": "実行が属するプロジェクト",
  "The name of the run; absent: the benchmark's": "実行の名前。省略時：ベンチマークの名前",
  // overplot_rankings
  "where to write combined_ranking.*": "combined_ranking.* の出力先",
  "name of the first ranking": "一番目のランキングの名前",
  "name of the second ranking": "二番目のランキングの名前",
  "name of the third ranking": "三番目のランキングの名前",
  "name of the fourth ranking": "四番目のランキングの名前",
  "name of the fifth ranking": "五番目のランキングの名前",
  "name of the sixth ranking": "六番目のランキングの名前",
  "name of the seventh ranking": "七番目のランキングの名前",
  "name of the eighth ranking": "八番目のランキングの名前",
  // plan and simulate
  "how many models (14)": "モデルの数（14）",
  "standard deviation of their strengths (230)": "強さの標準偏差（230）",
  "their strengths, in place of --models and --spread": "強さ（--models と --spread の代わり）",
  "a ranking (.json) to take models, questions, spread, ties and question effect from":
    "モデル・質問・ばらつき・引き分け・質問効果を取るランキング（.json）",
  "of the benchmark (40, or the ranking's)": "ベンチマークの質問数（40、またはランキングのもの）",
  "share of judgments that are ties (0.09, or the ranking's)":
    "引き分けの割合（0.09、またはランキングのもの）",
  "how far a model's quality on a question is from its strength (standard deviation; 130, or the ranking's)":
    "質問ごとの出来と強さの差（標準偏差。130、またはランキングのもの）",
  "of one judgment": "判定一件の価格",
  "of one answer, for the cost of more questions": "回答一件の価格（質問を増やす費用のため）",
  "judgments to tell about; several, unlike the n of a config, and nothing is judged":
    "見積もる判定数。設定の n と違い複数可で、判定はしない",
  "half-widths that every interval should have": "すべての区間に望む半幅",
  "how many votes of people give which precision, in place of judgments":
    "判定の代わりに、人の投票数と精度の関係",
  "of the chart, without its ending": "図のパス（拡張子なし）",
  "S0, S1, S2": "S0、S1、S2",
  "those to compare, unlike the one of a config": "比べる選び方（設定の一つと違い複数可）",
  "judgments to measure at; several, unlike the n of a config": "測る判定数。設定の n と違い複数可",
  "of the benchmark": "ベンチマークの質問数",
  "boards to draw": "生成するボードの数",
  "stretches the strengths of the 14 models": "14 モデルの強さを引き伸ばす倍率",
  "of the models, in place of those 14": "その 14 の代わりのモデルの強さ",
  "judge by these stored verdicts, and offer no other match":
    "保存済みのこれらの判定で判定し、他の対戦は出さない",
  "verdicts come in rounds of so many, as in batches": "判定がバッチのようにこの数ずつ届く",
  // site and tables
  "the leaderboard with its charts as one page below 2 MB, without answers, in place of the folder":
    "フォルダーの代わりに、図を含むランキングを 2 MB 未満の一つのページにする（回答は含まない）",
  "show it in a browser until Ctrl-C": "Ctrl-C までブラウザーに表示",
  "The folder to write": "書き込むフォルダー",
  "Absent: the title of the charts, or else the benchmark's name":
    "省略時：図の題、なければベンチマーク名",
  "Absent: that of the charts. The reader can change it": "省略時：図の言語。読者が変えられる",
  "false: publish no questions' answers and no judgments' words":
    "false：質問への回答と判定の文を公開しない",
  "the judge": "審査員",
  "grades of the same answer: last (counts once) or all, as LLM Judge does":
    "同じ回答の評点：last（一度だけ数える）、または LLM Judge と同じ all",
  "draw the grades over the categories as a radar (single); a config's make_charts is about rankings":
    "カテゴリー別の評点をレーダー図に描く（single）。設定の make_charts はランキングのもの",
  "config (default: config.json here, else config.json.example)":
    "設定（既定：ここの config.json、なければ config.json.example）",
  "Where the files go: a new folder, or one made by this":
    "ファイルの行き先：新しいフォルダー、またはこれが作ったもの",
  "Absent: site, which is everything": "省略時：site（すべて）",
  "The folder becomes a working tree of this branch; changes are committed":
    "フォルダーをこのブランチの作業ツリーにし、変更をコミットする",
  // what commands do, and their arguments
  "Shows people pairs of answers without names and keeps their votes beside the judges' judgments, so that judges can be compared with them and calibrated to them.":
    "名前を伏せた回答の組を人に見せ、その投票を審査員の判定の横に保存します。審査員を人と比べ、人に合わせて校正できます。",
  "Compares the verdicts of two or more judges (or people) on the same games: agreement, kappa, alpha, verdicts in both orders, rankings.":
    "同じ対戦について二つ以上の審査員（または人）の判定を比べます：一致率、カッパ、アルファ、両順序での判定、ランキング。",
  "Writes stored pair judgments in the format of another program: LLM Judge's rows of two games (fastchat), or arena votes.":
    "保存済みの対判定を他のプログラムの形式で書きます：LLM Judge の二戦一行（fastchat）、またはアリーナの投票。",
  "Decides whether a model is better than another, or than a board: exit code 0 (yes), 1 (no), 3 (not decided).":
    "モデルが他のモデルやボードより優れているかを判断します：終了コード 0（はい）、1（いいえ）、3（未決）。",
  "Generates the answers of a model behind an API. Questions that are answered already are not asked again.":
    "API のモデルの回答を生成します。回答済みの質問は再び尋ねません。",
  "Has one or more judges compare or grade the contestants' answers. What is judged already is not judged again.":
    "一つ以上の審査員に回答を比較・採点させます。判定済みのものは再び判定しません。",
  "Generates the answers of a GGUF model in this process. Questions that are answered already are not asked again.":
    "GGUF モデルの回答をこのプロセスで生成します。回答済みの質問は再び尋ねません。",
  "Takes answers made elsewhere into a benchmark: LLM Judge's, AlpacaEval's, lm-evaluation-harness's, or a table (CSV, TSV, JSON, JSONL, Parquet). Adds what is missing and replaces nothing unasked.":
    "他で作られた回答をベンチマークに取り込みます：LLM Judge、AlpacaEval、lm-evaluation-harness、表（CSV、TSV、JSON、JSONL、Parquet）。足りないものを加え、頼まれない限り置き換えません。",
  "Ranks stored judgments by Bradley-Terry, with confidence intervals, and draws the charts.":
    "保存済みの判定を Bradley-Terry で順位づけ、信頼区間を添え、図を描きます。",
  "Draws two or more rankings (judges, dates, settings) in one chart, with their rank correlation.":
    "二つ以上のランキング（審査員、日付、設定）を一つの図に描き、順位相関を示します。",
  "Tells, before anything is paid for, how many judgments give which half-width and how surely the right order, what they cost, and when more questions help more than more judgments.":
    "費用をかける前に、判定数ごとの半幅と順序の確からしさ、費用、判定より質問を増やすほうがよい場合を示します。",
  "Builds a folder with the leaderboard, its charts and an answer browser, ready for any web server; it opens from the disk too.":
    "リーダーボード、図、回答ブラウザーを入れたフォルダーを作ります。どのウェブサーバーにも置け、ディスクからも開けます。",
  "MT-Bench's tables of stored judgments: mean grades by turn and category, or wins of pairs judged in both orders.":
    "保存済みの判定の MT-Bench 形式の表：ターン・カテゴリー別の平均評点、または両順序で判定した組の勝数。",
  "Draws synthetic boards (or replays stored verdicts), runs schedules and stop rules on them and prints widths, errors, coverage and false claims: how many judgments buy what.":
    "合成ボードを作り（または保存済みの判定を再生し）、選び方と停止規則を試して、幅・誤差・被覆率・誤った主張を示します：判定数で何が得られるか。",
  "Runs everything from one config: generates the contestants' answers, has the judges compare them, ranks them and draws the charts. What is done already is not done again.":
    "一つの設定からすべてを行います：回答の生成、審査員による比較、順位づけ、図。済んだことは繰り返しません。",
  "Ranks files of votes (CSV, TSV, JSON, JSONL, Parquet, gzip; columns are recognised) and prints the ranking with its intervals and warnings. Writes nothing unasked.":
    "投票のファイル（CSV、TSV、JSON、JSONL、Parquet、gzip。列は自動認識）を順位づけ、区間と警告を添えて表示します。頼まれない限り何も書きません。",
  "Takes in scores made elsewhere (llm-jp-eval's results, lm-evaluation-harness's, W&B's tables, CSV) and writes the leaderboard of scores of all models: nejumi/leaderboard.json, .csv and .md in the data directory.":
    "他で測った得点（llm-jp-eval、lm-evaluation-harness、W&B の表、CSV）を取り込み、全モデルの得点のリーダーボードを書きます：データディレクトリの nejumi/leaderboard.json、.csv、.md。",
  "files of scores, or folders of W&B tables; none: the board alone":
    "得点のファイルか W&B の表のフォルダー。なければボードのみ",
  "judgments, or votes of people, in any format make_ranking.ts reads":
    "判定または人の投票（make_ranking.ts が読むどの形式でも）",
  "ranking files, such as rankings/gpt-4_mle.json":
    "ランキングファイル。例：rankings/gpt-4_mle.json",
};
