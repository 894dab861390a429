import type { Page } from "playwright-core";
import sharp from "sharp";
import type { Person } from "./browser.ts";

/** A photograph as a phone makes it, with the place where it was taken. */
export function photograph(): Promise<Buffer> {
  return sharp({ create: { width: 1_600, height: 1_200, channels: 3, background: "#7a9" } })
    .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 30/1 0/1" } })
    .jpeg()
    .toBuffer();
}

export async function rate({ page }: Person, stars: number, words: string): Promise<void> {
  await page.getByRole("radio", { name: new RegExp(`^${stars}`) }).check({ force: true });
  await page.getByRole("textbox", { name: "In your own words" }).fill(words);
}

/** The index reads a block, and then the file behind it: a moment later than the chain. */
export async function untilShown(page: Page, url: string, words: string): Promise<void> {
  for (let attempt = 0; attempt < 15; attempt++) {
    await page.goto(url);
    const shown = page.getByText(words).locator("visible=true").first().waitFor({ timeout: 4_000 });
    if (
      await shown.then(
        () => true,
        () => false,
      )
    )
      return;
  }
  throw new Error(`"${words}" did not come up at ${url}`);
}
