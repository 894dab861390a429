import { expect } from "chai";
import type { Page } from "playwright-core";
import { until } from "./truth.ts";
import type { Visitor } from "./visitor.ts";

const [desk, phone] = [1_440, 360];

/** Waits until the page has all that it waits for. */
export async function untilFilled(page: Page): Promise<void> {
  await page.locator("main h1, main [role=alert]").first().waitFor();
  await until("everything is there", () =>
    page.evaluate(() => document.querySelector("main .animate-breathe, main [aria-busy=true]") === null),
  );
}

/** Runs inside the page: what one can press or fill in without knowing what it is. */
function unnamed(): string[] {
  const textOf = (ids: string | null) =>
    (ids ?? "")
      .split(" ")
      .map((id) => document.getElementById(id)?.textContent ?? "")
      .join("");
  const nameOf = (element: HTMLElement) =>
    element.getAttribute("aria-label") ||
    textOf(element.getAttribute("aria-labelledby")) ||
    [...((element as HTMLInputElement).labels ?? [])].map((label) => label.textContent).join("") ||
    element.textContent ||
    [...element.querySelectorAll("img[alt], [aria-label]")]
      .map((inner) => inner.getAttribute("alt") ?? inner.getAttribute("aria-label"))
      .join("") ||
    element.getAttribute("title") ||
    "";
  const controls = "button, a[href], input:not([type=hidden]), select, textarea, [role=tab], [role=checkbox]";
  return [...document.querySelectorAll<HTMLElement>(controls)]
    .filter((element) => element.checkVisibility() && !/\p{L}|\p{N}/u.test(nameOf(element)))
    .map((element) => element.outerHTML.slice(0, 200));
}

/** How much wider than the screen the page is, and what sticks out. */
function sticksOut(): string[] {
  const { scrollWidth, clientWidth } = document.documentElement;
  if (scrollWidth <= clientWidth) return [];
  const out = [...document.querySelectorAll<HTMLElement>("body *")].filter(
    (element) => element.checkVisibility() && element.getBoundingClientRect().right > clientWidth + 1,
  );
  return [`${scrollWidth} wide on ${clientWidth}`, ...out.slice(-3).map((element) => element.outerHTML.slice(0, 160))];
}

/** What a program says when it has forgotten somebody. */
const slips = /undefined|\bNaN\b|\[object |\bInfinity\b|�|\bnull\b/;
/** Controls that turn the direction of whatever follows. */
const turners = /[\u202A-\u202E]/;

/** What every page has to be, whatever it shows, on a desk and on a phone. */
export async function expectGoodLooks({ page, faults, reads }: Visitor): Promise<void> {
  const words = await reads();
  expect(await page.title()).to.match(/\p{L}/u);
  expect(await page.locator("main").innerText()).to.match(/\p{L}{2}/u);
  expect(words).not.to.match(slips);
  expect(words, "turned text").not.to.match(turners);
  expect(words).not.to.contain("This page could not be shown");
  expect(await page.evaluate(unnamed), "without a name").to.deep.equal([]);
  // It begins as wide as it was left by the page before, which spares every page one of two layouts.
  const { width = desk } = page.viewportSize() ?? {};
  expect(await page.evaluate(sticksOut), `at ${width}`).to.deep.equal([]);
  const other = width === desk ? phone : desk;
  await page.setViewportSize({ width: other, height: 900 });
  expect(await page.evaluate(sticksOut), `at ${other}`).to.deep.equal([]);
  expect(faults.join("\n")).to.equal("");
}
