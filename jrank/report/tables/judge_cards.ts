/** The report cards of judges: what `report.json` holds, and the same as tables and words. */
import { joined, type Message, messageFrom, type Said, say } from "../../core/message.ts";
import { featureJa } from "../../words/names_ja.ts";
import { shownChance, shownNumber, shownPercent } from "../../words/shown_number.ts";
import type { TextTable } from "./text_table.ts";

/** A number with its interval; null where it is not determined. */
export interface CardNumber {
  estimate: number | null;
  lower: number | null;
  upper: number | null;
}

/** How often something is so, of how many, with its interval by question. */
interface CardShare {
  times: number;
  of: number;
  share: number | null;
  lower: number | null;
  upper: number | null;
}

/** How far a judge agrees with another rater. */
export interface CardAgreement {
  with: string;
  is_person: boolean;
  shared: number;
  /** Ties counted, and of verdicts where both decided. */
  agreement: CardNumber;
  decisive_agreement: CardNumber;
  kappa: CardNumber;
  alpha: CardNumber;
  kendall_tau: CardNumber;
  by_category: ({ category: string } & Pick<
    CardAgreement,
    "shared" | "agreement" | "decisive_agreement" | "kappa" | "alpha"
  >)[];
}

/** `schema_version` of what judge_report.ts writes. */
export const REPORT_VERSION = 3;

/** Judges whose ranking is not told apart from that of a dearer one. */
export interface CheaperRanking {
  judges: string[];
  /** Of a game judged by all of them, and as a share of the dearer one's. */
  cost: number;
  share: number;
  /** The chance of such a difference between rankings that are one; and how alike they are. */
  p_value: number;
  kendall_tau: number | null;
  /** Standard error of a model's difference, in points: a smaller one would not be seen. */
  error: number;
}

/** All judges together. */
export interface PanelCard {
  judges: string[];
  /** What `cost` is in: dollars, or tokens where a price is not known. */
  unit: "usd" | "tokens";
  cost: number;
  cheaper: CheaperRanking[];
}

export interface JudgeCard {
  judge: string;
  is_person: boolean;
  games: number;
  questions: number;
  models: number;
  without_verdict: CardShare;
  ties: CardShare;
  /** Of the games that were decided. */
  first_wins: CardShare;
  always: "first" | "second" | null;
  /** In rating points. */
  home_advantage: CardNumber;
  both_orders: CardShare;
  repeats: CardShare;
  circular: CardShare;
  /** Points of a lead for one standard deviation more; empty without the answers. */
  style: { name: string; effect: number; lower: number | null; upper: number | null }[];
  /** Models of its family, and how many points more it gives them than the others do. */
  family: { models: string[]; more: CardNumber | null };
  /** 1: as decided as the panel of all; null with one judge, and where it chose one place. */
  discrimination: CardNumber | null;
  agreement: CardAgreement[];
  /** The fewest verdicts whose removal changes the first place, and the place of any two neighbours. */
  fragile_top: { ahead: string; behind: string; verdicts: number; share: number } | null;
  fragile_order: { ahead: string; behind: string; verdicts: number; share: number } | null;
  /** Of a judgment, on average. */
  cost_usd: CardNumber | null;
  /** Read and written. */
  tokens: CardNumber | null;
  seconds: CardNumber | null;
  /** (spread of the strengths / their mean standard error)² for 1000 judgments, and a dollar's worth of it. */
  information: CardNumber;
  information_per_usd: CardNumber;
  /** The cheapest of those that rank alike; null where no cost is stored, or no other judge's. */
  cheaper: CheaperRanking[] | null;
  cheaper_unit: PanelCard["unit"] | null;
}

const number = (value: number | null, digits = 2): string => shownNumber(value, digits);
const share = ({ share: one, lower, upper }: Omit<CardShare, "times" | "of">): Said =>
  one === null
    ? "–"
    : lower === null && upper === null
      ? say`${shownChance(one)} (no interval)`
      : `${shownChance(one)} (${shownChance(lower)} … ${shownChance(upper)})`;
const around = ({ estimate, lower, upper }: CardNumber, digits = 2): string =>
  estimate === null
    ? "–"
    : lower === null && upper === null
      ? number(estimate, digits)
      : `${number(estimate, digits)} (${number(lower, digits)} … ${number(upper, digits)})`;
/** The same where a number that stands alone would look certain. */
const measured = (of: CardNumber): Said =>
  of.estimate === null || of.lower !== null || of.upper !== null
    ? around(of)
    : say`${number(of.estimate)} (no interval)`;
const fragile = (of: JudgeCard["fragile_top"]): Said =>
  of === null
    ? "–"
    : of.verdicts === 1
      ? say`1 verdict: ${of.behind} before ${of.ahead}`
      : say`${of.verdicts} verdicts: ${of.behind} before ${of.ahead}`;

