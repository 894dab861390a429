import { expect } from "chai";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { type App, startBuiltApp } from "../../scripts/stack/app.ts";
import { endpoints, ports } from "../../scripts/stack/endpoints.ts";
import { TEST_MNEMONIC } from "../../scripts/parameters.ts";
import { launchBrowser } from "../e2e/support/browser.ts";

const offset = 10_700;
const urls = endpoints(offset);
const aroundPort = ports(offset).chain;

/** The app as it is published, with nothing behind it: what the files and the page itself keep out. */
describe("the built app", () => {
  const folder = mkdtempSync(join(tmpdir(), "handsel-page-"));
  let app: App;
  let browser: Browser;
  let around: Server;

  before(async () => {
    app = await startBuiltApp(urls, ports(offset), folder);
    browser = await launchBrowser();
    around = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end(`<iframe src="${urls.app}/" width="800"></iframe>`);
    });
    await new Promise<void>((listening) => around.listen(aroundPort, "127.0.0.1", listening));
  });
  after(async () => {
    around.close();
    await browser.close();
    await app.stop();
    rmSync(folder, { recursive: true });
  });

  function files(): { name: string; text: string }[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name, parentPath }) => ({ name, text: readFileSync(join(parentPath, name), "utf8") }));
  }

  async function open(path: string): Promise<{ page: Page; refused: string[] }> {
    const page = await browser.newPage();
    const refused: string[] = [];
    page.on("console", (message) => {
      if (/content security policy/i.test(message.text())) refused.push(message.text());
    });
    await page.goto(`${urls.app}${path}`);
    await page.locator("#main").waitFor();
    return { page, refused };
  }

  it("has neither the development wallet nor its words in any of its files, and no source map", () => {
    const found = files();
    expect(found.length).to.be.above(20);
    for (const { name, text } of found) {
      expect(text.includes(TEST_MNEMONIC), name).to.equal(false);
      expect(text.includes("Development wallet"), name).to.equal(false);
      expect(name.endsWith(".map"), name).to.equal(false);
    }
  });

  it("runs under its own policy, page by page", async () => {
    const profile = "/profile/0x3C44CdDdB6a900fa2b585dd299e03d12FA4293BC";
    for (const path of ["/", "/search?text=x", "/sell", "/orders", "/desk", "/settings", profile]) {
      const { page, refused } = await open(path);
      await page.waitForTimeout(300);
      expect(refused, path).to.deep.equal([]);
      await page.close();
    }
  });

  it("runs no script but its own, however it came into the page", async () => {
    const { page, refused } = await open("/settings");
    await page.evaluate(() => {
      const inline = document.createElement("script");
      inline.textContent = "window.name = 'inline'";
      const foreign = document.createElement("script");
      foreign.src = "data:text/javascript,window.name='foreign'";
      const image = document.createElement("div");
      image.innerHTML = "<img src='data:,' onerror=\"window.name = 'handler'\">";
      document.body.append(inline, foreign, image);
    });
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => window.name)).to.equal("");
    expect(refused).to.have.length.above(2);
    await page.close();
  });

  it("sends no form anywhere and takes no other base for its links", async () => {
    const { page } = await open("/settings");
    const base = await page.evaluate(() => {
      const element = document.createElement("base");
      element.href = "http://elsewhere.example/";
      document.head.append(element);
      return document.baseURI;
    });
    expect(base).to.equal(`${urls.app}/settings`);
    await page.close();
  });

  it("is not framed where it is served with its headers", async () => {
    const response = await fetch(urls.app);
    expect(response.headers.get("content-security-policy")).to.contain("frame-ancestors 'none'");
  });

  it("offers nothing to press inside another page, even where it is served without them", async () => {
    const context = await browser.newContext();
    await context.route(`${urls.app}/`, async (route) => {
      const response = await route.fetch();
      const { "content-security-policy": _, ...headers } = response.headers();
      await route.fulfill({ response, headers });
    });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${aroundPort}/`);
    const inside = page.frameLocator("iframe");
    await inside.getByText("does not open inside another page").waitFor();
    expect(await inside.getByRole("button").count()).to.equal(0);
    await context.close();
  });
});
