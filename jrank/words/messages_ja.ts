/**
 * What the commands say, in Japanese, by the English that stands where it is said (`core/message.ts`).
 * A test finds every such sentence in the code and asks for its Japanese here.
 */
import type { Speech } from "../core/message.ts";

export const messagesJa: Speech["sentences"] = {
  "Error: {0}": "エラー：{0}",
  "This is a bug in jrank; please report it with these lines:\n{0}":
    "jrank の不具合です。次の行を添えて報告してください：\n{0}",
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
  "Charts:  {0}/ ({1}: .vl.json, .svg, .png, .html)":
    "図：{0}/（{1}：.vl.json、.svg、.png、.html）",
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
  'there is no benchmark "{0}" in {1} (a folder with questions.jsonl). {2}':
    '{1} にベンチマーク "{0}"（questions.jsonl のあるフォルダー）がありません。{2}',
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
  "\nCharts: {0} (also .svg, .png, .html)": "\n図：{0}（.svg、.png、.html もあります）",
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
  "{0} without a score: left out of the means.": "{0}は点がないため平均から除きました。",
  "{0} of questions that the benchmark does not have: in the averages, but in no category.":
    "{0}はベンチマークにない質問のものです。平均には入りますが、どの分野にも入りません。",
  "the last one counts (--repeats all counts every row)":
    "最後のものを数えます（--repeats all ですべての行を数えます）",
  "every row counts": "すべての行を数えます",
  "{0} repeat an earlier grade of the same answer; {1}.":
    "{0}は同じ回答の採点の繰り返しです。{1}。",
  " against {0}": "（対 {0}）",
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
  // Between the parts of a list.
  ", ": "、",
  " or ": "か ",
  "{0} and {1} more": "{0}、ほか {1} 件",
};
