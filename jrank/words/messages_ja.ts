/**
 * What the commands say, in Japanese, by the English that stands where it is said (`core/message.ts`).
 * A test finds every such sentence in the code and asks for its Japanese here.
 */
import type { Speech } from "../core/message.ts";
import { judgesJa } from "./messages/judges_ja.ts";
import { scoresJa } from "./messages/scores_ja.ts";

export const messagesJa: Speech["sentences"] = {
  ...scoresJa,
  ...judgesJa,
  "Error: {0}": "エラー：{0}",
  "This is a bug in jrank; please report it with these lines:\n{0}":
    "jrank の不具合です。次の行を添えて報告してください：\n{0}",
  "Start here": "はじめに",
  Answers: "回答",
  Judging: "判定",
  Rankings: "ランキング",
  Publishing: "公開",
  Planning: "計画",
  "Your shell": "シェル",
  "everything from one config: answers to charts": "設定ファイル一つで回答からグラフまで",
  "answers of an API model": "API モデルの回答を生成",
  "answers of a GGUF model on this machine": "このマシンの GGUF モデルの回答を生成",
  "answers that were made elsewhere": "ほかで作られた回答を取り込む",
  "has a judge compare answers": "審査員に回答を比べさせる",
  "how far judges agree with each other and with people": "審査員どうし、審査員と人の一致度",
  "judgments as files of other programs": "判定をほかのプログラムの形式で書き出す",
  "the ranking and the charts of a benchmark's judgments":
    "ベンチマークの判定からランキングとグラフを作る",
  "LLM Judge's tables: mean grades, or wins of pairs": "LLM Judge の表（平均点、または対戦の勝敗）",
  "two or more rankings in one chart": "二つ以上のランキングを一つのグラフに",
  "whether a model is better than another: an exit code":
    "モデルが別のモデルより優れているか（終了コード）",
  "the website: leaderboard, charts, every answer":
    "ウェブサイト（リーダーボード、グラフ、すべての回答）",
  "how many judgments give which precision, and what they cost": "判定の数と精度・費用の見積もり",
  "tries schedules on boards whose truth is known":
    "真の強さがわかる模擬ボードでスケジュールを試す",
  "a script for bash, zsh or fish that completes commands": "bash・zsh・fish 用の補完スクリプト",
  "Usage: jrank <command> [options]": "使い方：jrank <コマンド> [オプション]",
  "Ranks language models by comparing their answers.": "回答を比べて言語モデルをランク付けします。",
  "jrank <command> --help shows the flags of a command.":
    "jrank <コマンド> --help でそのコマンドのフラグを表示します。",
  'there is no command "{0}".{1}\n(jrank --help lists the commands)':
    '"{0}" というコマンドはありません。{1}\n（コマンドの一覧は jrank --help）',
  'there is no completion for "{0}", only for {1}.{2}':
    '"{0}" 用の補完はありません。あるのは {1} です。{2}',
  "Stopping: calls in flight may still finish (Ctrl-C again cuts them off).":
    "停止します。送信済みの呼び出しは終わるまで待ちます（もう一度 Ctrl-C を押すと打ち切ります）。",
  "Warning: {0}": "警告：{0}",
  " · ": " · ",
  "; ": "；",
  " and ": "と",
  "{0} s": "{0} 秒",
  "{0} min {1} s": "{0} 分 {1} 秒",
  "{0} h {1} min": "{0} 時間 {1} 分",
  "{0} questions": "質問 {0} 問",
  "{0} contestants": "回答モデル {0} 個",
  "{0} judgments": "判定 {0} 件",
  "{0} answers": "回答 {0} 件",
  "{0} grades": "採点 {0} 件",
  "{0} models": "モデル {0} 個",
  "{0} pairs": "{0} 組",
  "{0} rows": "{0} 行",
  "{0} votes": "投票 {0} 件",
  "{0} calls": "呼び出し {0} 回",
  "{0} turns": "{0} ターン",
  "{0} requests": "リクエスト {0} 件",
  "{0} characters": "{0} 文字",
  "{0} games": "対戦 {0} 件",
  "{0} different games": "異なる対戦 {0} 件",
  "{0} older judgments": "古い判定 {0} 件",
  "Interrupted. Run the same command again to go on.":
    "中断しました。同じコマンドをもう一度実行すると続きから始まります。",
  "Interrupted. Everything that was paid for is stored; run the same command again to go on.":
    "中断しました。料金のかかった結果はすべて保存されています。同じコマンドをもう一度実行すると続きから始まります。",
  "{0} done": "完了 {0}",
  "{0} left": "残り {0}",
  "{0} failed": "失敗 {0}",
  "{0} to go": "あと {0}",
  "process {0} on {1}": "{1} のプロセス {0}",
  "another process": "別のプロセス",
  "{0} is in use by {1}. Two runs at once would pay twice: wait for it to end, or, if it is gone for good, delete {2}.":
    "{0} は {1} が使用中です。同時に実行すると料金が二重にかかります。終わるまで待つか、そのプロセスがもう存在しなければ {2} を削除してください。",
  "Answers of {0}": "回答：{0}",
  "Judgments of {0}": "判定：{0}",
  "{0} stored": "保存済み {0} 件",
  "{0} in batches already": "バッチで処理中 {0} 件",
  "{0}, nothing more to judge": "{0}、残りの判定はありません",
  " ({0} of them again)": "（うち {0} 件は再判定）",
  "at most ": "最大 ",
  "{0}, {1} to make, free": "{0}、これから {1} 件、無料",
  "about {0} tokens in, {1} to {2} out": "入力 約 {0} トークン、出力 {1}～{2} トークン",
  " (half price, in batches)": "（バッチのため半額）",
  "{0} to {1}{2}": "{0}～{1}{2}",
  "{0} to {1}": "{0}～{1}",
  "price unknown (set price for the model, or put it into prices.json, to see the cost)":
    "料金不明（モデルの price か prices.json に単価を書くと表示されます）",
  "{0}, {1} to make: {2}, {3}": "{0}、これから {1} 件：{2}、{3}",
  "the unknown price of {0}": "{0} の料金（不明）",
  "all judges: {0}{1} to make, {2}": "全審査員：これから {0}{1} 件、{2}",
  "To judge: {0}": "判定の見積もり：{0}",
  "Judgments of {0}: {1} are there, which is enough: {2}; nothing was called or paid for.":
    "{0} の判定：{1} があり、十分です（{2}）。呼び出しも支払いも行っていません。",
  "Judgments of {0}: all {1} are there already; nothing was called or paid for.":
    "{0} の判定：{1} がすべて揃っています。呼び出しも支払いも行っていません。",
  "Judgments of {0}: {1} new, {2} in all": "{0} の判定：新規 {1} 件、合計 {2} 件",
  "{0} of the new ones without a verdict": "新規のうち判定を読み取れないもの {0} 件",
  "{0} in batches; the same command collects them later":
    "バッチで処理中 {0} 件（同じコマンドで後から回収）",
  "stopped: {0}": "終了：{0}",
  "stopped early: {0}": "途中で終了：{0}",
  "{0} tokens in and {1} out": "入力 {0}・出力 {1} トークン",
  "{0}, cost unknown": "{0}、料金不明",
  "{0}, {1} and the unknown cost of {2}": "{0}、{1}（ほかに料金不明 {2} 件）",
  "Warning: {0}. They are left out (stale: drop).": "警告：{0}。これらを除きます（stale: drop）。",
  "Warning: {0}. They count as they are (stale: keep).":
    "警告：{0}。これらはそのまま数えます（stale: keep）。",
  "Warning: {0}. {1} will be made again (stale: rejudge).":
    "警告：{0}。{1} を判定し直します（stale: rejudge）。",
  "Choose what becomes of them: --stale keep (they count), drop (they are left out) or rejudge (the same games are judged again); in a config it is the key stale":
    "扱いを選んでください：--stale keep（数える）、drop（除く）、rejudge（同じ対戦を判定し直す）。設定ファイルではキー stale です",
  "Warning: {0}. They count. {1}.": "警告：{0}。これらも数えます。{1}。",
  "There is no config.json here; using {0}, which runs the bundled sample.":
    "ここには config.json がないので、付属のサンプルを実行する {0} を使います。",
  '--extend is for evaluation_mode "pairwise-n"; "{0}" judges everything':
    '--extend は evaluation_mode が "pairwise-n" のときに使います。"{0}" はすべてを判定します',
  "the config names no contestant; add some to models.api_models or models.local_models":
    "設定ファイルに回答モデルがありません。models.api_models か models.local_models に追加してください",
  "Answers are missing, because {0}. Everything so far is stored; raise the budget and run the same command again to go on.":
    "回答が足りません（{0}）。ここまでの結果はすべて保存されています。予算を増やして同じコマンドをもう一度実行すると続きから始まります。",
  "\nThis was the bundled sample with the offline judge. For a ranking of your own:":
    "\n付属のサンプルをオフライン審査で実行しました。自分のランキングを作るには：",
  "  2. put a key into .env, for example OPENAI_API_KEY=… (see .env.example)":
    "  2. .env に API キーを書く（例：OPENAI_API_KEY=…。.env.example を参照）",
  "  3. name your contestants and your judge in config.json, and run this again":
    "  3. config.json に回答モデルと審査員を書き、もう一度実行する",
  "\n{0}, graded by {1}\n": "\n{0}　採点：{1}\n",
  "{0} in batches; run the same command again to collect them and to go on.":
    "{0} がバッチで処理中です。同じコマンドをもう一度実行すると、回収して続けます。",
  "Answers of {0}: {1} to ask": "{0} の回答：{1} をこれから質問",
  "Needed before a run: {0}": "実行前に必要：{0}",
  "Judging can be estimated when there are answers; now there are those of {0} of {1}.":
    "判定の見積もりは回答が揃ってからになります。今あるのは全 {1} 個中の {0} の回答です。",
  "This was a dry run: nothing was called or paid for.":
    "試算だけを行いました。呼び出しも支払いも行っていません。",
  "no judgment was made with the prompt {0}; there are: {1}":
    "プロンプト {0} による判定はありません。あるのは：{1}",
  "several texts of one prompt": "一つのプロンプトの複数の本文",
  "several prompts": "複数のプロンプト",
  "the same questions were judged with {0}, which may mean different things: {1}. Choose with --prompt, by name or by the hash of a text; several count together (--prompt {2})":
    "同じ質問が{0}で判定されており、意味が異なるかもしれません：{1}。--prompt に名前か本文のハッシュを指定して選んでください。複数を指定すると合わせて数えます（--prompt {2}）",
  "Warning: the same answers were graded with several prompts, which may mean different things: {0}.":
    "警告：同じ回答が複数のプロンプトで採点されており、意味が異なるかもしれません：{0}。",
  "\nRanking: {0} (also .csv and .md)": "\nランキング：{0}（.csv と .md もあります）",
  "Charts:  {0}/ ({1}: .vl.json, .svg, {2}.html)": "図：{0}/（{1}：.vl.json, .svg, {2}.html）",
  "Prompts of {0}: {1}": "{0} のプロンプト：{1}",
  "cannot read {0}: {1}": "{0} を読めません：{1}",
  "cannot read the {0} {1}: {2}": "{0} {1} を読めません：{2}",
  "{0}, {1}": "{0}、{1}",
  "{0}: {1}": "{0}：{1}",
  "{0} ({1})": "{0}（{1}）",
  "{0}: Anthropic's protocol has no {1}; it is left out.":
    "{0}：Anthropic のプロトコルに {1} はないため、省きます。",
  "{0} sent something that is no message": "{0} からの応答がメッセージの形ではありません",
  "Warning: {0} of the requests to make lie in batches of an earlier run, but a prompt, an answer or a parameter has changed since; they are asked anew, and those replies are not used ({1}).":
    "警告：これから行うリクエストのうち {0} 件は以前のバッチにありますが、その後プロンプト・回答・パラメータが変わっています。新しく質問し、以前の返答は使いません（{1}）。",
  "{0} (given up after {1} batches)": "{0}（{1} 回のバッチで断念しました）",
  "{0} does not have batch {1}, or its results, any more, or not under this key ({2}). With the key that sent it, run again; to give it up and ask anew, delete {3}":
    "{0} にバッチ {1} またはその結果がもうないか、このキーでは見られません（{2}）。送信したときのキーでもう一度実行してください。諦めて新しく質問するには {3} を削除してください",
  "{0} did not take batch {1}: {2}": "{0} はバッチ {1} を受け付けませんでした：{2}",
  "{0} did not take batch {1}: {2}. It is sent in smaller parts.":
    "{0} はバッチ {1} を受け付けませんでした：{2}。小さく分けて送ります。",
  "Batch {0} of {1} ({2}) is with {3} as {4}.":
    "{1} のバッチ {0}（{2}）を {3} に預けました（{4}）。",
  "{0} (given up after {1} tries)": "{0}（{1} 回試して断念しました）",
  "{0}: {1}; batch {2} is not sent yet": "{0}：{1}。バッチ {2} はまだ送られていません",
  "Looking for batch {0} at {1}: it may have been sent …":
    "{1} でバッチ {0} を探しています。送信済みかもしれません …",
  "{0} has a batch that may be {1}; waiting for it to end …":
    "{0} に {1} かもしれないバッチがあります。終わるまで待ちます …",
  " at {0}": "（{0}）",
  "batch {0} in {1} was sent to {2} ({3}{4}), and is not collected yet; name that model again to collect it, or delete {5}/{6} to give it up":
    "{1} のバッチ {0} は {2}（{3}{4}）に送られ、まだ回収されていません。回収するにはもう一度そのモデルを指定してください。諦めるには {5}/{6} を削除してください",
  "the budget of ${0} for all runs of this benchmark is used up (${1} spent or on its way":
    "このベンチマークの全実行の予算 {0} ドルを使い切りました（{1} ドル支出済みまたは送信中",
  "the budget of ${0} is used up (${1} spent": "予算 {0} ドルを使い切りました（{1} ドル支出済み",
  "the next call to {0} may cost ${1})": "次の {0} の呼び出しには最大 {1} ドルかかります）",
  '"{0}" ({1}) needs a key: set {2} in the environment or in .env':
    '"{0}"（{1}）にはキーが必要です。環境変数か .env に {2} を設定してください',
  '"{0}" has {1} addresses in base_url; batches lie with one server, so name one':
    '"{0}" の base_url にアドレスが {1} 個あります。バッチは一つのサーバーに置かれるので、一つにしてください',
  '"{0}" (azure) needs an endpoint: set AZURE_OPENAI_ENDPOINT, or base_url in the config':
    '"{0}"（azure）にはエンドポイントが必要です。AZURE_OPENAI_ENDPOINT か、設定ファイルの base_url を設定してください',
  '"{0}": base_url {1}': '"{0}"：base_url {1}',
  "Fetching {0} …": "{0} を取得しています …",
  "{0} refused the key; check the key and what it may use":
    "{0} がキーを拒否しました。キーとその権限を確かめてください",
  "{0} does not know the model or the address; check path and base_url":
    "{0} はそのモデルかアドレスを知りません。path と base_url を確かめてください",
  "{0} says that the account has no credit": "{0} によると、アカウントの残高がありません",
  "{0} refused the request": "{0} がリクエストを拒否しました",
  " (is base_url right? It is the address before /chat/completions or, at Anthropic, before /v1/messages)":
    "（base_url は正しいですか。/chat/completions の前まで、Anthropic では /v1/messages の前までのアドレスです）",
  " (does base_url lack /v1?)": "（base_url に /v1 が抜けていませんか）",
  "{0} sent a web page: {1}": "{0} からウェブページが返りました：{1}",
  '{0} sent a web page in place of a reply: "{1}"{2}':
    '{0} から返答の代わりにウェブページが返りました："{1}"{2}',
  "{0} has no such address: {1}{2}": "{0} にそのアドレスはありません：{1}{2}",
  "{0} is one redirect after another": "{0} のリダイレクトが終わりません",
  "{0} sends the request on to {1}. Prompts go to no other address than base_url; if that is the right one, set base_url to it":
    "{0} がリクエストを {1} に転送しようとしました。プロンプトは base_url 以外には送りません。転送先が正しければ base_url に設定してください",
  "the reply does not end: it was cut at {0} MB": "返答が終わらないため {0} MB で打ち切りました",
  "takes {0} in place of {1}": "は {1} の代わりに {0} を受け付けます",
  "Notice: {0} is asked with the template {1}, which is not the one inside {2}: {3}.":
    "お知らせ：{0} にはテンプレート {1} を使います。{2} に入っているものとは異なります：{3}。",
  "Notice: {0} was trained with {1} tokens; answers beyond them (context_size is {2}) may be worse.":
    "お知らせ：{0} は {1} トークンで学習されています。それを超える回答（context_size は {2}）は質が落ちるかもしれません。",
  "{0}: the prompt has {1} tokens, the context only {2}; raise context_size (--context-size)":
    "{0}：プロンプトは {1} トークンですが、コンテキストは {2} しかありません。context_size（--context-size）を増やしてください",
  "{0} does not say what calls use; for the budget they count by an upper estimate from their texts.":
    "{0} は呼び出しの使用量を知らせません。予算では、本文から見積もった上限で数えます。",
  "A call to {0} failed after it was sent, so it may be billed; the budget counts such calls at their worst.":
    "{0} への呼び出しが送信後に失敗したため、請求されるかもしれません。予算ではそのような呼び出しを最大額で数えます。",
  "the offline judge is no model and answers no questions; use it as a judge only":
    "オフライン審査はモデルではないため質問に答えません。審査員としてだけ使ってください",
  "the offline judge needs a reference answer for question {0}, turn {1}: add it in reference_answer/, or use a model as the judge":
    "オフライン審査には質問 {0} ターン {1} の参照回答が必要です。reference_answer/ に追加するか、モデルを審査員にしてください",
  '{0} is "recorded": only answers that exist can be used':
    '{0} は "recorded" です。すでにある回答しか使えません',
  "{0} blocked the prompt ({1})": "{0} がプロンプトを遮断しました（{1}）",
  "{0} sent something that is no completion: {1}":
    "{0} からの応答が completion の形ではありません：{1}",
  '{0}: the server read {1} tokens of a prompt of about {2}, so it cut the prompt without a word, and what it says about it is worth nothing. Give it a larger context (Ollama: start it with OLLAMA_CONTEXT_LENGTH={3}, or num_ctx in a Modelfile; llama.cpp: -c; vLLM: --max-model-len) and run again. If its count is known to be wrong, set "check_prompt_tokens": false for this model.':
    '{0}：約 {2} トークンのプロンプトのうち、サーバーは {1} トークンしか読んでいません。黙って切り詰めたので、その返答に意味はありません。コンテキストを大きくして（Ollama：OLLAMA_CONTEXT_LENGTH={3} を付けて起動するか、Modelfile の num_ctx。llama.cpp：-c。vLLM：--max-model-len）もう一度実行してください。サーバーの数え方が誤りだと分かっていれば、このモデルに "check_prompt_tokens": false を設定してください。',
  "{0} (so an earlier run was told; it is not asked again without --retry-refused)":
    "{0}（以前の実行での返答です。--retry-refused を付けなければ再び質問しません）",
  "because all tokens went into thinking": "すべてのトークンが思考に使われたため",
  "although all tokens were used": "すべてのトークンを使ったのに",
  "the answer is empty {0}; raise max_tokens": "{0}、回答が空です。max_tokens を増やしてください",
  "(finish reason: {0})": "（終了理由：{0}）",
  "the answer is empty: a filter or the model itself refused the request {0}":
    "回答が空です：フィルターかモデル自身がリクエストを拒否しました{0}",
  "the answer is empty: all of its text came as thinking {0}; turn thinking off for this model or raise max_tokens (docs/api_models.md)":
    "回答が空です：本文がすべて思考として返りました{0}。このモデルの思考を切るか、max_tokens を増やしてください（docs/api_models.md）",
  "the answer is empty {0}": "回答が空です{0}",
  "{0}, at temperature 0: asked again it would be empty again":
    "{0}。temperature 0 なので、もう一度質問しても空になります",
  "try {0} of {1}": "{1} 回中 {0} 回目",
  "try {0}": "{0} 回目",
  "{0}; trying again in {1} s ({2})": "{0}。{1} 秒後に再試行します（{2}）",
  "{0}: no reply within {1} s": "{0}：{1} 秒以内に返答がありませんでした",
  'must be an address such as http://localhost:8000/v1, got "{0}"':
    'は http://localhost:8000/v1 のようなアドレスでなければなりません（"{0}" が書かれています）',
  "holds a user name or password ({0}); take it out, and name the environment variable of the key in api_key_env":
    "にユーザー名かパスワードが含まれています（{0}）。取り除いて、キーの環境変数名を api_key_env に書いてください",
  'must end before "?" and "#" ({0}): keys come from the environment (api_key_env), further fields from extra_body':
    'は "?" と "#" の前で終わらなければなりません（{0}）。キーは環境変数（api_key_env）から、追加の項目は extra_body から渡します',
  ' Did you mean "{0}"?': '"{0}" ではありませんか。',
  "are empty": "が空です",
  'are the mark of a failed call ("ERROR"), not an answer':
    'は呼び出しの失敗の印（"ERROR"）で、回答ではありません',
  "were cut off at the token limit": "がトークン数の上限で途切れています",
  "are not in the language of the question": "が質問の言語で書かれていません",
  "repeat the question": "が質問を繰り返しています",
  "decline to answer": "が回答を断っています",
  "contain pieces of a chat template (wrong template, or a stop string not set)":
    "にチャットテンプレートの断片が含まれています（テンプレートの誤りか、停止文字列の設定漏れ）",
  "repeat themselves without end": "が同じ文を繰り返し続けています",
  "are the same as another model's": "が別のモデルの回答と同じです",
  "are much shorter than the other models'": "がほかのモデルよりずっと短いです",
  "question {0}": "質問 {0}",
  "questions {0}{1}": "質問 {0}{1}",
  "{0}: {1} of {2} answers {3} ({4})": "{0}：回答 {2} 件中 {1} 件{3}（{4}）",
  "several judge prompts fit ({0}): {1}; choose one with judge_prompt (--judge-prompt)":
    "当てはまる審査プロンプトが複数あります（{0}）：{1}。judge_prompt（--judge-prompt）で選んでください",
  'there is no {0} {1}. If "{2}" is a model of Hugging Face, this program runs its GGUF form ("path": "hf:<user>/<repository>/<file>.gguf"), or asks a server that runs it: start `vllm serve {3}`, and name it under api_models with "base_url": "http://localhost:8000/v1" (gen_api_model_answer.ts --model {4} --base-url http://localhost:8000/v1)':
    '{0}{1} がありません。"{2}" が Hugging Face のモデルなら、GGUF 形式（"path": "hf:<user>/<repository>/<file>.gguf"）をこのプログラムで動かすか、サーバーに質問できます。`vllm serve {3}` で起動し、api_models に "base_url": "http://localhost:8000/v1" を付けて書いてください（gen_api_model_answer.ts --model {4} --base-url http://localhost:8000/v1）',
  '{0}: the answers of "{1}" are those of "{2}", its path, as Rakuda\'s original stores them; it goes by that id.':
    '{0}："{1}" の回答には、path の "{2}" の名で保存された回答を使います（元の Rakuda の保存方法です）。以後この id で呼びます。',
  "--mode single is about grades, and a ranking is made of pairs: --mode pairwise ranks them; show_result.ts --mode single shows grades":
    "--mode single は採点のモードで、ランキングは対戦から作ります。対戦は --mode pairwise で、採点は show_result.ts --mode single で見られます",
  "num_judges is {0} and judge_models names {1}: all of them judge (Rakuda's original reads num_judges nowhere).":
    "num_judges は {0} ですが judge_models は {1} 件です。全員が審査します（元の Rakuda は num_judges をどこでも使いません）。",
  'The config does not say n: {0} judgments by each judge, as Rakuda\'s original always collects. "n" (--n) asks for another number.':
    '設定に n がないので、元の Rakuda と同じく審査員ごとに {0} 件を判定します。別の数にするには "n"（--n）を指定してください。',
  "Notice: the stored judgments of {0} were made with prompts of {1}; judging goes on with these. --judge-file names others.":
    "お知らせ：{0} の保存済みの判定は {1} のプロンプトによるものなので、同じプロンプトで続けます。別のものは --judge-file で指定できます。",
  "a prompt that they do not name": "名前のないプロンプト",
  "Notice: stored judgments of {0} were made by another program with {1}, whose text is not here. They count, and nothing of them is paid for again; new ones have other prompts. Put the file of those prompts into the benchmark's folder as judge_prompts.jsonl to go on with them.":
    "お知らせ：{0} の保存済みの判定は別のプログラムが {1} で作ったもので、その本文はここにありません。そのまま数え、再び支払うことはありませんが、新しい判定は別のプロンプトになります。同じプロンプトで続けるには、そのファイルをベンチマークのフォルダーに judge_prompts.jsonl として置いてください。",
  "{0} was made by another program.": "{0} は別のプログラムが作ったものです。",
  "{0} was made from {1} judgments, of which only {2} are there now: it could not be made again (if judgments are missing by mistake, put their file back and rank again).":
    "{0} は {1} 件の判定から作られましたが、今は {2} 件しかないため、作り直せません（判定が誤ってなくなったのなら、ファイルを戻してランキングを作り直してください）。",
  "{0} It is kept as {1}.json.": "{0}{1}.json として残します。",
  "It is kept as {0}.json.": "{0}.json として残します。",
  "what is done is always told": "何をしているかは常に表示します",
  "a GGUF model takes the GPUs there are (--gpu); of a server say it where it is started: vllm serve --tensor-parallel-size":
    "GGUF モデルはある GPU を使います（--gpu）。サーバーの場合は起動時に指定してください：vllm serve --tensor-parallel-size",
  "--gpu chooses: auto, cuda, metal, vulkan or cpu":
    "--gpu で選びます：auto、cuda、metal、vulkan、cpu",
  "a GGUF file holds its own numbers (choose the file: Q4_K_M, F16, …); of a server say it where it is started: vllm serve --dtype":
    "数値の形式は GGUF ファイルごとに決まっています（Q4_K_M、F16 などのファイルを選びます）。サーバーの場合は起動時に指定してください：vllm serve --dtype",
  "--model-path hf:<user>/<repository>/<file>.gguf#<revision>, or vllm serve --revision":
    "--model-path hf:<user>/<repository>/<file>.gguf#<revision>、または vllm serve --revision です",
  "choose a GGUF file of 8 bits (Q8_0)": "8 ビットの GGUF ファイル（Q8_0）を選んでください",
  "what does not fit the GPU stays with the CPU by itself":
    "GPU に収まらない部分は自動的に CPU で動きます",
  "answers are sampled; there is no search by beams":
    "回答はサンプリングで作り、ビームサーチはありません",
  "--temperature 0 takes the likeliest token, above it samples":
    "--temperature 0 なら最も確からしいトークンを選び、それより上ならサンプリングします",
  "no code of a model is run": "モデルに付属するコードは実行しません",
  "the key wandb of a config writes a run folder that wandb sync uploads":
    "設定の wandb で、wandb sync がアップロードできる実行フォルダーを書きます",
  "nothing is put on the internet: the folder that is written goes on any web server (docs/publishing.md); --host 0.0.0.0 shows it in your network":
    "インターネットには何も公開しません。書き出したフォルダーはどのウェブサーバーにも置けます（docs/publishing.md）。--host 0.0.0.0 なら自分のネットワーク内で見られます",
  "--title and --legend-title say what stands in the chart":
    "グラフの言葉は --title と --legend-title で決めます",
  "{0}{1} is not needed here: {2}.": "{0}{1} はここでは不要です：{2}。",
  "{0} takes the flags of its original (docs/coming_from.md) and runs this command:":
    "{0} は元のプログラムのフラグを受け取り（docs/coming_from.md）、次のコマンドを実行します：",
  "As the originals do where nothing is said: {0}":
    "指定がないので元のプログラムの既定値を使います：{0}",
  "The judge prompts are those of {0}, as the originals have it.":
    "審査プロンプトは元のプログラムと同じく {0} のものです。",
  "{0} is the benchmark in {1} here (--data-dir data).":
    "{0} は、このフォルダーの {1} にあるベンチマークです（--data-dir data）。",
  '{0} is the benchmark in {1} here (data_dir: "{2}").':
    '{0} は、このフォルダーの {1} にあるベンチマークです（data_dir: "{2}"）。',
  "{0}: the server has its own.": "{0}：サーバー側のものが使われます。",
  "{0} is no GGUF file, and this program loads no other. Start a server and ask it:\n  {1}\n  npx tsx jrank/gen_model_answer.ts {2} --openai-api-base http://localhost:8000/v1\nOr name the model's GGUF form: --model-path hf:<user>/<repository>/<file>.gguf":
    "{0} は GGUF ファイルではなく、このプログラムはほかの形式を読み込めません。サーバーを起動して質問してください：\n  {1}\n  npx tsx jrank/gen_model_answer.ts {2} --openai-api-base http://localhost:8000/v1\nまたはモデルの GGUF 形式を指定してください：--model-path hf:<user>/<repository>/<file>.gguf",
  "* graded by itself; judges tend to favour their own answers.":
    "* は自分自身による採点です。審査員は自分の回答を高く評価しがちです。",
  "Our own count is left out: {0}": "このプログラム自身の集計は省きます：{0}",
  "--single-votes needs two kinds of judges, such as gpt4-pair human":
    "--single-votes には gpt4-pair human のように審査員の種類を二つ指定してください",
  "no two votes of {0} and {1} are about the same game; there are votes of: {2}":
    "{0} と {1} が同じ対戦に投じた票がありません。票があるのは：{2}",
  "Single votes, {0} and {1}, as LLM Judge counts them:\n":
    "一票ごとの一致（{0} と {1}、LLM Judge の数え方）：\n",
  Turn: "ターン",
  Ties: "引き分け",
  "Votes compared": "比べた票",
  Agree: "一致",
  Share: "割合",
  counted: "数える",
  "left out": "除く",
  "{0} does not grade its own answers ({1}); judge_own_answers: true (--judge-own-answers) has it do so, as LLM Judge does.":
    "{0} は自分の回答（{1}）を採点しません。judge_own_answers: true（--judge-own-answers）にすると、LLM Judge と同じように採点します。",
  "Warning: {0}.json was made from {1} judgments, and {2} is not there any more. If that is a mistake, stop and put the file back: judging begins anew.":
    "警告：{0}.json は {1} 件の判定から作られましたが、{2} がもうありません。誤りなら、ここで止めてファイルを戻してください。判定は最初からになります。",
  'there is no judge prompt "{0}"; there are: {1}.{2}':
    '審査プロンプト "{0}" はありません。あるのは：{1}。{2}',
  'judge prompt "{0}" is of type {1}, but {2} is needed here':
    '審査プロンプト "{0}" の種類は {1} ですが、ここで必要なのは {2} です',
  first: "先",
  tie: "引き分け",
  second: "後",
  "Agreement (in brackets: the {0} interval, questions resampled)":
    "一致（括弧内：質問を再標本化した {0} 区間）",
  Judges: "審査員",
  Shared: "共通",
  Agreement: "一致率",
  "Both decided": "両者決着",
  "Agreement beyond chance, other measures": "偶然を超える一致、ほかの指標",
  "Kappa, linear": "カッパ（線形）",
  "Kappa, quadratic": "カッパ（二次）",
  "Alpha, interval": "アルファ（間隔）",
  "all {0}": "全 {0} 名",
  "Verdicts: rows {0}, columns {1}": "判定：行 {0}、列 {1}",
  "The same pair shown in both orders": "両方の順で示した同じ組",
  Judge: "審査員",
  Pairs: "組",
  "Same verdict": "判定が同じ",
  "{0} interval": "{0} 区間",
  "Same winner": "勝者が同じ",
  "Both ties": "両方引き分け",
  "One tie": "片方引き分け",
  "First twice": "二度とも先",
  "Second twice": "二度とも後",
  "The judges' rankings of the models that both rate": "両者が評価したモデルの順位",
  Models: "モデル数",
  "Warning: the answers are not checked: looking at the one of {0} to question {1}, {2}.":
    "警告：回答を検査しません。{0} の質問 {1} への回答を見ているとき：{2}。",
  "the answers have faults (without --strict they are only reported):\n{0}":
    "回答に問題があります（--strict を付けなければ報告だけします）：\n{0}",
  "Worth a look before judging:\n{0}": "判定の前に確認してください：\n{0}",
  "{0} of {1} done": "{1} 件中 {0} 件完了",
  "Batch {0} of {1}: {2} ({3})": "{1} のバッチ {0}：{2}（{3}）",
  '{0} to {1} lie in batches that are not collected yet ({2}). Asking without batches would pay for them twice: run with --batch (or "batch": true) to collect them, or delete that folder to give them up':
    '{1} への{0}がまだ回収されていないバッチにあります（{2}）。バッチを使わずに質問すると料金が二重にかかります。--batch（または "batch": true）を付けて回収するか、諦める場合はそのフォルダーを削除してください',
  "Warning: and {0} more problems in the files.": "警告：ファイルの問題がほかに {0} 件あります。",
  nobody: "なし",
  "{0} (there are answers of: {1}).{2}": "{0}（回答があるのは：{1}）。{2}",
  '"{0}" is "{1}"': '"{0}" は "{1}"',
  "{0}: {1}, as the files of answers say; the id inside the file is used.":
    "{0}：回答ファイルによると{1}です。ファイルの中の id を使います。",
  " and the others": "とほかのモデル",
  'there is a budget, but the price of {0} is unknown; set price: {"input": …, "output": …} (US dollars per million tokens; 0 where it costs nothing) for {1}{2}, or put it into prices.json':
    '予算がありますが、{0} の料金が不明です。{1}{2}に price: {"input": …, "output": …}（100 万トークンあたりの米ドル。無料なら 0）を設定するか、prices.json に書いてください',
  '{0}: "{1}" and "{2}" are one model: the file of its answers says "{3}". Keep one of them':
    '{0}："{1}" と "{2}" は同じモデルです（回答ファイルでは "{3}"）。どちらか一つにしてください',
  'there are no answers of "{0}", but of "{1}", which differs only in case or in the form of its letters. Did you mean "{2}"?':
    '"{0}" の回答はありませんが、大文字・小文字か字形だけが異なる "{1}" の回答があります。"{2}" ではありませんか。',
  "Missing because calls failed: {0}; run again to try anew.":
    "呼び出しの失敗により不足：{0}。もう一度実行すると再試行します。",
  "Refused for good: {0}; they are not asked again. Accept that with --accept-refusals (accept_refusals in a config), or ask anew with --retry-refused.":
    "拒否が確定：{0}。再び質問はしません。これでよければ --accept-refusals（設定ファイルでは accept_refusals）を、質問し直すには --retry-refused を付けてください。",
  'model "{0}": which provider has "{1}" cannot be told from its name; set provider (--provider), or base_url (--base-url) for a server of your own':
    'モデル "{0}"："{1}" を提供するプロバイダーが名前から分かりません。provider（--provider）、または自分のサーバーなら base_url（--base-url）を設定してください',
  "{0} calls in a row failed, so the run was stopped; the last one said: {1}":
    "呼び出しが {0} 回続けて失敗したため、停止しました。最後の内容：{1}",
  "Prices of {0} come before the program's own.": "{0} の料金を、付属の料金表より優先します。",
  "question {0}: turn {1} is empty": "質問 {0}：ターン {1} が空です",
  "question {0}: {1}": "質問 {0}：{1}",
  "the questions of {0} cannot be asked as they are: {1}. Nothing was sent; mend these in the file of questions.":
    "{0} の質問はこのままでは使えません：{1}。何も送っていません。質問のファイルを直してください。",
  has: "に",
  have: "に",
  'Warning: {0} {1} "{2}", which is not sent to the models. What matters of it belongs into the turns (or, where it is the same for all, into extra_body of the models).':
    '警告：{0}{1} "{2}" がありますが、モデルには送られません。必要な内容は turns に（すべてに共通ならモデルの extra_body に）書いてください。',
  asks: "が",
  ask: "が",
  "Notice: {0} answers at {1} {2}, as its settings say; {3} {4} for another one. Leave {5} out to go by the questions.":
    "お知らせ：{0} は設定どおり {1} {2} で回答します。{3}{4}別の値を求めています。質問に従うには {5} を省いてください。",
  "{0} (and {1} more like this)": "{0}（ほか同様のもの {1} 件）",
  "Warning: {0} asks for {1}, and the server says that {2} answers.":
    "警告：{0} は {1} を指定していますが、サーバーによると {2} が回答しています。",
  "Warning: the server of {0} says that {1} answers now; before it was {2}. Replies of both are stored under one name.":
    "警告：{0} のサーバーによると、今は {1} が回答しています。以前は {2} でした。両方の返答が一つの名前で保存されます。",
  "Warning: stored judgments of {0} asked for {1}, and now it asks for {2}. Give another model another id, or its verdicts count together with theirs.":
    "警告：{0} の保存済みの判定は {1} を指定していましたが、今は {2} を指定しています。別のモデルには別の id を付けてください。付けなければ判定が合わせて数えられます。",
  "there is no config.json in this folder, and no config.json.example; name a config with --config":
    "このフォルダーに config.json も config.json.example もありません。--config で設定ファイルを指定してください",
  "{0}\n(config.json in this folder is read because it may describe what the flags name; --config names another, --no-config goes on without it)":
    "{0}\n（フラグの指すものが書かれているかもしれないため、このフォルダーの config.json を読みました。--config で別のものを指定し、--no-config で使わずに進めます）",
  "--no-config needs --bench-name": "--no-config には --bench-name が必要です",
  '{0} is about the benchmark "{1}", not "{2}"':
    '{0} はベンチマーク "{1}" の設定で、"{2}" のものではありません',
  "There is none at all; --data-dir chooses another folder.":
    "一つもありません。--data-dir で別のフォルダーを選べます。",
  "There are: {0}.{1}": "あるのは：{0}。{1}",
  '"{0}": conversation_template is for GGUF files and for servers that continue texts (provider openai, without batch); chats of {1} have a template of their own':
    '"{0}"：conversation_template は、GGUF ファイルと、続きを書くサーバー（provider openai、batch なし）のためのものです。{1} のチャットには自身のテンプレートがあります',
  'there is no benchmark "{0}" in {1} (a folder with questions.jsonl). {2} get_benchmark.ts brings public ones (--list).':
    '{1} にベンチマーク "{0}"（questions.jsonl のあるフォルダー）がありません。{2}公開されているものは get_benchmark.ts で取り込めます（--list）。',
  "a benchmark and a config, from a file or a public benchmark":
    "ファイルか公開ベンチマークから、ベンチマークと設定を作ります",
  "a public benchmark by its name": "公開ベンチマークを名前で取り込みます",
  "a file of questions as a benchmark": "質問のファイルをベンチマークにします",
  " Its publishers let in whom they know: accept their terms on the page of the data set, and set HF_TOKEN.":
    "公開元が利用者を確認しています。データセットのページで条件に同意し、HF_TOKEN を設定してください。",
  "{0} answered {1}.{2}": "{0} が {1} を返しました。{2}",
  "{0} could not be fetched ({1}); what has come is kept, and the same command goes on with it":
    "{0} を取得できませんでした（{1}）。届いた分は残っており、同じコマンドで続きから取得します",
  "{0} is not the file that is known: its SHA-256 is {1}, and should be {2}. Nothing of it was taken":
    "{0} は既知のファイルと違います。SHA-256 は {1} ですが、{2} のはずです。何も取り込んでいません",
  "Also any data set of Hugging Face (user/name) and any file of GitHub (github:owner/name --file path), with --text-field and the like for its columns.":
    "ほかにも Hugging Face のデータセット（user/name）や GitHub のファイル（github:owner/name --file path）を、--text-field などで列を指定して取り込めます。",
  "--file and --revision are for data sets that are not in the table; {0} is":
    "--file と --revision は表にないデータセット用です。{0} は表にあります",
  "{0} has no such part; it has: {1}": "{0} にその部分はありません。あるのは：{1}",
  "{0} has all of it already.": "{0} にはもうすべて揃っています。",
  "{0} of {1}: {2}": "{1} 件中 {0} 件目：{2}",
  "Interrupted. What has come is kept; the same command goes on with it.":
    "中断しました。届いた分は残っており、同じコマンドで続きから取得します。",
  "{0} of {1} in {2}.": "{1} の {0} を {2} に置きました。",
  "Made: {0}": "作ったもの：{0}",
  "Cost: nothing (no model was called)": "費用：なし（モデルは呼んでいません）",
  "Cost: {0} ({1})": "費用：{0}（{1}）",
  "Cost: {0} ({1}; nobody knows the price of {2} of them)":
    "費用：{0}（{1}。うち {2} 件は料金が分かりません）",
  "Next: {0}": "次のコマンド：{0}",
  "Next: the same without --dry-run": "次のコマンド：--dry-run を除いた同じもの",
  "Next: put the folder on any web server (docs/publishing.md)":
    "次に：フォルダーをウェブサーバーに置きます（docs/publishing.md）",
  "From {0}: {1}, revision {2}": "取得元 {0}：{1}、リビジョン {2}",
  "Licence: {0}. It is its publishers' work; what you publish of it must keep to this.":
    "ライセンス：{0}。公開元の著作物です。これを使って公開するものも、この条件に従ってください。",
  "--all-models: {0} comes with all that is known of it":
    "--all-models：{0} は、わかっているものがはじめからすべて揃っています",
  "{0}/datasets/{1} lists no file below {2}; it has: {3}":
    "{0}/datasets/{1} の一覧に {2} のファイルがありません。あるのは：{3}",
  "{0}:{1} is no vote": "{0}:{1} は投票ではありません",
  "what came for {0} is no list of questions ({1}); nothing was put into the data folder":
    "{0} として届いたものは質問の一覧ではありません（{1}）。データフォルダーには何も置いていません",
  "{0} needs --file, the path of the questions in it":
    "{0} には質問のファイルのパスを --file で指定してください",
  "not known here; see the repository": "不明です。リポジトリを確認してください",
  'there is no public benchmark "{0}" in the table.{1} It has: {2}. A data set of Hugging Face is user/name, a repository github:owner/name':
    '表に公開ベンチマーク "{0}" はありません。{1}あるのは：{2}。Hugging Face のデータセットは user/name、リポジトリは github:owner/name と書きます',
  "name the file of the questions with --file; {0} has: {1}":
    "質問のファイルを --file で指定してください。{0} にあるのは：{1}",
  "not known here; see the data set's page": "不明です。データセットのページを確認してください",
  "{0} cannot be reached ({1}); HF_ENDPOINT names another hub":
    "{0} に接続できません（{1}）。別のハブは HF_ENDPOINT で指定できます",
  "{0} answered {1}: there is no such data set, or it needs HF_TOKEN":
    "{0} が {1} を返しました。データセットがないか、HF_TOKEN が必要です",
  "{0} is there already and stays as it is; write another with --output":
    "{0} はすでにあり、そのまま残します。別の名前を --output で指定してください",
  "Questions: a file (CSV, JSONL, JSON, TXT), or a benchmark ({0}):":
    "質問：ファイル（CSV、JSONL、JSON、TXT）またはベンチマーク（{0}）：",
  "name the questions: --questions <file>, or --bench-name <name>":
    "質問を指定してください：--questions <file> または --bench-name <name>",
  "Contestants (names at their providers, with blanks):":
    "参加モデル（提供元での名前、空白区切り）：",
  "Config: {0} ({1}, judge {2}, {3} judgments, at most $5)":
    "設定：{0}（{1}、審査員 {2}、判定 {3} 件、最大 $5）",
  "A ranking needs two contestants: add them to models.api_models (or models.local_models) in the config.":
    "ランキングには参加モデルが二つ必要です。設定の models.api_models（または models.local_models）に加えてください。",
  "Benchmark: {0} in {1}": "ベンチマーク：{1} に {0}",
  "no column holds the question; there are: {0}. Name it with --text-field.{1}":
    "質問の列が見つかりません。ある列：{0}。--text-field で指定してください。{1}",
  "{0}:{1}: turn {2} is empty": "{0}:{1}：ターン {2} が空です",
  '{0}:{1}: question_id "{2}" is that of line {3}, too; make ids unique, or name another column with --id-field':
    '{0}:{1}：question_id "{2}" は {3} 行目と同じです。重複しないようにするか、別の列を --id-field で指定してください',
  "{0} holds no question": "{0} に質問がありません",
  "{0}; this was a dry run, nothing was written.": "{0}。試行なので何も書いていません。",
  "{0} ({1} with a reference answer) written to {2}.":
    "{0}（うち模範解答付き {1} 件）を {2} に書きました。",
  '"{0}" is no name of a folder; choose another --bench-name':
    '"{0}" はフォルダー名にできません。別の --bench-name を指定してください',
  "{0} is there already, with other questions, which answers and judgments may be about; choose another --bench-name":
    "{0} には別の質問がすでにあり、回答や判定がそれに基づいているかもしれません。別の --bench-name を指定してください",
  "it is empty": "空です",
  "line {0}: {1}": "{0} 行目：{1}",
  '{0} holds no question ({1}). A line is {"question_id": …, "category": …, "turns": ["…"]}':
    '{0} に質問がありません（{1}）。一行の形は {"question_id": …, "category": …, "turns": ["…"]} です',
  '{0}: question_id "{1}" occurs twice; make ids unique':
    '{0}：question_id "{1}" が二度現れます。id は重複しないようにしてください',
  '{0} and {1} both hold answers of "{2}"; remove one of them, or give it another name and model_id':
    '{0} と {1} の両方に "{2}" の回答があります。どちらかを削除するか、別の名前と model_id を付けてください',
  "{0} has several reference answers ({1}); choose one with reference_name (--reference-name)":
    "{0} には参照回答が複数あります（{1}）。reference_name（--reference-name）で選んでください",
  none: "なし",
  'there are no reference answers "{0}" in {1}; there are: {2}':
    '{1} に参照回答 "{0}" はありません。あるのは：{2}',
  "{0}{1} is not valid JSON: {2}": "{0}{1} は正しい JSON ではありません：{2}",
  "{0}{1} is not valid YAML: {2}": "{0}{1} は正しい YAML ではありません：{2}",
  "{0} has {1} faults:\n{2}": "{0} に誤りが {1} 件あります：\n{2}",
  "{0}.base_url {1}": "{0}.base_url {1}",
  "{0}.api_key_env must be the name of an environment variable, such as MY_SERVER_KEY, not the key itself":
    "{0}.api_key_env には、キーそのものではなく MY_SERVER_KEY のような環境変数の名前を書いてください",
  "{0}: {1} would write a key into files; keys do not belong in a config. Set it in the environment or in .env, and name its variable in api_key_env":
    "{0}：{1} はキーをファイルに書き込むことになります。キーを設定ファイルに書かないでください。環境変数か .env に設定し、その変数名を api_key_env に書いてください",
  "{0}: the environment variable {1} is not set": "{0}：環境変数 {1} が設定されていません",
  '{0} "{1}" is also the id of {2}; make ids unique':
    '{0} "{1}" は {2} の id でもあります。id は重複しないようにしてください',
  "num_judges is {0}, but models.judge_models names only {1}; name more or lower num_judges":
    "num_judges は {0} ですが、models.judge_models には {1} 個しかありません。追加するか num_judges を減らしてください",
  'n is missing: evaluation_mode "pairwise-n" needs the number of judgments to collect, or stop.half_width or stop.separated':
    'n がありません。evaluation_mode "pairwise-n" には集める判定の数か、stop.half_width または stop.separated が必要です',
  'n is missing: schedule "fewest-matches" needs it even with a stop rule':
    'n がありません。schedule "fewest-matches" には停止条件があっても n が必要です',
  'stop.half_width and stop.separated are for evaluation_mode "pairwise-n"; "{0}" judges everything':
    'stop.half_width と stop.separated は evaluation_mode "pairwise-n" のときに使います。"{0}" はすべてを判定します',
  'models.baseline_model is missing: evaluation_mode "pairwise-baseline" needs it':
    'models.baseline_model がありません。evaluation_mode "pairwise-baseline" には必要です',
  'models.baseline_model "{0}" is not one of the contestants.{1}':
    'models.baseline_model "{0}" は回答モデルにありません。{1}',
  'top_k_models is missing: goal "top-k" needs it':
    'top_k_models がありません。goal "top-k" には必要です',
  'new_model must name the contestant that goal "new-model" is about':
    'new_model には goal "new-model" の対象となる回答モデルを指定してください',
  "{0} is written in {1}, and rows are appended to it in UTF-8. Convert it once and run the same command again: iconv -f {2} -t UTF-8 '{3}' > '{4}.new' && mv '{5}.new' '{6}'":
    "{0} は {1} で書かれていますが、行は UTF-8 で追加されます。一度変換してから同じコマンドをもう一度実行してください：iconv -f {2} -t UTF-8 '{3}' > '{4}.new' && mv '{5}.new' '{6}'",
  "The lock of process {0}, which is gone, was taken over.":
    "すでに存在しないプロセス {0} のロックを引き継ぎました。",
  '"{0}" may mean {1}: their files of answers say this id too. Name one of these, and correct the model_id in the files':
    '"{0}" は {1} のどれかを指すようです（回答ファイルにもこの id があります）。どれか一つを指定し、ファイルの model_id を直してください',
  "{0} is not valid JSON: {1}": "{0} は正しい JSON ではありません：{1}",
  '{0} is no table of prices ({"models": {"<name>": {"input": …, "output": …}}}, US dollars per million tokens):\n{1}':
    '{0} は料金表（{"models": {"<name>": {"input": …, "output": …}}}、100 万トークンあたりの米ドル）ではありません：\n{1}',
  "cannot read the ranking {0}: {1}": "ランキング {0} を読めません：{1}",
  "the whole": "全体",
  "{0}: keys do not belong in a config; set them in the environment or in .env, and name the variable with api_key_env if it is not the usual one":
    "{0}：キーを設定ファイルに書かないでください。環境変数か .env に設定し、通常と異なる変数なら名前を api_key_env に書いてください",
  " Allowed here: {0}": " 使えるキー：{0}",
  "{0} is not a key jrank knows.{1}{2}": "{0} は jrank のキーではありません。{1}{2}",
  "{0} is missing; it must be {1}": "{0} がありません。{1}が必要です",
  "{0} must be {1}, got {2}": "{0} は{1}でなければなりません（{2} が書かれています）",
  "{0} must be one of {1}, got {2}.{3}":
    "{0} は次のどれかでなければなりません：{1}（{2} が書かれています）。{3}",
  "{0} must have at least {1} entry": "{0} には少なくとも {1} 個必要です",
  "{0} must not be empty": "{0} は空にできません",
  "{0} must be more than {1}, got {2}":
    "{0} は {1} より大きくなければなりません（{2} が書かれています）",
  "{0} must be at least {1}, got {2}":
    "{0} は {1} 以上でなければなりません（{2} が書かれています）",
  "{0} must be less than {1}, got {2}":
    "{0} は {1} より小さくなければなりません（{2} が書かれています）",
  "{0} must be at most {1}, got {2}": "{0} は {1} 以下でなければなりません（{2} が書かれています）",
  "{0}: {1}, got {2}": "{0}：{1}（{2} が書かれています）",
  "a text": "文字列",
  "a number": "数",
  "a whole number": "整数",
  "true or false": "true か false",
  "a list": "リスト",
  "an object": "オブジェクト",
  "of type {0}": " {0} 型",
  "{0} is not written: it would contain the value of {1}. Look for it in the config, the questions, the answers and the judgments, and take it out":
    "{0} は書き込みません。{1} の値が含まれることになるためです。設定ファイル・質問・回答・判定の中を探して取り除いてください",
  "Question {0} of {1} is left open: {2}": "{1} の質問 {0} は未回答のままです：{2}",
  ", {0} of them refused for good": "（うち {0} 問は拒否が確定）",
  "{0} of {1} failed{2}.": "{1} の{0}が失敗しました{2}。",
  "Answers of {0}: stopped, because {1}.": "{0} の回答：終了（{1}）。",
  '{0} has no such model "{1}"; it has: {2}.{3} Or add --model (or --model-path)':
    '{0} にモデル "{1}" はありません。あるのは：{2}。{3}または --model（か --model-path）を付けてください',
  "Warning: stored answers of {0} were made with another {1} than now; --regenerate asks all of them anew.":
    "警告：{0} の保存済みの回答は今とは別の {1} で作られました。--regenerate を付けるとすべて質問し直します。",
  "Judge them?": "判定しますか。",
  "Nothing was called or paid for.": "呼び出しも支払いも行っていません。",
  "Notice: --language is the language in which this command speaks; that of the judge prompts is --prompt-language.":
    "お知らせ：--language はこのコマンドの表示の言語です。審査プロンプトの言語は --prompt-language で指定します。",
  "{0} has no answers of {1}": "{0} に回答がありません：{1}",
  "Warning: {0} has no complete answer to {1} of {2}; it is judged on the others.":
    "警告：{0} は質問 {2} 問のうち {1}に完全な回答がありません。残りの質問で判定します。",
  "Warning: {0} has no complete answer to any question here, so it is not judged. Its file of answers may be another benchmark's: gen_api_model_answer.ts (gen_local_model_answer.ts) makes answers to these questions, --model-list leaves it out.":
    "警告：{0} には、ここの質問への完全な回答が一つもないため、判定しません。回答ファイルが別のベンチマークのものかもしれません。この質問への回答は gen_api_model_answer.ts（gen_local_model_answer.ts）で作れます。対象から外すには --model-list を使います。",
  "Interrupted. Every judgment so far is stored; run again to go on.":
    "中断しました。ここまでの判定はすべて保存されています。もう一度実行すると続きから始まります。",
  "Of the models named": "指定されたモデル",
  "--mode pairwise-baseline needs --baseline-model":
    "--mode pairwise-baseline には --baseline-model が必要です",
  "--detach goes with --batch": "--detach は --batch と一緒に使います",
  "--batch-round goes with --batch": "--batch-round は --batch と一緒に使います",
  "--stop-half-width, --stop-separated and --extend are for --mode pairwise-n; {0} judges everything":
    "--stop-half-width・--stop-separated・--extend は --mode pairwise-n のときに使います。{0} はすべてを判定します",
  "--stop-half-width must be above 0, got {0}":
    "--stop-half-width は 0 より大きくなければなりません（{0} が指定されています）",
  "--extend says how much is judged; leave out --n and the stop rules":
    "--extend が判定の数を決めるので、--n と停止条件は省いてください",
  "--mode pairwise-n needs --n, the number of judgments to collect, or --stop-half-width, --stop-separated or --extend":
    "--mode pairwise-n には集める判定の数 --n か、--stop-half-width・--stop-separated・--extend のどれかが必要です",
  "--schedule fewest-matches needs --n even with a stop rule":
    "--schedule fewest-matches には停止条件があっても --n が必要です",
  "--goal new-model and --new-model <id> go together":
    "--goal new-model と --new-model <id> は一緒に使います",
  "--anchor is for --goal new-model, with --n or --extend: the stop rules need the board's own judgments":
    "--anchor は --goal new-model と --n か --extend と一緒に使います。停止条件にはランキング自体の判定が必要です",
  "--goal top-k and --top-k-models <n> go together":
    "--goal top-k と --top-k-models <n> は一緒に使います",
  ", turn {0}": "、ターン {0}",
  "the grade of {0} on question {1}{2}": "質問 {1}{2} の {0} の採点",
  "In batches of an earlier run of {0}: {1}.": "以前の {0} の実行のバッチにあるもの：{1}。",
  "{0}: {1} of those asked for cannot be made: no other match is left.":
    "{0}：求められた判定のうち {1}は作れません。残っている対戦がありません。",
  "{0}: all {1} are made; {2}.": "{0}：{1}がすべて揃いました。{2}。",
  "{0} against {1} on question {2}{3}": "質問 {2}{3} の {0} 対 {1}",
  "none of the first {0} replies of {1} has a verdict, so the run was stopped. They are stored in {2}: see what the judge wrote, correct the prompt or its output_format, and read them again with --reparse.":
    "{1} の最初の返答 {0} 件のどれからも判定を読み取れないため、停止しました。返答は {2} に保存されています。内容を確かめ、プロンプトか output_format を直して、--reparse で読み直してください。",
  "Set aside: {0}: {1}": "保留：{0}：{1}",
  'the new model "{0}" is not among the contestants with answers: {1}':
    '新しいモデル "{0}" は回答のある回答モデルにありません：{1}',
  " (as {0})": "（{0} として）",
  "Warning: {0} judges its own answers too; judges tend to favour them.":
    "警告：{0} は自分の回答も判定します。審査員は自分の回答を好む傾向があります。",
  "Warning: {0} is a contestant too{1}. It does not judge matches in which it plays, so it gets no rating from itself (judge_own_answers: true allows it).":
    "警告：{0} は回答モデルでもあります{1}。自分の出る対戦は判定しないため、自分による評価は付きません（judge_own_answers: true で許可できます）。",
  "{0} has {1} to judge; a comparison needs two. Name more models, or generate their answers first.":
    "{0} が判定する相手は{1}です。比較には二つ必要です。モデルを追加するか、先に回答を作ってください。",
  "n is {0}, but only {1} can be played; all of them will be judged.":
    "n は {0} ですが、行えるのは{1}だけです。そのすべてを判定します。",
  'the baseline "{0}" is not among the contestants with answers: {1}':
    '基準モデル "{0}" は回答のある回答モデルにありません：{1}',
  "{0}. {1} has the judges: {2}.{3}": "{0}。{1} にある審査員：{2}。{3}",
  "{0} minutes have passed": "{0} 分が過ぎました",
  "Notice: {0} of {1} are in a language that has no judge prompts of its own, or that cannot be told; they are judged with the neutral ones ({2}), which go by the language of the question. language (--prompt-language) or judge_file (--judge-file) choose others.":
    "お知らせ：{1}のうち {0} 問は、専用の審査プロンプトがない言語か、言語が分かりません。質問の言語に従う中立のもの（{2}）で判定します。language（--prompt-language）か judge_file（--judge-file）で別のものを選べます。",
  'Notice: {0} would have the judge prompts "{1}" today, but the stored judgments of {2} have "{3}"; these go on, so that nothing is paid twice. language: "{4}" (--prompt-language {5}) begins anew with the others.':
    'お知らせ：{0}は今なら審査プロンプト "{1}" になりますが、{2} の保存済みの判定は "{3}" なので、料金が二重にかからないようそのまま続けます。language: "{4}"（--prompt-language {5}）にすると、別のプロンプトで最初から始めます。',
  "--rejudge and --stale rejudge do not go with batches: {0} must be asked call by call for them":
    "--rejudge と --stale rejudge はバッチでは使えません。{0} を一件ずつ呼び出す設定にしてください",
  '--rejudge must be errors, all, none or the name of a prompt, got "{0}"; the judgments of this run have the prompts: {1}':
    '--rejudge は errors・all・none かプロンプト名でなければなりません（"{0}" が指定されています）。この実行の判定のプロンプト：{1}',
  "{0} of {1} {2} no verdict; --rejudge errors asks again (with --dry-run it only tells the price).":
    "{1} の{0}{2}は読み取れる結論がありません。--rejudge errors で質問し直します（--dry-run を付けると料金だけを表示します）。",
  "others were judged in the place of {0}": "{0} 件は別の対戦を判定しました",
  "nothing is left to judge in the place of {0}": "{0} 件は代わりに判定できるものがありません",
  "{0} set aside because the calls failed for good:": "{0}を呼び出しの失敗により保留しました：",
  "{0} set aside because the calls failed for good; {1}:":
    "{0}を呼び出しの失敗により保留しました。{1}：",
  "  {0} for other reasons": "  ほかの理由 {0} 件",
  "the new model's CR3 interval reaches at most {0} Elo to each side ({1})":
    "新しいモデルの CR3 区間の半幅が {0} Elo 以下になりました（{1}）",
  "the new model is told apart from its neighbours": "新しいモデルを隣り合うモデルと区別できました",
  "every CR3 interval reaches at most {0} Elo to each side (the widest {1})":
    "すべての CR3 区間の半幅が {0} Elo 以下になりました（最大 {1}）",
  "all {0} of neighbours are told apart": "隣り合う{0}をすべて区別できました",
  "too few to look at the stop rule": "停止条件を調べるには少なすぎます",
  "the widest CR3 interval reaches {0} Elo to each side, not {1}":
    "最大の CR3 区間の半幅は {0} Elo で、{1} に届いていません",
  "an interval is not determined": "定まらない区間があります",
  "{0} of {1} of neighbours told apart": "隣り合う{1}のうち区別できたのは {0}",
  "Going on with the extension to {0} that was not finished.":
    "終わっていなかった{0}までの追加を続けます。",
  "{0} still in batches": "{0}がまだバッチにあります",
  "it was interrupted": "中断されました",
  "{0} failed for good": "{0}が失敗しました",
  "all {0} that can be made are there": "可能な{0}がすべて揃いました",
  "all {0} that were asked for are there": "求められた{0}がすべて揃いました",
  "contestants cannot be asked, so nobody was":
    "個の回答モデルに質問できないため、どのモデルにも質問していません",
  "contestants could not be asked; the answers of the others are stored. Mend these, or take them out of the config, and run again":
    "個の回答モデルに質問できませんでした。ほかのモデルの回答は保存されています。直すか設定ファイルから外して、もう一度実行してください",
  " A contestant with provider recorded needs its answers there.":
    " provider が recorded の回答モデルには、そこに回答が必要です。",
  "{0} has no answers of {1}{2}": "{0} に回答がありません：{1}{2}",
  '--detach is for models asked through batches; set "batch": true in the config, or leave it out':
    '--detach はバッチで質問するモデルのためのものです。設定ファイルに "batch": true を書くか、--detach を外してください',
  "\nThe judges compared\n": "\n審査員の比較\n",
  "Not shown: {0}. {1} on {2} need at least {3} judgments, and there are {4} different ones at most.\n":
    "表示しないもの：{0}。{1}・{2}では判定が少なくとも {3} 件必要で、異なる対戦は最大 {4} 件です。\n",
  "\nChart: {0} (also .svg, .png, .html)": "\n図：{0}（.svg、.png、.html もあります）",
  Judgments: "判定数",
  Mean: "平均",
  Widest: "最大",
  "Neighbours right": "隣との順が正しい",
  "Any two right": "任意の二者",
  "Mean, {0} questions": "平均（{0} 問）",
  Cost: "料金",
  cannot: "不可",
  "Every interval": "すべての区間",
  "Judgments, {0} questions": "判定数（{0} 問）",
  "with {0}": "{0} 問なら",
  "Questions: least": "質問数：最少",
  enough: "十分",
  "Judgments with enough": "十分なときの判定数",
  "\nWithout a question effect only judgments count.":
    "\n質問の効果がなければ、判定の数だけが効きます。",
  '\nWith {0} questions no number of judgments brings the half-width below {1}; with {2} it is {3}. "Least" is the number of questions that allows a half-width at all, "enough" the one at which questions are half of the variance and enough matches can be played.':
    "\n質問 {0} 問では、判定をいくら増やしても半幅は {1} より狭くなりません。{2} 問なら {3} です。「最少」はその半幅が可能になる質問数、「十分」は質問が分散の半分を占め、かつ十分な対戦を行える質問数です。",
  "From about {0} judgments on, twice the questions (with the same number of judgments) narrow the intervals more than twice the judgments.":
    "判定が約 {0} 件を超えると、（同じ判定数で）質問を二倍にする方が、判定を二倍にするより区間が狭くなります。",
  "Within what this plan looks at, more judgments narrow the intervals more than more questions.":
    "この計画の範囲では、質問を増やすより判定を増やす方が区間が狭くなります。",
  "For example {0} judgments: {1}; with twice the judgments {2}; with twice the questions {3}.":
    "例えば判定 {0} 件：{1}。判定を二倍にすると {2}、質問を二倍にすると {3}。",
  "Twice the judgments cost {0} more, twice the questions {1} (answers of {2} models to {3} questions).":
    "判定を二倍にすると {0} 増え、質問を二倍にすると {1} 増えます（モデル {2} 個の質問 {3} 問への回答）。",
  "strengths as given": "指定された強さ",
  "normally spread strengths": "正規分布の強さ",
  "{0} ({1}, standard deviation {2} Elo), {3}, {4} % ties, question effect {5} Elo, {6}. Half-widths in Elo, {7} %, for a population of such questions.":
    "{0}（{1}、標準偏差 {2} Elo）、{3}、引き分け {4} %、質問の効果 {5} Elo、{6}。半幅は Elo、{7} %、このような質問の母集団に対するものです。",
  "its judges": "その審査員",
  "; {0} without a rating left out": "。レーティングのない{0}は除く",
  "ratings of {0} by {1}, without their errors{2}":
    "{1} による {0} のレーティング（誤差は除く{2}）",
  "name judgment files or a benchmark with --bench-name, not both":
    "判定のファイルか、--bench-name でのベンチマークか、どちらか一方を指定してください",
  "name two or more judgment files, or a benchmark with --bench-name":
    "判定のファイルを二つ以上か、--bench-name でベンチマークを指定してください",
  "{0} has no pair judgments by {1}; there are those by: {2}.{3}":
    "{0} に {1} による対戦の判定はありません。あるのは：{2}。{3}",
  "{0} holds no games that can be compared": "{0} に比較できる対戦がありません",
  ", or split a file that holds several judges with --by-judge":
    "。または審査員が複数いるファイルを --by-judge で分けてください",
  "agreement needs two judges, there is {0}; name another file{1}":
    "一致を調べるには審査員が二名必要ですが、あるのは {0} です。ファイルを追加してください{1}",
  "the games of {0} cannot be matched: rows need a question_id to tell which game they are":
    "{0} の対戦を対応付けられません。どの対戦かを示す question_id が行に必要です",
  ", the same answer shown first": "、先に示された回答も同じ",
  "; with --either-order a pair counts as the same whichever answer was first, and then they share some":
    "。--either-order を付けると示した順を問わず同じ組と数え、共通のものができます",
  "{0} share no game (the same question, turn and models{1}){2}":
    "{0} に共通の対戦（質問・ターン・モデルが同じもの{1}）がありません{2}",
  "{0} of {1} without a verdict: left out.": "{1} の{0}は結論がないため除きました。",
  "{0} of {1} without a question: left out.": "{1} の{0}は質問がないため除きました。",
  "{0} voted more than once on {1}; the majority counts, without one it is a tie.":
    "{0} は{1}に二度以上投票しています。多数決とし、決まらなければ引き分けとします。",
  "Pairs match whichever answer was shown first; first and second go by the names' order.":
    "どちらの回答が先に示されたかを問わず組を対応付けます。先・後は名前の順です。",
  "name two to {0} ranking files to compare, got {1}":
    "比較するランキングのファイルを二つから {0} つ指定してください（{1} つ指定されています）",
  "--label{0} has no ranking: there are {1} files":
    "--label{0} に当たるランキングがありません。ファイルは {1} つです",
  "none of these rankings has a rating to draw": "描けるレーティングのあるランキングがありません",
  "\nCharts: {0} (also .svg, {1}.html)": "\n図：{0}（.svg, {1}.html もあります）",
  Ranking: "ランキング",
  and: "相手",
  "no judgment is about {0} (--model-list); there are judgments about: {1}.{2}":
    "{0} についての判定はありません（--model-list）。判定があるのは：{1}。{2}",
  "there are no judgments by {0} to rank; collect some with gen_judgment.ts or streamline.ts":
    "{0} による判定がないため順位を付けられません。gen_judgment.ts か streamline.ts で集めてください",
  "none of the judgments by {0} can be ranked ({1})":
    "{0} による判定に順位を付けられるものがありません（{1}）",
  "charts.{0} names {1}, which the ranking does not have.":
    "charts.{0} の {1} はランキングにありません。",
  'expected flat or sd=<Elo>, got "{0}"':
    'flat か sd=<Elo> を指定してください（"{0}" が指定されています）',
  "--anchor-covariance belongs to --anchor": "--anchor-covariance は --anchor と一緒に使います",
  "--chart-dir is where charts go, and --no-make-charts draws none":
    "--chart-dir は図の置き場所ですが、--no-make-charts では図を描きません",
  "no judgment of it counts": "数えられる判定がありません",
  "the anchor was not ranked by {0}, so how strong its models are in this group is not known ({1}). Rank its judgments with {2}":
    "アンカーは {0} 別にランキングされていないので、このグループでのモデルの強さがわかりません（{1}）。その判定を {2} でランキングしてください",
  '--by {0}: "{1}" and "{2}" would be one file; spell them alike or apart in the rows':
    "--by {0}：「{1}」と「{2}」は同じファイルになってしまいます。行の中での書き方を揃えるか、区別できるようにしてください",
  "--chain-path keeps the draws of one ranking, and --by {0} makes several; rank the group with --where and --chain-path":
    "--chain-path は一つのランキングの標本を保存するもので、--by {0} は複数のランキングを作ります。グループを --where で選んで --chain-path を使ってください",
  "--control judge compares judges, and each group of --by judge has one; leave one of them out":
    "--control judge は審査員を比べるもので、--by judge の各グループには審査員が一人しかいません。どちらかを外してください",
  "--by {0} has more than {1} values, which are too many groups to rank each of; choose a field with fewer, or rows with --where":
    "--by {0} の値が {1} 種類を超えており、それぞれをランキングするには多すぎます。値の少ない項目を選ぶか、--where で行を絞ってください",
  'no row says anything in the field "{0}" (--by), and neither does its question':
    "項目「{0}」（--by）に値のある行がなく、その質問にもありません",
  "--prior is for --compute map and mcmc; {0} has no prior":
    "--prior は --compute map と mcmc のためのものです。{0} に事前分布はありません",
  "--compute map with --prior flat is maximum likelihood: use --compute mle":
    "--compute map と --prior flat は最尤推定です。--compute mle を使ってください",
  "--ci {0} needs --bootstrap-n of at least 2, got {1}; --ci cr3 needs no bootstrap":
    "--ci {0} には 2 以上の --bootstrap-n が必要です（{1} が指定されています）。--ci cr3 にはブートストラップが要りません",
  "{0} is not for --compute winrate: a tie is half a win there, and intervals are Wilson's":
    "{0} は --compute winrate では使えません。引き分けは半勝で、区間は Wilson のものです",
  "--control is not for --compute winrate: shares of wins have no likelihood that it could enter":
    "--control は --compute winrate では使えません。勝率には共変量の入る尤度がありません",
  "--replays is for one judge's ranking by --compute mle with --ties half, of all its rows; leave out {0}":
    "--replays は、一人の審査員のすべての行を --compute mle と --ties half で順位づけるときのものです。{0} を外してください",
  "--replays has nothing to take out: these judgments were not chosen by an earlier rule of the adaptive schedule":
    "--replays で補正するものがありません：これらの判定は適応的スケジュールの以前の規則で選ばれたものではありません",
  "--replays needs ratings of all models, and these judgments do not determine each; use --compute map":
    "--replays にはすべてのモデルのレーティングが必要ですが、これらの判定では決まらないものがあります。--compute map を使ってください",
  "--replays finds no sure measure of how far ratings lie apart: these models differ by little more than their errors. Use more replays, or --compute map":
    "--replays でレーティングの広がりを確かに測れません：モデルの差が誤差とほとんど変わらないためです。再現の回数を増やすか、--compute map を使ってください",
  "spread must be a number above 0": "spread は 0 より大きい数でなければなりません",
  "--reweight is for --compute mle and map, not {0}: its weights say how much a judgment matters, not how often it was made":
    "--reweight は --compute mle と map のためのもので、{0} では使えません。重みは判定の重要さであり、回数ではありません",
  "--reweight needs intervals by question: bootstrap, percentile, basic, cr3, cr1":
    "--reweight には質問を単位とする区間が必要です：bootstrap、percentile、basic、cr3、cr1",
  '--where needs field=value, got "{0}"':
    '--where には field=value が必要です（"{0}" が指定されています）',
  '--winner-labels needs <label>=<1, 2, tie, none or name>, several with commas, got "{0}"':
    '--winner-labels には <label>=<1, 2, tie, none か名前>（複数はコンマ区切り）が必要です（"{0}" が指定されています）',
  "{0} was not made by this program and would be lost. {1}":
    "{0} はこのプログラムが作ったものではなく、失われてしまいます。{1}",
  "{0} was made from {1} judgments, of which only {2} are there now: it could not be made again. {3} If judgments are missing by mistake, put their file back first.":
    "{0} は判定 {1} 件から作られましたが、今は {2} 件しかないため、作り直せません。{3}判定が誤って失われたのなら、先にそのファイルを戻してください。",
  "{0} was made from {1} judgments, and {2} is not there any more. A ranking of new ones would be written over it. {3}":
    "{0} は判定 {1} 件から作られましたが、{2} がもうありません。新しい判定のランキングが上書きされます。{3}",
  'there are no judgments by "{0}" in {1}; there are judgments by: {2}.{3}':
    '{1} に "{0}" による判定はありません。判定があるのは：{2}。{3}',
  "there are no judgments in {0} yet; make some with streamline.ts or gen_judgment.ts":
    "{0} にまだ判定がありません。streamline.ts か gen_judgment.ts で作ってください",
  "{0} has judgments by several judges: {1}; choose one with --judge-model":
    "{0} には複数の審査員の判定があります：{1}。--judge-model で選んでください",
  "there is no file {0}": "ファイル {0} がありません",
  "there are no grades in {0}": "{0} に採点がありません",
  Model: "モデル",
  "Turn {0}": "ターン {0}",
  Average: "平均",
  Graded: "採点数",
  "No score": "点なし",
  "Left out for the width of this terminal: {0}": "この端末の幅に入らない列を省きました：{0}",
  "Warning: the .png charts leave out {0} that no font of this machine has: {1} (in {2}). {3} and run again; the .svg and .html charts show them.":
    "警告：このマシンのどのフォントにもない{0}は .png の図に出ません：{1}（{2} の中）。{3}から実行し直してください。.svg と .html の図には出ます。",
  "Install fonts with them (npm install {0})": "それを含むフォントを入れて（npm install {0}）",
  "Install a font with them (for example the Noto fonts)":
    "それを含むフォント（たとえば Noto フォント）を入れて",
  "{0} without a score: left out of the means.": "{0}は点がないため平均から除きました。",
  "{0} of questions that the benchmark does not have: left out.":
    "{0}はベンチマークにない質問のものなので除きました。",
  "all {0} grades in {1} are of questions that the benchmark does not have":
    "{1} の採点{0}件はすべてベンチマークにない質問のものです",
  "the last one counts (--repeats all counts every row)":
    "最後のものを数えます（--repeats all ですべての行を数えます）",
  "every row counts": "すべての行を数えます",
  "{0} repeat an earlier grade of the same answer; {1}.":
    "{0}は同じ回答の採点の繰り返しです。{1}。",
  " against {0}": "（対 {0}）",
  "{0} in {1}, all left out for a row without a verdict":
    "{1} の{0}は、どれも判定のない行を含むため除外しました",
  "there are no pairs{0} in {1}; the models there are: {2}":
    "{1} に組{0}がありません。あるモデル：{2}",
  Win: "勝ち",
  Loss: "負け",
  Tie: "引き分け",
  "Win rate": "勝率",
  "Loss rate": "敗率",
  "Adjusted win rate": "調整勝率",
  "{0}{1}; the two orders of a pair must agree, or it is a tie ({2} did not agree).":
    "{0}{1}。二つの順の判定が一致しなければ引き分けとします（不一致 {2}）。",
  "{0} without a verdict: left out.": "{0}は結論がないため除きました。",
  "name a benchmark with --bench-name, or files with --input-file":
    "--bench-name でベンチマークか、--input-file でファイルを指定してください",
  "--make-charts draws grades by category: it needs --bench-name and --mode single":
    "--make-charts は分野ごとの採点を描きます。--bench-name と --mode single が必要です",
  "a radar needs at least three categories; there are {0}":
    "レーダーチャートには分野が三つ以上必要ですが、{0} つです",
  "Chart: {0} (also .svg, .png, .html)": "図：{0}（.svg、.png、.html もあります）",
  "{0} has no {1} judgments yet; make some with gen_judgment.ts":
    "{0} にまだ {1} の判定がありません。gen_judgment.ts で作ってください",
  "choose a judge with --judge-model; {0} has {1} judgments by: {2}.{3}":
    "--judge-model で審査員を選んでください。{0} の {1} の判定があるのは：{2}。{3}",
  "Nothing was written; move it (and the files of the same name beside it) away, or choose another place with --output-path.":
    "何も書き込んでいません。それ（と隣の同名のファイル）を移すか、--output-path で別の場所を選んでください。",
  '"{0}" cannot be asked through batches: {1} has none here; {2} have. Leave out --batch, or set "batch": false for this model':
    '"{0}" にはバッチで質問できません。{1} のバッチには対応していません（対応しているのは {2}）。--batch を省くか、このモデルに "batch": false を設定してください',
  "Save it as UTF-8 (iconv -f <its encoding> -t UTF-8) and run the command again; nothing was stored.":
    "UTF-8 で保存し直して（iconv -f <元の文字コード> -t UTF-8）、コマンドをもう一度実行してください。何も保存していません。",
  "{0} begins like {1} but is no valid text in it. {2}":
    "{0} は {1} のように始まっていますが、正しく読めません。{2}",
  "{0}:{1}: byte {2} of the file (0x{3}) is not UTF-8, and the file is neither UTF-16 nor Shift_JIS. {4}":
    "{0}:{1}：ファイルの {2} バイト目（0x{3}）が UTF-8 ではなく、UTF-16 でも Shift_JIS でもありません。{4}",
  "the requests of a batch cannot be read any more ({0}). They were not sent; run the same command again.":
    "バッチのリクエストを読めなくなりました（{0}）。送っていません。同じコマンドをもう一度実行してください。",
  "the {0} {1} cannot be fetched: {2}. Check the address and the network, or fetch the file otherwise and give its path; a gated model needs HF_TOKEN.":
    "{0} {1} を取得できません：{2}。アドレスとネットワークを確かめるか、別の方法で取得してファイルのパスを指定してください。利用申請の要るモデルには HF_TOKEN が必要です。",
  "there is no {0} {1}; check its path": "{0} {1} がありません。パスを確かめてください",
  "the {0} {1} is a folder; name the .gguf file in it":
    "{0} {1} はフォルダーです。その中の .gguf ファイルを指定してください",
  "it is only git's pointer to the file; run `git lfs pull` in its folder":
    "git のポインターだけで、ファイルの本体がありません。そのフォルダーで `git lfs pull` を実行してください",
  "model file": "モデルファイル",
  "{0} cannot be read as a GGUF model: {1}": "{0} を GGUF モデルとして読めません：{1}",
  "its head was not read to the end within {0} s":
    "先頭部分を {0} 秒以内に読み終えられませんでした",
  "reading it ended without a result": "読み込みが結果を出さずに終わりました",
  "{0}: llama.cpp cannot run with gpu {1}: {2}. Leave gpu out to take what there is, or set it to cpu.":
    "{0}：llama.cpp を gpu {1} で動かせません：{2}。gpu を省いてあるものに任せるか、cpu にしてください。",
  "{0}: {1} cannot be loaded as a GGUF model: {2}":
    "{0}：{1} を GGUF モデルとして読み込めません：{2}",
  "This llama.cpp does not know the model; use a newer node-llama-cpp, or run it in a server and name that with base_url (docs/api_models.md).":
    "この llama.cpp はこのモデルに対応していません。新しい node-llama-cpp を使うか、サーバーで動かして base_url で指定してください（docs/api_models.md）。",
  "There is not enough memory for it; take a smaller quantization, or --gpu cpu.":
    "メモリーが足りません。より小さい量子化のものを使うか、--gpu cpu を付けてください。",
  "Fetch or convert the file again.": "ファイルを取得または変換し直してください。",
  "LoRA adapter": "LoRA アダプター",
  "{0}: the LoRA adapter {1} is named twice; name it once":
    "{0}：LoRA アダプター {1} が二度指定されています。一度だけにしてください",
  " with the LoRA {0}": "（LoRA {0} 付き）",
  "Check that the adapter belongs to this model and is a GGUF file, or lower --context-size or --parallel.":
    "アダプターがこのモデルのもので GGUF ファイルであることを確かめるか、--context-size か --parallel を減らしてください。",
  "Lower --context-size or --parallel.": "--context-size か --parallel を減らしてください。",
  "{0}: a context of {1} tokens for {2} at a time{3} cannot be made: {4}. {5}":
    "{0}：{1} トークン、同時 {2} 件のコンテキスト{3}を作れません：{4}。{5}",
  "model file of {0}:": "{0} のモデルファイル",
  "LoRA adapter of {0}:": "{0} の LoRA アダプター",
  "{0}: {1} has no chat template inside; name one with conversation_template (--conv-template)":
    "{0}：{1} にチャットテンプレートが入っていません。conversation_template（--conv-template）で指定してください",
  "the chat template does not come to an end within {0} s ({1})":
    "チャットテンプレートの処理が {0} 秒以内に終わりません（{1}）",
  "Notice: the template ({0}) has no place for a system prompt; it stands before the first question instead.":
    "お知らせ：テンプレート（{0}）にシステムプロンプトの場所がないため、最初の質問の前に置きます。",
  "{0}: {1}. Name another template with conversation_template (--conv-template).":
    "{0}：{1}。conversation_template（--conv-template）で別のテンプレートを指定してください。",
  "the template inside the file cannot be rendered ({0})":
    "ファイルに入っているテンプレートを処理できません（{0}）",
  "it makes {0} where the one inside makes {1}":
    "結果は {0} ですが、ファイルに入っているものでは {1} になります",
  'there is no conversation template "{0}".{1} In {2} there are: {3}. Leave it out to use the template inside the model\'s file.':
    '会話テンプレート "{0}" はありません。{1}{2} にあるのは：{3}。省くとモデルのファイルに入っているテンプレートを使います。',
  "{0} cannot be read: {1}": "{0} を読めません：{1}",
  "the chat template is not valid Jinja: {0}":
    "チャットテンプレートが正しい Jinja ではありません：{0}",
  "the chat template could not be rendered: {0}": "チャットテンプレートを処理できません：{0}",
  "{0} is undefined": "{0} は定義されていません",
  "a value of the template": "テンプレートの中の値",
  "the template makes too long a text": "テンプレートの作る文章が長すぎます",
  'the test "{0}" is not known': 'テスト "{0}" は知られていません',
  'map("{0}") is not possible': 'map("{0}") はできません',
  "'in' is not possible between {0} and {1}": "{0} と {1} の間で 'in' は使えません",
  "the separator is empty": "区切りの文字列が空です",
  "a {0} cannot be gone through": "{0} を順にたどることはできません",
  "expected a JSON object": "JSON オブジェクトが必要です",
  '"{0}" must be a text': '"{0}" は文字列でなければなりません',
  '"{0}" is not a known field.{1}': '"{0}" は知られていない項目です。{1}',
  '"roles" must be two texts: the user and the assistant':
    '"roles" は二つの文字列（user と assistant）でなければなりません',
  '"stop_token_ids" must be a list of whole numbers':
    '"stop_token_ids" は整数のリストでなければなりません',
  'sep_style "{0}" is unknown.{1} Known: {2}':
    'sep_style "{0}" は知られていません。{1}使えるもの：{2}',
  '"prompt_template" must hold {instruction} once':
    '"prompt_template" には {instruction} が一つだけ必要です',
  '"special_token_map" can name one token, which stands for a line end; got {0}':
    '"special_token_map" に書けるのは改行を表すトークン一つだけです（{0} が書かれています）',
  '"messages" must be a list of [role, text]':
    '"messages" は [role, text] のリストでなければなりません',
  '"stop_str" must be a text or a list of texts':
    '"stop_str" は文字列か文字列のリストでなければなりません',
  '{0} must be a lowest and a highest grade such as "0-5" or "0-100", got {1}':
    '{0} は "0-5" や "0-100" のような最低点と最高点でなければなりません（{1} が指定されています）',
  'judge prompt "{0}": "grade_scale"': '審査プロンプト "{0}" の "grade_scale"',
  "there is nothing to put in for {0} here": "ここには {0} に入れるものがありません",
  "{0} is no placeholder (a brace of its own is written {{ or }})":
    "{0} は差し込みの名前ではありません（波括弧そのものは {{ か }} と書きます）",
  'judge prompt "{0}": {1}; there are {2}': '審査プロンプト "{0}"：{1}。使えるもの：{2}',
  "type {0}, {1}, with reference": "種類 {0}、{1}、参照回答あり",
  "type {0}, {1}, without reference": "種類 {0}、{1}、参照回答なし",
  "no judge prompt fits ({0}); there are: {1}{2}":
    "当てはまる審査プロンプトがありません（{0}）。あるのは：{1}{2}",
  "two turns": "二ターン",
  "one turn": "一ターン",
  "; judge_turns: 1 (--judge-turns 1) judges the first turn alone":
    "。judge_turns: 1（--judge-turns 1）で最初のターンだけを判定できます",
  ', and there is no "{0}"': '。"{0}" もありません',
  'judge prompt "{0}" shows {1}, but {2} must be shown here{3}{4}':
    '審査プロンプト "{0}" が示すのは{1}ですが、ここでは{2}を示す必要があります{3}{4}',
  "--question-end must be more than --question-begin":
    "--question-end は --question-begin より大きくなければなりません",
  "--question-begin is {0}, but there are {1}": "--question-begin は {0} ですが、あるのは{1}です",
  "give another --answer-file": "別の --answer-file を指定してください",
  "{0} holds answers of {1}, not of {2}; give another --answer-file, or --model-id {3}":
    "{0} にあるのは {1} の回答で、{2} のものではありません。別の --answer-file か、--model-id {3} を指定してください",
  "no row of {0} could be used for {1}; nothing was written":
    "{0} に {1} で使える行がありません。何も書き込んでいません",
  "copy the file to another place first, and import the copy":
    "先にファイルを別の場所に複製し、その複製を取り込んでください",
  'Note: {0} calls the model {1} "{2}"; as "{3}" it is another contestant. --model-id {4} joins them.':
    'お知らせ：{0} ではモデル {1} の名前は "{2}" です。"{3}" とすると別の回答モデルになります。--model-id {4} なら一つになります。',
  'there is no config.json here that could say what "{0}" is; add --model (or --model-path)':
    '"{0}" が何かを示す config.json がここにありません。--model（か --model-path）を付けてください',
  "there are {0}; --question-begin is {1}": "あるのは{0}ですが、--question-begin は {1} です",
  "--show-prompt needs --conv-template, or --model-path for the template inside a file":
    "--show-prompt には --conv-template か、ファイルに入っているテンプレートを使うなら --model-path が必要です",
  "question {0} has {1}, not {2}; choose another with --question-begin":
    "質問 {0} は{1}で、ターン {2} はありません。--question-begin で別の質問を選んでください",
  "--turn 2 needs --previous-answer, the model's answer to the first turn":
    "--turn 2 には --previous-answer（最初のターンへのモデルの回答）が必要です",
  "one holds win rates, the other ratings": "一方は勝率、他方はレーティングです",
  "their scales or bases differ": "尺度か底が異なります",
  "{0} and {1} cannot be drawn on one axis: {2}; rank them anew with the same --compute, --scale and --base":
    "{0} と {1} は一つの軸に描けません：{2}。同じ --compute・--scale・--base で順位を計算し直してください",
  "the intervals of these rankings differ ({0}); rank them anew with the same --confidence":
    "これらのランキングの区間が異なります（{0}）。同じ --confidence で順位を計算し直してください",
  "two rankings have the same label ({0})": "二つのランキングのラベルが同じです（{0}）",
  "give another place with --chart-dir": "--chart-dir で別の場所を指定してください",
  "give another --output-file": "別の --output-file を指定してください",
  "there are no games in {0}": "{0} に対戦がありません",
  " by {0}": "（審査員 {0}）",
  "{0} has no pair judgments{1}; there are those by: {2}":
    "{0} に対戦の判定{1}がありません。判定があるのは：{2}",
  '--judge-model "{0}" is not a judge of {1}, but "{2}" is. Did you mean "{3}"?':
    '--judge-model "{0}" は {1} の審査員ではありませんが、"{2}" は審査員です。"{3}" ではありませんか。',
  "give another --output-file (--write writes the judgments anew and keeps the old ones)":
    "別の --output-file を指定してください（--write は判定を書き直し、元のものも残します）",
  '"grade_scale" of a row': '行の "grade_scale"',
  '--output-format "{0}" is unknown': '--output-format "{0}" は知られていません',
  "chain_path keeps the draws of one ranking; there are several judges":
    "chain_path は一つのランキングの標本を保存しますが、審査員が複数います",
  "model_list names {0}, which is not one of the contestants.{1}":
    "model_list の {0} は回答モデルにありません。{1}",
  "give one of --ranking, --strengths, or --models with --spread":
    "--ranking、--strengths、--models と --spread のどれか一つを指定してください",
  "a plan needs at least two models": "計画には少なくとも二つのモデルが必要です",
  "{0} must be from {1} to {2}, got {3}":
    "{0} は {1} から {2} まででなければなりません（{3} が指定されています）",
  "{0} holds win rates; a plan needs ratings (--compute mle or map)":
    "{0} にあるのは勝率です。計画にはレーティング（--compute mle か map）が必要です",
  "{0} rates fewer than two models": "{0} でレーティングのあるモデルは二つ未満です",
  "--goal new-model needs a board that exists; give error-bars, ranking or top-k here":
    "--goal new-model には既存のランキングが必要です。ここでは error-bars・ranking・top-k を指定してください",
  "give another --output-path": "別の --output-path を指定してください",
  "--ci {0} needs --bootstrap-n of at least 2": "--ci {0} には 2 以上の --bootstrap-n が必要です",
  "--host and --port are for --serve": "--host と --port は --serve と一緒に使います",
  "{0} has no answers and no judgments yet; make some with streamline.ts, or gen_api_model_answer.ts and gen_judgment.ts":
    "{0} にはまだ回答も判定もありません。streamline.ts、または gen_api_model_answer.ts と gen_judgment.ts で作ってください",
  "{0} has no judgments yet: the site shows its questions and answers. gen_judgment.ts makes some.":
    "{0} にはまだ判定がありません。サイトには質問と回答が載ります。判定は gen_judgment.ts で作れます。",
  'publish.git_branch "{0}" is no name of a branch for git':
    'publish.git_branch "{0}" は git のブランチ名として使えません',
  "publish.folder {0} is not a working tree of the branch {1}; name a folder that does not exist yet, and it will be made":
    "publish.folder {0} はブランチ {1} の作業ツリーではありません。まだないフォルダーを指定すれば作られます",
  "publish.git_branch needs git, which is not installed":
    "publish.git_branch には git が必要ですが、インストールされていません",
  "git {0} failed in {1}: {2}": "{1} で git {0} が失敗しました：{2}",
  "{0} is in use; choose another --port": "{0} は使用中です。別の --port を選んでください",
  "{0} may not be used; choose another --port": "{0} は使えません。別の --port を選んでください",
  "{0} is no address of this machine; choose another --host":
    "{0} はこのマシンのアドレスではありません。別の --host を選んでください",
  "{0} was not written by jrank and would be lost. Nothing was written; move it away":
    "{0} は jrank が書いたものではなく、失われてしまいます。何も書き込んでいません。別の場所に移してください",
  "{0} does not lie in {1}; {2} was tampered with":
    "{0} は {1} の中にありません。{2} が書き換えられています",
  "{0} is a link to {1}; name the folder that it leads to, or another one":
    "{0} は {1} へのリンクです。リンク先のフォルダーか、別のフォルダーを指定してください",
  "{0} is not empty and was not written by jrank; choose a new or empty folder, or empty it yourself":
    "{0} は空ではなく、jrank が書いたものでもありません。新しいか空のフォルダーを選ぶか、自分で空にしてください",
  "give another place with --output-path (--chart-dir for charts, --chain-path for draws)":
    "--output-path で別の場所を指定してください（図は --chart-dir、標本は --chain-path）",
  "the rankings have different scales, bases or tie models, so their ratings cannot be compared":
    "ランキングの尺度・底・引き分けモデルが異なるため、レーティングを比べられません",
  "the earlier ranking holds ratings and this one win rates, which cannot be compared":
    "以前のランキングはレーティング、今回は勝率なので比べられません",
  "the earlier ranking holds win rates and this one ratings, which cannot be compared":
    "以前のランキングは勝率、今回はレーティングなので比べられません",
  "--stale rejudge is for gen_judgment.ts; a ranking can keep or drop":
    "--stale rejudge は gen_judgment.ts のためのものです。ランキングでは keep か drop を選べます",
  "--stale rejudge is for gen_judgment.ts; a report can keep or drop":
    "--stale rejudge は gen_judgment.ts のためのものです。報告では keep か drop を選べます",
  "--output-path is the anchor itself; write the new ranking elsewhere":
    "--output-path が元のランキングそのものです。新しいランキングは別の場所に書いてください",
  "--control of answers' features needs the benchmark that holds them: give --bench-name beside --input-file":
    "回答の特徴を調整する --control には回答のあるベンチマークが必要です。--input-file のほかに --bench-name を指定してください",
  "{0} is for --compute mcmc, not {1}": "{0} は --compute mcmc のためのもので、{1} では使えません",
  "{0} is not for --compute mcmc: the intervals of a posterior are quantiles of its draws":
    "{0} は --compute mcmc では使えません。事後分布の区間は標本の分位点です",
  "--anchor gives CR3 intervals by question; leave out --ci and --bootstrap-n":
    "--anchor では質問を単位とする CR3 区間になります。--ci と --bootstrap-n を省いてください",
  "the covariance of the board has no inverse, as when it comes from fewer questions than models; anchor without it (its ratings stay fixed)":
    "元のランキングの共分散に逆行列がありません（質問がモデルより少ない場合など）。共分散なしで固定してください（レーティングは固定されたままです）",
  "no judgment has a model that the anchor does not rank yet; judge the new model first (gen_judgment.ts --goal new-model --new-model <id>)":
    "元のランキングにないモデルの判定がありません。先に新しいモデルを判定してください（gen_judgment.ts --goal new-model --new-model <id>）",
  "there are {0} models; {1} are the most": "モデルが {0} 個あります。最大は {1} 個です",
  "row {0}: the outcome must be 1 (the first won), 2 (the second) or 3 (a tie), got {1}; leave rows without a verdict out":
    "{0} 行目：結果は 1（先の勝ち）、2（後の勝ち）、3（引き分け）のどれかでなければなりません（{1} が書かれています）。判定のない行は除いてください",
  "row {0}: the weight must be a number from 0 on, got {1}":
    "{0} 行目：重みは 0 以上の数でなければなりません（{1} が書かれています）",
  "The fit did not converge: the weights of the judgments differ too widely to compute with ({0}). Check the weight or count column.":
    "推定が収束しませんでした。判定の重みの差が大きすぎて計算できません（{0}）。重みか件数の列を確かめてください。",
  "These judgments do not determine a tie model: every win went to the model that ties put ahead, so larger gaps with more ties always fit better. Count ties as half wins (--ties half), or judge more matches between close models.":
    "これらの判定からは引き分けモデルが定まりません。勝ちはすべて引き分けで上に来るモデルのもので、差を広げ引き分けを増やすほどよく合ってしまいます。引き分けを半勝と数えるか（--ties half）、近いモデルどうしの対戦を増やしてください。",
  "All these judgments are ties, which no tie model can tell strengths from. Count ties as half wins (--ties half).":
    "判定がすべて引き分けで、どの引き分けモデルでも強さを区別できません。引き分けを半勝と数えてください（--ties half）。",
  "Importance sampling is not reliable here (k-hat {0}, it should be below {1}). Use --sampler hmc.":
    "ここでは重点サンプリングを信頼できません（k-hat {0}、{1} 未満が必要）。--sampler hmc を使ってください。",
  "The posterior's chains have not converged (R-hat {0}, at most {1} is wanted; effective sample size {2}, at least {3}), so there is no ranking. They were drawn up to {4} a chain; draw more with --nsamples, or use --compute map.":
    "事後分布の連鎖が収束していないため（R-hat {0}、{1} 以下が必要。有効標本数 {2}、{3} 以上が必要）、ランキングは作りません。連鎖ごとに {4} 個まで引きました。--nsamples で標本を増やすか、--compute map を使ってください。",
  "the home advantage, {0}": "先に示される有利さ {0}",
  "The flat prior allows strengths within ±{0} and a home advantage within ±{1} logits, and the maximum of the likelihood lies outside ({2}). Use --prior sd=400.":
    "一様な事前分布が許す強さは ±{0}、先に示される有利さは ±{1} ロジットまでですが、尤度の最大はその外にあります（{2}）。--prior sd=400 を使ってください。",
  "The posterior is too flat around its mode to be sampled. Use --compute map, or collect more judgments.":
    "事後分布が最頻値の周りで平らすぎて、標本を取れません。--compute map を使うか、判定を増やしてください。",
  'This rankModels draws no posterior: import the one of jrank/stats for compute "mcmc"':
    'この rankModels は事後分布の標本を作りません。compute "mcmc" には jrank/stats のものを import してください',
  "There is nothing to rank: no judgment between two different models has a usable verdict. Collect judgments first (gen_judgment), or check which rows were left out.":
    "順位を付けるものがありません。異なる二つのモデルの判定で使えるものがありません。先に判定を集めるか（gen_judgment）、除かれた行を確かめてください。",
  "{0}, got {1}": "{0}（{1} が指定されています）",
  "confidence must be between 0 and 1": "confidence は 0 と 1 の間でなければなりません",
  "scale must be a number above 0": "scale は 0 より大きい数でなければなりません",
  "base must be a number above 1": "base は 1 より大きい数でなければなりません",
  "initRating must be a number": "initRating は数でなければなりません",
  "bootstrapN must be a whole number from 0 on": "bootstrapN は 0 以上の整数でなければなりません",
  '{0} has no column "{1}" ({2}).{3} It has: {4}':
    '{0} に列 "{1}"（{2}）がありません。{3}あるのは：{4}',
  "{0}: which column holds the answers cannot be told; name it with --answer-field. There are: {1}":
    "{0}：回答の列が分かりません。--answer-field で指定してください。あるのは：{1}",
  "{0} holds no row of answers": "{0} に回答の行がありません",
  "{0}: the rows have the fields {1}, which is no format known here; name the column of the answers with --answer-field. Known are (choose with --format):\n{2}":
    "{0}：行の項目は {1} で、対応する形式がありません。--answer-field で回答の列を指定してください。対応する形式（--format で選択）：\n{2}",
  "  {0}: {1}": "  {0}：{1}",
  "LLM Judge's and Arena-Hard's model_answer: question_id, choices with turns, model_id; or uid, messages, model":
    "LLM Judge、Arena-Hard の model_answer：question_id、choices（turns を持つ）、model_id。または uid、messages、model",
  "lm-evaluation-harness's samples_*.jsonl (--log_samples): doc_id, doc, resps":
    "lm-evaluation-harness の samples_*.jsonl（--log_samples）：doc_id、doc、resps",
  "AlpacaEval's outputs: instruction, output, generator":
    "AlpacaEval の outputs：instruction、output、generator",
  "one row an answer (or a turn): the columns by their usual names or by flags":
    "1 行に 1 つの回答（または 1 ターン）：列はよくある名前か、フラグで指定した名前",
  " and {0} that cannot be read": "（ほかに読めない行 {0}）",
  "{0} has {1} rows{2}; --match order needs one for each of the {3} questions":
    "{0} は {1} 行です{2}。--match order には質問 {3} 問に一行ずつ必要です",
  "the files hold answers of {0}; --model-id can name only one model":
    "ファイルにあるのは {0} の回答です。--model-id で指定できるモデルは一つだけです",
  "the rows do not say which model answered; name it with --model-id":
    "どのモデルの回答か行に書かれていません。--model-id で指定してください",
  "{0}:{1}: a line of a batch is damaged; restore the file, or delete the folder of this batch to give up what it holds":
    "{0}:{1}：バッチの行が壊れています。ファイルを元に戻すか、諦める場合はこのバッチのフォルダーを削除してください",
  "{0} was deleted, replaced or cut while its batch was at work, so the run was stopped. What is known of the batch is kept in {1}. To go on with it, put that folder in the place of {2} and run the same command again.":
    "バッチの処理中に {0} が削除・置き換え・切り詰めされたため、停止しました。バッチについて分かっていることは {1} に残しました。続けるには、そのフォルダーを {2} の場所に置き、同じコマンドをもう一度実行してください。",
  "A ranking is what make_ranking.ts writes, rankings/<judge>_mle.json":
    "ランキングとは make_ranking.ts が書くもの（rankings/<審査員>_mle.json）です",
  "{0} is a ranking of another program (Rakuda's original, perhaps): it does not say how it was made and how often each model played. Rank the judgments with make_ranking.ts":
    "{0} は別のプログラム（元の Rakuda など）のランキングで、作り方と各モデルの対戦数が書かれていません。make_ranking.ts で判定から順位を計算してください",
  "the file": "ファイル",
  "{0} is no ranking: {1}: {2}. {3}": "{0} はランキングではありません：{1}：{2}。{3}",
  "was deleted or moved away": "削除または移動された",
  "was replaced by another file": "別のファイルに置き換えられた",
  "was cut short": "切り詰められた",
  "was written anew": "書き直された",
  " (compare the two first)": "（先に両方を比べてください）",
  "Everything that was in it is kept in {0}. To go on with that, rename it to {1}{2}":
    "それまでの内容はすべて {0} に残しました。続けるには、その名前を {1} に変えて{2}",
  "The rows of this run are kept in {0}. To go on with them, add its lines to {1}":
    "この実行の行は {0} に残しました。続けるには、その行を {1} に加えて",
  "{0} {1} while it was written to, so the run was stopped: what is paid for could not be kept there. {2} and run the same command again.":
    "書き込み中に {0} が{1}ため、停止しました。料金のかかった結果をそこに残せません。{2}、同じコマンドをもう一度実行してください。",
  ", which is {0}": "（{0} と同じファイル）",
  "{0}{1} is one of the files that are read; it would be written over. Nothing was written; {2}":
    "{0}{1}は読み込むファイルの一つで、上書きされてしまいます。何も書き込んでいません。{2}",
  "a model id is empty; give every model an id":
    "モデルの id が空です。すべてのモデルに id を付けてください",
  "choose another place (--data-dir, or the flag that names the file)":
    "別の場所を選んでください（--data-dir、またはそのファイルを指定するフラグ）",
  "the disk is full; make room and run the same command again":
    "ディスクがいっぱいです。空きを作り、同じコマンドをもう一度実行してください",
  "the disk quota is used up; make room and run the same command again":
    "ディスクの割り当てを使い切りました。空きを作り、同じコマンドをもう一度実行してください",
  "the file would be larger than the file system or the shell's limit (ulimit -f) allows; raise the limit, or move the file away, and run the same command again":
    "ファイルがファイルシステムかシェルの制限（ulimit -f）より大きくなります。制限を上げるかファイルを移し、同じコマンドをもう一度実行してください",
  "it may not be written; change its permissions or {0}":
    "書き込みが許可されていません。権限を変えるか、{0}",
  "the file system is read-only; {0}": "ファイルシステムが読み取り専用です。{0}",
  "a file is where a folder should be; move it away or {0}":
    "フォルダーの場所にファイルがあります。それを移すか、{0}",
  "a folder is where a file should be; move it away or {0}":
    "ファイルの場所にフォルダーがあります。それを移すか、{0}",
  "a part of its path is a file, not a folder; {0}":
    "パスの途中がフォルダーではなくファイルです。{0}",
  "its folder is not there (any more); make the folder or {0}":
    "そのフォルダーが（もう）ありません。フォルダーを作るか、{0}",
  "its path is a link that leads to itself; {0}": "パスが自分自身に戻るリンクです。{0}",
  "its name is too long for the file system; {0}": "名前がファイルシステムには長すぎます。{0}",
  "too many files are open; raise the shell's limit (ulimit -n)":
    "開いているファイルが多すぎます。シェルの制限（ulimit -n）を上げてください",
  "too many files are open on this machine; end other programs":
    "このマシンで開いているファイルが多すぎます。ほかのプログラムを終了してください",
  "another program holds it; close that program and run the same command again":
    "ほかのプログラムが使っています。それを閉じ、同じコマンドをもう一度実行してください",
  "the disk reports an error; see to the disk before anything else":
    "ディスクがエラーを報告しています。まずディスクを確かめてください",
  "cannot write {0}: {1}. What was stored before is kept.":
    "{0} に書き込めません：{1}。これまでに保存したものは残っています。",
  ' (--winner-labels "{0}": 1, 2, tie, none or name)':
    '（--winner-labels "{0}"：1、2、tie、none、name のどれか）',
  "{0}: {1}. Such verdicts, with their counts: {2}. Say what they mean{3}, correct the rows, or leave them out with --skip-unknown.":
    "{0}：{1}。このような判定と件数：{2}。意味を指定するか{3}、行を直すか、--skip-unknown で除いてください。",
  '{0} has no column "{1}".{2} It has: {3}': '{0} に列 "{1}" がありません。{2}あるのは：{3}',
  "this program's own: model1_id, model2_id, winner (1, 2, 3)":
    "このプログラムの形式：model1_id、model2_id、winner（1、2、3）",
  "LLM Judge's pairs: model_1, model_2, g1_winner, g2_winner":
    "LLM Judge のペア：model_1、model_2、g1_winner、g2_winner",
  "Arena-Hard's games: model, games with grades such as A>>B (needs the baseline)":
    "Arena-Hard の games：model と、A>>B などの評価の入った games（baseline が必要）",
  "AlpacaEval's annotations: generator_1, generator_2, preference (1 to 2)":
    "AlpacaEval の annotations：generator_1、generator_2、preference（1 から 2）",
  "arena votes in columns: winner_model_a, winner_model_b, winner_tie":
    "Arena の投票（列ごと）：winner_model_a、winner_model_b、winner_tie",
  "counts: model_a, model_b, winner, count; or a_wins, b_wins, ties, both_bad":
    "回数：model_a、model_b、winner、count。または a_wins、b_wins、ties、both_bad",
  "arena votes: model_a, model_b, winner (model_a, A, left, tie, both_bad, the name of a model, …)":
    "Arena の投票：model_a、model_b、winner（model_a、A、left、tie、both_bad、モデルの名前など）",
  "left, right, winner (left, right, tie)": "left、right、winner（left、right、tie）",
  "first, second, score of the first (1, 0.5, 0), and perhaps count":
    "first、second、score（first の得点。1、0.5、0）、あれば count",
  "any pair of columns ({0}) with {1}": "モデルの列の組（{0}）のどれかと、{1} のどれか",
  "{0}: the rows have the fields {1}, which is no format known here. Known are (choose with --format):\n{2}":
    "{0}：行の項目は {1} で、対応する形式がありません。対応する形式（--format で選択）：\n{2}",
  "{0} is too large to be read at once. Plain JSONL without --where, --by and --judge-model has no limit; otherwise split the file (several can be given), or count it in a database (docs/file_formats.md)":
    "{0} は一度に読むには大きすぎます。--where、--by、--judge-model を付けない通常の JSONL なら制限はありません。そうでなければファイルを分けるか（複数指定できます）、データベースで数えてください（docs/file_formats.md）",
  "cannot read {0}: it is not whole gzip ({1})":
    "{0} を読めません：gzip として完全ではありません（{1}）",
  "{0} is neither JSON nor CSV: {1}": "{0} は JSON でも CSV でもありません：{1}",
  'judge prompt "{0}": output_format "{1}" is not known':
    '審査プロンプト "{0}" の output_format "{1}" は不明です',
  "two questions have the same id": "同じ id の質問が二つあります",
  "ranks a file of votes, anybody's: table, intervals, warnings":
    "投票のファイルをランク付け（表、区間、警告）",
  "people judge answers on a page": "人がページ上で回答を判定",
  "The sample is copied to {0}.": "サンプルを {0} にコピーしました。",
  "{0} needs a package that does not come with jrank: npm install {1} (with npx: npx -p jrank {2} jrank …)":
    "{0} には jrank に含まれないパッケージが必要です：npm install {1}（npx の場合：npx -p jrank {2} jrank …）",
  "{0}, a Parquet file (a CSV file does not),": "Parquet ファイル {0}（CSV なら不要）",
  "A picture as .png": ".png の画像",
  "{0} of {1} would be drawn as before, so the files are left as they are.":
    "{1} 枚のグラフのうち {0}は描き直しても同じなので、ファイルはそのままです。",
  "The charts are written without .png. {0}": "グラフは .png なしで書き出しました。{0}",
  '"{0}" (provider {1})': '"{0}"（プロバイダー {1}）',
  "Reading {0}": "{0} の読み取り",
  "Arena-Hard's rows do not name the baseline; give it with --baseline-model":
    "Arena-Hard の行には基準モデルが書かれていません。--baseline-model で指定してください",
  '"{0}" "{1}" could be the model of that name or a plain label. Say which: --winner-labels "{2}=name", or "{3}={4}"':
    '"{0}" の "{1}" は、その名前のモデルとも普通のラベルとも読めます。どちらかを指定してください：--winner-labels "{2}=name" か "{3}={4}"',
  '{0}: "{1}" must be a text': '{0}："{1}" は文字列でなければなりません',
  '{0}: "name" must not be empty': '{0}："name" は空にできません',
  '{0}: "type" must be "pairwise" or "single", got "{1}"':
    '{0}："type" は "pairwise" か "single" でなければなりません（"{1}" が書かれています）',
  '{0}: output_format "{1}" is unknown; known: {2}':
    '{0}：output_format "{1}" は知られていません。使えるもの：{2}',
  '{0}: output_format "{1}" is for prompts of type {2}, but "type" is "{3}"':
    '{0}：output_format "{1}" は種類 {2} のプロンプトのためのものですが、"type" は "{3}" です',
  "{0}: the prompt_template shows the judge no {{1}}":
    "{0}：prompt_template が審査員に {{1}} を示していません",
  "anchor (--anchor) goes with n or --extend: the stop rules need the board's own judgments":
    "anchor（--anchor）は n か --extend と一緒に使います。停止条件にはランキング自体の判定が必要です",
  "there is no covariance of win rates; --covariance needs mle or map":
    "勝率に共分散はありません。--covariance には mle か map が必要です",
  "{0} is not a file of draws (--chain-path); give another path":
    "{0} は標本のファイル（--chain-path）ではありません。別のパスを指定してください",
  "Remove the file to draw anew, or give another --chain-path.":
    "標本を取り直すにはそのファイルを削除するか、別の --chain-path を指定してください。",
  "{0} holds draws from other judgments than these. {1}":
    "{0} の標本は別の判定から取られたものです。{1}",
  "{0} holds draws with {1} {2}, not {3}. {4}": "{0} の標本の {1} は {3} ではなく {2} です。{4}",
  "{0} is cut off: {1} of {2} draws. {3}": "{0} は途中で切れています（標本 {2} 個中 {1} 個）。{3}",
  "{0}:{1}: this draw is damaged. {2}": "{0}:{1}：この標本は壊れています。{2}",
  "--control (control in the config) is not for compute winrate: shares of wins have no likelihood that it could enter":
    "--control（設定ファイルでは control）は compute winrate では使えません。勝率には共変量の入る尤度がありません",
  "--control {0}: these judgments do not determine the effects beside the strengths. Leave a term out, or collect more judgments.":
    "--control {0}：これらの判定からは強さと別に効果を定められません。項を減らすか、判定を増やしてください。",
  "--control of answers' features needs judgments that name their questions":
    "回答の特徴を調整する --control には、質問の書かれた判定が必要です",
  "--control needs every answer that was judged; that of {0} to question {1} is not among the benchmark's answers":
    "--control には判定されたすべての回答が必要です。{0} の質問 {1} への回答がベンチマークにありません",
  "--control {0}: no two answers that were compared differ in it. Leave it out.":
    "--control {0}：比較した回答の間に差がありません。省いてください。",
  "--control judge needs judgments by two or more judges":
    "--control judge には二名以上の審査員の判定が必要です",
  "{0} cannot be an anchor: it needs ratings (mle, map or mcmc)":
    "{0} は元のランキングに使えません。レーティング（mle・map・mcmc）が必要です",
  "cannot read the covariance {0}, which make_ranking.ts --covariance writes: {1}":
    "共分散 {0}（make_ranking.ts --covariance が書くもの）を読めません：{1}",
  "{0} has no {1}; it belongs to another ranking than the anchor":
    "{0} に {1} がありません。元のランキングとは別のランキングのものです",
  "{0} does not determine every variance of the anchor's models":
    "{0} では元のランキングのモデルの分散が定まらないものがあります",
  "--anchor is for --compute mle and map, not {0}: what the board was published with is its covariance, which no draws follow":
    "--anchor は --compute mle と map のためのもので、{0} では使えません。公開されたのは共分散で、それに従う標本はありません",
  "{0} has {1} {2}, got {3}; leave it out with --anchor":
    "{0} の {1} は {2} です（{3} が指定されています）。--anchor を使うときは省いてください",
  "{0} has ties {1}; a schedule needs strengths with ties as half wins. Rank its judgments with --ties half":
    "{0} の ties は {1} です。スケジュールには引き分けを半勝とした強さが必要です。--ties half で順位を計算し直してください",
  "{0} ranks {1} already; --anchor is a board without it":
    "{0} にはすでに {1} が入っています。--anchor にはそれを含まないランキングを指定します",
  "people voted on {0} questions; a judge is calibrated from {1} on: collect votes on more questions":
    "人が投票した質問は {0} 問ですが、審査員の較正には {1} 問以上必要です。投票された質問を増やしてください",
  "{0} gave no verdict: leave it out of the panel":
    "{0} の判定がありません。審査員団から外してください",
  '"{0}" must be a text or a list of texts, got {1}':
    '"{0}" は文字列か文字列のリストでなければなりません（{1} が書かれています）',
  '"{0}" must be {1}, got {2}': '"{0}" は{1}でなければなりません（{2} が書かれています）',
  '"{0}" must be a text, got {1}': '"{0}" は文字列でなければなりません（{1} が書かれています）',
  "Interrupted. Every answer so far is stored; run again to go on.":
    "中断しました。ここまでの回答はすべて保存されています。もう一度実行すると続きから始まります。",
  "{0}: {1} answered, {2} in batches; the same command collects them later.":
    "{0}：{1}に回答、バッチで処理中 {2} 件（同じコマンドで後から回収）。",
  "{0} without an answer; raise the budget and run again.":
    "{0}に回答がありません。予算を増やしてもう一度実行してください。",
  "{0}: all {1} are answered already.": "{0}：{1}すべてに回答済みです。",
  "{0}: {1} answered.": "{0}：{1}に回答しました。",
  "Generate {0} of {1} anew? The old file is kept beside.":
    "{1} の{0}を作り直しますか。元のファイルは隣に残します。",
  "Nothing was generated; the stored answers stay.":
    "何も作っていません。保存済みの回答はそのままです。",
  "The answers before are kept in {0}.": "これまでの回答は {0} に残しました。",
  "Replace {0} of {1}? The old file is kept beside.":
    "{1} の{0}を置き換えますか。元のファイルは隣に残します。",
  "Nothing was written.": "何も書き込んでいません。",
  "This was a dry run: nothing was written.": "試しに調べただけです。何も書き込んでいません。",
  "{0} could not be used (see above); the others were.":
    "{0}は使えませんでした（上を参照）。ほかは使いました。",
  "{0}: {1} to add": "{0}：追加する{1}",
  "{0}: {1} added": "{0}：追加した{1}",
  "{0} are there already": "すでにあるもの {0} 件",
  "{0} to replace": "置き換えるもの {0} 件",
  "{0} replaced": "置き換えたもの {0} 件",
  "{0} had other answers already, which are kept (--replace takes these)":
    "{0}には別の回答がすでにあり、そのまま残します（--replace で置き換えます）",
  "{0} without the later turns": "{0}は後のターンがありません",
  "{0} still without an answer": "{0}はまだ回答がありません",
  "Notice: the template writes bos_token or eos_token, which only the model's file tells; they are left empty here. Add --model-path to see them.":
    "お知らせ：テンプレートは bos_token か eos_token を書きますが、その値はモデルのファイルにしかないため、ここでは空にします。表示するには --model-path を付けてください。",
  "Notice: this is not the template inside the file: {0}.":
    "お知らせ：ファイルに入っているテンプレートとは異なります：{0}。",
  "Interrupted. Nothing was changed.": "中断しました。何も変更していません。",
  "{0} in {1} written to {2}.": "{2} に{0}を{1}で書き込みました。",
  "{0} read again; {1} would change.": "{0}を読み直しました。変わるのは {1} 件です。",
  "and {0} more": "ほか {0} 件",
  Question: "質問",
  First: "先",
  Second: "後",
  Was: "前",
  Is: "今",
  "Read as": "読み方",
  "\nHow the ranking moves:\n": "\nランキングの変化：\n",
  Change: "変化",
  "\nWritten to {0}.": "\n{0} に書き込みました。",
  "\nNothing was written; --write or --output-file writes it.":
    "\n何も書き込んでいません。--write か --output-file で書き込みます。",
  "\nWritten to {0}; the old file is kept as {1}.":
    "\n{0} に書き込みました。元のファイルは {1} に残しました。",
  "not a JSON object": "JSON オブジェクトではありません",
  'a judgment needs a "winner" or a "score"': '判定には "winner" か "score" が必要です',
  'The prompt "{0}" is not known here. Its verdicts are read as {1}, which {2} % of those stored agree with; --judge-file or --output-format tells it otherwise.':
    'プロンプト "{0}" は知られていません。判定を {1} として読みます（保存済みのものの {2} % と一致）。--judge-file か --output-format で別の読み方を指定できます。',
  "naive width": "単純な幅",
  "CR3 width": "CR3 の幅",
  "{0} width": "{0} の幅",
  "RMSE set": "RMSE（この質問）",
  "RMSE pop.": "RMSE（母集団）",
  coverage: "被覆率",
  apart: "隣と区別",
  undetermined: "定まらない",
  stopped: "終了",
  "false at end": "終了時の誤り",
  "false ever": "途中の誤り",
  "Interrupted.": "中断しました。",
  "{0}, {1} replicates; widths and errors in Elo.\n": "{0}、反復 {1} 回。幅と誤差は Elo です。\n",
  Schedule: "スケジュール",
  "Replay of {0} verdicts, {1} models, {2} questions":
    "判定 {0} 件の再生、モデル {1} 個、質問 {2} 問",
  "Scenario {0}, {1} models, {2} questions": "シナリオ {0}、モデル {1} 個、質問 {2} 問",
  "There is no ranking of {0} yet; making it.": "{0} のランキングがまだないので作ります。",
  "Serving {0} (Ctrl-C ends it)": "{0} で公開中です（Ctrl-C で終了）",
  "Warning: no calibrated ranking of {0}: {1}": "警告：{0} の較正したランキングはありません：{1}",
  "nobody yet": "まだいません",
  "--calibrate {0}: there is no such file and no such rater; raters of annotate.ts are: {1}":
    "--calibrate {0}：このファイルも投票者もありません。annotate.ts の投票者：{1}",
  "--calibrate-suspects and --calibrate-features belong to --calibrate (calibrate.votes)":
    "--calibrate-suspects と --calibrate-features は --calibrate（calibrate.votes）と一緒に使います",
  "--calibrate is for --compute mle and map, not {0}":
    "--calibrate は --compute mle と map に使えます（{0} には使えません）",
  "--calibrate makes a ranking of its own, which has no --anchor and no --reweight; leave one of them out":
    "--calibrate は独自のランキングを作り、--anchor や --reweight とは一緒に使えません。どちらかを外してください",
  "--calibrate needs judgments that name their questions":
    "--calibrate には質問の名前がある判定が必要です",
  "--calibrate: the judge's own judgments do not determine the ratings of two models yet":
    "--calibrate：審査モデル自身の判定では、まだ二つのモデルのレーティングも定まりません",
  "--calibrate: none of the {0} votes is on a pair that {1} judged (the same question, turn and models)":
    "--calibrate：投票 {0} 件のどれも、{1} が判定した組（同じ質問、ターン、モデル）に対するものではありません",
  "--calibrate-suspects names {0}, which nobody judged.{1}":
    "--calibrate-suspects の {0} は判定されていません。{1}",
  "Calibrated without allowing for a liking for length: {0}":
    "長さの好みを考慮せずに較正しました：{0}",
  "{0} failed: see the warnings, and run the same command again.":
    "{0} が失敗しました。警告を確認し、同じコマンドをもう一度実行してください。",
  "Warning: no ranking of the panel: {0}": "警告：審査団のランキングはありません：{0}",
  "Warning: {0} failed, and the panel goes on without it: {1}":
    "警告：{0} が失敗したため、審査団から除いて続けます：{1}",
  "panel.judges, quorum and abstain_on_flip belong to panel.rule (--panel-rule)":
    "panel.judges、quorum、abstain_on_flip は panel.rule（--panel-rule）と一緒に使います",
  "a panel is not ranked on a published board (--anchor)":
    "審査団は公開済みのランキング（--anchor）の上では順位を付けられません",
  "--panel-rule model is for --compute mle and map, not {0}":
    "--panel-rule model は --compute mle と map に使えます（{0} には使えません）",
  "--reweight is not for --panel-rule {0}, whose rows have weights of their own":
    "--reweight は --panel-rule {0} には使えません。行に固有の重みがあります",
  "--panel-rule mean needs intervals by question: several verdicts of one game are not independent":
    "--panel-rule mean には質問ごとの区間が必要です。一つの対戦に対する複数の判定は独立ではありません",
  "panel.judges names {0}, which is no judge here.{1}":
    "panel.judges の {0} という審査モデルはありません。{1}",
  "; missing: {0}": "。欠けているもの：{0}",
  "a panel needs {0} judges (panel.quorum), and there are verdicts of {1}: {2}{3}":
    "審査団には {0} 個の審査モデルが必要です（panel.quorum）。判定があるのは {1} 個：{2}{3}",
  "a panel needs judgments that name their questions": "審査団には質問の名前がある判定が必要です",
  "the panel's judgments do not determine the ratings of two models yet":
    "審査団の判定では、まだ二つのモデルのレーティングも定まりません",
  "of {0} half order the models against the others, and nobody can tell which half is right: read the ranking of each, or have people vote (annotate.ts) and calibrate":
    "{0} の半数がほかと逆の順にモデルを並べており、どちらの半数が正しいかは分かりません。それぞれのランキングを読むか、人に投票してもらい（annotate.ts）、較正してください",
  "{0} order the models differently (p {1}), and of two judges nobody can tell which is right: read the ranking of each, or have people vote (annotate.ts) and calibrate":
    "{0} はモデルを違う順に並べています（p {1}）。二つの審査モデルだけでは、どちらが正しいかはわかりません。それぞれのランキングを読むか、人に投票してもらい（annotate.ts）較正してください",
  'no question and pair of models has verdicts of {0} judges: let them judge the same games (--both-orders, or an n for all matches), or take panel.rule "model", which needs no shared games':
    '{0} 個の審査モデルの判定がある質問とモデルの組がありません。同じ対戦を判定させるか（--both-orders、またはすべての対戦に足りる n）、共通の対戦が要らない panel.rule "model" を使ってください',
  "How people vote:": "投票のしかた：",
  "Which pairs:": "投票する組：",
  Votes: "投票数",
  Kappa: "κ",
  "People alone": "人だけ",
  "With a judge that sees as they do": "人と同じように見る審査モデルと合わせて",
  "Worth so many votes": "投票に換算",
  "\nKappa: between one person and one judge that agree on {0} % of the pairs (kappa {1}). A judge that sees nothing of what people see narrows nothing. Votes should be on at least 10 questions; annotate.ts chooses the pairs, and make_ranking.ts --calibrate ranks with them.":
    "\nκ は、一人の人と一つの審査モデルが {0} % の組で一致する場合（κ = {1}）のものです。人の見るものをまったく見ない審査モデルでは区間は狭まりません。投票は 10 問以上にわたる必要があります。組は annotate.ts が選び、make_ranking.ts --calibrate がその投票を使って順位を付けます。",
  "Voting on {0}: {1} (Ctrl-C ends it)": "{0}の投票を受け付けています：{1}（Ctrl-C で終了）",
  "say --serve (a page here), --static <folder> (a page to send) or --import <files> (what came back)":
    "--serve（このマシンで開くページ）、--static <フォルダー>（送るためのページ）、--import <ファイル>（返送されたもの）のどれかを指定してください",
  "name a benchmark with --bench-name": "--bench-name でベンチマークを指定してください",
  "there is no pair of answers in {0} to vote on: answers of two models to one question are needed":
    "{0} には投票できる回答の組がありません。同じ質問に対する二つのモデルの回答が必要です",
  "no pair is left to vote on; move {0} away to have pairs chosen anew":
    "投票できる組が残っていません。{0} を別の場所に移すと組を選び直します",
  "Warning: there are {0}, not {1}.": "警告：{1} 組ではなく {0} しかありません。",
  "{0} in {1}/: send this folder; its index.html opens in a browser. What comes back: --import <file>":
    "{1}/ に {0} を書き出しました。このフォルダーを送ってください（index.html をブラウザーで開きます）。返送されたファイルは --import <ファイル> で取り込みます",
  "The pairs of {0} were chosen before and stay; --judge-model and --model-list choose new ones when that file is moved away.":
    "{0} の組は以前に選ばれたもので、そのまま使います。--judge-model と --model-list で選び直すには、このファイルを別の場所に移してください。",
  "{0} of answers chosen: {1} (says which models they are; it stays here)":
    "回答を {0} 選びました：{1}（どのモデルの回答かが書かれているので、手元に置いてください）",
  "{0} chosen among the games of {1}: {2} (says which models they are; it stays here)":
    "{1} の対戦から {0} 選びました：{2}（どのモデルの回答かが書かれているので、手元に置いてください）",
  "{0} holds votes on other pairs than those of {1}; use the file of pairs that the folder was made from":
    "{0} の投票は {1} にある組のものではありません。フォルダーを作ったときの組のファイルを使ってください",
  "{0}: {1} of {2} added to {3}, {4} there already.":
    "{0}：{2} の{1}を {3} に追加しました。{4} 件は取り込み済みです。",
  '{0} is no file of votes: it is what the page of --static gives with "Save the votes"':
    "{0} は投票のファイルではありません。--static のページの「投票を保存」で得られるファイルを指定してください",
  "Warning: {0} of {1} pairs are left out: their question or answers have changed since they were chosen. Move {2} away to have pairs chosen anew.":
    "警告：{1} 組のうち {0} 組は、選んだあとに質問か回答が変わったため除きました。選び直すには {2} を別の場所に移してください。",
  'there is no pair "{0}" in {1}': "{1} に組「{0}」はありません",
  "{0} holds judgments that are no votes of a person; choose another name":
    "{0} には人の投票ではない判定が入っています。別の名前を選んでください",
  "a rater's name is 1 to 40 letters, digits, spaces and - _ . , got {0}":
    "名前は 1～40 文字の文字、数字、空白、- _ . で書いてください（指定：{0}）",
  "Warning: the ranking of {0} ({1}) was not made from the judgments as they are now; make_ranking.ts makes it anew.":
    "警告：{0}（{1}）のランキングは今の判定から作られたものではありません。make_ranking.ts で作り直せます。",
  "Site:    {0}/index.html ({1} files, {2})": "サイト：{0}/index.html（ファイル {1} 個、{2}）",
  "Page:    {0} ({1})": "ページ：{0}（{1}）",
  "--single-file writes one page and no folder: leave out --out and --serve":
    "--single-file はフォルダーではなく一つのページを書きます。--out と --serve は外してください",
  "The judgments are left out of {0}, which would be longer than 2 MB with them: its readers cannot rank anew.":
    "判定を含めると 2 MB を超えるため、{0} には判定を入れていません。読者は順位を計算し直せません。",
  "Warning: {0} is no report of judge_report.ts as this version writes it; make it again. The site leaves it out.":
    "警告：{0} は、このバージョンの judge_report.ts が書く成績表ではありません。作り直してください。サイトには載せません。",
  "Published: {0}": "公開：{0}",
  "Published: {0}, nothing has changed on the branch {1}":
    "公開：{0}（ブランチ {1} に変更はありません）",
  "Published: {0}, committed to {1}; git push origin {2} puts it online":
    "公開：{0}（{1} にコミットしました。git push origin {2} で公開されます）",
  "Warning: {0}. The site leaves this file out.": "警告：{0}。サイトではこのファイルを除きます。",
  "In the judgments {0}, as the files of answers say; each is one model.":
    "判定の中で、回答ファイルによると{0}です。それぞれ一つのモデルとして扱います。",
  "\nThe two rankings rate no model in common.": "\n二つのランキングに共通のモデルがありません。",
  significant: "有意",
  Before: "前",
  After: "後",
  "Std. error": "標準誤差",
  "the earlier ranking": "以前のランキング",
  "--compare-input belongs to --compare-with": "--compare-input は --compare-with と一緒に使います",
  "--compare-input is for two rankings by mle, or by map, without --reweight and --anchor":
    "--compare-input は、どちらも mle、またはどちらも map のランキングで、--reweight と --anchor がないときに使います",
  "the judgments of --compare-input give other ratings than {0}; name those that it was made from, and the flags that it was made with":
    "--compare-input の判定から得られるレーティングが {0} と異なります。元になった判定と、そのときのフラグを指定してください",
  "Errors are those of the difference, by leaving each question out of both rankings.":
    "誤差は、各質問を両方のランキングから同時に除いて求めた、差そのものの誤差です。",
  "Some judgments carry no question, so errors are taken as independent: where the two rankings share judgments, more changes may be real than this tells.":
    "質問のわからない判定があるため、誤差は独立とみなしています。共通の判定があれば、ここに示すより多くの変化が本物かもしれません。",
  "--min-probability must be from 0.5 to below 1, got {0}":
    "--min-probability は 0.5 以上 1 未満で指定してください（指定値：{0}）",
  "--max-drop must be a number from 0 on, got {0}":
    "--max-drop は 0 以上の数で指定してください（指定値：{0}）",
  "a gate goes by --compute mle or map, whose errors are by question; got {0}":
    "合否判定には、誤差が質問単位で求まる --compute mle か map を使います（指定値：{0}）",
  "give another file": "別のファイルを指定してください",
  "Failed (exit code 1).": "不合格です（終了コード 1）。",
  "Not decided (exit code 3).": "決まりませんでした（終了コード 3）。",
  'no judgment that counts is about "{0}" ({1}); there are judgments about: {2}.{3}':
    "{1} の「{0}」についての、数えられる判定がありません。判定があるのは：{2}。{3}",
  "--candidate and --baseline are the same model, {0}":
    "--candidate と --baseline が同じモデル {0} です",
  "the mean of the {0} others": "ほかの {0} 個の平均",
  "the mean of the {0} models of {1}": "{1} の {0} 個のモデルの平均",
  "{0} is not more than {1} points weaker than {2}: P {3}":
    "{0} は {2} に {1} 点を超えて劣ってはいません：P {3}",
  "{0} is better than {1}: P {2}": "{0} は {1} より優れています：P {2}",
  "{0} is more than {1} points weaker than {2}: P {3}":
    "{0} は {2} に {1} 点を超えて劣っています：P {3}",
  "{0} is worse than {1}: P {2}": "{0} は {1} より劣っています：P {2}",
  "Whether {0} is at most {1} points weaker than {2}":
    "{0} が {2} に {1} 点を超えて劣っていないかどうか",
  "Whether {0} is better than {1}": "{0} が {1} より優れているかどうか",
  "{0} is not decided at {1} (P {2}): {3}": "{0}は、{1} の確からしさでは決まりません（P {2}）：{3}",
  "{0} is not decided: {1}": "{0}は決まりません：{1}",
  "no number of questions would decide a difference of this size":
    "この大きさの差は、質問をいくら増やしても決まりません",
  "about {0} more judgments would decide a difference of this size":
    "この大きさの差なら、判定をあと {0} 件ほど加えると決まります",
  "about {0} more questions would decide a difference of this size (in half of the cases; {1} in four of five)":
    "この大きさの差なら、質問をあと {0} 問ほど加えると半々の確率で決まります（5 回に 4 回決まるには {1} 問）",
  "about {0} more questions with votes of people would decide a difference of this size (in half of the cases; {1} in four of five)":
    "この大きさの差なら、人が投票した質問をあと {0} 問ほど加えると半々の確率で決まります（5 回に 4 回決まるには {1} 問）",
  "On the scale of people: {0} votes on {1} questions, worth {2} votes of people alone.":
    "人の尺度による：投票 {0} 件（質問 {1} 問）。人の投票だけなら {2} 件に相当します。",
  "the judgments do not tell the error of their difference (they never vary, or one question alone joins the two)":
    "差の誤差が判定から求まりません（判定がすべて同じか、両者をつなぐ質問が 1 問だけです）",
  "no chain of judgments joins the two": "両者をつなぐ判定の連鎖がありません",
  "won everything": "すべてに勝った",
  "lost everything": "すべてに負けた",
  "belongs to a group that only won or only lost against the rest":
    "残りに対して勝つだけ、または負けるだけの組に属する",
  "never met the others by any chain of judgments": "どの判定の連鎖でもほかとつながっていない",
  "has no rating": "レーティングがない",
  "{0} {1}, so the judgments determine no rating of it; more judgments, or --compute map, give one":
    "{0} は{1}ため、判定からレーティングが定まりません。判定を増やすか、--compute map を使うと定まります",
  Passed: "合格",
  Failed: "不合格",
  "Not decided": "決まらず",
  "Difference: {0} points ({1}: {2} … {3})": "差：{0} 点（{1}：{2} … {3}）",
  "{0} judgments by {1}": "{1} による判定 {0} 件",
  "{0}, on {1} questions.": "{0}、質問 {1} 問。",
  Candidate: "候補",
  Baseline: "基準",
  Difference: "差",
  "P(good enough)": "合格の確率",
  Needed: "必要な値",
  "What is asked:": "問うこと：",
  "\nSince {0}{1}:\n{2}\n{3} of {4} changes are more than chance (95 %, all models together).":
    "\n{0}{1} からの変化：\n{2}\n変化 {4} 件のうち {3} 件は偶然を超えるものです（95 %、全モデルまとめて）。",
  "The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each question out of both.":
    "以前のランキングの判定はこの中にあります。誤差は差そのもののもので、両方から質問を 1 つずつ除いて求めました。",
  "The judgments of the earlier ranking are among these: errors are those of the difference, by leaving each judgment out of both.":
    "以前のランキングの判定はこの中にあります。誤差は差そのもののもので、両方から判定を 1 つずつ除いて求めました。",
  "The judgments of the earlier ranking were not found among these, so errors are taken as independent: where the two share judgments or questions, more changes may be real than this tells.":
    "以前のランキングの判定はこの中に見つからないため、誤差を独立とみなしています。両者が判定や質問を共有する場合、実際の変化はここに示すより多いことがあります。",
  "{0} lines repeat a question; the last line counts":
    "{0} 行が同じ質問の繰り返しです。最後の行を数えます",
  'another file says "{0}" too; this one goes by its name, "{1}"':
    '別のファイルにも "{0}" とあるため、こちらはファイル名の "{1}" とします',
  'its lines say {0} model ids ({1}); it goes by its name, "{2}"':
    '行に model_id が {0} 種類あるため（{1}）、ファイル名の "{2}" とします',
  "{0} questions have this text ({1}); give the answers ids":
    "この文の質問が {0} 問あります（{1}）。回答に id を付けてください",
  "there are only {0} questions": "質問は {0} 問しかありません",
  'the benchmark has no question "{0}"': 'ベンチマークに質問 "{0}" がありません',
  "the row has no question id": "行に質問の id がありません",
  "the row names no question, neither by id nor by text (--match order takes them in order)":
    "行から質問が分かりません（id も本文もありません。--match order で順に対応付けます）",
  "the benchmark has no question with the text {0}": "ベンチマークに本文が {0} の質問がありません",
  '"instruction" must be a text': '"instruction" は文字列でなければなりません',
  '"output" must be a text': '"output" は文字列でなければなりません',
  "the sample holds likelihoods, not text; only generating tasks have answers":
    "このサンプルにあるのは文ではなく尤度です。回答があるのは生成のタスクだけです",
  '"resps" is empty': '"resps" が空です',
  order: "順番",
  "questions by {0}": "質問は {0} で対応",
  "answers in {0}": "回答は {0}",
  "turns in {0}": "ターンは {0}",
  "models in {0}": "モデルは {0}",
  '"{0}" must be the number of a turn, got {1}':
    '"{0}" はターンの番号でなければなりません（{1} が書かれています）',
  '"{0}" must hold texts only': '"{0}" には文字列だけを書いてください',
  "{0}: read as {1}{2}": "{0}：{1} として読みました{2}",
  "{0}; the row was left out": "{0}。この行を除きました",
  "entry {0}: {1}": "{0} 番目：{1}",
  "{0} rows name another text than the question of their id has; check that they were made with this benchmark (--match text finds questions by their text)":
    "{0} 行は、id の示す質問と本文が違います。このベンチマークで作られたものか確かめてください（--match text で本文から質問を探します）",
  "the answer is empty": "回答が空です",
  "the answer is the mark of a failed call": "回答が呼び出しの失敗の印です",
  "question {0} has {1} turns, not {2}": "質問 {0} は {1} ターンで、{2} ターン目はありません",
  "occurs twice": "が二度現れます",
  "comes before its earlier turns": "が前のターンより先に現れます",
  "turn {0} of question {1} {2}": "質問 {1} のターン {0} {2}",
  "it has {0} turns, question {1} has {2}": "{0} ターンありますが、質問 {1} は {2} ターンです",
  "question {0} was answered by an earlier row already, with other words":
    "質問 {0} には前の行に別の回答があります",
  '"date" must be a date': '"date" は日付でなければなりません',
  '"ranking" must be a list': '"ranking" はリストでなければなりません',
  '"ranking" must list models by their model_id':
    '"ranking" はモデルを model_id で並べたものでなければなりません',
  "the last line was torn by an interrupted write; its {0} bytes were trimmed":
    "最後の行が書き込みの中断で途切れていたため、その {0} バイトを削りました",
  "the last line is torn (an interrupted write); it was left out":
    "最後の行が途切れています（書き込みの中断）。除きました",
  "{0}; the line was left out": "{0}。この行を除きました",
  "expected a JSON object, got {0}": "JSON オブジェクトが必要です（{0} が書かれています）",
  '"{0}" is missing ({1})': '"{0}" がありません（{1}）',
  "a text that is not empty": "空でない文字列",
  "a text or a number": "文字列か数",
  "a list of texts": "文字列のリスト",
  "at least one text": "少なくとも一つの文字列",
  "a list of at least one choice": "一つ以上の choice のリスト",
  "[model, prompt name]": "[モデル, プロンプト名]",
  "a whole number from 1": "1 以上の整数",
  '1, 2, 3 or "error"': '1、2、3、"error" のどれか',
  "a number (-1 for none)": "数（ないときは -1）",
  "the row is no game; it was left out": "対戦の行ではありません。除きました",
  "not a JSON object; the line was left out": "JSON オブジェクトではありません。この行を除きました",
  "some entries are no objects": "オブジェクトでない要素があります",
  '"{0}" must name a model, got {1}':
    '"{0}" はモデルの名前でなければなりません（{1} が書かれています）',
  '"{0}" must be a number of games, got {1}':
    '"{0}" は対戦の数でなければなりません（{1} が書かれています）',
  '"count" must be a number of games, got {0}':
    '"count" は対戦の数でなければなりません（{0} が書かれています）',
  '"{0}" must be one of {1}, got {2}':
    '"{0}" は次のどれかでなければなりません：{1}（{2} が書かれています）',
  "a grade must be A>>B, A>B, A=B, B>A or B>>A, got {0}":
    "評価は A>>B、A>B、A=B、B>A、B>>A のどれかでなければなりません（{0} が書かれています）",
  '"preference" must be from 1 to 2, got {0}':
    '"preference" は 1 から 2 まででなければなりません（{0} が書かれています）',
  "exactly one of the winner columns must be 1, got {0}":
    "勝者の列は一つだけが 1 でなければなりません（{0} が書かれています）",
  '"{0}" "{1}" is none of the two models': '"{0}" の "{1}" は二つのモデルのどちらでもありません',
  '"{0}" must be one of model_a, model_b, A, B, left, right, tie, both_bad, or the name of one of the two models, got {1}':
    '"{0}" は model_a、model_b、A、B、left、right、tie、both_bad か、どちらかのモデルの名前でなければなりません（{1} が書かれています）',
  "\nOn the board of {0} ({1}, {2} judgments):": "\n{0} のランキング（{1}、判定 {2} 件）の上では：",
  "{0} enters at rank {1} ({2}–{3}). Stronger than {4}; weaker than {5}; not told apart from {6} (95 %, all together).":
    "{0} は {1} 位に入ります（{2}–{3} 位）。{4} より強く、{5} より弱く、区別できない相手：{6}（95 %、まとめて）。",
  "The board's ratings stay as they were published; ranks that change: {0}.":
    "元のランキングのレーティングは公開されたままです。変わる順位：{0}。",
  Rank: "順位",
  "{0} of {1} changes are more than chance (95 %, all models together).":
    "変化 {1} 件のうち {0} 件は偶然を超えるものです（95 %、全モデルまとめて）。",
  "{0}\n(--help lists the flags)": "{0}\n（--help でフラグの一覧を表示します）",
  "required option {0} not specified": "必要なフラグ {0} がありません",
  "option '{0}' argument '{1}' is invalid. {2}": "フラグ '{0}' の値 '{1}' は使えません。{2}",
  "missing required argument '{0}'": "必要な引数 '{0}' がありません",
  "option '{0}' argument missing": "フラグ '{0}' の値がありません",
  "unknown option '{0}'.{1}": "'{0}' というフラグはありません。{1}",
  "too many arguments: expected {0}, got {1}": "引数が多すぎます：{0} 個までですが {1} 個あります",
  "It must be a number.": "数でなければなりません。",
  "It must be a whole number of at least {0}.": "{0} 以上の整数でなければなりません。",
  "It must be a whole number.": "整数でなければなりません。",
  "above {0}": "{0} より大",
  "at least {0}": "{0} 以上",
  "below {0}": "{0} 未満",
  "at most {0}": "{0} 以下",
  "It must be {0}.": "値の範囲：{0}。",
  "It must be one of {0}.{1}": "次のどれかでなければなりません：{0}。{1}",
  "It must match {0}.": "{0} の形でなければなりません。",
  "It must not be empty.": "空にできません。",
  "It must be JSON.": "JSON でなければなりません。",
  "It must be a JSON object.": "JSON オブジェクトでなければなりません。",
  "expected flat or sd=<Elo>": "flat か sd=<Elo> を指定してください",
  "control: is not for compute winrate: shares of wins have no likelihood that it could enter":
    "control は compute winrate では使えません。勝率には共変量の入る尤度がありません",
  "--reparse needs --input-file": "--reparse には --input-file が必要です",
  "--{0} is for --reparse": "--{0} は --reparse と一緒に使います",
  "--turn and --previous-answer are for --show-prompt":
    "--turn と --previous-answer は --show-prompt と一緒に使います",
  "--json and --csv exclude each other": "--json と --csv は同時に使えません",
  "These are the usual flags; --help all shows every flag.":
    "よく使うフラグだけを示しました。--help all ですべてのフラグを表示します。",
  "This is every flag, as --help all shows them.": "--help all で表示されるすべてのフラグです。",
  "Example:": "例：",
  "Usage:": "使い方：",
  "Arguments:": "引数：",
  "This command:": "このコマンド：",
  "Every command:": "すべてのコマンド：",
  "What is shown:": "表示：",
  "Benchmark:": "ベンチマーク：",
  "What is run:": "実行の範囲：",
  "Answers:": "回答：",
  "Judging:": "判定：",
  "Ranking:": "ランキング：",
  "Judge prompts:": "審査プロンプト：",
  "Spending:": "料金：",
  "Reading judgments:": "判定の読み込み：",
  "Charts:": "図：",
  "Website:": "ウェブサイト：",
  "Publishing:": "公開：",
  "Model:": "モデル：",
  "Judge:": "審査員：",
  "It must be {0} and {1}.": "値の範囲：{0}、{1}。",
  "{0}.": "{0}。",
  "What is assumed:": "仮定：",
  "Prices:": "単価：",
  "What is told:": "表示：",
  "Boards:": "ランキング表：",
  "Columns of a table:": "表の列：",
  "Input:": "入力：",
  "Names:": "名前：",
  "Judgments:": "判定：",
  "Output:": "出力：",
  "Raters:": "評価者：",
  "What is brought:": "取り込むもの：",
  "A data set of your own:": "任意のデータセット：",
  "Models:": "モデル：",
  "Columns:": "列：",
  "What is done:": "行うこと：",
  "What is tried:": "試すもの：",
  "What is written:": "書き込み：",
  "{0} of {1} played in one order only: the rows have no g2_winner. LLM Judge's own show_result needs both; --both-orders of gen_judgment.ts plays them.":
    "{1} のうち {0}は一方の順でしか対戦していないため、行に g2_winner がありません。LLM Judge の show_result には両方が必要です。gen_judgment.ts の --both-orders で対戦できます。",
  // Between the parts of a list.
  ", ": "、",
  " or ": "か ",
  "{0} and {1} more": "{0}、ほか {1} 件",
};
