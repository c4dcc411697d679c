/** Where the pairs come from and the votes go: the program's server, or this browser and a file. */
import {
  type AnnotationPair,
  type AnnotationProgress,
  type AnnotationSet,
  type AnnotationVote,
  usualSeconds,
  type VotesSentBack,
} from "../../schedule/annotation_data.ts";
import { recall, remember } from "../parts/light_or_dark.ts";

export interface VoteSource {
  /** Where the rater stands, with the next pair. */
  next(rater: string): Promise<AnnotationProgress>;
  /** Keeps a vote; only when it is kept the next pair comes. */
  vote(rater: string, vote: AnnotationVote): Promise<AnnotationProgress>;
  /** The file to send back; absent where the program has the votes already. */
  file?(rater: string): { name: string; text: string };
  /** Whether votes are gone when the page is closed. */
  keepsNothing?(): boolean;
}

/** The program's own server; its token, where it wants one, stands in the page's address. */
export function serverSource(): VoteSource {
  const token = new URLSearchParams(location.search).get("token");
  const ask = async (path: string, body: object): Promise<AnnotationProgress> => {
    const response = await fetch(path, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error((await response.text()).trim() || String(response.status));
    return (await response.json()) as AnnotationProgress;
  };
  return {
    next: (rater) => ask("api/next", { rater }),
    vote: (rater, vote) => ask("api/vote", { rater, vote }),
  };
}

/** A folder that was sent to somebody: this browser keeps the votes until they are sent back. */
export function folderSource({ pairs, set }: AnnotationSet): VoteSource {
  const held = new Map<string, AnnotationVote[]>();
  let isKept = true;
  const key = (rater: string): string => `votes.${set}.${rater}`;
  const votesOf = (rater: string): AnnotationVote[] => {
    const known = held.get(rater);
    if (known) return known;
    const stored = JSON.parse(recall(key(rater)) ?? "[]") as AnnotationVote[];
    held.set(rater, stored);
    return stored;
  };
  const progress = (rater: string): AnnotationProgress => {
    const votes = votesOf(rater);
    const done = new Set(votes.map(({ pair }) => pair));
    const open: AnnotationPair | undefined = pairs.find(({ id }) => !done.has(id));
    return {
      done: done.size,
      wanted: pairs.length,
      secondsEach: usualSeconds(votes.map(({ seconds }) => seconds)),
      pair: open ?? null,
    };
  };
  return {
    keepsNothing: () => !isKept,
    next: async (rater) => progress(rater),
    vote: async (rater, vote) => {
      const votes = [...votesOf(rater), vote];
      held.set(rater, votes);
      const text = JSON.stringify(votes);
      remember(key(rater), text);
      isKept = recall(key(rater)) === text;
      return progress(rater);
    },
    file: (rater) => {
      const sent: VotesSentBack = { made_by: "jrank annotate", set, rater, votes: votesOf(rater) };
      return { name: `votes-${rater}.json`, text: `${JSON.stringify(sent, null, 1)}\n` };
    },
  };
}
