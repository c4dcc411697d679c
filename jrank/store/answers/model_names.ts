/**
 * One id for every model. A model may be called by the id inside its file of answers or by the name
 * of that file (`gpt-4:20230713` lies in `gpt-4-20230713.jsonl`); both mean one contestant.
 */

import { UserError } from "../../core/errors.ts";
import { joined, type Said, say } from "../../core/message.ts";
import { suggest } from "../../core/suggest.ts";
import type { ModelAnswers } from "./benchmark.ts";

type Answers = ReadonlyMap<string, ModelAnswers>;

/** Names that mean a model beside its id. */
function otherNames({ model_id, fileId, inside }: ModelAnswers): string[] {
  return [...new Set([fileId, ...inside])].filter((name) => name !== model_id);
}

/** The models that each further name may mean; a name that is an id means that model alone. */
function claims(answers: Answers): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const model of answers.values()) {
    for (const name of otherNames(model)) {
      if (!answers.has(name)) found.set(name, [...(found.get(name) ?? []), model.model_id]);
    }
  }
  return found;
}

/** The id of every further name that means one model. */
export function modelAliases(answers: Answers): Map<string, string> {
  return new Map(
    [...claims(answers)].flatMap(([name, ids]) =>
      ids.length === 1 ? [[name, ids[0] as string]] : [],
    ),
  );
}

/** The id of the model that a name means; the name itself where no answers know it. */
export function modelIdOf(answers: Answers, name: string): string {
  if (answers.has(name)) return name;
  const ids = claims(answers).get(name) ?? [];
  if (ids.length < 2) return ids[0] ?? name;
  throw new UserError(
    say`"${name}" may mean ${joined(
      ids.map((id) => `"${id}"`),
      " or ",
    )}: their files of answers say this id too. Name one of these, and correct the model_id in the files`,
  );
}

/** The answers of a model by any of its names. */
export function findAnswers(answers: Answers, name: string): ModelAnswers | undefined {
  return answers.get(modelIdOf(answers, name));
}

/** The form in which names that differ in case or in the form of their letters only are equal. */
export function plainName(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** Groups of names that a reader takes for one: they differ in case or form of letters only. */
export function lookAlikes(names: Iterable<string>): string[][] {
  const groups = new Map<string, string[]>();
  for (const name of new Set(names)) {
    const plain = plainName(name);
    groups.set(plain, [...(groups.get(plain) ?? []), name]);
  }
  return [...groups.values()].filter((group) => group.length > 1);
}

/** ` Did you mean "x"?` for a model that has no answers. */
export function suggestModel(answers: Answers, name: string): Said {
  return suggest(name, [...answers.keys(), ...claims(answers).keys()]);
}
