import type { Ground } from "./grounds.ts";
import type { Scene } from "./still.ts";

/** Where the front line of a standing scene is, from the top edge. */
export const FRONT_LINE = { cove: 0.8, table: 0.82, plinth: 0.72, arch: 0.83, window: 0.82, gloss: 0.76 } as const;

/** The empty set as SVG, `side` pixels wide and high. */
export function backdrop(scene: Scene, ground: Ground, side: number): string {
  const [wallLit, wallFar] = ground.wall;
  const [floorFar, floorNear] = ground.floor;
  const [accentLit, accentFar] = ground.accent;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="${side}" height="${side}">
    <defs>
      <radialGradient id="wall" cx=".34" cy=".24" r=".95"><stop offset="0" stop-color="${wallLit}"/><stop offset="1" stop-color="${wallFar}"/></radialGradient>
      <linearGradient id="cove" x1="0" y1="0" x2="0" y2="1"><stop offset=".52" stop-color="${floorFar}" stop-opacity="0"/><stop offset=".72" stop-color="${floorFar}"/><stop offset="1" stop-color="${floorNear}"/></linearGradient>
      <linearGradient id="floor" x1="0" y1="0" x2=".25" y2="1"><stop offset="0" stop-color="${floorFar}"/><stop offset="1" stop-color="${floorNear}"/></linearGradient>
      <linearGradient id="drum" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${accentLit}"/><stop offset=".45" stop-color="${floorFar}"/><stop offset="1" stop-color="${accentFar}"/></linearGradient>
      <linearGradient id="niche" x1="0" y1="0" x2="1" y2=".9"><stop offset="0" stop-color="${accentFar}"/><stop offset="1" stop-color="${accentLit}"/></linearGradient>
      <linearGradient id="edge" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity=".16"/><stop offset="1" stop-color="#000" stop-opacity="0"/></linearGradient>
      <radialGradient id="sheet" cx=".3" cy=".2" r="1"><stop offset="0" stop-color="${accentLit}"/><stop offset="1" stop-color="${wallLit}"/></radialGradient>
      <filter id="soft" x="-.3" y="-.3" width="1.6" height="1.6"><feGaussianBlur stdDeviation="1.1"/></filter>
      <filter id="softer" x="-.3" y="-.3" width="1.6" height="1.6"><feGaussianBlur stdDeviation="2.2"/></filter>
    </defs>
    <rect width="100" height="100" fill="url(#wall)"/>
    ${furniture[scene]}
  </svg>`;
}

const pane = (x: number, y: number) => `<path d="M${x} ${y}l13 -5.5v21l-13 5.5z" fill="#fff6e2" opacity=".5"/>`;

const furniture: Record<Scene, string> = {
  cove: `<rect width="100" height="100" fill="url(#cove)"/>`,
  gloss: `<rect width="100" height="100" fill="url(#cove)"/><rect y="60" width="100" height="40" fill="#fff" opacity=".05"/>`,
  table: `<rect y="64" width="100" height="36" fill="url(#floor)"/><rect y="64" width="100" height="1.6" fill="#fff" opacity=".16"/>
    <rect y="60" width="100" height="4" fill="#000" opacity=".05" filter="url(#soft)"/>`,
  plinth: `<rect width="100" height="100" fill="url(#cove)"/>
    <ellipse cx="56" cy="92" rx="42" ry="6" fill="#000" opacity=".14" filter="url(#softer)"/>
    <path d="M14 71v19a36 8.4 0 0 0 72 0V71z" fill="url(#drum)"/>
    <path d="M14 71v5a36 8.4 0 0 0 72 0v-5z" fill="url(#edge)" opacity=".7"/>
    <ellipse cx="50" cy="71" rx="36" ry="8.4" fill="url(#sheet)"/>`,
  arch: `<path d="M19 100V47a31 31 0 0 1 62 0v53z" fill="url(#niche)"/>
    <path d="M19 100V47a31 31 0 0 1 31 -31" fill="none" stroke="#000" stroke-opacity=".16" stroke-width="2.4" filter="url(#soft)"/>
    <rect y="74" width="100" height="26" fill="url(#floor)"/><rect y="74" width="100" height="5" fill="url(#edge)" opacity=".5"/>`,
  window: `<g filter="url(#soft)">${pane(50, 14)}${pane(65, 7.7)}${pane(50, 38)}${pane(65, 31.7)}</g>
    <rect y="70" width="100" height="30" fill="url(#floor)"/><rect y="70" width="100" height="1.2" fill="#fff" opacity=".2"/>
    <path d="M34 100l16 -30h17l-9 30z" fill="#fff6e2" opacity=".22" filter="url(#soft)"/>`,
  flat: `<rect width="100" height="100" fill="url(#floor)" opacity=".55"/>`,
  paper: `<g transform="rotate(-7 50 50)"><rect x="13" y="10" width="80" height="86" fill="#000" opacity=".16" filter="url(#softer)"/>
    <rect x="10" y="7" width="80" height="86" fill="url(#sheet)"/></g>`,
};
