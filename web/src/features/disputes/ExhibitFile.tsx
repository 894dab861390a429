import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { pictureUrls } from "../../services/ipfs.ts";
import { SkeletonText } from "../../ui/feedback/Skeleton.tsx";
import { Dialog } from "../../ui/overlays/Dialog.tsx";
import { Photo } from "../../ui/page/Photo.tsx";
import { exhibitFileOptions } from "./files.ts";

/** One piece of evidence: what it says, and its picture, which opens large. */
export function ExhibitFile({ cid }: { cid: string | null }) {
  if (!cid) return <Unreadable>It points to something that is not an IPFS file, so it is not opened here.</Unreadable>;
  return <Exhibit cid={cid} />;
}

function Exhibit({ cid }: { cid: string }) {
  const { data, isPending } = useQuery(exhibitFileOptions(cid));
  const [large, setLarge] = useState(false);
  if (isPending) return <SkeletonText lines={2} />;
  if (data === undefined)
    return <Unreadable>Its file can’t be reached now. The hash is kept on chain: {cid}</Unreadable>;
  if (data === null) return <Unreadable>Its file is not an evidence file. The hash is kept on chain: {cid}</Unreadable>;

  const urls = data.picture ? pictureUrls(data.picture) : [];
  return (
    <div className="flex gap-4">
      <div className="min-w-0 flex-1">
        <h3 dir="auto" className="font-sans font-strong">
          {data.name}
        </h3>
        <p dir="auto" className="max-w-text whitespace-pre-line">
          {data.description}
        </p>
      </div>
      {data.picture && (
        <>
          <button
            type="button"
            className="size-24 shrink-0 overflow-hidden rounded-control md:size-32"
            onClick={() => setLarge(true)}
            aria-label={`Show the picture of ${data.name} large`}
          >
            <Photo urls={urls} alt="" />
          </button>
          <Dialog open={large} onOpenChange={setLarge} title={data.name}>
            <Photo urls={urls} alt={data.name} fit="contain" className="rounded-control" />
          </Dialog>
        </>
      )}
    </div>
  );
}

function Unreadable({ children }: { children: ReactNode }) {
  return <p className="max-w-text [overflow-wrap:anywhere] text-quiet">{children}</p>;
}
