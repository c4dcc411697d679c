/** What is said about scores (the Nejumi leaderboard, W&B) in Japanese; see `messages_ja.ts` above. */

export const scoresJa: Readonly<Record<string, string>> = {
  Total: "総合",
  Places: "順位の幅",
  "\nScores\n": "\nスコア\n",
  Scores: "スコア",
  "Scores (test mode: a few samples, no result)":
    "スコア（テストモード：サンプルはわずかで、結果ではありません）",
  "In brackets: {0} intervals, for other samples or questions of these tasks; a number without one came without its samples, or a task has a single one. Total: the mean of jaster ja 0-shot AVG and MT-Bench ja AVG / 10. Places: those that the intervals allow.":
    "角括弧内：同じタスクの別のサンプル・質問に対する {0} 区間。区間のない数値は、サンプルなしで取り込まれたものか、サンプルが一つだけのタスクのものです。総合：jaster ja 0-shot AVG と MT-Bench ja AVG / 10 の平均。順位の幅：区間から見てありうる範囲。",
  "Neo's wording": "Neo の文面",
  "jrank's own intro: not comparable with Neo's published numbers":
    "jrank 独自の前置き：Neo の公開値とは比較できません",
  "the config's intro: not comparable with Neo's published numbers":
    "設定の前置き：Neo の公開値とは比較できません",
  "the config's template": "設定のテンプレート",
  "from {0}{1}": "取り込み元 {0}{1}",
  "graded by {0}": "採点 {0}",
  "at most {0} tokens a reply": "返答は最大 {0} トークン",
  "{0} without an answer": "回答なし {0} 件",
  "{0} grades without a score left out": "点のない採点 {0} 件を除外",
  "{0} replies cut off": "途中で切れた返答 {0} 件",
  ": partial; categories or tasks without results are left out of the mean.":
    "：一部のみ。結果のないカテゴリ・タスクは平均に含めていません。",
  "{0}: {1} differs between the models ({2}).": "{0}：{1} がモデルによって違います（{2}）。",
  "\nScores (test mode: a few samples, no result)\n":
    "\nスコア（テストモード：数サンプルのみで、結果ではありません）\n",
  "\nBoard:   {0}.json (also .csv, .md)": "\n一覧：    {0}.json（.csv と .md も）",
  "Tables:  {0}": "表：      {0}",
  "Notice: {0}": "お知らせ：{0}",
  "{0} samples": "{0} サンプル",
  "{0}: {1}, {2} to ask": "{0}：{1}、うち {2} 件が未取得",
  "Not everything is there: {0}": "揃っていないものがあります：{0}",
  "answers are missing, because {0}. Everything so far is stored; raise the budget and run the same command again to go on.":
    "回答が揃っていません（{0}）。ここまでの結果は保存されています。予算を上げて同じコマンドをもう一度実行してください。",
  "{0}: {1} of {2} replies were cut off at their limit of tokens ({3}). llm_jp_eval.override_max_tokens sets another limit.":
    "{0}：応答 {2} 件のうち {1} 件がトークン数の上限で切れました（{3}）。上限は llm_jp_eval.override_max_tokens で変えられます。",
  "{0}: {1} without an answer, left out.": "{0}：{1}に回答がないため除きました。",
  "no grades yet; run the same command again to go on.":
    "採点がまだありません。同じコマンドをもう一度実行してください。",
  "{0}: {1} without a score (-1) left out of the means; Neo counted them as -1 until July 2024.":
    "{0}：スコアのない（-1 の）{1}を平均から除きました。Neo は 2024 年 7 月まで -1 として数えていました。",
  "{0}: {1} cut off at the limit of tokens.": "{0}：{1}がトークン数の上限で切れました。",
  "llm_jp_eval.target_dataset names {0}, of which there is no file; there are {1}":
    "llm_jp_eval.target_dataset の {0} にはファイルがありません。あるのは {1} です",
  "{0} is not there": "{0} がありません",
  "{0}: there are no files of {1}; scores are of the others.":
    "{0}：{1} のファイルがないため、その他のタスクのスコアです。",
  "{0}: none of the tasks has data here.": "{0}：データのあるタスクがありません。",
  "{0}: {1} ask for an answer to be found by a pattern, which Neo did not do; whole replies are scored.":
    "{0}：{1} はパターンで回答を取り出す指定ですが、Neo にはない処理なので、応答全体を採点します。",
  "{0}: {1} need other programs; their scores can be brought by make_leaderboard.ts.":
    "{0}：{1} は別のプログラムが必要です。スコアは make_leaderboard.ts で取り込めます。",
  "{0} has {1} samples; {2} shots were asked for":
    "{0} のサンプルは {1} 件ですが、few-shot に {2} 件必要です",
  ", and no artifacts/{0}/question.jsonl. Fetch it with\n  {1}":
    "、artifacts/{0}/question.jsonl もありません。次のコマンドで取得できます：\n  {1}",
  "{0}: the questions of MT-Bench are not there: no benchmark {1} in {2}{3}":
    "{0}：MT-Bench の質問がありません（{2} にベンチマーク {1} がありません{3}）",
  "The benchmark {0} was made from artifacts/{1}.":
    "ベンチマーク {0} を artifacts/{1} から作成しました。",
  "{0} is graded with jrank's own prompts: the config's ({1}) are not there. Its grades are not comparable with published ones.":
    "{0} は jrank 独自のプロンプトで採点します（設定の {1} が見つかりません）。公開されている採点とは比較できません。",
  "{0}: no switch is on (run_llm_jp_eval_ja_0_shot, run_mt_bench_ja …)":
    "{0}：有効な評価がありません（run_llm_jp_eval_ja_0_shot、run_mt_bench_ja など）",
  "{0}: the data of jaster are not there. Looked in: {1}. Fetch them with\n  wandb artifact get {2}\nor make them with the preprocessing of llm-jp-eval and name their folder in llm_jp_eval.dataset_dir":
    "{0}：jaster のデータがありません。探した場所：{1}。次のコマンドで取得するか、\n  wandb artifact get {2}\nllm-jp-eval の前処理で作成し、そのフォルダを llm_jp_eval.dataset_dir に書いてください",
  '"output_length" must be a whole number of at least 1':
    '"output_length" は 1 以上の整数でなければなりません',
  '"metrics" must be a list of texts': '"metrics" は文字列のリストでなければなりません',
  '"samples" must be a list': '"samples" はリストでなければなりません',
  'samples[{0}] must have the texts "input" and "output"':
    'samples[{0}] には文字列の "input" と "output" が必要です',
  "weights are loaded by the server or the GGUF file":
    "モデルの読み込みはサーバーまたは GGUF が行うため",
  "the small sets of test mode are the first of the whole ones":
    "テストモードでは全体の先頭を使うため",
  "jrank has other ways": "jrank では別の方法を使うため",
  "{0}: {1}: keys do not belong in a config; set them in the environment or in .env":
    "{0}：{1}：キーは設定に書けません。環境変数か .env に設定してください",
  "{0}: model.api must be false or the name of a provider: openai, anthropic, google, cohere, mistral, azure":
    "{0}：model.api は false かプロバイダ名（openai、anthropic、google、cohere、mistral、azure）でなければなりません",
  '{0}: model.api is {1}: Amazon Bedrock is not there in jrank. With an OpenAI-compatible gateway before it, write api: "openai" and model.base_url':
    '{0}：model.api が {1} ですが、jrank は Amazon Bedrock に対応していません。OpenAI 互換のゲートウェイを経由する場合は api: "openai" と model.base_url を書いてください',
  "{0}: model.api is {1}, which is no provider here; there are openai, anthropic, google, cohere, mistral, azure":
    "{0}：model.api の {1} は対応していないプロバイダです。使えるのは openai、anthropic、google、cohere、mistral、azure です",
  "{0}: model.pretrained_model_name_or_path is missing":
    "{0}：model.pretrained_model_name_or_path がありません",
  ' The weights of the artifact are fetched by "wandb artifact get {0}".':
    ' アーティファクトの重みは "wandb artifact get {0}" で取得できます。',
  '{0}: model.api is false and "{1}" names weights, which jrank does not load itself.{2} Serve them and add the address to the config:\n  vllm serve {3}\n  model.base_url: "http://localhost:8000/v1"\nA path that ends in .gguf runs in this process.':
    '{0}：model.api が false で "{1}" は重みの名前ですが、jrank は重みを直接読み込みません。{2}サーバーで動かし、アドレスを設定に書いてください：\n  vllm serve {3}\n  model.base_url: "http://localhost:8000/v1"\n.gguf で終わるパスはこのプロセス内で動きます。',
  '{0}: llm_jp_eval.target_dataset names "{1}", which is no task of jaster that is scored here; there are all, {2}':
    '{0}：llm_jp_eval.target_dataset の "{1}" は、ここで採点できる jaster のタスクではありません。all、{2} があります',
  "{0}: mtbench.{1} must be a list or a Python literal such as \"('USER', 'ASSISTANT')\" or \"[2]\", got {2}":
    "{0}：mtbench.{1} はリストか、\"('USER', 'ASSISTANT')\" や \"[2]\" のような Python のリテラルでなければなりません。値は {2} です",
  "{0}: mtbench.conv_roles must be two texts":
    "{0}：mtbench.conv_roles は 2 つの文字列でなければなりません",
  "{0} is a config of {1}: what it shares with Neo is run, with the prompts and the tidying of {2}.":
    "{0} は {1} の設定です。Neo と共通する部分を、{2} のプロンプトと後処理で実行します。",
  "Not run here, bring its scores by make_leaderboard.ts: {0}.":
    "ここでは実行しません（スコアは make_leaderboard.ts で取り込めます）：{0}。",
  "Keys that jrank does not know, left out: {0}.": "jrank の知らないキーなので使いません：{0}。",
  "Keys without meaning here: {0}.": "ここでは意味のないキー：{0}。",
  "Keys that nothing here needs: {0}.": "ここでは要らないキー：{0}。",
  "{0}: nothing of what it switches on is run here{1}; scores of other benchmarks come in by make_leaderboard.ts":
    "{0}：オンになっているものは、どれもここでは実行しません{1}。ほかのベンチマークのスコアは make_leaderboard.ts で取り込めます",
  " ({0})": "（{0}）",
  "{0} is what Nejumi 3 and 4 keep of one model; the rest of its settings is in {1}, which is neither beside it nor in configs/":
    "{0} は Nejumi 3・4 のモデルごとの設定です。残りの設定は {1} にありますが、同じ場所にも configs/ にも見当たりません",
  "mtbench.temperature_override is not followed: each category has its usual temperature.":
    "mtbench.temperature_override は使いません。カテゴリごとに通常の temperature になります。",
  "mtbench.system_message is not sent: the server's own template is used as it is.":
    "mtbench.system_message は送りません。サーバーのテンプレートをそのまま使います。",
  "api openai_responses: the model is asked by OpenAI's chat completions.":
    "api openai_responses：モデルには OpenAI の chat completions で問い合わせます。",
  "llm_jp_eval.max_seq_length has no meaning here: the server has its own context.":
    "llm_jp_eval.max_seq_length はここでは意味がありません（文脈長はサーバーの設定です）。",
  "mtbench.custom_conv_template is for weights: the server of {0} puts its own template around a conversation.":
    "mtbench.custom_conv_template は重みを直接動かすときのものです（{0} のサーバーは自身のテンプレートを使います）。",
  "mtbench.conv_role_only_separator differs from conv_role_message_separator; the latter is written in both places.":
    "mtbench.conv_role_only_separator が conv_role_message_separator と異なりますが、どちらの位置にも後者を書きます。",
  "{0}: {1}: {2} refers to another key or to a resolver, which is not followed here; write the value itself":
    "{0}：{1}：{2} は別のキーやリゾルバへの参照ですが、ここでは展開しません。値を直接書いてください",
  "{0}: {1}: {2} would write a key into files; keys are read from the environment or .env alone":
    "{0}：{1}：{2} はキーをファイルに書き込むことになります。キーは環境変数か .env だけから読みます",
  "{0}: {1}: the environment variable {2} is not set":
    "{0}：{1}：環境変数 {2} が設定されていません",
  "{0} is not a file of scores made by jrank; move it away":
    "{0} は jrank が作成したスコアのファイルではありません。別の場所に移してください",
  "the leaderboard of scores, with scores made elsewhere":
    "スコアの一覧（他のツールで付けたスコアも取り込めます）",
  "{0}: {1} is taken from two runs. Tasks must be unique":
    "{0}：{1} が 2 つの run から指定されています。タスクは重複できません",
  "{0} is no table of W&B (columns, data)": "{0} は W&B の表（columns、data）ではありません",
  "{0}: there is no table of {1} of {2}, neither as a folder nor in artifacts/. Fetch it with\n  {3}":
    "{0}：{2} の {1} の表が、フォルダにも artifacts/ にもありません。次のコマンドで取得できます：\n  {3}",
  "runs in test mode and whole ones cannot be blended: the few samples of test mode are no result":
    "テストモードの run と通常の run は混ぜられません（テストモードの数サンプルは結果ではありません）",
  "Warning: the runs are of different models ({0}); the row would be of none of them.":
    "警告：run のモデルが異なります（{0}）。この行はどのモデルの結果でもありません。",
  "{0}: {1} is carried over and switched on in the config. Tasks must be unique":
    "{0}：{1} は引き継ぎの対象ですが、設定でも有効になっています。タスクは重複できません",
  "{0}: run_chain is true, so the old runs go into the run of a Neo config: run that one, with this file at blend_run_configs/config.yaml":
    "{0}：run_chain が true なので、古い run は Neo の設定の実行に引き継がれます。このファイルを blend_run_configs/config.yaml に置き、Neo の設定を実行してください",
  "{0}: its numbers differ from those of its samples, which count: {1}.":
    "{0}：ファイルの数値がサンプルから計算した値と異なるため、計算した値を使います：{1}。",
  "{0} does not say whose scores it holds; name the model with --model-id":
    "{0} にモデル名がありません。--model-id で指定してください",
  "Warning: {0} was asked for {1} here; {2} does not take its place (--replace does).":
    "警告：{0} の {1} はここで評価済みのため、{2} では置き換えません（置き換えるには --replace）。",
  "{0} taken in": "{0}を取り込みました",
  "there are no scores in {0}; name files of scores, or run a Nejumi config with streamline.ts":
    "{0} にスコアがありません。スコアのファイルを指定するか、streamline.ts で Nejumi の設定を実行してください",
  "{0} holds no *.table.json; name the files of scores themselves":
    "{0} に *.table.json がありません。スコアのファイルを直接指定してください",
  "--model-id {0} names one model, but the files hold scores of {1}":
    "--model-id {0} は 1 つのモデルですが、ファイルには {1} のスコアがあります",
  "{0} is neither JSON nor CSV": "{0} は JSON でも CSV でもありません",
  "{0} is no file of scores that is known here: llm-jp-eval's result (scores), lm-evaluation-harness's results, a W&B table (columns, data) or CSV with a column of models":
    "{0} は対応しているスコアのファイルではありません。llm-jp-eval の結果（scores）、lm-evaluation-harness の結果、W&B の表（columns、data）、モデルの列がある CSV を読めます",
  "W&B:     {0} (upload it with: wandb sync {1})":
    "W&B：    {0}（アップロードするコマンド：wandb sync {1}）",
  "There is nothing for W&B yet.": "W&B に書き出すものがまだありません。",
  "{0} is no leaderboard of scores; streamline.ts and make_leaderboard.ts write one (nejumi/leaderboard.json in the data directory)":
    "{0} はスコアの一覧ではありません。streamline.ts と make_leaderboard.ts が作成します（データフォルダの nejumi/leaderboard.json）",
};
