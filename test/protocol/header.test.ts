import { expect } from "chai";
import { encodeRlp, keccak256 } from "ethers";
import { type RpcBlock, headerRlp, mixHashOf } from "#protocol/header.ts";

// Ethereum's first block.
const zero = (bytes: number) => `0x${"00".repeat(bytes)}`;
const genesis: RpcBlock = {
  parentHash: zero(32),
  sha3Uncles: "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347",
  miner: zero(20),
  stateRoot: "0xd7f8974fb5ac78d9ac099b9ad5018bedc2ce0a72dad1827a1709da30580f0544",
  transactionsRoot: "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
  receiptsRoot: "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421",
  logsBloom: zero(256),
  difficulty: "0x400000000",
  number: "0x0",
  gasLimit: "0x1388",
  gasUsed: "0x0",
  timestamp: "0x0",
  extraData: "0x11bbe8db4e347b4e8c937c1c8370e4b5ed33adb3db69cbdb7a38e1e50b1b82fa",
  mixHash: zero(32),
  nonce: "0x0000000000000042",
  hash: "0xd4e56740f876aef8c010b86a40d5f56745a118d0906a34e69aec8c0db1cb8fa3",
};

describe("headerRlp", () => {
  it("rebuilds a header that hashes to the block's hash", () => {
    expect(keccak256(headerRlp(genesis))).to.equal(genesis.hash);
  });

  it("puts the fields of later forks after it, numbers without leading zeros", () => {
    const later = { baseFeePerGas: "0x7", withdrawalsRoot: zero(32), blobGasUsed: "0x0", excessBlobGas: "0x0123" };
    const fields = ["0x07", zero(32), "0x", "0x0123"];
    const rest = Object.entries(genesis)
      .filter(([name]) => name !== "hash")
      .map(([name, value]) => {
        const isNumber = ["difficulty", "number", "gasLimit", "gasUsed", "timestamp"].includes(name);
        const digits = BigInt(String(value)).toString(16);
        return isNumber
          ? digits === "0"
            ? "0x"
            : `0x${digits.padStart(digits.length + (digits.length % 2), "0")}`
          : String(value);
      });
    const rlp = encodeRlp([...rest, ...fields]);
    const block = { ...genesis, ...later, hash: keccak256(rlp) as RpcBlock["hash"] };
    expect(headerRlp(block)).to.equal(rlp);
  });

  it("refuses a block that is not what its hash says", () => {
    expect(() => headerRlp({ ...genesis, mixHash: `0x${"01".repeat(32)}` })).to.throw(/does not hash to 0xd4e5/);
    expect(() => headerRlp({ ...genesis, timestamp: 7 })).to.throw(TypeError, "timestamp of a block must be hex");
    expect(() => headerRlp({ ...genesis, extraData: "0xzz" })).to.throw(TypeError, "extraData");
  });
});

describe("mixHashOf", () => {
  it("reads the field out of a header", () => {
    const mixHash = `0x${"ab".repeat(32)}`;
    const names = Object.keys(genesis).filter((name) => name !== "hash");
    const header = (mix: string) =>
      encodeRlp(names.map((name) => (name === "mixHash" ? mix : "0x"))) as RpcBlock["hash"];
    expect(mixHashOf(header(mixHash))).to.equal(mixHash);
    expect(mixHashOf(headerRlp(genesis))).to.equal(zero(32));
    expect(() => mixHashOf(header("0x01"))).to.throw(TypeError, "mixHash of 32 bytes");
  });
});
