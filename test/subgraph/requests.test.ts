import { expect } from "chai";
import { people } from "./support/people.ts";
import { type Published, DOLLAR, fund, publish, read } from "./support/scene.ts";
import { idOf, indexer } from "./support/shared.ts";

const emit = (event: string, args: Record<string, unknown>) =>
  indexer().emit({ contract: "RequestBoard", event, args });
const { bruno: buyer } = people;
const fields = "budget funded spent returned orderCount closed closedAt";

describe("index of requests", () => {
  let notice: Published;
  const paidIn = (amount: bigint, budget: bigint) =>
    emit("RequestFunded", { requestId: notice.id, buyer, token: DOLLAR, amount, budget });

  before(async () => {
    notice = await publish("wanted: a kiln", { seller: buyer, token: DOLLAR, kind: 4 });
  });

  it("knows what was put aside, for what, and by whom", async () => {
    const { timestamp } = await paidIn(500n, 500n);
    await indexer().wait(60);
    await paidIn(300n, 800n);
    await indexer().indexed();
    expect(await read("request", notice.id, `listing { id } buyer { id } token createdAt ${fields}`)).to.deep.equal({
      ...{ listing: { id: notice.id }, buyer: { id: buyer }, token: DOLLAR, createdAt: String(timestamp) },
      ...{ budget: "800", funded: "800", spent: "0", returned: "0", orderCount: 0, closed: false, closedAt: null },
    });
    const { request } = await read<{ request: unknown }>("listing", notice.id, "request { budget }");
    expect(request).to.deep.equal({ budget: "800" });
  });

  it("names the orders that were paid out of it", async () => {
    const order = await fund("a kiln, by quote", await publish("a kiln", { token: DOLLAR }), { buyer });
    const other = await fund("a kiln, without", await publish("another kiln", { token: DOLLAR }), { buyer });
    await emit("QuoteTaken", { requestId: notice.id, orderId: order.id, paid: 650n, budget: 150n });
    await indexer().indexed();
    expect(await read("request", notice.id, `${fields} orders { id }`)).to.deep.equal({
      ...{ budget: "150", funded: "800", spent: "650", returned: "0", orderCount: 1, closed: false, closedAt: null },
      orders: [{ id: order.id }],
    });
    expect(await read("order", order.id, "request { id }")).to.deep.equal({ request: { id: notice.id } });
    expect(await read("order", other.id, "request { id }")).to.deep.equal({ request: null });
  });

  it("knows what went back, and goes on when more is paid in", async () => {
    const { timestamp } = await emit("RequestClosed", { requestId: notice.id, returned: 150n });
    await indexer().indexed();
    const sums = { funded: "800", spent: "650", returned: "150", orderCount: 1 };
    const closedAt = String(timestamp);
    const closed = { ...sums, budget: "0", closed: true, closedAt };
    expect(await read("request", notice.id, fields)).to.deep.equal(closed);
    await paidIn(70n, 70n);
    await indexer().indexed();
    const again = { ...sums, funded: "870", budget: "70", closed: false, closedAt };
    expect(await read("request", notice.id, fields)).to.deep.equal(again);
  });

  it("keeps what the board owes apart from what others owe", async () => {
    const account = "0x5170000000000000000000000000000000000001";
    await emit("Credited", { account, token: DOLLAR, amount: 90n });
    await indexer().emit({ contract: "Escrow", event: "Credited", args: { account, token: DOLLAR, amount: 4n } });
    await emit("Withdrawn", { account, token: DOLLAR, to: people.ada, amount: 90n });
    await emit("Credited", { account, token: DOLLAR, amount: 6n });
    await indexer().indexed();
    const { Escrow, RequestBoard } = indexer().addresses;
    expect(
      await read("account", account, "credits(orderBy: amount) { contract token amount withdrawn }"),
    ).to.deep.equal({
      credits: [
        { contract: Escrow.toLowerCase(), token: DOLLAR, amount: "4", withdrawn: "0" },
        { contract: RequestBoard.toLowerCase(), token: DOLLAR, amount: "6", withdrawn: "90" },
      ],
    });
  });

  it("skips what is said of a request, a notice or an order that nobody announced, and goes on", async () => {
    const unknown = idOf("no such request");
    await emit("RequestFunded", { requestId: unknown, buyer, token: DOLLAR, amount: 1n, budget: 1n });
    await emit("QuoteTaken", { requestId: unknown, orderId: idOf("a kiln, by quote"), paid: 1n, budget: 0n });
    await emit("QuoteTaken", { requestId: notice.id, orderId: unknown, paid: 1n, budget: 0n });
    await emit("RequestClosed", { requestId: unknown, returned: 1n });
    await indexer().indexed();
    expect(await read("request", unknown, "id")).to.equal(null);
    expect(await read("request", notice.id, "budget spent")).to.deep.equal({ budget: "70", spent: "650" });
  });
});
