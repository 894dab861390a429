import { expect } from "chai";
import { type Ballot, voteCommitment } from "#protocol/vote.ts";
import { noStorage, storageThat } from "./support/storage.ts";
import { forgetVote, keepVote, keyOf, readVote } from "../../web/src/features/desk/voting/keptVotes.ts";
import { choiceOf, voteBehind } from "../../web/src/features/desk/voting/ballot.ts";
import { type SeatFacts, byUrgency, dutyOf, isAsking } from "../../web/src/features/desk/duty.ts";
import { coherence, mayLeave, seatTerms, stakeProblem, stakeStateOf } from "../../web/src/features/desk/stake/stake.ts";

const chidi = "0x90F79bf6EB2c4f870365E785982E1f101E93b906";
const salt = `0x${"5a".repeat(32)}` as const;
const ballot: Ballot = {
  chainId: 31_337n,
  court: "0x5FbDB2315678afecb367f032d93F642f64180aa3",
  id: 4n,
  round: 0,
  attempt: 1,
};

describe("duty of a seat", () => {
  const seat: SeatFacts = {
    current: true,
    phase: "commit",
    phaseEnd: 100,
    status: "drawn",
    hidden: true,
    settled: false,
  };
  const duty = (change: Partial<SeatFacts>, now = 100) => dutyOf({ ...seat, ...change }, now);

  it("asks for a vote up to the last second, and not after it", () => {
    expect(duty({})).to.equal("commit now");
    expect(duty({}, 101)).to.equal("missed");
  });

  it("lets a committed vote wait, then asks to open it", () => {
    expect(duty({ status: "committed" }, 101)).to.equal("committed");
    expect(duty({ phase: "reveal", status: "committed" })).to.equal("reveal now");
    expect(duty({ phase: "reveal", status: "committed" }, 101)).to.equal("missed");
  });

  it("asks for an open vote where votes are not hidden", () => {
    expect(duty({ phase: "reveal", hidden: false })).to.equal("vote now");
    expect(duty({ phase: "reveal" })).to.equal("missed");
  });

  it("keeps a revealed vote revealed until the end", () => {
    expect(duty({ phase: "appeal", status: "revealed" })).to.equal("revealed");
    expect(duty({ phase: "draw", status: "revealed", current: false })).to.equal("revealed");
    expect(duty({ phase: "resolved", status: "revealed" })).to.equal("ruled");
    expect(duty({ phase: "resolved", status: "revealed", settled: true })).to.equal("settled");
  });

  it("calls no seat paid out that stayed empty", () => {
    expect(duty({ phase: "resolved", settled: true })).to.equal("missed");
    expect(duty({ phase: "resolved", status: "committed", settled: true })).to.equal("missed");
    expect(duty({ phase: "resolved", status: "leaked", settled: true })).to.equal("shown too early");
  });

  it("asks nothing of a seat on a replaced panel", () => {
    expect(duty({ current: false })).to.equal("missed");
    expect(duty({ current: false, phase: "reveal", status: "committed" })).to.equal("missed");
  });

  it("tells that a vote was shown too early", () => {
    expect(duty({ status: "leaked" })).to.equal("shown too early");
  });

  it("puts what is asked first, the nearest deadline at the top", () => {
    const rows = [
      { duty: "settled", deadline: 9 },
      { duty: "ruled", deadline: 1 },
      { duty: "commit now", deadline: 50 },
      { duty: "committed", deadline: 2 },
      { duty: "reveal now", deadline: 20 },
    ] as const;
    const sorted = rows.toSorted(byUrgency).map((row) => row.duty);
    expect(sorted).to.deep.equal(["reveal now", "commit now", "ruled", "committed", "settled"]);
    expect(isAsking("committed")).to.equal(false);
  });
});

describe("stake", () => {
  const member = { stake: 0n, weight: 0n, locked: 0n, exiting: 0n, suspended: false, activeFrom: 0, exitAt: 0 };
  const rules = { minStake: 150n, maxStake: 7_500n, activationDelay: 10, exitDelay: 10 };

  it("follows the formula of a seat", () => {
    const terms = seatTerms({ fee: 1_000n, lockBps: 30_000, incoherentBps: 6_667 });
    expect(terms).to.deep.equal({ earns: 1_000n, lock: 3_000n, losesWhenWrong: 2_000n, losesWhenAbsent: 3_000n });
  });

  it("knows who is in the draw", () => {
    expect(stakeStateOf(member, 5)).to.equal("outside");
    expect(stakeStateOf({ ...member, stake: 150n, activeFrom: 6 }, 5)).to.equal("waiting");
    expect(stakeStateOf({ ...member, stake: 150n, activeFrom: 5 }, 5)).to.equal("ready");
    expect(stakeStateOf({ ...member, stake: 150n, weight: 150n }, 5)).to.equal("drawn from");
    expect(stakeStateOf({ ...member, stake: 150n, suspended: true }, 5)).to.equal("suspended");
  });

  it("refuses stakes outside the bounds", () => {
    expect(stakeProblem(149n, member, rules)).to.equal("too little");
    expect(stakeProblem(150n, member, rules)).to.equal(null);
    expect(stakeProblem(1n, { stake: 150n }, rules)).to.equal(null);
    expect(stakeProblem(7_501n, member, rules)).to.equal("too much");
    expect(stakeProblem(0n, { stake: 150n }, rules)).to.equal("too little");
  });

  it("lets only unlocked stake leave", () => {
    expect(mayLeave({ ...member, stake: 500n, locked: 120n })).to.equal(380n);
    expect(mayLeave({ ...member, stake: 500n, locked: 900n })).to.equal(0n);
  });

  it("counts coherence in whole percent", () => {
    expect(coherence({ coherent: 0, incoherent: 0, absent: 0 })).to.equal(null);
    expect(coherence({ coherent: 2, incoherent: 1, absent: 0 })).to.equal(67);
  });
});

describe("ballot", () => {
  it("finds the vote behind a commitment by its salt alone", () => {
    for (const ruling of ["split", "buyer", "seller"] as const) {
      const commitment = voteCommitment(ballot, chidi, choiceOf(ruling), salt);
      expect(voteBehind(ballot, chidi, salt, commitment)).to.equal(ruling);
    }
  });

  it("finds nothing by another salt or for another panel", () => {
    const commitment = voteCommitment(ballot, chidi, 1n, salt);
    expect(voteBehind(ballot, chidi, `0x${"00".repeat(32)}`, commitment)).to.equal(null);
    expect(voteBehind({ ...ballot, attempt: 0 }, chidi, salt, commitment)).to.equal(null);
  });
});

describe("kept votes", () => {
  let memory: Map<string, string>;
  beforeEach(() => {
    memory = storageThat("keeps");
  });
  afterEach(noStorage);

  it("come back as they were kept, for their own ballot only", () => {
    keepVote(ballot, chidi, { choice: 2, salt, reasons: "The parcel was empty." });
    expect(readVote(ballot, chidi.toLowerCase())).to.deep.equal({
      choice: 2,
      salt,
      reasons: "The parcel was empty.",
    });
    expect(readVote({ ...ballot, round: 1 }, chidi)).to.equal(null);
    forgetVote(ballot, chidi);
    expect(readVote(ballot, chidi)).to.equal(null);
  });

  it("survive a store that holds something else", () => {
    memory.set(keyOf(ballot, chidi), '{"choice":"2"}');
    expect(readVote(ballot, chidi)).to.equal(null);
    memory.set(keyOf(ballot, chidi), "not json");
    expect(readVote(ballot, chidi)).to.equal(null);
  });
});