/** A card as two columns. */
export function cardTable(card: JudgeCard): TextTable {
  const { both_orders: orders } = card;
  const rows: [Said, Said][] = [
    [say`Games`, say`${card.games} on ${card.questions} questions, ${card.models} models`],
    [say`Without a verdict`, share(card.without_verdict)],
    [say`Ties`, share(card.ties)],
    [say`First shown wins (decided games)`, share(card.first_wins)],
    [say`Being shown first, points`, around(card.home_advantage, 0)],
    [
      say`Same verdict in both orders`,
      orders.of === 0 ? "–" : say`${share(orders)} of ${orders.of} pairs`,
    ],
    [say`Same verdict when asked again`, repeated(card.repeats)],
    [say`Circles of three (a coin: 25 %)`, repeated(card.circular)],
    ...card.style.map(({ name, effect, lower, upper }): [Said, Said] => [
      say`Style: ${featureName(name)}, points for one deviation`,
      around({ estimate: effect, lower, upper }, 0),
    ]),
    [
      say`Its own family, points more than others give`,
      card.family.models.length === 0
        ? say`no model of its family`
        : card.family.more === null
          ? say`not to be told without other judges (${card.family.models.join(", ")})`
          : say`${around(card.family.more, 0)} (${card.family.models.join(", ")})`,
    ],
    [
      say`Discrimination (1: as the panel)`,
      card.discrimination ? around(card.discrimination) : "–",
    ],
    [say`Verdicts that hold the first place`, fragile(card.fragile_top)],
    [say`Verdicts that hold the order`, fragile(card.fragile_order)],
    [say`Cost of a judgment, dollars`, card.cost_usd ? around(card.cost_usd, 5) : say`not known`],
    [
      say`Tokens of a judgment, read and written`,
      card.tokens ? around(card.tokens, 0) : say`not known`,
    ],
    [say`Seconds of a judgment`, card.seconds ? around(card.seconds, 1) : say`not known`],
    [say`Information of 1000 judgments`, around(card.information, 1)],
    [say`Information of a dollar`, around(card.information_per_usd, 1)],
  ];
  return { head: ["", card.judge], rows, aligns: "ll", folds: 1 };
}

const featureName = (name: string): Said =>
  messageFrom(({ language }) => (language === "ja" ? featureJa(name) : name));

const repeated = (of: CardShare): Said => (of.of === 0 ? "–" : say`${share(of)} of ${of.of}`);

/** With whom a judge agrees; undefined where it shares no game with anybody. */
export function cardAgreementTable({ agreement }: JudgeCard): TextTable | undefined {
  const met = agreement.filter(({ shared }) => shared > 0);
  if (met.length === 0) return undefined;
  const line = (one: CardAgreement): Said[] => [
    one.with,
    String(one.shared),
    percents(one.agreement),
    percents(one.decisive_agreement),
    measured(one.kappa),
    measured(one.alpha),
    measured(one.kendall_tau),
  ];
  return {
    head: [
      say`Agreement with`,
      say`Shared`,
      say`Ties counted`,
      say`Both decided`,
      "Kappa",
      "Alpha",
      "Kendall τ",
    ],
    rows: met.flatMap((one) => [
      line(one),
      ...one.by_category.map((own): Said[] => [
        say`  of these ${own.category}`,
        String(own.shared),
        percents(own.agreement),
        percents(own.decisive_agreement),
        measured(own.kappa),
        measured(own.alpha),
        "",
      ]),
    ]),
    aligns: "lrrrrrr",
  };
}

const percents = ({ estimate, lower, upper }: CardNumber): Said =>
  share({ share: estimate, lower, upper });

/** Shares and points from which something is worth a word. */
const MUCH = { lost: 0.05, points: 20, consistent: 0.7, kappa: 0.4, few: 0.02 };

const excludesZero = ({ lower, upper }: Pick<CardNumber, "lower" | "upper">): boolean =>
  lower !== null && upper !== null && lower * upper > 0;

