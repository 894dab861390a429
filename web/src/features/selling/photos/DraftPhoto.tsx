import { queryOptions, useQuery } from "@tanstack/react-query";
import type { Photo as PhotoFile } from "#protocol/metadata.ts";
import { pictureUrls } from "../../../services/ipfs.ts";
import { photoUrl } from "../../../services/photoBox.ts";
import { Skeleton } from "../../../ui/feedback/Skeleton.tsx";
import { Photo } from "../../../ui/page/Photo.tsx";

function photoUrlQuery(cid: string) {
  return queryOptions({ queryKey: ["draftPhoto", cid], queryFn: () => photoUrl(cid), staleTime: Infinity, gcTime: 0 });
}

type DraftPhotoProps = { photo: PhotoFile; alt: string; className?: string };

/** A picture before it is published: from this device, or from IPFS when an earlier version has published it. */
export function DraftPhoto({ photo, alt, className }: DraftPhotoProps) {
  const { data: url, isPending } = useQuery(photoUrlQuery(photo.cid));
  if (isPending) return <Skeleton className={`aspect-square ${className ?? ""}`} />;
  const urls = url ? [url] : pictureUrls(photo.cid);
  return <Photo key={urls[0]} urls={urls} thumbhash={photo.thumbhash} alt={alt} priority className={className} />;
}
