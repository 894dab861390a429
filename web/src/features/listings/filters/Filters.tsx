import { ChevronDown } from "lucide-react";
import type { ReactNode } from "react";
import { kinds } from "#protocol/enums.ts";
import { categories } from "#protocol/metadata.ts";
import { sorts } from "../../../paths/searchParams.ts";
import type { SearchParams, Sort } from "../../../paths/searchParams.ts";
import { Chip } from "../../../ui/actions/Chip.tsx";
import { Menu, MenuItem } from "../../../ui/actions/Menu.tsx";
import { PriceFilter } from "./PriceFilter.tsx";
import { steadyToken } from "../queries.ts";
import { categoryWord, categoryWords, kindWords } from "../../../market/listings/words.ts";

type FiltersProps = { params: SearchParams; onChange: (params: SearchParams) => void };

const sortWords = { cheapest: "Cheapest first", dearest: "Dearest first" } as const satisfies Record<Sort, string>;

/** One chip for each filter: closed it names the filter, set it says its effect and can be taken away. */
export function Filters({ params, onChange }: FiltersProps) {
  const set = (changed: SearchParams) => onChange({ ...params, ...changed });
  const { text, category, kind, min, max, sort } = params;
  const filtered = [category, kind, min ?? max, sort].filter((value) => value !== undefined).length;
  return (
    <div role="group" aria-label="Filters" className="-mx-4 rail gap-2 px-4 py-1 md:mx-0 md:flex-wrap md:px-0">
      {category ? (
        <Chip removes onClick={() => set({ category: undefined })}>
          {categoryWord(category)}
        </Chip>
      ) : (
        <FilterMenu name="Category">
          {categories.map((key) => (
            <MenuItem key={key} onSelect={() => set({ category: key })}>
              {categoryWords[key]}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      {kind ? (
        <Chip removes onClick={() => set({ kind: undefined })}>
          {kindWords[kind]}
        </Chip>
      ) : (
        <FilterMenu name="Kind">
          {kinds.map((key) => (
            <MenuItem key={key} onSelect={() => set({ kind: key })}>
              {kindWords[key]}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      <PriceFilter key={`${min}-${max}`} min={min} max={max} onChange={set} />
      {sort ? (
        <Chip removes onClick={() => set({ sort: undefined })}>
          {sortWords[sort]}
        </Chip>
      ) : (
        <FilterMenu name={text ? "Best match first" : "Newest first"}>
          {sorts.map((key) => (
            <MenuItem key={key} onSelect={() => set({ sort: key })}>
              {sortWords[key]}, in {steadyToken?.symbol}
            </MenuItem>
          ))}
        </FilterMenu>
      )}
      {filtered > 1 && (
        <button
          type="button"
          className="touch shrink-0 px-2 underline decoration-edge underline-offset-4 hover:decoration-ink md:min-h-9"
          onClick={() => onChange(text ? { text } : {})}
        >
          Clear all
        </button>
      )}
    </div>
  );
}

function FilterMenu({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Menu
      label={name}
      trigger={
        <Chip>
          {name}
          <ChevronDown aria-hidden />
        </Chip>
      }
    >
      {children}
    </Menu>
  );
}
