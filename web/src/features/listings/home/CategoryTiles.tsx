import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { paths } from "../../../paths/paths.ts";
import { count } from "../../../lib/text.ts";
import { pictureUrls } from "../../../services/ipfs.ts";
import { Skeleton } from "../../../ui/feedback/Skeleton.tsx";
import { Photo } from "../../../ui/page/Photo.tsx";
import { categoryTilesOptions } from "./homeFigures.ts";
import { categoryWord } from "../../../market/listings/words.ts";
import { isOneOf } from "../../../lib/lookup.ts";
import { categories } from "../../../../../protocol/metadata.ts";

const tile = "w-36 shrink-0 snap-start md:w-auto";

/** Categories as pictures: a row to be pushed on a phone, one line of eight on a wide screen. */
export function CategoryTiles() {
  const { data: covers, isError } = useQuery(categoryTilesOptions());
  // What somebody else has invented is no category: the search finds it by its words.
  const known = covers?.filter(({ category }) => isOneOf(categories, category)).slice(0, 8);
  if (isError || known?.length === 0) return null;
  return (
    <ul className="-mx-4 rail gap-3 px-4 md:mx-0 md:grid md:grid-cols-4 md:gap-5 md:overflow-visible md:px-0 xl:grid-cols-8">
      {!known &&
        Array.from({ length: 8 }, (_, position) => (
          <li key={position} className={tile}>
            <Skeleton className="aspect-square rounded-card" />
            <Skeleton className="mt-3 mb-6 h-3.5 w-2/3" />
          </li>
        ))}
      {known?.map((cover) => (
        <li key={cover.category} className={tile}>
          <Link {...paths.search({ category: cover.category })} className="group block rounded-card">
            <Photo
              urls={cover.photo ? pictureUrls(cover.photo.cid) : []}
              thumbhash={cover.photo?.thumbhash}
              alt=""
              className="rounded-card transition-opacity group-hover:opacity-90"
            />
            <span className="block pt-2 font-strong underline-offset-4 group-hover:underline">
              {categoryWord(cover.category)}
            </span>
            <span className="block text-fine text-quiet">{count(cover.listings, "listing")}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