/** What the judge is good for, what to fix, and which cheaper judge gives the same ranking. */
export function cardWords(card: JudgeCard): Message[] {
  const { judge, home_advantage: home, both_orders: orders, always, discrimination } = card;
  const fix: Message[] = [];
  if (always !== null) {
    fix.push(
      say`${judge} chose the ${always === "first" ? say`first` : say`second`} of two, ${card.first_wins.of} of ${card.first_wins.of}: its verdicts say nothing of the models.`,
    );
  }
  if ((card.without_verdict.share ?? 0) > MUCH.lost) {
    fix.push(
      say`${shownPercent(card.without_verdict.share, 0)} of the replies have no verdict: look at some, and ask for structured verdicts or a longer limit.`,
    );
  }
  if (always === null && excludesZero(home) && Math.abs(home.estimate ?? 0) > MUCH.points) {
    fix.push(
      (home.estimate ?? 0) > 0
        ? say`It prefers the answer shown first by ${number(home.estimate, 0)} points: ratings take that out, single verdicts do not; balance the orders.`
        : say`It prefers the answer shown second by ${number(-(home.estimate ?? 0), 0)} points: ratings take that out, single verdicts do not; balance the orders.`,
    );
  }
  if (orders.upper !== null && orders.upper < MUCH.consistent) {
    fix.push(
      say`Only ${shownPercent(orders.share, 0)} of the pairs get one verdict in both orders: judge close pairs in both orders.`,
    );
  }
  for (const { name, effect, lower, upper } of card.style) {
    if (!excludesZero({ lower, upper }) || Math.abs(effect) < MUCH.points) continue;
    fix.push(
      effect > 0
        ? say`Answers with more ${featureName(name)} gain ${number(effect, 0)} points for one deviation; part of it may be quality: compare with --control ${name}.`
        : say`Answers with more ${featureName(name)} lose ${number(-effect, 0)} points for one deviation; part of it may be quality: compare with --control ${name}.`,
    );
  }
  const { more } = card.family;
  if (more && excludesZero(more)) {
    fix.push(
      say`It gives its own family (${card.family.models.join(", ")}) ${number(more.estimate, 0)} points more than the others do: leave its family to other judges.`,
    );
  }
  // Below 0 it contradicts the others, which is no order to go by either.
  const isEmpty = discrimination !== null && !((discrimination.lower ?? 0) > 0);
  if (isEmpty)
    fix.push(say`Beside those of the other judges its verdicts are no better than a coin's.`);
  const people = card.agreement.filter(({ is_person, shared }) => is_person && shared > 0);
  for (const one of people) {
    if (one.kappa.upper !== null && one.kappa.upper < MUCH.kappa) {
      fix.push(
        say`It agrees little with ${one.with} (kappa ${around(one.kappa)}): calibrate its ranking to people's votes.`,
      );
    }
  }
  if (card.fragile_top && card.fragile_top.share < MUCH.few) {
    fix.push(
      say`The first place rests on ${card.fragile_top.verdicts} of its verdicts (${shownPercent(card.fragile_top.share)}): do not publish it as certain.`,
    );
  }
  const hasNone = card.without_verdict.share === 1;
  const isUseless = always !== null || isEmpty || hasNone;
  const good = isUseless
    ? say`Good for: nothing as it is.`
    : !((card.information.lower ?? card.information.estimate ?? 0) > 0)
      ? say`Good for: nothing sure yet; its verdicts tell the models apart by no more than chance would.`
      : people.length === 0
        ? say`Good for: an order of these models as it sees them; no votes of people stand beside it, so whether people see it so is not known.`
        : say`Good for: an order of these models; with people it agrees as the table says.`;
  return [
    good,
    ...(fix.length === 0 ? [say`Nothing stands out that would have to be fixed.`] : fix),
    ...(isUseless ? [] : [cheaperWords(card)]),
  ];
}

/** Judges or panels that rank alike for less. */
function cheaperWords({ cheaper, cheaper_unit: unit }: JudgeCard): Message {
  if (cheaper === null || unit === null) {
    return say`No other judge whose cost is stored stands beside it, so no cheaper one is looked for.`;
  }
  return cheaper.length === 0
    ? say`No cheaper judge or panel here has a ranking that is not told apart from its own.`
    : say`Cheaper, with a ranking that is not told apart from its own: ${joined(cheaper.map((one) => cheaperSaid(one, unit)))}.`;
}

function cheaperSaid(one: CheaperRanking, unit: PanelCard["unit"]): Message {
  const names = one.judges.join(" + ");
  const part = shownPercent(one.share, 0);
  const rest = say`Kendall τ ${number(one.kendall_tau)}, p ${number(one.p_value)}, errors of ±${number(one.error, 0)} points`;
  return unit === "usd"
    ? say`${names} (${part} of the cost; ${rest})`
    : say`${names} (${part} of the tokens; ${rest})`;
}

/** What all judges together cost, and which of them would do. */
export function panelWords({ judges, unit, cost, cheaper }: PanelCard): Message {
  const all =
    unit === "usd"
      ? say`All judges together (${judges.join(", ")}): ${number(cost, 5)} dollars a game.`
      : say`All judges together (${judges.join(", ")}): ${number(cost, 0)} tokens a game.`;
  return cheaper.length === 0
    ? say`${all} No fewer of them have a ranking that is not told apart from theirs.`
    : say`${all} Cheaper, with a ranking that is not told apart from theirs: ${joined(cheaper.map((one) => cheaperSaid(one, unit)))}.`;
}
