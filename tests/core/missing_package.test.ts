/** What is said where an optional package is missing. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import {
  MissingPackage,
  missingPackage,
  OPTIONAL_PACKAGES,
  orMissing,
} from "../../jrank/core/errors.ts";

const { peerDependencies, peerDependenciesMeta, devDependencies, dependencies } = JSON.parse(
  readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
);

it("names the versions that package.json names, none of which is installed unasked", () => {
  expect(Object.keys(peerDependencies).sort()).toEqual(Object.keys(OPTIONAL_PACKAGES).sort());
  for (const [name, version] of Object.entries(OPTIONAL_PACKAGES)) {
    expect(peerDependencies[name]).toBe(`^${version}`);
    expect(devDependencies[name]).toBe(version);
    expect(peerDependenciesMeta[name]).toEqual({ optional: true });
    expect(dependencies).not.toHaveProperty(name);
  }
});

it("tells the command that brings it, with what the same use needs", () => {
  // As Node says it of an import and of a file in a package.
  const fault = new Error("Cannot find package '@resvg/resvg-js' imported from /x/render_png.js");
  const told = missingPackage(fault, "A picture", ["@expo-google-fonts/m-plus-1p"]);
  expect(told).toBeInstanceOf(MissingPackage);
  expect(String((told as MissingPackage).said)).toBe(
    "A picture needs a package that does not come with jrank: npm install @resvg/resvg-js@2.6.2 @expo-google-fonts/m-plus-1p@0.4.2 (with npx: npx -p jrank -p @resvg/resvg-js@2.6.2 -p @expo-google-fonts/m-plus-1p@0.4.2 jrank …)",
  );
  const module = new Error("Cannot find module '@expo-google-fonts/m-plus-1p/400Regular/x.ttf'");
  expect(missingPackage(module, "A picture")).toBeInstanceOf(MissingPackage);
});

it("leaves every other error as it is", () => {
  for (const text of ["Cannot find package 'left-pad' imported from x", "out of memory"]) {
    const fault = new Error(text);
    expect(missingPackage(fault, "A picture")).toBe(fault);
    expect(() => orMissing("A picture")(fault)).toThrow(fault);
  }
});
