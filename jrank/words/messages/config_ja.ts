/** `docs/ja/configuration.md`: what it begins with, and what only it says of keys; the rest is in `flags_ja.ts`. */

/** Before the tables of keys. */
export const configHeadJa = `# 設定

設定は \`config.json\` 一つです。エディターでは \`config.schema.json\` により補完されます。知らないキーは誤りとして、近い名前とともに示されます。

よく使うキーは[試す](start.md#自分のモデルを順位づけする)にあります。ここでは目的ごとに並べます。

| したいこと | キー |
| --- | --- |
| 回答モデルを選ぶ | \`models.local_models\`（GGUF）、\`models.api_models\`（API）。\`id\` はファイルと表での名前、\`path\` はファイルまたは提供元での名前 |
| 審査員を選ぶ | \`models.judge_models\`。審査員ごとに一つのランキング |
| 自分のサーバーを使う | モデルの \`base_url\`。配列にすると複数台に分けて呼び出す |
| 判定の数を決める | \`n\`、または \`stop\`（区間の幅、隣どうしの区別、費用、時間のどれか早いもの） |
| 費用に上限を置く | \`budget_usd\`（一回の実行）、\`budget_total_usd\`（すべての実行） |
| 費用を半分にする | \`batch: true\`（提供元のバッチ。一日以内） |
| 同じ結果を得る | \`seed\` |
| 図の言葉と色 | \`charts\` |
| ウェブサイトを作る | \`site\` |
| 結果を配る | \`publish\` |

API の鍵は設定には書かず、環境変数か \`.env\` に置きます。文字列の中の \`\${NAME}\` は環境変数の値になります。必須のキーは \`benchmark_name\` と \`models.judge_models\` だけで、ほかは省略すると下の表の既定になります。コマンドのフラグは設定より優先されます。

## すべてのキー
`;

/** Of models of judges, before their table. */
export const judgesJa =
  "`models.judge_models` のモデルは、両方の種類のキーを取ります。`path` が GGUF ファイルで提供元が `llama_cpp` のときはこのプロセスで、それ以外は API で動きます。そのほかに：";

/** Words of the tables, by their English. */
export const configWordsJa: Readonly<Record<string, string>> = {
  key: "キー",
  value: "値",
  default: "既定",
  meaning: "意味",
  text: "文字列",
  number: "数",
  object: "オブジェクト",
  values: "値",
  "whole number": "整数",
  "true or false": "true または false",
  " or ": " または ",
  "list of ": "配列：",
  "A model of `models.local_models`": "`models.local_models` のモデル",
  "A model of `models.api_models`": "`models.api_models` のモデル",
  "For editors": "エディター用",
  "When judging ends: whichever comes first": "審査を終える条件：どれか早いもの",
  "One ranking from several judges, beside each one's own":
    "複数の審査員から一つのランキングを作る（審査員ごとのものに加えて）",
  "A second ranking of each judge, on the scale of people's votes":
    "審査員ごとに、人の投票の目盛りに合わせた二つ目のランキング",
  "A column of the rows: the model shown first (model_a)":
    "行の列名：先に示されたモデル（model_a）",
  "A column of the rows: the other model (model_b)": "行の列名：もう一方のモデル（model_b）",
  "A column of the rows: the verdict (winner)": "行の列名：判定（winner）",
  "A column of the rows: the question (question_id)": "行の列名：質問（question_id）",
  "A column of the rows: the judge (judge)": "行の列名：審査員（judge）",
  "How charts look": "図の見た目",
  "Who answers, and who judges": "回答するモデルと審査員",
  "Contestants that are GGUF files": "GGUF ファイルの回答モデル",
  "A GGUF file, run in this process": "このプロセスで動かす GGUF ファイル",
  "The name in files and charts": "ファイルと図での名前",
  "The model's name at its provider, or the path of a GGUF file":
    "提供元でのモデル名、または GGUF ファイルのパス",
  "The name in charts": "図での名前",
  "Decides the colour in charts": "図の色を決める",
  "A page about the model, for the website": "モデルについてのページ（ウェブサイト用）",
  "Contestants behind an API": "API の回答モデル",
  "Seconds until a call is tried again (600)": "呼び出しをやり直すまでの秒数（600）",
  "Input served from the provider's cache": "提供元のキャッシュから返された入力",
  "Each makes a ranking of its own": "審査員ごとに一つのランキングになる",
  "As verdict, of this judge": "この審査員の verdict",
  "As soft, of this judge": "この審査員の soft",
  "Makes streamline write the website folder": "streamline がウェブサイトのフォルダーを書き出す",
  "Makes streamline write an offline run of Weights & Biases, which wandb sync uploads":
    "streamline が Weights & Biases のオフラインの run を書き出す（wandb sync で送れる）",
  "Makes streamline copy results to a folder that goes online":
    "streamline が結果を公開用のフォルダーにコピーする",
};
