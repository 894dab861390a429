import { expect } from "chai";
import type { Browser } from "playwright-core";
import sharp from "sharp";
import { type Address, parseEther, parseUnits } from "viem";
import { deployments } from "#protocol/generated/deployments.ts";
import { networks } from "../../scripts/parameters.ts";
import type { Stack } from "../../scripts/stack/stack.ts";
import { startTestStack } from "../support/stack.ts";
import { type Books, openBooks } from "./support/books.ts";
import { connect, desktop, launchBrowser, openPerson, type Person, type Record } from "./support/browser.ts";
import { photograph, rate, untilShown } from "./support/steps.ts";

const offset = 1_600;
const { contracts } = deployments[31337];
/** The standard court's: the lamp of half an ether is too dear for small claims. */
const { fee: seat, keeperFee } = networks.local!.courts[0]!;
const arbitration = 3n * seat + keeperFee;
const dollars = (amount: string) => parseUnits(amount, 6);
const hour = 3_600;

/** Accounts of the development chain. */
const addresses = {
  seller: "0x70997970C51812dc3A010C7d01b50e0d17dc79C8",
  buyer: "0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC",
  arbitrators: [
    "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
    "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
    "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
  ],
} as const;

/** The whole loop, through the screen: five people, each with a browser and a wallet of their own. */
describe("the whole loop", function () {
  this.timeout(240_000);
  let stack: Stack;
  let browser: Browser;
  let books: Books;
  let seller: Person;
  let buyer: Person;
  let arbitrators: Person[];
  const record: Record = { foreignRequests: [], consoleErrors: [] };
  let listingUrl: string;
  let orderUrl: string;
  let disputeUrl: string;

  before(async () => {
    stack = await startTestStack({ offset, app: "built" });
    browser = await launchBrowser();
    books = openBooks(stack.endpoints.chain);
    const open = (name: string, address: Address, viewport?: typeof desktop) =>
      openPerson(browser, {
        name,
        address,
        rpcUrl: stack.endpoints.chain,
        appUrl: stack.endpoints.app,
        record,
        ...(viewport && { viewport }),
      });
    seller = await open("seller", addresses.seller);
    buyer = await open("buyer", addresses.buyer);
    arbitrators = [];
    for (const [i, address] of addresses.arbitrators.entries()) {
      arbitrators.push(await open(`arbitrator ${i + 1}`, address, desktop));
    }
    await books.mintDollars(contracts.TestToken, addresses.buyer, dollars("500"));
  });

  after(async () => {
    await browser?.close();
    await stack?.stop();
  });

  // What is on the screen when something fails says more than the error.
  afterEach(async function () {
    if (this.currentTest?.state !== "failed" || !process.env.HANDSEL_SHOTS) return;
    for (const { name, page } of [seller, buyer, ...arbitrators]) {
      await page.screenshot({ path: `${process.env.HANDSEL_SHOTS}/${name.replace(" ", "-")}.png`, fullPage: true });
    }
  });

  describe("a trade", () => {
    it("lets the seller list a bicycle with a photo", async () => {
      await connect(seller);
      const { page, press, sees } = seller;
      await page.goto("/sell");
      await page.getByLabel("Choose pictures").setInputFiles({
        name: "bicycle.jpg",
        mimeType: "image/jpeg",
        buffer: await photograph(),
      });
      await page.getByRole("button", { name: "Remove picture 1" }).waitFor();
      await page.getByRole("textbox", { name: "Title" }).fill("Touring bicycle, 56 cm");
      await page.getByRole("textbox", { name: "Price" }).fill("120");
      await page.getByLabel("Paid in").selectOption({ label: "tUSD" });
      await page.getByLabel("Category").selectOption({ label: "Sport" });
      await page
        .getByRole("textbox", { name: "Description" })
        .fill("Steel frame, new chain, a bell like a nightingale.");
      await sees(/You keep 118\.20/);
      await press(/^Publish for 120/);
      await page.waitForURL(/\/listing\/0x/);
      await sees("Touring bicycle, 56 cm");
      listingUrl = page.url();
      const picture = await page.locator(`main img[src^="${stack.endpoints.gateway}"]`).first().getAttribute("src");
      const published = Buffer.from(await (await fetch(picture ?? "")).arrayBuffer());
      expect((await sharp(published).metadata()).exif, "where it was taken").to.equal(undefined);
      expect(seller.wallet.asked.filter((method) => method === "eth_sendTransaction")).to.have.length(1);
    });

    it("lets the buyer find it by a word of its description", async () => {
      await connect(buyer);
      const { page } = buyer;
      await untilShown(page, "/search?text=nightingale", "Touring bicycle, 56 cm");
      await page.getByText("Touring bicycle, 56 cm").first().click();
      await page.waitForURL(listingUrl);
    });

    it("takes the money into escrow", async () => {
      const { page, press, sees } = buyer;
      const before = await books.dollarsOf(contracts.TestToken, contracts.Escrow);
      await press(/^Buy for 120/);
      await press(/^Pay 120 .*into escrow/);
      await page.waitForURL(/\/order\/0x/);
      orderUrl = page.url();
      await sees(/Waiting for the seller to send it/);
      expect(await books.dollarsOf(contracts.TestToken, contracts.Escrow)).to.equal(before + dollars("120"));
      expect(await books.dollarsOf(contracts.TestToken, addresses.buyer)).to.equal(dollars("380"));
    });

    it("tells the seller what to do, and the buyer once it is done", async () => {
      const { page, press, sees } = seller;
      await page.goto(orderUrl);
      await sees("Your turn: send it");
      await page.getByRole("textbox", { name: /Carrier/ }).fill("DHL 00340434161094042557");
      await press("I have sent it");
      await sees(/Waiting for the buyer/);
      await buyer.page.goto(orderUrl);
      await buyer.sees("Your turn: say whether all is well");
    });

    it("pays the seller when the buyer is content, and the market its commission", async () => {
      const { press, sees } = buyer;
      await press(/It is here and all is well: pay 118\.20/);
      await sees("Finished");
      expect(await books.dollarsOf(contracts.TestToken, addresses.seller)).to.equal(dollars("118.2"));
      expect(await books.dollarsOf(contracts.TestToken, contracts.Escrow)).to.equal(dollars("1.8"));
    });

    it("lets both review each other, the first under seal", async () => {
      await rate(buyer, 5, "Came clean and rode home on it.");
      await buyer.act("Seal the review");
      await seller.page.goto(orderUrl);
      expect(await seller.page.getByText("rode home on it").count()).to.equal(0);
      await rate(seller, 4, "Paid at once.");
      await seller.act("Publish the review");
      await seller.sees("Paid at once.");
      await buyer.page.reload();
      await buyer.act("Open the review");
      await buyer.sees("Came clean and rode home on it.");
      await untilShown(buyer.page, `/profile/${addresses.seller}`, "Came clean and rode home on it.");
    });
  });

  describe("a dispute", () => {
    it("draws its arbitrators from those who put up a stake", async () => {
      for (const arbitrator of arbitrators) {
        await connect(arbitrator);
        await arbitrator.page.goto("/desk");
        await arbitrator.act(/^Stake \d/);
        await arbitrator.act("Enter the draw");
      }
    });

    it("starts with an order of the native coin", async () => {
      const { page, press, sees } = seller;
      await page.goto("/sell");
      await page.getByLabel("Choose pictures").setInputFiles({
        name: "lamp.png",
        mimeType: "image/png",
        buffer: await sharp({ create: { width: 900, height: 700, channels: 3, background: "#caa" } })
          .png()
          .toBuffer(),
      });
      await page.getByRole("textbox", { name: "Title" }).fill("Reading lamp");
      await page.getByRole("textbox", { name: "Price" }).fill("0.5");
      await page.getByLabel("Paid in").selectOption({ label: "ETH" });
      await page.getByLabel("Category").selectOption({ label: "Home" });
      await press(/^Publish for 0\.5/);
      await page.waitForURL(/\/listing\/0x/);
      const address = page.url();
      await buyer.page.goto(address);
      const { escrow, buyer: paid } = await books.flows(
        { escrow: contracts.Escrow, buyer: addresses.buyer },
        async () => {
          await buyer.press(/^Buy for 0\.50/);
          await buyer.press(/^Pay 0\.50 .*into escrow/);
          await buyer.page.waitForURL(/\/order\/0x/);
        },
      );
      expect({ escrow, paid }).to.deep.equal({ escrow: parseEther("0.5"), paid: -parseEther("0.5") });
      orderUrl = buyer.page.url();
      disputeUrl = orderUrl.replace("/order/", "/dispute/");
      await page.goto(orderUrl);
      await press("I have sent it");
      await sees(/Waiting for the buyer/);
    });

    it("costs each side the same, and says so first", async () => {
      const fee = arbitration;
      await buyer.page.goto(disputeUrl);
      await buyer.sees("Before you open a dispute");
      const opened = await books.flows({ buyer: addresses.buyer, escrow: contracts.Escrow }, async () => {
        await buyer.act(/^Pay 0\.0032 ETH and open a dispute/);
        await buyer.page.getByRole("region", { name: "Evidence" }).waitFor();
      });
      expect(opened).to.deep.equal({ buyer: -fee, escrow: fee });
      await seller.page.goto(disputeUrl);
      const answered = await books.flows({ seller: addresses.seller, court: contracts.ArbitrationCourt }, async () => {
        await seller.act(/^Pay 0\.0032 ETH and let the court decide/);
      });
      expect(answered).to.deep.equal({ seller: -fee, court: fee });
    });

    it("hears the buyer's evidence", async () => {
      const { page, act, sees } = buyer;
      await page.reload();
      await page.getByRole("textbox", { name: "What it shows" }).fill("The lamp as it came");
      await page.getByRole("textbox", { name: "In your own words" }).fill("The shade is broken in two.");
      await act("Bring it forward");
      await sees("The lamp as it came");
      await untilShown(seller.page, disputeUrl, "The shade is broken in two.");
    });

    it("is drawn by whoever presses the button", async () => {
      await books.pass(2 * hour + 1);
      await buyer.page.reload();
      await buyer.act("Call for the panel");
      await books.pass(1);
      await buyer.act("Draw the panel");
      for (const arbitrator of arbitrators) {
        await arbitrator.page.goto(disputeUrl);
        await arbitrator.page.getByRole("heading", { name: "Your vote" }).waitFor();
      }
    });

    it("is voted on under seal, and opened by those who voted", async () => {
      const votes = [/buyer/i, /buyer/i, /seller/i];
      for (const [i, arbitrator] of arbitrators.entries()) {
        await arbitrator.page.getByRole("radio", { name: votes[i] }).first().check();
        await arbitrator.page.getByRole("textbox", { name: "Your reasons" }).fill(`Reasons of arbitrator ${i + 1}.`);
        await arbitrator.act("Cast the vote under seal");
      }
      for (const arbitrator of arbitrators) {
        await arbitrator.page.reload();
        await arbitrator.act("Open your vote");
      }
    });

    it("pays out by the ruling, to the wei", async () => {
      const pay = { buyer: addresses.buyer, seller: addresses.seller };
      // Three arbitrators are too few for the larger panel of an appeal, so the ruling is final at once.
      const moved = await books.flows(pay, async () => {
        await seller.page.goto(disputeUrl);
        await seller.act("Hand over the ruling");
        await seller.act("Have it paid out");
      });
      // All of the price and the winner's arbitration fee; the loser's has paid the court.
      expect(moved).to.deep.equal({ buyer: parseEther("0.5") + arbitration, seller: 0n });
      const { escrow } = await books.flows({ escrow: contracts.Escrow }, async () => {});
      expect(escrow).to.equal(0n);
      expect(await books.chain.getBalance({ address: contracts.Escrow })).to.equal(0n);
      await buyer.page.goto(orderUrl);
      await buyer.sees("Decided for the buyer");
    });

    it("pays the arbitrators who agreed, by the one who did not", async () => {
      await seller.act(/^Pay the panel/);
      // The fee of a seat, and of the third's seat half of its fee and half of what it lost of its stake.
      const earned = seat + seat / 2n + seat / 2n;
      const [first, second] = arbitrators as [Person, Person];
      for (const arbitrator of [first, second]) {
        const { me } = await books.flows({ me: arbitrator.address }, async () => {
          await arbitrator.page.goto("/desk");
          await arbitrator.act(/^Collect/);
        });
        expect(me).to.equal(earned);
      }
    });
  });

  describe("a stay", () => {
    let roomUrl: string;
    const balance = () => books.dollarsOf(contracts.TestToken, addresses.buyer);

    async function openNextMonth(): Promise<void> {
      await buyer.page.goto(roomUrl);
      await buyer.page.getByRole("button", { name: "The month after" }).click();
    }

    it("is listed by the night, with what calling off costs", async () => {
      const { page, press, sees } = seller;
      await page.goto("/sell");
      await page.getByLabel("Choose pictures").setInputFiles({
        name: "room.jpg",
        mimeType: "image/jpeg",
        buffer: await photograph(),
      });
      await page.getByRole("button", { name: "Remove picture 1" }).waitFor();
      await page.getByRole("radio", { name: "For rent" }).check({ force: true });
      await page.getByRole("textbox", { name: "Title" }).fill("Room over the harbour");
      await page.getByRole("textbox", { name: "Rent" }).fill("20");
      await page.getByRole("textbox", { name: "Deposit" }).fill("50");
      await page.getByLabel("Paid in").selectOption({ label: "tUSD" });
      await page.getByLabel("Category").selectOption({ label: "Home" });
      await page.getByText(/^It is booked for a time/).click();
      await sees(/for nothing until 2 days before it begins\. Then half of the price/);
      await press(/^Publish for 20/);
      await page.waitForURL(/\/listing\/0x/);
      await sees("Room over the harbour");
      roomUrl = page.url();
    });

    it("is booked from the calendar, for two nights and one deposit", async () => {
      const { page, press, act, sees } = buyer;
      const before = await balance();
      await openNextMonth();
      const free = page.getByRole("button", { name: /, free$/ });
      await free.nth(9).click();
      await free.nth(10).click();
      await sees(/^2 nights: /);
      await press(/^Rent for 90/);
      await sees(
        /^Calling it off: free until .* UTC; half of the price back until .* UTC; nothing of the price back later\.$/,
      );
      await act(/^Pay 90 .*into escrow/);
      await page.waitForURL(/\/order\/0x/);
      await sees(/^It begins on /);
      expect(await balance()).to.equal(before - dollars("90"));
    });

    it("is called off for nothing, and can be booked again", async () => {
      const { page, press, act, sees } = buyer;
      const before = await balance();
      const orderPage = page.url();
      await openNextMonth();
      await page
        .getByRole("button", { name: /, taken$/ })
        .first()
        .waitFor();
      expect(await page.getByRole("button", { name: /, taken$/ }).count()).to.equal(2);
      await page.goto(orderPage);
      await press("Call it off");
      await act(/^Call it off: 90 .*back now/);
      await sees("The buyer called it off");
      expect(await balance()).to.equal(before + dollars("90"));
      await openNextMonth();
      await page
        .getByRole("button", { name: /, free$/ })
        .first()
        .waitFor();
      expect(await page.getByRole("button", { name: /, taken$/ }).count()).to.equal(0);
    });
  });

  describe("behind the screen", () => {
    it("has asked no other host for anything, and the console is clean", () => {
      expect(record.foreignRequests).to.deep.equal([]);
      expect(record.consoleErrors).to.deep.equal([]);
    });
  });
});
