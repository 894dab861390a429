import { expect } from "chai";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLedger } from "../../scripts/keeper/ledger.ts";
import { createArchive, REORG_DEPTH } from "../../scripts/keeper/archive.ts";

describe("openLedger", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-ledger-"));
  after(() => rmSync(folder, { recursive: true }));
  let day = "2026-01-01";
  const open = (name: string, budget = 100n) => openLedger(join(folder, name), budget, () => day);
  beforeEach(() => {
    day = "2026-01-01";
  });

  it("counts what is reserved as spent until the truth is known", () => {
    const ledger = open("reserve");
    const reservation = ledger.reserve(80n);
    expect(ledger.left()).to.equal(20n);
    expect(ledger.reserve(21n)).to.equal(undefined);
    reservation?.settle(30n);
    expect(ledger.left()).to.equal(70n);
  });

  it("remembers over a restart", () => {
    open("restart").reserve(60n)?.settle(60n);
    expect(open("restart").left()).to.equal(40n);
  });

  it("begins anew with the next day", () => {
    const ledger = open("day");
    ledger.reserve(100n)?.settle(100n);
    expect(ledger.left()).to.equal(0n);
    day = "2026-01-02";
    expect(ledger.left()).to.equal(100n);
    ledger.reserve(1n);
    expect(open("day").left()).to.equal(99n);
  });
});

describe("createArchive", () => {
  it("closes what has been done for longer than a reorg reaches back", () => {
    const archive = createArchive();
    archive.note("case 1", true, 1_000n);
    expect(archive.isClosed("case 1", 1_000n + REORG_DEPTH)).to.equal(false);
    expect(archive.isClosed("case 1", 1_001n + REORG_DEPTH)).to.equal(true);
  });

  it("opens again what a reorg has undone", () => {
    const archive = createArchive();
    archive.note("case 1", true, 1_000n);
    archive.note("case 1", false, 1_010n);
    archive.note("case 1", true, 1_020n);
    expect(archive.isClosed("case 1", 1_001n + REORG_DEPTH)).to.equal(false);
  });
});
