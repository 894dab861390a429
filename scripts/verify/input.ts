import { type Artifact, readBuild, readImports, type StandardInput } from "../artifacts.ts";

/** What an explorer compiles to see for itself that an address holds what its sources say. */
export type Publication = {
  address: string;
  /** `path:Name`. */
  contract: string;
  /** Version and commit, without the v. */
  compiler: string;
  input: StandardInput;
  /** ABI-encoded, as hex without 0x. */
  arguments: string;
};

/** The sources that this one needs, and itself: what else was compiled at the same time is nobody's business. */
function closure(source: string, imports: Map<string, string[]>): string[] {
  const found = new Set([source]);
  for (const file of found) for (const imported of imports.get(file) ?? []) found.add(imported);
  return [...found].sort();
}

/** The very input of the compiler, cut down to one contract, with the addresses of the libraries it is linked to. */
export function inputOf(artifact: Artifact, at: Record<string, string>): StandardInput {
  const { language, sources, settings } = readBuild(artifact).input;
  const files = closure(artifact.inputSourceName, readImports(artifact));
  const libraries = Object.entries(artifact.linkReferences).map(([source, names]) => [
    source,
    Object.fromEntries(Object.keys(names).map((name) => [name, at[name] ?? ""])),
  ]);
  return {
    language,
    sources: Object.fromEntries(files.map((file) => [file, sources[file] ?? { content: "" }])),
    settings: {
      ...settings,
      ...(libraries.length > 0 && { libraries: Object.fromEntries(libraries) }),
      outputSelection: { "*": { "*": ["abi", "evm.bytecode", "evm.deployedBytecode", "metadata"] } },
    },
  };
}

export function publicationOf(artifact: Artifact, at: Record<string, string>, encodedArguments = "0x"): Publication {
  return {
    address: at[artifact.contractName] ?? "",
    contract: `${artifact.inputSourceName}:${artifact.contractName}`,
    compiler: readBuild(artifact).solcLongVersion,
    input: inputOf(artifact, at),
    arguments: encodedArguments.slice(2),
  };
}
