import { expect } from "chai";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  checkDisk,
  checkSystem,
  explainFailure,
  extentOf,
  installCommand,
  isInstalled,
  markInstalled,
} from "../../scripts/bootstrap.mjs";

const gigabyte = 2 ** 30;
const linux = { platform: "linux", arch: "x64", node: "20.20.2", has: () => false };

describe("bootstrap.checkSystem", () => {
  it("accepts Linux x64 with Node 18 or newer", () => {
    checkSystem(linux);
    checkSystem({ ...linux, node: "18.0.0" });
  });

  it("accepts another system that brings the programs itself", () => {
    checkSystem({ ...linux, platform: "darwin", arch: "arm64", has: () => true });
  });

  it("names what another system lacks", () => {
    const mac = { ...linux, platform: "darwin", arch: "arm64", has: (name: string) => name === "anvil" };
    expect(() => checkSystem(mac))
      .to.throw("On darwin arm64 npm has no gnd, postgres")
      .with.property("exitCode", 10);
  });

  it("refuses an old Node", () => {
    expect(() => checkSystem({ ...linux, node: "16.20.0" })).to.throw("Node 16.20.0 is too old");
  });
});

describe("bootstrap.checkDisk", () => {
  it("accepts a disk with room", () => checkDisk({ free: 5 * gigabyte, needed: 4 * gigabyte }));

  it("says how much is free and how much is needed", () => {
    expect(() => checkDisk({ free: 1.5 * gigabyte, needed: 4 * gigabyte }))
      .to.throw("Only 1.5 GB of disk are free here, and the packages need 4.0 GB")
      .with.property("exitCode", 11);
  });
});

describe("bootstrap.installCommand", () => {
  it("installs with npm itself from Node 22.13 on", () => {
    for (const node of ["22.13.0", "22.14.1", "24.0.0", "26.1.0"]) expect(installCommand("", node)[0]).to.equal("npm");
  });

  it("borrows a newer Node for an older one, which would skip Hardhat's native package", () => {
    for (const node of ["18.20.0", "20.20.2", "22.12.0"]) {
      const [program, args] = installCommand("", node);
      expect(program).to.equal("npx");
      expect(args).to.include("--package=node@24.21.0");
    }
  });

  it("leaves out for a start what only tests and checks need", () => {
    expect(installCommand("", "24.21.0", { all: false })[1]).to.include("--omit=dev");
    expect(installCommand("", "20.20.2", { all: false })[1].at(-1)).to.include("--omit=dev");
    expect(installCommand("", "24.21.0")[1]).not.to.include("--omit=dev");
  });

  it("runs no install script of the nodes", () => {
    expect(installCommand("nodes", "20.20.2")[1]).to.include("--ignore-scripts");
  });
});

describe("bootstrap.extentOf", () => {
  it("leaves the nodes to the start, which installs them beside what else it does", () => {
    expect(extentOf(["--start"])).to.deep.equal({ folders: [""], all: false });
    expect(extentOf(["--compiler"])).to.deep.equal({ folders: [""], all: true });
  });

  it("is everything for tests and checks", () => {
    for (const args of [[], ["--browser"]]) expect(extentOf(args)).to.deep.equal({ folders: ["", "nodes"], all: true });
  });
});

describe("bootstrap.explainFailure", () => {
  it("tells a missing network from a full disk and from a failed installation", () => {
    expect(explainFailure("npm error code EAI_AGAIN", "log").exitCode).to.equal(12);
    expect(explainFailure("npm error ENOSPC: no space left", "log").exitCode).to.equal(11);
    expect(explainFailure("npm error ERESOLVE", "log").exitCode).to.equal(13);
  });

  it("shows npm's last words when it knows no better", () => {
    expect(explainFailure("first\nnpm error ERESOLVE could not resolve\n", "install.log").message)
      .to.include("install.log")
      .and.to.include("ERESOLVE could not resolve");
  });
});

describe("bootstrap.isInstalled", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-bootstrap-"));
  const write = (content: object) => writeFileSync(join(folder, "package.json"), JSON.stringify(content));
  after(() => rmSync(folder, { recursive: true }));

  it("is false on a bare clone, true once installed, and false again when a dependency changes", () => {
    write({ dependencies: { a: "1.0.0" } });
    writeFileSync(join(folder, "package-lock.json"), "{}");
    mkdirSync(join(folder, "node_modules"));
    expect(isInstalled(folder)).to.equal(false);
    markInstalled(folder);
    expect(isInstalled(folder)).to.equal(true);
    write({ dependencies: { a: "1.0.1" } });
    expect(isInstalled(folder)).to.equal(false);
  });

  it("is true for a start when only what that needs is installed, and false for the tests", () => {
    write({ dependencies: { a: "1.0.0" } });
    markInstalled(folder, { all: false });
    expect([isInstalled(folder, { all: false }), isInstalled(folder)]).to.deep.equal([true, false]);
    markInstalled(folder);
    expect([isInstalled(folder, { all: false }), isInstalled(folder)]).to.deep.equal([true, true]);
  });

  it("does not mind a new script in package.json", () => {
    write({ dependencies: { a: "1.0.0" }, scripts: { start: "node start.js" } });
    expect(isInstalled(folder)).to.equal(true);
  });
});
