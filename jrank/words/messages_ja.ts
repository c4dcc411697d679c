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
  // Between the parts of a list.
  ", ": "、",
  "{0} and {1} more": "{0}、ほか {1} 件",
};
