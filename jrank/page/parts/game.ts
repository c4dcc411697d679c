/** Games in words and as addresses. */
import type { SiteBoard, SiteGames } from "../../core/site_data.ts";
import type { SoftVerdict } from "../../core/types.ts";
import type { App } from "./app.ts";
import { h, name } from "./dom.ts";
import { hashOf } from "./route.ts";

/** A game of the board. */
export interface BoardGame {
  judge: number;
  /** Row of the judge's games. */
  game: number;
  question: number;
  first: number;
  second: number;
  outcome: number;
  /** The probabilities of a soft verdict. */
  soft?: SoftVerdict | null | undefined;
  turn: number;
}

/** The game of a row. */
function gameAt({ judges }: SiteBoard, judge: number, game: number): BoardGame {
  const { question, first, second, outcome, soft, turn }: SiteGames = judges[judge].games;
  return {
    judge,
    game,
    question: question[game],
    first: first[game],
    second: second[game],
    outcome: outcome[game],
    soft: soft?.[game],
    turn: turn[game],
  };
}

/** All games that pass a test, in the order of judges and files. */
export function gamesWhere(board: SiteBoard, test: (game: BoardGame) => boolean): BoardGame[] {
  return board.judges.flatMap(({ games }, judge) =>
    games.first.map((_, k) => gameAt(board, judge, k)).filter(test),
  );
}

/** Games by a key, in the order in which the keys come. */
export function groupedBy<Key>(games: readonly BoardGame[], keyOf: (game: BoardGame) => Key) {
  const groups = new Map<Key, BoardGame[]>();
  for (const game of games) {
    const own = groups.get(keyOf(game));
    if (own) own.push(game);
    else groups.set(keyOf(game), [game]);
  }
  return groups;
}

/** The model that won, or undefined. */
export function winnerOf({ first, second, outcome }: BoardGame): number | undefined {
  return outcome === 1 ? first : outcome === 2 ? second : undefined;
}

/** Who is better, in words. */
export function verdictText({ board, words }: App, game: BoardGame): string {
  const winner = winnerOf(game);
  const sure = game.soft ? ` (${game.soft.map((p) => Math.round(100 * p)).join(" : ")} %)` : "";
  if (winner !== undefined) return words.wins(board.models[winner].name) + sure;
  return (game.outcome === 3 ? words.tie : words.error) + sure;
}

/** A verdict as seen from one model: colour and sign, and the words for screen readers. */
export function verdictChip(app: App, game: BoardGame, model: number): HTMLElement {
  const winner = winnerOf(game);
  const kind =
    winner === undefined
      ? game.outcome === 3
        ? "tie"
        : "none"
      : winner === model
        ? "won"
        : "lost";
  const signs = { won: "○", lost: "×", tie: "△", none: "?" };
  return h(
    "span",
    { class: `chip ${kind}`, title: verdictText(app, game), "aria-label": verdictText(app, game) },
    signs[kind],
  );
}

/** The address of two answers to a question. */
export function matchHash({ board }: App, question: number, a: number, b: number): string {
  return hashOf("question", {
    id: board.questions[question]?.id,
    a: board.models[a]?.id,
    b: board.models[b]?.id,
  });
}

/** The name of a model by its index. */
export function modelName({ board }: App, model: number): HTMLElement {
  return name(board.models[model]?.name ?? "?");
}
