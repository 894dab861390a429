export type Series = { name: string; points: readonly (readonly [x: number, y: number])[] };

const size = { width: 640, height: 400, left: 56, right: 150, top: 40, bottom: 48 };
const colours = ["#0E5B57", "#9A4A00", "#22549A", "#7A2673", "#1C6B32", "#665F54"];

/** A line chart as a self-contained SVG; `log` puts the y axis on a logarithmic scale. */
export function linePlot(
  labels: { title: string; x: string; y: string },
  series: readonly Series[],
  log = false,
): string {
  const all = series.flatMap((line) => line.points);
  const toScale = (y: number) => (log ? Math.log10(Math.max(y, 1e-4)) : y);
  const [xMin, xMax] = bounds(all.map(([x]) => x));
  const [yMin, yMax] = bounds(all.map(([, y]) => toScale(y)));
  const x = (value: number) => size.left + ((value - xMin) / (xMax - xMin)) * (size.width - size.left - size.right);
  const y = (value: number) =>
    size.height - size.bottom - ((toScale(value) - yMin) / (yMax - yMin)) * (size.height - size.top - size.bottom);

  const ticks = [0, 0.25, 0.5, 0.75, 1];
  const xTicks = ticks.map((at) => xMin + at * (xMax - xMin));
  const yTicks = ticks.map((at) => yMin + at * (yMax - yMin)).map((value) => (log ? 10 ** value : value));
  const lines = series.map((line, index) => {
    const colour = colours[index % colours.length];
    const path = line.points.map(([px, py], at) => `${at === 0 ? "M" : "L"}${x(px).toFixed(1)},${y(py).toFixed(1)}`);
    const [lastX, lastY] = line.points.at(-1) ?? [xMax, yMin];
    return (
      `<path d="${path.join("")}" fill="none" stroke="${colour}" stroke-width="2"/>` +
      `<text x="${x(lastX) + 8}" y="${y(lastY) + 4}" fill="${colour}">${line.name}</text>`
    );
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${size.height}" font-family="sans-serif" font-size="12">`,
    `<rect width="100%" height="100%" fill="#FBFAF7"/>`,
    `<text x="${size.left}" y="22" font-size="15" fill="#1D1B16">${labels.title}</text>`,
    ...yTicks.map(
      (value) =>
        `<path d="M${size.left},${y(value).toFixed(1)}H${size.width - size.right}" stroke="#E6E1D6"/>` +
        `<text x="${size.left - 6}" y="${(y(value) + 4).toFixed(1)}" text-anchor="end" fill="#665F54">${short(value)}</text>`,
    ),
    ...xTicks.map(
      (value) =>
        `<text x="${x(value).toFixed(1)}" y="${size.height - size.bottom + 18}" text-anchor="middle" fill="#665F54">${short(value)}</text>`,
    ),
    `<text x="${(size.left + size.width - size.right) / 2}" y="${size.height - 10}" text-anchor="middle" fill="#1D1B16">${labels.x}</text>`,
    `<text x="${size.left}" y="36" font-size="11" fill="#665F54">${labels.y}</text>`,
    ...lines,
    "</svg>\n",
  ].join("\n");
}

function bounds(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  return low === high ? [low, low + 1] : [low, high];
}

function short(value: number): string {
  if (Math.abs(value) >= 100) return Math.round(value).toString();
  return Number(value.toPrecision(2)).toString();
}
