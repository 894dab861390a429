import { existsSync, readdirSync } from "node:fs";
import { createNodeResolver, importX } from "eslint-plugin-import-x";
import reactHooks from "eslint-plugin-react-hooks";
import { defineConfig, globalIgnores } from "eslint/config";
import ts from "typescript-eslint";

const web = "./web/src";
const features = existsSync(`${web}/features`)
  ? readdirSync(`${web}/features`, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  : [];

/** Who may not import whom. What is not said here is allowed. */
const boundaries = [
  {
    target: `${web}/lib`,
    from: web,
    except: ["./lib"],
    message: "lib knows nothing of the app: it could be used in any other.",
  },
  {
    target: `${web}/paths`,
    from: web,
    except: ["./paths", "./lib"],
    message: "paths say where links lead, and nothing of what is there.",
  },
  {
    target: `${web}/ui`,
    from: web,
    except: ["./ui", "./lib", "./paths"],
    message: "ui knows no service and no feature: what it shows, it is handed.",
  },
  {
    target: `${web}/services`,
    from: web,
    except: ["./services", "./lib", "./config.ts", "./generated"],
    message: "services know the outside world: no noun of the market, and nothing of what uses them.",
  },
  {
    target: `${web}/market`,
    from: web,
    except: ["./market", "./services", "./lib", "./paths", "./generated"],
    message: "market says what a listing, an order, a case is, and nothing of who shows it.",
  },
  {
    target: `${web}/action`,
    from: [`${web}/features`, `${web}/pages`, `${web}/dev`],
    message: "action is one press of a button, whoever's.",
  },
  {
    target: `${web}/features`,
    from: [`${web}/pages`, `${web}/dev`],
    message: "pages put features together, and not the other way round.",
  },
  { target: `${web}/pages`, from: `${web}/dev`, message: "The app does without its development wallet." },
  ...features.map(({ name }) => ({
    target: `${web}/features/${name}`,
    from: `${web}/features`,
    except: [`./${name}`],
    message: "A feature knows no other feature: a page puts them side by side.",
  })),
  {
    target: "./protocol",
    from: ["./scripts", "./subgraph", "./web", "./contracts", "./nodes"],
    message: "protocol is used by all and uses none.",
  },
  { target: "./web", from: ["./scripts", "./nodes"], message: "What runs in a browser knows nothing of this machine." },
  {
    target: ["./contracts", "./nodes", "./protocol", "./scripts", "./subgraph", "./web"],
    from: "./test",
    message: "Nothing depends on tests.",
  },
];

const unshipped = ["scripts/**", "test/**", "nodes/**", "**/*.config.{js,ts}"];

const noDefault = {
  selector: "ExportDefaultDeclaration",
  message: "Named exports only: one thing has one name everywhere.",
};
const noClass = {
  selector: "ClassDeclaration:not([superClass.name=/Error$/])",
  message: "Functions, not classes; errors excepted.",
};
const noInterface = {
  // Adding to a library's types takes an interface.
  selector: "TSInterfaceDeclaration:not(TSModuleDeclaration TSInterfaceDeclaration)",
  message: "`type`, not `interface`.",
};
const noBarrel = { selector: "ExportAllDeclaration", message: "Import from the file that holds it." };

export default defineConfig(
  globalIgnores([
    "**/node_modules/",
    "artifacts/",
    "cache/",
    "types/",
    ".handsel/",
    "coverage/",
    "subgraph/",
    "protocol/generated/",
    "web/dist/",
    "web/src/generated/",
    "nodes/stubs/",
  ]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  ...ts.configs.recommended.map((config) => ({ ...config, files: ["**/*.{ts,tsx,js,mjs}"] })),
  {
    files: ["**/*.{ts,tsx}"],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { "import-x": importX },
    settings: {
      "import-x/resolver-next": [createNodeResolver({ extensions: [".ts", ".tsx", ".js", ".mjs"] })],
      "import-x/extensions": [".ts", ".tsx"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts", ".tsx"] },
    },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-floating-promises": ["error", { ignoreVoid: true }],
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-unnecessary-type-assertion": "error",
      "@typescript-eslint/only-throw-error": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
      "@typescript-eslint/switch-exhaustiveness-check": ["error", { considerDefaultExhaustiveForUnions: true }],
      "@typescript-eslint/no-unused-vars": [
        "error",
        { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true },
      ],
      "import-x/no-restricted-paths": ["error", { zones: boundaries }],
      "import-x/no-cycle": "error",
      // What the app and protocol import is no package that only tests have.
      "import-x/no-extraneous-dependencies": ["error", { devDependencies: unshipped, includeTypes: true }],
      "no-restricted-syntax": ["error", noDefault, noClass, noInterface, noBarrel],
      eqeqeq: ["error", "always", { null: "ignore" }],
      "no-console": "error",
      "no-warning-comments": ["error", { terms: ["todo", "fixme", "xxx"] }],
      "max-lines-per-function": "off",
    },
  },
  // People read what commands print.
  { files: ["scripts/**", "test/**", "nodes/**"], rules: { "no-console": "off" } },
  // Their tools ask for a default export.
  {
    files: ["*.config.{js,ts}", "web/*.config.ts", "scripts/**/*.config.ts"],
    rules: { "no-restricted-syntax": ["error", noClass, noInterface, noBarrel] },
  },
  // Chai's assertions are properties; mocha's functions are promises that mocha waits for.
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-unused-expressions": "off", "@typescript-eslint/no-floating-promises": "off" },
  },
  {
    files: ["web/**/*.{ts,tsx}"],
    plugins: { "react-hooks": reactHooks },
    rules: { ...reactHooks.configs.recommended.rules },
  },
);
