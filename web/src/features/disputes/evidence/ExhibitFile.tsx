import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Skeleton, SkeletonText } from "../../../ui/feedback/Skeleton.tsx";
import { Dialog } from "../../../ui/overlays/Dialog.tsx";
import { Photo } from "../../../ui/page/Photo.tsx";
import { exhibitFileOptions, exhibitPictureOptions } from "./files.ts";
import { Quoted, QuotedText } from "../../../ui/words/Quoted.tsx";
import { quotedLine } from "../../../lib/quoted.ts";

/** One piece of evidence: what it says, and its picture, which opens large. */
export function ExhibitFile({ cid }: { cid: string | null }) {
  if (!cid) return <Unreadable>It points to something that is not an IPFS file, so it is not opened here.</Unreadable>;
  return <Exhibit cid={cid} />;
}

function Exhibit({ cid }: { cid: string }) {
  const { data, isPending } = useQuery(exhibitFileOptions(cid));
  if (isPending) return <SkeletonText lines={2} />;
  if (data === undefined)
    return <Unreadable>Its file can’t be reached now. The hash is kept on chain: {cid}</Unreadable>;
  if (data === null) return <Unreadable>Its file is not an evidence file. The hash is kept on chain: {cid}</Unreadable>;

  return (
    <div className="flex gap-4">
      <div className="min-w-0 flex-1">
        <h3 dir="auto" className="font-sans font-strong">
          <Quoted text={data.name} otherwise="No title" />
        </h3>
        <QuotedText text={data.description} otherwise="Nothing is written in it." />
      </div>
      {data.picture && <Picture cid={data.picture} name={quotedLine(data.name, "a piece of evidence")} />}
    </div>
  );
}

function Picture({ cid, name }: { cid: string; name: string }) {
  const { data, isError } = useQuery(exhibitPictureOptions(cid));
  const [large, setLarge] = useState(false);
  const frame = "size-24 shrink-0 overflow-hidden rounded-control md:size-32";
  if (!data) return isError ? <Photo urls={[]} alt="" className={frame} /> : <Skeleton className={frame} />;
  return (
    <>
      <button
        type="button"
        className={frame}
        onClick={() => setLarge(true)}
        aria-label={`Show the picture of ${name} large`}
      >
        <Photo urls={data.urls} alt="" />
      </button>
      <Dialog
        open={large}
        onOpenChange={setLarge}
        title={name}
        description={
          data.checked ? undefined : "Too large to be checked against its hash: it is what your gateway sends."
        }
      >
        <Photo urls={data.urls} alt={name} fit="contain" className="rounded-control" />
      </Dialog>
    </>
  );
}

function Unreadable({ children }: { children: ReactNode }) {
  return <p className="max-w-text [overflow-wrap:anywhere] text-quiet">{children}</p>;
}
