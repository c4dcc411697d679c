/**
 * `vote_prototype.ts <file> <question | judgment>`: the least that a program must do with a file of
 * votes. It takes the bytes of three or four fields into typed arrays, believing that every line is
 * as it should be, fits, and resamples 500 times. What make_ranking takes beyond it is the price of
 * checking input, of intervals, ranks and their files.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { createRandom } from "../jrank/core/random.ts";
import { clusteredPoints } from "../jrank/stats/data/clusters.ts";
import { collapse } from "../jrank/stats/data/collapse.ts";
import { fitBradleyTerry } from "../jrank/stats/fit/bradley_terry.ts";
import { bootstrap } from "../jrank/stats/uncertainty/bootstrap.ts";
import { resampleJudgments, resampleQuestions } from "../jrank/stats/uncertainty/resample.ts";

const [file, unit] = process.argv.slice(2);
if (file === undefined) throw new Error("vote_prototype.ts <file> <question | judgment>");

/** Numbers names by a hash of their bytes. */
function createNames() {
  let index = new Int32Array(1 << 12).fill(-1);
  let hashes = new Int32Array(1 << 11);
  const list: string[] = [];
  const insert = (hash: number, entry: number): void => {
    let slot = hash & (index.length - 1);
    while (index[slot] !== -1) slot = (slot + 1) & (index.length - 1);
    index[slot] = entry;
  };
  const indexOf = (bytes: Buffer, start: number, end: number): number => {
    let hash = 0x811c9dc5;
    for (let k = start; k < end; k++) hash = Math.imul(hash ^ bytes[k], 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & (index.length - 1);
    for (; index[slot] !== -1; slot = (slot + 1) & (index.length - 1)) {
      if (hashes[index[slot]] === hash) return index[slot];
    }
    const entry = list.push(bytes.toString("latin1", start, end)) - 1;
    if (entry === hashes.length) {
      const more = new Int32Array(hashes.length * 2);
      more.set(hashes);
      hashes = more;
      index = new Int32Array(index.length * 2).fill(-1);
      for (let k = 0; k < entry; k++) insert(hashes[k], k);
    }
    hashes[entry] = hash;
    insert(hash, entry);
    return entry;
  };
  return { list, indexOf };
}

const models = createNames();
const questions = createNames();
let first = new Uint16Array(1 << 16);
let second = new Uint16Array(1 << 16);
let outcome = new Uint8Array(1 << 16);
let cluster = new Uint32Array(1 << 16);
let rows = 0;

/** Takes a line of `"key": value` pairs, strings without escapes. */
function take(bytes: Buffer, start: number, end: number): void {
  if (rows === first.length) {
    const [a, b, c, d] = [first, second, outcome, cluster];
    first = new Uint16Array(2 * rows);
    second = new Uint16Array(2 * rows);
    outcome = new Uint8Array(2 * rows);
    cluster = new Uint32Array(2 * rows);
    first.set(a);
    second.set(b);
    outcome.set(c);
    cluster.set(d);
  }
  for (let at = start; at < end; at++) {
    if (bytes[at] !== 0x22) continue;
    const key = at + 1;
    at = key;
    while (bytes[at] !== 0x22) at++;
    const length = at - key;
    at += 3;
    const isText = bytes[at] === 0x22;
    const value = isText ? at + 1 : at;
    at = value;
    if (isText) while (bytes[at] !== 0x22) at++;
    else while (bytes[at] !== 0x2c && bytes[at] !== 0x7d) at++;
    if (length === 9) {
      if (bytes[key + 5] === 0x31) first[rows] = models.indexOf(bytes, value, at);
      else second[rows] = models.indexOf(bytes, value, at);
    } else if (length === 11) cluster[rows] = questions.indexOf(bytes, value, at);
    else if (length === 6) outcome[rows] = bytes[value] - 0x30;
  }
  rows++;
}

const fd = openSync(file, "r");
const buffer = Buffer.alloc(1 << 22);
for (let filled = 0; ; ) {
  const read = readSync(fd, buffer, filled, buffer.length - filled, null);
  if (read === 0) break;
  filled += read;
  let start = 0;
  for (;;) {
    const newline = buffer.indexOf(0x0a, start);
    if (newline === -1 || newline >= filled) break;
    take(buffer, start, newline);
    start = newline + 1;
  }
  buffer.copyWithin(0, start, filled);
  filled -= start;
}
closeSync(fd);

const comparisons = {
  models: models.list,
  clusters: questions.list,
  first: first.subarray(0, rows),
  second: second.subarray(0, rows),
  outcome: outcome.subarray(0, rows),
  ...(unit === "question" && { cluster: cluster.subarray(0, rows) }),
};
const counts = collapse(comparisons);
const fit = fitBradleyTerry(counts);
const { games } = fit.parameters;
const clustered = clusteredPoints(comparisons, games);
const random = createRandom(1, "bootstrap");
const resample = clustered
  ? resampleQuestions(clustered, random)
  : resampleJudgments(counts, games, random);
const { strengths } = bootstrap(fit, resample, 500);
console.log(rows, fit.strengths[0], strengths[0]);
