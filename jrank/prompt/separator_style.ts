/** The contract of a separator style: how turns become one text. */

export interface Turn {
  role: string;
  /** Null for the reply that the model is to write. */
  text: string | null;
}

export interface StyleInput {
  /** The rendered system template. */
  system: string;
  /** Whether there is a system message in it. */
  hasSystem: boolean;
  turns: readonly Turn[];
  sep: string;
  sep2: string;
  roles: readonly [string, string];
  /** Of the template; one style looks at it. */
  name: string;
}

export type RenderStyle = (input: StyleInput) => string;
